"""A stage for two runs of one saying: the loss of both on one chart, with the legend beside it."""

from utils.drawing import PROJECTED_HEIGHT, Stage
from utils.drawing.views import ComparedCurves, Curve

WIDTH = 760
"""CSS pixels of a figure with one panel, and its legend beside it."""


def two_runs(
    names: tuple[str, str], n_steps: int, limits: tuple[float, float], *, second: str = "muted", **words
) -> Stage:
    """Return a stage with the run that is tested, and the dashed one that it is compared with.

    Parameters
    ----------
    names : (str, str)
        What the legend and the notes call the two runs.
    n_steps : int
        The right end of the step axis.
    limits : (float, float)
        Fixed limits of the loss axis.
    second : str
        The color of the second run, by its name in the style.
    **words
        What else `ComparedCurves` takes, such as its title.
    """
    curves = [Curve(names[0], "loss"), Curve(names[1], second, (0, (5, 2)), "s")]
    view = ComparedCurves(curves, n_steps, limits, legend="beside", **words)
    return Stage([view], width=WIDTH, height=PROJECTED_HEIGHT)
