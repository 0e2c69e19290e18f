"""Many settings at once: what differs in its rate and its seed only is trained together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from utils.descent.experiments.search import Setting
from utils.descent.experiments.trial import network_of
from utils.descent.objectives.losses import log_loss
from utils.descent.objectives.mean_loss import mean_loss
from utils.descent.objectives.networks import MLP
from utils.descent.training.batches import Batches
from utils.descent.training.history import History
from utils.descent.training.loop import train
from utils.descent.training.optimizers import gradient_descent


class Trained(NamedTuple):
    """Settings that were trained together.

    Attributes
    ----------
    places : list of int
        Where they stand in the list of all.
    network : MLP
    history : History
        One run for each.
    """

    places: list[int]
    network: MLP
    history: History

    def losses(self, data) -> np.ndarray:
        """Return the loss of each run for every sample of a data set, shape (n_runs, n_samples); inf where lost."""
        logits = self.network.logit_model.predict(self.history.final_params, data.X)
        with np.errstate(all="ignore"):
            losses = np.logaddexp(0.0, np.where(data.y_true == 1, -logits, logits))  # -log of the right probability
        return np.nan_to_num(losses, nan=np.inf)


def train_many(
    data, settings: Sequence[Setting], seeds: Sequence[int], *, start: str, n_epochs: int
) -> Iterator[Trained]:
    """Train each setting from its own seed, and yield those that were trained together, those of few steps first.

    Parameters
    ----------
    data : Dataset
        Two features, two classes.
    settings : sequence of dict
    seeds : sequence of int
        Of the start of each; the samples come in the same order for all.
    start : str
        The size of the first weights.
    n_epochs : int

    Yields
    ------
    Trained

    Examples
    --------
    >>> from utils.descent import moons
    >>> setting = {"batch_size": 20, "hidden_layers": 1, "neurons": 4, "activation": "tanh"}
    >>> settings = [{**setting, "learning_rate": rate} for rate in (0.1, 1.0)] + [
    ...     {**setting, "learning_rate": 0.1, "neurons": 8}
    ... ]
    >>> [one.places for one in train_many(moons(60), settings, [0, 0, 0], start="glorot", n_epochs=2)]
    [[0, 1], [2]]
    """
    together: dict = {}
    for place, one in enumerate(settings):
        key = tuple(sorted((name, value) for name, value in one.items() if name != "learning_rate"))
        together.setdefault(key, []).append(place)
    for places in sorted(together.values(), key=lambda places: -settings[places[0]]["batch_size"]):
        one = settings[places[0]]
        network = network_of(one)
        objective = mean_loss(network, log_loss, data.X, data.y_true)
        batches = Batches(min(one["batch_size"], objective.n_samples))
        n_steps = n_epochs * batches.steps_per_epoch(objective.n_samples)
        history = train(
            objective,
            gradient_descent([settings[place]["learning_rate"] for place in places]),
            network.init_params(start, [seeds[place] for place in places]),
            n_steps=n_steps,
            batches=batches,
            record_every=n_steps,
        )
        yield Trained(places, network, history)
