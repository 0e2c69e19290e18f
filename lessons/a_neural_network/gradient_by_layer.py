"""The figure of the gradient's way back through the layers, and how little of it may arrive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lessons.a_neural_network.playground_words import ACTIVATION_NAMES, START_NAMES
from utils.descent import MLP, Dataset, History, format_number, log_loss, mean_loss
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import Measured, SeedSpread
from utils.explorers import Explorer
from utils.widgets import controls

MOST_LAYERS = 4
LIMITS = (1e-6, 1e4)
LOOKS = {"sigmoid": ("s", "start"), "tanh": ("o", "path"), "relu": ("^", "minimum"), "linear": ("D", "prediction")}
"""Marker and color of each activation."""


@dataclass(frozen=True, eq=False)
class LayerGradients:
    """The gradient at the start of networks that differ in their activation.

    Parameters
    ----------
    history : History
        The start of the first of them, without a step; one run for each seed.
    lengths : dict of str to ndarray, shape (n_layers, n_seeds)
        For each activation: the length of each layer's part of the gradient, from the first layer to the output.
    """

    history: History
    lengths: dict[str, np.ndarray]

    @property
    def n_steps(self) -> int:
        """None: nothing is trained."""
        return self.history.n_steps


def layer_gradients(data: Dataset, activations, *, hidden_layers, neurons, start, n_seeds) -> LayerGradients:
    """Compute the gradient of the mean log loss at the start, layer by layer.

    Parameters
    ----------
    data : Dataset
        With two features and two classes.
    activations : sequence of str
    hidden_layers, neurons : int
        How many hidden layers, and neurons in each.
    start : str
        As `MLP.init_params` knows it.
    n_seeds : int
        Starts of each network: the seeds 0, 1, 2, ...

    Examples
    --------
    >>> from utils.descent import circles
    >>> found = layer_gradients(circles(), ["tanh"], hidden_layers=2, neurons=4, start="glorot", n_seeds=3)
    >>> found.lengths["tanh"].shape
    (3, 3)
    """
    lengths, histories = {}, []
    for activation in activations:
        network = MLP((2, *[neurons] * hidden_layers, 1), activation, "sigmoid")
        objective = mean_loss(network, log_loss, data.X, data.y_true)
        params = network.init_params(start, range(n_seeds))
        loss, gradient = objective.value_and_gradient(params)
        lengths[activation] = np.array(
            [np.sqrt((part * part).sum(axis=(-2, -1))) for part in network.weights(gradient)]
        )
        norm = np.sqrt((gradient * gradient).sum(axis=-1))
        histories.append(History(objective, params[:, None], loss[:, None], norm[:, None]))
    return LayerGradients(histories[0], lengths)


def gradient_by_layer(
    samples: Mapping[str, Dataset],
    activations: Sequence[str],
    *,
    data: str,
    hidden_layers: int,
    neurons: int,
    start: str,
    n_seeds: int,
) -> Explorer:
    """Show how long each layer's part of the gradient is, for several activations.

    Parameters
    ----------
    samples : mapping of str to Dataset
        With two features and two classes, by what the menu calls them.
    activations : sequence of str
    data : str
        Which samples are shown at the start.
    hidden_layers, neurons, start, n_seeds
        Where their controls start: 1 to 4 layers, 1 to 16 neurons in each, a start that `MLP` knows, 3 to 10 seeds.

    Returns
    -------
    Explorer
        Its result is a `LayerGradients`.
    """

    def run(data, hidden_layers, neurons, start, n_seeds):
        settings = {"hidden_layers": hidden_layers, "neurons": neurons, "start": start, "n_seeds": n_seeds}
        return layer_gradients(samples[data], activations, **settings)

    def measured(activation):
        marker, color = LOOKS[activation]
        return Measured(
            ACTIVATION_NAMES[activation], lambda result: _on_the_chart(result.lengths[activation]), marker, color
        )

    view = SeedSpread(
        [f"layer {number}" for number in range(1, MOST_LAYERS + 1)] + ["output"],
        [measured(activation) for activation in activations],
        LIMITS,
        log=True,
        title="How long each layer's part of the gradient is, before the first step",
        label="length of the gradient",
        groups_label="from the input to the output",
        legend_columns=4,
    )
    return Explorer(
        {
            "data": controls.choice("data", list(samples), data),
            "hidden_layers": controls.steps(hidden_layers, MOST_LAYERS, label="hidden layers"),
            "neurons": controls.steps(neurons, 16, label="neurons in each"),
            "start": controls.choice("start", {name: value for value, name in START_NAMES.items()}, start),
            "n_seeds": controls.steps(n_seeds, 10, low=3, label="seeds"),
        },
        run,
        Stage([view], width=760, height=350),
        describe,
        name="gradient_by_layer",
    )


def describe(result: LayerGradients, data, hidden_layers, neurons, start, n_seeds) -> str:
    """Say how much of the gradient is left in the first layer, for each activation."""
    head = (
        f"{data[0].upper()}{data[1:]}, {count(hidden_layers, 'hidden layer')} of {count(neurons, 'neuron')}, "
        f"start {START_NAMES[start]}, {n_seeds} seeds, before the first step."
    )
    said = []
    for activation, lengths in result.lengths.items():
        first, last = np.median(lengths[0]), np.median(lengths[-1])
        activation = ACTIVATION_NAMES[activation]
        if first == 0:
            said.append(f"{activation} 0 in the first layer, so that it does not learn at all")
        else:
            said.append(f"{activation} {_short(first)} in the first layer and {_short(last)} in the output")
    return f"{head} Length of the gradient, median of the seeds: {'; '.join(said)}."


def _on_the_chart(lengths):
    """The layers in the chart's order: the output is always the last, also where there are fewer hidden layers."""
    nothing = [np.array([])] * (MOST_LAYERS + 1 - len(lengths))
    return [*lengths[:-1], *nothing, lengths[-1]]


def _short(value):
    return format_number(float(f"{value:.2g}"))
