"""The card of one exercise: what its check found, and buttons for the next hint and for the solution."""

import ipywidgets

from utils.practice.card import Card, Feedback
from utils.practice.exercises.exercise import Exercise
from utils.widgets.controls import button
from utils.widgets.markup import paragraph, preformatted

KEPT_BACK = "Your teacher keeps the solutions back for now."
SHOW, SHOW_INDEED = "Show the solution", "Yes, show the solution"


class ExerciseCard(Card):
    """A card of one exercise; what it says is announced.

    Parameters
    ----------
    exercise : Exercise
    sentence : str
        What it says.
    kind : {"right", "wrong", "quiet", ""}
        How it looks: green, amber, gray, plain.
    code : str
        Shown below the sentence, as it would stand in a cell.

    Attributes
    ----------
    help : Feedback
        Below the buttons of :meth:`offer_help`: a hint, or the solution.
    """

    def __init__(self, exercise: Exercise, sentence: str, kind: str = "", code: str = ""):
        super().__init__(f"Exercise: {exercise.title}", f"{sentence}\n\n{code}" if code else sentence)
        self.exercise = exercise
        self.feedback.news = True
        self.help = Feedback()
        self.hint, self.solution = button("Hint"), button(SHOW)
        self.say(paragraph(sentence, kind) + (preformatted(code) if code else ""))

    def offer_help(self, *, keeps_solution_back: bool = False) -> "ExerciseCard":
        """Put the two buttons below the sentence; returns the card.

        Parameters
        ----------
        keeps_solution_back : bool
            Say that the teacher keeps the solution back, instead of showing it.
        """
        self.hint.on_click(lambda _: self._help(paragraph(self.exercise.hint())))
        self.solution.on_click(lambda _: self._help(paragraph(KEPT_BACK)) if keeps_solution_back else self._solve())
        row = ipywidgets.HBox([self.hint, self.solution], layout={"flex_flow": "row wrap"})
        self.children = [*self.children, row, self.help]
        return self

    def close(self) -> None:
        """Take the card off the page; its buttons know it, and would keep it in memory."""
        for part in self.children:
            for child in getattr(part, "children", ()):
                child.close()
            part.close()
        super().close()

    def _solve(self) -> None:
        """Ask first, since a press that slips cannot be taken back; show the solution at the second press."""
        if self.solution.description == SHOW:
            self._help(paragraph("Do you want to see the whole solution? Then press again. A hint gives less away."))
            self.solution.description = SHOW_INDEED
        else:
            self._help(paragraph(self.exercise.explanation) + preformatted(self.exercise.solution))

    def _help(self, html: str) -> None:
        self.solution.description = SHOW
        self.help.say(html)
