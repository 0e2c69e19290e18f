"""Diagnosis: what a training run did, in one word and with its evidence."""

import numpy as np

from utils.descent.formatting import count, format_number
from utils.descent.objectives.curvature import hessian, principal_curvatures
from utils.descent.validation import quiet
from utils.descent.verdict.verdict import CONVERGED_SHARE, SOON, SOON_SHARE, WAY_SHARE, Verdict

# What the other words mean, in numbers. Each is far from what the course's own runs come near to.
FLAT_SHARE = 1e-4  # of the steepest gradient may be left, where the possible drop is unknown
STUCK_SHARE = 1e-3  # of what is left could still be gained in this valley
STEADY_SHARE = 0.75  # of the steps raise the loss, where it grows again after a fall
TREND = 0.05  # share by which the last half of a run must change to rise or fall, unless it does so steadily
MOST_ROWS = 64  # at which the loss on all samples is looked at, where each step saw a batch
FEW_ROWS = 16  # are too few to tell a trend from noise, or where a loss of unknown minimum is going


def diagnose(history):
    """Return what one training run did, with its evidence.

    Parameters
    ----------
    history : History
        One run, of any length. Where its steps saw batches, its loss on all samples is judged, and its trend
        is told from the noise of the batches.

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
    >>> diagnose(train(bowl, gradient_descent(0.0001), [1.0], n_steps=300)).name
    'crawling'
    >>> print(diagnose(train(bowl, gradient_descent(2.1), [1.0], n_steps=30)))
    diverging: after 30 steps the loss has grown from 0.5 to 152
    """
    if history.run_shape:
        raise ValueError("diagnose takes one run; pick one of these with history.run(index).")
    if history.status != "finite":
        name = "not a number" if history.status == "nan" else "overflowed"
        return Verdict(name, _sentence(history.message))
    with quiet():
        if history.epoch[-1] < history.n_steps:  # its steps saw batches
            return _on_average(history)
        for judge in (_settled, _growing, _stuck, _zigzagging):
            verdict = judge(history)
            if verdict is not None:
                return verdict
        return _falling(history)


def _settled(history):
    if history.objective.minimum is None:
        norm = history.gradient_norm
        if norm[-1] > FLAT_SHARE * norm.max():
            return None
        return Verdict("converged", f"{_after(history)} the gradient is flat and the loss is {_loss(history, -1)}")
    return _converged(history, history.loss[-1]) if _is_there(history, history.loss[0], history.loss[-1]) else None


def _is_there(history, start, end):
    """Return whether the loss and every parameter are close to their best."""
    minimum = history.objective.minimum
    if _is_lowest(minimum, end):
        return True
    return end - minimum.value <= CONVERGED_SHARE * (start - minimum.value) and _way_left(history) <= WAY_SHARE


def _is_lowest(minimum, loss):
    """Return whether a loss is as close to the lowest one as rounding lets it come."""
    return loss - minimum.value <= 1e-12 * abs(minimum.value)


def _converged(history, end):
    had_none = _is_lowest(history.objective.minimum, history.loss[0])  # a drop, of which a share could be left
    to_go = "the lowest there is, as it was at the start" if had_none else "with less than 0.01 % of the drop to go"
    return Verdict("converged", f"{_after(history)} the loss is {_write(history, end)}, {to_go}")


def _way_left(history):
    """Return the largest share of its way, over what it has gone and has to go, that a parameter has left."""
    best, params = history.objective.minimum.params, history.final_params
    rest = params - best
    matrix = hessian(history.objective, best)
    if np.isfinite(matrix).all():
        # In a direction that is not curved at all no point is better than another
        curvatures, directions = np.linalg.eigh(matrix)
        flat = directions[:, curvatures <= 1e-14 * curvatures[-1]]
        rest = rest - (flat @ (flat.T @ rest) if curvatures[-1] > 0 else 0.0)
    rounding = 1e-9 * max(np.abs(params).max(), np.abs(best).max(), np.finfo(float).tiny)
    way = np.ptp(np.vstack([history.params, params - rest]), axis=0)
    return float((np.abs(rest) / (way + rounding)).max())


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
    zigzags = len(history.params) == history.n_steps + 1 and _zigzags(history.params)
    rises_often = np.mean(np.diff(_tail(excess)) > 0) >= 0.25
    if not (zigzags or rises_often):
        return None
    if _direction(excess) < 0:
        first, last = _loss(history, 0), _loss(history, -1)
        moves = "jump from side to side" if zigzags else "overshoot now and then"
        if history.loss[-1] > history.loss[0]:  # it has risen by more than it has fallen since
            where = f"and the loss is {last}, {_above_start(first, last)} at the start"
        else:
            shrunk = f"gone from {first} to {last}" if first != last else f"shrunk a little from {first}"
            where = f"but the loss has {shrunk}"
        return Verdict("oscillating", f"{_after(history)} the parameters still {moves}, {where}")
    if _direction(excess) >= 0:
        last = _tail(history.loss)
        low, high = (format_number(x, scale=history.loss[0]) for x in (last.min(), last.max()))
        if low != high:
            range_ = f"moved between {low} and {high}"
        elif zigzags:
            range_ = f"stayed at {low}, on either side in turn"
        else:
            range_ = f"moved up and down by less than the last digit of {low}"
        return Verdict("bouncing", f"over the last {count(len(last) - 1, 'step')} the loss has {range_}")
    return None


def _zigzags(params):
    steps = np.diff(_tail(params), axis=0)
    steps = steps / max(np.abs(steps).max(), np.finfo(float).tiny)  # so that no product overflows
    return np.mean(np.sum(steps[1:] * steps[:-1], axis=-1) < 0) > 0.5


