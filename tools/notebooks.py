"""Run the notebooks and store them in one normal form; or, with --check, only look whether they are in it.

    python -m tools.notebooks [NOTEBOOK ...]           run, normalize, write (`make notebooks`)
    python -m tools.notebooks --check [NOTEBOOK ...]   say what is wrong, run nothing (part of `make lint`)

A notebook in normal form says nothing about the machine it ran on, so that running it again changes a file
only where its results changed. Whether the stored results are up to date is nbval's part, in `make test`.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tools import folds
from tools.notebook_rules import problems_in

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# Without a running kernel, a page shows an error for a widget's view; its picture and text always show.
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
CELL_METADATA_TO_KEEP = {"tags", "jupyter", "editable", "deletable"}
SECONDS_PER_CELL = 120


def course_notebooks():
    """Return every notebook of the course: the lessons, then the teacher's and the solutions."""
    teacher = [path for path in ROOT.glob("lessons/**/*.ipynb") if ".ipynb_checkpoints" not in path.parts]
    return sorted(FOLDER.glob("*.ipynb")) + sorted(teacher)


def read(text):
    """Return a notebook from its text; a cell without an id of its own gets one from its place."""
    raw = json.loads(text)
    raw["nbformat_minor"] = max(raw.get("nbformat_minor", 0), 5)
    used = set()
    for number, cell in enumerate(raw["cells"]):
        if not cell.get("id") or cell["id"] in used:
            cell["id"] = f"cell-{number}"
        used.add(cell["id"])
    return nbformat.reads(json.dumps(raw), as_version=4)


def write(notebook):
    """Return the notebook's text, always in the same order and layout."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def normalize(notebook):
    """Return a copy in normal form: nothing of one run's machine, times or widgets remains."""
    notebook = nbformat.from_dict(notebook)
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat_minor = 5
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in cell.metadata if key in CELL_METADATA_TO_KEEP}
        if cell.cell_type == "code":
            cell.outputs = _normal_outputs(cell.outputs)
            # What a prediction covers is in its stored output. JupyterLab shows a hidden output once its cell is run,
            # and then the result is covered; a page that was just opened must not give it away.
            if folds.is_prediction(cell):
                cell.metadata.jupyter = nbformat.from_dict({"outputs_hidden": True})
    folds.fold(notebook)
    for before, cell in zip([None, *notebook.cells], notebook.cells, strict=False):
        cell.metadata.slideshow = nbformat.from_dict({"slide_type": _slide_type(cell, before)})
    return nbformat.from_dict(notebook)


def _slide_type(cell, before):
    """Return which slide a cell is on if the notebook is exported as slides.

    Sections stand side by side. Below its heading each section has a slide a cell; what follows a heading alone in
    its cell, and code that shows nothing, stay on the slide before them.
    """
    if before is not None and folds.is_part_heading(before):
        return "-"
    if cell.cell_type == "code":
        return "subslide" if cell.outputs else "-"
    return "slide" if folds.SECTION.match(cell.source) else "subslide"


def _normal_outputs(outputs):
    kept = []
    for output in outputs:
        if "data" in output:
            output.data.pop(WIDGET_VIEW, None)
            output.metadata = {key: output.metadata[key] for key in output.metadata if key in output.data}
            if not output.data:
                continue
        if kept and output.output_type == "stream" and kept[-1].get("name") == output.name:
            kept[-1].text += output.text  # a long print may arrive in several pieces
        else:
            kept.append(output)
    return kept


def run(notebook, folder):
    """Run all cells in a fresh kernel started in `folder`; raises CellExecutionError at the first error.

    The kernel knows no answers of earlier days, so that results do not depend on whoever runs the notebook.
    """
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # the kernel's own warnings are not the notebook's
        resources={"metadata": {"path": str(folder)}},
    )
    with tempfile.TemporaryDirectory() as answers:
        env = os.environ | {"LEARNING_RATE_COURSE_PROGRESS": str(Path(answers) / "progress.json")}
        env.pop("LEARNING_RATE_COURSE_UNCOVER", None)
        return client.execute(env=env)


def run_and_write(path):
    """Run one notebook and write it back. Return the problems; with any, the file stays as it was."""
    notebook = read(path.read_text(encoding="utf-8"))
    try:
        notebook = run(notebook, path.parent)
    except CellExecutionError as error:
        number = next(n for n, cell in enumerate(notebook.cells) if _has_error(cell))
        return [f"cell {number}: {error.ename}: {error.evalue}"]
    notebook = normalize(notebook)
    nbformat.validate(notebook)
    problems = problems_in(notebook)
    if not problems:
        path.write_text(write(notebook), encoding="utf-8", newline="\n")
    return problems


def _has_error(cell):
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def check(path):
    """Return what is wrong with one stored notebook, without running it."""
    text = path.read_text(encoding="utf-8")
    notebook = read(text)
    problems = problems_in(notebook)
    if write(normalize(notebook)) != text:
        problems.append("it is not in normal form (run `make notebooks`)")
    return problems


def _name(path):
    path = path.resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("notebooks", nargs="*", type=Path, help="by default all of notebooks/ and lessons/")
    parser.add_argument("--check", action="store_true", help="run nothing, change nothing")
    options = parser.parse_args(arguments)
    wrong = 0
    for path in options.notebooks or course_notebooks():
        problems = check(path) if options.check else run_and_write(path)
        for problem in problems:
            print(f"{_name(path)}: {problem}", file=sys.stderr)
        wrong += bool(problems)
        if not problems and not options.check:
            print(f"{_name(path)}: done", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
