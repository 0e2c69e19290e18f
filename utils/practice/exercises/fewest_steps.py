"""Checking a learning rate: how many steps it needs, compared with the fastest rate, in a limited number of tries."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from utils.descent import Objective, format_number, gradient_descent, learning_rate_limit, train
from utils.descent.formatting import count, format_rate
from utils.practice.exercises.as_numbers import as_one_number
from utils.practice.exercises.exercise import Result, not_yet, right

WITHIN = 0.01


@dataclass(frozen=True)
class FewestSteps:
    """Ask for the learning rate that comes within 1 % in the fewest steps, and count the tries.

    Parameters
    ----------
    objective : Objective
        Its minimum is known.
    start : tuple of float
        The parameters before the first step.
    n_steps : int
        Steps of every run.
    most_tries : int
        After that many tries without success the next one begins a new round.
    slack : float
        Share of more steps than the fewest that still passes; above 0 it is one step at least.
    """

    objective: Objective
    start: tuple[float, ...]
    n_steps: int = 300
    most_tries: int = 8
    slack: float = 0.0

    def steps_needed(self, rates) -> np.ndarray:
        """Return the first step within 1 % for each rate, and -1 where there is none."""
        return train(self.objective, gradient_descent(rates), self.start, n_steps=self.n_steps).steps_to_within(
            WITHIN
        )

    @cached_property
    def limit(self) -> float:
        """The rate above which a run diverges."""
        return learning_rate_limit(self.objective)

    @cached_property
    def _sweep(self):
        rates = np.geomspace(self.limit / 1000, self.limit, 1000)
        steps = self.steps_needed(rates)
        fewest = int(steps[steps >= 0].min())
        return rates[steps == fewest], fewest

    @property
    def best_rates(self) -> np.ndarray:
        """The fastest rates of a thousand up to the limit, in order."""
        return self._sweep[0]

    @property
    def fewest(self) -> int:
        """The number of steps that they need."""
        return self._sweep[1]

    @property
    def allowed(self) -> int:
        """The largest number of steps that passes."""
        return self.fewest + (max(1, int(self.slack * self.fewest)) if self.slack else 0)

    def __call__(self, answer, tries: list) -> Result:
        """Say how many steps a rate needs, and what to change.

        Parameters
        ----------
        answer : object
            The learner's rate.
        tries : list of float
            The rates of this round so far; a new one is added. The same rate twice is one try.
        """
        rate = as_one_number(answer)
        if rate <= 0:
            stands = "With a rate of 0 nothing moves." if rate == 0 else "With a rate below 0 every step goes uphill."
            return not_yet(f"{stands} Choose one above 0; this does not count as a try.")
        if rate not in tries:
            if len(tries) >= self.most_tries:
                tries.clear()
            tries.append(rate)
        return self._judged(rate, tries.index(rate) + 1, len(tries))

    def _judged(self, rate, number, n_tries):
        steps = int(self.steps_needed([rate])[0])
        name, which = f"Rate {format_rate(rate)}", f"Try {number} of {self.most_tries}."
        if 0 <= steps <= self.allowed:
            tries = count(number, "try", "tries")
            return right(f"{name} is within 1 % at step {steps}, and {self._fastest(steps)}. You needed {tries}.")
        if n_tries == self.most_tries:
            which += " The next one starts a new round of tries."
        if steps < 0 and rate < self.limit / 2:
            return not_yet(f"{name} is too low: {self.n_steps} steps are not enough to come within 1 %. {which}")
        if rate > self.limit:
            return not_yet(f"{name} is too high: the loss grows instead of shrinking. {which}")
        arrives = f"is within 1 % at step {steps}" if steps >= 0 else f"is not within 1 % after {self.n_steps} steps"
        if rate < self.best_rates[0]:
            return not_yet(f"{name} {arrives}. That is fine, but each step could go further. {which}")
        return not_yet(f"{name} {arrives}. It does not diverge, but its steps overshoot: it zigzags. {which}")

    def _fastest(self, steps):
        if steps <= self.fewest:
            return "no rate is faster"
        fastest = format_number(float(np.median(self.best_rates)))
        return f"that is nearly as fast as a rate can be: {fastest} needs {self.fewest}"
