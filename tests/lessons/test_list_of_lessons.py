"""LESSONS says what the folders, the notebooks, the plans and every table say."""

import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from lessons import LESSONS
from tools import lesson_tables, notebooks, plans

FOLDER = lesson_tables.ROOT / "lessons"
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)
each_page = pytest.mark.parametrize("path", lesson_tables.PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")


def markdown(lesson):
    """The text cells of a lesson's notebook."""
    page = json.loads((notebooks.FOLDER / lesson.notebook).read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in page["cells"] if cell["cell_type"] == "markdown"]


def test_the_list_is_in_order_and_names_every_folder_and_every_notebook():
    assert [lesson.number for lesson in LESSONS] == list(range(len(LESSONS)))
    folders = {path.parent.name for path in FOLDER.glob("*/__init__.py")}
    assert sorted(lesson.folder for lesson in LESSONS) == sorted(folders)
    numbered = sorted(path.name for path in notebooks.FOLDER.glob("[0-9]*.ipynb"))
    assert [lesson.notebook for lesson in LESSONS] == numbered


@each_lesson
def test_the_notebook_the_plan_and_the_folder_say_the_same(lesson):
    first, *_, last = markdown(lesson)
    assert first.startswith(f"# {lesson.title}\n")
    assert f"**Time:** {lesson.minutes} minutes" in "\n".join(markdown(lesson))
    plan = (FOLDER / lesson.folder / "plan.md").read_text(encoding="utf-8")
    assert plan.startswith(f"# Plan: {lesson.title}\n")
    assert f"Notebook: [{lesson.notebook}](../../notebooks/{lesson.notebook}). It takes {lesson.minutes} min" in plan
    assert sum(int(n) for n in re.findall(r"^\| [^|]+ \| (\d+) \|$", plans.parts(plan)["The minutes"], re.M)) == (
        lesson.minutes
    )
    if lesson is not LESSONS[-1]:
        assert f"]({LESSONS[lesson.number + 1].notebook})" in last, "it does not lead on to the next lesson"


@each_lesson
def test_a_lesson_is_loaded_from_its_folder(lesson):
    loaded = lesson.load()
    assert (loaded.name, loaded.folder) == (lesson.folder, FOLDER / lesson.folder)
    assert sys.modules[f"lessons.{lesson.folder}"].__doc__.startswith(f"Lesson {lesson.number:02d}: ")


def test_the_list_alone_loads_no_lesson_and_no_widgets():
    program = "import sys, lessons; print(*{'numpy', 'matplotlib', 'ipywidgets', 'yaml'} & set(sys.modules))"
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, cwd=lesson_tables.ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


@each_page
def test_every_table_is_made_from_the_list(path):
    text = path.read_text(encoding="utf-8")
    assert lesson_tables.renewed(path, lesson_tables.PAGES[path]()) == text, "run `python -m tools.lesson_tables`"


@each_page
@pytest.mark.parametrize(
    "change",
    [
        lambda: LESSONS[:-1],
        lambda: (LESSONS[0], *LESSONS[:0:-1]),
        lambda: (*LESSONS[:2], replace(LESSONS[2], title="Another title"), *LESSONS[3:]),
        lambda: (*LESSONS[:2], replace(LESSONS[2], folder="another_folder"), *LESSONS[3:]),
    ],
    ids=["shorter", "in another order", "another title", "another folder"],
)
def test_a_table_of_another_list_is_found(path, change):
    text = path.read_text(encoding="utf-8")
    assert lesson_tables.renewed(path, lesson_tables.PAGES[path](change())) != text


def test_only_the_table_with_the_same_first_line_is_replaced():
    text = "| A | B |\n| --- | --- |\n| 1 | 2 |\n\ntext\n\n| C |\n| --- |\n| 3 |"
    new = lesson_tables.table(["C"], [[4], [5]])
    assert lesson_tables.with_table(text, new) == text.replace("| 3 |", "| 4 |\n| 5 |")


@pytest.mark.parametrize("text", ["no table", "| C |\n| --- |\n\n| C |\n| --- |\n"])
def test_a_page_that_lost_its_table_or_has_two_is_refused(tmp_path, text):
    page = tmp_path / "page.md"
    page.write_text(text)
    with pytest.raises(ValueError, match=r"page.md needs one table that begins with \| C \|"):
        lesson_tables.renewed(page, lesson_tables.table(["C"], [[4]]))
