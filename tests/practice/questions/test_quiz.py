"""A quiz explains after the learner has tried."""

import pytest

from utils.practice.questions.question import Option, Question
from utils.practice.questions.quiz import Quiz

QUESTIONS = [
    Question("lower", "Which is better?", (Option("0.2", True, "Lower is better."), Option("3", False, "The name."))),
    Question(
        "zero",
        "Can it be 0?",
        (Option("Yes", False, "Steps <do not> help."), Option("No", True, "Noise."), Option("Both", False, "One.")),
    ),
]


@pytest.fixture
def saved():
    return []


@pytest.fixture
def quiz(saved):
    return Quiz(QUESTIONS, save=lambda *answer: saved.append(answer) or "")


def test_nothing_is_explained_before_the_first_try(quiz, saved):
    for question in quiz.questions:
        assert question.feedback.html == "" and question.explain.layout.display == "none"
    quiz.questions[0].check.click()
    assert quiz.questions[0].feedback.html == "<p>Choose an option first.</p>"
    assert saved == []
    assert quiz.feedback.html == ""


def test_what_a_button_says_once_more_is_announced_once_more(quiz):
    question, put = quiz.questions[0], []
    question.feedback.observe(lambda change: put.append(change["new"]), "html")
    for _ in range(2):
        question.check.click()
    assert put == ["<p>Choose an option first.</p>", "", "<p>Choose an option first.</p>"]


def test_a_wrong_answer_is_explained_without_the_right_one(quiz, saved):
    zero = quiz.questions[1]
    zero.choice.letter = "A"
    zero.check.click()
    assert "A is not right. Steps &lt;do not&gt; help." in zero.feedback.html
    assert "Noise" not in zero.feedback.html and not zero.is_right
    assert saved == [("zero", "A")]
    assert "Answered: 1 of 2. Right: 0." in quiz.feedback.html


def test_after_a_try_all_options_are_explained_on_request(quiz):
    zero = quiz.questions[1]
    zero.answer("C")
    zero.explain.click()
    for words in ("B is right. Noise.", "A is not. Steps", "C is not. One."):
        assert words in zero.feedback.html


def test_the_learner_may_try_again(quiz, saved):
    zero = quiz.questions[1]
    zero.answer("A")
    zero.answer("B")
    assert zero.is_right and "B is right. Noise." in zero.feedback.html
    assert saved == [("zero", "A"), ("zero", "B")]
    assert "Right: 1." in quiz.feedback.html


def test_answers_of_an_earlier_day_are_shown_and_those_that_are_no_option_are_not():
    quiz = Quiz(QUESTIONS, {"lower": "A", "zero": "E"})
    assert quiz.questions[0].choice.letter == "A" and "A is right." in quiz.questions[0].feedback.html
    assert quiz.questions[1].letter == ""
    assert "Answered: 1 of 2. Right: 1." in quiz.feedback.html


def test_what_cannot_be_kept_is_said_below_the_total(quiz):
    quiz.say_kept("It cannot be written.")
    quiz.questions[0].answer("B")
    assert "Answered: 1 of 2. Right: 0." in quiz.feedback.html
    assert quiz.feedback.html.endswith('<p class="card-quiet">It cannot be written.</p>')


def test_its_text_does_not_depend_on_the_answers_and_names_no_right_one():
    texts = {Quiz(QUESTIONS, letters)._repr_mimebundle_()["text/plain"] for letters in ({}, {"lower": "A"})}
    assert texts == {
        "Quiz.\n\n1. Which is better?\n  A. 0.2\n  B. 3\n\n2. Can it be 0?\n  A. Yes\n  B. No\n  C. Both"
    }
