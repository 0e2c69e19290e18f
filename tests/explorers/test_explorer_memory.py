"""An explorer whose run remembers something: forgetting it, running again, and errors on the page."""

import gc
import weakref

import pytest
from ipywidgets.widgets.widget import _instances

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve
from utils.explorers import Explorer
from utils.explorers.remembered import Remembered
from utils.widgets import controls


def remembering():
    memory = []

    def run(start):
        memory.append(start)
        if start == 3:
            raise ValueError("Three is not <allowed>.")
        return train(quadratic_bowl([1.0]), gradient_descent(0.1), [start], n_steps=2)

    def remember(starts):
        memory[:] = starts

    explorer = Explorer(
        {
            "start": controls.number("start", 1, 0, 3, 1),
            "seen": Remembered(lambda: list(memory), remember, write=lambda _: "", read=lambda _: []),
        },
        run,
        Stage([LossCurve(2, (1e-3, 10))]),
        lambda history, start: f"Start {start:g}, {len(memory)} remembered.",
        name="remembering",
    )
    return explorer, memory


def test_reset_forgets_and_runs_once_more_even_if_no_control_moved():
    explorer, memory = remembering()
    first = explorer.sentence
    explorer.set(start=2)
    assert memory == [1, 2]
    explorer.reset()
    assert memory == [1] and explorer.sentence == first
    explorer.reset()
    assert memory == [1] and explorer.sentence == first


def test_run_again_runs_with_the_same_values():
    explorer, memory = remembering()
    explorer.update()
    assert memory == [1]
    explorer.run_again()
    assert memory == [1, 1] and explorer.sentence == "Start 1, 2 remembered."


def test_an_error_is_shown_escaped_and_raised_and_goes_away():
    explorer, _ = remembering()
    with pytest.raises(ValueError, match="Three"):
        explorer.set(start=3)
    assert "Three is not &lt;allowed&gt;." in explorer.problem.value and explorer.problem.layout.display is None
    explorer.set(start=2)
    assert explorer.problem.value == "" and explorer.problem.layout.display == "none"


def test_a_closed_explorer_is_given_back_to_the_computer():
    open_before = set(_instances)
    explorer, _ = remembering()
    explorer.close()
    for name in set(_instances) - open_before:
        _instances[name].close()
    gone = weakref.ref(explorer)
    del explorer, _
    gc.collect()
    assert gone() is None
