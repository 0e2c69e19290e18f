"""The ritual of choosing a learning rate, as a guided sequence."""

from lessons.choosing_a_learning_rate import ritual_words
from lessons.choosing_a_learning_rate.rate_problem import RateProblem
from lessons.choosing_a_learning_rate.ritual_plan import plan
from utils.descent import Dataset
from utils.drawing import Stage
from utils.drawing.views import EndLoss
from utils.explorers import Explorer
from utils.explorers.results_table import add_results
from utils.widgets import controls


def ritual(data: Dataset, *, standardize: bool = False, n_steps: int = 300) -> Explorer:
    """Choose a learning rate round by round; one button does what comes next, and a log is kept.

    Parameters
    ----------
    data : Dataset
        With one feature.
    standardize : bool
        Give the feature mean 0 and standard deviation 1 first.
    n_steps : int
        Steps of every run, from weight 0 and bias 0.

    Returns
    -------
    Explorer
        With the control ``rounds``, how many were done, the button "Next", and the log as a table beside the
        figure. Its result is a `Sweep` of all rates tried so far.

    Raises
    ------
    ValueError
        If the data have more than one feature, or cannot be standardized.
    """
    problem = RateProblem(data, standardize=standardize)
    rounds, tried = plan(problem.objective, problem.starts[0], n_steps=n_steps)
    order = [rate for one in rounds for rate in one.learning_rates]
    counts = [sum(len(one.learning_rates) for one in rounds[:done]) for done in range(len(rounds) + 1)]
    problem.include(tried.learning_rates)
    chart = EndLoss(
        problem.rate_limits,
        problem.loss_limits,
        problem.color_limits,
        reveal=lambda tried: len(tried.learning_rates) == len(order),
    )

    def run(rounds):
        return tried.only([k for k, rate in enumerate(tried.learning_rates) if rate in order[: counts[rounds]]])

    def describe(tried, rounds, **_):
        return ritual_words.describe(tried, plan_, rounds)

    def log(tried):
        return ritual_words.rows(tried, order[: len(tried.learning_rates)])

    def go_on(explorer):
        done = explorer.values["rounds"]
        explorer.set(rounds=0 if done == len(plan_) else done + 1)

    plan_ = rounds
    explorer = Explorer(
        {"rounds": controls.steps(0, len(rounds), low=0, label="rounds done")},
        run,
        Stage([chart], width=560, height=330),
        describe,
        name="ritual",
        actions={"Next": go_on},
    )
    button = explorer.buttons["Next"]
    button.button_style = "primary"

    def name_next():
        done = explorer.values["rounds"]
        button.description = "Start again" if done == len(plan_) else f"Next: {ritual_words.short(plan_[done])}"

    explorer.on_shown(name_next)
    name_next()
    return add_results(explorer, log, title="Log", file_name="learning-rate-log.csv", beside=430)
