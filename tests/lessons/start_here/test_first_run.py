"""The first figure: it starts unfinished, gets better to the right, and then flies off the chart."""

import re
import warnings

import numpy as np
import pytest

from lessons.start_here.first_run import first_run
from utils.descent import LinearModel, line, mean_loss, squared_error

DATA = line(n_samples=30, noise=0.1, random_state=0)


@pytest.fixture
def explorer():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        objective = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
        yield first_run(objective, start=[0.0, 0.0], learning_rate=0.001, n_steps=50)


def descend(learning_rate, n_steps=50):
    """The loss after the steps, from a loop of its own."""
    x, y, weight, bias = DATA.X[:, 0], DATA.y_true, 0.0, 0.0
    with np.errstate(all="ignore"):
        for _ in range(n_steps):
            error = weight * x + bias - y
            weight, bias = (
                weight - learning_rate * np.mean(2 * error * x),
                bias - learning_rate * np.mean(2 * error),
            )
        return np.mean((weight * x + bias - y) ** 2)


@pytest.mark.parametrize("learning_rate", [0.0001, 0.001, 0.01, 0.1, 0.25, 0.26, 0.27, 1.0, 1e5])
def test_the_sentence_says_what_a_loop_by_hand_gets(explorer, learning_rate):
    explorer.set(learning_rate=learning_rate)
    said = re.search(r"loss from 19.1 to (\S+),", explorer.sentence).group(1)
    assert float(said) == pytest.approx(descend(learning_rate), rel=5e-3)


def test_to_the_right_it_improves_and_then_explodes(explorer):
    slider = explorer.controls["learning_rate"].slider
    losses, frames = [], set()
    for exponent in np.linspace(slider.min, slider.max, 17):
        slider.value = 10**exponent
        losses.append(explorer.history.final_loss)
        frames.add(explorer.figure.frame)
    best = int(np.argmin(losses))
    assert losses[0] > 15 and losses[best] < 0.0066 and losses[-1] > 1e80
    assert (np.diff(losses[: best - 1]) < 0).all()
    assert len(frames) == 17


def test_it_starts_where_the_line_is_clearly_unfinished_and_reset_goes_back(explorer):
    first = explorer.sentence
    assert "Crawling" in first and 5 < explorer.history.final_loss < 12
    explorer.set(learning_rate=1.0)
    assert "The line lies below the chart." in explorer.sentence and "leaves the top" in explorer.sentence
    explorer.buttons["Reset"].click()
    assert explorer.sentence == first
