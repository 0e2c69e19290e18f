"""Write the tables of lessons again, from the one list in lessons/__init__.py.

    python -m tools.lesson_tables     part of `make notebooks`

A table is found by its first line, so a page may have other tables and any text around it.
"""

import re
from pathlib import Path

from lessons import LESSONS
from tools import notebooks
from tools.exercise_cells import has_exercises

ROOT = Path(__file__).resolve().parent.parent


def table(names, rows):
    """Return a table in Markdown, without a line break at its end."""
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def for_visitors(lessons=LESSONS):
    """Return the table of README.md."""
    rows = [(f"[{one.numbered}](notebooks/{one.notebook})", one.finds_out, one.minutes) for one in lessons]
    return table(("Notebook", "What you find out", "Minutes"), rows)


def for_learners(lessons=LESSONS):
    """Return the table of the page that begins the course; it does not link to itself."""
    titles = [f"[{one.heading}]({one.notebook})" if one.number else one.heading for one in lessons]
    rows = [(title, one.finds_out, one.minutes) for title, one in zip(titles, lessons, strict=True)]
    return table(("Lesson", "What you find out", "Minutes"), rows)


def for_teachers(lessons=LESSONS):
    """Return the table of lessons/README.md."""
    rows = [
        (
            f"[{one.numbered}](../notebooks/{one.notebook})",
            one.minutes,
            one.can,
            f"[plan]({one.folder}/plan.md)",
            f"[solutions]({one.folder}/solutions.ipynb)" if has_exercises(one) else "none needed",
        )
        for one in lessons
    ]
    return table(("Lesson", "Minutes", "Afterwards, learners can", "Plan", "Solutions"), rows)


def for_class_results(lessons=LESSONS):
    """Return the table of class_results.ipynb: what to write for which lesson."""
    rows = [(one.numbered, f"`from lessons.{one.folder} import lesson`") for one in lessons if one.number]
    return table(("To see the answers in", "write"), rows)


PAGES = {
    ROOT / "README.md": for_visitors,
    ROOT / "lessons" / "README.md": for_teachers,
    ROOT / "lessons" / "class_results.ipynb": for_class_results,
    notebooks.FOLDER / LESSONS[0].notebook: for_learners,
}


def with_table(text, new):
    """Return a Markdown text with a new table in place of the one with the same first line, if it has one."""
    old = re.compile(rf"^{re.escape(new.splitlines()[0])}\n(?:\|.*(?:\n|$))+", re.MULTILINE)
    return old.sub(lambda found: new + ("\n" if found[0].endswith("\n") else ""), text)


def renewed(path, new):
    """Return the text of a page with a new table.

    Raises
    ------
    ValueError
        If the page has no table with this first line, or more than one.
    """
    text = path.read_text(encoding="utf-8")
    first = new.splitlines()[0]
    if text.count(first) != 1:
        raise ValueError(f"{path.name} needs one table that begins with {first}, and has {text.count(first)}.")
    if path.suffix != ".ipynb":
        return with_table(text, new)
    page = notebooks.read(text)
    for cell in page.cells:
        if cell.cell_type == "markdown":
            cell.source = with_table(cell.source, new)
    return notebooks.write(page)


def main() -> None:
    """Write every table."""
    for path, make in PAGES.items():
        path.write_text(renewed(path, make()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
