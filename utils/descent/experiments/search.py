"""Looking for the best combination of settings: where tries come from, and what becomes of them."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Protocol

import numpy as np

from utils.descent.experiments.trial import Parts, Trial, network_of, train_trial
from utils.descent.training.history import History

Setting = Mapping[str, object]
"""One combination: ``learning_rate``, ``batch_size``, ``hidden_layers``, ``neurons`` and ``activation``."""


@dataclass(frozen=True)
class LogRange:
    """Numbers above 0 of which each order of magnitude is as likely as the next, such as learning rates.

    Parameters
    ----------
    low, high : float

    Examples
    --------
    >>> LogRange(0.01, 1.0).places(2, 0.5)
    [0.0316, 0.316]
    """

    low: float
    high: float

    def draw(self, random: np.random.Generator) -> float:
        """Return one of them, drawn evenly on a log scale, with three digits."""
        return self._at(random.random())

    def places(self, n: int, shift: float) -> list[float]:
        """Return n of them, one at the same place of each of n equal parts: at its begin (0) to its end (1)."""
        return [self._at((k + shift) / n) for k in range(n)]

    @property
    def most(self) -> int | None:
        """How many places there can be: any number."""
        return None

    def _at(self, share: float) -> float:
        return float(f"{self.low * (self.high / self.low) ** share:.3g}")


@dataclass(frozen=True)
class Options:
    """A few values, each as likely as the others, in their order.

    Parameters
    ----------
    values : tuple

    Examples
    --------
    >>> Options((4, 8, 16)).places(2, 0.5)
    [4, 16]
    """

    values: tuple

    def draw(self, random: np.random.Generator):
        """Return one of them."""
        return self.values[random.integers(len(self.values))]

    def places(self, n: int, shift: float) -> list:
        """Return n of them; see `LogRange.places`."""
        last = len(self.values) - 1
        return [self.values[min(int((k + shift) / n * len(self.values)), last)] for k in range(n)]

    @property
    def most(self) -> int:
        """How many places there can be."""
        return len(self.values)


Space = Mapping[str, LogRange | Options]
"""What is looked for, by its name, and where: what matters most stands first."""


def random_settings(space: Space, n_tries: int, random: np.random.Generator) -> list[dict]:
    """Return settings that are drawn anew for each try: so each try has a learning rate of its own.

    J. Bergstra and Y. Bengio, Random search for hyper-parameter optimization, JMLR 13, 2012.

    Examples
    --------
    >>> space = {"learning_rate": LogRange(0.01, 1.0), "neurons": Options((4, 8))}
    >>> tries = random_settings(space, 8, np.random.default_rng(0))
    >>> len({one["learning_rate"] for one in tries}), {one["neurons"] for one in tries} <= {4, 8}
    (8, True)
    """
    return [{name: one.draw(random) for name, one in space.items()} for _ in range(n_tries)]


def grid_settings(space: Space, n_tries: int, random: np.random.Generator) -> list[dict]:
    """Return every combination of a few values of each, at most n_tries of them, in an order that is drawn.

    All have as many values, or those that stand first in the space one more. Where in their range they lie is drawn,
    too: whoever makes a grid does not know yet where the good values are.

    Examples
    --------
    >>> space = {"learning_rate": LogRange(0.01, 1.0), "neurons": Options((4, 8)), "batch_size": Options((5, 20))}
    >>> tries = grid_settings(space, 12, np.random.default_rng(0))
    >>> len(tries), len({one["learning_rate"] for one in tries})
    (12, 3)
    """
    levels = dict.fromkeys(space, 1)
    while True:
        can = [name for name in space if space[name].most is None or levels[name] < space[name].most]
        fits = [name for name in can if np.prod([*levels.values()]) // levels[name] * (levels[name] + 1) <= n_tries]
        if not fits:
            break
        levels[min(fits, key=levels.get)] += 1
    values = [one.places(levels[name], random.random()) for name, one in space.items()]
    tries = [dict(zip(space, combination, strict=True)) for combination in product(*values)]
    return [tries[k] for k in random.permutation(len(tries))]


class Proposer(Protocol):
    """Who says what to try next, and hears what became of it."""

    def ask(self) -> dict | None:
        """Return the next setting; None if there is no other."""

    def tell(self, setting: Setting, loss: float) -> None:
        """Hear the validation loss of a setting; inf where the run was lost."""


class Listed:
    """Proposes settings of a list, whatever becomes of them: a grid, or random ones.

    Parameters
    ----------
    settings : sequence of dict
    """

    def __init__(self, settings: Sequence[Setting]):
        self._left = list(settings)

    def ask(self):
        """Return the next of them."""
        return self._left.pop(0) if self._left else None

    def tell(self, setting, loss):
        """Do nothing."""


@dataclass(frozen=True, eq=False)
class Tried:
    """One setting that was tried.

    Parameters
    ----------
    method : str
        Who proposed it.
    setting : dict
    trial : Trial
        From each seed.
    seconds : float
        What its training took.
    """

    method: str
    setting: dict
    trial: Trial
    seconds: float

    @cached_property
    def validation(self) -> np.ndarray:
        """Validation loss of each seed at the end, shape (n_seeds,); inf where it is no number."""
        return self.trial.losses("validation")[:, -1]

    @cached_property
    def score(self) -> float:
        """The median of them: by this number settings are chosen."""
        with np.errstate(all="ignore"):
            return float(np.median(self.validation))


@dataclass(frozen=True, eq=False)
class Searched:
    """What several methods have tried so far.

    Parameters
    ----------
    tries : tuple of Tried
        In their order; none before the first is trained.
    methods : tuple of str
    is_whole : bool
        Whether that is all.
    """

    tries: tuple[Tried, ...]
    methods: tuple[str, ...]
    is_whole: bool

    @property
    def history(self) -> History | None:
        """The runs of the first try; None before it."""
        return self.tries[0].trial.history if self.tries else None

    @property
    def n_steps(self) -> int:
        """Updates of the first try's runs."""
        return self.history.n_steps if self.tries else 0

    def of(self, method: str) -> list[Tried]:
        """Return the tries of one method, in their order."""
        return [one for one in self.tries if one.method == method]

    @cached_property
    def ranked(self) -> list[Tried]:
        """All tries, the lowest validation loss first; of equal ones, the one that was tried first."""
        return sorted(self.tries, key=lambda one: one.score)

    @property
    def best(self) -> Tried | None:
        """The try with the lowest validation loss; None before the first try."""
        return self.ranked[0] if self.tries else None


