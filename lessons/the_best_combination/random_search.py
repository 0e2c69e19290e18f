"""Checking a random search that a learner has written: what it tries, from which seeds, and how it chooses."""

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from utils.descent.formatting import count
from utils.practice.exercises.as_numbers import as_numbers
from utils.practice.exercises.exercise import Result, not_yet, right, unanswered
from utils.practice.exercises.function_check import has_blank, is_empty
from utils.practice.exercises.trial import LIMIT_S, try_out

LOW, HIGH = 0.001, 10.0
SEEDS = (0, 1, 2)
N_TRIES = 30
LOST_ONCE, LOST = 1.0, 4.0
"""Rates from which one of the seeds, and from which all of them, end in NaN."""


class FakeRun:
    """Stands for training: losses that depend on the rate and on the seed, and a record of what was asked for.

    Parameters
    ----------
    number : int
        Another number is another problem.
    """

    def __init__(self, number: int):
        self.number, self.calls = number, []

    def __deepcopy__(self, memo):
        return self  # whoever tries a function gives it copies, and here the record is wanted

    def __call__(self, rate, seed) -> tuple[float, float]:
        rate, seed = float(rate), int(seed)
        self.calls.append((rate, seed))
        return self.losses(rate, seed)

    def losses(self, rate: float, seed: int) -> tuple[float, float]:
        """Return validation and test loss: two valleys at different rates, and each seed's own noise."""
        if not rate > 0 or rate > LOST or (rate > LOST_ONCE and seed == 2):
            return math.nan, math.nan
        exponent = math.log10(rate)
        noise = np.random.default_rng([self.number, abs(seed), zlib.crc32(f"{rate:.9g}".encode())]).normal(size=2)
        validation = 0.3 + 0.1 * (exponent + 0.2) ** 2 + 0.12 * abs(noise[0])
        return validation, 0.3 + 0.1 * (exponent + 1.4) ** 2 + 0.03 * abs(noise[1])

    @property
    def rates(self) -> list[float]:
        """The rates that were asked for, each once, in their order."""
        return list(dict.fromkeys(rate for rate, _ in self.calls))

    def scores(self, part: int = 0, seeds: Sequence[int] = SEEDS) -> np.ndarray:
        """Return the losses of these rates, shape (n_rates, n_seeds): validation (0) or test (1)."""
        return np.array([[self.losses(rate, seed)[part] for seed in seeds] for rate in self.rates])


CHOICES: tuple[tuple[Callable[[FakeRun], np.ndarray], str], ...] = (
    (
        lambda run: run.scores(part=1).mean(axis=1),
        "The winner was chosen by the test loss. Then there is no test left: choose by the validation loss.",
    ),
    (
        lambda run: np.nanmin(np.where(np.isnan(run.scores()), np.inf, run.scores()), axis=1),
        "A rate has won by its luckiest seed. Compare the means of the three.",
    ),
    (
        lambda run: (
            np.where(np.isnan(run.scores()), 0, run.scores()).sum(axis=1)
            / np.maximum(1, (~np.isnan(run.scores())).sum(axis=1))
        ),
        "A rate has won of which a seed ended in NaN. A mean that leaves NaN out hides that: such a rate is no good.",
    ),
    (lambda run: run.scores()[:, 0], "The winner was chosen by the seed 0 alone. Compare the means of the three."),
    (
        lambda run: run.scores()[:, -1],
        "The winner was chosen by the last seed alone. Compare the means of the three.",
    ),
    (lambda run: -run.scores().mean(axis=1), "This is the rate with the highest loss. Lower is better."),
)
"""By what else a winner may be chosen, and the hint for it."""


