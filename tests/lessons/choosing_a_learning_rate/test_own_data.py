"""The learner's own file in lesson 04: both figures work on it, and the sweep reaches the rates that it needs."""

import warnings

import numpy as np
import pytest

from lessons.choosing_a_learning_rate.own_data import CLASSIC, own_data
from utils.descent import PENGUINS

SWEEP, FIT = "every learning rate at once", "fit a line by hand"
RANDOM = np.random.default_rng(0)
SETTINGS = {"start": [0.0, 0.0], "span": 4, "n_rates": 41, "n_steps": 300}


def make(x="bill_length_mm", y="bill_depth_mm"):
    return own_data(PENGUINS, x, y, **SETTINGS)


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def table(x, y):
    lines = ["x,y", *(f"{a!r},{b!r}" for a, b in zip(x.tolist(), y.tolist(), strict=True))]
    return "\n".join(lines).encode()


def send(mine, content, name="mine.csv"):
    mine.file._handle_custom_msg({"name": name}, [memoryview(content)])


def by_eigenvalues(x):
    rows = np.column_stack([x, np.ones(len(x))])
    return 2 / np.linalg.eigvalsh(2 * rows.T @ rows / len(x)).max()


def test_the_penguins_are_there_at_first_in_both_figures():
    mine = make()
    assert mine.explorer.state.startswith("sweep_explorer of bill_length_mm and bill_depth_mm | center=2e-05 span=4 ")
    assert "Here the learning rate has a limit of 0.00051, so that 0.01 diverges." in mine.status
    assert "standardiz" not in mine.status, "the page asks what becomes of the limit then"
    mine.figure.value = FIT
    assert mine.explorer.state.startswith("fit_by_hand of bill_length_mm and bill_depth_mm | weight=0 ")
    mine.standardized.value = True
    assert "has a limit of 1, so that 0.01 does not diverge." in mine.status


def test_the_sweep_reaches_the_limit_of_any_data():
    mine = make()
    for size, standardized in [(1e-6, False), (45.0, False), (2e4, False), (1e9, False), (2e4, True)]:
        x = size * (1 + 0.3 * RANDOM.standard_normal(40))
        mine.standardized.value = standardized
        send(mine, table(x, 3 * x / size + RANDOM.standard_normal(40)))
        assert not mine.file.is_problem
        limit = 1.0 if standardized else by_eigenvalues(x)
        rates, losses = mine.explorer.result.learning_rates, mine.explorer.result.history.loss
        assert rates[0] < limit / 50 and rates[-1] > 2 * limit
        first, last = losses.reshape(len(rates), -1)[:, [0, -1]].T
        assert (last <= first)[rates < 0.95 * limit].all() and not (last <= first)[rates > 1.05 * limit].any()
        assert ("0.01 diverges" in mine.status) == (limit < CLASSIC)


@pytest.mark.parametrize("figure", [SWEEP, FIT])
def test_a_figure_of_own_data_moves_and_comes_back(figure):
    mine = make()
    mine.figure.value = figure
    x = RANDOM.normal(172, 9, 50)
    send(mine, table(x, 0.9 * x - 85 + RANDOM.normal(0, 7, 50)))
    explorer, first = mine.explorer, (mine.explorer.sentence, mine.explorer.state)
    for key, control in explorer.controls.items():
        if hasattr(control, "max"):
            for value in (control.min, control.max):
                explorer.set(**{key: value})
    line, sentence = explorer.state, explorer.sentence
    explorer.reset()
    assert (explorer.sentence, explorer.state) == first
    assert explorer.restore(line) is None
    assert explorer.state == line
    if figure == SWEEP:
        assert explorer.sentence == sentence


def test_a_bad_file_leaves_the_figure_as_it_was():
    mine = make()
    before = mine.explorer, mine.explorer.sentence
    send(mine, b"name,city\nAda,Rome\n")
    assert mine.file.is_problem and mine.status.endswith("The figure still shows bill_length_mm and bill_depth_mm.")
    assert (mine.explorer, mine.explorer.sentence) == before


def test_other_columns_can_stand_there_at_first():
    mine = make("flipper_length_mm", "body_mass_g")
    assert mine.explorer.state.startswith("sweep_explorer of flipper_length_mm and body_mass_g | center=2e-06 ")
