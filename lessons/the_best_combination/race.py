"""Grid against random tries, again and again: which finds the lower loss, and how bad its worst search is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lessons.the_best_combination.leaderboard import two_digits
from lessons.the_best_combination.search import BUDGETS, GRID, MAKERS, N_TEST, RANDOM, TEST_SEED
from utils.descent import History, format_number, split
from utils.descent.experiments.many import train_many
from utils.descent.experiments.search import Space, grid_settings, random_settings
from utils.descent.formatting import count
from utils.drawing import Stage
from utils.drawing.views import Measured, SeedSpread
from utils.explorers import Explorer, SoFar
from utils.widgets import controls

METHODS = {GRID: grid_settings, RANDOM: random_settings}
AT_ONCE = 5
"""Searches of each method that are trained together."""

LIMITS = (1e-3, 10.0)
HEIGHT = 350


@dataclass(frozen=True, eq=False)
class Race:
    """Searches of both methods, as many of each.

    Parameters
    ----------
    history : History or None
        Some of the runs; None before the first.
    validation, test : numpy.ndarray, shape (2, n_searches)
        Of the winner of each search, by validation: its loss there, and that of the test set. The grid comes first.
    is_tried : bool
        Whether all tries of these searches have been trained.
    """

    history: History | None
    validation: np.ndarray
    test: np.ndarray
    is_tried: bool = True

    @property
    def n_steps(self) -> int:
        """Updates of those runs."""
        return 0 if self.history is None else self.history.n_steps

    def n_won(self, part: np.ndarray) -> int:
        """Return in how many searches random tries have the lower loss."""
        return int((part[1] < part[0]).sum())


def races(data, noise, train_share, n_samples, space, start, n_tries, n_epochs, n_searches) -> Iterator[SoFar]:
    """Search with both methods, again and again, and yield the race so far.

    Search k draws its tries from the seed k, and starts every network from it, with either method. Of the first
    searches, the winners among those tries are yielded that are trained already; none, before the first is.
    """
    yield SoFar(Race(None, *np.empty((2, 2, 0)), is_tried=False), 0.0)
    training, validation = split(MAKERS[data](n_samples, noise, 0), 1.0 - train_share, 0)
    test = MAKERS[data](N_TEST, noise, TEST_SEED)
    winners = np.empty((2, 2, 0))  # part, method, search
    for begin in range(0, n_searches, AT_ONCE):
        searches = range(begin, min(begin + AT_ONCE, n_searches))
        settings, seeds, owners = [], [], []
        for search in searches:
            random = np.random.default_rng(search)
            for method, draw in enumerate(METHODS.values()):
                tries = draw(space, n_tries, random)
                settings, seeds = settings + tries, seeds + [search] * len(tries)
                owners += [(method, search)] * len(tries)
        losses, owners, trained = np.empty((2, len(settings))), np.array(owners), np.zeros(len(settings), bool)
        for one in train_many(training, settings, seeds, start=start, n_epochs=n_epochs):
            losses[:, one.places] = [one.losses(part).mean(axis=1) for part in (validation, test)]
            trained[one.places] = True
            shown = winners if begin else _winners(losses, owners, trained)
            if shown.size:  # the page may look and answer in between
                done = begin + len(searches) * trained.mean()
                yield SoFar(Race(one.history, *shown, is_tried=begin > 0), done / n_searches)
        winners = np.concatenate([winners, _winners(losses, owners, trained)], axis=2)
        yield SoFar(Race(one.history, *winners), winners.shape[2] / n_searches)


def _winners(losses, owners, trained):
    """Return both losses of the winner of each search, shape (2, 2, n_searches): part, method, search.

    Left out are searches of which no try of a method is trained yet.
    """
    found = []
    for search in np.unique(owners[:, 1]):
        its = [np.flatnonzero(trained & (owners == (method, search)).all(axis=1)) for method in range(2)]
        if all(map(len, its)):
            found.append([losses[:, one[np.argmin(losses[0, one])]] for one in its])
    return np.moveaxis(np.array(found).reshape(-1, 2, 2), (0, 1, 2), (2, 1, 0))


def race(
    data: str,
    *,
    noise: float,
    train_share: float,
    n_samples: int,
    space: Space,
    start: str,
    n_tries: int,
    n_epochs: int,
    n_searches: int,
    name: str,
) -> Explorer:
    """Let a grid and random tries search with the same budget, again and again.

    Parameters
    ----------
    data : {"moons", "circles", "xor"}
    noise, train_share : float
    n_samples : int
        To train and to validate on: few of them, so that it is quick.
    space, start, n_tries, n_epochs, name
        As in `search_explorer`. Where in their range the values of a grid lie is drawn anew for each search.
    n_searches : int
        Of each method, from 5 to 40.

    Returns
    -------
    Explorer
        Its result is a `Race`.
    """

    def run(data, n_tries, n_epochs, n_searches):
        return races(data, noise, train_share, n_samples, space, start, n_tries, n_epochs, n_searches)

    def describe(found, data, n_tries, n_epochs, n_searches):
        samples = f"{data.capitalize()} with noise {format_number(noise)}, {n_samples} samples"
        done = found.validation.shape[1]
        if not done:
            return f"{samples}, {count(n_epochs, 'epoch')}. No search has a winner yet."
        medians, worst = np.median(found.validation, axis=1), found.validation.max(axis=1)
        tested = np.median(found.test, axis=1)
        won, tested_won = found.n_won(found.validation), found.n_won(found.test)
        winners = "; ".join(
            f"{name} {two_digits(medians[k])} (median), {two_digits(worst[k])} (worst)"
            for k, name in enumerate(METHODS)
        )
        tries = f"of {n_tries} tries" if found.is_tried else f"of which not all {n_tries} tries are trained yet,"
        searches = f"{count(n_epochs, 'epoch')}; {count(done, 'search', 'searches')} {tries}"
        return (
            f"{samples}, {searches} with each method. Random tries end lower in {won} of {done} by validation, in "
            f"{tested_won} by the test set. Validation loss of the winners: {winners}. Their test loss, median: "
            f"{GRID} {two_digits(tested[0])}, {RANDOM} {two_digits(tested[1])}."
        )

    parts = {
        "data": controls.choice("data", list(MAKERS), data),
        "n_tries": controls.choice("tries of each", {str(one): one for one in BUDGETS}, n_tries),
        "n_epochs": controls.steps(n_epochs, 40, label="epochs"),
        "n_searches": controls.steps(n_searches, 40, low=5, label="searches"),
    }
    measured = [
        Measured("validation", lambda found: list(found.validation), "o", "loss"),  # as in the figure that follows it
        Measured("test set", lambda found: list(found.test), "D", "background"),
    ]
    spread = SeedSpread(
        [GRID, RANDOM], measured, LIMITS, log=True, title="Loss of the winner of each search", label="loss",
        groups_label="method", legend_columns=3,
    )  # fmt: skip
    return Explorer(parts, run, Stage([spread], height=HEIGHT), describe, name=name)
