"""A question in front of a result, which stays covered until the learner has answered."""

from collections.abc import Callable

import ipywidgets
from IPython.display import display

from utils.explorers.explorer import Explorer
from utils.practice.card import Card
from utils.practice.questions.choice import Choice
from utils.practice.questions.question import Question
from utils.widgets.controls import button
from utils.widgets.markup import paragraph, with_code

PREDICT, AGAIN = "That is my prediction", "Predict again"
GO_ON = "See for yourself. Then open the next part below."  # some figures have to be moved first


class Covered(ipywidgets.VBox):
    """Something that is not on the page until it is uncovered.

    Parameters
    ----------
    thing : Explorer or str
        A figure, or text that keeps its lines.
    """

    def __init__(self, thing: Explorer | str):
        super().__init__()
        self._thing = thing
        if isinstance(thing, str):
            thing = ipywidgets.HTML(f'<pre class="covered-text">{with_code(thing)}</pre>')
        self._shown = thing

    def uncover(self, is_uncovered: bool = True) -> None:
        """Put it on the page, or take it off again."""
        self.children = [self._shown] if is_uncovered else []

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and what is covered for pages without a kernel."""
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        if isinstance(self._thing, str):
            return data | {"text/plain": self._thing}
        covered, metadata = self._thing.stored(self._thing.sentence)
        return data | covered, metadata


class Prediction(Card):
    """A question, and what it covers until an option is chosen.

    Parameters
    ----------
    question : Question
        What is asked.
    covers : Explorer or str, optional
        What the learner sees once the prediction is made, below the card.
    letter : str
        The prediction that was made on an earlier day; none if empty.
    save : callable, optional
        ``save(letter)`` keeps the prediction.

    Attributes
    ----------
    letter : str
        The prediction, or empty.
    """

    def __init__(
        self,
        question: Question,
        covers: Explorer | str | None = None,
        *,
        letter: str = "",
        save: Callable[[str], object] = lambda letter: None,
    ):
        self.question, self._save = question, save
        self.letter = letter if letter in question.letters else ""
        self.choice = Choice(question, self.letter)
        self.covered = None if covers is None else Covered(covers)
        self.predict = button(PREDICT)
        self.why = button("Why?", "Read the explanation")
        self.predict.on_click(lambda _: self._toggle())
        self.why.on_click(lambda _: self.explain())
        super().__init__("Predict", f"Predict. {question.as_text()}", [self.choice], [self.predict, self.why])
        self._show()

    def commit(self, letter: str) -> None:
        """Predict, as if the learner had chosen this option and pressed the button."""
        self.question.option(letter)
        self.letter = self.choice.letter = letter
        self._show()
        self._save(letter)

    def again(self) -> None:
        """Cover the result again, and let the learner predict once more."""
        self.letter = self.choice.letter = ""
        self._show()

    def uncover(self) -> None:
        """Show the result without a prediction."""
        if self.covered is not None:
            self.covered.uncover()
            self.say(self._prediction() if self.letter else "")

    def explain(self) -> None:
        """Say why the right option is right, and what is wrong with the one that was chosen."""
        right = self.question.right
        parts = [paragraph(f"The answer is {right}. {self.question.option(right).why}")]
        if self.letter != right:
            parts.append(paragraph(f"You predicted {self.letter}. {self.question.option(self.letter).why}"))
        self.say(self._prediction() + "".join(parts))

    def _toggle(self) -> None:
        if self.letter:
            self.again()
        elif self.choice.letter:
            self.commit(self.choice.letter)
        else:
            self.say(paragraph("Choose an option first. A guess is fine."))

    def _show(self) -> None:
        self.choice.locked = bool(self.letter)
        self.predict.description = AGAIN if self.letter else PREDICT
        self.why.layout.display = None if self.letter else "none"
        if self.covered is not None:
            self.covered.uncover(bool(self.letter))
        hidden = (
            paragraph("What happens is covered until you have predicted.", "quiet")
            if self.covered is not None
            else ""
        )
        self.say(self._prediction() if self.letter else hidden)

    def _prediction(self) -> str:
        made = paragraph(f"You predicted {self.letter}: {self.question.option(self.letter).text}")
        return made + (paragraph(GO_ON, "quiet") if self.covered is not None else "")

    def outputs(self) -> list[tuple[dict, dict]]:
        """Return what the cell shows, data and metadata: the card, and what it covers.

        They are two outputs, so that a page without a kernel has the question and the picture.
        """
        shown = [self, *([self.covered] if self.covered is not None else [])]
        bundles = [widget._repr_mimebundle_() for widget in shown]
        return [bundle if isinstance(bundle, tuple) else (bundle, {}) for bundle in bundles]

    def _ipython_display_(self) -> None:
        for data, metadata in self.outputs():
            display(data, metadata=metadata, raw=True)
