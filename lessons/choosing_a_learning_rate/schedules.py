"""The figure of the schedules: a rate that changes during the run, beside one that does not."""

from lessons.choosing_a_learning_rate import schedule_words
from lessons.choosing_a_learning_rate.schedule_problems import problems
from utils.descent import constant, cosine_with_warm_up, gradient_descent, inverse_time_decay, step_decay, train
from utils.drawing import Stage
from utils.drawing.views import ComparedCurves, Curve, RateCurve
from utils.explorers import Explorer
from utils.widgets import controls

HEIGHT = 330
"""CSS pixels: with its controls and its sentence, a figure fits a projected page."""

CURVES = [Curve("the schedule", "loss"), Curve("the constant rate", "muted", (0, (4, 1.5)), "s", 1.6)]

SCHEDULES = {
    "constant": (None, lambda rate, n_steps, span: constant(rate)),
    "step decay": ("halve every", lambda rate, n_steps, span: step_decay(rate, every=span)),
    "1/t decay": ("half after", lambda rate, n_steps, span: inverse_time_decay(rate, halved_after=span)),
    "cosine": (None, lambda rate, n_steps, span: cosine_with_warm_up(rate, n_steps=n_steps)),
    "cosine with warm-up": (
        "warm-up steps",
        lambda rate, n_steps, span: cosine_with_warm_up(rate, n_steps=n_steps, warm_up=min(span, n_steps - 1)),
    ),
}
"""What the slider of the schedule's own number is called, and how the schedule is made, by its name in the menu."""


def schedules_explorer(
    *, schedule: str = "1/t decay", learning_rate: float = 0.2, n_steps: int = 200, span: int = 20
) -> Explorer:
    """Let the learning rate change during the run; see the rate, and what it does beside a constant one.

    Parameters
    ----------
    schedule : str
        The schedule at the start, by its name in the menu.
    learning_rate : float
        The peak rate at the start.
    n_steps : int
        Steps at the start, from 10 to 300.
    span : int
        The schedule's own number of steps, from 1 to 100: until it is halved, or of its warm-up.

    Returns
    -------
    Explorer
        With the controls ``problem``, ``learning_rate``, ``n_steps``, ``schedule`` and ``span``.
    """
    menu = problems()
    peak = controls.LearningRate(learning_rate, 0.001, 2)
    peak.slider.description = "peak rate"
    chosen = controls.choice("schedule", list(SCHEDULES), schedule)
    own = controls.steps(span, 100)

    def follow(_=None):
        label = SCHEDULES[chosen.value][0]
        own.description, own.disabled = label or "not used", label is None

    def run(problem, learning_rate, n_steps, schedule, span):
        make = SCHEDULES[schedule][1]
        pair = [make(learning_rate, n_steps, span), constant(learning_rate)]
        return train(menu[problem].objective, gradient_descent(pair), menu[problem].start, n_steps=n_steps)

    def describe(history, problem, learning_rate, schedule, **_):
        return schedule_words.compare(history, menu[problem].name, schedule, learning_rate)

    chosen.observe(follow, "value")
    follow()
    rates = RateCurve(CURVES, 300)
    losses = ComparedCurves(
        CURVES, 300, (1e-6, 1e3), above_best=True, title="What it does", label="loss above the best"
    )
    return Explorer(
        {
            "problem": controls.choice("problem", list(menu), next(iter(menu))),
            "learning_rate": peak,
            "n_steps": controls.steps(n_steps, 300, low=10),
            "schedule": chosen,
            "span": own,
        },
        run,
        Stage([rates, losses], height=HEIGHT),
        describe,
    )
