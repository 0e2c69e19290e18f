"""The explorer: the latest value wins, errors are seen, and the page without a kernel has picture and words."""

import io

import numpy as np
import pytest
from PIL import Image

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve, LossMap
from utils.explorers import Drag, Explorer, describe_run
from utils.widgets import controls
from utils.widgets.controls import Problem
from utils.widgets.markup import as_html

BOWL = quadratic_bowl([1.0, 5.0])


class Counted:
    """An explorer of the bowl that counts its runs."""

    def __init__(self, **options):
        self.runs = []
        self.map = LossMap((-3, 3), (-3, 3))
        self.explorer = Explorer(
            {
                "x": controls.number("start x", 2.0, -3, 3, 0.1),
                "y": controls.number("start y", 1.0, -3, 3, 0.1),
                "learning_rate": controls.LearningRate(0.1),
                "step": controls.Scrubber(20),
            },
            self.run,
            Stage([self.map, LossCurve(20, (1e-9, 1e3))]),
            lambda history, **_: describe_run(history, names=["x", "y"]),
            name="counted",
            drag=Drag(self.map, x="x", y="y"),
            **options,
        )

    def run(self, x, y, learning_rate):
        self.runs.append((x, y, learning_rate))
        return train(BOWL, gradient_descent(learning_rate), [x, y], n_steps=20)


@pytest.fixture
def counted():
    return Counted()


def at(explorer, view, x, y):
    """The fractions of the image where a panel shows a point."""
    across, down = view.axes.transData.transform((x, y)) / explorer.stage.figure.bbox.size
    return {"x": across, "y": 1 - down}


def test_moving_a_control_runs_once_and_says_what_the_run_says(counted):
    explorer = counted.explorer
    frame = explorer.figure.frame
    explorer.controls["learning_rate"].value = 0.2
    assert counted.runs == [(2.0, 1.0, 0.1), (2.0, 1.0, 0.2)]
    alone = train(BOWL, gradient_descent(0.2), [2.0, 1.0], n_steps=20)
    assert np.array_equal(explorer.history.params, alone.params)
    assert explorer.sentence == describe_run(alone, names=["x", "y"])
    assert explorer.figure.sentence.replace("\N{NO-BREAK SPACE}", " ") == explorer.sentence
    assert " %" not in explorer.figure.sentence, "a line could break between a number and its %"
    assert explorer.figure.frame != frame


def test_several_controls_set_together_run_once(counted):
    counted.explorer.set(x=-1.0, y=0.5, learning_rate=0.3)
    assert counted.runs[1:] == [(-1.0, 0.5, 0.3)]


def test_scrubbing_cuts_the_run_and_does_not_train_again(counted):
    explorer = counted.explorer
    explorer.set(step=3)
    assert len(counted.runs) == 1
    assert explorer.history.n_steps == 3
    assert ", 3 steps:" in explorer.sentence


def test_another_number_of_steps_is_drawn_once_and_shown_to_its_end():
    explorer = Explorer(
        {"n_steps": controls.steps(20, 50), "step": controls.Scrubber(20)},
        lambda n_steps: train(BOWL, gradient_descent(0.1), [2.0, 1.0], n_steps=n_steps),
        Stage([LossCurve(50, (1e-3, 1e3))]),
        lambda history, **_: f"Step {history.n_steps}.",
        name="steps",
    )
    frame = explorer.figure.frame_number
    explorer.set(n_steps=30)
    assert explorer.sentence == "Step 30."
    assert explorer.figure.frame_number == frame + 1


def test_changes_that_arrive_during_a_run_are_merged_and_the_last_one_wins():
    seen = []

    def run(x):
        seen.append(x)
        if len(seen) == 2:  # while this run is under way, the slider moves on, and on
            for later in (0.5, 0.6, 0.7):
                slider.value = later
        return train(BOWL, gradient_descent(0.1), [x, 1.0], n_steps=5)

    slider = controls.number("start x", 2.0, -3, 3, 0.1)
    explorer = Explorer(
        {"x": slider}, run, Stage([LossCurve(5, (1e-3, 1e3))]), lambda history, x: f"x is {x:g}.", name="slow"
    )
    slider.value = 0.1
    assert seen == [2.0, 0.1, 0.7]
    assert explorer.sentence == "x is 0.7."


