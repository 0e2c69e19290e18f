"""What a plan asks the class, or tells it to press, has its answer below, and the answer is what comes of it."""

import json
import re

import numpy as np
import pytest

from lessons import LESSONS
from lessons.learning_rate.too_high import overshoot_explorer
from tools import plan_walk, plans
from tools.notebooks import FOLDER
from utils.descent import MLP, quadratic_bowl
from utils.explorers import Explorer

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)


def read(name):
    return (plans.FOLDER / name / "plan.md").read_text(encoding="utf-8")


def page(lesson):
    """Return what a lesson's page says: its text, its results, and the reasons on its cards."""
    said = [(plans.FOLDER / lesson.folder / "predictions.yaml").read_text(encoding="utf-8")]
    for cell in json.loads((FOLDER / lesson.notebook).read_text(encoding="utf-8"))["cells"]:
        said.append("".join(cell["source"]))
        for output in cell.get("outputs", []):
            said.append("".join(output.get("text", output.get("data", {}).get("text/plain", ""))))
    return "\n".join(said)


def figures(text):
    """Run the code of a plan, and return its figures by name."""
    values = {}
    exec(plans.setup(text), values)
    return {value.name: value for value in values.values() if isinstance(value, Explorer)}


@pytest.fixture
def other_computer(monkeypatch):
    """Let networks start where another computer's rounding would soon take them: a bit in the last digits aside.

    A run that jumps about takes such a difference apart, and its numbers cannot be quoted.
    """
    usual = MLP.init_params

    def aside(self, *args, **kwargs):
        params = usual(self, *args, **kwargs)
        return params * (1 + 1e-14 * np.cos(np.arange(params.shape[-1])))

    monkeypatch.setattr(MLP, "init_params", aside)


@each_lesson
def test_whatever_the_class_is_told_to_do_has_its_answer_below(lesson, other_computer):
    text = read(lesson.folder)
    assert plan_walk.problems(text, figures(text), page(lesson)) == []


@each_lesson
def test_every_question_to_discuss_says_what_to_listen_for(lesson):
    questions = re.split(r"\n(?=- )", plans.parts(read(lesson.folder))["To discuss"].strip())
    assert questions and [question for question in questions if "Listen for" not in question] == []


def valley(rates=()):
    return overshoot_explorer(quadratic_bowl([2.0]), 5.0, rates=rates, learning_rate=0.1, n_steps=1)


def said_at(rate):
    figure = valley()
    figure.set(learning_rate=rate)
    return figure.sentence


SHORT, LONG = said_at(0.1), said_at(1.0)
AT_SHORT, AT_LONG = (f"```text\novershoot_explorer | start=5 learning_rate={rate} n_steps=1\n```\n\n"
                     for rate in ("0.1", "1"))  # fmt: skip


def walk(project, versions="- 20 min: all of it.", rates=()):
    words = zip(plan_walk.PLACES, (project, "A drawing.", versions), strict=True)
    text = "".join(f"## {place}\n\n{part}\n\n" for place, part in words)
    page = "Both are **safe** at\n[first](glossary.ipynb#rate)."
    return plan_walk.problems(text, {"overshoot_explorer": valley(rates)}, page)


@pytest.mark.parametrize(
    "project",
    [
        f"Press the *State line* button, paste a line, and press Enter. First:\n\n{AT_LONG}> {LONG}",
        f"{AT_SHORT}> {SHORT}\n\nType 1 into *learning rate* and press Enter.\n\n> {LONG}",
        f"{AT_SHORT}> {SHORT}\n\nPush *learning rate* slowly to 1, and press *Reset*.\n\n> {LONG}\n\n> {SHORT}",
        f"{AT_LONG}> {LONG}\n\nPress *Reset*, or paste:\n\n{AT_SHORT}> {SHORT}",
        f"Press *Reset* after each.\n\n{AT_LONG}> {LONG}\n\n> {SHORT}",
        "Ask: *which one is safe?*\n\n> Both are safe at first.",
    ],
)
def test_a_plan_with_all_its_answers_is_in_order(project):
    assert walk(project) == []


@pytest.mark.parametrize(
    ("project", "problem"),
    [
        ("Ask: *which one is safe?*", "No quoted words below"),
        ("Ask: *which one?*\n\n### Part 2\n\n> Both are safe at first.", "No quoted words below"),
        ("Ask: *which one?*\n\nAsk: *why?*\n\n> Both are safe at first.", "No quoted words below"),
        ("Ask: *which one is safe?*\n\n> None is safe.", "Neither the figure nor the page says: None is safe."),
        ("Push it.\n\n> Both are safe at first.", "Say it so that it can be done"),
        (f"{AT_SHORT}> {LONG}", "Neither the figure nor the page says"),
        (
            f"{AT_LONG.replace('=1 n', '=1.0 n')}> {LONG}",
            "The figure writes this line as overshoot_explorer",
        ),
        (f"{AT_LONG.replace('start', 'begin')}> {SHORT}", "begin"),
        (f"{AT_SHORT}", "This is not quoted: Learning rate 0.1"),
        (f"{AT_SHORT}> {SHORT}\n\nPress *Go*.\n\n> {SHORT}", "There is no button Go; there are Reset"),
        (f"{AT_SHORT}> {SHORT}\n\nType 3 into *speed*.\n\n> {SHORT}", "There is no control speed; there are"),
        (f"{AT_LONG}> {LONG}\n\nPress *Reset*.\n\n> {LONG}", "Neither the figure nor the page says"),
        (f"Press *Reset* after each.\n\n{AT_LONG}> {LONG}", "This is not quoted: Learning rate 0.1"),
        (f"Press *Reset*, or paste:\n\n{AT_LONG}> {LONG}", "gives another sentence than the line"),
    ],
)
def test_a_missing_or_a_wrong_answer_is_found(project, problem):
    assert problem in "\n".join(walk(project))


def test_the_versions_are_read_too():
    assert walk("A start.", "- 20 min: ask who knows.") == ["No quoted words below: - 20 min: ask who knows."]


def test_a_button_that_does_the_same_as_a_line_has_to_be_named():
    found = walk(f"{AT_LONG}> {LONG}", rates=[1.0])
    assert len(found) == 1 and found[0].startswith("The button *1* does the same, and the plan does not say so")
    assert walk(f"Press *1*, or paste:\n\n{AT_LONG}> {LONG}", rates=[1.0]) == []
