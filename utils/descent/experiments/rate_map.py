"""A map of two settings: every learning rate with every value of something else, such as the batch size."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from utils.descent.experiments.trial import Parts, Trial, network_of, train_trial
from utils.descent.training.history import History

SAMPLES_BETWEEN = 60_000
"""Samples times runs from one look at a row to the next, about: some hundredths of a second."""

MOST_ROWS_KEPT = 24
"""Rows that are kept to be used again: those of a few maps, some megabytes each."""


@dataclass(frozen=True, eq=False)
class RateMap:
    """What is there of a map; each row is a trial of all rates and all seeds.

    Parameters
    ----------
    learning_rates : tuple of float
        Of the columns.
    values : tuple
        Of the rows, from top to bottom, which is the order in which they are trained.
    trials : tuple of Trial
        Of the first rows; at least one. Their runs have the shape (n_seeds, n_rates).
    n_whole : int
        How many of them have been trained to their end: all, or all but the last.

    Examples
    --------
    >>> from utils.descent import moons, split
    >>> setting = {"data": "moons", "hidden_layers": 1, "neurons": 4, "activation": "tanh", "start": "glorot"}
    >>> rows = [{**setting, "batch_size": size} for size in (210, 20)]
    >>> *_, found = rate_map(
    ...     Parts({"moons": split(moons())}), rows, values=(210, 20), learning_rates=(0.1, 1.0), n_epochs=10,
    ...     n_seeds=3,
    ... )
    >>> found.is_whole, found.losses.shape, [found.learning_rates[k] for k in found.best]
    (True, (2, 2), [1.0, 1.0])
    """

    learning_rates: tuple[float, ...]
    values: tuple
    trials: tuple[Trial, ...]
    n_whole: int

    @property
    def history(self) -> History:
        """The runs of the first row."""
        return self.trials[0].history

    @property
    def n_steps(self) -> int:
        """Updates of the first row's runs."""
        return self.history.n_steps

    @property
    def is_whole(self) -> bool:
        """Whether every row has been trained to its end."""
        return self.n_whole == len(self.values)

    @cached_property
    def losses(self) -> np.ndarray:
        """Training loss at the end, the median of the seeds, shape (n_trials, n_rates)."""
        return np.array([trial.median_loss("training")[:, -1] for trial in self.trials])

    @cached_property
    def best(self) -> tuple[int | None, ...]:
        """The column with the lowest loss of each whole row; None where no run ended with a number."""
        rows = self.losses[: self.n_whole]
        return tuple(int(np.argmin(row)) if np.isfinite(row).any() else None for row in rows)

    def tuned_one_at_a_time(self, row: int, column: int) -> tuple[int, int]:
        """Return where it leads to choose the best rate, keep it, choose the best row for it, and so on.

        Parameters
        ----------
        row, column : int
            Where it begins, on a whole map.

        Returns
        -------
        (int, int)
            The cell from which neither way leads on. It need not be the best one of the map.
        """
        while True:
            before = row, column
            column = int(np.argmin(self.losses[row]))
            row = int(np.argmin(self.losses[:, column]))
            if (row, column) == before:
                return before


def rate_map(
    parts: Parts,
    settings: Sequence[Mapping],
    *,
    values: Sequence,
    learning_rates: Sequence[float],
    n_epochs: int,
    n_seeds: int,
    kept: MutableMapping | None = None,
) -> Iterator[RateMap]:
    """Train row after row, and yield the map so far again and again; the last one is whole.

    Parameters
    ----------
    parts : Parts
    settings : sequence of dict
        Of each row: ``data``, ``hidden_layers``, ``neurons``, ``activation``, ``start`` and ``batch_size``.
    values : sequence
        What the rows are called.
    learning_rates : sequence of float
    n_epochs, n_seeds : int
    kept : mutable mapping, optional
        Where whole rows are kept, and found again: so a map that was stopped goes on where it was.

    Yields
    ------
    RateMap
    """
    kept = {} if kept is None else kept
    rates, values, done = tuple(learning_rates), tuple(values), []
    for one in settings:
        key = (rates, n_epochs, n_seeds, *sorted(one.items()))
        if key not in kept:
            for trial in _row(parts, one, rates, n_epochs, n_seeds):
                if trial.epochs[-1] < n_epochs:
                    yield RateMap(rates, values, (*done, trial), len(done))
            kept[key] = trial
        done.append(kept[key])
        kept[key] = kept.pop(key)  # those that were used last stay longest
        while len(kept) > MOST_ROWS_KEPT:
            kept.pop(next(iter(kept)))
        yield RateMap(rates, values, tuple(done), len(done))


def _row(parts, one, rates, n_epochs, n_seeds):
    network = network_of(one)
    objective, validation = parts.objectives(one["data"], network)
    work = n_epochs * max(objective.n_samples, 40 * objective.n_samples // one["batch_size"])
    return train_trial(
        network, objective, validation, start=one["start"], learning_rate=rates, batch_size=one["batch_size"],
        n_epochs=n_epochs, n_seeds=n_seeds, n_looks=max(2, work * len(rates) * n_seeds // SAMPLES_BETWEEN),
    )  # fmt: skip
