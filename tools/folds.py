"""Which parts of a lesson's page are folded when it is opened: what follows a prediction would give its answer away.

JupyterLab keeps the cells below a heading folded, up to the next heading of its level or above, if the heading's cell
says so in its metadata. "Run All" runs them, and every other reader of the file shows them.
"""

import re
from collections.abc import Iterator

FOLDED = "jp-MarkdownHeadingCollapsed"
PREDICTION = re.compile(r"\blesson\.predict\(")
EXERCISE = re.compile(r"\blesson\.check\(")
SECTION = re.compile(r"##?\s")
PART = re.compile(r"###\s")
HEADING = re.compile(r"#{1,3}\s")


def fold(notebook) -> None:
    """Fold each part of a section that comes after a prediction and holds none itself; unfold all others.

    A part with a figure is folded after an exercise too, with all that follows it: the figure may hold the answer. A
    part is what stands below a heading of level 3. Only a heading alone in its cell is folded, since JupyterLab
    keeps the whole cell of the heading in view.
    """
    predicted = exercised = False
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop(FOLDED, None)
        if is_prediction(cell):
            predicted = True
        elif _begins(cell, SECTION):
            predicted = exercised = False
        elif _is_exercise(cell):
            exercised = True
        elif is_part_heading(cell) and exercised and any(map(_shows_a_figure, _part(notebook.cells, number))):
            predicted = True
        if predicted and is_part_heading(cell) and not _leads_to_a_prediction(notebook.cells, number):
            cell.metadata[FOLDED] = True


def in_view(notebook) -> Iterator[tuple[int, object]]:
    """Yield number and cell of all that JupyterLab shows when the page is opened."""
    folded = False
    for number, cell in enumerate(notebook.cells):
        if _begins(cell, HEADING):
            folded = False
        if not folded:
            yield number, cell
        folded = folded or FOLDED in cell.metadata


def shown_too_early(notebook) -> list[str]:
    """Return one sentence for each cell that follows a prediction and is in view before anybody has predicted.

    Between a prediction and the end of its section there may be more predictions, folded parts, and what leads on to
    the next prediction, below a heading of its own. After an exercise no figure is in view.
    """
    problems, predicted, leads_on, exercised = [], False, False, False
    for number, cell in in_view(notebook):
        if _begins(cell, SECTION):
            predicted = leads_on = exercised = False
        elif exercised and not is_prediction(cell) and _shows_a_figure(cell):
            problems.append(f"cell {number} shows a figure after an exercise: put a heading of its own above it")
        elif is_prediction(cell):
            predicted, leads_on = True, False
        elif _begins(cell, PART):
            leads_on = _leads_to_a_prediction(notebook.cells, number)
            if predicted and not leads_on and FOLDED not in cell.metadata:
                problems.append(f"cell {number} has text below its heading: give the heading a cell of its own")
        elif predicted and not leads_on:
            problems.append(
                f"cell {number} follows a prediction and is in view: put a heading such as ### What you saw above it"
            )
        exercised = exercised or _is_exercise(cell)
    return problems


def is_prediction(cell) -> bool:
    """Whether a cell asks for a prediction."""
    return cell.cell_type == "code" and PREDICTION.search(cell.source) is not None


def is_part_heading(cell) -> bool:
    """Whether a cell holds a heading of level 3 and nothing else."""
    return _begins(cell, PART) and "\n" not in cell.source.strip()


def _begins(cell, heading) -> bool:
    return cell.cell_type == "markdown" and heading.match(cell.source) is not None


def _is_exercise(cell) -> bool:
    return cell.cell_type == "code" and EXERCISE.search(cell.source) is not None


def _shows_a_figure(cell) -> bool:
    return any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


def _leads_to_a_prediction(cells, number) -> bool:
    """Whether there is a prediction between the heading with this number and the next one."""
    return any(map(is_prediction, _part(cells, number)))


def _part(cells, number) -> Iterator:
    """Yield the cells between the heading with this number and the next one."""
    for cell in cells[number + 1 :]:
        if _begins(cell, HEADING):
            return
        yield cell
