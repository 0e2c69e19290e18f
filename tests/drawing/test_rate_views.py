"""Views of tried rates, of curvature and of scale: what is drawn is what was computed, and what leaves is marked."""

import numpy as np
import pytest

from utils.descent import (
    LinearModel,
    gradient_descent,
    learning_rate_limit,
    line,
    mean_loss,
    principal_curvatures,
    quadratic_bowl,
    squared_error,
    train,
)
from utils.descent.experiments.bisection import bisection
from utils.drawing import Stage
from utils.drawing.quick_text import QuickText
from utils.drawing.views import CurvatureMap, Curve, Ellipses, RateLine, SignedRates
from utils.drawing.views.rate_line import say_apart

DATA = line()
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
LIMIT = learning_rate_limit(OBJECTIVE)
SEARCH = bisection(OBJECTIVE, [0.0, 4.0], n_steps=300)

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def tried():
    view = RateLine((1e-4, 10.0), LIMIT)
    stage = Stage([view, CurvatureMap((-2, 6), (-3, 5))])

    def show(rates, next_rate=0.01):
        stage.picture(SEARCH(rates, next_rate))
        return view, stage

    return show


def shown(mark):
    return mark.get_xdata().tolist() if mark.get_visible() else []


# ---- the line of rates ------------------------------------------------------------------------------------


def test_each_outcome_has_its_own_marks_from_top_to_bottom(tried):
    view, _ = tried([0.01, 1.0, 0.1, 0.3])
    assert shown(view.marks["settles"]) == [0.01, 0.1] and shown(view.marks["diverges"]) == [1.0, 0.3]
    assert len({mark.get_marker() for mark in view.marks.values()}) == 3
    heights = np.sort(np.concatenate([mark.get_ydata() for mark in view.marks.values()]))
    assert view.last.get_xdata()[0] == 0.3 and view.last.get_ydata()[0] == heights[0]
    assert np.ptp(np.diff(heights)) == pytest.approx(0, abs=1e-9)


def test_any_number_of_tries_stays_above_the_line(tried):
    view, _ = tried(np.geomspace(1e-3, 5, 40).tolist())
    heights = np.concatenate([mark.get_ydata() for mark in view.marks.values()])
    assert len(heights) == 40 and 0.24 < heights.min() < heights.max() < 1


def test_the_bracket_is_shaded_and_named(tried):
    view, _ = tried([0.01, 1.0])
    corners = view.bracket[0].get_xy()
    assert (corners[:, 0].min(), corners[:, 0].max()) == (0.01, 1.0)
    assert [word.words for word in (view.low_end, view.apart, view.high_end)] == [
        "0.01 settles", "a factor of 100 apart", "1 explodes"
    ]  # fmt: skip
    assert not view.limit_name.get_visible()
    view, _ = tried([0.01])
    assert not any(artist.get_visible() for artist in (*view.bracket, view.low_end, view.apart, *view.limit_lines))


@pytest.mark.parametrize("rates", [[0.255, 0.262], [0.26, 0.27], [0.2599, 0.2604]])
def test_the_limit_stands_in_the_magnified_bracket_where_it_belongs(tried, rates):
    view, _ = tried(rates)
    left, right = view.axes.transAxes.inverted().transform(view.bracket[1].get_window_extent())[:, 0]
    place = left + (right - left) * np.log(LIMIT / rates[0]) / np.log(rates[1] / rates[0])
    assert view.limit_lines[1].get_xdata()[0] == pytest.approx(place, abs=0.002)
    assert view.limit_name.get_visible() and view.limit_name.words.startswith("limit 0.26")
    words = view.axes.transAxes.inverted().transform(view.limit_name.get_window_extent())[:, 0]
    assert left < words[0] < words[1] < right and not words[0] < place < words[1]
    assert view.low_end.words != view.high_end.words.replace("explodes", "settles")


def test_a_new_rate_moves_without_a_new_background_and_so_does_a_try(tried):
    _, stage = tried([0.01, 1.0])
    figure = stage.figure
    view, _ = tried([0.01, 1.0], next_rate=3.0)
    assert view.next.get_xdata() == [3.0, 3.0] and stage.figure is figure
    tried([0.01, 1.0, 0.1])
    assert stage.figure is figure


