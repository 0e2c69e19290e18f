"""The controls: what cannot be a value changes nothing, and all parts of a control agree."""

import math

import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve
from utils.explorers import Explorer
from utils.widgets import controls
from utils.widgets.controls.rate_list import RateList

BOWL = quadratic_bowl([1.0, 5.0])


@pytest.fixture
def rate():
    return controls.LearningRate(0.01, 1e-5, 10, classic=controls.CLASSIC_RATES)


def parts_agree(rate):
    """The box has the very rate; the slider stands at the step nearest to it, or at its end."""
    shown = math.log10(min(max(rate.value, 1e-5), 10))
    distance = abs(math.log10(rate.slider.value) - shown)
    on_a_step = math.isclose(
        math.log10(rate.slider.value) * 20, round(math.log10(rate.slider.value) * 20), abs_tol=1e-6
    )
    return float(rate.box.value) == rate.value and distance <= rate.slider.step / 2 + 1e-9 and on_a_step


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abc", "“abc” is not a number"),
        ("nan", "“nan” is not a number"),
        ("NaN", "“NaN” is not a number"),
        ("-1", "“-1” is not above 0"),
        ("0", "“0” is not above 0"),
        ("1e-400", "“1e-400” is too close to 0 for a computer"),
        ("1e400", "“1e400” is not one a computer can hold"),
        ("inf", "“inf” is not one a computer can hold"),
        ("0,01", "Write the number with a point: 0.01"),
        ("", "The box is empty"),
        ("1/10", "“1/10” is not a number"),
        ("9" * 400, "is not one a computer can hold"),
    ],
)
def test_what_is_no_rate_gets_one_sentence_and_changes_nothing(rate, text, reason):
    seen = []
    rate.observe(seen.append, "value")
    rate.box.value = text
    if text:
        assert reason in rate.problem.value
    assert "Still using 0.01." in rate.problem.value
    assert rate.problem.value.count(".</p>") == 1 and 'role="alert"' in rate.problem.value
    assert rate.problem.layout.display is None
    assert (rate.value, seen) == (0.01, [])
    assert rate.box.value == "0.01" and parts_agree(rate)


@pytest.mark.parametrize(
    ("text", "value", "sentence"),
    [
        ("0.01; 0.1", (0.01, 0.1), ""),
        ("\u200b0.3", (0.3,), ""),
        ("1e300", (1e300,), ""),
        ("0,001", (0.5,), "Write each number with a point: 0.001, not \u201c0,001\u201d."),
        ("0,01; 0,1", (0.5,), "Write each number with a point: 0.01, 0.1, not \u201c0,01; 0,1\u201d."),
        ("0,01 0,1", (0.5,), "Write each number with a point: 0.01, 0.1, not \u201c0,01 0,1\u201d."),
        ("0.1,,0.2", (0.5,), "Between two commas there is no learning rate."),
        ("1e-400", (0.5,), "is too close to 0 for a computer."),
    ],
)
def test_lists_of_rates_as_people_type_them(text, value, sentence):
    rates = RateList("rates", (0.5,))
    rates.box.value = text
    assert rates.value == value
    assert (sentence in rates.problem.value) if sentence else not rates.problem.value


@pytest.mark.parametrize(("text", "value"), [("\ufeff0.0\u200b2", 0.02), ("1e300", 1e300)])
def test_odd_texts_that_are_rates(rate, text, value):
    rate.box.value = text
    assert rate.value == value and not rate.problem.value


def test_a_rate_too_small_for_a_computer_is_not_called_0(rate):
    rate.box.value = "1e-400"
    assert "\u201c1e-400\u201d is too close to 0 for a computer. Still using" in rate.problem.value


def test_the_same_mistake_twice_is_said_twice_and_a_good_rate_takes_the_sentence_away(rate):
    for _ in range(2):
        rate.box.value = "abc"
        assert "abc" in rate.problem.value
    rate.box.value = "0.5"
    assert (rate.value, rate.problem.value, rate.problem.layout.display) == (0.5, "", "none")
    rate.box.value = "abc"
    rate.slider.value = 0.1
    assert rate.problem.value == "" and parts_agree(rate)


