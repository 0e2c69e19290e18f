"""A teacher's plan tells the truth: its numbers, its state lines, its predictions and its minutes."""

import json
import re

import pytest

from lessons import LESSONS
from tools import plans
from tools.notebooks import FOLDER
from utils.practice.questions.question import read_questions

NOTEBOOKS = {listed.folder: FOLDER / listed.notebook for listed in LESSONS}
PARTS = [
    "Goals", "The minutes", "What to project", plans.PREDICTIONS, "On the board", "To discuss", "Homework",
    "Solutions", "Versions", plans.NUMBERS,
]  # fmt: skip
RESERVE = "In reserve"
"""Minutes of a lesson that its plan gives to no part."""

names = pytest.mark.parametrize("name", NOTEBOOKS)


def read(name):
    return (plans.FOLDER / name / "plan.md").read_text(encoding="utf-8")


def page(name):
    """Return what stands in the cells of a lesson's notebook, and its questions."""
    cells = json.loads(NOTEBOOKS[name].read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    return "\n".join([*sources, (plans.FOLDER / name / "predictions.yaml").read_text(encoding="utf-8")])


def computed(text):
    """Run the code of a plan and return its names."""
    values = {}
    exec(plans.setup(text), values)
    return values


def wrong_numbers(text):
    values = computed(text)
    return [
        f"{number} is {value}"
        for number, expression in plans.number_table(text)
        if not plans.agrees(number, value := eval(expression, values))
    ]


def unknown_numbers(text):
    """Return the numbers that nothing stands behind."""
    return sorted(plans.used(text) - plans.given(text) - {number for number, _ in plans.number_table(text)})


def not_on_the_page(text, page):
    known = {number.replace(",", "") for number in re.findall(r"(?<![\d.])-?\d+(?:,\d{3})*(?:\.\d+)?", page)}
    return sorted(
        number for number in plans.given(text) if not {plain := number.replace(",", ""), plain + ".0"} & known
    )


def wrong_versions(text):
    """Return the versions whose minutes do not add up."""
    found = re.split(r"^### (\d+) minutes\n", plans.parts(text)["Versions"], flags=re.MULTILINE)
    sums = {int(total): sum(map(int, re.findall(r"^- (\d+) min:", body, re.MULTILINE)))
            for total, body in zip(found[1::2], found[2::2], strict=True)}  # fmt: skip
    usual = int(re.search(r"It takes (\d+) minutes", text)[1])
    assert set(sums) == {20, usual if usual > 20 else 50, 90}
    return [total for total, minutes in sums.items() if total != minutes]


def minutes(text):
    """Return the minutes of each part, as the plan's table has them."""
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \|$", plans.parts(text)["The minutes"], re.MULTILINE)
    return {part: int(number) for part, number in rows}


def predictions(name):
    return plans.predictions_part(read_questions(plans.FOLDER / name / "predictions.yaml"))


@names
def test_a_plan_has_its_parts_in_order(name):
    assert list(plans.parts(read(name))) == PARTS


@names
def test_every_number_of_the_table_is_what_the_engine_computes(name):
    assert plans.number_table(read(name))
    assert wrong_numbers(read(name)) == []


@names
def test_every_number_of_a_plan_is_computed_or_given_on_the_page(name):
    assert unknown_numbers(read(name)) == []
    assert not_on_the_page(read(name), page(name)) == []


@names
def test_every_state_line_has_a_sentence_below_it(name):  # test_plan_walk.py holds the sentences to the figures
    text = read(name)
    assert len(plans.state_lines(text)) == text.count("```text\n") > 0


@names
def test_the_class_votes_in_the_middle_of_a_lesson(name):
    questions = [question.id for question in read_questions(plans.FOLDER / name / "predictions.yaml")]
    votes = re.findall(r"^Halfway, at the prediction `(\w+)`, (.*?)\n\n", read(name), re.MULTILINE | re.DOTALL)
    assert len(votes) == (len(questions) > 2), "a short lesson has no middle"
    for question, how in votes:
        assert questions[0] != question != questions[-1]
        assert "answer_code()" in how and "minutes of the reserve" in how


@names
def test_the_predictions_are_those_of_the_lesson(name):
    assert plans.parts(read(name))[plans.PREDICTIONS] == predictions(name), "run `python -m tools.plans`"


@names
def test_the_minutes_add_up(name):
    text = read(name)
    assert wrong_versions(text) == []
    on_page = re.findall(r"^## (\d\. .+)\n\n\*About (\d+) minutes\*", page(name), re.MULTILINE)
    if on_page:
        in_parts = {part: number for part, number in minutes(text).items() if part != RESERVE}
        assert in_parts == {part: int(number) for part, number in on_page}
    assert f"takes {sum(minutes(text).values())} minutes" in text
    assert f"**Time:** {sum(minutes(text).values())} minutes" in page(name)


@names
def test_links_lead_somewhere(name):
    folder = plans.FOLDER / name
    links = re.findall(r"\]\(([^)#]+)\)", read(name))
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("| 299 | steps", "| 298 | steps", wrong_numbers),
        ("| 0.26 | limit", "| 0.27 | limit", wrong_numbers),
        ("never: inf at step 186", "never: inf at step 187", unknown_numbers),
        ("above about 0.26", "above about 0.31", unknown_numbers),
        ("- 4 min: part 3, projected", "- 5 min: part 3, projected", wrong_versions),
    ],
)
def test_a_wrong_plan_is_found(old, new, found):
    text = read("learning_rate")
    assert old in text
    assert found(text) == []
    assert found(text.replace(old, new, 1)) != []


def test_a_number_that_the_page_does_not_give_is_found():
    assert not_on_the_page(read("learning_rate").replace("3.6; 5;", "3.7; 5;"), page("learning_rate")) == ["3.7"]


def test_a_changed_prediction_is_found():
    questions = read_questions(plans.FOLDER / "learning_rate" / "predictions.yaml")
    assert plans.predictions_part(questions[::-1]) != plans.parts(read("learning_rate"))[plans.PREDICTIONS]


@pytest.mark.parametrize(
    ("written", "value", "same"),
    [
        ("19.1", 19.107, True), ("19.1", 19.16, False), ("154,546", 154546.4, True), ("1.8e300", 1.797e300, True),
        ("1.9e300", 1.797e300, False), ("-5", -5.0, True), ("5", -5.0, False), ("0", 0.4, False), ("63", 63.4, True),
    ],
)  # fmt: skip
def test_a_number_agrees_if_it_is_rounded_as_it_is_written(written, value, same):
    assert plans.agrees(written, value) is same
