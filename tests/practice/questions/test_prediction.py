"""A result stays covered until the learner has predicted."""

import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve
from utils.explorers import Explorer
from utils.practice.questions.prediction import AGAIN, PREDICT, Prediction
from utils.practice.questions.question import Option, Question
from utils.widgets import controls

QUESTION = Question(
    "bigger",
    "You make the learning rate `10` times bigger. What happens?",
    (
        Option("It gets better & better.", False, "The first moves help, the later ones <need> not."),
        Option("It gets better, and then something breaks.", True, "Each step overshoots."),
    ),
)


@pytest.fixture
def explorer():
    return Explorer(
        {"learning_rate": controls.LearningRate(0.1)},
        lambda learning_rate: train(quadratic_bowl((1, 4)), gradient_descent(learning_rate), [2.0, 1.0], n_steps=5),
        Stage([LossCurve(5, (1e-3, 1e3))]),
        lambda history, learning_rate: f"Learning rate {learning_rate:g}.",
        name="bowl",
    )


@pytest.fixture
def prediction(explorer):
    return Prediction(QUESTION, explorer)


def test_the_result_is_not_on_the_page_until_the_button_is_pressed_with_an_option(prediction, explorer):
    assert prediction.covered.children == ()
    prediction.predict.click()
    assert "Choose an option first" in prediction.feedback.html
    prediction.choice.letter = "A"
    assert prediction.covered.children == ()
    prediction.predict.click()
    assert prediction.covered.children == (explorer,)
    assert prediction.letter == "A" and prediction.choice.locked
    assert "You predicted A: It gets better &amp; better." in prediction.feedback.html


def test_the_letter_on_the_page_counts_also_when_the_button_is_pressed_at_once(prediction):
    # The page sends each letter as a message: a change of state would wait for the one before.
    prediction.choice._handle_custom_msg({"letter": "A"}, [])
    prediction.choice._handle_custom_msg({"letter": "B"}, [])
    prediction.predict.click()
    assert prediction.letter == "B"
    prediction.choice._handle_custom_msg({"letter": "A"}, [])
    assert prediction.choice.letter == "B"  # it is locked


def test_a_letter_from_the_page_is_not_sent_back_to_it(prediction, monkeypatch):
    sent = []
    monkeypatch.setattr(type(prediction.choice), "send_state", lambda self, key=None: sent.append(key))
    prediction.choice._handle_custom_msg({"letter": "A"}, [])
    assert sent == []
    prediction.choice.letter = "B"
    assert sent == ["letter"]


@pytest.mark.parametrize("content", [{}, {"letter": "Z"}, {"letter": ""}, {"other": "A"}])
def test_a_message_without_an_option_changes_nothing(prediction, content):
    prediction.choice._handle_custom_msg(content, [])
    assert prediction.choice.letter == ""


def test_why_comes_only_when_asked_and_explains_the_right_option_and_the_chosen_one(prediction):
    assert prediction.why.layout.display == "none"
    prediction.commit("A")
    assert "overshoots" not in prediction.feedback.html
    assert prediction.why.layout.display is None
    prediction.why.click()
    assert "The answer is B. Each step overshoots." in prediction.feedback.html
    assert "the later ones &lt;need&gt; not" in prediction.feedback.html


def test_a_right_prediction_is_explained_once(prediction):
    prediction.commit("B")
    prediction.why.click()
    assert prediction.feedback.html.count("overshoots") == 1
    assert "You predicted B. " not in prediction.feedback.html


def test_predict_again_covers_the_result_and_the_next_prediction_counts(explorer):
    saved = []
    prediction = Prediction(QUESTION, explorer, save=lambda letter: saved.append(letter) or "")
    prediction.commit("A")
    assert prediction.predict.description == AGAIN
    prediction.predict.click()
    assert prediction.covered.children == () and not prediction.choice.locked and not prediction.letter
    assert prediction.predict.description == PREDICT
    prediction.choice.letter = "B"
    prediction.predict.click()
    assert saved == ["A", "B"]


def test_a_prediction_of_an_earlier_day_shows_at_once(explorer):
    prediction = Prediction(QUESTION, explorer, letter="B")
    assert prediction.covered.children == (explorer,)
    assert prediction.choice.letter == "B" and prediction.choice.locked


@pytest.mark.parametrize("letter", ["", "C", "AB", "é"])
def test_a_recorded_letter_that_is_no_option_asks_anew(explorer, letter):
    prediction = Prediction(QUESTION, explorer, letter=letter)
    assert prediction.covered.children == () and prediction.letter == ""


def test_what_cannot_be_kept_stays_said_whatever_else_the_card_says(prediction):
    prediction.say_kept("It cannot be written <here>.")
    for act in (lambda: prediction.commit("A"), prediction.explain, prediction.uncover, prediction.again):
        act()
        assert prediction.feedback.html.endswith('<p class="card-quiet">It cannot be written &lt;here&gt;.</p>')
    prediction.say_kept("")
    assert "cannot be written" not in prediction.feedback.html


def test_uncovering_needs_no_prediction(prediction, explorer):
    prediction.uncover()
    assert prediction.covered.children == (explorer,)
    assert prediction.letter == ""


def test_a_page_without_a_kernel_has_question_sentence_and_picture_whatever_is_recorded(explorer):
    shown = []
    for letter in ("", "A"):
        shown.append([data for data, _ in Prediction(QUESTION, explorer, letter=letter).outputs()])
        for data in shown[-1]:
            assert data.pop("application/vnd.jupyter.widget-view+json")
    assert shown[0] == shown[1]
    card, covered = shown[0]
    assert card == {
        "text/plain": "Predict. You make the learning rate `10` times bigger. What happens?\n"
        "  A. It gets better & better.\n  B. It gets better, and then something breaks."
    }
    assert covered == explorer.stored("Learning rate 0.1.")[0] and "image/png" in covered


def test_text_can_be_covered_and_nothing_at_all():
    prediction = Prediction(QUESTION, "1 < 2\nb")
    assert prediction.covered.children == ()
    prediction.commit("A")
    assert "1 &lt; 2\nb" in prediction.covered.children[0].value
    assert prediction.outputs()[1][0]["text/plain"] == "1 < 2\nb"
    assert len(Prediction(QUESTION).outputs()) == 1
    Prediction(QUESTION).uncover()
