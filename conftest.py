"""No test, and no notebook that is run as a test, sees or touches the answers of whoever runs it."""

import os
import tempfile
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
