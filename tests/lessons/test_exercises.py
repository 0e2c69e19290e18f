"""Every exercise of every lesson: its cell runs unanswered, its solution passes, and no two mistakes look alike."""

import importlib
from itertools import combinations

import numpy as np
import pytest

from lessons import LESSONS
from tools import lesson_tables, notebooks
from utils.descent import gradient_descent, train
from utils.practice.exercises.exercise import Exercise
from utils.practice.exercises.function_check import FunctionCheck

ROOT = notebooks.FOLDER.parent
NAMES = [listed.folder for listed in LESSONS if lesson_tables.has_exercises(listed)]
EXERCISES = {
    f"{name}-{id}": exercise
    for name in NAMES
    for id, exercise in importlib.import_module(f"lessons.{name}.checks").EXERCISES.items()
}
FUNCTION_CHECKS = {name: e._check for name, e in EXERCISES.items() if isinstance(e._check, FunctionCheck)}
each_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def fresh(exercise):
    """The same exercise, for a learner who has not tried it yet."""
    keys = ("id", "title", "hints", "solution", "explanation", "starter", "counts_tries")
    return Exercise(check=exercise._check, **{key: getattr(exercise, key) for key in keys})


class Lesson:
    """Stands for the lesson that a notebook imports."""

    def __init__(self, exercise):
        self.exercise, self.results = exercise, []

    def check(self, id, answer):
        assert id == self.exercise.id
        self.results.append(self.exercise.check(answer))


def run(source, exercise):
    """Run a learner's cell and return what its check says."""
    lesson = Lesson(exercise)
    exec(source, {"np": np, "train": train, "gradient_descent": gradient_descent, "lesson": lesson})
    (result,) = lesson.results
    return result


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_a_blank_and_an_open_task(name):
    ids = [id for id in EXERCISES if id.startswith(f"{name}-")]
    assert [id.endswith("_blank") for id in ids].count(True) == 1 < len(ids)


@each_exercise
def test_the_cell_as_it_comes_runs_and_is_not_answered(exercise):
    assert exercise.starter.count("\n") < 12
    assert "..." in exercise.starter and f'lesson.check("{exercise.id}", ' in exercise.starter
    exercise = fresh(exercise)
    result = run(exercise.starter, exercise)
    assert not result.is_answered and not result.passed and exercise.tries == []


@each_exercise
def test_the_solution_passes_in_the_learners_own_cell(exercise):
    last_line = exercise.starter.splitlines()[-1]
    assert exercise.solution.count("\n") + 3 < 12
    result = run(f"{exercise.solution}\n{last_line}", fresh(exercise))
    assert result.passed, result


@each_exercise
def test_the_hints_lead_up_to_the_answer_without_being_it(exercise):
    answer = exercise.solution.splitlines()[-1].removeprefix("return").strip()
    answer = answer.partition(" = ")[2] or answer
    assert 2 <= len(exercise.hints) <= 4 and len(set(exercise.hints)) == len(exercise.hints)
    assert all(answer not in hint for hint in exercise.hints)
    assert "\n" not in exercise.explanation


@pytest.mark.parametrize("check", FUNCTION_CHECKS.values(), ids=FUNCTION_CHECKS)
def test_every_mistake_gets_its_own_hint_and_none_is_right(check):
    for mistake in check.mistakes:
        assert check(mistake.program).sentence == f"Not yet. {mistake.hint}"
    programs = [("the right one", check.right), *((mistake.hint, mistake.program) for mistake in check.mistakes)]
    for (hint, program), (other_hint, other) in combinations(programs, 2):
        pairs = zip(check.expected(program), check.expected(other), strict=True)
        same = all(a.shape == b.shape and np.allclose(a, b, rtol=1e-4, equal_nan=True) for a, b in pairs)
        assert hint == other_hint or not same, (hint, other_hint)


@pytest.mark.parametrize("name", NAMES)
def test_the_solutions_notebook_holds_every_solution_and_each_passes(name):
    path = ROOT / "lessons" / name / "solutions.ipynb"
    assert notebooks.check(path) == []
    cells = notebooks.read(path.read_text(encoding="utf-8")).cells
    printed = ["".join(output.text for output in cell.outputs) for cell in cells if cell.cell_type == "code"]
    assert all(text.startswith("Right. ") for text in printed[1:])
    exercises = importlib.import_module(f"lessons.{name}.checks").EXERCISES
    assert len(printed) - 1 == len(exercises)
    for id, exercise in exercises.items():
        (cell,) = [cell for cell in cells if f'EXERCISES["{id}"].check(' in cell.source]
        assert cell.source.startswith(exercise.solution + "\n")
