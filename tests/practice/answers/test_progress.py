"""Answers survive, from two notebooks at once too, and a damaged file is never lost or overwritten."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.practice.answers.progress import KINDS, PLACE, VERSION, Progress

names = st.text(max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
answers = st.lists(st.tuples(names, st.sampled_from(KINDS), names, values), min_size=1, max_size=6)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "of a learner" / "progress.json"


@given(answers)
def test_whatever_is_answered_is_there_on_another_day(tmp_path_factory, given_answers):
    path = tmp_path_factory.mktemp("progress") / "progress.json"
    expected = {}
    for lesson, kind, key, value in given_answers:
        Progress(path).set(lesson, kind, key, value)
        expected[lesson, kind, key] = value
    another_day = Progress(path)
    for (lesson, kind, key), value in expected.items():
        assert another_day.get(lesson, kind, key) == value
        assert another_day.lesson(lesson)[kind][key] == value
    assert another_day.problem == ""


def test_nothing_is_answered_at_first_and_asking_makes_no_file(path):
    progress = Progress(path)
    assert progress.get("loss_function", "quiz", "zero") is None
    assert progress.lesson("loss_function") == {kind: {} for kind in KINDS}
    assert not path.parent.exists()


def test_the_environment_names_the_file(monkeypatch, path):
    monkeypatch.setenv(PLACE, str(path))
    assert Progress().path == path
    monkeypatch.delenv(PLACE)
    monkeypatch.setenv("HOME", str(path.parent))
    monkeypatch.setenv("USERPROFILE", str(path.parent))
    assert Progress().path == path.parent / ".learning-rate-course" / "progress.json"


def test_an_unknown_kind_is_refused(path):
    with pytest.raises(ValueError, match=r"no kind 'games'; there are predictions, quiz"):
        Progress(path).set("loss_function", "games", "one", 1)


def test_two_open_notebooks_keep_each_others_answers(path):
    one, other = Progress(path), Progress(path)
    one.set("loss_function", "predictions", "sum", "A")
    other.set("gradient_descent", "predictions", "slope", "B")
    one.set("loss_function", "quiz", "zero", "C")
    assert other.get("loss_function", "predictions", "sum") == "A"
    assert one.get("gradient_descent", "predictions", "slope") == "B"


def test_two_kernels_that_write_at_the_same_moment_lose_nothing(path, root):
    program = (
        "import sys; from utils.practice.answers.progress import Progress; p = Progress(sys.argv[1])\n"
        "for number in range(40): p.set('lesson', 'quiz', f'{sys.argv[2]}{number}', number)"
    )
    commands = [[sys.executable, "-c", program, str(path), name] for name in "ab"]
    running = [subprocess.Popen(command, cwd=root) for command in commands]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(Progress(path).lesson("lesson")["quiz"]) == 80
    assert [file.name for file in path.parent.iterdir()] == ["progress.json"]


def test_a_lock_that_was_left_behind_is_taken_over(path, monkeypatch):
    monkeypatch.setattr("utils.practice.answers.only_one.PATIENCE_S", 0.05)
    path.parent.mkdir()
    path.with_name("progress.json.lock").touch()
    Progress(path).set("loss_function", "quiz", "zero", "B")
    assert Progress(path).get("loss_function", "quiz", "zero") == "B"


def test_what_a_later_version_has_written_stays(path):
    path.parent.mkdir()
    later = {
        "version": VERSION + 1,
        "badges": ["one"],
        "lessons": {"loss_function": {"games": {"a": 1}, "quiz": {"zero": "A"}}},
    }
    path.write_text(json.dumps(later))
    Progress(path).set("loss_function", "quiz", "lower", "B")
    later["lessons"]["loss_function"]["quiz"]["lower"] = "B"
    assert json.loads(path.read_text()) == later


DAMAGED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe\x00",
    b'{"lessons": []}',
    b'{"lessons": {"loss_function": 3}}',
    b'{"lessons": {"loss_function": {"quiz": ["A"]}}}',
    b'{"lessons": {"loss_function": {"quiz": {"zero": "A"}}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("contents", DAMAGED, ids=lambda contents: repr(contents[:40]))
def test_a_damaged_file_stops_nothing_and_stays_as_it_is(path, contents):
    path.parent.mkdir()
    path.write_bytes(contents)
    progress = Progress(path)
    assert "cannot be read. It was left as it is." in progress.problem
    progress.set("loss_function", "quiz", "zero", "B")
    assert progress.get("loss_function", "quiz", "zero") == "B"
    assert "cannot be read" in progress.problem
    assert path.read_bytes() == contents


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | values.map(lambda v: json.dumps(v).encode()))
def test_no_file_stops_a_lesson_and_only_a_good_one_is_written(tmp_path_factory, contents):
    path = tmp_path_factory.mktemp("progress") / "progress.json"
    path.write_bytes(contents)
    progress = Progress(path)
    was_damaged = bool(progress.problem)
    progress.set("loss_function", "quiz", "zero", "B")
    assert progress.get("loss_function", "quiz", "zero") == "B"
    assert (path.read_bytes() == contents) == was_damaged
    assert bool(progress.problem) == was_damaged


def test_after_the_damaged_file_is_moved_away_the_answers_in_memory_are_written(path):
    path.parent.mkdir()
    path.write_text("{")
    progress = Progress(path)
    progress.set("loss_function", "quiz", "zero", "B")
    path.rename(path.with_name("damaged.json"))
    progress.set("loss_function", "quiz", "lower", "A")
    assert progress.problem == ""
    assert Progress(path).lesson("loss_function")["quiz"] == {"zero": "B", "lower": "A"}


def test_a_place_that_cannot_be_written_is_said_and_answers_stay_in_memory(tmp_path):
    (tmp_path / "a file").write_text("")
    progress = Progress(tmp_path / "a file" / "progress.json")  # no folder can be made there
    progress.set("loss_function", "quiz", "zero", "B")
    assert progress.problem.startswith("Your answers are kept only until you close this page")
    assert progress.get("loss_function", "quiz", "zero") == "B"


def test_a_write_that_fails_half_way_leaves_the_old_file_and_no_scraps(path, monkeypatch):
    progress = Progress(path)
    progress.set("loss_function", "quiz", "zero", "A")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    progress.set("loss_function", "quiz", "zero", "B")
    assert "cannot be written (No space left on device)" in progress.problem
    assert progress.get("loss_function", "quiz", "zero") == "B"
    monkeypatch.undo()
    assert Progress(path).get("loss_function", "quiz", "zero") == "A"
    assert [file.name for file in path.parent.iterdir()] == ["progress.json"]
