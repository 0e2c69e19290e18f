"""A page as it is opened, before anybody has predicted: what is in view gives no answer away, and can be run."""

import ast
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons import LESSONS
from tools import folds, notebooks

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PREDICT = 'lesson.predict("rate")'

each_lesson = pytest.mark.parametrize("listed", LESSONS, ids=lambda lesson: lesson.folder)


def page_of(listed):
    return notebooks.read((notebooks.FOLDER / listed.notebook).read_text(encoding="utf-8"))


def words_in_view(cell):
    """What a reader of an open cell can read: its source, and the text of its outputs unless they are hidden."""
    texts = [cell.source]
    if not cell.metadata.get("jupyter", {}).get("outputs_hidden"):
        for output in cell.get("outputs", []):
            texts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return " ".join(" ".join(texts).split())


@each_lesson
def test_what_follows_a_prediction_is_folded(listed):
    assert folds.shown_too_early(page_of(listed)) == []


@each_lesson
def test_nothing_in_view_after_a_prediction_tells_what_is_right_or_a_number_of_the_reason(listed):
    page = page_of(listed)
    view = [cell for _, cell in folds.in_view(page)]
    for id, question in listed.load().predictions.items():
        asked = next(n for n, cell in enumerate(view) if f'lesson.predict("{id}"' in cell.source)
        next_asked = next((n for n in range(asked + 1, len(view)) if folds.is_prediction(view[n])), len(view))
        known = " ".join([question.as_text(), *map(words_in_view, view[: asked + 1])])
        right = question.option(question.right)
        telling = set(NUMBER.findall(right.why)) - set(NUMBER.findall(known))
        for cell in view[asked + 1 : next_asked]:
            if cell.source.startswith("## What you now know"):
                break
            shown = words_in_view(cell)
            assert telling.isdisjoint(NUMBER.findall(shown)), f"{id}: {telling} in {shown[:80]!r}"
        for cell in view:
            shown = words_in_view(cell)
            assert right.why not in shown
            assert len(right.text) < 20 or right.text.rstrip(".") not in shown, f"{id}: {shown[:80]!r}"


@each_lesson
def test_no_later_question_tells_a_number_of_steps_that_an_earlier_one_asked_for(listed):
    asked, known = list(listed.load().predictions.values()), set()
    for number, question in enumerate(asked):
        known |= steps_in(question.as_text())
        telling = steps_in(question.option(question.right).why) - known
        for later in asked[number + 1 :]:
            assert telling.isdisjoint(steps_in(later.as_text())), f"{question.id}: {telling} in {later.id}"


def steps_in(text):
    """Every number of steps that a text names."""
    return {before or after for before, after in re.findall(r"\bsteps? (\d+)|(\d+) steps?\b", text)}


@each_lesson
def test_what_is_in_view_runs_without_what_is_folded(listed):
    page = page_of(listed)
    in_view = {number for number, _ in folds.in_view(page)}
    bound, missing = {"open": set(), "folded": set()}, []
    for number, cell in enumerate(page.cells):
        if cell.cell_type == "code":
            nodes = list(ast.walk(ast.parse(cell.source)))
            names = [node for node in nodes if isinstance(node, ast.Name)]
            if number in in_view:
                used = {name.id for name in names if isinstance(name.ctx, ast.Load)}
                own = {name.id for name in names if isinstance(name.ctx, ast.Store)}
                own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
                missing += sorted((used & bound["folded"]) - bound["open"] - own)
            where = "open" if number in in_view else "folded"
            bound[where] |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
            bound[where] |= {node.name for node in ast.parse(cell.source).body if hasattr(node, "name")}
    assert missing == []


@each_lesson
def test_a_page_sends_nobody_to_solutions_that_the_teacher_may_keep_back_or_to_keys_for_new_cells(listed):
    prose = " ".join(cell.source for cell in page_of(listed).cells if cell.cell_type == "markdown")
    assert re.findall(r"solutions\.ipynb|lesson\.solution|lesson\.hint|Escape, then B", prose) == []


def test_folded_are_parts_after_a_prediction_that_ask_nothing_themselves():
    page = new_notebook(
        cells=[
            new_markdown_cell("# Title"),
            new_markdown_cell("### Before any question"),
            new_code_cell(PREDICT),
            new_markdown_cell("### What you saw"),
            new_markdown_cell("It falls."),
            new_code_cell("assert True"),
            new_markdown_cell("### One more"),
            new_markdown_cell("And now?"),
            new_code_cell(PREDICT),
            new_markdown_cell("### Exercise"),
            new_code_cell("check"),
            new_markdown_cell("## Another section"),
            new_markdown_cell("### A part of it", metadata={folds.FOLDED: True}),
            new_code_cell("1"),
        ]
    )
    folds.fold(page)
    assert [number for number, cell in enumerate(page.cells) if folds.FOLDED in cell.metadata] == [3, 9]
    assert [number for number, _ in folds.in_view(page)] == [0, 1, 2, 3, 6, 7, 8, 9, 11, 12, 13]
    assert folds.shown_too_early(page) == []


def figure():
    return new_code_cell("explorer", outputs=[new_output("display_data", {"image/png": "iVBORw0KGgo="})])


def test_folded_is_what_comes_with_a_figure_after_an_exercise():
    page = new_notebook(
        cells=[
            new_markdown_cell("## Section"),
            new_markdown_cell("### A figure before the exercise"),
            figure(),
            new_code_cell('lesson.check("rate", rate)'),
            new_markdown_cell("### Another exercise"),
            new_code_cell('lesson.check("loop", loop)'),
            new_markdown_cell("### The same points in a figure"),
            figure(),
            new_markdown_cell("### What you saw"),
            new_markdown_cell("## Another section"),
            new_markdown_cell("### A figure"),
            figure(),
        ]
    )
    folds.fold(page)
    assert [number for number, cell in enumerate(page.cells) if folds.FOLDED in cell.metadata] == [6, 8]
    assert folds.shown_too_early(page) == []
    page.cells[6].source += "\n\nLook."
    folds.fold(page)
    assert folds.shown_too_early(page) == [
        "cell 7 shows a figure after an exercise: put a heading of its own above it"
    ]


@pytest.mark.parametrize(
    ("following", "problem"),
    [
        ([new_markdown_cell("**What you saw.** It falls.")], "cell 1 follows a prediction and is in view"),
        ([new_code_cell("print(loss)")], "cell 1 follows a prediction and is in view"),
        ([new_markdown_cell("### What you saw\n\nIt falls.")], "cell 1 has text below its heading"),
        ([new_markdown_cell("Look."), new_code_cell(PREDICT)], "cell 1 follows a prediction and is in view"),
        ([new_code_cell(PREDICT), new_markdown_cell("It falls.")], "cell 2 follows a prediction and is in view"),
    ],
)
def test_what_is_shown_too_early_is_named(following, problem):
    page = new_notebook(cells=[new_code_cell(PREDICT), *following])
    folds.fold(page)
    (found,) = folds.shown_too_early(page)
    assert found.startswith(problem)
