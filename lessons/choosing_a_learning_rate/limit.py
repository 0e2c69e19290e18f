"""Finding the edge between settling and exploding by hand: tries close in on it, then it is computed."""

import math

import numpy as np

from utils.descent import (
    Objective,
    diagnose,
    format_number,
    gradient_descent,
    learning_rate_limit,
    principal_curvatures,
    train,
)
from utils.descent.experiments.bisection import FOUND, Bisection, Try, bisection
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.learning_rates import word_for
from utils.drawing.views import CurvatureMap, RateLine
from utils.drawing.views.rate_line import say_apart
from utils.explorers import Explorer
from utils.explorers.sentence import describe_params, say_distance_factor
from utils.widgets import controls
from utils.widgets.controls import RateList

HEIGHT = 340
"""CSS pixels: with its controls and its sentence, the figure fits a projected page."""

HALFWAY = "Try halfway"


def bisection_explorer(objective: Objective, start, *, n_steps: int, learning_rate: float) -> Explorer:
    """Find the largest learning rate that settles by trying; once it is bracketed, see how it is computed.

    Parameters
    ----------
    objective : Objective
        With two parameters and a known minimum, such as the mean squared error of a line.
    start : array_like, shape (2,)
        Where every try starts.
    n_steps : int
        Steps of every try.
    learning_rate : float
        Of the first try, where the slider starts.

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
    search = bisection(objective, start, n_steps=n_steps)
    last_path = CurvatureMap(*map_limits(objective, start), title="Path of the last try", legend="lower right")

    def run(learning_rate, tries):
        return search(tries, learning_rate)

    explorer = Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, *line),
            "tries": RateList("tries"),
        },
        run,
        Stage([RateLine(line, limit), last_path], widths=[1.15, 1], height=HEIGHT),
        lambda found, learning_rate, **_: describe(found, limit, learning_rate),
        name="bisection_explorer",
        actions={"Try this rate": try_rate, HALFWAY: try_halfway},
    )  # fmt: skip

    def follow(_=None):
        explorer.buttons[HALFWAY].disabled = run(**explorer.values).halfway is None

    explorer.controls["tries"].observe(follow, "value")
    follow()
    return explorer


def try_rate(explorer: Explorer) -> str | None:
    """Add the chosen rate to the tries, or say that there is no room."""
    return add_try(explorer, explorer.values["learning_rate"])


def try_halfway(explorer: Explorer) -> str | None:
    """Choose the rate in the middle of the bracket and try it, or say what is missing."""
    search = explorer.result
    if search.width is None:
        return "Halfway between what? First try one rate that settles and one that explodes."
    if search.halfway is None:
        return "No number lies between the two rates: this is as close as a computer can come."
    return add_try(explorer, search.halfway)


def add_try(explorer: Explorer, rate: float) -> str | None:
    """Choose a rate and put it at the end of the tries, or say that there is no room."""
    try:
        tries = explorer.controls["tries"].with_rate(rate)
    except ValueError as full:
        return str(full)
    return explorer.set(learning_rate=rate, tries=tries)


def map_limits(objective: Objective, start) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return limits of a map with the minimum in its middle and the start well inside."""
    center = objective.minimum.params
    reach = 1.3 * max(float(np.abs(np.asarray(start, float) - center).max()), 1e-6)
    return tuple((c - r, c + r) for c, r in zip(center, (1.25 * reach, reach), strict=True))


def describe(search: Bisection, limit: float, following: float) -> str:
    """Say what was tried, where the edge must lie, once it is found how it is computed, and what comes next."""
    if not search.tries:
        asked = "Choose a learning rate and try it: does the loss settle, or does it explode?"
        return f"Nothing tried yet. {asked} Next: {search.write(following)}."
    last = search.tries[-1]
    rate = search.write(last.learning_rate)
    said = f"Learning rate {rate} {what_it_does(last)}. {last.verdict.sentence}"
    next_rate = [f"Next: {search.write(following)}."] if following != last.learning_rate else []
    return " ".join([said, where(search), *(reveal(search, limit) if search.is_found else ()), *next_rate])


def what_it_does(one: Try) -> str:
    """Say what came of a try: an unfinished run has not settled yet, but it does not explode."""
    return "does not explode" if one.verdict.name == "crawling" else word_for(one.outcome)


def where(search: Bisection) -> str:
    """Say between which rates the edge lies, as far as the tries tell."""
    low, high = search.bracket
    n = count(len(search.tries), "try", "tries")
    if high is None:
        return f"{n}: the edge lies above {format_number(low)}. Try larger rates until one explodes."
    if low is None:
        return f"{n}: the edge lies below {format_number(high)}. Try smaller rates until one settles."
    apart = f"{n}: the edge lies between {search.write(low)} and {search.write(high)}"
    apart += f", {say_apart(search.width)}."
    return apart if search.is_found else f"{apart} Close in until they are within {format_number(100 * FOUND)} %."


def reveal(search: Bisection, limit: float) -> list[str]:
    """Say how the edge is computed, and what the last try did along the two principal directions."""
    flat, steep = principal_curvatures(search.history.objective)[0]
    low, high = search.bracket
    rate = search.tries[-1].learning_rate
    computed = f"Computed: 2 / largest curvature = 2 / {format_number(steep)} = {search.write(limit)}"
    if not low <= limit <= high:
        n_steps = search.tries[-1].history.n_steps
        computed += f", just outside: so close to the limit, {n_steps} steps are too few to tell"
    return [
        f"{computed}.",
        "Each step of the last try multiplied the distance to the lowest loss "
        f"{_along('the steep direction', 1 - rate * steep)}, and {_along('the flat one', 1 - rate * flat)}.",
    ]


def _along(direction, factor):
    other_side = ", landing on the other side" if factor < 0 else ""
    return f"by {say_distance_factor(factor)} along {direction}{other_side}"


def from_other_starts(objective: Objective, starts, learning_rates, *, n_steps: int) -> str:
    """Train with a few rates from a few starts, and return a line of text for each start with what came of it.

    Parameters
    ----------
    objective : Objective
        With two parameters, a weight and a bias.
    starts : array_like, shape (n_starts, 2)
    learning_rates : sequence of float
    n_steps : int

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> print(from_other_starts(quadratic_bowl([1.0, 2.0]), [[3.0, 4.0]], [0.9, 1.1], n_steps=300))
    start at weight 3, bias 4: with 0.9 converged, with 1.1 diverging
    """
    lines = []
    for start in starts:
        runs = train(objective, gradient_descent(learning_rates), start, n_steps=n_steps)
        ends = [f"with {format_number(rate)} {diagnose(runs.run(k)).name}" for k, rate in enumerate(learning_rates)]
        lines.append(f"start at {describe_params(start, ('weight', 'bias'))}: {', '.join(ends)}")
    return "\n".join(lines)
