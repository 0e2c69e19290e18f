"""The lessons of the course, and what is done so far."""

from collections.abc import Sequence

from utils.practice.lesson import Lesson

WORDS = {"predictions": "predictions made", "exercises": "exercises passed", "quiz": "quiz questions answered"}


class CourseMap:
    """A table of the lessons with links, and how much of each is done. Run its cell again to see it anew.

    It is Markdown, not a widget, so that a link opens its lesson in JupyterLab, and in a page without a kernel.

    Parameters
    ----------
    rows : sequence of (str, str, Lesson or None)
        For each lesson its title, its notebook and what the notebook imports.
    """

    def __init__(self, rows: Sequence[tuple[str, str, Lesson | None]]):
        self.rows = list(rows)

    def _repr_markdown_(self) -> str:
        """The table."""
        lines = ["| Lesson | Predictions made | Exercises passed | Quiz answered |", "| --- | --- | --- | --- |"]
        for title, notebook, lesson in self.rows:
            done = lesson.done() if lesson else {}
            cells = [_of(*done[kind]) if kind in done else "" for kind in WORDS]
            lines.append(f"| [{title}]({notebook}) | {' | '.join(cells)} |")
        problems = {lesson.progress.problem for _, _, lesson in self.rows if lesson} - {""}
        return "\n".join([*lines, *(f"\n{problem}" for problem in sorted(problems))])

    def __repr__(self) -> str:
        lines = []
        for title, _, lesson in self.rows:
            done = lesson.done() if lesson else {}
            parts = [f"{WORDS[kind]} {_of(*numbers)}" for kind, numbers in done.items() if numbers[1]]
            lines.append(f"{title}: {', '.join(parts)}." if parts else f"{title}.")
        return "\n".join(lines)


def _of(number: int, total: int) -> str:
    if not total:
        return ""
    return f"{'✓ ' if number == total else ''}{number} of {total}"
