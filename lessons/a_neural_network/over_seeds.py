"""Networks that differ in one thing, each trained from several seeds."""

from collections.abc import Iterator
from dataclasses import dataclass

from utils.descent import MLP, History
from utils.descent.experiments.trial import Parts, Trial, train_trial
from utils.explorers import SoFar


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
        trials = train_trial(
            network, objective, validation, start=one["start"], learning_rate=one["learning_rate"],
            batch_size=batch_size, n_epochs=n_epochs, n_seeds=n_seeds,
        )  # fmt: skip
        for trial in trials:
            share = (len(done) + trial.epochs[-1] / n_epochs) / len(settings)
            yield SoFar(OverSeeds((*done, trial)), share)
        done.append(trial)
