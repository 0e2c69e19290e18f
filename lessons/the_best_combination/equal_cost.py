"""Batch sizes compared twice: after as many epochs, and after as many steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from utils.drawing import Stage
from utils.drawing.views import Measured, SeedSpread
from utils.explorers import Explorer, SoFar
from utils.widgets import controls

MOST_EPOCHS, MOST_STEPS, MOST_SEEDS = 100, 2000, 10
LIMITS = (1e-4, 1e4)
"""Of the loss; the upper half is room for the legend."""

STEPS_BETWEEN = 150
"""Steps from one look at the page to the next: some milliseconds."""
FIRST_STEPS = 10
"""Steps to the first look, at a chart without results: it says at once that the page has heard."""

ALL = "all samples"


@dataclass(frozen=True, eq=False)
class EqualCost:
    """The batch sizes that have been trained so far, each from the same seeds.

    Parameters
    ----------
    history : History
        The runs that were trained first.
    after_epochs, after_steps : list of numpy.ndarray, shape (n_seeds,) or (0,)
        The loss of all samples after equal epochs, and after equal steps, for each batch size; empty where that is
        still to come.
    """

    history: History
    after_epochs: list[np.ndarray]
    after_steps: list[np.ndarray]

    @property
    def n_steps(self) -> int:
        return self.history.n_steps


def equal_cost(
    data: Dataset,
    *,
    hidden_layers,
    activation: str,
    start: str,
    batch_sizes: Sequence[int],
    learning_rate: float,
    n_epochs: int,
    n_steps: int,
    n_seeds: int,
) -> Explorer:
    """Train a network in batches of several sizes; compare the loss after equal epochs, and after equal steps.

    Parameters
    ----------
    data : Dataset
        To train on: any features, two classes.
    hidden_layers : sequence of int
        Neurons of each hidden layer.
    activation : {"tanh", "relu", "sigmoid", "linear"}
    start : {"zeros", "small", "glorot", "he", "large"}
        The size of the first weights.
    batch_sizes : sequence of int
        Two to six, from 1 to all samples.
    learning_rate : float
        The same for all of them.
    n_epochs : int
        Up to 100.
    n_steps : int
        Up to 2000.
    n_seeds : int
        From 3 to 10.

    Returns
    -------
    Explorer
        Its result is an `EqualCost`, which comes while the networks are trained.
    """
    network = MLP((data.X.shape[1], *hidden_layers, 1), activation, "sigmoid")
    objective = mean_loss(network, log_loss, data.X, data.y_true)

    def run(learning_rate, n_epochs, n_steps, n_seeds) -> Iterator[SoFar]:
        starts = network.init_params(start, range(n_seeds))
        lengths = [n_epochs * Batches(size).steps_per_epoch(objective.n_samples) for size in batch_sizes]
        parts = [(length, 0, number) for number, length in enumerate(lengths)]
        parts += [(n_steps, 1, number) for number in range(len(batch_sizes))]
        work, done, first = sum(length for length, _, _ in parts), 0, None
        ends = [[np.array([])] * len(batch_sizes) for _ in range(2)]
        for length, kind, number in sorted(parts):  # the shortest first: so there is something to see at once
            for history in training(
                objective,
                gradient_descent(learning_rate),
                starts,
                n_steps=length,
                batches=Batches(batch_sizes[number]),
                record_every=min(length, STEPS_BETWEEN if done else FIRST_STEPS),
                yield_every=STEPS_BETWEEN,
                yield_first=None if done else FIRST_STEPS,
                track={ALL: objective},
            ):
                if history.n_steps == length:
                    ends[kind][number] = np.nan_to_num(history.metrics[ALL][:, -1], nan=np.inf)
                first = first if done else history
                found = EqualCost(first, *(list(one) for one in ends))
                yield SoFar(found, (done + history.n_steps) / work)
            done += length

    def describe(result, learning_rate, n_epochs, n_steps, n_seeds):
        head = f"Rate {format_rate(learning_rate)}, {n_seeds} seeds."
        said = ["Loss of all samples, median:"]
        for ends, what in ((result.after_epochs, count(n_epochs, "epoch")), (result.after_steps, f"{n_steps} steps")):
            named = [
                f"{_short(np.median(one))} (batch {size})"
                for one, size in zip(ends, batch_sizes, strict=True)
                if len(one)
            ]
            if named:  # while it is trained, nothing may be known yet of one of them
                said.append(f"after {what}, {', '.join(named)};")
        most = Batches(min(batch_sizes)).steps_per_epoch(objective.n_samples) * n_epochs
        least = Batches(max(batch_sizes)).steps_per_epoch(objective.n_samples) * n_epochs
        said = [f"{' '.join(said)[:-1]}." if len(said) > 1 else "No run is at its end yet."]
        said.append(
            f"{count(n_epochs, 'epoch')[0].upper()}{count(n_epochs, 'epoch')[1:]} are {most} steps of batches of "
            f"{min(batch_sizes)}, and {least} of {max(batch_sizes)}."
        )
        return " ".join([head, *said])

    view = SeedSpread(
        [str(size) for size in batch_sizes],
        [
            Measured("equal epochs", lambda result: result.after_epochs, "o", "path"),
            Measured("equal steps", lambda result: result.after_steps, "s", "prediction"),
        ],
        LIMITS,
        log=True,
        title="Loss at the end: after as many epochs, and after as many steps",
        label="loss of all samples",
        groups_label="batch size",
        ticks=(1e-4, 1e-3, 1e-2, 1e-1, 1, 10),
        legend_columns=3,
    )
    return Explorer(
        {
            "learning_rate": controls.LearningRate(learning_rate, 0.01, 10),
            "n_epochs": controls.steps(n_epochs, MOST_EPOCHS, label="epochs"),
            "n_steps": controls.steps(n_steps, MOST_STEPS, low=10),
            "n_seeds": controls.steps(n_seeds, MOST_SEEDS, low=3, label="seeds"),
        },
        run,
        Stage([view], width=760, height=350),
        describe,
        name="equal_cost",
    )


def _short(value):
    return format_number(float(f"{value:.2g}"))
