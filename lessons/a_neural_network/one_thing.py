"""The figure in which networks differ in one thing: each is trained from several seeds, and every seed is shown."""

import inspect
from collections.abc import Mapping, Sequence

import numpy as np

from lessons.a_neural_network.over_seeds import OverSeeds, train_over_seeds
from lessons.a_neural_network.playground_words import ACTIVATION_NAMES, START_NAMES
from utils.descent import Dataset, format_number, format_rate
from utils.descent.experiments.trial import Parts
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import Course, Measured, MedianCurves, SeedSpread
from utils.explorers import Explorer
from utils.widgets import controls

HEIGHT = 350
"""CSS pixels: with its controls and its sentence, a figure fits a projected page."""

LOSS_LIMITS = (1e-3, 10.0)

THINGS = {
    "hidden_layers": ("hidden layers", lambda value: count(value, "layer")),
    "neurons": ("neurons in each hidden layer", lambda value: count(value, "neuron")),
    "activation": ("activation", ACTIVATION_NAMES.get),
    "start": ("start", START_NAMES.get),
    "learning_rate": ("learning rate", lambda value: f"rate {format_rate(value)}"),
}
"""What may differ: how the axis calls it, and how a sentence and a legend call one of its values."""

NEAR = 2.5
"""Percentage points by which a median may be behind the best and still count as equally good: two of 90 samples."""

GUESSING = 12.0
"""Percentage points above one answer for all samples that luck may bring."""


def one_thing(
    parts: Mapping[str, tuple[Dataset, Dataset]],
    *,
    data: str,
    hidden_layers: int | Sequence[int],
    neurons: int | Sequence[int],
    activation: str | Sequence[str],
    start: str | Sequence[str],
    learning_rate: float | Sequence[float],
    batch_size: int,
    n_epochs: int,
    n_seeds: int,
    name: str,
    show_validation: bool = False,
) -> Explorer:
    """Change one thing about a network, leave all others, and train each network from several seeds.

    One of ``hidden_layers``, ``neurons``, ``activation``, ``start`` and ``learning_rate`` is a list of two to five
    values: that is the thing that differs. The others are single values, and have a control.

    Parameters
    ----------
    parts : mapping of str to (Dataset, Dataset)
        Samples with two features and two classes to train on and to validate on, by what the menu calls them.
    data : str
        Which of them is shown at the start.
    hidden_layers : int or sequence of int
        None to four; one or more where it has a control.
    neurons : int or sequence of int
        In each hidden layer, 1 to 16.
    activation, start : str or sequence of str
        As `MLP` knows them. Where it is ReLU at the start, the figure also shows how many neurons answer 0 to every
        sample.
    learning_rate : float or sequence of float
    batch_size : int
        Samples that each step sees.
    n_epochs : int
        Passes over the training samples at the start.
    n_seeds : int
        How many starts each network has, from 3 to 10.
    name : str
        What state lines begin with.
    show_validation : bool
        Also show the loss of the validation samples.

    Returns
    -------
    Explorer
        Its result is an `OverSeeds`.

    Raises
    ------
    ValueError
        If not exactly one thing is a list.
    """
    given = {
        "hidden_layers": hidden_layers, "neurons": neurons, "activation": activation, "start": start,
        "learning_rate": learning_rate,
    }  # fmt: skip
    lists = [key for key, value in given.items() if isinstance(value, Sequence) and not isinstance(value, str)]
    if len(lists) != 1:
        found = f"got {len(lists)}: {', '.join(lists)}" if lists else "got none"
        raise ValueError(f"Exactly one of {', '.join(given)} must be a list, the thing that differs; {found}.")
    thing = lists[0]
    values = list(given.pop(thing))
    samples = Parts(parts)
    labels = [THINGS[thing][1](value) for value in values]
    show_dead = activation == "relu"  # not an argument: the page's cell would give the answer away

    def run(data, n_epochs, n_seeds, **others):
        settings = [{"data": data, **others, thing: value} for value in values]
        return train_over_seeds(samples, settings, batch_size=batch_size, n_epochs=n_epochs, n_seeds=n_seeds)

    def describe(result, data, n_epochs, n_seeds, **others):
        head = _settings(data, others, batch_size, n_epochs, n_seeds)
        said = [head, _right(labels, result, samples.commonest(data)), _losses(labels, result, show_validation)]
        said += [_dead(labels, result)] if show_dead else []
        return " ".join(word for word in [*said, *_oddities(labels, result)] if word)

    return Explorer(
        _controls(samples.parts, data, given, n_epochs, n_seeds),
        _taking(run, ["data", *given, "n_epochs", "n_seeds"]),
        Stage(_views(thing, values, labels, n_epochs, show_dead, show_validation), widths=[1, 1.1], height=HEIGHT),
        describe,
        name=name,
    )


def _controls(parts, data, given, n_epochs, n_seeds):
    """The controls of all that does not differ, in the order of the course."""
    found = {"data": controls.choice("data", list(parts), data)}
    if "hidden_layers" in given:
        found["hidden_layers"] = controls.steps(given["hidden_layers"], 4, label="hidden layers")
    if "neurons" in given:
        found["neurons"] = controls.steps(given["neurons"], 16, label="neurons in each")
    for key, names in (("activation", ACTIVATION_NAMES), ("start", START_NAMES)):
        if key in given:
            found[key] = controls.choice(key, {name: value for value, name in names.items()}, given[key])
    if "learning_rate" in given:
        found["learning_rate"] = controls.LearningRate(given["learning_rate"], 0.01, 10)
    found["n_epochs"] = controls.steps(n_epochs, _longest(n_epochs), label="epochs")
    found["n_seeds"] = controls.steps(n_seeds, 10, low=3, label="seeds")
    return found


