"""A trial: one network with its settings, trained from several seeds at once, and how each of them did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from utils.descent.data.dataset import Dataset
from utils.descent.objectives.losses import log_loss
from utils.descent.objectives.mean_loss import mean_loss
from utils.descent.objectives.networks import MLP
from utils.descent.objectives.objective import Objective
from utils.descent.training.batches import Batches
from utils.descent.training.history import History
from utils.descent.training.loop import training
from utils.descent.training.optimizers import gradient_descent
from utils.descent.verdict.metrics import accuracy

ROWS = 60
"""Rows of parameters that are kept of a run: more than the eye tells apart on a curve."""


@dataclass(frozen=True, eq=False)
class Trial:
    """One network, trained from several seeds at once, and perhaps with several learning rates.

    Parameters
    ----------
    network : MLP
    history : History
        One run for each seed, or for each seed and each rate, shape (n_seeds,) or (n_seeds, n_rates); with the
        metrics ``training`` and ``validation``: the loss of all samples of each part.
    validation : Objective
        The loss of the samples that the network never sees.
    """

    network: MLP
    history: History
    validation: Objective

    @cached_property
    def right(self) -> np.ndarray:
        """Percent of the validation samples that are answered right, shape (n_seeds, ...)."""
        logits = self.network.logit_model.predict(self.history.final_params, self.validation.X)
        return 100 * accuracy(self.validation.y_true, logits)

    @cached_property
    def dead(self) -> np.ndarray:
        """Percent of the hidden neurons that answer 0 to every sample they are trained on, shape (n_seeds, ...)."""
        layers = self.network.activations(self.history.final_params, self.history.objective.X)
        silent = [(answers == 0).all(axis=-1) for answers in layers]
        return 100 * np.concatenate(silent, axis=-1).mean(axis=-1) if silent else np.zeros(self.right.shape)

    @cached_property
    def is_alike(self) -> np.ndarray:
        """Whether all neurons of each layer of two or more have the same numbers, shape (n_seeds, ...)."""
        layers = [layer for layer in self.network.weights(self.history.final_params)[:-1] if layer.shape[-2] > 1]
        alike = [(layer == layer[..., :1, :]).all(axis=(-2, -1)) for layer in layers]
        return np.all(alike, axis=0) if alike else np.zeros(self.right.shape, dtype=bool)

    @property
    def is_lost(self) -> np.ndarray:
        """Whether the numbers of each run are no longer finite, shape (n_seeds, ...)."""
        return ~np.isfinite(self.history.final_params).all(axis=-1)

    @property
    def epochs(self) -> np.ndarray:
        """The epoch of each row."""
        return self.history.epoch[self.history.steps]

    def losses(self, part: str) -> np.ndarray:
        """Return the loss at each row, shape (n_seeds, ..., n_rows); inf where it is no number.

        Parameters
        ----------
        part : {"training", "validation"}
        """
        return np.nan_to_num(self.history.metrics[part], nan=np.inf, posinf=np.inf)

    def median_loss(self, part: str) -> np.ndarray:
        """Return the median over the seeds at each row, shape (..., n_rows); ``part`` as for `losses`."""
        with np.errstate(all="ignore"):
            return np.median(self.losses(part), axis=0)


class Parts:
    """The objectives of each network on the same parts of the data, so that none is made twice.

    Parameters
    ----------
    parts : mapping of str to (Dataset, Dataset)
        What is trained on and what is validated on, by name.
    """

    def __init__(self, parts: Mapping[str, tuple[Dataset, Dataset]]):
        self.parts = dict(parts)
        self._made: dict = {}

    def objectives(self, name: str, network: MLP) -> tuple[Objective, Objective]:
        """Return the mean log loss on the two parts."""
        if (name, network) not in self._made:
            pair = tuple(mean_loss(network, log_loss, part.X, part.y_true) for part in self.parts[name])
            self._made[name, network] = pair
        return self._made[name, network]

    def commonest(self, name: str) -> float:
        """Return how many percent of the validation samples belong to the larger class."""
        share = self.parts[name][1].y_true.mean()
        return 100 * max(share, 1 - share)


def network_of(setting: Mapping) -> MLP:
    """Return the network of a setting, for two features and two classes.

    Parameters
    ----------
    setting : mapping
        With ``hidden_layers``, ``neurons`` in each of them, and ``activation``.

    Examples
    --------
    >>> network_of({"hidden_layers": 2, "neurons": 8, "activation": "tanh"}).layer_sizes
    (2, 8, 8, 1)
    """
    hidden = [setting["neurons"]] * setting["hidden_layers"]
    return MLP((2, *hidden, 1), setting["activation"], "sigmoid")


def train_trial(
    network: MLP,
    objective: Objective,
    validation: Objective,
    *,
    start: str,
    learning_rate: float | Sequence[float],
    batch_size: int,
    n_epochs: int,
    n_seeds: int,
    n_looks: int = 10,
) -> Iterator[Trial]:
    """Train a network from the seeds 0, 1, 2, ... at once, and yield the trial so far again and again.

    Parameters
    ----------
    network : MLP
    objective, validation : Objective
        The loss of the samples to train on, and of those to validate on.
    start : str
        The size of the first weights: see `MLP.init_params`.
    learning_rate : float or sequence of float
        One for all seeds; or several, each of which is trained from every seed.
    batch_size : int
        Samples for each step; all, if there are not so many. They come in the same order in every run: only the
        start differs.
    n_epochs, n_seeds : int
    n_looks : int
        How often a trial is yielded, about: at most once for each of the `ROWS` that are kept. The first looks of
        several come sooner. With 1, only the whole trial is.

    Yields
    ------
    Trial

    Examples
    --------
    >>> from utils.descent import circles, split
    >>> network = MLP((2, 4, 1), "tanh", "sigmoid")
    >>> *_, trial = train_trial(
    ...     network, *Parts({"circles": split(circles())}).objectives("circles", network), start="glorot",
    ...     learning_rate=[0.1, 1.0], batch_size=20, n_epochs=2, n_seeds=3,
    ... )
    >>> trial.right.shape
    (3, 2)
    """
    batches = Batches(min(batch_size, objective.n_samples))
    n_steps = n_epochs * batches.steps_per_epoch(objective.n_samples)
    starts = network.init_params(start, range(n_seeds))
    record_every = -(-n_steps // ROWS)
    runs = training(
        objective,
        gradient_descent(learning_rate),
        starts if np.ndim(learning_rate) == 0 else starts[:, None],
        n_steps=n_steps,
        batches=batches,
        record_every=record_every,
        track={"training": objective, "validation": validation},
        yield_every=-(-n_steps // n_looks),
        yield_first=record_every if n_looks > 1 else None,
    )
    return (Trial(network, history, validation) for history in runs)
