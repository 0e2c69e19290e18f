"""The answer code on the page."""

from collections.abc import Sequence

from utils.practice.answers.answer_code import write_code
from utils.practice.card import Card
from utils.widgets.markup import paragraph, preformatted


class AnswerCodeCard(Card):
    """Shows the answer code; whoever makes a prediction lets it :meth:`show` the new one."""

    def __init__(self):
        super().__init__("Answer code", "Answer code: your predictions in this lesson, as one short line.")

    def show(self, lesson: str, letters: Sequence[str]) -> None:
        """Show the code of a lesson.

        Parameters
        ----------
        lesson : str
            Name of the lesson's folder.
        letters : sequence of str
            The learner's answer to each question in its order; empty where there is none.
        """
        missing = sum(not letter for letter in letters)
        said = f"Predictions that you have not made are an X: {missing} of {len(letters)}." if missing else ""
        told = f"These are your predictions in this lesson. Give this line to your teacher. {said}".strip()
        self.say(preformatted(write_code(lesson, letters)) + paragraph(told))
