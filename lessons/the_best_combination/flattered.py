"""What the best of many tries promises, and what it keeps: validation loss against the test set, again and again."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lessons.the_best_combination.leaderboard import two_digits
from lessons.the_best_combination.search import MAKERS, N_SAMPLES, N_TEST, TEST_SEED
from utils.descent import History, format_number, split
from utils.descent.experiments.many import train_many
from utils.descent.experiments.search import Space, random_settings
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import Promised, PromisedCourse
from utils.explorers import Explorer
from utils.widgets import controls

N_REPETITIONS = 50
MOST_VALIDATION = 300
HEIGHT = 350
FEW = 10
"""Tries that many are compared with."""


@dataclass(frozen=True, eq=False)
class Tries:
    """Networks that were trained with settings of their own, and the loss of each on samples that none has seen.

    Parameters
    ----------
    history : History
        Some of the runs.
    validation, test : numpy.ndarray, shape (n_networks, n_samples)
        The loss of each for every sample: those that validation sets are drawn from, and the test set.
    """

    history: History
    validation: np.ndarray
    test: np.ndarray


def train_tries(data, noise, train_share, space: Space, start, n_epochs, n_networks, random_state) -> Tries:
    """Train networks with settings that are drawn."""
    training, _ = split(MAKERS[data](N_SAMPLES, noise, 0), 1.0 - train_share, 0)
    settings = random_settings(space, n_networks, np.random.default_rng(random_state))
    unseen = [MAKERS[data](N_TEST, noise, TEST_SEED + k) for k in (0, 1)]
    losses = np.empty((2, n_networks, N_TEST))
    for one in train_many(training, settings, range(n_networks), start=start, n_epochs=n_epochs):
        losses[:, one.places] = [one.losses(part) for part in unseen]
    return Tries(one.history, *losses)


@dataclass(frozen=True, eq=False)
class Flattered:
    """The best of some tries by validation, and what the test set says of it; each repetition draws anew.

    Parameters
    ----------
    tries : Tries
    n_tries, n_validation : int
        Networks to choose from, and samples to choose by.
    """

    tries: Tries
    n_tries: int
    n_validation: int

    @property
    def history(self) -> History:
        return self.tries.history

    @property
    def n_steps(self) -> int:
        return self.history.n_steps

    @cached_property
    def courses(self) -> tuple[np.ndarray, np.ndarray]:
        """Validation loss of the best of the first 1, 2, ... tries, and the test loss of the same.

        Each has the shape (N_REPETITIONS, n_networks).
        """
        n_networks, n_samples = self.tries.validation.shape
        tested = self.tries.test.mean(axis=1)
        promised, kept = np.empty((2, N_REPETITIONS, n_networks))
        for number in range(N_REPETITIONS):
            random = np.random.default_rng(number)
            order = random.permutation(n_networks)
            chosen = random.choice(n_samples, self.n_validation, replace=False)
            losses = self.tries.validation[:, chosen].mean(axis=1)[order]
            promised[number] = np.minimum.accumulate(losses)
            places = np.maximum.accumulate(np.where(losses == promised[number], np.arange(n_networks), 0))
            kept[number] = tested[order][places]
        return promised, kept

    def after(self, n_tries: int) -> tuple[np.ndarray, np.ndarray]:
        """Return what is promised and what is kept after some tries, shape (N_REPETITIONS,) each."""
        return tuple(course[:, n_tries - 1] for course in self.courses)

    @property
    def n_flattered(self) -> int:
        """In how many repetitions the test loss is above what validation promised."""
        promised, kept = self.after(self.n_tries)
        return int((kept > promised).sum())


def flattered(
    data: str,
    *,
    noise: float,
    train_share: float,
    space: Space,
    start: str,
    n_epochs: int,
    n_tries: int,
    n_validation: int,
    random_state: int,
    name: str,
    most_tries: int = 100,
) -> Explorer:
    """Choose the best of some tries by some validation samples, and see what the test set says of it, 50 times over.

    Parameters
    ----------
    data, noise, train_share, space, start, n_epochs, name
        As in `search_explorer`. The networks are trained once, from one seed each, with settings that are drawn.
    n_tries, n_validation : int
        Where the sliders stand at first.
    random_state : int
        Seed of the settings.
    most_tries : int
        Networks that are trained.

    Returns
    -------
    Explorer
        Its result is a `Flattered`.
    """
    tries = train_tries(data, noise, train_share, space, start, n_epochs, most_tries, random_state)
    parts = {
        "n_tries": controls.steps(n_tries, most_tries, label="tries"),
        "n_validation": controls.steps(n_validation, MOST_VALIDATION, low=5, label="validation samples"),
    }
    for control in parts.values():
        control.style.description_width = "140px"  # for the longer of the names

    def run(n_tries, n_validation):
        return Flattered(tries, n_tries, n_validation)

    def describe(found, n_tries, n_validation):
        promised, kept = map(np.median, found.after(n_tries))
        said = (
            f"{data.capitalize()} with noise {format_number(noise)}. The best of {count(n_tries, 'try', 'tries')} by "
            f"{n_validation} validation samples, {N_REPETITIONS} times over: validation says {two_digits(promised)}, "
            f"the test set says {two_digits(kept)} (medians). The number flattered in {found.n_flattered} of "
            f"{N_REPETITIONS}."
        )
        if n_tries > FEW:
            few = [two_digits(np.median(one)) for one in found.after(FEW)]
            said += f" After {FEW} tries it was {few[0]} and {few[1]}."
        return said

    return Explorer(
        parts,
        run,
        Stage([Promised(), PromisedCourse(most_tries)], widths=[1, 1.3], height=HEIGHT),
        describe,
        name=name,
    )
