"""Imports run one way only: see tools/import_rules.py."""

import json
import subprocess
import sys

import pytest

from tools.import_rules import MOST_LINES, imported_names, problems_in


def test_every_import_runs_the_right_way_and_modules_stay_small(root):
    assert problems_in(root) == []


def test_the_numerics_load_no_drawing_and_no_widgets(root):
    program = "import sys, utils.descent; print(*{'matplotlib', 'ipywidgets', 'anywidget'} & set(sys.modules))"
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


@pytest.mark.parametrize("before", ["", "import utils; "])
def test_a_utils_of_the_learners_beside_the_notebooks_gets_one_sentence(tmp_path, before):
    (tmp_path / "utils.py").write_text("answer = 42\n")
    program = before + "from lessons.start_here import lesson"
    run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        f"ImportError: The file {tmp_path / 'utils.py'} hides a part of this course that is called utils, too. "
        "Give it another name, such as my_utils.py, and restart the kernel."
    )


@pytest.mark.parametrize(
    ("file", "source", "imported"),
    [
        ("utils/__init__.py", "from utils.practice import quiz", "utils.practice.quiz"),
        ("utils/widgets/pins.py", "from utils.practice import progress", "utils.practice.progress"),
        ("utils/widgets/table.py", "from utils.drawing import Stage", "utils.drawing.Stage"),
        ("utils/widgets/table.py", "from utils.explorers import Explorer", "utils.explorers.Explorer"),
        ("utils/explorers/pins.py", "from utils.practice import progress", "utils.practice.progress"),
        ("utils/descent/__init__.py", "from utils import widgets", "utils.widgets"),
        ("utils/descent/training.py", "import matplotlib", "matplotlib"),
        ("utils/descent/training.py", "from ..drawing import style", "utils.drawing.style"),
        ("utils/drawing/style.py", "def f():\n    import matplotlib.pyplot as plt", "matplotlib.pyplot"),
        ("utils/drawing/style.py", "from matplotlib import pyplot", "matplotlib.pyplot"),
        ("utils/drawing/stage.py", "import ipywidgets", "ipywidgets"),
        (
            "utils/drawing/stage.py",
            "from utils.practice.questions.quiz import Quiz",
            "utils.practice.questions.quiz.Quiz",
        ),
        ("utils/practice/questions/quiz.py", "from lessons import learning_rate", "lessons.learning_rate"),
        (
            "lessons/loss_function/checks.py",
            "from lessons.learning_rate import quiz",
            "lessons.learning_rate.quiz",
        ),
        ("lessons/loss_function/checks.py", "from ..learning_rate import quiz", "lessons.learning_rate.quiz"),
        ("lessons/loss_function/checks.py", "from tests import conftest", "tests.conftest"),
    ],
)
def test_a_planted_import_is_found(tmp_path, file, source, imported):
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(source)
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert problems_in(tmp_path) == [f"{module} imports {imported}"]


def test_a_module_that_grew_too_long_is_found(tmp_path):
    (tmp_path / "utils").mkdir()
    (tmp_path / "utils/losses.py").write_text("# a line\n" * (MOST_LINES + 1))
    assert problems_in(tmp_path) == [f"utils.losses has {MOST_LINES + 1} lines, more than {MOST_LINES}"]


def test_a_notebook_may_import_lessons_and_utils_but_no_tests(tmp_path):
    source = [
        "from lessons.loss_function import explorers\n",
        "from utils.descent import train\n",
        "import tests",
    ]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/01.ipynb").write_text(json.dumps({"cells": [{"cell_type": "code", "source": source}]}))
    assert problems_in(tmp_path) == ["notebooks.01 imports tests"]


def test_what_is_allowed_is_not_a_problem(tmp_path):
    path = tmp_path / "lessons/loss_function/explorers.py"
    path.parent.mkdir(parents=True)
    path.write_text("from . import checks\nfrom utils.widgets import explorer\nimport numpy as np\nimport json\n")
    assert problems_in(tmp_path) == []


def test_relative_imports_are_resolved():
    assert list(imported_names("from . import b\nfrom .c import d\nfrom ..e import f", "utils.descent")) == [
        "utils.descent.b",
        "utils.descent.c.d",
        "utils.e.f",
    ]