def test_tries_beyond_the_line_are_marked_and_said(tried):
    view, _ = tried([1e-9, 100.0, 0.1])
    assert [len(view.beyond[side].get_xdata()) for side in "<>"] == [1, 1]
    history = SEARCH([1e-9, 100.0, 0.1], 0.1)
    assert view.notes(history) == ["2 of the tries lie beyond the ends of the line."]
    assert view.notes(SEARCH([1e-9], 0.1)) == ["1 of the tries lies beyond the ends of the line."]


def test_widths_are_said_in_percent_or_as_a_factor():
    assert [say_apart(width) for width in (0.05, 0.999, 1.0, 99.0)] == [
        "5 % apart", "99.9 % apart", "a factor of 2 apart", "a factor of 100 apart"
    ]  # fmt: skip


# ---- principal directions ----------------------------------------------------------------------------------


def named_curvatures(axes):
    """The lines that are named after a curvature, by their names."""
    return {line.get_label(): line for line in axes.get_lines() if line.get_label().startswith(("flat", "steep"))}


def test_the_directions_appear_with_the_limit_and_are_those_of_numpy(tried):
    _, stage = tried([0.01, 1.0])
    assert named_curvatures(stage.views[1].axes) == {}
    _, stage = tried([0.255, 0.262])
    matrix = 2 * np.array([[np.mean(DATA.X**2), DATA.X.mean()], [DATA.X.mean(), 1.0]])
    curvatures, vectors = np.linalg.eigh(matrix)
    drawn = named_curvatures(stage.views[1].axes)
    assert list(drawn) == [f"flat: {curvatures[0]:.3g}", f"steep: {curvatures[1]:.3g}"]
    for artist, vector in zip(drawn.values(), vectors.T, strict=True):
        along = np.diff(artist.get_xydata(), axis=0)[0]
        assert abs(along @ vector) == pytest.approx(np.linalg.norm(along))
    legend = {text.get_text() for text in stage.views[1].axes.get_legend().get_texts()}
    assert drawn.keys() <= legend


# ---- ellipses ------------------------------------------------------------------------------------------------


def of_bowl(curvatures, learning_rate=0.1):
    return train(quadratic_bowl(curvatures), gradient_descent(learning_rate), [3.0, 1.0], n_steps=5)


def test_other_curvatures_move_the_ellipses_on_the_same_background():
    view = Ellipses(5.0, [0.5, 2.0])
    stage = Stage([view])
    for curvatures in ([1.0, 4.0], [0.25, 1.0]):
        history = of_bowl(curvatures)
        stage.picture(history)
        figure = stage.figure
        for level, ring in zip(view.levels, view.contours.get_segments(), strict=True):
            assert history.objective.value(ring) == pytest.approx(np.full(len(ring), level))
            assert np.abs(ring).max(axis=0) == pytest.approx(np.sqrt(2 * level / np.array(curvatures)))
    stage.picture(of_bowl([7.0, 0.1]))
    assert stage.figure is figure


def test_contours_off_the_map_or_too_small_to_see_are_left_out():
    view = Ellipses(5.0, [1e-9, 1.0, 1e9])
    Stage([view]).picture(of_bowl([1.0, 1.0]))
    assert len(view.contours.get_segments()) == 1


def test_a_round_valley_has_no_steep_direction():
    view = Ellipses(5.0, [1.0])
    stage = Stage([view])
    stage.picture(of_bowl([1.0, 1.0]))
    assert not any(artist.get_visible() for artist in view.directions)
    stage.picture(of_bowl([1.0, 2.0]))
    assert all(artist.get_visible() for artist in view.directions)
    flat, steep = (np.ptp(artist.get_xydata(), axis=0) for artist in view.directions)
    assert flat[1] == pytest.approx(0) and steep[0] == pytest.approx(0)


@pytest.mark.parametrize(("curvature", "start", "note"), [
    (1.0, [3.0, 1.0], []),
    (50.0, [3.0, 1.0], ["The path leaves the map at step 1."]),
    (1.0, [9.0, 1.0], ["The start lies outside of the map."]),
    (1e300, [3.0, 1.0], ["The path leaves the map at step 1."]),
])  # fmt: skip
def test_a_path_that_leaves_the_map_is_marked_and_said(curvature, start, note):
    view = Ellipses(5.0, [1.0])
    history = train(quadratic_bowl([curvature, 1.0]), gradient_descent(0.1), start, n_steps=5)
    assert view.notes(history) == note
    Stage([view]).picture(history)
    assert len(view.exit.get_xdata()) == len(note)


