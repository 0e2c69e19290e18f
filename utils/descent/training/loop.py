"""Training: the loop of gradient descent, recorded."""

import numpy as np

from utils.descent.objectives.objective import Objective
from utils.descent.training.history import History
from utils.descent.training.optimizers import Optimizer
from utils.descent.validation import as_count, as_finite, as_params, quiet


def train(objective, optimizer, init_params, *, n_steps):
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

    Returns
    -------
    History

    Raises
    ------
    ValueError
        If init_params has a wrong shape or is not finite, or n_steps is not a positive whole number.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl
    >>> history = train(quadratic_bowl([1.0]), gradient_descent(0.5), [8.0], n_steps=3)
    >>> history.params[:, 0]
    array([8., 4., 2., 1.])
    >>> history.message
    'The loss went from 32 to 0.5 in 3 steps.'
    """
    if not isinstance(objective, Objective):
        raise ValueError(f"objective must be an Objective, for example two_valleys(); got {objective!r}.")
    if not isinstance(optimizer, Optimizer):
        raise ValueError(f"optimizer must be an Optimizer, for example gradient_descent(0.01); got {optimizer!r}.")
    n_steps = as_count("n_steps", n_steps)
    start = as_params("init_params", as_finite("init_params", init_params), objective.n_params)
    if start.size == 0:
        raise ValueError("init_params must hold at least one start; got none.")
    run_shape = _broadcast_runs(start.shape[:-1], optimizer.run_shape)

    # Steps come first here, so that each step is one piece of memory; History puts the runs first
    path = np.empty((n_steps + 1, *run_shape, objective.n_params))
    path[0] = start
    losses, gradients = [], []
    value_and_gradient, update_for = objective.value_and_gradient_formula, optimizer.update
    params = path[0]
    state = optimizer.init(params)
    with quiet():
        for next_params in path[1:]:
            loss, gradient = value_and_gradient(params)
            update, state = update_for(gradient, state, params)
            params = np.add(params, update, out=next_params)
            losses.append(loss)
            gradients.append(gradient)
        loss, gradient = value_and_gradient(params)
        losses.append(loss)
        gradients.append(gradient)
        gradient_norm = _norm(np.array(gradients))
    return History(
        objective=objective,
        params=np.ascontiguousarray(np.moveaxis(path, 0, -2)),
        loss=np.ascontiguousarray(np.moveaxis(np.array(losses), 0, -1)),
        gradient_norm=np.ascontiguousarray(np.moveaxis(gradient_norm, 0, -1)),
        learning_rate=_rates(optimizer.learning_rate, run_shape, n_steps),
    )


def _rates(learning_rate, run_shape, n_steps):
    """Return the learning rate of each step of each run, or None for an optimizer that has none."""
    if learning_rate is None:
        return None
    if not callable(learning_rate):
        return np.broadcast_to(np.asarray(learning_rate)[..., None], (*run_shape, n_steps))
    rates = np.stack([np.asarray(learning_rate(step)) for step in range(n_steps)], axis=-1)
    return np.broadcast_to(rates, (*run_shape, n_steps))


def _norm(gradient):
    # hypot does not overflow before its result does; but it calls (inf, NaN) inf, which would hide the NaN
    norm = np.hypot.reduce(gradient, axis=-1, initial=0.0)
    return np.where(np.isnan(gradient).any(axis=-1), np.nan, norm)


def _broadcast_runs(starts, rates):
    try:
        return np.broadcast_shapes(starts, rates)
    except ValueError:
        raise ValueError(
            f"init_params and learning_rate must have the same number of runs; got {starts} and {rates}."
        ) from None
