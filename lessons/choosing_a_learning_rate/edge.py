"""Finding the edge between settling and exploding by hand: tries close in on it, then it is computed."""

import math

import numpy as np

from utils.descent import Objective, format_number, learning_rate_limit, principal_curvatures
from utils.descent.rate_search import FOUND, RateSearch, rate_search
from utils.drawing import Stage
from utils.drawing.views.curvature_map import CurvatureMap
from utils.drawing.views.rate_line import RateLine, say_apart
from utils.widgets import Explorer, controls
from utils.widgets.rate_list import RateList

HEIGHT = 340
"""CSS pixels: with its controls and its sentence, the figure fits a projected page."""

HALFWAY = "Try halfway"


def bisection_explorer(objective: Objective, start, *, n_steps: int = 300) -> Explorer:
    """Find the largest learning rate that settles by trying; once it is bracketed, see how it is computed.

    Parameters
    ----------
    objective : Objective
        With two parameters and a known minimum, such as the mean squared error of a line.
    start : array_like, shape (2,)
        Where every try starts.
    n_steps : int
        Steps of every try.

    Returns
    -------
    Explorer
        With the controls ``learning_rate`` (of the next try) and ``tries``, and buttons that try.

    Raises
    ------
    ValueError
        If the objective has not two parameters, no known minimum, or no limit.
    """
    if objective.n_params != 2:
        raise ValueError(f"objective must have 2 parameters, to be drawn as a map; got {objective.n_params}.")
    limit = learning_rate_limit(objective)
    if not 0 < limit < math.inf:
        raise ValueError("objective must be curved at its minimum; without a curvature there is no limit to find.")
    decade = math.floor(math.log10(limit))
    line = 10.0 ** (decade - 3), 10.0 ** (decade + 2)
    search = rate_search(objective, start, n_steps=n_steps)

    def run(learning_rate, tries):
        return search(tries, learning_rate)

    explorer = Explorer(
        {
            "learning_rate": controls.LearningRate(10.0 ** (decade - 1), *line),
            "tries": RateList("tries"),
        },
        run,
        Stage([RateLine(line, limit), CurvatureMap(*map_limits(objective, start), title="Path of the last try")],
              widths=[1.15, 1], height=HEIGHT),
        lambda history, **_: describe(history, limit),
        actions={"Try this rate": try_rate, HALFWAY: try_halfway},
    )  # fmt: skip

    def follow(_=None):
        explorer.buttons[HALFWAY].disabled = run(**explorer.values).halfway is None

    explorer.controls["tries"].observe(follow, "value")
    follow()
    return explorer


def try_rate(explorer: Explorer) -> str | None:
    """Add the chosen rate to the tries, or say that there is no room."""
    return explorer.controls["tries"].add(explorer.values["learning_rate"])


def try_halfway(explorer: Explorer) -> str | None:
    """Choose the rate in the middle of the bracket and try it, or say what is missing."""
    rate = explorer.history.halfway
    if rate is None:
        return "Halfway between what? First try one rate that settles and one that explodes."
    with explorer.update.held():
        explorer.set(learning_rate=rate)
        answer = try_rate(explorer)
    explorer.update()
    return answer


def map_limits(objective: Objective, start) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return limits of a map with the minimum in its middle and the start well inside."""
    center = objective.minimum.params
    reach = 1.3 * max(float(np.abs(np.asarray(start, float) - center).max()), 1e-6)
    return tuple((c - r, c + r) for c, r in zip(center, (1.25 * reach, reach), strict=True))


def describe(search: RateSearch, limit: float) -> str:
    """Say what was tried, where the edge must lie, and once it is found how it is computed."""
    if not search.tries:
        return "Nothing tried yet. Choose a learning rate and try it: does the loss settle, or does it explode?"
    last = search.tries[-1]
    rate = format_number(last.learning_rate)
    said = f"Learning rate {rate} {last.outcome}. {last.verdict.name.capitalize()}: {last.verdict.evidence}."
    return " ".join([said, where(search), *(reveal(search, limit) if search.is_found else ())])


def where(search: RateSearch) -> str:
    """Say between which rates the edge lies, as far as the tries tell."""
    low, high = search.bracket
    n = f"{len(search.tries)} {'try' if len(search.tries) == 1 else 'tries'}"
    if high is None:
        return f"{n}: the edge lies above {format_number(low)}. Try larger rates until one explodes."
    if low is None:
        return f"{n}: the edge lies below {format_number(high)}. Try smaller rates until one settles."
    apart = f"{n}: the edge lies between {format_number(low)} and {format_number(high)}"
    apart += f", {say_apart(search.width)}."
    return apart if search.is_found else f"{apart} Close in until they are within {format_number(100 * FOUND)} %."


def reveal(search: RateSearch, limit: float) -> list[str]:
    """Say how the edge is computed, and what the last try did along the two principal directions."""
    flat, steep = principal_curvatures(search.objective)[0]
    rate = search.tries[-1].learning_rate
    computed = f"Computed: 2 / largest curvature = 2 / {format_number(steep)} = {format_number(limit)}."
    factors = [format_number(1 - rate * curvature) for curvature in (steep, flat)]
    return [
        computed,
        f"Each step of the last try multiplied the distance from the lowest loss by {factors[0]} "
        f"along the steep direction and by {factors[1]} along the flat one.",
    ]
