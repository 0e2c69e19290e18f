"""Checking a combination of settings: the engine trains it, counts the runs, and compares with a score."""

import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lessons.the_best_combination.leaderboard import two_digits
from lessons.the_best_combination.search import MAKERS, N_SAMPLES, N_TEST, TEST_SEED
from utils.descent import MLP, format_number, log_loss, mean_loss, split
from utils.descent.experiments.trial import Parts, train_trial
from utils.descent.formatting import count
from utils.practice.exercises.as_numbers import as_one_number
from utils.practice.exercises.exercise import NotYet, Result, is_blank, not_yet, right, unanswered

FIXED = {"data": "moons", "noise": "0.3", "train_share": "0.7", "start": "Glorot", "random_state": "0"}
"""What a line of the playground has to say to be an answer."""


@dataclass(frozen=True)
class BeatTheScore:
    """Ask for a combination whose validation loss is at most a score, and count the runs.

    Parameters
    ----------
    score : float
        Median of the seeds.
    most_runs : int
        After that many without success the next one begins a new round.
    """

    score: float
    most_runs: int = 30
    n_epochs: int = 30
    n_seeds: int = 3

    @cached_property
    def _samples(self):
        return split(MAKERS["moons"](N_SAMPLES, 0.3, 0), 1.0 - 0.7, 0), MAKERS["moons"](N_TEST, 0.3, TEST_SEED)

    def train(self, learning_rate: float, batch_size: int, sizes: Sequence[int], activation: str):
        """Return the trial of a combination, trained from every seed."""
        network = MLP((2, *sizes, 1), activation, "sigmoid")
        *_, trial = train_trial(
            network, *Parts({"moons": self._samples[0]}).objectives("moons", network), start="glorot",
            learning_rate=learning_rate, batch_size=batch_size, n_epochs=self.n_epochs, n_seeds=self.n_seeds,
            n_looks=1,
        )  # fmt: skip
        return trial

    def __call__(self, answer, tries: list) -> Result:
        """Say what a combination comes to; the same one twice is one run."""
        if isinstance(answer, tuple | list) and any(is_blank(one) for one in answer):
            return unanswered()
        setting = self._of_line(answer) if isinstance(answer, str) else self._of_values(answer)
        code = zlib.crc32(repr(setting).encode())  # a plain number, as answers are kept
        if code not in tries:
            if len(tries) >= self.most_runs:
                tries.clear()
            tries.append(code)
        return self._judged(self.train(*setting), tries.index(code) + 1, len(tries))

    def _judged(self, trial, number, n_runs):
        losses = trial.losses("validation")[:, -1]
        median = float(np.median(losses)) if np.isfinite(losses).sum() > self.n_seeds / 2 else math.inf
        spread = f"{two_digits(losses.min())} to {two_digits(losses.max())}"
        said = f"Validation loss {self._say(median)}, median of the seeds ({spread})."
        if median <= self.score:
            runs, test = count(number, "run"), two_digits(self._test(trial))
            return right(f"{said} You needed {runs}. One look at the test set: {test}.")
        which = f"Run {number} of {self.most_runs}."
        if n_runs == self.most_runs:
            which += " The next one starts a new round."
        if not np.isfinite(losses).all():
            return not_yet(f"{said} Some seeds exploded: a lower rate may help. {which}")
        start, training = np.median(trial.losses("training"), axis=0)[[0, -1]]
        if training < 0.6 * median:
            return not_yet(
                f"{said} The training loss is only {two_digits(training)}: this network has learned its samples by "
                f"heart. {which}"
            )
        if training > start:
            return not_yet(f"{said} The training loss has risen: a lower rate may help. {which}")
        if median > 0.4:
            return not_yet(f"{said} The training loss is {two_digits(training)}: it has hardly learned. {which}")
        return not_yet(f"{said} It should be {format_number(self.score)} or less. {which}")

    def _say(self, median):
        """Write the median with two digits, or with as many as show that it is above the score."""
        if not self.score < median < math.inf:
            return two_digits(median)
        rounded = (float(f"{median:.{digits}g}") for digits in range(2, 18))
        return repr(next(value for value in rounded if value > self.score)).removesuffix(".0")

    def _test(self, trial):
        test = self._samples[1]
        values = mean_loss(trial.network, log_loss, test.X, test.y_true).value(trial.history.final_params)
        return float(np.median(values))

    def _of_values(self, answer):
        if not isinstance(answer, tuple | list) or len(answer) != 5:
            raise NotYet(
                "Hand over five values: learning rate, batch size, hidden layers, neurons and activation; or a line "
                "of the playground."
            )
        rate, batch_size, layers, neurons = (as_one_number(one) for one in answer[:4])
        layers = self._whole("hidden layers", layers, 0, 4)
        sizes = (self._whole("neurons", neurons, 1, 16),) * layers
        activation = answer[4].lower() if isinstance(answer[4], str) else answer[4]  # tables write ReLU
        return self._checked(rate, batch_size, sizes, activation)

    def _of_line(self, line):
        head, _, tail = " ".join(line.split()).strip("`'\"").partition("|")
        words = dict(word.split("=", 1) for word in tail.split() if "=" in word)
        if head.strip() != "playground":
            raise NotYet("This is text, and no line of the playground: such a line begins with playground |.")
        for key, value in {**FIXED, "n_epochs": str(self.n_epochs)}.items():
            if words.get(key) != value:
                raise NotYet(f"Here {key} is {value}. The line says {words.get(key, 'nothing of it')}.")
        try:
            rate, batch_size, layers = (float(words[key]) for key in ("learning_rate", "batch_size", "n_layers"))
            sizes = tuple(int(one) for one in re.findall(r"\d+", words["neurons"])[: int(layers)])
            activation = words["activation"].lower()
        except (KeyError, ValueError, OverflowError):
            raise NotYet("The line is not whole. Copy all of it from the playground.") from None
        return self._checked(rate, batch_size, sizes, activation)

    def _checked(self, rate, batch_size, sizes, activation):
        if not 0 < rate < math.inf:
            raise NotYet("The learning rate should be above 0. This does not count as a run.")
        batch_size = self._whole("batch size", batch_size, 5, len(self._samples[0][0].X))
        for size in sizes:
            self._whole("neurons", size, 1, 16)
        if activation not in ("tanh", "relu", "sigmoid", "linear"):
            raise NotYet(f'The activation should be "tanh", "relu", "sigmoid" or "linear", not {activation!r:.40}.')
        return float(rate), batch_size, tuple(sizes), activation

    @staticmethod
    def _whole(name, number, low, high):
        if number != int(number) or not low <= number <= high:
            raise NotYet(f"The {name} should be a whole number from {low} to {high}, not {format_number(number)}.")
        return int(number)
