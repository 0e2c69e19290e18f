"""One explorer of an open page: read what it shows, press its buttons, move its controls."""

import time
from collections.abc import Callable

TIMEOUT_S = 20
# (frame, sentence) of every explorer's figure, with the values of its controls that are numbers, or several numbers.
VALUES = (
    "[((w.figure.frame_number, w.figure.sentence),"
    " {key: value for key, value in w.values.items() if isinstance(value, (int, float))}"
    " | {(key, k): number for key, value in w.values.items() if isinstance(value, tuple)"
    " for k, number in enumerate(value)})"
    " for w in __import__('ipywidgets').widgets.widget._instances.values() if type(w).__name__ == 'Explorer']"
)


class PageExplorer:
    """One explorer on the page: its figure, its sentence and its controls."""

    def __init__(self, lab, number: int):
        self.lab, self.page, self.number = lab, lab.page, number
        self.root = lab.page.locator(".explorer").nth(number)
        self.canvas = self.root.locator(".live-figure-stage [data-frame]")

    @property
    def sentence(self) -> str:
        """What stands below the figure."""
        return self.root.locator(".live-figure-sentence").text_content()

    @property
    def alt(self) -> str:
        """What a screen reader says for the figure."""
        return self.canvas.get_attribute("aria-label")

    def shown(self) -> tuple[int, str]:
        """The frame's number and the sentence that are on show."""
        return self.lab.shown()[self.number]

    def pixels(self) -> str:
        """The picture on show, as text that can be compared."""
        return self.canvas.evaluate("canvas => canvas.toDataURL()")

    def state(self) -> tuple[str, str]:
        """Picture and sentence."""
        return self.pixels(), self.sentence

    def visible(self, selector: str) -> list:
        """Handles of all elements that can be seen."""
        return [element for element in self.root.locator(selector).element_handles() if element.is_visible()]

    def button(self, label: str):
        """The button of that label."""
        return self.root.get_by_role("button", name=label, exact=True)

    def values(self, until: Callable[[dict], bool] = lambda values: True) -> dict:
        """The numbers that Python's side of the controls holds, once they are on show and as ``until`` says.

        On a machine with much to do, a move can still be under way when nothing has changed for a while.
        """
        deadline = time.monotonic() + TIMEOUT_S
        while True:
            held, now = self.lab.python(VALUES), self.shown()
            found = [values for shown, values in held if shown == now]
            assert all(values == found[0] for values in found)  # two untouched figures may be alike
            if found and until(found[0]):
                return found[0]
            assert time.monotonic() < deadline, f"the page shows {now}, Python holds {held}"
            self.page.wait_for_timeout(60)

    def reset(self) -> None:
        """Press the button that sets every control back to where it started."""
        self.press(self.button("Reset"), "Enter", after=self.shown()[0])

    def press(self, element, *keys: str, after: int = -1) -> None:
        """Press keys on an element, and wait until the page shows what Python made of them; see `Lab.settle`."""
        element.focus()
        for key in keys:
            self.page.keyboard.press(key)
        self.settle(after)

    def settle(self, after: int = -1) -> None:
        """Wait until the page shows the last frame and sentence that Python holds, and stays there.

        ``after`` is the number of a frame that is already over.
        """
        self.lab.settle(self.number, after=after)