def test_an_error_is_shown_and_raised_and_the_next_run_clears_it(counted):
    explorer = counted.explorer
    before = explorer.figure.frame
    with pytest.raises(ValueError, match="learning_rate must be a finite number"):
        explorer.set(learning_rate=float("nan"))
    assert "learning_rate must be a finite number" in explorer.problem.value
    assert 'role="alert"' in explorer.problem.value
    assert explorer.figure.frame == before
    explorer.set(learning_rate=0.1)
    assert explorer.problem.value == ""


def test_an_error_text_cannot_become_markup():
    problem = Problem()
    with pytest.raises(ValueError), problem.shown():
        raise ValueError("<img src=x>")
    assert "&lt;img src=x&gt;" in problem.value


def test_an_unknown_control_is_named(counted):
    with pytest.raises(ValueError, match="no control 'rate'; there are x, y, learning_rate, step"):
        counted.explorer.set(rate=1)


def test_reset_restores_the_first_picture_and_sentence(counted):
    explorer = counted.explorer
    first = explorer.figure.frame, explorer.sentence
    explorer.set(x=-2.0, learning_rate=1.0, step=4)
    assert (explorer.figure.frame, explorer.sentence) != first
    explorer.buttons["Reset"].click()
    assert (explorer.figure.frame, explorer.sentence) == first


def test_dragging_sets_the_start_on_the_controls_grid(counted):
    explorer = counted.explorer
    explorer.figure.pointer = {**at(explorer, counted.map, -1.03, 1.52), "phase": "down"}
    assert (explorer.values["x"], explorer.values["y"]) == (-1.0, 1.5)
    explorer.figure.pointer = {**at(explorer, counted.map, 9.0, -9.0), "phase": "move"}  # far outside
    assert (explorer.values["x"], explorer.values["y"]) == (3.0, -3.0)
    assert len(counted.runs) == 3


def test_a_drag_that_begins_elsewhere_sets_nothing(counted):
    explorer = counted.explorer
    curve = explorer.stage.views[1]
    explorer.figure.pointer = {**at(explorer, curve, 10, 1.0), "phase": "down"}
    explorer.figure.pointer = {**at(explorer, counted.map, 0.0, 0.0), "phase": "move"}
    assert len(counted.runs) == 1


def test_reset_takes_a_typing_error_away_even_if_the_rate_stays(counted):
    rate = counted.explorer.controls["learning_rate"]
    rate.box.value = "abc"
    assert "Still using 0.1" in rate.problem.value
    counted.explorer.buttons["Reset"].click()
    assert rate.problem.value == "" and rate.box.value == "0.1"


def test_figure_follows_theme_and_screen_without_training_again(counted):
    explorer = counted.explorer
    before = explorer.figure.frame
    explorer.figure.theme = "dark"
    dark = explorer.figure.frame
    assert dark != before
    explorer.figure.scale = 2.0
    image = Image.open(io.BytesIO(explorer.figure.background))
    assert image.size == (2 * explorer.stage.width, 2 * explorer.stage.height)
    number = explorer.figure.frame_number
    explorer.figure.scale = 2.0
    assert explorer.figure.frame_number == number
    assert len(counted.runs) == 1


def test_figure_follows_the_room_that_the_page_has_without_training_again(counted):
    explorer = counted.explorer
    wide = explorer.figure.frame
    explorer.figure.room = 1100
    assert explorer.figure.frame == wide
    explorer.figure.room = 540
    assert (explorer.figure.width, explorer.figure.height) == explorer.stage.extent
    assert explorer.figure.width == 540 and explorer.figure.frame != wide
    data, metadata = explorer._repr_mimebundle_()
    assert Image.open(io.BytesIO(data["image/png"])).size[0] == 1.5 * metadata["image/png"]["width"] == 810
    explorer.figure.room = 1100
    assert explorer.figure.frame == wide and len(counted.runs) == 1


def test_stored_page_has_the_picture_and_the_sentence(counted):
    data, metadata = counted.explorer._repr_mimebundle_()
    assert data["text/plain"] == counted.explorer.sentence
    assert Image.open(io.BytesIO(data["image/png"])).size[0] == 1.5 * metadata["image/png"]["width"]
    assert len(data["image/png"]) < len(counted.explorer.stage.picture(counted.explorer.result)) / 2
    assert data["text/html"].endswith(f"<p>{as_html(counted.explorer.sentence)}</p>")
    assert "application/vnd.jupyter.widget-view+json" in data
