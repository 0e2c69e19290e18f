"""What a notebook imports to ask, to check and to keep a learner's answers."""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from utils.explorers.explorer import Explorer
from utils.practice.answers.answer_code import AnswerCodeCard, asks_whether_solved
from utils.practice.answers.answers_card import AnswersCard
from utils.practice.answers.class_results import ClassResults, example_codes
from utils.practice.answers.pasted_codes import read_codes
from utils.practice.answers.progress import Progress
from utils.practice.answers.schema import sound
from utils.practice.exercises.exercise import Exercise
from utils.practice.exercises.exercise_card import KEPT_BACK, ExerciseCard
from utils.practice.questions.prediction import Prediction
from utils.practice.questions.question import Question, read_questions
from utils.practice.questions.quiz import Quiz

UNCOVER = "LEARNING_RATE_COURSE_UNCOVER"
KEEP_BACK = "LEARNING_RATE_COURSE_KEEP_SOLUTIONS_BACK"


class Lesson:
    """The predictions, exercises and quiz of one lesson, and what the learner has answered.

    Parameters
    ----------
    name : str
        Name of the lesson's folder.
    folder : Path
        The folder, with ``predictions.yaml`` and ``quiz.yaml``.
    exercises : mapping of str to Exercise
        Each exercise by its id.
    progress : Progress, optional
        Where answers are kept.
    formerly : str, optional
        Name of the lesson that asked these questions before; answers kept under it count until there are newer ones.

    Raises
    ------
    ValueError
        If one of the files has a fault; the sentence says which.
    """

    def __init__(
        self,
        name: str,
        folder: str | Path,
        exercises: Mapping[str, Exercise] | None = None,
        *,
        progress: Progress | None = None,
        formerly: str | None = None,
    ):
        self.name, self.folder, self._formerly = name, Path(folder), formerly
        self.exercises = dict(exercises or {})
        self.predictions = self._read("predictions.yaml")
        self.questions = self._read("quiz.yaml")
        self.progress = Progress() if progress is None else progress
        self._uncovered, self._keeps_back = _is_set(UNCOVER), _is_set(KEEP_BACK)
        self._shown: list[Prediction] = []
        self._code: AnswerCodeCard | None = None

    def predict(self, id: str, covers: Explorer | str | None = None) -> Prediction:
        """Ask for a prediction; what it covers shows once it is made.

        Parameters
        ----------
        id : str
            Which question of ``predictions.yaml``.
        covers : Explorer or str, optional
            A figure, or the text that a cell would have printed.
        """
        question = _find(self.predictions, id, "prediction")
        if isinstance(covers, Explorer):
            self.keep_pins(covers)
        prediction = Prediction(
            question,
            covers,
            letter=self._recorded("predictions", id),
            save=partial(self._answered, "predictions", id),
        )
        self._shown.append(prediction)
        self.progress.inform(prediction)
        if self._uncovered:
            prediction.uncover()
        return prediction

    def keep_pins(self, explorer: Explorer) -> Explorer:
        """Keep an explorer's pinned runs from day to day; :meth:`predict` does it for what it covers.

        Parameters
        ----------
        explorer : Explorer
            Runs that were pinned on an earlier day to an explorer of the same name are pinned to it again.

        Returns
        -------
        Explorer
            The same, to stand at the end of a cell.
        """
        if explorer.can_pin:
            lines = self._sound("pins", explorer.name) or []
            now = explorer.state
            for line in lines:
                if explorer.restore(line) is None:  # the others are not of this figure, or no longer
                    explorer.pin()
            explorer.restore(now)
            save = lambda _: self._save("pins", explorer.name, explorer.pins.states)  # noqa: E731
            explorer.pins.observe(save, "pinned")
        return explorer

    def uncover(self) -> None:
        """Show what the predictions of this page cover, also those of cells that run later."""
        self._uncovered = True
        for prediction in self._shown:
            prediction.uncover()

    def check(self, id: str, answer) -> ExerciseCard:
        """Check the learner's function or value, and say what the check found.

        Parameters
        ----------
        id : str
            Which exercise.
        answer : object
            What the learner has written.
        """
        exercise = _find(self.exercises, id, "exercise")
        kept = self._exercise(id)
        if exercise.counts_tries and not exercise.tries:
            exercise.tries.extend(kept.get("tries", []))  # whatever the file holds, these are numbers
        result = exercise.check(answer)
        card = ExerciseCard(exercise, result.sentence, result.kind).offer_help(keeps_solution_back=self._keeps_back)
        card.result = result
        if result.is_answered:
            passed = {"passed": kept.get("passed") is True or result.passed}
            tries = {"tries": list(exercise.tries)} if exercise.counts_tries else {}
            self._save("exercises", id, passed | tries)
            self._show_code()
        self.progress.inform(card)
        return card

    def hint(self, id: str, number: int | None = None) -> ExerciseCard:
        """Give the next hint for an exercise, or the one with this number."""
        exercise = _find(self.exercises, id, "exercise")
        return ExerciseCard(exercise, exercise.hint(number))

    def solution(self, id: str) -> ExerciseCard:
        """Show the solution of an exercise, unless the teacher keeps it back."""
        exercise = _find(self.exercises, id, "exercise")
        if self._keeps_back:
            return ExerciseCard(exercise, KEPT_BACK)
        return ExerciseCard(exercise, exercise.explanation, code=exercise.solution)

    def quiz(self) -> Quiz:
        """Ask the questions of ``quiz.yaml``."""
        letters = {id: self._recorded("quiz", id) for id in self.questions}
        quiz = Quiz(list(self.questions.values()), letters, save=partial(self._answered, "quiz"))
        self.progress.inform(quiz)
        return quiz

    def done(self) -> dict[str, tuple[int, int]]:
        """Return how many predictions, exercises and quiz questions are done, and how many there are."""
        predicted = sum(map(bool, self._letters("predictions", self.predictions)))
        answered = sum(map(bool, self._letters("quiz", self.questions)))
        passed = sum(self._exercise(id).get("passed") is True for id in self.exercises)
        return {
            "predictions": (predicted, len(self.predictions)),
            "exercises": (passed, len(self.exercises)),
            "quiz": (answered, len(self.questions)),
        }

    def answer_code(self) -> AnswerCodeCard:
        """Show what the learner has answered as a short text, to read out or to paste for the teacher.

        It holds the predictions, whether each exercise is solved, and the last answers of the quiz. The card follows
        what is answered while it is on the page.
        """
        self._code = AnswerCodeCard()
        self._show_code()
        self.progress.inform(self._code)
        return self._code

    def save_answers(self) -> AnswersCard:
        """Give a button that downloads all answers, of all lessons, and one that loads such a file."""
        return AnswersCard(self.progress)

    def class_results(self, text: str = "") -> ClassResults:
        """For the teacher: a box for the answer codes of a class, and what the class has answered.

        Parameters
        ----------
        text : str
            What stands in the box at first.
        """
        questions = [question for asked in self._asked() for question in asked]
        others = {
            path.parent.name: len(read_questions(path))
            for path in sorted(self.folder.parent.glob("*/predictions.yaml"))
            if path.parent != self.folder
        }
        read = partial(
            read_codes,
            lesson=self.name,
            questions=questions,
            other_lessons=others,
            n_predictions=len(self.predictions),
        )
        return ClassResults(questions, read, text)

    def example_codes(self) -> str:
        """For the teacher: the answer codes of a class that does not exist, written as messily as a real one."""
        return example_codes(self.name, *self._asked())

    def _asked(self) -> tuple[list[Question], list[Question], list[Question]]:
        """Return what an answer code answers, in its order: the predictions, the exercises and the quiz."""
        return (
            list(self.predictions.values()),
            [asks_whether_solved(exercise) for exercise in self.exercises.values()],
            [replace(question, text=f"Quiz: {question.text}") for question in self.questions.values()],
        )

    def _read(self, name: str) -> dict[str, Question]:
        path = self.folder / name
        return {question.id: question for question in read_questions(path)} if path.exists() else {}

    def _sound(self, kind: str, id: str):
        kept = self.progress.get(self.name, kind, id)
        if kept is None and self._formerly is not None:
            kept = self.progress.get(self._formerly, kind, id)
        return sound(kind, kept)

    def _recorded(self, kind: str, id: str) -> str:
        return self._sound(kind, id) or ""

    def _exercise(self, id: str) -> dict:
        return self._sound("exercises", id) or {}

    def _save(self, kind: str, id: str, value) -> None:
        self.progress.set(self.name, kind, id, value)

    def _answered(self, kind: str, id: str, letter: str) -> None:
        self._save(kind, id, letter)
        self._show_code()

    def _letters(self, kind: str, questions: Mapping[str, Question]) -> list[str]:
        """Return the letter that is kept for each question; empty where there is none, or none that it has."""
        kept = {id: self._recorded(kind, id) for id in questions}
        return [kept[id] if kept[id] in question.letters else "" for id, question in questions.items()]

    def _show_code(self) -> None:
        if self._code is not None:
            solved = [self._exercise(id).get("passed") is True for id in self.exercises]
            predictions, quiz = (
                self._letters(kind, asked)
                for kind, asked in (("predictions", self.predictions), ("quiz", self.questions))
            )
            self._code.show(self.name, predictions, solved, quiz)


def _is_set(variable: str) -> bool:
    return os.environ.get(variable, "") not in ("", "0")


def _find(known: Mapping, id: str, what: str):
    if id not in known:
        raise ValueError(f"There is no {what} {id!r} in this lesson; there are {', '.join(known) or 'none'}.")
    return known[id]
