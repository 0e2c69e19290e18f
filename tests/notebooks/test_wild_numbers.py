"""Numbers that nobody expects, in every state line and every typed rate: shown whole, or answered in one sentence."""

import warnings

import pytest

from tests.notebooks.every_explorer import NOTEBOOKS, explorers_of
from utils.explorers.remembered import Remembered
from utils.explorers.state_line import written
from utils.widgets.controls import LearningRate

WILD = (
    "1e308", "1.797e308", "1e300", "1e-300", "1e-308", "5e-324", "1e400", "1" + 400 * "0",
    "-1", "-1e308", "0", "-0", "nan", "inf", "-inf", "", "1e5", "1e-5", "0x10", "1_000", "\u0661",
)  # fmt: skip
each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS)


def shown(explorer):
    return explorer.state, explorer.sentence, explorer.figure.frame, explorer.problem.value


@each_notebook
def test_a_state_line_with_wild_numbers_is_shown_whole_or_changes_nothing(notebook):
    for explorer in explorers_of(notebook):
        for key, control in explorer.whole.items():
            explorer.reset()
            for number in WILD:
                before, line = shown(explorer), with_value(explorer, key, number)
                with warnings.catch_warnings(action="error"):
                    problem = explorer.restore(line)
                if problem is None:
                    assert_same_value(written(control), number, control)
                    assert_told(explorer.sentence, line)
                else:
                    assert_told(problem, line)
                    assert shown(explorer) == before, line
        explorer.reset()


@each_notebook
def test_a_typed_rate_that_is_wild_is_shown_whole_or_changes_nothing(notebook):
    for explorer in explorers_of(notebook):
        explorer.reset()
        for control in explorer.controls.values():
            if isinstance(control, LearningRate):
                for number in WILD:
                    before = shown(explorer)
                    with warnings.catch_warnings(action="error"):
                        control.box.value = number
                    if control.problem.value or explorer.problem.value:
                        assert shown(explorer)[:3] == before[:3], (explorer.name, number)
                    assert_told(explorer.sentence, number)
        explorer.reset()


def with_value(explorer, key, number):
    head, _, tail = explorer.state.partition(" | ")
    words = dict(word.split("=", 1) for word in tail.split())
    return f"{head} | {' '.join(f'{k}={v}' for k, v in (words | {key: number}).items())}"


def assert_same_value(word, number, control):
    """What the line says is what is used."""
    if not isinstance(control, Remembered):
        assert word in (number, "none") or float(word) == float(number)


def assert_told(sentence, line):
    assert sentence.rstrip()[-1] in ".?!)", (line, sentence)
    assert len(sentence) < 600, (line, sentence)
    assert not {"Traceback", "Error", "overflow encountered"} & set(sentence.split()), (line, sentence)
