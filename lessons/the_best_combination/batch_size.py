"""How many samples each step sees: the way that the parameters take, the noise of the loss, and what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from utils.descent import (
    MLP,
    Batches,
    Dataset,
    History,
    format_number,
    format_rate,
    gradient_descent,
    log_loss,
    mean_loss,
    training,
)
from utils.descent.formatting import count
from utils.descent.objectives.path_plane import PathPlane
from utils.drawing import Stage
from utils.drawing.views import NoisyLosses, PathMap
from utils.explorers import Explorer, SoFar
from utils.widgets import controls

MOST_EPOCHS = 120
FEWEST_EPOCHS = 5
MOST_SEED = 99
STEPS_BETWEEN = 400
"""Steps from one look at a run to the next: some hundredths of a second."""

LARGEST = 1e50
"""Parameters beyond which no plane is looked for: their squares are soon no numbers."""

ALL = "all samples"


@dataclass(frozen=True, eq=False)
class BatchRun:
    """A network trained in batches, looked at after each epoch.

    Parameters
    ----------
    history : History
        A row of parameters for each epoch, with the loss of all samples as a metric.
    batch_size : int
    is_whole : bool
        Whether it is at its end.
    """

    history: History
    batch_size: int
    is_whole: bool = True

    @property
    def steps_per_epoch(self) -> int:
        return Batches(self.batch_size).steps_per_epoch(self.history.objective.n_samples)

    @property
    def n_epochs(self) -> int:
        """Epochs that have been trained."""
        return len(self.history.params) - 1

    @property
    def losses(self) -> np.ndarray:
        """The loss of all samples after each epoch, shape (n_epochs + 1,)."""
        return self.history.metrics[ALL]

    @cached_property
    def seen(self) -> np.ndarray:
        """The loss that each step saw, of its own batch; a row for each epoch."""
        return self.history.loss[:-1].reshape(self.n_epochs, -1)

    @property
    def lowest_seen(self) -> np.ndarray:
        return self.seen.min(axis=1)

    @property
    def highest_seen(self) -> np.ndarray:
        return self.seen.max(axis=1)

    @property
    def noise(self) -> float:
        """How much the losses of an epoch's steps differ: standard deviation as a share of the mean, all epochs."""
        with np.errstate(all="ignore"):
            return float(np.mean(self.seen.std(axis=1) / self.seen.mean(axis=1)))

    @property
    def settles(self) -> bool:
        """Whether the loss of all samples stays at or below its start in the last quarter; or is a number no more."""
        late = self.losses[-max(1, self.n_epochs // 4) :]
        return not np.isfinite(late).all() or late.max() <= self.losses[0]

    @cached_property
    def path(self) -> np.ndarray:
        """The parameters after each epoch, as long as they can be drawn: of a run that explodes, the first ones."""
        with np.errstate(all="ignore"):
            sound = (np.abs(self.history.params) < LARGEST).all(axis=-1)
        return self.history.params[: len(sound) if sound.all() else int(sound.argmin())]

    @cached_property
    def plane(self) -> PathPlane | None:
        """The plane that shows most of the path; None for a path of one place."""
        return PathPlane.of(self.path) if len(self.path) > 1 else None

    def map_losses(self, limits, side: int) -> np.ndarray:
        """Return the loss of all samples on that plane, shape (side, side); see `PathPlane.losses`."""
        return self.plane.losses(self.history.objective, limits, side)


def batch_size_explorer(
    data: Dataset,
    *,
    hidden_layers,
    activation: str,
    start: str,
    learning_rate: float,
    batch_size: int,
    n_epochs: int,
    random_state: int,
) -> Explorer:
    """Choose how many samples each step sees; see the path, the loss and its noise.

    Parameters
    ----------
    data : Dataset
        To train on: any features, two classes.
    hidden_layers : sequence of int
        Neurons of each hidden layer.
    activation : {"tanh", "relu", "sigmoid", "linear"}
    start : {"zeros", "small", "glorot", "he", "large"}
        The size of the first weights.
    learning_rate : float
        Where its slider starts.
    batch_size : int
        From 1 to all samples.
    n_epochs : int
        From 5 to 120.
    random_state : int
        Seed of the start and of the batches, from 0 to 99.

    Returns
    -------
    Explorer
        Its result is a `BatchRun`, which comes while it is trained. Runs can be pinned.
    """
    network = MLP((data.X.shape[1], *hidden_layers, 1), activation, "sigmoid")
    objective = mean_loss(network, log_loss, data.X, data.y_true)

    def run(learning_rate, batch_size, n_epochs, random_state) -> Iterator[SoFar]:
        batches = Batches(batch_size, random_state)
        per_epoch = batches.steps_per_epoch(objective.n_samples)
        histories = training(
            objective,
            gradient_descent(learning_rate),
            network.init_params(start, random_state),
            n_steps=n_epochs * per_epoch,
            batches=batches,
            record_every=per_epoch,
            track={ALL: objective},
            yield_every=max(per_epoch, STEPS_BETWEEN),
            yield_first=per_epoch,
        )
        runs = (BatchRun(one, batch_size, one.n_steps == n_epochs * per_epoch) for one in histories)
        return (SoFar(one, one.n_epochs / n_epochs) for one in runs)

    def label(learning_rate, batch_size, n_epochs, random_state):
        return f"batch {batch_size}, rate {format_rate(learning_rate)}, seed {random_state}"

    return Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, 0.01, 10),
            "batch_size": controls.steps(batch_size, objective.n_samples, label="batch size"),
            "n_epochs": controls.steps(n_epochs, MOST_EPOCHS, low=FEWEST_EPOCHS, label="epochs"),
            "random_state": controls.steps(random_state, MOST_SEED, low=0, label="seed"),
        },
        run,
        Stage([PathMap(), NoisyLosses(MOST_EPOCHS)], widths=[1, 1.15]),
        describe,
        name="batch_size",
        pin_label=label,
        pin_results={"loss of all samples": lambda run: _loss(run.losses[-1])},
    )


