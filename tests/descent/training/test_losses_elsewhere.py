"""The loop against PyTorch and scikit-learn: the same networks, starts and batches, the loss of every step.

Their losses are stored in losses_elsewhere.json, with the versions that made them: tools/losses_elsewhere.py writes
it. Where a library is installed (the extra `bench`), it computes them anew.
"""

import json

import numpy as np
import pytest

from tools.losses_elsewhere import CASES, FILE, LEARNING_RATE, LIBRARIES, N_STEPS, problem
from utils.descent import cross_entropy, gradient_descent, log_loss, mean_loss, train

STORED = json.loads(FILE.read_text(encoding="utf-8"))["losses"]
MODULES = {"PyTorch": "torch", "scikit-learn": "sklearn"}
everywhere = pytest.mark.parametrize("library", LIBRARIES)
each_case = pytest.mark.parametrize("label", CASES)


def losses_here(case, runs=None):
    network, X, y_true, start, batches = problem(case)
    objective = mean_loss(network, log_loss if case[1] == "log loss" else cross_entropy, X, y_true)
    rate = LEARNING_RATE if runs is None else np.linspace(LEARNING_RATE, 2 * LEARNING_RATE, runs)
    return train(objective, gradient_descent(rate), start, n_steps=N_STEPS, batches=batches).loss


@everywhere
@each_case
def test_each_step_has_the_loss_that_it_has_elsewhere(library, label):
    assert losses_here(CASES[label]) == pytest.approx(STORED[library][label], rel=1e-12)


@each_case
def test_a_run_among_others_has_it_too(label):
    assert losses_here(CASES[label], runs=3)[0] == pytest.approx(STORED["PyTorch"][label], rel=1e-12)


@everywhere
@each_case
def test_the_library_computes_what_is_stored(library, label):
    pytest.importorskip(MODULES[library])
    assert LIBRARIES[library](CASES[label]) == pytest.approx(STORED[library][label], rel=1e-12)


def test_the_runs_go_somewhere():
    """Losses that hardly move would agree whatever the steps are."""
    assert STORED["PyTorch"].keys() == STORED["scikit-learn"].keys() == CASES.keys()
    for losses in STORED["PyTorch"].values():
        assert len(losses) == N_STEPS + 1 and abs(losses[-1] - losses[0]) > 0.05 * losses[0]
