"""The playground: a network, all that can be set about it, and what it does on samples with two features."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from lessons.a_neural_network import playground_words as words
from lessons.a_neural_network.playground_data import Source, sources
from utils.descent import format_rate
from utils.descent.experiments.classification import train_classifier
from utils.descent.validation import as_count, as_number
from utils.drawing import Stage
from utils.drawing.views import ChosenNeuron, EpochLosses, NetworkView, Regions
from utils.explorers import Explorer, Pick, SoFar
from utils.widgets import controls

MOST_LAYERS = 4
MOST_EPOCHS = 300
"""The end of the slider for epochs, unless the call asks for more."""

MOST_IN_A_BATCH = 360
"""As many as there can be to train on."""

NOISE, TRAIN_SHARE, MOST_SEED = (0.0, 0.5), (0.1, 0.9), 99
HEIGHT = 340


def playground(
    data: str,
    *,
    noise: float,
    train_share: float,
    hidden_layers: Sequence[int],
    activation: str,
    start: str,
    learning_rate: float,
    batch_size: int,
    n_epochs: int,
    random_state: int,
) -> Explorer:
    """Choose data, a network and how it is trained; see what each neuron answers, and how it does on new samples.

    Parameters
    ----------
    data : {"xor", "circles", "moons", "spiral", "penguins"}
        300 points of two classes, or two measurements of the three penguin species.
    noise : float
        Standard deviation of what is added to each feature, from 0 to 0.5; of the penguins, as a share of the
        feature's own deviation.
    train_share : float
        Of the samples, to train on: from 0.1 to 0.9. The others validate.
    hidden_layers : sequence of int
        Neurons of each hidden layer: none to four numbers from 1 to 16.
    activation : {"tanh", "relu", "sigmoid", "linear"}
    start : {"zeros", "small", "glorot", "he", "large"}
        The size of the first weights.
    learning_rate : float
    batch_size : int
        Samples for each step; all, if there are not so many.
    n_epochs : int
    random_state : int
        The one seed of samples, noise, parts, start and batches, from 0 to 99.

    Returns
    -------
    Explorer
        Its result is a `ClassifierRun`, which comes while it is trained. Runs can be pinned.

    Raises
    ------
    ValueError
        If a setting is none of these.

    Examples
    --------
    >>> explorer = playground(
    ...     "circles", noise=0.1, train_share=0.7, hidden_layers=(4,), activation="tanh", start="glorot",
    ...     learning_rate=0.3, batch_size=10, n_epochs=30, random_state=0,
    ... )
    >>> explorer.result.network.layer_sizes
    (2, 4, 1)
    """
    return playground_of(
        sources(), data,
        noise=noise, train_share=train_share, hidden_layers=hidden_layers, activation=activation, start=start,
        learning_rate=learning_rate, batch_size=batch_size, n_epochs=n_epochs, random_state=random_state,
    )  # fmt: skip


def playground_of(
    offered: Mapping[str, Source],
    data: str,
    *,
    noise,
    train_share,
    hidden_layers,
    activation,
    start,
    learning_rate,
    batch_size,
    n_epochs,
    random_state,
) -> Explorer:
    """Return the playground on other data, by the names that its menu has; see `playground`."""
    names = {"data": offered, "activation": words.ACTIVATION_NAMES, "start": words.START_NAMES}
    for (key, known), value in zip(names.items(), (data, activation, start), strict=True):
        if value not in known:
            raise ValueError(f"{key} must be one of {', '.join(known)}; got {value!r}.")
    for key, value, (low, high) in (("noise", noise, NOISE), ("train_share", train_share, TRAIN_SHARE)):
        if not low <= as_number(key, value, example=low) <= high:
            raise ValueError(f"{key} must be from {low:g} to {high:g}; got {value!r}.")
    if as_number("learning_rate", learning_rate, example=0.1) <= 0:
        raise ValueError(f"learning_rate must be above 0, for example 0.1; got {learning_rate!r}.")
    batch_size, n_epochs = as_count("batch_size", batch_size, high=MOST_IN_A_BATCH), as_count("n_epochs", n_epochs)
    random_state = as_count("random_state", random_state, low=0, high=MOST_SEED)
    hidden_layers = _checked(hidden_layers)
    chosen = ChosenNeuron()
    problem_of = lru_cache(4)(lambda data, *settings: offered[data].problem(*settings))

    def run(
        data, noise, train_share, n_layers, neurons, activation, start, learning_rate, batch_size, n_epochs,
        random_state,
    ):  # fmt: skip
        problem = problem_of(data, noise, train_share, random_state)
        network = problem.network(neurons[:n_layers], activation)
        runs = train_classifier(
            problem, network, start=start, learning_rate=learning_rate, batch_size=batch_size, n_epochs=n_epochs,
            random_state=random_state,
        )  # fmt: skip
        return (SoFar(one, one.n_steps / n_epochs) for one in runs)

    def describe(run, **values):
        return words.describe(run, offered[values["data"]].name, chosen.within(run.network), values)

    def label(**values):
        return _label(values, usual)

    n_layers = controls.steps(len(hidden_layers), MOST_LAYERS, low=0, label="hidden layers")
    spare = hidden_layers[-1] if hidden_layers else 8  # what a layer has that is added
    neurons = controls.Neurons([*hidden_layers, *[spare] * (MOST_LAYERS - len(hidden_layers))], n_layers)
    neuron = controls.NeuronChoice(n_layers, neurons)
    neuron.observe(lambda _: setattr(chosen, "place", neuron.place), "value")
    network_view = NetworkView(chosen)
    longest = max(MOST_EPOCHS, n_epochs)
    parts = {
        "data": controls.choice("data", list(offered), data),
        "noise": controls.number("noise", noise, *NOISE, 0.05),
        "train_share": controls.number("training share", train_share, *TRAIN_SHARE, 0.05),
        "n_layers": n_layers,
        "neurons": neurons,
        "activation": controls.choice("activation", _by_label(words.ACTIVATION_NAMES), activation),
        "start": controls.choice("start", _by_label(words.START_NAMES), start),
        "learning_rate": controls.LearningRate(learning_rate, 1e-3, 10),
        "batch_size": controls.steps(batch_size, MOST_IN_A_BATCH, label="batch size"),
        "n_epochs": controls.steps(n_epochs, longest, label="epochs"),
        "random_state": controls.steps(random_state, MOST_SEED, low=0, label="seed"),
        "neuron": neuron,
        "epoch": controls.Scrubber(n_epochs, interval_ms=60, label="show epoch"),
    }
    parts["epoch"].add_class("wide-control")
    usual = {key: control.value for key, control in parts.items()}
    explorer = Explorer(
        parts,
        run,
        Stage([network_view, Regions(chosen), EpochLosses(longest)], widths=[1.2, 1, 0.85], height=HEIGHT),
        describe,
        name="playground",
        drag=Pick(network_view, "neuron"),
        pin_label=label,
        pin_results=words.PINNED,
    )
    explorer.control_grid.layout.grid_template_columns = "repeat(auto-fit, minmax(290px, 1fr))"
    return explorer


def _by_label(names: Mapping[str, str]) -> dict[str, str]:
    return {label: value for value, label in names.items()}


def _checked(hidden_layers) -> list[int]:
    """Return the sizes of the layers, or raise a ValueError with one sentence."""
    sizes = list(hidden_layers) if isinstance(hidden_layers, Sequence) else None
    right = sizes is not None and len(sizes) <= MOST_LAYERS
    if not right or not all(isinstance(n, int) and 1 <= n <= controls.MOST_NEURONS for n in sizes):
        raise ValueError(
            f"hidden_layers must list the neurons of up to {MOST_LAYERS} layers, each from 1 to "
            f"{controls.MOST_NEURONS}, for example (8, 8); got {hidden_layers!r}."
        )
    return sizes


def _label(values: Mapping, usual: Mapping) -> str:
    """Name a run by its network and its rate, and by what else is not as it was at first."""
    sizes = values["neurons"][: values["n_layers"]]
    shape = f"{len(sizes)}x{sizes[0]}" if len(set(sizes)) == 1 else "-".join(map(str, sizes)) or "no layer"
    name = f"{shape} {words.ACTIVATION_NAMES[values['activation']]}"
    name += f", {format_rate(values['learning_rate'])}"
    more = {
        "data": "{}", "noise": "noise {}", "train_share": "share {}", "start": "{}", "batch_size": "batch {}",
        "n_epochs": "{} epochs", "random_state": "seed {}",
    }  # fmt: skip
    said = {**values, "start": words.START_NAMES[values["start"]]}
    changed = [text.format(said[key]) for key, text in more.items() if values[key] != usual[key]]
    return ", ".join([name, *changed])
