"""Three problems on which a schedule makes a difference, or none."""

from typing import NamedTuple

import numpy as np

from utils.descent import LinearModel, Objective, absolute_error, line, mean_loss, squared_error
from utils.descent.objectives.minima import Minimum


class Problem(NamedTuple):
    """What is made small, and the parameters before the first step."""

    name: str
    objective: Objective
    start: tuple[float, float]


def steep_walls(curvature: float = 8.0, wall: float = 1.0, floor: float = 0.1) -> Objective:
    """Return a valley with a long, gently sloping floor between walls that grow steeper with height.

    It is curvature / 2 * u**2 + wall * u**4 + floor / 2 * v**2. High on a wall only a small learning rate is
    safe; down on the floor a large one is, and is needed.

    Parameters
    ----------
    curvature, wall : float
        How steep the walls are at the bottom, and how much steeper they become.
    floor : float
        How strongly the floor slopes.

    Examples
    --------
    >>> float(steep_walls().value([3.0, 8.0]))
    120.2
    """

    def value_formula(params):
        u, v = params[..., 0], params[..., 1]
        return 0.5 * curvature * u * u + wall * u**4 + 0.5 * floor * v * v

    def gradient_formula(params):
        u, v = params[..., 0], params[..., 1]
        return np.stack([curvature * u + 4.0 * wall * u**3, floor * v], axis=-1)

    return Objective(
        label="valley with steep walls",
        n_params=2,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        find_minimum=lambda _: Minimum(np.zeros(2), 0.0),
        is_convex=True,
    )


def problems() -> dict[str, Problem]:
    """Return the problems, by what the menu calls them."""
    data = line()
    absolute = mean_loss(LinearModel(1), absolute_error, data.X, data.y_true)
    squared = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    return {
        "line, absolute error": Problem("Line with absolute error", absolute, (0.0, 0.0)),
        "valley with steep walls": Problem("Valley with steep walls", steep_walls(), (3.0, 8.0)),
        "line, squared error": Problem("Line with squared error", squared, (0.0, 0.0)),
    }