def test_typed_text_is_shown_as_text(rate):
    rate.box.value = "<b>1</b>"
    assert "<b>" not in rate.problem.value and "&lt;b&gt;" in rate.problem.value


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("0.0123456", 0.0123456, "0.0123456"),
        (" 0.5 ", 0.5, "0.5"),
        ("0.10", 0.1, "0.1"),
        ("1e-3", 0.001, "0.001"),
        ("+.3", 0.3, "0.3"),
        ("20", 20.0, "20"),
        ("1e-9", 1e-9, "1e-09"),
        ("1e300", 1e300, "1e+300"),
    ],
)
def test_a_typed_rate_is_used_exactly_also_beyond_the_slider(rate, text, value, shown):
    seen = []
    rate.observe(lambda change: seen.append(change["new"]), "value")
    rate.box.value = text
    assert (rate.value, rate.box.value, seen) == (value, shown, [value])
    assert parts_agree(rate)


@pytest.mark.parametrize("value", [1e-5, 10**-2.9, 10**-0.6, 1.0, 10.0])
def test_the_slider_gives_the_number_that_the_box_shows(rate, value):
    rate.slider.value = value
    assert rate.value == float(f"{value:.3g}")
    assert parts_agree(rate)


def test_buttons_set_their_rate_from_anywhere(rate):
    for button, classic in zip(rate.buttons, controls.CLASSIC_RATES, strict=True):
        rate.box.value = "20"
        button.click()
        assert rate.value == classic and rate.slider.value == classic and rate.box.value == button.description


@pytest.mark.parametrize("value", [math.nan, math.inf, -1.0])
def test_code_may_set_any_number_and_hears_from_the_engine(rate, value):
    def run(learning_rate):
        return train(BOWL, gradient_descent(learning_rate), [1.0, 1.0], n_steps=3)

    explorer = Explorer(
        {"learning_rate": rate}, run, Stage([LossCurve(3, (1e-3, 1e3))]), lambda history, **_: "", name="rates"
    )
    if value == -1:
        explorer.set(learning_rate=value)
        assert explorer.history.final_loss > explorer.history.loss[0]
    else:
        with pytest.raises(ValueError, match="learning_rate must"):
            explorer.set(learning_rate=value)
        assert "learning_rate must" in explorer.problem.value
    explorer.set(learning_rate=0.1)
    assert explorer.problem.value == "" and parts_agree(rate)


def scrubbed(n_steps=20):
    def run(n_steps):
        return train(BOWL, gradient_descent(0.1), [1.0, 1.0], n_steps=n_steps)

    def describe(history, **_):
        return f"step {history.n_steps}"

    return Explorer(
        {"n_steps": controls.steps(n_steps, 100), "step": controls.Scrubber(n_steps)},
        run,
        Stage([LossCurve(100, (1e-12, 1e3))]),
        describe,
        name="scrubbed",
    )


def test_a_scrubber_starts_where_it_is_told():
    assert [controls.Scrubber(10, value).value for value in (None, 0, 1, 5)] == [10, 0, 1, 5]


def test_playing_shows_every_step_and_ends_at_the_last():
    explorer = scrubbed()
    step = explorer.controls["step"]
    assert step.play.max == 20
    shown = []
    for value in range(21):  # as the page does: play moves the slider
        step.slider.value = value
        shown.append(explorer.sentence)
    assert shown == [f"step {value}" for value in range(21)]
    assert explorer.history.n_steps == step.value == step.max == 20


@pytest.mark.parametrize("value", [0.05, 0.3, 3.0, 50.0, 0.0123])
def test_a_rate_between_the_sliders_steps_survives_the_page(value):
    rate = controls.LearningRate(value, 1e-4, 10)
    grid = [10 ** (-4 + 0.05 * k) for k in range(101)]
    k = min(range(101), key=lambda k: abs(math.log10(grid[k]) - math.log10(value)))
    rate.slider.value = grid[k]  # the page rounds a slider to its steps, and sends that back
    assert rate.value == value and rate.box.value == f"{value:g}"
    for moved in (k - 1, k):
        rate.slider.value = grid[moved]
        assert math.isclose(rate.value, grid[moved], rel_tol=5e-3), "one key press is a move"


