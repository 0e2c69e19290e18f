"""Every exercise of every lesson: its cell runs unanswered, its solution passes, and no two mistakes look alike."""

from itertools import combinations

import numpy as np
import pytest

from lessons import LESSONS
from tools import exercise_cells, notebooks
from utils.descent import gradient_descent, train
from utils.practice.exercises.exercise import Exercise
from utils.practice.exercises.function_check import FunctionCheck

LISTED = list(filter(exercise_cells.has_exercises, LESSONS))
NAMES = [listed.folder for listed in LISTED]
STALE = "run `make notebooks`"
EXERCISES = {
    f"{name}-{id}": exercise
    for name, listed in zip(NAMES, LISTED, strict=True)
    for id, exercise in listed.load().exercises.items()
}
FUNCTION_CHECKS = {name: e._check for name, e in EXERCISES.items() if isinstance(e._check, FunctionCheck)}
each_lesson = pytest.mark.parametrize("lesson", LISTED, ids=NAMES)
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


def sources(page):
    return [(cell.cell_type, cell.source) for cell in page.cells]


@each_lesson
def test_the_solutions_are_made_from_the_exercises_and_each_passes(lesson):
    path = exercise_cells.solutions_path(lesson)
    assert notebooks.check(path) == []
    stored = notebooks.read(path.read_text(encoding="utf-8"))
    assert sources(stored) == sources(exercise_cells.solutions_page(lesson)), STALE
    printed = ["".join(output.text for output in cell.outputs) for cell in stored.cells if cell.cell_type == "code"]
    assert len(printed) - 1 == len(lesson.load().exercises)
    assert all(text.startswith("Right. ") for text in printed[1:])


@each_lesson
def test_the_cells_of_the_lesson_are_those_of_its_exercises(lesson):
    stored = notebooks.read((notebooks.FOLDER / lesson.notebook).read_text(encoding="utf-8"))
    assert sources(stored) == sources(exercise_cells.lesson_page(lesson)), STALE


def test_a_changed_solution_and_a_changed_starter_are_found(monkeypatch):
    lesson = next(filter(exercise_cells.has_exercises, LESSONS))
    solutions, page = exercise_cells.solutions_page(lesson), exercise_cells.lesson_page(lesson)
    exercise = next(iter(lesson.load().exercises.values()))
    monkeypatch.setattr(exercise, "solution", exercise.solution.replace("errors**2", "errors * errors"))
    monkeypatch.setattr(exercise, "starter", exercise.starter.replace("squares = ...", "squares = ... ** 2"))
    changed = exercise_cells.solutions_page(lesson)
    assert [cell.outputs == [] for cell in changed.cells if cell.cell_type == "code"] == [True, True, False]
    assert sources(changed) != sources(solutions)
    assert sources(exercise_cells.lesson_page(lesson)) != sources(page)


def test_an_exercise_that_is_not_on_the_page_is_named(monkeypatch):
    lesson = next(filter(exercise_cells.has_exercises, LESSONS))
    exercises = {**lesson.load().exercises, "extra": next(iter(lesson.load().exercises.values()))}
    monkeypatch.setattr(lesson.load(), "exercises", exercises)
    with pytest.raises(ValueError, match=r'needs one cell with lesson.check\("extra", ...\), and has 0'):
        exercise_cells.lesson_page(lesson)


def exercise_of(starter, solution):
    return Exercise("id", "Title", check=None, hints=(), solution=solution, explanation="", starter=starter)


@pytest.mark.parametrize(
    ("starter", "solution", "cell"),
    [
        (
            "# Halve it.\nhalf = ...\n\nlesson.check('id', half)",
            "half = 1 / 2",
            '# Halve it.\nhalf = 1 / 2\n\nprint(EXERCISES["id"].check(half))',
        ),
        (
            "def f(x):\n    # Inside.\n    ...\n\n\nlesson.check('id', (f, 2))",
            "def f(x):\n    return x",
            'def f(x):\n    return x\n\n\nprint(EXERCISES["id"].check((f, 2)))',
        ),
    ],
)
def test_a_solved_cell_has_the_task_the_solution_and_its_check(starter, solution, cell):
    assert exercise_cells.solved(exercise_of(starter, solution)) == cell
