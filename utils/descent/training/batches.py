"""Batches: the samples that each step sees, a few at a time, in an order that is drawn anew for every epoch."""

from dataclasses import dataclass

import numpy as np

from utils.descent.validation import as_count


@dataclass(frozen=True)
class Batches:
    """Samples in batches. Each epoch, one pass over the data, shuffles them; its last batch may be smaller.

    Runs that are trained together see the same batches.

    Parameters
    ----------
    batch_size : int
        Samples that each step sees: from 1 to all of them.
    random_state : int
        Seed of the shuffling.

    Raises
    ------
    ValueError
        If a setting is no such number.

    Examples
    --------
    >>> batches = Batches(batch_size=2).indices(n_samples=3)
    >>> [len(next(batches)) for _ in range(4)]
    [2, 1, 2, 1]
    """

    batch_size: int
    random_state: int = 0

    def __post_init__(self):
        as_count("batch_size", self.batch_size)
        as_count("random_state", self.random_state, low=0)

    def check(self, n_samples):
        """Raise a ValueError if there are fewer samples than a batch holds."""
        if self.batch_size > n_samples:
            raise ValueError(f"batch_size must be at most the number of samples, {n_samples}; got {self.batch_size}.")

    def steps_per_epoch(self, n_samples):
        """Return how many steps one pass over the data takes."""
        self.check(n_samples)
        return -(-n_samples // self.batch_size)

    def indices(self, n_samples):
        """Yield the indices of the samples of each step, without an end."""
        self.check(n_samples)
        random, size = np.random.default_rng(self.random_state), self.batch_size
        while True:
            order = random.permutation(n_samples)
            for begin in range(0, n_samples, size):
                yield order[begin : begin + size]

    def epochs(self, n_samples, n_steps):
        """Return the passes over the data that are made before each step and after the last, (n_steps + 1,)."""
        per_epoch = self.steps_per_epoch(n_samples)
        whole, within = np.divmod(np.arange(n_steps + 1), per_epoch)
        return whole + within * self.batch_size / n_samples
