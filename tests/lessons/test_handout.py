"""The page to hand out: every question and option is on it, and nothing that gives an answer away."""

import re
import sys
from dataclasses import replace
from html.parser import HTMLParser

import nbformat
import pytest
from bs4 import BeautifulSoup

from lessons import LESSONS
from tools import handout
from utils.practice.questions.question import read_questions

VOID = {"img", "meta"}
PNG = handout.Picture(b"not looked at", 960, "Loss over step, without the run.", is_empty=True)
each_lesson = pytest.mark.parametrize("listed", LESSONS, ids=lambda listed: listed.folder)


def cells_of(listed):
    return nbformat.read(handout.ROOT / "notebooks" / listed.notebook, 4).cells


def page_of(listed):
    predictions = handout.questions_of(listed, "predictions.yaml")
    return handout.page(listed, {question.id: PNG for question in predictions}, cells_of(listed))


def words_of(text):
    return " ".join(BeautifulSoup(text, "html.parser").get_text(" ").split())


class Strict(HTMLParser):
    """Fails at an element that is not closed, or closed in another order, or has an attribute twice."""

    def __init__(self, text):
        super().__init__()
        self.open = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), self.get_starttag_text()
        assert not {"p", "figure", "ol"} & {tag} or "p" not in self.open, f"<{tag}> in a paragraph"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, self.getpos()


@each_lesson
def test_every_question_has_its_options_and_room_to_write(listed):
    page = BeautifulSoup(page_of(listed), "html.parser")
    asked = [one for one in page.select("article") if one.select("ol")]
    questions = [one for name in ("predictions.yaml", "quiz.yaml") for one in handout.questions_of(listed, name)]
    assert len(asked) == len(questions) > 0
    for shown, question in zip(asked, questions, strict=True):
        words, plain = words_of(str(shown)), lambda text: " ".join(text.replace("`", " ").split())
        assert plain(question.text) in words or question.text.replace("`", "") in words
        options = [" ".join(item.get_text(" ").split()) for item in shown.select("li")]
        expected = [f"{letter}. {option.text}".replace("`", "") for letter, option in question.lettered()]
        assert [re.sub(r"\W", "", one) for one in options] == [re.sub(r"\W", "", one) for one in expected]
        assert len(shown.select(".lines div")) >= 2


@each_lesson
def test_it_does_not_depend_on_which_option_is_right_or_why(listed, monkeypatch):
    def disguised(path):
        return [
            replace(
                question,
                most_pick=None,
                options=tuple(replace(one, is_right=not one.is_right, why="?") for one in question.options),
            )
            for question in read_questions(path)
        ]

    page = page_of(listed)
    monkeypatch.setattr(handout, "read_questions", disguised)
    assert page_of(listed) == page


@each_lesson
def test_it_is_a_page_of_its_own_with_words_for_each_picture(listed):
    text = page_of(listed)
    Strict(text)
    page = BeautifulSoup(text, "html.parser")
    assert text.startswith("<!DOCTYPE html>") and page.html["lang"] == "en" and page.title.string
    assert not re.search(r"https?:|@import|<script|<link", text)
    assert page.select("img")
    for picture in page.select("img"):
        assert picture["alt"].strip() and picture["src"].startswith("data:image/png;base64,")


@pytest.mark.parametrize("wrong", ["<p><b></p></b>", "<p>", '<p a="1" a="2"></p>', "<p><ol></ol></p>"])
def test_a_page_that_is_not_valid_is_found(wrong):
    with pytest.raises((AssertionError, IndexError)):
        Strict(wrong)


ASK = """from lessons.learning_rate import lesson
from lessons.learning_rate.too_high import overshoot_explorer
from utils.descent import quadratic_bowl
explorer = overshoot_explorer(quadratic_bowl([2.0]), start=5.0, rates=[0.9], learning_rate=0.9, n_steps=15)
lesson.predict("fewest_steps")
lesson.predict("bounce", covers=explorer)
lesson.predict("more_steps", covers="a text")
lesson.predict("overflow", covers=explorer)"""


def test_a_covered_figure_is_shown_without_its_run_unless_it_says_the_answer():
    listed = handout.lesson_of("03")
    names = {}
    exec(ASK.partition("lesson.predict")[0], names)
    covered = handout.covered_figures(listed, [nbformat.v4.new_code_cell(ASK)])
    assert list(covered) == ["bounce"]
    picture = covered["bounce"]
    assert picture.words == "To draw into: Loss for every w (loss over w); w at each step (w over step)."
    explorer = names["explorer"]
    explorer.stage.configure(theme="light", scale=handout.SHARP)
    assert picture.png == explorer.stage.frame(explorer.result).background
    assert "predict" not in vars(listed.load()), "the lesson asks as before"


def test_figures_that_are_left_out_belong_to_predictions():
    known = {one.id for listed in LESSONS for one in handout.questions_of(listed, "predictions.yaml")}
    assert known >= handout.GIVES_AWAY


@pytest.mark.parametrize("word", ["3", "03", "learning_rate", "03_learning_rate"])
def test_a_lesson_is_found_by_its_number_or_name(word):
    assert handout.lesson_of(word).folder == "learning_rate"


def test_a_lesson_that_is_not_there_is_answered_in_one_sentence(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["handout", "9"])
    with pytest.raises(SystemExit, match="There is no lesson '9'; there are 00, 01, "):
        handout.main()
