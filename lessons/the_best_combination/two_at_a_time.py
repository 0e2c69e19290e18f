"""Two at a time: every learning rate with every batch size, or every depth, as a map that fills while you watch."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from lessons.the_best_combination.leaderboard import two_digits
from utils.descent import Dataset, format_number
from utils.descent.experiments.rate_map import RateMap, rate_map
from utils.descent.experiments.trial import Parts
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import PairMap, SeedCurves
from utils.explorers import Drag, Explorer, SoFar
from utils.widgets import controls

HEIGHT = 370
SMALL = 0.001
"""The map writes no digits of losses below it."""

MOST_LAYERS = 4

THINGS = {
    "batch_size": ("batch size", "batch size", lambda value: f"batches of {value}"),
    "hidden_layers": ("hidden layers", "layers", lambda value: count(value, "hidden layer")),
    "neurons": ("neurons in each layer", "neurons", lambda value: f"{count(value, 'neuron')} in each layer"),
}
"""What the rows may be: how the axis calls it, how a slider does, and how a sentence calls one of its values."""


def two_at_a_time(
    parts: Mapping[str, tuple[Dataset, Dataset]],
    *,
    data: str,
    hidden_layers: int | Sequence[int],
    neurons: int | Sequence[int],
    activation: str,
    start: str,
    learning_rates: Sequence[float],
    batch_size: int | Sequence[int],
    n_epochs: int,
    n_seeds: int,
    framed: tuple[int, float],
    name: str,
) -> Explorer:
    """Train every learning rate with every value of one other thing, row after row, from several seeds.

    One of ``batch_size``, ``hidden_layers`` and ``neurons`` is a list of two to six values: the rows of the map, from
    top to bottom, in the order in which they are trained. Cheap ones first lets the map begin at once.

    Parameters
    ----------
    parts : mapping of str to (Dataset, Dataset)
        Samples with two features and two classes to train on and to validate on, by what the menu calls them.
    data : str
        Which of them is shown at the start.
    hidden_layers, neurons : int or sequence of int
        How many hidden layers, and how many neurons each has.
    activation, start : str
        As `MLP` knows them.
    learning_rates : sequence of float
        The columns, from left to right.
    batch_size : int or sequence of int
        Samples for each step.
    n_epochs, n_seeds : int
        Passes over the training samples, and starts of each network (3 to 5): both have a slider.
    framed : (value, float)
        Row and rate of the cell that is shown on the right at the start.
    name : str
        What state lines begin with.

    Returns
    -------
    Explorer
        Its result is a `RateMap`. Rows that are whole are kept: after Cancel, Resume goes on with those that are not.

    Raises
    ------
    ValueError
        If not exactly one thing is a list, or the framed cell is not on the map.
    """
    given = {"hidden_layers": hidden_layers, "neurons": neurons, "batch_size": batch_size}
    lists = [key for key, value in given.items() if isinstance(value, Sequence)]
    if len(lists) != 1:
        found = f"got {len(lists)}: {', '.join(lists)}" if lists else "got none"
        raise ValueError(f"Exactly one of {', '.join(given)} must be a list, the rows of the map; {found}.")
    thing = lists[0]
    values, rates = tuple(given.pop(thing)), tuple(map(float, learning_rates))
    if framed[0] not in values or framed[1] not in rates:
        raise ValueError(
            f"framed must be a row and a rate of the map, such as {(values[0], rates[0])}; got {framed}."
        )
    samples, kept = Parts(parts), {}
    fixed = {key: given[key] for key in given if key == "neurons"} | {"activation": activation, "start": start}
    row_label, short, _ = THINGS[thing]
    longest = n_epochs * 3 // 2
    parts_of_figure = {"data": controls.choice("data", list(samples.parts), data)}
    if "hidden_layers" in given:
        parts_of_figure["hidden_layers"] = controls.steps(hidden_layers, MOST_LAYERS, label="hidden layers")
    if "batch_size" in given:
        most = min(len(train.X) for train, _ in samples.parts.values())
        parts_of_figure["batch_size"] = controls.steps(batch_size, most, label="batch size")
    parts_of_figure |= {
        "n_epochs": controls.steps(n_epochs, longest, label="epochs"),
        "n_seeds": controls.steps(n_seeds, 5, low=3, label="seeds"),
        "column": controls.Ladder("show rate", [format_number(rate) for rate in rates], rates.index(framed[1])),
        "row": controls.Ladder(f"show {short}", list(map(str, values)), values.index(framed[0])),
    }

    def maps(data, n_epochs, n_seeds, **others):
        settings = [{"data": data, **fixed, **others, thing: value} for value in values]
        found = rate_map(
            samples, settings, values=values, learning_rates=rates, n_epochs=n_epochs, n_seeds=n_seeds, kept=kept
        )
        for one in found:
            share = one.n_whole / len(values)
            if len(one.trials) > one.n_whole:
                share += one.trials[-1].epochs[-1] / n_epochs / len(values)
            yield SoFar(one, share)

    if "hidden_layers" in given:

        def run(data, hidden_layers, n_epochs, n_seeds):
            return maps(data, n_epochs, n_seeds, hidden_layers=hidden_layers, batch_size=batch_size)
    else:

        def run(data, batch_size, n_epochs, n_seeds):
            return maps(data, n_epochs, n_seeds, batch_size=batch_size)

    def describe(found, **values_now):
        shown = {**fixed, **given, **values_now}
        return _describe(found, thing, shown)

    def chosen():
        return parts_of_figure["row"].value, parts_of_figure["column"].value

    def of(found):
        row, column = chosen()
        return (found.trials[row], (column,)) if row < len(found.trials) else None

    pairs = PairMap(rates, list(map(str, values)), row_label, chosen)
    curves = SeedCurves(of, longest, title="Loss of the framed pair")
    return Explorer(
        parts_of_figure,
        run,
        Stage([pairs, curves], widths=[1.5, 1], height=HEIGHT),
        describe,
        name=name,
        drag=Drag(pairs, "column", "row"),
        actions={"Resume": _resume},
    )


def _resume(explorer):
    """Go on with a map that was stopped; return what to say if there is nothing to go on with."""
    if explorer.result.is_whole:
        return "The map is full: there is nothing to go on with."
    if not explorer.run_bar.running:
        explorer.run_again()
    return None


def _describe(found: RateMap, thing: str, now: Mapping) -> str:
    """Say the best rate of each row, how it moves, where tuning one thing at a time leads, and the framed cell."""
    said = [THINGS[key][-1](now[key]) for key in ("hidden_layers", "neurons", "batch_size") if key != thing]
    said += [f"activation {now['activation']}", count(now["n_epochs"], "epoch"), f"{now['n_seeds']} seeds"]
    head = f"{now['data'][0].upper()}{now['data'][1:]}, {', '.join(said)}."
    words = [head, *_best(found, thing), _framed(found, thing, now["row"], now["column"])]
    return " ".join(words)


def _best(found: RateMap, thing: str) -> list[str]:
    rates = [None if column is None else found.learning_rates[column] for column in found.best]
    if not rates:
        return ["The first row is on its way."]
    each = "; ".join(
        f"{value}: {'none' if rate is None else format_number(rate)}"
        for value, rate in zip(found.values, rates, strict=False)
    )
    words = [f"Best rate by {THINGS[thing][0]}: {each}."]
    if not found.is_whole or None in rates:
        return words
    first, last = format_number(rates[0]), format_number(rates[-1])
    falls = all(a >= b for a, b in pairwise(rates))
    rises = all(a <= b for a, b in pairwise(rates))
    if falls and rises:
        words.append("It is the same in every row.")
    elif falls or rises:
        words.append(
            f"Down the rows it {'falls' if falls else 'rises'} from {first} to {last}: the stars lie on a diagonal."
        )
    else:
        words.append(f"It moves between {format_number(min(rates))} and {format_number(max(rates))}.")
    row, column = np.unravel_index(np.argmin(found.losses), found.losses.shape)
    pair = _pair(found, thing, row, column)
    cells = [(r, c) for r in range(len(found.values)) for c in range(len(found.learning_rates))]
    astray = sum(found.tuned_one_at_a_time(*cell) != (row, column) for cell in cells)
    tuning = f"From {astray} of the {len(cells)} pairs, tuning one at a time never gets there." if astray else (
        f"From all {len(cells)} pairs, tuning one at a time gets there."
    )  # fmt: skip
    return [*words, f"Best pair: {pair} ({_loss(found.losses[row, column])}). {tuning}"]


def _pair(found: RateMap, thing: str, row: int, column: int) -> str:
    """Name a cell.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> _pair(SimpleNamespace(values=(1, 2), learning_rates=(0.1,)), "hidden_layers", 1, 0)
    '2 hidden layers with rate 0.1'
    """
    return f"{THINGS[thing][-1](found.values[row])} with rate {format_number(found.learning_rates[column])}"


def _framed(found: RateMap, thing: str, row: int, column: int) -> str:
    name = _pair(found, thing, row, column)
    if row >= len(found.trials):
        return f"Framed, {name}: still to come."
    trial = found.trials[row]
    losses = trial.losses("training")[:, column]
    starts, ends = losses[:, 0], losses[:, -1]
    if (ends > starts).all():
        start = _loss(np.median(starts))
        return f"Framed, {name}: the rate is too high. From every seed, the loss is above its start ({start})."
    low, half, high = (two_digits(of(ends)) for of in (np.min, np.median, np.max))
    spread = (
        f"{half} ({low} to {high} over the seeds)" if max(ends) >= SMALL else f"{_loss(max(ends))} from every seed"
    )
    validation = _loss(trial.median_loss("validation")[column, -1])
    right = np.median(trial.right[:, column])
    return (
        f"Framed, {name}: training loss {spread}, validation loss {validation}, {right:.0f} % right on new samples."
    )


def _loss(value) -> str:
    """Write a loss with two digits, and a small one as the map does: the lowest differ from computer to computer.

    Examples
    --------
    >>> _loss(0.01234), _loss(0.00012)
    ('0.012', 'below 0.001')
    """
    return two_digits(value) if value >= SMALL else f"below {SMALL}"