def _falling(history):
    n_steps, loss = history.n_steps, history.loss
    if n_steps == 0:
        return Verdict("crawling", f"no step has been taken yet and the loss is {_loss(history, 0)}")
    if (history.params == history.params[0]).all():
        return Verdict("crawling", f"{_after(history)} the parameters have not moved")
    window = max(1, n_steps // 20)
    points = [loss[max(0, n_steps - k * window)] for k in (2, 1, 0)]
    return _by_pace(history, points, window, f"{_after(history)} {_made(history, 'the loss', loss[0], loss[-1])}")


def _ahead_of(history):
    """Return the minimum that a falling run is on its way to, or None: in another valley there may be a lower one."""
    return history.objective.minimum if history.objective.is_convex else None


def _by_pace(history, points, window, made):
    """Tell a run that is soon there from one that is not, by three losses at its end, so many steps apart."""
    before, then, end = points
    if (minimum := _ahead_of(history)) is not None:
        ahead = max(history.n_steps, SOON)
        shrunk = (end - minimum.value) / (then - minimum.value)
    else:
        # Gains that shrink by a constant factor lead to a level (Aitken's delta-squared process); it is not
        # trusted for longer than it was seen
        ahead = history.n_steps
        shrunk = (then - end) / (before - then) if before > then > end and ahead >= FEW_ROWS else 1.0
        level = end - (then - end) * shrunk / (1.0 - shrunk)
    left = shrunk ** (ahead / window) if 0.0 <= shrunk < 1.0 else 1.0
    name = "converging" if left <= SOON_SHARE else "crawling"
    if minimum is None:
        soon = f"at this pace, it levels off near {_write(history, level)}"
        pace = soon if name == "converging" else "each step still gains"
    elif left == 1.0:
        pace = "the last steps gained nothing"
    else:
        pace = f"at this pace, {ahead} more steps would make {_percent(1.0 - left)} of the rest"
    return Verdict(name, f"{made}; {pace}")


def _made(history, subject, start, end):
    """Say how much of the possible drop has been made."""
    from_, to = _write(history, start), _write(history, end)
    if (minimum := _ahead_of(history)) is None:
        return f"{subject} has gone from {from_} to {to}"
    left = (end - minimum.value) / (start - minimum.value)
    if left > 1.0:
        return f"{subject} is still {to}, {_above_start(from_, to)} at the start"
    made = f"{subject} has made {_percent(1.0 - left)} of the possible drop"
    if left > CONVERGED_SHARE:
        return made
    return f"{made}, but one parameter only {_percent(1.0 - _way_left(history))} of its way"


def _above_start(start, end):
    return f"above the {start}" if start != end else "a little above the loss"


def _on_average(history):
    """Judge a run whose steps saw batches by means: of its last quarter, and of the quarter before."""
    losses, after, subject = _whole_losses(history), _after(history), "the loss on all samples"
    if not np.isfinite(losses).all():
        return Verdict("overflowed", f"{after} {subject} is too large for a number of the computer")
    quarter, minimum = max(1, len(losses) // 4), _ahead_of(history)
    lowest = min(0.0, losses.min()) if minimum is None else minimum.value
    start, last = losses[0], losses[-quarter:].mean()
    if minimum is not None and _is_there(history, start, last):
        return _converged(history, last)
    trend, few = _trend(losses - lowest, quarter), len(losses) < FEW_ROWS
    from_to = f"from {_write(history, start)} to {_write(history, last)}"
    if last > start and (few or trend > 0):
        return Verdict("diverging", f"{after} {subject} has grown {from_to}")
    if last < start and trend < 0:
        made = f"{after} {_made(history, subject, start, last)}"
        if minimum is None:  # to what level it falls is not to be told through the noise
            return Verdict("crawling", f"{made}, and it still falls")
        before = losses[-2 * quarter : -quarter].mean()
        return _by_pace(history, (None, before, last), quarter * history.n_steps / (len(losses) - 1), made)
    if last < start and (few or start - last >= 0.5 * (start - lowest)):
        moves = f"the batches still make {subject} go up and down"
        return Verdict("oscillating", f"{after} {moves}, but it has gone {from_to}")
    low, high = (_write(history, end(losses[-2 * quarter :])) for end in (np.min, np.max))
    half = count(round(history.n_steps / 2), "step")
    return Verdict("bouncing", f"over the last {half} {subject} has moved between {low} and {high}")


def _trend(excess, quarter):
    """Return 1 if the last quarter lies clearly above the one before, -1 if clearly below, 0 if neither."""
    logs = np.log(np.maximum(excess, np.finfo(float).tiny))  # what grows by a factor is a straight line
    change = logs[-quarter:].mean() - logs[-2 * quarter : -quarter].mean()
    # The difference of neighbors is noise, whatever the trend; a mean has less of it
    noise = np.sqrt(np.mean(np.diff(logs[-2 * quarter - 1 :]) ** 2) / quarter)
    tells = abs(change) > 3.0 * noise and abs(change) > min(TREND, 10.0 * noise)
    if len(excess) < FEW_ROWS:  # too few to tell a trend from the noise
        tells = change < 0
    return int(np.sign(change)) if tells else 0


def _whole_losses(history):
    """Return the loss on all samples at up to MOST_ROWS rows, the first and the last among them."""
    rows = np.unique(np.linspace(0, len(history.params) - 1, MOST_ROWS).round().astype(int))
    return history.objective.value(history.params[rows])


def _after(history):
    return f"after {count(history.n_steps, 'step')}"


def _loss(history, step):
    return _write(history, history.loss[step])


def _write(history, loss):
    return format_number(loss, scale=history.loss[0])


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