def test_a_line_through_data_is_shown_from_its_best_parameters():
    view = Ellipses(5.0, [1.0])
    history = train(OBJECTIVE, gradient_descent(0.1), [0.0, 0.0], n_steps=3)
    Stage([view]).picture(history)
    assert view.path.get_xydata()[0] == pytest.approx(-OBJECTIVE.minimum.params)
    ring = view.contours.get_segments()[0]
    lengths = np.hypot(*ring.T)
    assert (lengths.max() / lengths.min()) ** 2 == pytest.approx(
        principal_curvatures(OBJECTIVE)[0][1] / principal_curvatures(OBJECTIVE)[0][0], rel=0.01
    )


def test_one_of_two_runs_can_be_picked():
    view = Ellipses(5.0, [1.0], subject="The second path").of(lambda both: both.run(1))
    both = train(quadratic_bowl([1.0, 1.0]), gradient_descent([0.1, 30.0]), [3.0, 1.0], n_steps=5)
    assert Stage([view]).notes(both) == ["The second path leaves the map at step 1."]


# ---- moving words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ha", "side"), [("left", 0), ("right", 1), ("center", None)])
def test_words_stand_where_they_are_put(tried, ha, side):
    view, _ = tried([0.01, 1.0])
    words = QuickText(view.axes, view.style)
    words.show("0.255 settles", 0.5, 0.25, ha=ha)
    box = view.axes.transAxes.inverted().transform(words.get_window_extent())
    at = box[:, 0].mean() if side is None else box[side, 0]
    assert at == pytest.approx(0.5, abs=0.005) and box[:, 1].mean() == pytest.approx(0.25, abs=0.02)
    assert words.get_visible()
    words.show("0.255 settles", 0.5, 0.25, ha=ha, room=0.1)
    low, high = view.axes.transAxes.inverted().transform(words.get_window_extent())[:, 0]
    assert high - low == pytest.approx(0.1, abs=0.01)
    assert (low + high) / 2 == pytest.approx(0.5 + (0 if side is None else (0.05, -0.05)[side]), abs=0.01)
    words.show("")
    assert not words.get_visible()
    words.remove()


# ---- rates of either sign -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed():
    rates = np.array([-1.0, -0.1, -0.01, 0.0, 0.01, 0.1, 1.0])
    ends = train(OBJECTIVE, gradient_descent(rates), [0.0, 0.0], n_steps=50).final_loss
    curves = [Curve("ours", "loss"), Curve("theirs", "muted", "--", "s")]
    view = SignedRates(rates, ends, float(OBJECTIVE.value([0.0, 0.0])), curves, (1e-6, 1e9))
    stage = Stage([view])

    def show(*pair):
        stage.picture(history := train(OBJECTIVE, gradient_descent(pair), [0.0, 0.0], n_steps=50))
        return view, stage.notes(history), history

    return show


def test_marks_of_either_sign_stand_at_their_end_loss(signed):
    view, notes, history = signed(-0.01, 0.01)
    for mark, rate, loss in zip(view.marks, (-0.01, 0.01), history.final_loss, strict=True):
        assert mark.get_xydata().tolist() == [[rate, loss]]
    assert notes == [] and [len(marker.get_xdata()) for marker in view.exits] == [0, 0]
    ends = view.end_loss
    assert (ends[:3] > view.start_loss).all() and (ends[4:6] < view.start_loss).all() and ends[3] == view.start_loss


@pytest.mark.parametrize(
    ("pair", "ends", "n_notes"),
    [((0.3, -0.3), [(0.3, 1e9), (-0.3, 1e9)], 0), ((40.0, -40.0), [(1.0, 1e9), (-1.0, 1e9)], 1)],
)
def test_a_rate_or_loss_beyond_the_chart_has_an_arrow_on_its_edge(signed, pair, ends, n_notes):
    view, notes, _ = signed(*pair)
    assert [mark.get_xydata().tolist() for mark in view.marks] == [[], []]
    assert [tuple(marker.get_xydata()[0]) for marker in view.exits] == ends
    assert len(notes) == n_notes
    figure, half = view.axes.figure, 24 / 2 * view.axes.figure.dpi / 72
    for marker in view.exits:
        x, _ = view.axes.transData.transform(marker.get_xydata()[0])
        assert half <= x <= figure.bbox.width - half, "all of the arrow is in the picture"
