"""The quiz at the end of a lesson: try first, then read why."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import ipywidgets

from utils.practice.card import Card, Feedback
from utils.practice.questions.choice import Choice
from utils.practice.questions.question import Question
from utils.widgets.controls import button
from utils.widgets.markup import paragraph


class QuizQuestion(ipywidgets.VBox):
    """One question of a quiz, with a button that checks the answer.

    Parameters
    ----------
    number : int
        Which one it is, from 1.
    question : Question
        What is asked.
    letter : str
        The answer of an earlier day; none if empty.
    on_answer : callable
        ``on_answer(letter)`` hears of each answer that is checked.

    Attributes
    ----------
    letter : str
        The last answer that was checked, or empty.
    """

    def __init__(self, number: int, question: Question, letter: str, on_answer: Callable[[str], None]):
        self.question, self._on_answer = question, on_answer
        self.letter = letter if letter in question.letters else ""
        self.choice = Choice(question, self.letter, number=number)
        self.check = button("Check my answer")
        self.explain = button("Explain all options", "Shows the right answer, too")
        self.feedback = Feedback()
        self.check.on_click(lambda _: self._check())
        self.explain.on_click(lambda _: self._explain())
        super().__init__([self.choice, ipywidgets.HBox([self.check, self.explain]), self.feedback])
        self.add_class("quiz-question")
        self._show()

    @property
    def is_right(self) -> bool:
        """Whether the last answer was right."""
        return self.letter == self.question.right

    def answer(self, letter: str) -> None:
        """Answer, as if the learner had chosen this option and pressed the button."""
        self.question.option(letter)
        self.letter = self.choice.letter = letter
        self._show()
        self._on_answer(letter)

    def _check(self) -> None:
        if self.choice.letter:
            self.answer(self.choice.letter)
        else:
            self.feedback.say(paragraph("Choose an option first."))

    def _show(self) -> None:
        self.explain.layout.display = None if self.letter else "none"
        if not self.letter:
            return
        why = self.question.option(self.letter).why
        if self.is_right:
            self.feedback.say(paragraph(f"{self.letter} is right. {why}", "right"))
        else:
            again = paragraph("Choose again, or let all options be explained.", "quiet")
            self.feedback.say(paragraph(f"{self.letter} is not right. {why}", "wrong") + again)

    def _explain(self) -> None:
        right = self.question.right
        parts = [paragraph(f"{right} is right. {self.question.option(right).why}", "right")]
        for letter, option in self.question.lettered():
            if letter != right:
                parts.append(paragraph(f"{letter} is not. {option.why}", "wrong"))
        self.feedback.say("".join(parts))


class Quiz(Card):
    """All questions of a lesson's quiz.

    Parameters
    ----------
    questions : sequence of Question
        What is asked, in this order.
    letters : mapping of str to str, optional
        Answers of an earlier day: a letter by the question's id.
    save : callable, optional
        ``save(id, letter)`` keeps an answer.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        letters: Mapping[str, str] | None = None,
        *,
        save: Callable[[str, str], object] = lambda id, letter: None,
    ):
        letters = letters or {}
        self._save = save
        self.questions = [
            QuizQuestion(number, question, letters.get(question.id, ""), partial(self._answered, question.id))
            for number, question in enumerate(questions, 1)
        ]
        text = "\n\n".join(f"{number}. {question.as_text()}" for number, question in enumerate(questions, 1))
        super().__init__("Quiz", f"Quiz.\n\n{text}", self.questions)
        if any(question.letter for question in self.questions):
            self._total()

    def _answered(self, id: str, letter: str) -> None:
        self._total()
        self._save(id, letter)

    def _total(self) -> None:
        answered = sum(bool(question.letter) for question in self.questions)
        right = sum(question.is_right for question in self.questions)
        self.say(paragraph(f"Answered: {answered} of {len(self.questions)}. Right: {right}.", "quiet"))
