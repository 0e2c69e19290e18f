"""What the page needs to go the way back by hand: a start as four arrays, and each slope measured."""

from collections.abc import Callable, Sequence

import numpy as np

from utils.descent import MLP


def start_of(network: MLP, seed: int) -> list[np.ndarray]:
    """Return a random start of a network with one hidden layer, as the page writes it: W1, b1, w2, b2.

    Parameters
    ----------
    network : MLP
        With one hidden layer and one output.
    seed : int
        Another seed, another start.

    Returns
    -------
    list of ndarray, shapes (n_features, n_hidden), (n_hidden,), (n_hidden,) and ()
        Small random weights (Glorot), and biases of 0.

    Examples
    --------
    >>> W1, b1, w2, b2 = start_of(MLP((2, 4, 1), output="sigmoid"), seed=0)
    >>> W1.shape, b1.shape, w2.shape, b2.shape
    ((2, 4), (4,), (4,), ())
    """
    hidden, last = network.weights(network.init_params(start="glorot", random_state=seed))
    return [hidden[:, :-1].T, hidden[:, -1], last[0, :-1], last[0, -1]]


def measured_slopes(loss: Callable[[list], float], params: Sequence[np.ndarray], h: float) -> list[np.ndarray]:
    """Measure the slope of a loss for each number, as in lesson 2: by a finite difference.

    Parameters
    ----------
    loss : callable
        ``loss(params) -> float``.
    params : sequence of ndarray
        Arrays of any shapes.
    h : float
        How much each number is made larger, and smaller.

    Returns
    -------
    list of ndarray
        One slope for each number, in the same shapes.

    Examples
    --------
    >>> measured_slopes(lambda params: 3 * params[0].sum() + params[1] ** 2, [np.ones(2), np.array(5.0)], h=1e-3)[0]
    array([3., 3.])
    """
    slopes = [np.zeros(np.shape(values)) for values in params]
    for k, values in enumerate(params):
        for place in np.ndindex(np.shape(values)):
            around = []
            for move in (h, -h):
                moved = [np.array(each, dtype=float) for each in params]
                moved[k][place] += move
                around.append(loss(moved))
            slopes[k][place] = (around[0] - around[1]) / (2 * h)
    return slopes
