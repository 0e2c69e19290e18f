"""Pictures of a network, against the network's own answers."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.legend import Legend

from utils.descent import circles, moons, penguins_three_species
from utils.descent.experiments.classification import Classification, ClassifierRun, train_classifier
from utils.descent.typed_text import shortened_apart
from utils.drawing import Stage
from utils.drawing.class_looks import SHAPES, class_colors, level_of
from utils.drawing.style import THEMES
from utils.drawing.views import ChosenNeuron, EpochLosses, NetworkView, Regions
from utils.drawing.views.network import SIDE, SMALLEST, as_shades

pytestmark = pytest.mark.filterwarnings("error")
STYLE = THEMES["light"]
MOONS = Classification.of(moons(), limits=((-1.9, 1.9), (-1.5, 1.5)))
BIRDS = Classification.of(
    penguins_three_species(), class_names=("Adelie", "Chinstrap", "Gentoo"), standardized=True, train_share=0.5
)


def trained(problem, hidden, activation="tanh", **settings):
    *_, run = train_classifier(problem, problem.network(hidden, activation), **{"n_epochs": 20} | settings)
    return run


def with_params(run, params):
    """Return the run as if it had ended at these parameters."""
    history = type(run.history)(
        run.history.objective,
        np.stack([np.asarray(params, float)]),
        run.history.loss[:1],
        run.history.gradient_norm[:1],
        metrics={name: values[:1] for name, values in run.history.metrics.items()},
    )
    return ClassifierRun(history, run.problem, run.network)


def shown(view, run):
    stage = Stage([view])
    picture = stage.picture(run)
    assert picture.startswith(b"\x89PNG") and stage.frame(run).commands
    return view


def nearest_class(pixels):
    """Return the class whose color each pixel has a share of."""
    page = np.array(to_rgb(STYLE.background)) * 255
    away = pixels[..., :3].astype(float) - page
    colors = np.array([to_rgb(color) for color in class_colors(STYLE)]) * 255 - page
    similar = away @ colors.T / np.linalg.norm(colors, axis=1)
    return similar.argmax(axis=-1)


@pytest.mark.parametrize("problem", [MOONS, BIRDS], ids=["moons", "birds"])
def test_each_place_has_the_color_of_the_class_that_the_network_answers(problem):
    run = trained(problem, (6, 4))
    view = shown(Regions(ChosenNeuron()), run)
    (left, right), (low, high) = problem.limits
    middles = (np.arange(SIDE) + 0.5) / SIDE
    places = np.stack(np.meshgrid(left + (right - left) * middles, low + (high - low) * middles), axis=-1)
    answers = run.network.predict(run.params, problem.scaled(places.reshape(-1, 2)))
    best = (answers > 0.5).astype(int) if answers.ndim == 1 else answers.argmax(axis=1)
    sure = np.abs(answers - 0.5) > 0.1 if answers.ndim == 1 else answers.max(axis=1) > 0.6
    pixels = np.asarray(view.image.get_array()).reshape(-1, 4)
    assert sure.mean() > 0.7 and (nearest_class(pixels)[sure] == best[sure]).all()
    assert view.image.get_extent() == [left, right, low, high]


@pytest.mark.parametrize("problem", [MOONS, BIRDS], ids=["moons", "birds"])
def test_the_line_runs_where_the_answer_changes(problem):
    run = trained(problem, (6, 4))
    view = shown(Regions(ChosenNeuron()), run)
    points = view.edge.get_xydata()
    points = points[~np.isnan(points).any(axis=1)]
    assert len(points) > 20
    logits = run.network.logit_model.predict(run.params, problem.scaled(points)).reshape(len(points), -1)
    ahead = logits[:, 0] if logits.shape[1] == 1 else -np.diff(np.sort(logits, axis=1)[:, -2:], axis=1)[:, 0]
    assert np.median(np.abs(ahead)) < 0.1 and np.abs(ahead).max() < 2.0  # the fields are 60 a side


def test_samples_stand_where_they_are_each_class_by_its_shape_and_what_validates_is_hollow():
    view = shown(Regions(ChosenNeuron()), trained(BIRDS, (3,)))
    for lines, part, hollow in zip(view.samples, (BIRDS.validation, BIRDS.training), (True, False), strict=True):
        for k, line in enumerate(lines):
            assert np.array_equal(line.get_xydata(), part.X[part.y_true == k])
            assert line.get_marker() == SHAPES[k][0]
            assert (line.get_markerfacecolor() == STYLE.background) == hollow


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "linear"])
def test_a_chosen_neuron_is_shown_large(activation):
    run = trained(MOONS, (4, 3), activation, start="he", n_epochs=5)
    chosen = ChosenNeuron((2, 3))
    view = shown(Regions(chosen), run)
    answers = run.maps(SIDE)[0][1][2]
    wanted = view.shades[level_of(as_shades(answers[None], activation)[0])]
    assert np.array_equal(view.image.get_array(), wanted)
    chosen.place = (3, 1)  # not in this network: the output
    view.update(run)
    assert not np.array_equal(view.image.get_array(), wanted)


def test_the_first_layer_of_tanh_is_parted_by_straight_lines():
    run = trained(MOONS, (4,))
    view = shown(Regions(ChosenNeuron((1, 2))), run)
    points = view.edge.get_xydata()
    points = points[~np.isnan(points).any(axis=1)]
    weights = run.network.weights(run.params)[0][1]
    assert len(points) > 2 and points @ weights[:-1] + weights[-1] == pytest.approx(0, abs=0.05)


def test_shades_are_comparable_and_kept_within_their_ends():
    answers = np.array([[[-4.0, 0.0], [2.0, np.inf]], [[0.0, 0.0], [0.0, 0.0]]])
    assert np.abs(as_shades(answers, "relu")).max() <= 1 and not as_shades(answers, "relu")[1].any()
    assert as_shades(np.array([[[0.0, 0.5, 1.0]]]), "sigmoid").tolist() == [[[-1.0, 0.0, 1.0]]]
    assert level_of(np.array([-np.inf, -1, 0, 1, np.nan])).tolist() == [0, 0, 16, 32, 16]


@pytest.mark.parametrize("hidden", [(), (1,), (2, 3), (16, 16, 16, 16), (1, 16, 2, 9)], ids=str)
@pytest.mark.parametrize("problem", [MOONS, BIRDS], ids=["moons", "birds"])
def test_maps_stand_in_columns_and_a_click_finds_each(problem, hidden):
    run = trained(problem, hidden, n_epochs=1)
    view = shown(NetworkView(ChosenNeuron()), run)
    assert [len(column) for column in view.rectangles] == list(run.network.layer_sizes)
    for column in map(np.array, view.rectangles):
        left, low, width, height = column.T
        assert (low[1:] + height[1:] < low[:-1]).all(), "one below the other, without touching"
        assert (left > 0).all() and (left + width < 1).all() and (low > -0.01).all() and (low + height < 1.01).all()
    for k, n in enumerate(hidden, start=1):
        for number in range(1, n + 1):
            left, low, width, height = view.rectangles[k][number - 1]
            assert view.hit(left + width / 3, low + height / 3) == f"{k}.{number}"
            if number < n:  # between two maps, the nearer one
                above = low - (low - view.rectangles[k][number][1] - height) / 4
                assert view.hit(left, above) == f"{k}.{number}"
    left, low, width, height = view.rectangles[-1][0]
    assert view.hit(left + width / 2, low + height / 2) == "output"
    assert view.hit(0.5, -0.5) == "" and view.hit(view.rectangles[0][0][0] + 0.01, 0.7) == ""


def test_small_maps_are_the_answers_with_the_first_neuron_on_top():
    run = trained(MOONS, (5, 3))
    view = shown(NetworkView(ChosenNeuron()), run)
    for k, layer in enumerate(run.maps(SIDE)[0], start=1):
        image = np.asarray(view.images[k].get_array())
        every = SIDE // image.shape[1]
        top = view.shades[level_of(layer[0][every // 2 :: every, every // 2 :: every])]
        assert np.array_equal(image[-image.shape[1] :], top)
        assert (image[image.shape[1]] == 0).all(), "between two maps nothing is drawn"
        left, right, low, high = view.images[k].get_extent()
        first, last = view.rectangles[k][0], view.rectangles[k][-1]
        assert (left, right) == pytest.approx((first[0], first[0] + first[2]), abs=0.005)
        assert (low, high) == pytest.approx((last[1], first[1] + first[3]), abs=0.02)


@pytest.mark.parametrize(
    ("hidden", "most"), [((), 32), ((16,), 32), ((16, 16), 32), ((9, 9, 9), 24), ((11, 11, 11, 11), 16)], ids=str
)
def test_each_weight_is_a_line_by_its_sign_and_its_size_and_it_is_said_if_some_are_left_out(hidden, most):
    run = trained(MOONS, hidden, start="large", n_epochs=1)
    view = shown(NetworkView(ChosenNeuron()), run)
    drawn = {"-": 0, "--": 0}
    for line in view.weights:
        ends = line.get_xydata()
        drawn[line.get_linestyle()] += int(np.isnan(ends[:, 0]).sum()) if len(ends) > 1 else 0
    wanted = {"-": 0, "--": 0}
    for layer in run.network.weights(run.params):
        weights = layer[:, :-1].ravel()
        weights = weights[np.argsort(-np.abs(weights))][:most]
        wanted["-"] += int((weights >= SMALLEST).sum())
        wanted["--"] += int((weights <= -SMALLEST).sum())
    assert drawn == wanted
    assert view.weights[0].get_color() != view.weights[-1].get_color()
    widths = [line.get_linewidth() for line in view.weights]
    assert widths[:4] == sorted(widths[:4]) and widths[:4] == widths[4:]
    left_out = f"Of the weights between two layers, only the {most} largest are drawn."
    assert view.notes(run) == ([left_out] if len(hidden) > 1 else [])


def test_a_line_leads_from_its_source_to_its_neuron():
    run = trained(MOONS, (2,), n_epochs=1)
    params = np.zeros(run.network.n_params)
    run.network.weights(params)[0][1, 0] = -3.0  # from the first feature to the second neuron
    view = shown(NetworkView(ChosenNeuron()), with_params(run, params))
    lines = [line.get_xydata() for line in view.weights if len(line.get_xydata()) > 1]
    assert len(lines) == 1
    (from_, to), (source, target) = lines[0][:2], (view.rectangles[0][0], view.rectangles[1][1])
    assert from_ == pytest.approx([source[0] + source[2], source[1] + source[3] / 2])
    assert to == pytest.approx([target[0], target[1] + target[3] / 2])


def test_a_frame_stands_around_what_is_chosen():
    run = trained(BIRDS, (3, 2), n_epochs=1)
    chosen = ChosenNeuron()
    view = shown(NetworkView(chosen), run)
    assert len(view.ring.get_xdata()) == 3, "all outputs"
    chosen.place = (2, 1)
    view.update(run)
    left, low, width, height = view.rectangles[2][0]
    assert view.ring.get_xydata() == pytest.approx(np.array([[left + width / 2, low + height / 2]]))


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
@pytest.mark.parametrize("problem", [MOONS, BIRDS], ids=["moons", "birds"])
def test_weights_that_are_no_numbers_still_give_a_picture(problem, value):
    run = trained(problem, (3, 2), n_epochs=1)
    broken = with_params(run, np.full(run.network.n_params, value))
    for place in (None, (1, 1)):
        shown(NetworkView(ChosenNeuron(place)), broken)
        view = shown(Regions(ChosenNeuron(place)), broken)
        assert ("no numbers any more" in " ".join(view.notes(broken))) == (not np.isfinite(value))


def test_samples_outside_of_the_chart_are_counted():
    data = circles(n_samples=60, noise=0.0)
    problem = Classification.of(data, limits=((-0.99, 2.0), (-2.0, 2.0)))
    run = trained(problem, (2,), n_epochs=1)
    outside = int((data.X[:, 0] < -0.99).sum())
    assert Regions(ChosenNeuron()).notes(run) == [
        f"{outside} sample{'s lie' if outside > 1 else ' lies'} outside of the chart."
    ]


def test_both_losses_are_drawn_and_what_leaves_the_chart_is_marked_and_said():
    run = trained(MOONS, (4,))
    view = shown(EpochLosses(40), run)
    for loss, name in zip(run.losses, ("training", "validation"), strict=True):
        assert np.array_equal(view.curves[name].get_xydata(), np.column_stack([np.arange(21), loss]))
    assert view.notes(run) == [] and len(view.exit.get_xdata()) == 0
    narrow = shown(EpochLosses(40, (0.2, 0.5)), run)
    assert len(narrow.exit.get_xdata()) == 1
    assert narrow.notes(run)[0].startswith("The training loss leaves the top of the chart (0.5) after epoch 0.")
    low = shown(EpochLosses(40, (0.5, 10.0)), run)
    assert low.notes(run) == [f"The {name} loss has gone below the chart, which ends at 0.5." for name in view.curves]


@pytest.mark.parametrize(("size", "room", "left"), [(1.0, 960, 0.9), (1.0, 500, 0.75), (1.4, 960, 0.9)])
def test_no_name_covers_a_chart_and_those_of_pinned_runs_can_be_read(size, room, left):
    first, run = trained(MOONS, (2,)), trained(MOONS, (4,))
    names = ["2 tanh", *(f"4x16 sigmoid, 0.015, noise 0.35, seed {n}" for n in (1, 2)), *("2 ReLU", "3 ReLU", "4")]
    view = EpochLosses(40)
    stage = Stage([NetworkView(ChosenNeuron()), Regions(ChosenNeuron()), view], height=340)
    stage.configure(theme="light", scale=1.0, size=size, room=room)
    stage.picture(run)
    before = view.axes.bbox.height
    stage.picture(run, kept=[(name, first) for name in names])
    assert view.axes.bbox.height > left * before, "the figure is so much higher"
    assert sum(np.array_equal(one.get_ydata(), first.losses[1]) for one in view.axes.get_lines()) == len(names)
    legends = stage.figure.findobj(Legend)
    said = [text for legend in legends for text in legend.get_texts()]
    written = {text.get_text() for text in said}
    ends = set(shortened_apart(names[1:3], 30))  # alike at their beginnings
    assert {"training", "validation", "pinned, validation:", "2 tanh", "2 ReLU", "3 ReLU", "4"} | ends < written
    for box in (legend.get_window_extent() for legend in legends):
        assert not any(box.overlaps(panel.axes.bbox) for panel in stage.views)
        assert box.x0 >= 0 and box.x1 <= room and box.y0 >= 0
    (pinned,) = (legend for legend in legends if len(legend.get_texts()) == 1 + len(names))
    height = {round(text.get_fontsize() * stage.figure.dpi / 72, 1) for text in pinned.get_texts()}
    assert min(height) >= 10.9, "CSS pixels"
