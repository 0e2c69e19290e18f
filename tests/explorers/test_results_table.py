"""A table of results beside a figure or below it: it follows the figure, and costs nothing while it is closed."""

import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve
from utils.explorers import Explorer
from utils.explorers.results_table import add_results
from utils.widgets import controls

BOWL = quadratic_bowl([1.0])


def explorer(**options):
    made = Explorer(
        {"n_steps": controls.steps(2, 9)},
        lambda n_steps: train(BOWL, gradient_descent(0.5), [4.0], n_steps=n_steps),
        Stage([LossCurve(9, (1e-3, 1e3))]),
        lambda history, **_: f"{history.n_steps} steps",
        name="walk",
    )
    return add_results(made, rows, **{"title": "Results", "file_name": "r.csv"} | options)


def rows(history):
    return ["step", "loss"], [[str(k), f"{loss:g}"] for k, loss in enumerate(history.loss)], history.n_steps


def test_below_the_figure_it_takes_no_room_and_no_time_until_it_is_opened():
    made = explorer()
    assert made.children[-1] is made.results and made.results.layout.display == "none"
    made.set(n_steps=3)
    assert made.results.rows == []
    made.results_opener.value = True
    assert len(made.results.rows) == 4 and made.results.layout.display is None
    made.set(n_steps=5)
    assert [row[0] for row in made.results.rows] == list("012345") and made.results.current == 5
    made.results_opener.value = False
    made.set(n_steps=2)
    assert len(made.results.rows) == 6 and made.results.layout.display == "none"
    made.results_opener.value = True
    assert len(made.results.rows) == 3


def test_its_button_stands_behind_that_of_the_state_line():
    made = explorer()
    assert list(made.button_row.children)[-2:] == [made.state_opener, made.results_opener]


def test_beside_the_figure_it_is_always_there():
    made = explorer(beside=430, title="Log")
    assert len(made.results.rows) == 3 and made.results.layout.display is None
    (pair,) = [child for child in made.children if made.results in getattr(child, "children", ())]
    assert list(pair.children) == [made.figure, made.results] and made.figure not in made.children
    made.set(n_steps=4)
    assert len(made.results.rows) == 5 and made.results.title == "Log"


@pytest.mark.parametrize("beside", [430, None])
def test_the_explorer_is_handed_back_and_still_resets(beside):
    made = explorer(beside=beside)
    sentence = made.sentence
    made.set(n_steps=7)
    made.reset()
    assert made.sentence == sentence == "2 steps"
