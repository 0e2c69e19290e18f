"""Objective: all that an optimizer sees, a value and a gradient for every vector of parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from utils.descent.objectives.losses import Loss
from utils.descent.objectives.models import Model
from utils.descent.validation import as_params, quiet

# Numbers held at a time for one temporary array: about 2 MB, which stays in a processor's cache.
CHUNK_SIZE = 2**18


@dataclass(frozen=True, eq=False)
class Objective:
    """A function of the parameters, with its gradient.

    Parameters
    ----------
    label : str
        What an axis calls it.
    n_params : int
        Number of parameters.
    value_formula, gradient_formula : callable
        From params (..., n_params) to (...) and to (..., n_params). They check nothing.
    value_and_gradient_formula : callable or None
        From (params, batch=None) to both at once, where that saves work; None: one formula after the other. A batch
        is an array with the indices of the samples that count.
    for_training : callable or None
        From the shape of the runs to what `begin_training` returns, where that saves work.
    hessian_formula : callable or None
        From params (..., n_params) to (..., n_params, n_params), if known in closed form.
    find_minimum : callable or None
        Called once with the objective, when `minimum` is first asked for.
    is_quadratic : bool
        True if the Hessian is the same everywhere.
    is_convex : bool
        True if every flat point is a best one, so that no run can be stuck.
    row_size : int
        Numbers in the largest temporary array for one vector of parameters.
    model, loss, X, y_true : optional
        What a mean loss is made of; None for a test landscape.

    Examples
    --------
    >>> from utils.descent.objectives.landscapes import quadratic_bowl
    >>> bowl = quadratic_bowl([1.0, 4.0])
    >>> float(bowl.value([2.0, 1.0])), bowl.gradient([2.0, 1.0])
    (4.0, array([2., 4.]))
    """

    label: str
    n_params: int
    value_formula: Callable
    gradient_formula: Callable
    value_and_gradient_formula: Callable | None = None
    for_training: Callable | None = None
    hessian_formula: Callable | None = None
    find_minimum: Callable | None = None
    is_quadratic: bool = False
    is_convex: bool = False
    row_size: int = 1
    model: Model | None = None
    loss: Loss | None = None
    X: np.ndarray | None = None
    y_true: np.ndarray | None = None

    def __post_init__(self):
        if self.value_and_gradient_formula is None:
            value, gradient = self.value_formula, self.gradient_formula
            object.__setattr__(
                self, "value_and_gradient_formula", lambda params, _=None: (value(params), gradient(params))
            )

    def value(self, params):
        """Return the objective at each vector of parameters.

        Parameters
        ----------
        params : array_like, shape (..., n_params)
            Any number of vectors: one run, many runs, or a grid for contours.

        Returns
        -------
        numpy.ndarray, shape (...)
            inf or NaN where that is what the computer gets.

        Raises
        ------
        ValueError
            If params are not numbers or the last axis is not n_params long.
        """
        return self._in_chunks(self.value_formula, params, ())

    def gradient(self, params):
        """Return the gradient at each vector of parameters, shape (..., n_params); see `value`."""
        return self._in_chunks(self.gradient_formula, params, (self.n_params,))

    def value_and_gradient(self, params, batch=None):
        """Return value and gradient at each vector of parameters, from one pass forward.

        Parameters
        ----------
        params : array_like, shape (..., n_params)
        batch : array_like of int, shape (batch_size,), optional
            Indices of the samples to count, each from 0 to n_samples - 1. Without it: all samples.

        Returns
        -------
        value : numpy.ndarray, shape (...)
        gradient : numpy.ndarray, shape (..., n_params)

        Raises
        ------
        ValueError
            If params have a wrong shape, there are no samples to choose from, or the batch names none.

        Examples
        --------
        >>> from utils.descent import LinearModel, mean_loss, squared_error
        >>> objective = mean_loss(LinearModel(1), squared_error, [[1.0], [2.0]], [2.0, 4.0])
        >>> value, gradient = objective.value_and_gradient([0.0, 0.0], batch=[1])
        >>> float(value), gradient
        (16.0, array([-16.,  -8.]))
        """
        params = np.ascontiguousarray(as_params("params", params, self.n_params))
        with quiet():
            if batch is None:
                return self.value_and_gradient_formula(params)
            return self.value_and_gradient_formula(params, self._as_batch(batch))

    def begin_training(self, run_shape):
        """Return an object for one training, which may keep working arrays from step to step.

        Its ``gradient(params, batch=None)`` is that of the next step. Its ``losses()`` are the values at all steps
        since it was last asked, one row each: many at once cost less. Neither checks anything, and params must
        keep their numbers until then.

        Parameters
        ----------
        run_shape : tuple of int
            Shape of the runs: () for one run.

        Examples
        --------
        >>> from utils.descent.objectives.landscapes import quadratic_bowl
        >>> training = quadratic_bowl([1.0, 4.0]).begin_training(())
        >>> training.gradient(np.array([2.0, 1.0])), training.gradient(np.array([0.0, 0.0]))
        (array([2., 4.]), array([0., 0.]))
        >>> training.losses()
        array([4., 0.])
        """
        return _Training(self) if self.for_training is None else self.for_training(run_shape)

    @property
    def n_samples(self):
        """Number of samples that the value is a mean of; None for a landscape without data."""
        return None if self.y_true is None else len(self.y_true)

    def _as_batch(self, batch):
        if self.n_samples is None:
            raise ValueError(f"{self.label} has no samples to take a batch of; leave batch out.")
        batch = np.asarray(batch)
        is_right = batch.ndim == 1 and batch.size and batch.dtype.kind in "iu"
        if not is_right or batch.min() < 0 or batch.max() >= self.n_samples:
            raise ValueError(
                f"batch must hold indices of samples, whole numbers from 0 to {self.n_samples - 1}; got {batch}."
            )
        return batch

    @cached_property
    def minimum(self):
        """The best parameters and their value, a `Minimum`, or None if unknown or never reached.

        It is computed when first asked for, and kept.
        """
        if self.find_minimum is None:
            return None
        try:
            with quiet():
                minimum = self.find_minimum(self)
        except np.linalg.LinAlgError:  # numbers too large to solve with
            return None
        return minimum if minimum is not None and np.isfinite(minimum.value) else None

    def _in_chunks(self, formula, params, shape):
        params = np.ascontiguousarray(as_params("params", params, self.n_params))
        rows = params.reshape(-1, self.n_params)
        n_rows = max(1, CHUNK_SIZE // self.row_size)
        with quiet():
            if len(rows) <= n_rows:
                return formula(params)
            parts = [formula(rows[i : i + n_rows]) for i in range(0, len(rows), n_rows)]
        return np.concatenate(parts).reshape(params.shape[:-1] + shape)


class _Training:
    """What `Objective.begin_training` returns for an objective that has nothing quicker."""

    def __init__(self, objective):
        self.objective, self.gradient_formula = objective, objective.gradient_formula
        self.seen, self.values = [], []

    def gradient(self, params, batch=None):
        if batch is None:
            self.seen.append(params)
            return self.gradient_formula(params)
        value, gradient = self.objective.value_and_gradient_formula(params, batch)
        self.values.append(value)
        return gradient

    def losses(self):
        losses = self.objective.value(np.array(self.seen)) if self.seen else np.array(self.values)
        self.seen.clear()
        self.values.clear()
        return losses
