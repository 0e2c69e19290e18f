"""The card that says where the answers are, saves them as a file, and brings such a file back."""

from utils.descent.formatting import count
from utils.practice.answers.progress import Progress
from utils.practice.answers.schema import answers_in, sound
from utils.practice.card import Card
from utils.widgets.controls import button
from utils.widgets.files import FileChoice, FileDownload
from utils.widgets.markup import as_html

FILE_NAME = "learning-rate-course-answers.json"
MOST_BYTES = 2_000_000
"""A file of answers has a few thousand."""
RUN_AGAIN = "A page that is open shows them once you run its cells again."


class AnswersCard(Card):
    """A button that downloads the answers, one that brings such a file back, and where they are kept.

    Parameters
    ----------
    progress : Progress
        The answers.
    """

    def __init__(self, progress: Progress):
        self.progress = progress
        self.download = FileDownload(self._made, label="Save my answers", file_name=FILE_NAME)
        self.upload = FileChoice(
            self._load,
            after_problem=lambda: "Nothing was changed. Choose one that Save my answers has made.",
            label="Load my answers",
            accept=".json,application/json",
            most_bytes=MOST_BYTES,
            if_large="a file of answers is smaller",
            say=self._say,
        )
        self.replace = button("Take those of the file")
        self.replace.layout.display = "none"
        self.replace.on_click(lambda _: self._replace())
        self._others: dict = {}
        super().__init__(
            "Your answers",
            "Your answers: a button that saves them as a file, and a button that loads such a file.",
            [],
            [self.download, self.upload, self.replace],
        )
        progress.inform(self)

    def say_kept(self, sentence: str) -> None:
        """Say what becomes of answers, or else where they are."""
        super().say_kept(sentence or f"Your answers are kept in {self.progress.path}.")

    def _load(self, content: bytes, name: str) -> str:
        """Add the answers of a saved file to those that are here; where both have one, ours stays for now."""
        self._others = {}
        try:
            missing, self._others, n_same = compare(answers_in(content.decode("utf-8-sig")), self.progress)
        except ValueError:
            raise ValueError(f"The file {name} is not a file of answers.") from None
        said = [f"{count(n_same, 'answer')} of the file {_be(n_same)} here already."] if n_same else []
        if missing:
            self.progress.set_all(missing)
            said.append(f"{count(len(missing), 'answer')} {_be(len(missing), past=True)} added. {RUN_AGAIN}")
        if self._others:
            n = len(self._others)
            said.append(f"{count(n, 'answer')} {_be(n)} different in the file. What is here was kept.")
        return " ".join(said) or "There are no answers in this file."

    def _replace(self) -> None:
        n = len(self._others)
        self.progress.set_all(self._others)
        self._others = {}
        self._say(f"{count(n, 'answer')} {_be(n, past=True)} taken from the file. {RUN_AGAIN}")

    def _made(self) -> str:
        contents = self.progress.as_text()
        self._say(f"{FILE_NAME} is now where your browser keeps its downloads.")
        return contents

    def _say(self, sentence: str) -> None:
        self.replace.layout.display = None if self._others else "none"
        self.say(f"<p>{as_html(sentence)}</p>")


def compare(saved: dict, progress: Progress) -> tuple[dict, dict, int]:
    """Compare saved answers with those that are kept.

    Parameters
    ----------
    saved : dict
        As `answers_in` returns it.
    progress : Progress
        What is kept.

    Returns
    -------
    missing, others : dict
        The saved answers that are not kept yet, and those that differ from what is kept. An exercise that is
        passed in one of the two is passed, and never differs.
    n_same : int
        How many are the same.
    """
    missing, others = {}, {}
    for place, value in saved.items():
        here = sound(place[1], progress.get(*place))
        if here and place[1] == "exercises":
            value = value | here | {"passed": here["passed"] or value["passed"]}
        if here == value:
            continue
        (others if here and place[1] != "exercises" else missing)[place] = value
    return missing, others, len(saved) - len(missing) - len(others)


def _be(number: int, *, past: bool = False) -> str:
    singular, plural = ("was", "were") if past else ("is", "are")
    return singular if number == 1 else plural
