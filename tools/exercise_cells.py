"""Write what notebooks say of the exercises, from EXERCISES in each lesson's checks.py.

    python -m tools.exercise_cells     part of `make notebooks`, which runs the notebooks afterwards

That is the cell of each exercise in its lesson, as it comes, and the whole of the lesson's solutions.ipynb.
"""

import ast
from itertools import takewhile

from nbformat import v4

from lessons import LESSONS, ListedLesson
from tools import notebooks
from utils.practice.exercises.exercise import Exercise

FOLDER = notebooks.ROOT / "lessons"
INTRODUCTION = """# {title}: solutions

The exercises of [the lesson](../../notebooks/{notebook}), each with one answer that its check accepts.
Yours may look different and be just as good: the checks look at what comes out, not at how it is written."""


def solutions_path(lesson: ListedLesson):
    """Return where the solutions of a lesson are."""
    return FOLDER / lesson.folder / "solutions.ipynb"


def has_exercises(lesson: ListedLesson) -> bool:
    """Whether a lesson has exercises, and so solutions."""
    return (FOLDER / lesson.folder / "checks.py").exists()


def lesson_page(lesson: ListedLesson):
    """Return a lesson's notebook with the cell of each exercise as its starter has it.

    Raises
    ------
    ValueError
        If an exercise has no cell, or more than one.
    """
    page = _read(notebooks.FOLDER / lesson.notebook)
    for id, exercise in lesson.load().exercises.items():
        cells = [cell for cell in page.cells if cell.cell_type == "code" and f'lesson.check("{id}", ' in cell.source]
        if len(cells) != 1:
            raise ValueError(
                f'{lesson.notebook} needs one cell with lesson.check("{id}", ...), and has {len(cells)}.'
            )
        cells[0].source = exercise.starter
    return page


def solutions_page(lesson: ListedLesson):
    """Return the notebook with the solutions of a lesson; a cell that is not new keeps its outputs."""
    exercises = lesson.load().exercises
    imports = _imports(lesson, "\n".join(exercise.solution for exercise in exercises.values()))
    cells = [
        v4.new_markdown_cell(INTRODUCTION.format(title=lesson.title, notebook=lesson.notebook)),
        v4.new_code_cell(imports),
    ]
    for exercise in exercises.values():
        cells += [
            v4.new_markdown_cell(f"## {exercise.title}"),
            v4.new_code_cell(solved(exercise)),
            v4.new_markdown_cell(exercise.explanation),
        ]
    path = solutions_path(lesson)
    known = {cell.source: cell for cell in _read(path).cells if cell.cell_type == "code"} if path.exists() else {}
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number:02d}"
        if cell.source in known:
            cell.update(outputs=known[cell.source].outputs, execution_count=known[cell.source].execution_count)
    return notebooks.normalize(v4.new_notebook(cells=cells))


def solved(exercise: Exercise) -> str:
    """Return the learner's cell with the answer in it: the task, the solution, and its check."""
    task = "".join(
        f"{line}\n" for line in takewhile(lambda line: line.startswith("#"), exercise.starter.splitlines())
    )
    call = ast.parse(exercise.starter.splitlines()[-1], mode="eval").body
    is_function = isinstance(ast.parse(exercise.solution).body[-1], ast.FunctionDef)
    check = f'print(EXERCISES["{exercise.id}"].check({ast.unparse(call.args[1])}))'
    return task + exercise.solution + "\n" * (3 if is_function else 2) + check


def _imports(lesson: ListedLesson, source: str) -> str:
    """Return the imports that a source needs, taken from the cell in which the lesson's page imports."""
    used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    page = _read(notebooks.FOLDER / lesson.notebook)
    code = next(cell.source for cell in page.cells if cell.cell_type == "code")
    others, course = [], [f"from lessons.{lesson.folder}.checks import EXERCISES"]
    for node in ast.parse(code).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            node.names = [alias for alias in node.names if (alias.asname or alias.name) in used]
            if node.names:
                (course if getattr(node, "module", "").startswith("utils") else others).append(ast.unparse(node))
    return "\n".join([*others, *([""] if others else []), *course])


def _read(path):
    return notebooks.read(path.read_text(encoding="utf-8"))


def pages() -> dict:
    """Return each notebook that has something of an exercise, by its path."""
    made = {}
    for lesson in filter(has_exercises, LESSONS):
        made[notebooks.FOLDER / lesson.notebook] = lesson_page(lesson)
        made[solutions_path(lesson)] = solutions_page(lesson)
    return made


def main() -> None:
    """Write every notebook that has something of an exercise."""
    for path, page in pages().items():
        path.write_text(notebooks.write(page), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