def describe(run: BatchRun, learning_rate, batch_size, n_epochs, random_state) -> str:
    """Say what the run cost, where it ended, how noisy its losses were, and how much of its path is seen."""
    n_samples, per_epoch = run.history.objective.n_samples, run.steps_per_epoch
    batches = "batches of 1 sample" if batch_size == 1 else f"batches of {batch_size} samples"
    if batch_size == n_samples:
        batches = f"all {n_samples} samples in each step"
    said = [
        f"Rate {format_rate(learning_rate)}, {batches}, seed {random_state}:",
        f"{count(per_epoch, 'step')} to an epoch, {count(per_epoch * run.n_epochs, 'step')} in "
        f"{count(run.n_epochs, 'epoch')}.",
    ]
    if not run.settles:  # without numbers of its end: they are those of one computer
        most = " The plane on show holds most of the path's variance." if run.plane and run.plane.share > 0.5 else ""
        return (
            f"{' '.join(said)} The loss of all samples does not settle: in the last quarter of the run it is still "
            f"above its start, {_loss(run.losses[0])}, in some epochs.{most}"
        )
    said.append(f"Loss of all samples from {_loss(run.losses[0])} to {_loss(run.losses[-1])}.")
    if per_epoch == 1:
        said.append("There is one step to an epoch, and so no noise within it.")
    elif np.isfinite(run.noise):
        said.append(
            f"Noise: the losses that an epoch's steps see differ by {100 * run.noise:.0f} % of their mean (standard "
            "deviation)."
        )
    if run.plane is not None:
        said.append(f"The plane on show holds {_percent(run.plane.share)} of the path's variance.")
    return " ".join(said)


def _percent(share):
    return f"{min(100 * share, 99.9 if share < 1 - 1e-9 else 100):.3g} %"


def _loss(value):
    return format_number(float(f"{value:.2g}"))
