"""The lessons of the course, and what is done so far."""

from collections.abc import Iterable

from utils.widgets.markup import as_markdown

WORDS = {"predictions": "predictions made", "exercises": "exercises passed", "quiz": "quiz questions answered"}


class CourseMap:
    """A table of the lessons with links, and how much of each is done. Run its cell again to see it anew.

    It is Markdown, not a widget, so that a link opens its lesson in JupyterLab, and in a page without a kernel.

    Parameters
    ----------
    lessons : iterable
        The list of lessons. Each has a ``heading``, the name of its ``notebook`` beside this one, and ``load()``,
        which returns its :class:`~utils.practice.lesson.Lesson`.
    """

    def __init__(self, lessons: Iterable):
        self.rows = [(listed.heading, listed.notebook, listed.load()) for listed in lessons]

    def _repr_markdown_(self) -> str:
        """The table."""
        lines = ["| Lesson | Predictions made | Exercises passed | Quiz answered |", "| --- | --- | --- | --- |"]
        for heading, notebook, lesson in self.rows:
            done = lesson.done()
            lines.append(f"| [{heading}]({notebook}) | {' | '.join(_of(*done[kind]) for kind in WORDS)} |")
        problems = {lesson.progress.problem for *_, lesson in self.rows} - {""}
        return "\n".join([*lines, *(f"\n{as_markdown(problem)}" for problem in sorted(problems))])

    def __repr__(self) -> str:
        lines = []
        for heading, _, lesson in self.rows:
            parts = [f"{WORDS[kind]} {_of(*numbers)}" for kind, numbers in lesson.done().items() if numbers[1]]
            lines.append(f"{heading}: {', '.join(parts)}." if parts else f"{heading}.")
        return "\n".join(lines)


def _of(number: int, total: int) -> str:
    if not total:
        return ""
    return f"{'✓ ' if number == total else ''}{number} of {total}"
