"""Data that nobody has seen before: a line with a scale, a slope and noise of its own for every seed."""

import numpy as np

from utils.descent.data.dataset import Dataset


def unseen_data(seed: int) -> Dataset:
    """Return points along a line that the seed draws: how many, how wide, how steep and how noisy.

    Parameters
    ----------
    seed : int
        Any whole number; the same one always gives the same points.

    Raises
    ------
    ValueError
        If the seed is not a whole number.

    Examples
    --------
    >>> data = unseen_data(7)
    >>> data.X.shape == (data.y_true.size, 1)
    True
    """
    if isinstance(seed, bool | np.bool_) or not isinstance(seed, int | np.integer):
        raise ValueError(f"The seed must be a whole number, for example 2412; got {seed!r}.")
    random = np.random.default_rng([abs(int(seed)), int(seed < 0)])
    n_samples, width = int(random.integers(20, 61)), 10 ** random.uniform(-0.3, 1.2)
    place = random.uniform(-1, 1, n_samples) + random.uniform(-0.5, 0.5)
    rise, bias = random.choice([-1, 1]) * random.uniform(4, 8), random.uniform(-2, 2)
    noise = random.uniform(0.3, 1.5) * random.standard_normal(n_samples)
    return Dataset((width * place)[:, None], rise * place + bias + noise, ("x",), "y", f"drawn from the seed {seed}")
