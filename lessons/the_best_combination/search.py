"""The search for the best combination: the same budget for a grid, for random tries, and for a third method."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lessons.the_best_combination.leaderboard import ACTIVATION_NAMES, leaderboard, two_digits
from lessons.the_best_combination.tpe import IS_INSTALLED, TreeParzen
from utils.descent import Dataset, circles, format_number, log_loss, mean_loss, moons, split, xor
from utils.descent.experiments.search import (
    Listed,
    LogRange,
    Searched,
    Space,
    Tried,
    grid_settings,
    random_settings,
    search,
)
from utils.descent.experiments.trial import Parts
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import BestSoFar, TriesChart
from utils.explorers import Explorer, SoFar
from utils.explorers.remembered import Remembered
from utils.explorers.results_table import add_results
from utils.widgets import controls

MAKERS = {"moons": moons, "circles": circles, "xor": xor}
N_SAMPLES, N_TEST = 300, 1000
"""Samples to train and to validate on, as in the playground; and those of the test set."""

TEST_SEED = 1000
"""Of the test set: no seed of the playground."""

LOSS_LIMITS, BEST_LIMITS = (0.05, 5.0), (0.05, 1.0)
BUDGETS = (8, 16, 32, 48)
MOST_EPOCHS = 60
HEIGHT = 350
GRID, RANDOM, TPE = "grid", "random", "TPE"
NAMES = {
    "learning_rate": "learning rate", "batch_size": "batch size", "hidden_layers": "hidden layers",
    "neurons": "neurons in each layer", "activation": "activation",
}  # fmt: skip


@dataclass
class TestLooks:
    """How often the test set has been looked at, and whether it is on show.

    Parameters
    ----------
    count : int
    settings : tuple or None
        Of the search whose winner is on show; "next" for the search that is shown next.
    """

    __test__ = False  # it is no test of pytest's

    count: int = 0
    settings: tuple | str | None = None
    now: tuple | None = None

    @property
    def is_shown(self) -> bool:
        return self.settings is not None and self.settings in ("next", self.now)

    def look(self) -> None:
        """Look once more, at the winner of the search that is on show."""
        if not self.is_shown:
            self.count, self.settings = self.count + 1, self.now

    def follow(self, settings: tuple) -> None:
        """Hear which search is on show."""
        self.now = settings
        if self.settings == "next":
            self.settings = settings

    def remembered(self) -> Remembered:
        """Return it as a part of the state line, such as ``2,shown``."""

        def write(value):
            return "" if not value[0] else f"{value[0]}{',shown' if value[1] else ''}"

        def read(word):
            number, comma, shown = word.partition(",")
            if word and not (number.isdecimal() and number.isascii() and len(number) < 6 and shown in ("", "shown")):
                raise ValueError("The line should say how often the test set was looked at, such as 1,shown.")
            return (int(number or 0), bool(comma) and shown == "shown")

        def put(value):
            self.count, self.settings = value[0], "next" if value[1] else None

        return Remembered(lambda: (self.count, self.is_shown), put, write=write, read=read)


def search_explorer(
    data: str,
    *,
    noise: float,
    train_share: float,
    space: Space,
    start: str,
    n_tries: int,
    n_epochs: int,
    n_seeds: int,
    random_state: int,
    name: str,
    third: Callable | None = TreeParzen if IS_INSTALLED else None,
) -> Explorer:
    """Look for the best combination: a grid and random tries, with the same budget, side by side.

    Parameters
    ----------
    data : {"moons", "circles", "xor"}
        300 points of two classes: those of the playground with the seed 0.
    noise, train_share : float
        Of the points, and how many of them are trained on; the others validate.
    space : mapping of str to LogRange or Options
        Where to look for ``learning_rate``, ``batch_size``, ``hidden_layers``, ``neurons`` and ``activation``.
    start : {"glorot", "he"}
        The size of the first weights.
    n_tries : {8, 16, 32, 48}
        The budget of each method.
    n_epochs, n_seeds : int
        Of every try.
    random_state : int
        Seed of what the methods draw.
    name : str
        What state lines begin with.
    third : callable, optional
        ``third(space, random_state)`` makes a third method; it is offered where Optuna is installed.

    Returns
    -------
    Explorer
        Its result is a `Searched`; its table is the leaderboard.

    Raises
    ------
    ValueError
        If the data or the budget is none of these, or a setting is missing from the space.
    """
    if data not in MAKERS:
        raise ValueError(f"data must be one of {', '.join(MAKERS)}; got {data!r}.")
    if n_tries not in BUDGETS:
        raise ValueError(f"n_tries must be one of {', '.join(map(str, BUDGETS))}; got {n_tries!r}.")
    if set(space) != set(NAMES):
        raise ValueError(f"space must say where to look for {', '.join(NAMES)}; got {', '.join(space)}.")
    looks, made = TestLooks(), {}
    source = {"noise": noise, "train_share": train_share, "random_state": 0, "start": start}

    def parts_of(data):
        if data not in made:
            samples = MAKERS[data](N_SAMPLES, noise, 0)
            made[data] = split(samples, 1.0 - train_share, 0), MAKERS[data](N_TEST, noise, TEST_SEED)
        return made[data]

    def run(data, n_tries, n_epochs, n_seeds, random_state, **more):
        random = np.random.default_rng(random_state)
        proposers = {
            GRID: Listed(grid_settings(space, n_tries, random)),
            RANDOM: Listed(random_settings(space, n_tries, random)),
        }
        if more.get("third"):
            proposers[TPE] = third(space, random_state)
        found = search(
            Parts({data: parts_of(data)[0]}), proposers, data=data, start=start, n_tries=n_tries, n_epochs=n_epochs,
            n_seeds=n_seeds,
        )  # fmt: skip
        for one in found:
            yield SoFar(one, min(1.0, len(one.tries) / n_tries / len(proposers)))

    def run_two(data, n_tries, n_epochs, n_seeds, random_state):
        return run(data, n_tries, n_epochs, n_seeds, random_state)

    def run_three(data, n_tries, n_epochs, n_seeds, random_state, third):
        return run(data, n_tries, n_epochs, n_seeds, random_state, third=third)

    def describe(found, along, **values):
        looks.follow(tuple(value for key, value in sorted(values.items()) if key != "along"))
        n_train, n_validation = (len(part.X) for part in parts_of(values["data"])[0])
        head = (
            f"{values['data'].capitalize()} with noise {format_number(noise)}: {n_train} samples to train on, "
            f"{n_validation} to validate; {count(values['n_epochs'], 'epoch')}, {values['n_seeds']} seeds. "
            f"Tries are laid out by {NAMES[along]}."
        )
        tries = ["No try is trained yet."] if found.best is None else [*_methods(found), _best(found.best)]
        tested = _test(found, looks, parts_of(values["data"])[1])
        return " ".join(word for word in [head, *tries, tested] if word)

    parts = {
        "data": controls.choice("data", list(MAKERS), data),
        "n_tries": controls.choice("tries of each", {str(one): one for one in BUDGETS}, n_tries),
        "n_epochs": controls.steps(n_epochs, MOST_EPOCHS, label="epochs"),
        "n_seeds": controls.steps(n_seeds, 5, low=3, label="seeds"),
        "random_state": controls.steps(random_state, 99, low=0, label="seed of draws"),
    }
    if third is not None:
        parts["third"] = controls.switch(f"also {TPE}, of Optuna")
    parts["along"] = controls.choice("show along", {label: key for key, label in NAMES.items()}, "learning_rate")
    parts["test_looks"] = looks.remembered()
    methods = [GRID, RANDOM, TPE] if third is not None else [GRID, RANDOM]
    axes = {key: (NAMES[key], getattr(one, "values", None)) for key, one in space.items()}
    limits = {key: (one.low, one.high) for key, one in space.items() if isinstance(one, LogRange)}

    def look(explorer):
        if explorer.run_bar.running:
            return "The search is still under way. Choose by validation first, then look at the test set."
        if explorer.result.best is None:
            return "No try was trained, so there is none to choose. Move a slider, and the search begins anew."
        if looks.is_shown:
            return "The test set has said it already, and says the same again. This counts as no further look."
        looks.look()
        explorer.update()
        return None

    explorer = Explorer(
        parts,
        run_two if third is None else run_three,
        Stage(
            [
                TriesChart(methods, axes, limits, lambda: parts["along"].value, LOSS_LIMITS),
                BestSoFar(methods, max(BUDGETS), BEST_LIMITS),
            ],
            widths=[1.4, 1],
            height=HEIGHT,
        ),
        describe,
        name=name,
        actions={"Look at the test set": look},
    )

    def table(found):
        return leaderboard(found, {**source, "data": parts["data"].value}, parts["n_epochs"].value)

    return add_results(explorer, table, title="Leaderboard", file_name="leaderboard.csv")


def _methods(found: Searched) -> list[str]:
    """Say what each method has found, and from how many learning rates."""
    said = []
    for method in found.methods:
        tries = found.of(method)
        if tries:
            lowest = min(one.score for one in tries)
            rates = len({one.setting["learning_rate"] for one in tries})
            of = f"{count(len(tries), 'try', 'tries')}, {count(rates, 'learning rate')}"
            said.append(f"{method} {two_digits(lowest)} ({of})")
    return [f"Lowest validation loss, median of the seeds: {', '.join(said)}."]


def _best(one: Tried) -> str:
    setting = one.setting
    shape = f"{count(setting['hidden_layers'], 'layer')} of {setting['neurons']}, "
    shape += ACTIVATION_NAMES[setting["activation"]]
    low, high = two_digits(one.validation.min()), two_digits(one.validation.max())
    return (
        f"Best: {one.method}, rate {format_number(setting['learning_rate'])}, batches of {setting['batch_size']}, "
        f"{shape} ({low} to {high} over the seeds)."
    )


def _test(found: Searched, looks: TestLooks, test: Dataset) -> str:
    """Say what the test set says of the best try, and count the looks at it."""
    if not looks.is_shown:
        if not looks.count:
            return "The test set: not looked at yet."
        return f"The test set was looked at {count(looks.count, 'time')}, for other searches."
    if found.best is None:
        return ""
    said = f"Look {looks.count} at the test set: loss {two_digits(test_loss(found.best, test))}."
    if looks.count > 1:
        said += " Whoever chooses after a look has no test set any more, but a second validation set."
    return said


def test_loss(one: Tried, test: Dataset) -> float:
    """Return the loss of a try on other samples, the median of its seeds."""
    network = one.trial.network
    losses = mean_loss(network, log_loss, test.X, test.y_true).value(one.trial.history.final_params)
    return float(np.median(np.nan_to_num(losses, nan=np.inf)))


test_loss.__test__ = False  # it is no test of pytest's
