"""The stage: what stands still is drawn once, what moves is exactly what a full draw would show."""

import io
import threading
import time

import numpy as np
import pytest
from PIL import Image

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve, LossMap

BOWL = quadratic_bowl([1.0, 5.0])


def run(learning_rate=0.1, n_steps=20, objective=BOWL):
    return train(objective, gradient_descent(learning_rate), [2.0, 1.0], n_steps=n_steps)


def stage():
    return Stage([LossMap((-3, 3), (-3, 3)), LossCurve(20, (1e-3, 1e3))])


def pixels(image: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(image)).convert("RGB"))


def test_updated_figure_equals_one_drawn_from_scratch():
    moved = stage()
    for learning_rate in (0.01, 0.5, 0.1):
        moved.picture(run(learning_rate))
    assert np.array_equal(pixels(moved.picture(run(0.2))), pixels(stage().picture(run(0.2))))


def test_another_run_changes_the_picture():
    figure = stage()
    assert not np.array_equal(pixels(figure.picture(run(0.1))), pixels(figure.picture(run(0.2))))


def test_background_is_drawn_once_for_one_objective_and_again_for_another():
    figure = stage()
    figure.picture(run(0.1))
    first = figure.figure
    figure.picture(run(0.3))
    assert figure.figure is first
    figure.picture(run(0.3, objective=quadratic_bowl([2.0, 2.0])))
    assert figure.figure is not first


def test_kept_runs_stand_on_the_background():
    figure = stage()
    plain = pixels(figure.picture(run(0.1)))
    with_kept = pixels(figure.picture(run(0.1), kept=[("0.3", run(0.3))]))
    assert not np.array_equal(plain, with_kept)
    assert np.array_equal(plain, pixels(figure.picture(run(0.1))))


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_image_has_one_pixel_per_screen_pixel(scale):
    figure = stage()
    figure.configure(theme="light", scale=scale)
    height, width, _ = pixels(figure.picture(run())).shape
    assert (width, height) == (figure.width * scale, figure.height * scale)


def test_themes_differ_and_an_unknown_theme_is_light():
    figure = stage()
    light = pixels(figure.picture(run()))
    assert figure.configure(theme="dark", scale=figure.scale)
    dark = pixels(figure.picture(run()))
    assert light.mean() > 200 > 80 > dark.mean()
    assert figure.configure(theme="solarized", scale=figure.scale)
    assert np.array_equal(light, pixels(figure.picture(run())))


@pytest.mark.parametrize("before", [dict(size=1.6), dict(room=500)], ids=["projected", "narrow"])
def test_a_picture_is_the_same_whatever_was_on_show_before(before, monkeypatch):
    """To find the panels' places takes twice as long as to draw them: once they are known, they are kept."""
    arranged, arrange = [], Stage._arrange
    monkeypatch.setattr(Stage, "_arrange", lambda self: arranged.append(self) or arrange(self))
    wanted, moved = stage(), stage()
    wanted.configure(theme="dark", scale=2)
    wanted = pixels(wanted.picture(run()))
    arranged.clear()
    for theme, scale in [("light", 1.5), ("light", 2), ("dark", 1), ("dark", 2)]:
        moved.configure(theme=theme, scale=scale)
        picture = moved.picture(run())
    assert np.array_equal(pixels(picture), wanted)
    assert len(arranged) == 1

    moved.configure(theme="dark", scale=1, **before)
    assert pixels(moved.picture(run())).shape != wanted.shape
    moved.configure(theme="dark", scale=2, size=1, room=moved.width)
    assert np.array_equal(pixels(moved.picture(run())), wanted)


def test_configure_says_whether_anything_changed():
    figure = stage()
    assert not figure.configure(theme="light", scale=1.5)
    assert figure.configure(theme="light", scale=99) and figure.scale == 4.0
    assert not figure.configure(theme="light", scale=float("nan"))


def test_point_of_the_image_is_found_in_data_coordinates():
    figure = stage()
    figure.picture(run())
    loss_map = figure.views[0]
    x, y = loss_map.axes.transData.transform((1.25, -2.0))
    box = figure.figure.bbox
    view, *found = figure.locate(x / box.width, 1 - y / box.height)
    assert view is loss_map
    assert found == pytest.approx([1.25, -2.0])
    assert figure.locate(0.001, 0.001) is None