def search(
    parts: Parts,
    proposers: Mapping[str, Proposer],
    *,
    data: str,
    start: str,
    n_tries: int,
    n_epochs: int,
    n_seeds: int,
) -> Iterator[Searched]:
    """Let each proposer try settings, in turn, and yield what there is before the first and after each try.

    Parameters
    ----------
    parts : Parts
    proposers : mapping of str to Proposer
        By the name of their method.
    data : str
        Which of the parts.
    start : str
        The size of the first weights.
    n_tries : int
        The budget of each.
    n_epochs, n_seeds : int
        Of every try.

    Yields
    ------
    Searched

    Examples
    --------
    >>> from utils.descent import moons, split
    >>> space = {"learning_rate": LogRange(0.1, 1.0), "batch_size": Options((20,)), "hidden_layers": Options((1,)),
    ...          "neurons": Options((4, 8)), "activation": Options(("tanh",))}
    >>> random = Listed(random_settings(space, 3, np.random.default_rng(0)))
    >>> *_, found = search(
    ...     Parts({"moons": split(moons())}), {"random": random}, data="moons", start="glorot", n_tries=3, n_epochs=5,
    ...     n_seeds=3,
    ... )
    >>> len(found.tries), found.best.score == min(one.score for one in found.tries)
    (3, True)
    """
    tries: list[Tried] = []
    yield Searched((), tuple(proposers), False)
    for _ in range(n_tries):
        for method, proposer in proposers.items():
            setting = proposer.ask()
            if setting is not None:
                begin = time.perf_counter()
                *_, trial = train_setting(parts, setting, data=data, start=start, n_epochs=n_epochs, n_seeds=n_seeds)
                tries.append(Tried(method, setting, trial, time.perf_counter() - begin))
                proposer.tell(setting, tries[-1].score)
                yield Searched(tuple(tries), tuple(proposers), False)
    yield Searched(tuple(tries), tuple(proposers), True)


def train_setting(parts: Parts, setting: Setting, *, data: str, start: str, n_epochs: int, n_seeds: int):
    """Train one combination from several seeds; as `train_trial`, yield the trial so far again and again."""
    network = network_of(setting)
    return train_trial(
        network, *parts.objectives(data, network), start=start, learning_rate=setting["learning_rate"],
        batch_size=setting["batch_size"], n_epochs=n_epochs, n_seeds=n_seeds, n_looks=1,
    )  # fmt: skip