@dataclass(frozen=True)
class RandomSearchCheck:
    """Try a search on made-up problems, and look at what it tried, from which seeds, and how it chose."""

    def __call__(self, answer) -> Result:
        """Say what the search does."""
        if not callable(answer):
            return not_yet("Hand over the function itself: its name, without quotation marks or parentheses.")
        runs = [FakeRun(number) for number in range(4)]
        cases = [
            (run, np.random.default_rng(number), N_TRIES) for run, number in zip(runs, (0, 1, 2, 0), strict=True)
        ]
        trials, printed = try_out(answer, cases, as_numbers)
        last = trials[-1]
        if has_blank(answer) or (last.value is None and not printed and is_empty(answer)):
            return unanswered()
        if last.too_long:
            return not_yet(f"The function was stopped after {LIMIT_S:g} seconds. Is there a loop that never ends?")
        if last.error:
            return not_yet(f"The function stopped{last.place}: {last.error}.")
        for look in (self._tries, self._draws, self._seeds, self._winners):
            if problem := look(runs, trials):
                return not_yet(problem)
        return right("A rate of its own for every try, three seeds for every rate, and the test set left alone.")

    def _tries(self, runs, trials):
        run = runs[0]
        if not run.calls:
            return "The function never calls `run`. Each try has to be trained."
        n_rates = len(run.rates)
        if n_rates == 1:
            return "Every try has the same rate. Draw a new one for each, inside the loop, from the same generator."
        if n_rates != N_TRIES:
            return f"The function was asked for {N_TRIES} tries, and it trained {count(n_rates, 'rate')}."
        if any(not 0.999 * LOW <= rate <= 1.001 * HIGH for one in runs for rate in one.rates):
            return f"Some rates are not from {LOW:g} to {HIGH:g}."
        return None

    def _draws(self, runs, trials):
        same_seed, other_seed = runs[0].rates == runs[3].rates, runs[0].rates == runs[1].rates
        if other_seed:
            return "Every search tries the same rates. Draw them from `random`, which the function is given."
        if not same_seed:
            return "Draw the rates from `random`, which the function is given: then the search can be repeated."
        rates = np.concatenate([one.rates for one in runs[:3]])
        if (rates > 1).mean() > 0.6:
            return (
                f"{(rates > 1).mean():.0%} of the rates are above 1: they are drawn on an ordinary scale. "
                "Draw the exponents."
            )
        return None

    def _seeds(self, runs, trials):
        run = runs[0]
        seeds = {rate: {seed for one, seed in run.calls if one == rate} for rate in run.rates}
        used = set().union(*seeds.values())
        if all(len(one) == 1 for one in seeds.values()):
            which = "one and the same seed" if len(used) == 1 else "one seed, each by another"
            return f"Every rate is judged by {which}: that may be luck. Train each from the seeds 0, 1 and 2."
        if any(one != set(SEEDS) for one in seeds.values()):
            return "Train every rate from the seeds 0, 1 and 2, and from no others: only then can rates be compared."
        return None

    def _winners(self, runs, trials):
        returned = [trial.numbers for trial in trials]
        if any(one is None or one.size != 1 for one in returned):
            return "The function should return one number: the best rate."
        returned = [float(one.reshape(())) for one in returned]
        chosen = [self._place(run, rate) for run, rate in zip(runs, returned, strict=True)]
        if None in chosen:
            if all(np.isclose(run.scores().mean(axis=1), rate, equal_nan=True).any() or math.isnan(rate)
                   for run, rate in zip(runs, returned, strict=True)):  # fmt: skip
                return "This is a loss. Which rate has led to it?"
            return "What is returned is none of the rates that were tried."
        wanted = [int(np.nanargmin(run.scores().mean(axis=1))) for run in runs]
        if chosen == wanted:
            return None
        if any(np.isnan(run.scores()[place]).all() for run, place in zip(runs, chosen, strict=True)):
            return (
                "A run that ended in NaN has won. Comparing anything with NaN gives False, and `np.argmin` takes NaN "
                "for the lowest. Leave such rates out."
            )
        for score, hint in CHOICES:
            if chosen == [int(np.nanargmin(score(run))) for run in runs]:
                return hint
        if any(np.isnan(run.scores()[place]).any() for run, place in zip(runs, chosen, strict=True)):
            return "A rate has won of which a seed ended in NaN. Such a rate is no good."
        return "Another rate has a lower mean validation loss than the one that is returned."

    @staticmethod
    def _place(run, rate):
        near = np.flatnonzero(np.isclose(run.rates, rate, rtol=1e-6))
        return int(near[0]) if len(near) else None
