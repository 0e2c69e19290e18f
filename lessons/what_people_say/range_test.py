"""Section 5, one run through all rates: the range test, and what its rates do in runs of their own."""

from dataclasses import dataclass

from utils.descent import (
    History,
    Objective,
    RangeTest,
    format_number,
    format_rate,
    gradient_descent,
    learning_rate_limit,
    range_test,
    train,
)
from utils.drawing import PROJECTED_HEIGHT, Stage
from utils.drawing.views import ComparedCurves, Curve, RangeCurve
from utils.explorers import Explorer, describe_outcome
from utils.widgets import controls

CHOICES = [
    Curve("rate of the fastest fall", "path", "-", "v"),
    Curve("a tenth of the lowest point", "prediction", (0, (6, 2)), "o"),
    Curve("rate of the lowest point", "start", (0, (1.5, 1.5)), "D"),
]
"""The rates that are tried in runs of their own."""


@dataclass(frozen=True, eq=False)
class TriedRangeTest:
    """A range test, and a run with each of the rates of `CHOICES`.

    Parameters
    ----------
    test : RangeTest
    histories : tuple of History or None
        The runs; None where the test suggests no such rate.
    """

    test: RangeTest
    histories: tuple[History | None, ...]

    @property
    def history(self):
        """The run of the test."""
        return self.test.history

    @property
    def n_steps(self):
        """Number of updates of the test."""
        return self.test.n_steps

    def at_step(self, step):
        """Return the same with a test that had ended at a step; the runs with its rates stay."""
        return TriedRangeTest(self.test.at_step(step), self.histories)


def range_test_explorer(
    objective: Objective, start, *, low: float, high: float, n_steps: int, max_steps: int
) -> Explorer:
    """Let the learning rate grow during one run; then train with the rates that stand out.

    Parameters
    ----------
    objective : Objective
        The mean squared error of a line.
    start : array_like, shape (2,)
        Weight and bias before the first step, of the test and of each run.
    low, high : float
        The first and the last rate of the test, at the start.
    n_steps : int
        Steps of the test at the start, from 10 to 500.
    max_steps : int
        Steps of the runs that try a rate out.

    Returns
    -------
    Explorer
        With the controls ``low``, ``high`` and ``n_steps``.
    """
    limit = learning_rate_limit(objective)

    def run(low, high, n_steps):
        test = range_test(objective, start, low, high, n_steps)
        choices = _choices(test)
        rates = [rate for rate in choices if rate is not None]
        if not rates:
            return TriedRangeTest(test, (None,) * len(choices))
        runs = train(objective, gradient_descent(rates), start, n_steps=max_steps)  # together: half the time
        numbers = iter(range(len(rates)))
        return TriedRangeTest(test, tuple(None if rate is None else runs.run(next(numbers)) for rate in choices))

    def describe(tried, **_):
        return " ".join([_found(tried.test), _tried(tried, limit, max_steps)])

    first = max(float(objective.value(start)), 1e-300)
    best = objective.minimum.value
    limits = 0.3 * max(best, 1e-6 * first), 1e3 * first
    first_rate = controls.LearningRate(low, low / 100, low * 1000)
    last_rate = controls.LearningRate(high, high / 100, high * 10)
    first_rate.slider.description, last_rate.slider.description = "from the rate", "to the rate"
    first_rate.refuse = lambda rate: (
        f"The test goes up: its first rate is below its last one, {last_rate.text}."
        if rate >= last_rate.value
        else ""
    )
    last_rate.refuse = lambda rate: (
        f"The test goes up: its last rate is above its first one, {first_rate.text}."
        if rate <= first_rate.value
        else ""
    )
    curve = RangeCurve((low / 100, high * 10), limits).of(lambda tried: tried.test)
    runs = ComparedCurves(CHOICES, max_steps, limits, title="A run with one of its rates")
    return Explorer(
        {"low": first_rate, "high": last_rate, "n_steps": controls.steps(n_steps, 500, low=10)},
        run,
        Stage([curve, runs], height=PROJECTED_HEIGHT),
        describe,
        name="range_test_explorer",
    )


def _choices(test):
    lowest = test.lowest_rate
    return test.fastest_rate, None if lowest is None else lowest / 10, lowest


def _found(test):
    low, high = (format_rate(test.learning_rates[end]) for end in (0, -1))
    head = f"Range test from {low} to {high} in {test.n_steps} steps"
    blow_up = test.blow_up_rate
    end = "it never blows up" if blow_up is None else f"it blows up at {format_number(blow_up)}"
    if test.lowest is None:
        return f"{head}: the loss never falls, and {end}."
    fastest, lowest = (format_rate(rate) for rate in (test.fastest_rate, test.lowest_rate))
    found = f"{head}: the loss falls fastest at the rate {fastest}, is lowest at {lowest}, and {end}."
    if test.steepest == 0:
        return f"{found} It falls fastest at the very first step: start the test lower."
    if test.lowest == test.n_steps - 1:
        return f"{found} It is lowest at the very last step: let the test go higher."
    return found


def _tried(tried, limit, max_steps):
    test = tried.test
    if test.lowest is None:
        return "There is no rate to try: start the test lower."
    words = []
    for number, rate in enumerate(_choices(test)):
        words.append(f"{CHOICES[number].name} ({format_rate(rate)}): {describe_outcome(tried.histories[number])}")
    tried = f"Runs of {max_steps} steps: {'; '.join(words)}."
    if test.lowest_rate > 1.001 * limit:
        above = f"The lowest point lies above the limit {format_number(limit)}"
        return f"{tried} {above}: smaller rates had done the work."
    return f"{tried} The limit is {format_number(limit)}."
