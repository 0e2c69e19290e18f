"""No test, and no notebook that is run as a test, sees or touches the answers of whoever runs it."""

import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest

FOLDER = tempfile.TemporaryDirectory(prefix="answers-")
FILES = {}


def use_answers_of(path):
    """Give each test file and each notebook its own file of answers, which does not exist at first."""
    number = FILES.setdefault(path, len(FILES))
    os.environ["LEARNING_RATE_COURSE_PROGRESS"] = str(Path(FOLDER.name) / f"{number}" / "progress.json")


use_answers_of(None)  # for what is imported while tests are collected
for variable in ("LEARNING_RATE_COURSE_UNCOVER", "LEARNING_RATE_COURSE_KEEP_SOLUTIONS_BACK"):
    os.environ.pop(variable, None)


@pytest.hookimpl(tryfirst=True)  # before a notebook's kernel starts
def pytest_runtest_setup(item):
    use_answers_of(item.path)


LONG = ["tests/browser/", "tests/notebooks/", "notebooks/", "tests/lessons/", "tests/explorers/", "tests/practice/"]
"""Where the tests of a file take longest, from the longest on."""


def pytest_collection_modifyitems(items):
    """Put the files that take longest first: a worker that ended with one would leave the others idle."""
    file_of = {item: item.nodeid.partition("::")[0] for item in items}
    n_tests = Counter(file_of.values())

    def place(item):
        file = file_of[item]
        rank = next((rank for rank, folder in enumerate(LONG) if file.startswith(folder)), len(LONG))
        return rank, -n_tests[file], file

    items.sort(key=place)


def pytest_xdist_auto_num_workers(config):
    """Run one more process than there are cores: a test in the browser waits for a good part of its time."""
    return (os.cpu_count() or 1) + 1