def _longest(n_epochs):
    """The right end of the slider and of the chart."""
    return n_epochs * 3 // 2


def _taking(run, names):
    """Say which controls a function needs: an explorer reads that from its arguments, and here they differ."""
    parameters = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names]
    run.__signature__ = inspect.Signature(parameters)
    return run


def _views(thing, values, labels, n_epochs, show_dead, show_validation):
    right = Measured("one seed", lambda result: [trial.right for trial in result.trials])
    dead = Measured("dead neurons", lambda result: [trial.dead for trial in result.trials], "X", "background")
    spread = SeedSpread(
        _short(thing, values, labels),
        [right, dead] if show_dead else [right],
        (-4, 150),
        title="Right, and dead neurons" if show_dead else "Right on samples never seen",
        label="percent",
        groups_label=THINGS[thing][0],
        ticks=(0, 25, 50, 75, 100),
        level=("guessing", 50.0),
    )
    kinds = ["training", "validation"] if show_validation else ["training"]
    curves = MedianCurves(
        labels,
        lambda result: [Course(trial.epochs, [trial.median_loss(part) for part in kinds]) for trial in result.trials],
        _longest(n_epochs),
        (0.0, 1.0) if show_validation else LOSS_LIMITS,
        log=not show_validation,
        kinds=kinds,
        title="Loss, median of the seeds" if show_validation else "Training loss, median of the seeds",
    )
    return [spread, curves]


def _short(thing, values, labels):
    """What stands below each group of dots."""
    if thing in ("activation", "start"):
        return labels
    return [format_rate(value) if thing == "learning_rate" else str(value) for value in values]


def _settings(data, others, batch_size, n_epochs, n_seeds):
    """Say what was the same for all networks."""
    said = {
        "hidden_layers": lambda value: count(value, "hidden layer"),
        "neurons": lambda value: f"{count(value, 'neuron')} in each layer",
        "activation": lambda value: f"activation {ACTIVATION_NAMES[value]}",
        "start": lambda value: f"start {START_NAMES[value]}",
        "learning_rate": lambda value: f"rate {format_rate(value)}",
    }
    same = [say(others[key]) for key, say in said.items() if key in others]
    same += [f"batches of {batch_size}", count(n_epochs, "epoch"), f"{n_seeds} seeds"]
    return f"{data[0].upper()}{data[1:]}, {', '.join(same)}."


def _right(labels: Sequence[str], result: OverSeeds, guess: float) -> str:
    """Say how many samples that a network never saw it gets right: the median, and the spread of the seeds."""
    medians = [float(np.median(trial.right)) for trial in result.trials]
    named = list(zip(labels, result.trials, strict=False))
    said = f"Right on new samples, median (worst to best seed): {_spreads(named, lambda trial: trial.right)}."
    if len(result.trials) < len(labels):  # no verdict while the others are still to come
        return said
    one_answer = f"one answer for all ({guess:.0f} %)"
    if max(medians) < guess + GUESSING:
        none = "It is not" if len(labels) == 1 else "None is"
        return f"{said} {none} much better than {one_answer}."
    best = [label for label, median in zip(labels, medians, strict=False) if median >= max(medians) - NEAR]
    if len(labels) == 1:
        return f"{said} That is better than {one_answer}."
    if len(best) == len(labels):
        return f"{said} All do about equally well, better than {one_answer}."
    return f"{said} Best: {_and(best)}. Compare with {one_answer}."


def _spreads(named, of):
    return "; ".join(
        f"{label} {np.median(of(trial)):.0f} % ({of(trial).min():.0f} to {of(trial).max():.0f})"
        for label, trial in named
    )


def _losses(labels: Sequence[str], result: OverSeeds, show_validation: bool) -> str:
    """Say where the losses end, and of those of the validation samples where they were lowest."""
    said = {}
    for label, trial in zip(labels, result.trials, strict=False):
        if trial.is_lost.all():  # said elsewhere
            continue
        said[label] = _loss(trial.median_loss("training")[-1])
        if show_validation:
            losses = trial.median_loss("validation")
            row = int(np.argmin(losses))
            lowest = (
                f", lowest {_loss(losses[row])} at epoch {trial.epochs[row]:.0f}" if row < len(losses) - 1 else ""
            )
            said[label] += f" (validation {_loss(losses[-1])}{lowest})"
    if not said:
        return ""
    if len(said) > 1 and len(set(said.values())) == 1:
        return f"Training loss, median: {said.popitem()[1]} for each."
    return f"Training loss, median: {'; '.join(f'{label} {words}' for label, words in said.items())}."


def _loss(value):
    """Write a loss with two digits: later ones may differ from one computer to the next."""
    return format_number(float(f"{value:.2g}"))


def _dead(labels, result):
    named = list(zip(labels, result.trials, strict=False))
    return f"Dead neurons: {_spreads(named, lambda trial: trial.dead)}."


def _oddities(labels: Sequence[str], result: OverSeeds) -> list[str]:
    """Say where the numbers have left what a computer holds, and where all neurons of a layer are the same."""
    lost, alike = [], []
    for label, trial in zip(labels, result.trials, strict=False):
        n_lost = int(trial.is_lost.sum())
        if n_lost:
            lost.append(f"{label} {n_lost}")
        elif trial.is_alike.all():
            alike.append(label)
    said = [f"Seeds that exploded: {', '.join(lost)}."] if lost else []
    return said + ([f"All neurons of a layer are still alike: {_and(alike)}."] if alike else [])


def _and(names):
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
