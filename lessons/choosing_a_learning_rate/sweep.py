"""The figure in which every learning rate is trained at once."""

from lessons.choosing_a_learning_rate import sweep_words
from lessons.choosing_a_learning_rate.rate_problem import RateProblem
from utils.descent import Dataset, spread_learning_rates, sweep
from utils.drawing import Stage
from utils.drawing.views import EndLoss, SweepCurves
from utils.explorers import Explorer
from utils.explorers.results_table import add_results
from utils.widgets import controls

MAX_STEPS = 500


def sweep_explorer(
    data: Dataset,
    *,
    standardize: bool = False,
    center: float = 0.01,
    span: float = 4.0,
    n_rates: int = 41,
    n_steps: int = 300,
    n_seeds: int = 1,
) -> Explorer:
    """Train with up to 81 learning rates at once; see every loss curve, and the end loss of each rate.

    Parameters
    ----------
    data : Dataset
        With one feature.
    standardize : bool
        Give the feature mean 0 and standard deviation 1 first.
    center : float
        The rate in the middle.
    span : float
        Orders of magnitude from the lowest rate to the highest.
    n_rates : int
        How many rates, at equal factors.
    n_steps : int
        Steps of every run.
    n_seeds : int
        How many starts. The first is weight 0 and bias 0; the others are drawn at random, each from a seed of
        its own, and are always the same. Of several starts the worst counts.

    Returns
    -------
    Explorer
        With the controls ``center``, ``span``, ``n_rates``, ``n_steps`` and ``n_seeds``, and a table of results.
        Its result is a `Sweep`.

    Raises
    ------
    ValueError
        If the data have more than one feature, or cannot be standardized.
    """
    problem = RateProblem(data, standardize=standardize, center=center, span=span)

    def run(center, span, n_rates, n_steps, n_seeds):
        rates = spread_learning_rates(center, span, n_rates)
        return sweep(problem.objective, rates, problem.starts[:n_seeds], n_steps=n_steps)

    longest = max(MAX_STEPS, n_steps)
    middle = controls.LearningRate(center, *problem.rate_limits)
    middle.slider.description = "middle rate"
    explorer = Explorer(
        {
            "center": middle,
            "span": controls.number("orders of magnitude", span, 0.5, 8, 0.1, digits=1),
            "n_rates": controls.steps(n_rates, 81, low=3, label="rates"),
            "n_steps": controls.steps(n_steps, longest, low=10),
            "n_seeds": controls.steps(n_seeds, len(problem.starts), label="starts (seeds)"),
        },
        run,
        Stage(
            [
                SweepCurves(longest, problem.color_limits, problem.loss_limits),
                EndLoss(
                    problem.rate_limits,
                    problem.loss_limits,
                    problem.color_limits,
                    title="End loss of each rate, in the same colors",
                ),
            ],
            height=330,
        ),
        sweep_words.describe,
        name="sweep_explorer",
    )
    for control in (middle.slider, *explorer.controls.values()):
        if control is not middle:
            control.style.description_width = "150px"  # for the longest of the names
    return add_results(explorer, sweep_words.rows, title="Results", file_name="learning-rates.csv")
