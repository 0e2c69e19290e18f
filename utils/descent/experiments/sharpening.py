"""Full-batch training with the sharpness followed on the way: how it rises to the limit of the learning rate."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from utils.descent.objectives.largest_curvature import largest_curvature
from utils.descent.training.history import History
from utils.descent.training.loop import training
from utils.descent.training.optimizers import gradient_descent
from utils.descent.validation import as_count

YIELD_ROWS = 3
"""Rows of parameters from one look at a run to the next; the sharpness of all of them is computed at once."""

LATE = 0.25
"""The last part of a run, over which its sharpness is averaged: at the edge it goes up and down."""

LARGEST = 1e50
"""Parameters beyond which no curvature is computed: their squares are soon no numbers."""


@dataclass(frozen=True, eq=False)
class Sharpening:
    """A run with one constant learning rate, and the sharpness at each row of its parameters.

    Parameters
    ----------
    history : History
        One run.
    sharpness : numpy.ndarray, shape (n_rows,)
        The largest eigenvalue of the matrix of second derivatives; NaN where the run has exploded.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> *_, run = sharpening(quadratic_bowl([1.0, 4.0]), 0.4, [1.0, 1.0], n_steps=40, every=10)
    >>> run.limit, run.sharpness.round(6).tolist()
    (5.0, [4.0, 4.0, 4.0, 4.0, 4.0])
    """

    history: History
    sharpness: np.ndarray

    @property
    def n_steps(self) -> int:
        return self.history.n_steps

    @property
    def limit(self) -> float:
        """The sharpness above which a step overshoots more and more, 2 / learning rate: see `learning_rate_limit`."""
        return float(2.0 / self.history.learning_rate[0])

    @property
    def exploded(self) -> bool:
        """Whether the loss is no longer a finite number, or a row has no sharpness."""
        return not (np.isfinite(self.history.loss).all() and np.isfinite(self.sharpness).all())

    @property
    def first_at_limit(self) -> int | None:
        """The step of the first row whose sharpness is at the limit or above; None if there is none."""
        rows = np.flatnonzero(self.sharpness >= self.limit)
        return int(self.history.steps[rows[0]]) if len(rows) else None

    @property
    def late_sharpness(self) -> float:
        """The mean sharpness over the last quarter of the rows."""
        return float(self.sharpness[-max(1, round(LATE * len(self.sharpness))) :].mean())

    @property
    def share_of_rises(self) -> float:
        """The part of the steps after which the loss was higher than before."""
        with np.errstate(all="ignore"):
            return float((np.diff(self.history.loss) > 0).mean())


def sharpening(objective, learning_rate, init_params, *, n_steps, every):
    """Train on all samples at once, and yield the run so far again and again, with its sharpness.

    What to expect: J. Cohen et al., Gradient descent on neural networks typically occurs at the edge of stability,
    ICLR 2021: the sharpness rises until it is at 2 / learning rate, and stays there, while the loss falls over all.

    Parameters
    ----------
    objective : Objective
    learning_rate : float
        Above 0.
    init_params : array_like, shape (n_params,)
    n_steps : int
    every : int
        Steps from one measurement to the next; the start and the end are always measured.

    Yields
    ------
    Sharpening

    Raises
    ------
    ValueError
        As `train` does, at once; or if the learning rate is not above 0.
    """
    optimizer = gradient_descent(learning_rate)
    if optimizer.run_shape or callable(learning_rate) or not learning_rate > 0:
        raise ValueError(f"learning_rate must be one number above 0, for example 0.1; got {learning_rate!r}.")
    every = as_count("every", every)
    histories = training(
        objective,
        optimizer,
        init_params,
        n_steps=n_steps,
        record_every=every,
        yield_every=YIELD_ROWS * every,
        yield_first=every,
    )
    first, direction = _at_start(objective, np.asarray(init_params, float).tobytes())
    return _followed(objective, histories, np.array([first]), direction)


@lru_cache(8)
def _at_start(objective, params: bytes):
    """Return the sharpness of a start and its direction: every learning rate begins with the same ones."""
    params = np.frombuffer(params)
    if not (np.abs(params) < LARGEST).all():
        return np.nan, None
    curvature, direction = largest_curvature(objective, params)
    return curvature, direction if np.isfinite(direction).all() else None


def _followed(objective, histories, sharpness, direction):
    for history in histories:
        fresh = history.params[len(sharpness) :]
        with np.errstate(all="ignore"):
            sound = (np.abs(fresh) < LARGEST).all(axis=-1)
        found = np.full(len(fresh), np.nan)
        if sound.any():
            found[sound], directions = largest_curvature(objective, fresh[sound], direction)
            direction = directions[-1] if np.isfinite(directions[-1]).all() else None
        sharpness = np.concatenate([sharpness, found])
        yield Sharpening(history, sharpness)
