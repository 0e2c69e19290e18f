"""The data of the playground: points that no line parts, real birds, or what a learner brings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from utils.descent import Dataset, circles, moons, penguins_three_species, spiral, xor
from utils.descent.experiments.classification import Classification

N_SAMPLES = 300
"""Of the data that are made."""

CHART = ((-1.9, 1.9), (-1.5, 1.5))
"""Of all data that are made: the chart stays where it is when one is chosen after the other."""


@dataclass(frozen=True)
class Source:
    """Where the samples come from.

    Parameters
    ----------
    name : str
        For a sentence, with a capital.
    make : callable
        ``make(noise, random_state) -> Dataset``.
    class_names : tuple of str
    limits : ((float, float), (float, float)), optional
        Of the maps; around the samples without noise if not given.
    standardized : bool
        Whether a network sees the features with mean 0 and deviation 1.
    """

    name: str
    make: Callable[[float, int], Dataset]
    class_names: tuple[str, ...] = ("class 0", "class 1")
    limits: tuple[tuple[float, float], tuple[float, float]] | None = None
    standardized: bool = False

    def problem(self, noise: float, train_share: float, random_state: int) -> Classification:
        """Return the samples in two parts."""
        return Classification.of(
            self.make(noise, random_state),
            train_share=train_share,
            random_state=random_state,
            class_names=self.class_names,
            limits=self.limits,
            standardized=self.standardized,
        )


def measured(name: str, data: Dataset, class_names: tuple[str, ...]) -> Source:
    """Return measurements as a source: noise counts in standard deviations of each feature."""
    std = data.X.std(axis=0)

    def make(noise, random_state):
        random = np.random.default_rng(random_state)
        return replace(data, X=data.X + noise * std * random.standard_normal(data.X.shape))

    low, high = data.X.min(axis=0), data.X.max(axis=0)
    edge = 0.1 * (high - low)
    limits = tuple(zip((low - edge).tolist(), (high + edge).tolist(), strict=True))
    return Source(name, make, class_names, limits, standardized=True)


def _made(function: Callable) -> Callable[[float, int], Dataset]:
    return lambda noise, random_state: function(N_SAMPLES, noise, random_state)


@cache
def sources() -> dict[str, Source]:
    """Return the data that the playground offers, by the name that its call and its state lines use."""
    return {
        "xor": Source("Exclusive or", _made(xor), limits=CHART),
        "circles": Source("Two circles", _made(circles), limits=CHART),
        "moons": Source("Two moons", _made(moons), limits=CHART),
        "spiral": Source("Two arms of a spiral", _made(spiral), limits=CHART),
        "penguins": measured("Penguins", penguins_three_species(), ("Adelie", "Chinstrap", "Gentoo")),
    }
