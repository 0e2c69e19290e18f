"""The pointer as another hand on the controls."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import ipywidgets

from utils.drawing import Stage, View


@dataclass
class Drag:
    """Lets the pointer set controls.

    Parameters
    ----------
    view : View
        The panel in which to drag.
    x, y : str, optional
        Keys of the controls that take the pointer's data coordinates.
    """

    view: View
    x: str | None = None
    y: str | None = None
    _under_way: bool = False

    def values_at(self, stage: Stage, controls: Mapping[str, ipywidgets.Widget], pointer: Mapping) -> dict:
        """Return the controls' new values for a pointer event; empty if it is not this panel's.

        A drag begins with "down" in the panel; after that the pointer may leave it, and values stay
        within the controls' limits.

        Parameters
        ----------
        stage : Stage
            The figure that the view is on.
        controls : mapping of str to widget
            The explorer's controls.
        pointer : mapping
            As in :attr:`utils.widgets.LiveFigure.pointer`.
        """
        x, y = pointer["x"], pointer["y"]
        if pointer["phase"] == "down":
            found = stage.locate(x, y)
            self._under_way = found is not None and found[0] is self.view
        if not self._under_way:
            return {}
        at_x, at_y = stage.data_coordinates(self.view, x, y)
        wanted = {self.x: at_x, self.y: at_y}
        return {key: _on_grid(controls[key], value) for key, value in wanted.items() if key}


@dataclass
class Pick:
    """Lets the pointer choose one of the things in a panel.

    Parameters
    ----------
    view : View
        The panel; ``view.hit(x, y)`` returns the value that a place in it stands for, empty if there is none.
    key : str
        Of the control that takes the value.
    """

    view: View
    key: str

    def values_at(self, stage: Stage, controls: Mapping[str, ipywidgets.Widget], pointer: Mapping) -> dict:
        """Return the control's new value where the pointer goes down; see :meth:`Drag.values_at`."""
        found = stage.locate(pointer["x"], pointer["y"]) if pointer["phase"] == "down" else None
        if found is None or found[0] is not self.view:
            return {}
        value = self.view.hit(found[1], found[2])
        return {self.key: value} if value else {}


def _on_grid(control: ipywidgets.Widget, value: float) -> float:
    """Round to the control's step, so that the number in its box is the number that is used."""
    value = min(max(value, control.min), control.max)
    nearest = control.min + round((value - control.min) / control.step) * control.step
    return round(nearest, 10 - math.floor(math.log10(control.step)))
