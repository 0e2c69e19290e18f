"""Networks that differ in one thing, each trained from several seeds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from utils.descent import MLP, Batches, Dataset, History, Objective, gradient_descent, log_loss, mean_loss, training
from utils.descent.verdict.metrics import accuracy
from utils.explorers import SoFar

ROWS = 60
"""Rows of parameters that are kept of a run: more than the eye tells apart on a curve."""


@dataclass(frozen=True, eq=False)
class Trial:
    """One network, trained from several seeds at once.

    Parameters
    ----------
    network : MLP
    history : History
        One run for each seed, with the metrics ``training`` and ``validation``: the loss of all samples of each part.
    validation : Objective
        The loss of the samples that the network never sees.
    """

    network: MLP
    history: History
    validation: Objective

    @cached_property
    def right(self) -> np.ndarray:
        """Percent of the validation samples that are answered right, shape (n_seeds,)."""
        logits = self.network.logit_model.predict(self.history.final_params, self.validation.X)
        return 100 * accuracy(self.validation.y_true, logits)

    @cached_property
    def dead(self) -> np.ndarray:
        """Percent of the hidden neurons that answer 0 to every sample they are trained on, shape (n_seeds,)."""
        layers = self.network.activations(self.history.final_params, self.history.objective.X)
        silent = [(answers == 0).all(axis=-1) for answers in layers]
        return 100 * np.concatenate(silent, axis=-1).mean(axis=-1) if silent else np.zeros(len(self.right))

    @cached_property
    def is_alike(self) -> np.ndarray:
        """Whether all neurons of each layer of two or more have the same numbers, shape (n_seeds,)."""
        layers = [layer for layer in self.network.weights(self.history.final_params)[:-1] if layer.shape[-2] > 1]
        alike = [(layer == layer[..., :1, :]).all(axis=(-2, -1)) for layer in layers]
        return np.all(alike, axis=0) if alike else np.zeros(len(self.right), dtype=bool)

    @property
    def is_lost(self) -> np.ndarray:
        """Whether the numbers of each seed are no longer finite, shape (n_seeds,)."""
        return ~np.isfinite(self.history.final_params).all(axis=-1)

    @property
    def epochs(self) -> np.ndarray:
        """The epoch of each row."""
        return self.history.epoch[self.history.steps]

    def median_loss(self, part: str) -> np.ndarray:
        """Return the median over the seeds at each row; ``part`` is "training" or "validation"."""
        losses = np.nan_to_num(self.history.metrics[part], nan=np.inf, posinf=np.inf)
        with np.errstate(all="ignore"):
            return np.median(losses, axis=0)


@dataclass(frozen=True, eq=False)
class OverSeeds:
    """The trials of an experiment, in the order in which they are run; fewer as long as it is under way.

    Parameters
    ----------
    trials : tuple of Trial
        At least one.
    """

    trials: tuple[Trial, ...]

    @property
    def history(self) -> History:
        """The runs of the first trial."""
        return self.trials[0].history

    @property
    def n_steps(self) -> int:
        """Updates of the first trial's runs."""
        return self.history.n_steps


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


def train_over_seeds(parts: Parts, settings, *, batch_size: int, n_epochs: int, n_seeds: int) -> Iterator[SoFar]:
    """Train one network after the other, each from the seeds 0, 1, 2, ... at once, and yield what there is so far.

    Parameters
    ----------
    parts : Parts
    settings : sequence of dict
        Of each network: ``data``, ``hidden_layers``, ``neurons``, ``activation``, ``start`` and ``learning_rate``.
    batch_size, n_epochs, n_seeds : int
        The same for all of them. The samples come in the same order for every seed: only the start differs.

    Yields
    ------
    SoFar
        With an `OverSeeds`.
    """
    done: list[Trial] = []
    for one in settings:
        sizes = (2, *[one["neurons"]] * one["hidden_layers"], 1)
        network = MLP(sizes, one["activation"], "sigmoid")
        objective, validation = parts.objectives(one["data"], network)
        batches = Batches(batch_size)
        n_steps = n_epochs * batches.steps_per_epoch(objective.n_samples)
        runs = training(
            objective,
            gradient_descent(one["learning_rate"]),
            network.init_params(one["start"], range(n_seeds)),
            n_steps=n_steps,
            batches=batches,
            record_every=-(-n_steps // ROWS),
            track={"training": objective, "validation": validation},
            yield_every=-(-n_steps // 10),
        )
        for history in runs:
            share = (len(done) + history.n_steps / n_steps) / len(settings)
            trial = Trial(network, history, validation)
            yield SoFar(OverSeeds((*done, trial)), share)
        done.append(trial)
