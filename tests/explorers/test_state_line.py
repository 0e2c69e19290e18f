"""The state line: what goes through it comes out as the same picture, and a wrong one changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve, LossMap
from utils.explorers import Explorer, describe_run
from utils.widgets import controls

BOWLS = {"round bowl": quadratic_bowl([1.0, 1.0]), "narrow valley": quadratic_bowl([1.0, 5.0])}


def make_explorer():
    def run(bowl, x, y, learning_rate, n_steps, noisy):
        return train(BOWLS[bowl], gradient_descent(learning_rate), [x, y + noisy], n_steps=n_steps)

    return Explorer(
        {
            "bowl": controls.choice("bowl", list(BOWLS), "round bowl"),
            "x": controls.number("start x", 2.0, -3, 3, 0.1),
            "y": controls.number("start y", 1.0, -3, 3, 0.1),
            "learning_rate": controls.LearningRate(0.1),
            "n_steps": controls.steps(20, 40),
            "noisy": controls.switch("noisy"),
            "step": controls.Scrubber(20),
        },
        run,
        Stage([LossMap((-3, 3), (-3, 3)), LossCurve(40, (1e-3, 1e3))], width=480, height=200),
        lambda history, **_: describe_run(history, names=["x", "y"]),
        name="bowls",
    )


ONE, OTHER = make_explorer(), make_explorer()
START = "bowls | bowl=round_bowl x=2 y=1 learning_rate=0.1 n_steps=20 noisy=no step=20"
INSIDE = st.floats(-3, 3)


@settings(max_examples=30)  # each is drawn four times
@given(
    bowl=st.sampled_from(list(BOWLS)), x=INSIDE, y=INSIDE, noisy=st.booleans(), data=st.data(),
    learning_rate=st.floats(1e-300, 1e300), n_steps=st.integers(1, 40),
)  # fmt: skip
def test_any_state_goes_through_its_line_to_the_same_picture(data, n_steps, **values):
    step = data.draw(st.integers(0, n_steps))
    ONE.set(**values, n_steps=n_steps, step=step)
    OTHER.reset()
    assert OTHER.restore(ONE.state) is None
    assert OTHER.values == ONE.values
    assert OTHER.state == ONE.state and OTHER.sentence == ONE.sentence
    assert OTHER.figure.frame == ONE.figure.frame


def test_the_line_can_be_read():
    ONE.reset()
    assert ONE.state == START


@pytest.mark.parametrize("around", ["  {}\n", '"{}"', "`{}`", "\u201c{}\u201d", "- {}", "\u2022 {}"])
def test_what_copying_adds_does_no_harm(around):
    ONE.reset()
    line = START.replace("x=2", "x=1.5").replace(" y=", "\n  y=").replace(" | ", "|")
    assert ONE.restore(around.format(line)) is None
    assert ONE.values["x"] == 1.5


WRONG = {
    "": 'not a state line: one of this figure begins with "bowls |"',
    "hello": "not a state line",
    "<b>": "not a state line",
    "two_valleys | start=1": "This line belongs to \u201ctwo_valleys\u201d, and this figure is bowls.",
    "bowls |": "does not say bowl",
    START.replace("x=2 ", ""): "does not say x",
    START + " x=2": "says x twice",
    START + " z=2": "nothing that is called \u201cz\u201d",
    START.replace("x=2", "x=two"): "x is \u201ctwo\u201d, which is not a number",
    START.replace("x=2", "x=nan"): "not a number",
    START.replace("x=2", "x="): "not a number",
    START.replace("x=2", "x=4"): "here it is a number from -3 to 3",
    START.replace("0.1", "0"): "learning_rate is \u201c0\u201d. A learning rate is a number above 0",
    START.replace("0.1", "-inf"): "is not one a computer can hold",
    START.replace("n_steps=20", "n_steps=2.5"): "not a whole number",
    START.replace("n_steps=20", "n_steps=41"): "a whole number from 1 to 40",
    START.replace("n_steps=20", "n_steps=" + "9" * 5000): "n_steps is \u201c99999999999999999999...\u201d",
    START.replace(" step=20", " step=21"): "step is 21, and the run ends at step 20",
    START.replace(" step=20", " step=-1"): "a whole number not below 0",
    START.replace("round_bowl", "square_bowl"): "one of round_bowl, narrow_valley",
    START.replace("noisy=no", "noisy=maybe"): "one of yes, no",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_line_gets_one_sentence_and_changes_nothing(line):
    ONE.reset()
    before = ONE.values, ONE.figure.frame_number
    sentence = ONE.restore(line)
    assert WRONG[line] in sentence and sentence.endswith((".", '|".'))
    assert (ONE.values, ONE.figure.frame_number) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [("n_steps=20", f"n_steps={'9' * 400}"), ("step=20", f"step={'9' * 400}"), ("x=2", f"x={'9' * 400}")],
)
def test_a_number_of_400_digits_is_a_wrong_one(old, new):
    ONE.reset()
    frame = ONE.figure.frame
    assert ONE.restore(START.replace(f" {old}", f" {new}")).startswith("The line says that ")
    assert ONE.state == START and ONE.figure.frame == frame


def test_characters_that_nobody_sees_do_no_harm():
    ONE.reset()
    assert ONE.restore("\ufeff" + START.replace("bowls", "bo\u200bwls").replace("=2 ", "=\u20602 ")) is None
    assert ONE.state == START


def test_a_line_that_the_run_refuses_changes_nothing():
    def run(low, high):
        if low > high:
            raise ValueError("low must be below high.")
        return train(BOWLS["round bowl"], gradient_descent(high), [low, low], n_steps=3)

    explorer = Explorer(
        {"low": controls.number("low", 1.0, 0, 3, 0.1), "high": controls.number("high", 2.0, 0, 3, 0.1)},
        run,
        Stage([LossMap((-3, 3), (-3, 3))], width=240, height=200),
        lambda history, **_: describe_run(history, names=["x", "y"]),
        name="range",
    )
    before = explorer.state, explorer.sentence, explorer.figure.frame
    assert explorer.restore("range | low=3 high=1") == "This figure cannot show the line: low must be below high."
    assert (explorer.state, explorer.sentence, explorer.figure.frame) == before
    assert not explorer.problem.value
    assert explorer.restore("range | low=1 high=2.5") is None


def test_the_box_follows_only_while_it_is_open():
    explorer = make_explorer()
    row, opener = explorer.state_row, explorer.state_opener
    explorer.set(x=1.0)
    assert row.line == "" and row.layout.display == "none"
    opener.value = True
    assert row.line == explorer.state and row.layout.display is None
    explorer.set(x=1.5)
    assert row.line == explorer.state
    opener.value = False
    explorer.set(x=2.5)
    assert "x=1.5" in row.line and row.layout.display == "none"


def test_what_was_typed_into_a_box_in_vain_is_said_until_the_next_move():
    explorer = make_explorer()
    explorer.state_row._asked(None, {"say": "This <b>is</b> no number."}, [])
    assert "This &lt;b&gt;is&lt;/b&gt; no number." in explorer.problem.value
    explorer.set(x=1.5)
    assert explorer.problem.value == ""


def test_a_pasted_line_is_answered_and_closes_its_box_once_it_is_shown(monkeypatch):
    explorer = make_explorer()
    sent = []
    monkeypatch.setattr(explorer.state_row, "send", sent.append)
    explorer.state_opener.value = True
    explorer.state_row._asked(None, {"restore": "nonsense"}, [])
    assert "not a state line" in sent[0]["problem"] and explorer.state_opener.value
    explorer.state_row._asked(None, {"restore": START.replace("x=2", "x=1.5")}, [])
    assert explorer.values["x"] == 1.5
    assert sent[1] == {"problem": ""} and not explorer.state_opener.value
