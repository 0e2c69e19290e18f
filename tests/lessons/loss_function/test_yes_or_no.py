"""A neuron that answers yes or no: log loss, accuracy and the costliest answer, computed in another way."""

from functools import cache

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from lessons.loss_function.yes_or_no import yes_or_no
from tests.lessons.moving import assert_every_control_shows, assert_themes_differ, number_after
from utils.descent import Dataset, line, penguins_species
from utils.explorers import projector

pytestmark = pytest.mark.filterwarnings("error")


@cache
def birds():
    data = penguins_species(features=["bill_length_mm"])
    return Dataset(data.X[::9] - 43, data.y_true[::9], ("bill length above 43 (mm)",), data.target_name, data.source)


def neuron(start=(0.3, 0.0)):
    return yes_or_no(birds(), start, answers=("Adelie", "Chinstrap"))


def test_every_control_changes_the_picture_and_reset_restores_it():
    assert_every_control_shows(neuron())


def test_it_is_drawn_in_both_themes():
    assert_themes_differ(neuron())


@pytest.mark.parametrize("projected", [False, True])
def test_words_stay_in_their_panel_and_clear_of_the_legend(projected, new_page):
    explorer = neuron()
    try:
        projector(projected)
        for view in explorer.stage.views:
            canvas = FigureCanvasAgg(view.axes.figure)
            canvas.draw()
            panel, label, legend = (
                part.get_window_extent(canvas.get_renderer())
                for part in (view.axes, view.axes.xaxis.label, view.axes.get_legend())
            )
            assert panel.x0 <= label.x0 and label.x1 <= panel.x1, "it would lie under the button at the corner"
            assert not [text for text in view.axes.texts if text.get_window_extent().overlaps(legend)]
    finally:
        projector(False)


def test_data_without_answers_of_yes_and_no_are_refused():
    with pytest.raises(ValueError, match="0 or 1 only"):
        yes_or_no(line(n_samples=12, noise=0.5, random_state=0), start=[0.3, 0.0])


@pytest.mark.parametrize(("weight", "bias"), [(0.3, 0.0), (0.7, -1.5), (3.0, -6.0), (-1.0, 3.0), (3.0, 10.0)])
def test_log_loss_accuracy_and_the_costliest_answer(weight, bias):
    data = birds()
    explorer = neuron()
    explorer.set(weight=weight, bias=bias)
    p = 1 / (1 + np.exp(-(weight * data.X[:, 0] + bias)))
    given = np.where(data.y_true == 1, p, 1 - p)
    cost = -np.log(given)
    assert number_after("log loss", explorer.sentence) == pytest.approx(cost.mean(), rel=5e-3)
    assert f"{int(((p > 0.5) == data.y_true).sum())} of 25 right" in explorer.sentence
    assert number_after("and costs", explorer.sentence) == pytest.approx(cost.max(), rel=5e-3)
    worst = "Chinstrap" if data.y_true[cost.argmax()] else "Adelie"
    assert f"in truth {worst}" in explorer.sentence
    said = explorer.sentence.partition("the probability ")[2].split(" and costs")[0]
    if worst == "Chinstrap" or said.startswith("below"):  # what the curve shows, or too small to be seen on it
        assert "=" not in said
    else:
        left, _, of_the_truth = said.removeprefix("1 - ").partition(" = ")
        assert float(left) == pytest.approx(p[cost.argmax()], abs=0.005) and said.startswith("1 - ")
        assert float(left) + float(of_the_truth) == pytest.approx(1, abs=1e-12)


def test_the_bird_of_the_page_got_what_the_curve_leaves():
    assert "in truth Adelie, which got the probability 1 - 0.71 = 0.29 and costs 1.24." in neuron().sentence


def test_a_neuron_that_knows_nothing_pays_the_same_for_every_answer():
    explorer = neuron([0.0, 0.0])
    assert f"Every answer costs the same: {np.log(2):.3f}." in explorer.sentence
    assert "17 of 25 right" in explorer.sentence


def test_the_same_accuracy_and_more_than_twice_the_log_loss():
    explorer = neuron([0.7, -1.5])
    calm = explorer.sentence
    explorer.set(weight=3.0, bias=-6.0)
    assert "22 of 25 right" in calm and "22 of 25 right" in explorer.sentence
    assert number_after("log loss", explorer.sentence) > 2 * number_after("log loss", calm)


def by_hand(weight, bias):
    """The log loss of each bird, and whether it is right, written out."""
    data = birds()
    probability = 1 / (1 + np.exp(-(weight * data.X[:, 0] + bias)))
    given = np.where(data.y_true == 1, probability, 1 - probability)
    return -np.log(given), (probability > 0.5) == data.y_true


def test_what_the_page_says_of_its_settings_is_so():
    (calm, calm_right), (sure, sure_right) = by_hand(0.7, -1.5), by_hand(3.0, -6.0)
    assert (calm_right == sure_right).all() and calm_right.sum() == 22
    assert sure.max() > sure.sum() / 2 and sure.mean() > 2 * calm.mean()
    assert by_hand(0.0, 0.0)[1].sum() == (birds().y_true == 0).sum() == 17
    falling, right = by_hand(-0.5, 0.0)
    assert not right[birds().X[:, 0].argsort()[-6:]].any() and right.sum() < 5
    assert falling.max() == falling[birds().X[:, 0].argmax()]


def test_the_lowest_log_loss_of_the_sliders_has_fewer_birds_right_than_a_setting_with_a_higher_one():
    grid = [(w, b) for w in np.arange(-20, 61) / 20 for b in np.arange(-100, 101) / 10]
    with np.errstate(all="ignore"):
        losses = [by_hand(*setting)[0].mean() for setting in grid]
    assert grid[int(np.nanargmin(losses))] == (0.65, -1.5)
    (low, few_right), (high, more_right) = by_hand(0.65, -1.5), by_hand(2.6, -10.0)
    assert more_right.sum() == few_right.sum() + 2 and 2.5 < high.mean() / low.mean() < 3


def test_five_sure_mistakes_can_cost_more_than_twenty_close_calls():  # as the last question of the quiz says
    five_sure = -np.log(np.r_[np.full(5, 1.6e-8), np.full(95, 0.999)])
    twenty_close = -np.log(np.r_[np.full(20, 0.49), np.full(80, 0.93)])
    assert [five_sure.mean(), twenty_close.mean()] == pytest.approx([0.9, 0.2], abs=0.005)
