"""Saved answers come back from their file; nothing that is here is lost on the way."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.practice.answers.answers_card import AnswersCard
from utils.practice.answers.progress import Progress
from utils.practice.answers.schema import KINDS, answers_in

LETTERS = st.sampled_from("ABCDE")
NAMES = st.sampled_from(["first", "second", "third"])
ANSWERS = {
    "predictions": LETTERS,
    "quiz": LETTERS,
    "exercises": st.fixed_dictionaries({"passed": st.booleans()}, optional={"tries": st.lists(st.floats(0, 9))}),
    "pins": st.lists(st.text(max_size=9), max_size=2),
}
FILES = st.dictionaries(
    NAMES, st.fixed_dictionaries({}, optional={kind: st.dictionaries(NAMES, ANSWERS[kind]) for kind in KINDS})
)


def a_file(lessons) -> str:
    return json.dumps({"version": 1, "lessons": lessons})


def card(path, lessons=None) -> AnswersCard:
    if lessons is not None:
        path.write_text(a_file(lessons))
    return AnswersCard(Progress(path))


def load(card, name, text):
    """Hand a file to a card, as the page does."""
    card.upload._handle_custom_msg({"name": name}, [text.encode()])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "progress.json"


ONE = {"loss_function": {"predictions": {"sum": "B"}, "exercises": {"mse": {"passed": True}}}}


def test_what_one_computer_has_saved_is_there_on_another(path, tmp_path):
    saved = card(tmp_path / "other.json", ONE)
    saved.download.give()
    new = card(path)
    load(new, "answers.json", saved.download.contents)
    assert "2 answers were added. A page that is open shows them once" in new.feedback.html
    assert new.replace.layout.display == "none"
    assert json.loads(path.read_text())["lessons"] == ONE
    load(new, "answers.json", saved.download.contents)
    assert "2 answers of the file are here already." in new.feedback.html


def test_an_answer_that_differs_is_kept_until_the_learner_says_otherwise(path):
    here = card(path, {"loss_function": {"predictions": {"sum": "A"}, "quiz": {"zero": "C"}}})
    load(here, "answers.json", a_file(ONE))
    assert "1 answer was added." in here.feedback.html
    assert "1 answer is different in the file. What is here was kept." in here.feedback.html
    assert here.progress.get("loss_function", "predictions", "sum") == "A"
    assert here.replace.layout.display is None
    here.replace.click()
    assert "1 answer was taken from the file." in here.feedback.html
    assert here.replace.layout.display == "none"
    assert here.progress.lesson("loss_function") == {
        "predictions": {"sum": "B"}, "quiz": {"zero": "C"}, "exercises": {"mse": {"passed": True}}, "pins": {},
    }  # fmt: skip


def test_an_exercise_that_is_passed_on_one_side_is_passed(path):
    here = card(path, {"one": {"exercises": {"a": {"passed": True}, "b": {"passed": False, "tries": [3]}}}})
    load(
        here, "x.json", a_file({"one": {"exercises": {"a": {"passed": False}, "b": {"passed": True, "tries": [4]}}}})
    )
    exercises = here.progress.lesson("one")["exercises"]
    assert exercises == {"a": {"passed": True}, "b": {"passed": True, "tries": [3]}}
    assert "1 answer was added." in here.feedback.html and here.replace.layout.display == "none"


@pytest.mark.parametrize(
    "text",
    ["", "hello", "{}", "[]", "null", "3", '{"lessons": 3}', '{"lessons": {"one": []}}', "[" * 100_000,
     '{"lessons": {"one": {"quiz": ["A"]}}}', '{"lessons": {"one": ' + '{"quiz":' * 300 + "{}" + "}" * 302],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_a_file_that_is_none_of_answers_gets_a_sentence_and_changes_nothing(path, text):
    here = card(path, ONE)
    before = path.read_bytes()
    load(here, "<b>holiday.json", text)
    assert "The file &lt;b&gt;holiday.json is not a file of answers. Nothing was changed." in here.feedback.html
    assert path.read_bytes() == before


def test_a_file_without_answers_says_so(path):
    here = card(path)
    load(here, "answers.json", a_file({}))
    assert "There are no answers in this file." in here.feedback.html


def test_answers_that_cannot_be_written_are_loaded_for_this_page_and_it_is_said(path):
    path.write_text("{")
    here = card(path)
    load(here, "answers.json", a_file(ONE))
    assert here.progress.get("loss_function", "predictions", "sum") == "B"
    assert "cannot be read. It was left as it is." in here.feedback.html and path.read_text() == "{"


@given(FILES, FILES)
def test_loading_loses_nothing_on_either_side(tmp_path_factory, ours, theirs):
    here = card(tmp_path_factory.mktemp("load") / "progress.json", ours)
    load(here, "answers.json", a_file(theirs))
    now = answers_in(here.progress.as_text())
    mine, saved = answers_in(a_file(ours)), answers_in(a_file(theirs))
    assert set(now) == set(mine) | set(saved)
    for place, value in mine.items():
        if place[1] == "exercises":
            assert now[place]["passed"] >= value["passed"]
        elif value:
            assert now[place] == value
    here.replace.click()
    now = answers_in(here.progress.as_text())
    for place, value in saved.items():
        assert now[place] == value or place[1] == "exercises"


def test_a_file_that_cannot_be_used_is_named_and_what_came_before_does_not_matter(path):
    here = card(path)
    load(here, "answers.json", a_file(ONE))
    before, marked = path.read_bytes(), "\ufeff" + a_file(ONE)
    for content, buffers, said in (
        ({}, [], "The browser could not read the file; choose it again. Nothing was changed."),
        ({"name": "film.mp4", "problem": "large"}, [], "film.mp4 is larger than 2 MB"),
        ({"name": "film.json"}, [b"\xff\xfe"], "The file film.json is not a file of answers."),
        (
            {"name": "marked.json"},
            [marked.encode()],
            "2 answers of the file are here already.",
        ),
    ):
        here.upload._handle_custom_msg(content, buffers)
        assert said in here.feedback.html and path.read_bytes() == before
