"""Diagnosis: what a training run did, in one word and with its evidence."""

from dataclasses import dataclass

import numpy as np

from utils.descent.formatting import count, format_number
from utils.descent.objectives.curvature import principal_curvatures
from utils.descent.validation import quiet

# What the words mean, in numbers. Each is far from what the course's own runs come near to.
CONVERGED_SHARE = 1e-4  # of the possible drop may be left
FLAT_SHARE = 1e-4  # of the steepest gradient may be left, where the possible drop is unknown
STUCK_SHARE = 1e-3  # of what is left could still be gained in this valley
NEARLY_DONE_SHARE = 1e-3  # of the possible drop may be left for a run that slows down
STEADY_SHARE = 0.75  # of the steps raise the loss, where it grows again after a fall
TREND = 0.05  # share by which the last half of a run must change to rise or fall, unless it does so steadily
SOON = 100  # steps, or as many as were taken: a converging run gets ten times closer in that time

SETTLES, BOUNCES, DIVERGES = "settles", "bounces", "diverges"
"""The coarse outcomes of a run: what its learning rate comes to, whether or not the run is finished."""

OUTCOMES = {
    "converged": SETTLES,
    "converging": SETTLES,
    "crawling": SETTLES,
    "stuck": SETTLES,
    "oscillating": SETTLES,
    "bouncing": BOUNCES,
    "diverging": DIVERGES,
    "overflowed": DIVERGES,
    "not a number": DIVERGES,
}
"""Every name of a verdict, with its coarse outcome."""


@dataclass(frozen=True)
class Verdict:
    """What a training run did: the one source of the words for it.

    Parameters
    ----------
    name : str
        One of these:

        - converged: at the best known loss; or the gradient is flat, where the best is unknown
        - converging: heading there, and soon
        - crawling: unfinished; still falling steadily, but far
        - stuck: at a flat point that is not the best known
        - oscillating: the parameters zigzag, but the loss shrinks
        - bouncing: the loss neither settles nor grows
        - diverging: the loss grows
        - overflowed: the loss became inf
        - not a number: the loss became NaN
    evidence : str
        One plain sentence with numbers, without a capital or a full stop, to stand after "name: ".

    Raises
    ------
    ValueError
        If there is no verdict of that name.

    Examples
    --------
    >>> verdict = Verdict("crawling", "after 3 steps the loss has made 10 % of the possible drop")
    >>> print(verdict)
    crawling: after 3 steps the loss has made 10 % of the possible drop
    >>> verdict.sentence
    'Crawling: after 3 steps the loss has made 10 % of the possible drop.'
    >>> verdict.outcome
    'settles'
    """

    name: str
    evidence: str

    def __post_init__(self):
        if self.name not in OUTCOMES:
            raise ValueError(f"A verdict is one of {', '.join(OUTCOMES)}; got {self.name!r}.")

    @property
    def sentence(self):
        """The verdict as a sentence of its own: "Name: evidence." """
        return f"{self.name.capitalize()}: {self.evidence}."

    @property
    def outcome(self):
        """The text "settles", "bounces" or "diverges".

        An unfinished run and one that is stuck settle: the loss does not grow, nor does it bounce for ever.
        """
        return OUTCOMES[self.name]

    def __str__(self):
        return f"{self.name}: {self.evidence}"


def diagnose(history):
    """Return what one training run did, with its evidence.

    Parameters
    ----------
    history : History
        One run, of any length.

    Returns
    -------
    Verdict

    Raises
    ------
    ValueError
        If the history holds many runs.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, train
    >>> bowl = quadratic_bowl([1.0])
    >>> print(diagnose(train(bowl, gradient_descent(0.0001), [1.0], n_steps=300)))
    crawling: after 300 steps the loss has made 6 % of the possible drop and each step still gains
    >>> print(diagnose(train(bowl, gradient_descent(2.1), [1.0], n_steps=30)))
    diverging: after 30 steps the loss has grown from 0.5 to 152
    """
    if history.run_shape:
        raise ValueError("diagnose takes one run; pick one of these with history.run(index).")
    if history.status != "finite":
        name = "not a number" if history.status == "nan" else "overflowed"
        return Verdict(name, _sentence(history.message))
    with quiet():
        for judge in (_settled, _growing, _stuck, _zigzagging):
            verdict = judge(history)
            if verdict is not None:
                return verdict
        return _falling(history)


def _settled(history):
    after, minimum = _after(history), history.objective.minimum
    if minimum is None:
        norm = history.gradient_norm
        if norm[-1] > FLAT_SHARE * norm.max():
            return None
        return Verdict("converged", f"{after} the gradient is flat and the loss is {_loss(history, -1)}")
    excess = history.loss - minimum.value
    if excess[-1] > max(CONVERGED_SHARE * excess[0], 1e-12 * abs(minimum.value)):
        return None
    loss = _loss(history, -1)
    return Verdict("converged", f"{after} the loss is {loss}, with less than 0.01 % of the drop to go")


def _growing(history):
    excess = _excess_loss(history)
    if history.n_steps == 0 or _direction(excess) <= 0 or excess[-1] < 0.5 * _tail(excess).max():
        return None
    since = 0 if history.loss[-1] > history.loss[0] else int(history.loss.argmin())
    if since and np.mean(np.diff(excess[since:]) > 0) < STEADY_SHARE:
        return None  # it goes up and down, below where it started
    when = _after(history) if since == 0 else f"since step {since}"
    low, high = _loss(history, since), _loss(history, -1)
    growth = f"from {low} to {high}" if low != high else f"a little from {low}"
    return Verdict("diverging", f"{when} the loss has grown {growth}")