def test_the_page_is_given_no_place_that_it_has_to_round(rate):
    # It would report the rounded place as a move, and late: after code has set another rate.
    for value in (0.2, 0.262, 0.0123, 3e-7, 400.0):
        rate.value = value
        assert rate.value == value and parts_agree(rate)


def test_a_moved_slider_is_not_sent_back_to_the_page(rate):
    sent = []
    rate.slider.observe(lambda change: sent.append(change["new"]), "value")
    moved = 10**-1.95 * (1 + 1e-15)  # JavaScript's power may differ in the last bit
    rate.slider.value = moved
    assert sent == [moved], "while keys are pressed quickly, an old place would pull the slider back"


def test_more_steps_keep_the_step_on_show_and_fewer_cut_it():
    explorer = scrubbed()
    step = explorer.controls["step"]
    step.slider.value = 7
    explorer.set(n_steps=50)
    assert (explorer.sentence, step.value, step.slider.max, step.play.max) == ("step 7", 7, 50, 50)
    explorer.set(n_steps=5)
    assert (explorer.sentence, step.value, step.slider.value, step.max) == ("step 5", 5, 5, 5)
    explorer.set(n_steps=9)
    assert explorer.sentence == "step 9", "whoever looks at the end keeps looking at it"


def test_more_steps_and_one_of_them_can_be_set_at_once():
    explorer = scrubbed()
    explorer.set(step=45, n_steps=50)
    assert (explorer.sentence, explorer.controls["step"].max) == ("step 45", 50)


def test_reset_shows_the_last_step_again():
    explorer = scrubbed()
    first = explorer.sentence
    explorer.set(n_steps=5, step=2)
    assert explorer.sentence == "step 2"
    explorer.reset()
    step = explorer.controls["step"]
    assert explorer.sentence == first
    assert (step.value, step.slider.value, step.max) == (20, 20, 20)


def test_other_controls_start_as_told_and_keep_to_their_limits():
    weight = controls.number("weight", 1.5, -2, 6, 0.1)
    weight.value = 99
    assert weight.value == 6
    steps = controls.steps(30, 300)
    assert (steps.value, steps.min, steps.max) == (30, 1, 300)
    assert controls.choice("loss", {"squared": 1, "absolute": 2}, 2).label == "absolute"
    assert controls.choice("loss", ["squared", "absolute"], "squared").value == "squared"
    assert controls.switch("log", True).value is True


def test_play_goes_through_a_run_in_a_few_stills_and_ends_on_its_last_step():
    scrubber = controls.Scrubber(53, 0, interval_ms=40)
    scrubber.use_stills(True)
    assert (scrubber.play.step, scrubber.play.interval) == (7, 1000)
    scrubber.play.playing = True
    scrubber.slider.value = scrubber.play.value = 49  # the page does not step beyond the end
    scrubber.play.playing = False
    assert scrubber.value == 53
    scrubber.max = 8
    assert scrubber.play.step == 1
    scrubber.use_stills(False)
    assert (scrubber.play.step, scrubber.play.interval) == (1, 40)


def test_a_slider_stays_where_the_page_has_moved_it_when_the_run_gets_shorter():
    scrubber = controls.Scrubber(200)
    scrubber.slider.value = 30  # the page tells of the slider alone; on the page, Play has moved along
    scrubber.max = 100
    assert (scrubber.value, scrubber.slider.value, scrubber.play.value) == (30, 30, 30)


def test_a_ladder_holds_the_number_of_a_place_and_says_its_name():
    ladder = controls.Ladder("batch size", ["210", "20", "1"], 1)
    assert (ladder.min, ladder.max, ladder.step) == (0, 2, 1)
    for place, name in enumerate(ladder.names):
        ladder.value = place
        assert (ladder.word, ladder.label, ladder.read(name)) == (name, name, place)


@pytest.mark.parametrize("text", ["2", "210 ", "", "batch"])
def test_a_name_that_is_not_on_the_ladder_is_answered_with_those_that_are(text):
    ladder = controls.Ladder("batch size", ["210", "20", "1"])
    with pytest.raises(ValueError, match=r"Here it is one of 210, 20, 1\."):
        ladder.read(text)
    assert ladder.value == 0
