"""Training: the loop of gradient descent, recorded. The same one for a line and for a network."""

from functools import partial
from itertools import repeat

import numpy as np

from utils.descent.few_parts import dot
from utils.descent.objectives.objective import Objective
from utils.descent.training.batches import Batches
from utils.descent.training.history import History
from utils.descent.training.optimizers import Optimizer
from utils.descent.validation import as_count, as_finite, as_params, quiet

BLOCK = 2**15
"""Numbers of gradients, and of predictions, kept at a time until their lengths and losses are computed at once: a
quarter of a megabyte of each."""

FEW_GRADIENTS = 2**18
"""Numbers of all of a training's gradients up to which they are kept: of most, nobody asks how long they are."""


def train(objective, optimizer, init_params, *, n_steps, batches=None, record_every=1, track=()):
    """Take n_steps steps from init_params and return everything that happened.

    This is the loop that learners write, `params = params + update`, with each row kept. A run that diverges
    goes on: inf and NaN stay in the rows as the computer produced them.

    Parameters
    ----------
    objective : Objective
    optimizer : Optimizer
    init_params : array_like, shape (..., n_params)
        The start. Its leading axes and those of the learning rate broadcast: a start of shape (2,) and 41
        learning rates make 41 runs.
    n_steps : int
        Number of updates, at least 1.
    batches : Batches, optional
        The samples that each step sees. The loss that is recorded is then the one that the step saw: the mean
        over its batch; the last entry is that of the batch which would have come next. Without it: all samples.
    record_every : int
        How many steps lie between two rows of parameters. The start and the last step are always kept.
    track : dict of str to callable or Objective
        What to measure for each row of parameters, by its name: a function from params (..., n_params) to
        (...), or an objective, whose value it is: the loss of all samples, say, or that on a validation set.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        If init_params has a wrong shape or is not finite, a count is not a positive whole number, or there are
        batches but no samples.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl
    >>> history = train(quadratic_bowl([1.0]), gradient_descent(0.5), [8.0], n_steps=3)
    >>> history.params[:, 0]
    array([8., 4., 2., 1.])
    >>> history.message
    'The loss went from 32 to 0.5 in 3 steps.'
    """
    settings = {"batches": batches, "record_every": record_every, "track": track}
    (history,) = training(objective, optimizer, init_params, n_steps=n_steps, yield_every=n_steps, **settings)
    return history