@pytest.mark.parametrize("learning_rate", [1e-12, 0.5, 1.0, 100.0, 1e12, -1.0])
def test_every_run_can_be_drawn_without_a_warning(learning_rate, recwarn):
    figure = stage()
    figure.picture(run(learning_rate, n_steps=400))
    assert [str(w.message) for w in recwarn] == []


def test_a_diverging_run_is_marked_and_said():
    figure = stage()
    figure.picture(run(1.0))
    curve = figure.views[1]
    assert len(curve.exit.get_xdata()) == 1
    assert any("leaves the top of the chart" in note for note in figure.notes(run(1.0)))
    assert any("leaves the map" in note for note in figure.notes(run(1.0)))
    figure.picture(run(0.1))
    assert len(curve.exit.get_xdata()) == 0
    assert figure.notes(run(0.1)) == []


def words_of(figure):
    """The height of each word in screen pixels, in an image of one pixel per CSS pixel."""
    words = [*(view.axes.title for view in figure.views), *(view.axes.xaxis.label for view in figure.views)]
    words += figure.views[0].axes.get_legend().get_texts()
    return [word.get_fontsize() * figure.figure.dpi / 72 for word in words]


@pytest.mark.parametrize("room", [250, 300, 540, 767, 768, 800, 960, 2000])
def test_in_a_narrow_page_a_figure_is_as_wide_as_the_page_and_its_words_as_high_as_ever(room):
    figure = stage()
    figure.configure(theme="light", scale=1.0)
    usual = pixels(figure.picture(run()))
    words = words_of(figure)
    assert figure.configure(theme="light", scale=1.0, room=room) == (room < 960)
    height, width, _ = pixels(figure.picture(run())).shape
    assert (width, height) == figure.extent and width == min(max(room, 300), 960)
    assert words_of(figure) == pytest.approx(words)
    (left, right), (low, high) = zip(*(view.axes.bbox.min for view in figure.views), strict=True)
    if room < 768:
        assert figure.is_narrow and low > figure.views[1].axes.bbox.y1, "one above the other"
        assert min(view.axes.bbox.width for view in figure.views) > 0.7 * width
    else:
        assert not figure.is_narrow and right > left and low == pytest.approx(high)
    figure.configure(theme="light", scale=1.0, room=960)
    assert np.array_equal(pixels(figure.picture(run())), usual)


def test_a_point_is_found_in_panels_that_stand_one_above_the_other():
    figure = stage()
    figure.configure(theme="light", scale=1.0, room=540)
    figure.picture(run())
    for view, point in zip(figure.views, [(1.25, -2.0), (10.0, 1.0)], strict=True):
        across, up = view.axes.transData.transform(point) / figure.figure.bbox.size
        found, *place = figure.locate(across, 1 - up)
        assert found is view and place == pytest.approx(point)


def test_a_title_that_is_too_long_for_a_narrow_panel_gets_a_second_line():
    figure = Stage(
        [LossCurve(20, (1e-3, 1e3), title="What the loss does at each step of a run"), LossCurve(20, (1e-3, 1e3))]
    )
    figure.configure(theme="light", scale=1.0, room=780)
    figure.picture(run())
    title = figure.views[0].axes._left_title
    assert title.get_text() == "What the loss does at\neach step of a run"
    assert title.get_fontsize() == figure.views[1].axes._left_title.get_fontsize()


def test_a_page_that_reports_no_sensible_room_changes_nothing():
    figure = stage()
    assert not figure.configure(theme="light", scale=1.5, room=float("nan"))
    assert figure.extent == (figure.width, figure.height)


def test_where_words_are_large_a_high_figure_is_lower():
    figure = Stage([LossCurve(20, (1e-3, 1e3))], height=380)
    assert figure.extent == (960, 380)
    figure.configure(theme="light", scale=1.5, size=1.4)
    assert figure.extent == (960, figure.projected_height)


def test_two_threads_draw_one_after_the_other():
    order = []

    class Slow(LossCurve):
        def build(self, *args):
            order.append("begins")
            time.sleep(0.1)  # long enough for another thread to come in between
            super().build(*args)
            order.append("ends")

    def draw():
        Stage([Slow(20, (1e-3, 1e3))]).picture(run())

    threads = [threading.Thread(target=draw) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order == ["begins", "ends"] * 2
