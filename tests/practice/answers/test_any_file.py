"""Whatever JSON the file of answers holds, a lesson asks, checks, pins and counts."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.learning_rate.checks import EXERCISES
from lessons.learning_rate.too_low import two_valleys_explorer
from tests.practice.test_lesson import PREDICTIONS, QUIZ, listed
from utils.descent import two_valleys
from utils.practice.answers.course_map import CourseMap
from utils.practice.answers.progress import Progress
from utils.practice.answers.schema import KINDS
from utils.practice.lesson import Lesson

NUMBERS = st.integers() | st.floats() | st.just(10**400)
TEXTS = st.text(st.characters(), max_size=8) | st.sampled_from(["A", "two_valleys_explorer | start=", "\ud800"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
KEYS = {
    "predictions": ["first", "second"],
    "quiz": ["last"],
    "exercises": ["fast_enough", "limit"],
    "pins": ["two_valleys_explorer"],
}
EXERCISE = st.fixed_dictionaries({"tries": ANYTHING | st.lists(ANYTHING, min_size=9)}, optional={"passed": ANYTHING})
ANSWERS = {kind: ANYTHING for kind in KINDS} | {"exercises": EXERCISE | ANYTHING}
ANSWERS["pins"] |= st.lists(ANYTHING, max_size=8)
GOOD_FORM = st.fixed_dictionaries(
    {kind: st.fixed_dictionaries({}, optional=dict.fromkeys(keys, ANSWERS[kind])) for kind, keys in KEYS.items()}
)
IN_A_LESSON = GOOD_FORM | st.fixed_dictionaries({}, optional=dict.fromkeys(KINDS, ANYTHING))
FILES = IN_A_LESSON.map(lambda lesson: {"lessons": {"any": lesson}}) | ANYTHING


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A lesson's folder, and an explorer that can pin."""
    folder = tmp_path_factory.mktemp("any")
    (folder / "predictions.yaml").write_text(json.dumps(PREDICTIONS))
    (folder / "quiz.yaml").write_text(json.dumps(QUIZ))
    return folder, two_valleys_explorer(two_valleys(), 3.6, learning_rate=0.01, n_steps=300)


@settings(max_examples=50)
@given(contents=FILES)
def test_no_json_in_the_file_stops_a_lesson(course, contents):
    folder, explorer = course
    path = folder / "progress.json"
    path.write_text(json.dumps(contents))
    for exercise in EXERCISES.values():
        exercise.tries.clear()
    lesson = Lesson("any", folder, EXERCISES, progress=Progress(path))

    shown = CourseMap([listed("Any", "any.ipynb", lesson)])
    assert "Any" in repr(shown) and "| [Any](any.ipynb) |" in shown._repr_markdown_()
    code = lesson.answer_code()
    for id in lesson.predictions:
        lesson.predict(id, covers=explorer).commit("A")
    assert "AA-" in code.feedback.html
    lesson.quiz().questions[0].answer("B")
    assert not lesson.check("fast_enough", 1e-4).result.passed
    assert lesson.check("fast_enough", 0.13).result.passed
    assert "cannot be checked" not in lesson.check("limit", 0.25).feedback.html
    explorer.pins.clear()
    explorer.pin()
    assert lesson.done() == {"predictions": (2, 2), "exercises": (2, 3), "quiz": (1, 1)}
    answers = lesson.save_answers()
    answers.download.give()
    answers.upload._handle_custom_msg({"name": "answers.json"}, [json.dumps(contents).encode()])
    explorer.pins.unobserve_all("pinned")
    explorer.pins.clear()
