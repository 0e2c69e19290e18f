"""What a figure remembers beside its controls, so that its state line holds that too."""

import math
import re
from collections.abc import Callable
from typing import Any

from utils.explorers.tries import MOST, Tries

_FORGOTTEN = re.compile(r"\d{1,9}\+")
_WRONG = f"The line does not list what was tried as pairs of numbers, such as 0.5,1;0.6,1 (at most {MOST})."


class Remembered:
    """Stands among the controls of an explorer, without a place on the page.

    Parameters
    ----------
    get, put : callable
        ``get()`` returns what is remembered, ``put(value)`` replaces it.
    write : callable
        ``write(value) -> str`` is the value as one word of a state line; empty if there is nothing to say.
    read : callable
        ``read(word) -> value``, also of an empty word. Raises ValueError with a sentence for the page.
    """

    def __init__(
        self,
        get: Callable[[], Any],
        put: Callable[[Any], None],
        *,
        write: Callable[[Any], str],
        read: Callable[[str], Any],
    ):
        self._get, self._put, self._write, self.read = get, put, write, read

    @property
    def value(self):
        """What is remembered."""
        return self._get()

    @value.setter
    def value(self, value) -> None:
        self._put(value)

    @property
    def word(self) -> str:
        """The same, as one word of a state line."""
        return self._write(self.value)


def remembered_switch(owner, name: str) -> Remembered:
    """Remember whether an attribute is on, such as a map that a button reveals."""

    def read(word):
        if word not in ("", "yes"):
            raise ValueError(f"The line says {word!r} where only yes can stand.")
        return word == "yes"

    return Remembered(
        lambda: getattr(owner, name), lambda on: setattr(owner, name, on),
        write=lambda on: "yes" if on else "", read=read,
    )  # fmt: skip


def remembered_tries(tries: Tries) -> Remembered:
    """Remember settings that were tried, such as ``0.5,1;0.6,1``; of more than are remembered, also how many."""

    def write(value):
        settings, count = value
        words = ";".join(",".join(repr(number).removesuffix(".0") for number in setting) for setting in settings)
        forgotten = count - len(settings)
        return (f"{forgotten}+" if forgotten else "") + words if count > 1 else ""

    def read(word):
        forgotten, _, words = word.partition("+") if _FORGOTTEN.match(word) else ("", "", word)
        settings = [tuple(map(_number, part.split(","))) for part in words.split(";") if word]
        if len(settings) > MOST or any(len(setting) != tries.objective.n_params for setting in settings):
            raise ValueError(_WRONG)
        return tuple(settings), len(settings) + int(forgotten or 0)

    return Remembered(
        lambda: (tries.settings, tries.count), lambda value: tries.recall(*value), write=write, read=read
    )


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(_WRONG)
    return number