def training(
    objective,
    optimizer,
    init_params,
    *,
    n_steps,
    batches=None,
    record_every=1,
    track=(),
    yield_every=None,
    yield_first=None,
):
    """Train as `train` does, and yield the history so far again and again; the last one is that of `train`.

    What has been recorded is not copied for it, so that a long run may be looked at often.

    Parameters
    ----------
    objective, optimizer, init_params, n_steps, batches, record_every, track
        As in `train`.
    yield_every : int, optional
        Steps from one history to the next, rounded up to a row that is kept. Without it: about fifty histories.
    yield_first : int, optional
        Steps to the first history, if that is to come sooner; the next ones come after twice, four times, ... as
        many, up to yield_every. Whoever waits for a first picture need not wait for the rest.

    Yields
    ------
    History

    Raises
    ------
    ValueError
        As `train`, at once.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl
    >>> runs = training(quadratic_bowl([1.0]), gradient_descent(0.5), [8.0], n_steps=5, yield_every=2)
    >>> [history.n_steps for history in runs]
    [2, 4, 5]
    >>> runs = training(
    ...     quadratic_bowl([1.0]), gradient_descent(0.5), [8.0], n_steps=25, yield_every=10, yield_first=2
    ... )
    >>> [history.n_steps for history in runs]
    [2, 4, 8, 10, 20, 25]
    """
    if not isinstance(objective, Objective):
        raise ValueError(f"objective must be an Objective, for example two_valleys(); got {objective!r}.")
    if not isinstance(optimizer, Optimizer):
        raise ValueError(f"optimizer must be an Optimizer, for example gradient_descent(0.01); got {optimizer!r}.")
    n_steps, record_every = as_count("n_steps", n_steps), as_count("record_every", record_every)
    yield_every = as_count("yield_every", -(-n_steps // 50) if yield_every is None else yield_every)
    start = as_params("init_params", as_finite("init_params", init_params), objective.n_params)
    if start.size == 0:
        raise ValueError("init_params must hold at least one start; got none.")
    run_shape = _broadcast_runs(start.shape[:-1], optimizer.run_shape)
    _check_batches(objective, batches)
    measures = {name: _measure(name, what) for name, what in dict(track).items()}
    yield_first = yield_every if yield_first is None else as_count("yield_first", yield_first)
    first, then = (-(-one // record_every) for one in (yield_first, yield_every))  # in rows
    return _steps(objective, optimizer, start, run_shape, n_steps, batches, record_every, measures, (first, then))


def _steps(objective, optimizer, start, run_shape, n_steps, batches, record_every, measures, rows_per_yield):
    # Steps come first in these, so that each step is one piece of memory; History puts the runs first
    steps = np.arange(0, n_steps + 1, record_every)
    if steps[-1] != n_steps:
        steps = np.append(steps, n_steps)
    path = np.empty((len(steps), *run_shape, objective.n_params))
    losses = np.empty((n_steps + 1, *run_shape))
    measured = {name: np.empty((len(steps), *run_shape)) for name in measures}
    rates, epoch = _rates(optimizer.learning_rate, run_shape, n_steps), np.arange(n_steps + 1.0)
    ends = [*steps[list(_looked_at(len(steps) - 1, *rows_per_yield))].tolist(), n_steps]
    # What is looked at again and again has them made once
    is_kept = len(ends) == 1 and (n_steps + 1) * path[0].size <= FEW_GRADIENTS
    norms = None if is_kept else np.empty_like(losses)
    n_predictions = (objective.n_samples or 0) * getattr(objective.model, "n_outputs", 1)
    n_held = losses[0].size * min(n_predictions, objective.row_size)  # a quadratic form makes no predictions
    block = max(1, BLOCK // max(path[0].size, n_held))

    path[0] = start
    params, gradient, row, measured_rows = path[0], None, 0, 0
    kept = steps.tolist()
    state, update_for = optimizer.init(params), optimizer.update
    at_each_step = objective.begin_training(run_shape)
    gradient_at, losses_since = at_each_step.gradient, at_each_step.losses
    if batches is None:
        seen = repeat(None)
    else:
        seen = batches.indices(objective.n_samples)
        epoch = batches.epochs(objective.n_samples, n_steps)
    gradients, kept_gradients, first = [], [], 0  # the step of the first of these gradients
    for end in ends:
        begin = first
        while begin <= end:
            # One block: no more gradients are held than it has steps
            stop = min(begin + block, end + 1)
            with quiet():
                for step, batch in zip(range(begin, stop), seen, strict=False):
                    if step:
                        update, state = update_for(gradient, state, params)
                        if step == kept[row + 1]:
                            row += 1
                            params = np.add(params, update, out=path[row])
                        else:
                            params = params + update
                    gradient = gradient_at(params, batch)
                    gradients.append(gradient)
                losses[begin:stop] = losses_since()
                if norms is None:
                    kept_gradients.extend(gradients)
                else:
                    norms[begin:stop] = _norm(np.array(gradients))
            gradients.clear()
            begin = stop
        first = end + 1
        for name, measure in measures.items():
            with quiet():
                measured[name][measured_rows : row + 1] = measure(path[measured_rows : row + 1])
        measured_rows = row + 1
        is_last = end == n_steps
        finish = np.ascontiguousarray if is_last else (lambda array: array)
        yield History(
            objective=objective,
            params=finish(np.moveaxis(path[: row + 1], 0, -2)),
            loss=finish(np.moveaxis(losses[: end + 1], 0, -1)),
            gradient_norm=(
                partial(_norms, kept_gradients) if norms is None else finish(np.moveaxis(norms[: end + 1], 0, -1))
            ),
            learning_rate=None if rates is None else rates[..., :end],
            steps=steps[: row + 1],
            epoch=epoch[: end + 1],
            metrics={name: finish(np.moveaxis(m[: row + 1], 0, -1)) for name, m in measured.items()},
        )


def _looked_at(last, first, then):
    """Yield the rows before the last at which a history is yielded."""
    row = first
    while row < min(then, last):
        yield row
        row *= 2
    yield from range(then, last, then)


def _check_batches(objective, batches):
    if batches is None:
        return
    if not isinstance(batches, Batches):
        raise ValueError(f"batches must be Batches, for example Batches(batch_size=20); got {batches!r}.")
    if objective.n_samples is None:
        raise ValueError(f"{objective.label} has no samples to take batches of; leave batches out.")
    batches.check(objective.n_samples)


def _measure(name, what):
    measure = what.value if isinstance(what, Objective) else what
    if not callable(measure):
        raise ValueError(f"track must name functions of params or objectives; got {what!r} for {name!r}.")
    return measure


def _rates(learning_rate, run_shape, n_steps):
    """Return the learning rate of each step of each run, or None for an optimizer that has none."""
    if learning_rate is None:
        return None
    if not callable(learning_rate):
        return np.broadcast_to(np.asarray(learning_rate)[..., None], (*run_shape, n_steps))
    rates = np.array([learning_rate(step) for step in range(n_steps)])
    return np.broadcast_to(np.moveaxis(rates, 0, -1), (*run_shape, n_steps))


def _norms(gradients):
    """Return the lengths of the gradients of each step, with the runs first."""
    with quiet():
        return np.ascontiguousarray(np.moveaxis(_norm(np.array(gradients)), 0, -1))


def _norm(gradient):
    """Return the length of each gradient; an infinite one where the computer has no larger number."""
    norm = np.sqrt(dot(gradient, gradient))
    # The squares of very large numbers overflow, and those of very small ones vanish, before the length does
    far = np.flatnonzero(~((norm > 1e-150) & (norm < 1e150)))
    if len(far):
        rare = np.take(gradient.reshape(-1, gradient.shape[-1]), far, axis=0)
        rare = np.abs(rare.T.copy())  # parts first: NumPy then takes a part of all of them in one go
        exact = np.hypot.reduce(rare, axis=0)
        # hypot calls (inf, NaN) inf, which would hide the NaN
        norm.reshape(-1)[far] = np.where(np.isnan(rare).any(axis=0), np.nan, exact)
    return norm


def _broadcast_runs(starts, rates):
    try:
        return np.broadcast_shapes(starts, rates)
    except ValueError:
        raise ValueError(
            f"init_params and learning_rate must have the same number of runs; got {starts} and {rates}."
        ) from None
