"""Answers survive, from two notebooks at once too, and a damaged file is never lost or overwritten."""

import json
import os
import stat
import subprocess
import sys
import threading
import time

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from utils.practice.answers.progress import PATIENCE_S, PLACE, VERSION, Progress
from utils.practice.answers.schema import KINDS

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


WRITE = """
import sys, time
from pathlib import Path
from utils.practice.answers.progress import Progress
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
progress, slowest = Progress(path), 0.0
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    start = time.monotonic()
    progress.set("lesson", "quiz", f"{name}{number}", number)
    assert progress.problem == "", progress.problem
    slowest = max(slowest, time.monotonic() - start)
print(slowest, flush=True)
"""
STALL_WHILE_WRITING = """
import sys, time
from utils.practice.answers import progress
progress._replace = lambda *_: (print("has the lock", flush=True), time.sleep(600))
progress.Progress(sys.argv[1]).set("lesson", "quiz", "stalled", 1)
"""


def start(root, program, *arguments):
    """Start a Python program that talks through its pipes."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def stalled(path, root):
    """Another program that holds the file and does not go on."""
    program = start(root, STALL_WHILE_WRITING, path)
    assert program.stdout.readline() == "has the lock\n"
    yield program
    program.kill()
    program.communicate()


@pytest.mark.parametrize(("n_writers", "n_answers"), [(4, 24), (24, 8)])
def test_programs_that_write_at_the_same_moment_lose_nothing(path, root, n_writers, n_answers):
    Progress(path).set("lesson", "quiz", "old", 0)
    writers = [start(root, WRITE, path, f"{number}-", n_answers) for number in range(n_writers)]
    killed = start(root, STALL_WHILE_WRITING, path)
    assert killed.stdout.readline() == "has the lock\n"
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * n_writers
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    killed.kill()
    killed.communicate()
    for writer in writers:
        writer.communicate(timeout=100)
    assert [writer.returncode for writer in writers] == [0] * n_writers
    everything = {f"{writer}-{number}": number for writer in range(n_writers) for number in range(n_answers)}
    assert Progress(path).lesson("lesson")["quiz"] == {"old": 0} | everything
    assert {file.name for file in path.parent.iterdir()} <= {"progress.json", ".progress.json.lock"}


def test_a_lock_that_was_left_behind_costs_no_time(path, stalled):
    stalled.kill()
    stalled.communicate()
    assert [file.name for file in path.parent.glob(".*")] == [".progress.json.lock"]
    began = time.monotonic()
    Progress(path).set("lesson", "quiz", "zero", "B")
    assert time.monotonic() - began < PATIENCE_S / 2
    assert Progress(path).get("lesson", "quiz", "zero") == "B"


def test_while_another_program_holds_the_file_it_is_said_and_later_all_is_written(path, stalled):
    progress = Progress(path)
    for key in ("zero", "lower"):
        progress.set("lesson", "quiz", key, "B")
        assert "another program has held" in progress.problem
        assert progress.get("lesson", "quiz", key) == "B"
    assert not path.exists()
    stalled.kill()
    stalled.communicate()
    assert "another program has held" in progress.problem
    progress.set("lesson", "quiz", "last", "A")
    assert progress.problem == ""
    assert Progress(path).lesson("lesson")["quiz"] == {"zero": "B", "lower": "B", "last": "A"}


def test_a_write_waits_as_long_as_others_go_on_writing(path, monkeypatch):
    monkeypatch.setattr("utils.practice.answers.progress.PATIENCE_S", 0.2)
    Progress(path).set("lesson", "quiz", "old", "A")
    lock = FileLock(path.with_name(".progress.json.lock"))
    lock.acquire()
    progress = Progress(path)
    waiting = threading.Thread(target=progress.set, args=("lesson", "quiz", "new", "B"))
    waiting.start()
    for _ in range(20):
        time.sleep(0.05)
        os.utime(path)  # the others' writes
    assert waiting.is_alive()
    lock.release()
    waiting.join(10)
    assert progress.problem == ""
    assert Progress(path).lesson("lesson")["quiz"] == {"old": "A", "new": "B"}


def test_two_threads_of_one_kernel_lose_nothing(path):
    progress = Progress(path)

    def write(name):
        for number in range(40):
            progress.set("lesson", "quiz", f"{name}{number}", number)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(Progress(path).lesson("lesson")["quiz"]) == 120


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right of their own on Windows")
@pytest.mark.parametrize("is_there", [True, False], ids=["to a file", "to nothing yet"])
def test_a_symbolic_link_stays_one(path, tmp_path, is_there):
    path.parent.mkdir()
    real = tmp_path / "on a stick" / "answers.json"
    path.symlink_to(real)
    if is_there:
        Progress(real).set("loss_function", "quiz", "zero", "A")
    Progress(path).set("loss_function", "quiz", "lower", "B")
    assert path.is_symlink()
    assert Progress(real).lesson("loss_function")["quiz"] == ({"zero": "A"} if is_there else {}) | {"lower": "B"}


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such rights")
def test_the_file_keeps_its_rights(path):
    Progress(path).set("loss_function", "quiz", "zero", "A")
    path.chmod(0o640)
    Progress(path).set("loss_function", "quiz", "zero", "B")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_file_with_a_byte_order_mark_is_read_and_written(path, encoding):
    path.parent.mkdir()
    path.write_bytes(json.dumps({"lessons": {"loss_function": {"quiz": {"zero": "A"}}}}).encode(encoding))
    progress = Progress(path)
    assert progress.get("loss_function", "quiz", "zero") == "A"
    progress.set("loss_function", "quiz", "lower", "B")
    assert progress.problem == ""
    assert Progress(path).lesson("loss_function")["quiz"] == {"zero": "A", "lower": "B"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_plain_file_is_neither_waited_for_nor_replaced(path):
    path.parent.mkdir()
    os.mkfifo(path)
    progress = Progress(path)
    progress.set("loss_function", "quiz", "zero", "B")
    assert "cannot be read (it is no plain file). It was left as it is." in progress.problem
    assert progress.get("loss_function", "quiz", "zero") == "B"
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.parametrize("place", ["", "~nobody-there/answers.json"])
def test_without_a_home_folder_it_is_said_where_answers_could_be_kept(monkeypatch, place):
    def no_home(self):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setenv(PLACE, place)
    if not place:
        monkeypatch.setattr("pathlib.Path.expanduser", no_home)
    progress = Progress()
    progress.set("loss_function", "quiz", "zero", "B")
    assert progress.get("loss_function", "quiz", "zero") == "B"
    assert f"there is no home folder for {place or '~/.learning-rate-course/progress.json'}." in progress.problem
    assert f"Set the environment variable {PLACE} to a file" in progress.problem


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


def test_a_problem_with_writing_is_said_until_a_write_succeeds(path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    progress = Progress(path)
    monkeypatch.setattr("os.replace", full)
    progress.set("loss_function", "quiz", "zero", "A")
    progress.lesson("loss_function"), progress.as_text(), progress.read()
    assert "cannot be written (No space left on device)" in progress.problem
    monkeypatch.undo()
    assert "cannot be written" in progress.problem
    progress.set("loss_function", "quiz", "lower", "B")
    assert progress.problem == ""
    assert Progress(path).lesson("loss_function")["quiz"] == {"zero": "A", "lower": "B"}


def test_a_folder_that_may_not_be_written_to_is_said_before_the_first_answer(path, monkeypatch):
    monkeypatch.setattr("os.access", lambda folder, mode: folder != path.parent.parent)
    assert f"{path} cannot be written (Permission denied)." in Progress(path).problem
    path.parent.mkdir()
    assert Progress(path).problem == ""


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
    assert {file.name for file in path.parent.iterdir()} == {"progress.json", ".progress.json.lock"}