def _stuck(history):
    objective = history.objective
    if objective.minimum is None or objective.is_convex:
        return None
    if _local_drop(objective, history.final_params) > STUCK_SHARE * _excess_loss(history)[-1]:
        return None
    best = format_number(objective.minimum.value, scale=history.loss[0])
    here = f"{_after(history)} the loss is {_loss(history, -1)} at a flat point"
    return Verdict("stuck", f"{here}, but the best known loss is {best}")


def _zigzagging(history):
    excess = _excess_loss(history)
    if history.n_steps < 2:
        crossed = history.n_steps == 1 and np.vdot(*history.objective.gradient(history.params)) < 0
        if not crossed or _direction(excess) != 0:
            return None
        return Verdict("bouncing", f"{_after(history)} the loss is still {_loss(history, -1)}, across the valley")
    steps = np.diff(_tail(history.params), axis=0)
    steps = steps / max(np.abs(steps).max(), np.finfo(float).tiny)  # so that no product overflows
    zigzags = np.mean(np.sum(steps[1:] * steps[:-1], axis=-1) < 0) > 0.5
    rises_often = np.mean(np.diff(_tail(excess)) > 0) >= 0.25
    if not (zigzags or rises_often):
        return None
    if _direction(excess) < 0:
        first, last = _loss(history, 0), _loss(history, -1)
        moves = "jump from side to side" if zigzags else "overshoot now and then"
        shrunk = f"gone from {first} to {last}" if first != last else f"shrunk a little from {first}"
        return Verdict("oscillating", f"{_after(history)} the parameters still {moves}, but the loss has {shrunk}")
    if _direction(excess) >= 0:
        last = _tail(history.loss)
        low, high = (format_number(x, scale=history.loss[0]) for x in (last.min(), last.max()))
        range_ = f"stayed at {low}" if low == high else f"moved between {low} and {high}"
        return Verdict("bouncing", f"over the last {count(len(last) - 1, 'step')} the loss has {range_}")
    return None


def _falling(history):
    n_steps, loss, minimum = history.n_steps, history.loss, history.objective.minimum
    if n_steps == 0:
        return Verdict("crawling", f"no step has been taken yet and the loss is {_loss(history, 0)}")
    if (history.params == history.params[0]).all():
        return Verdict("crawling", f"{_after(history)} the parameters have not moved")
    window, gains = max(1, n_steps // 10), "each step still gains"
    if minimum is None:
        # Slowing down to a tenth of its mean pace is all that can be asked of a run with an unknown end
        nearly = (loss[-1 - window] - loss[-1]) / window < 0.1 * (loss[0] - loss[-1]) / n_steps
        done = f"the loss has gone from {_loss(history, 0)} to {_loss(history, -1)}"
    else:
        excess = _excess_loss(history)
        pace = (excess[-1] / excess[-1 - window]) ** (1.0 / window)
        left = excess[-1] / excess[0]
        nearly = left <= NEARLY_DONE_SHARE or pace ** max(n_steps, SOON) <= 0.1
        done = (
            f"the loss has made {_percent(1.0 - left)} of the possible drop" if left <= 1.0 else _still_above(history)
        )
        gains = "each step gains only a little" if left < 0.01 else gains
    if nearly:
        return Verdict("converging", f"{_after(history)} {done} and comes ever closer")
    return Verdict("crawling", f"{_after(history)} {done} and {gains}")


def _still_above(history):
    start, end = _loss(history, 0), _loss(history, -1)
    where = f"above the {start}" if start != end else "a little above the loss"
    return f"the loss is still {end}, {where} at the start,"


def _after(history):
    return f"after {count(history.n_steps, 'step')}"


def _loss(history, step):
    return format_number(history.loss[step], scale=history.loss[0])


def _percent(share):
    percent = 100.0 * share
    if percent >= 99.95:
        return "more than 99.9 %"
    if percent >= 99.0:
        return f"{percent:.1f} %"
    return f"{percent:.0f} %" if percent >= 1.0 else f"{format_number(percent)} %"


def _sentence(message):
    return message[0].lower() + message[1:].rstrip(".")


def _excess_loss(history):
    """Return the loss above the best possible one; where that is unknown, above 0 or the lowest seen."""
    if history.objective.minimum is not None:
        return history.loss - history.objective.minimum.value
    return history.loss - min(0.0, history.loss.min())


def _tail(values):
    """Return the last half of a run, one row per step: three rows at least, as far as there are any."""
    n_steps = len(values) - 1
    return values[-max(3, n_steps // 2 + 1) :]


def _direction(values):
    """Return 1 if the last half of the run rises, -1 if it falls, 0 if it does neither."""
    last = _tail(values)
    last = last / max(np.abs(last).max(), np.finfo(float).tiny)  # so that no sum overflows
    half = max(1, len(last) // 2)
    before, after = last[:half].mean(), last[-half:].mean()
    # A steady trend counts however slow it is, as long as it is no rounding
    moved = abs(last[-1] - last[half - 1]) > 1e-6
    changes = np.diff(last)
    if after > before * (1.0 + TREND) or (moved and (changes > 0).all()):
        return 1
    if after < before * (1.0 - TREND) or (moved and (changes < 0).all()):
        return -1
    return 0


def _local_drop(objective, params):
    """Return about how much the loss can still fall in this valley: half of gradient**2 / curvature."""
    gradient = objective.gradient(params)
    curvatures, directions = principal_curvatures(objective, params)
    slopes = gradient @ directions
    drops = np.where(curvatures > 0, 0.5 * slopes**2 / np.abs(curvatures), np.inf)
    return float(np.where(slopes == 0, 0.0, drops).sum())
