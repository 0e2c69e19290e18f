"""History: what happened at every step of one training run, or of many; results have one."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from utils.descent.formatting import count, format_number
from utils.descent.objectives.objective import Objective
from utils.descent.validation import as_count, as_number


class _WhenRead:
    """A field that may be given as a function without arguments, which is called when the field is first read."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, history, owner=None):
        if history is None:
            raise AttributeError(self.name)  # to a dataclass: no default
        value = vars(history)[self.name]
        if callable(value):
            value = vars(history)[self.name] = value()
            value.flags.writeable = False
        return value

    def __set__(self, history, value):
        vars(history)[self.name] = value


@dataclass(frozen=True, eq=False)
class History:
    """The record of a training run, or of many. Index 0 along the steps is the start; k is the state after k steps.

    What is left out is filled in as a run would have it that keeps every row and sees all samples at each step.

    Parameters
    ----------
    objective : Objective
        What was made small.
    params : numpy.ndarray, shape (..., n_rows, n_params)
        The parameters of the steps that were kept: of each step, or of every tenth, say, and of the last.
    loss : numpy.ndarray, shape (..., n_steps + 1)
        Value of the objective at each step; with batches, its value on the batch that the step saw.
        inf and NaN where the run diverged.
    gradient_norm : numpy.ndarray, shape (..., n_steps + 1)
        Length of the gradient, of the same samples as the loss. Or a function that returns it when it is first read.
    learning_rate : numpy.ndarray, shape (..., n_steps), or None
        The rate of each step: learning_rate[k] leads from step k to step k + 1. None for what nobody trained.
    steps : numpy.ndarray of int, shape (n_rows,)
        The step of each row of params: 0, 1, 2, ... where every row is kept.
    epoch : numpy.ndarray, shape (n_steps + 1,)
        Passes over the data made at each step: with 100 samples and batches of 20, a step is 0.2 of an epoch.
    metrics : dict of str to numpy.ndarray, shape (..., n_rows)
        What was measured besides, by its name: one value for each row of params.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, train
    >>> history = train(quadratic_bowl([1.0]), gradient_descent([0.5, 3.0]), [8.0], n_steps=3)
    >>> history.final_loss
    array([5.000e-01, 2.048e+03])
    >>> history.run(0).steps_to_within(0.1)
    2
    >>> history.learning_rate[1]
    array([3., 3., 3.])
    """

    objective: Objective
    params: np.ndarray
    loss: np.ndarray
    gradient_norm: np.ndarray = _WhenRead()
    learning_rate: np.ndarray | None = field(default=None, kw_only=True)
    steps: np.ndarray | None = field(default=None, kw_only=True)
    epoch: np.ndarray | None = field(default=None, kw_only=True)
    metrics: dict[str, np.ndarray] = field(default_factory=dict, kw_only=True)

    def __post_init__(self):
        if self.steps is None:
            object.__setattr__(self, "steps", np.arange(self.n_steps + 1))
        if self.epoch is None:
            object.__setattr__(self, "epoch", np.arange(self.n_steps + 1.0))
        for array in [*vars(self).values(), *self.metrics.values()]:
            if isinstance(array, np.ndarray):
                array.flags.writeable = False

    @property
    def n_steps(self):
        """Number of updates."""
        return self.loss.shape[-1] - 1

    @property
    def run_shape(self):
        """Shape of the runs: () for one run."""
        return self.loss.shape[:-1]

    @property
    def final_params(self):
        """Parameters of the last row, shape (..., n_params): those after the last step."""
        return self.params[..., -1, :]

    @property
    def final_loss(self):
        """Loss after the last step, shape (...)."""
        return self.loss[..., -1]

    @cached_property
    def first_inf(self):
        """First step at which the loss was inf: an int, or None if it never was.

        For many runs: an array of int, with -1 for a run that never got there.
        """
        return self._first(np.isinf(self.loss))

    @cached_property
    def first_nan(self):
        """First step at which the loss was NaN; see `first_inf`."""
        return self._first(np.isnan(self.loss))

    @cached_property
    def status(self):
        """The text "finite", "inf" or "nan": the worst that the loss became. An array for many runs."""
        inf, nan = (np.isinf(self.loss).any(axis=-1), np.isnan(self.loss).any(axis=-1))
        status = np.where(nan, "nan", np.where(inf, "inf", "finite"))
        return status if self.run_shape else str(status)

    @cached_property
    def message(self):
        """What happened, in one plain sentence. An array of sentences for many runs."""
        if self.run_shape:
            messages = np.empty(self.run_shape, dtype=object)
            for index in np.ndindex(self.run_shape):
                messages[index] = self.run(index).message
            return messages
        if self.first_inf is not None and self.first_nan is not None:
            return f"The loss became inf at step {self.first_inf} and NaN at step {self.first_nan}."
        if self.first_inf is not None:
            return f"The loss became inf at step {self.first_inf}."
        if self.first_nan is not None:
            return f"The loss became NaN at step {self.first_nan}."
        start, end = format_number(self.loss[0]), format_number(self.loss[-1], scale=self.loss[0])
        if self.n_steps == 0:
            return f"The loss starts at {start}."
        return f"The loss went from {start} to {end} in {count(self.n_steps, 'step')}."

    def at_step(self, step):
        """Return the history of the first steps only, as if training had ended there.

        Parameters
        ----------
        step : int
            The last step to keep, from 0 (the start only) to n_steps.

        Returns
        -------
        History
            Where rows were left out, its last row is the last one kept up to that step; `steps` tells which.

        Raises
        ------
        ValueError
            If there is no such step.
        """
        step = as_count("step", step, low=0, high=self.n_steps)
        n_rows = int(np.searchsorted(self.steps, step, side="right"))
        return History(
            self.objective,
            self.params[..., :n_rows, :],
            self.loss[..., : step + 1],
            lambda: self.gradient_norm[..., : step + 1],
            learning_rate=None if self.learning_rate is None else self.learning_rate[..., :step],
            steps=self.steps[:n_rows],
            epoch=self.epoch[: step + 1],
            metrics={name: values[..., :n_rows] for name, values in self.metrics.items()},
        )

    def run(self, index):
        """Return one run of many.

        Parameters
        ----------
        index : int or tuple of int
            Which run, counted from 0; a tuple where the runs have several axes.

        Returns
        -------
        History

        Raises
        ------
        ValueError
            If this is one run already, or there is no such run.
        """
        if not self.run_shape:
            raise ValueError("This history is one run already; run(index) picks one run of many.")
        index = index if isinstance(index, tuple) else (index,)
        if len(index) != len(self.run_shape):
            raise ValueError(f"index must hold {len(self.run_shape)} numbers, one per axis of the runs.")
        index = tuple(
            as_count("index", i, low=0, high=size - 1) for i, size in zip(index, self.run_shape, strict=True)
        )
        return self.select(index)

    def select(self, index):
        """Return some of the runs.

        Parameters
        ----------
        index
            What NumPy takes between brackets, of the axes of runs only: a mask, a list, a slice, or a tuple of them.

        Returns
        -------
        History

        Examples
        --------
        >>> from utils.descent import gradient_descent, quadratic_bowl, train
        >>> runs = train(quadratic_bowl([1.0]), gradient_descent([0.1, 0.5, 3.0]), [8.0], n_steps=3)
        >>> runs.select([0, 2]).final_loss.tolist() == runs.final_loss[[0, 2]].tolist()
        True
        """
        return History(
            self.objective,
            self.params[index],
            self.loss[index],
            lambda: self.gradient_norm[index],
            learning_rate=None if self.learning_rate is None else self.learning_rate[index],
            steps=self.steps,
            epoch=self.epoch,
            metrics={name: values[index] for name, values in self.metrics.items()},
        )

    def steps_to_within(self, fraction=0.01):
        """Return the first step at which the loss has made all but a fraction of the possible drop.

        The possible drop is from the loss at the start to the minimum of the objective. The default asks for
        99 % of the way down.

        Parameters
        ----------
        fraction : float
            Share of the possible drop that may be left, for example 0.01.

        Returns
        -------
        int or None
            None if the run never got there or the minimum is unknown. For many runs: an array of int, with
            -1 in place of None.

        Raises
        ------
        ValueError
            If fraction is not a number of at least 0.
        """
        fraction = as_number("fraction", fraction, example=0.01)
        if fraction < 0:
            raise ValueError(f"fraction must be at least 0, for example 0.01; got {fraction}.")
        minimum = self.objective.minimum
        if minimum is None:
            return np.full(self.run_shape, -1) if self.run_shape else None
        start = self.loss[..., :1]
        # A start at the minimum is there at once, though rounding may put it a last digit above
        allowed = np.maximum(fraction * (start - minimum.value), 1e-12 * abs(minimum.value))
        with np.errstate(invalid="ignore"):
            return self._first((self.loss - minimum.value <= allowed) & np.isfinite(self.loss))

    def _first(self, is_so):
        first = np.where(is_so.any(axis=-1), is_so.argmax(axis=-1), -1)
        if self.run_shape:
            return first
        return int(first) if first >= 0 else None


def history_of(result):
    """Return the history that a result has, or the result itself, where it is one or has none.

    Parameters
    ----------
    result : History or object
        What an experiment gives, such as a `Sweep`: a result that is more than a history has it as ``history``.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, train
    >>> run = train(quadratic_bowl([1.0]), gradient_descent(0.5), [8.0], n_steps=3)
    >>> history_of(run) is run
    True
    """
    return result if isinstance(result, History) else getattr(result, "history", result)
