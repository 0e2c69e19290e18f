"""Projector mode: text and lines grow alike in every explorer, existing and new, and go back."""

import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve
from utils.explorers import Explorer, projector
from utils.explorers.projector import LARGE
from utils.widgets import controls


@pytest.fixture(autouse=True)
def only_our_explorers(new_page):
    yield
    projector(False)


def make_explorer():
    return Explorer(
        {"learning_rate": controls.LearningRate(0.1)},
        lambda learning_rate: train(quadratic_bowl([1.0]), gradient_descent(learning_rate), [1.0], n_steps=9),
        Stage([LossCurve(9, (1e-3, 10))], height=260),
        lambda history, **_: "A run.",
        name="walk",
    )


def pixels_of(explorer):
    """The size of the image, and in its pixels the height of a title and the width of a curve."""
    view = explorer.stage.views[0]
    dpi = view.axes.figure.dpi
    size = tuple(view.axes.figure.bbox.size)
    return size, view.axes.title.get_size() * dpi / 72, view.curve.get_linewidth() * dpi / 72


def test_text_and_lines_grow_and_the_image_keeps_its_size():
    explorer = make_explorer()
    usual, plain = pixels_of(explorer), explorer.figure.frame
    projector()
    size, title, line = pixels_of(explorer)
    assert size == pytest.approx(usual[0])
    assert (title, line) == pytest.approx((LARGE * usual[1], LARGE * usual[2]))
    assert "projector" in explorer._dom_classes and explorer.figure.frame != plain
    projector(False)
    assert explorer.figure.frame == plain and "projector" not in explorer._dom_classes


def test_many_controls_leave_less_room_for_the_figure():
    def height(n_controls):
        figure = Stage([LossCurve(9, (1e-3, 10))], height=380)
        learning_rate = {"learning_rate": controls.LearningRate(0.1)}
        others = {f"control_{k}": controls.switch(f"{k}") for k in range(n_controls - 1)}
        run = lambda learning_rate: train(quadratic_bowl([1.0]), gradient_descent(learning_rate), [1.0], n_steps=9)  # noqa: E731
        explorer = Explorer(learning_rate | others, run, figure, lambda history, **_: "A run.", name="walk")
        return explorer.figure.height

    assert height(6) == height(5) == 380
    projector()
    assert height(6) < height(5) < 380


def test_a_later_explorer_is_large_too():
    small = make_explorer()
    projector()
    late = make_explorer()
    assert late.figure.frame == small.figure.frame and "projector" in late._dom_classes


def test_calling_it_again_changes_nothing():
    explorer = make_explorer()
    projector()
    number = explorer.figure.frame_number
    projector()
    assert explorer.figure.frame_number == number
    assert explorer._dom_classes.count("projector") == 1


def test_the_pointer_still_finds_its_place():
    explorer = make_explorer()
    projector()
    view = explorer.stage.views[0]
    across, up = view.axes.transData.transform((4.0, 0.1)) / explorer.stage.figure.bbox.size
    found, x, y = explorer.stage.locate(across, 1 - up)
    assert found is view and (x, y) == pytest.approx((4.0, 0.1))
