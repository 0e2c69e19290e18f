"""What a notebook imports to ask, to check and to keep a learner's answers."""

import os
from collections.abc import Mapping
from pathlib import Path

from utils.widgets.explorer import Explorer
from utils.widgets.prediction import Prediction
from utils.widgets.progress import Progress
from utils.widgets.question import Question, read_questions

UNCOVER = "LEARNING_RATE_COURSE_UNCOVER"


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

    Raises
    ------
    ValueError
        If one of the files has a fault; the sentence says which.
    """

    def __init__(
        self, name: str, folder: str | Path, exercises: Mapping | None = None, *, progress: Progress | None = None
    ):
        self.name, self.folder = name, Path(folder)
        self.exercises = dict(exercises or {})
        self.predictions = self._read("predictions.yaml")
        self.questions = self._read("quiz.yaml")
        self.progress = Progress() if progress is None else progress
        self._uncovered = os.environ.get(UNCOVER, "") not in ("", "0")
        self._shown: list[Prediction] = []

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
        prediction = Prediction(
            question,
            covers,
            letter=self._recorded("predictions", id),
            save=lambda letter: self._save("predictions", id, letter),
        )
        self._shown.append(prediction)
        if self._uncovered:
            prediction.uncover()
        return prediction

    def uncover(self) -> None:
        """Show what the predictions of this page cover, also those of cells that run later."""
        self._uncovered = True
        for prediction in self._shown:
            prediction.uncover()

    def _read(self, name: str) -> dict[str, Question]:
        path = self.folder / name
        return {question.id: question for question in read_questions(path)} if path.exists() else {}

    def _recorded(self, kind: str, id: str) -> str:
        value = self.progress.get(self.name, kind, id)
        return value if isinstance(value, str) else ""

    def _save(self, kind: str, id: str, value) -> str:
        self.progress.set(self.name, kind, id, value)
        return self.progress.problem


def _find(known: Mapping, id: str, what: str):
    if id not in known:
        raise ValueError(f"There is no {what} {id!r} in this lesson; there are {', '.join(known) or 'none'}.")
    return known[id]
