"""What every move of an explorer's controls has to do."""

import pytest


def assert_a_move_shows_and_returns(explorer, move):
    """Another picture and sentence; Reset brings the first ones back, and the state line these."""
    first = explorer.sentence, explorer.figure.frame
    explorer.set(**move)
    moved = explorer.sentence, explorer.figure.frame
    assert moved != first and explorer.problem.value == ""
    state = explorer.state
    assert state.startswith(f"{explorer.name} | ")
    explorer.reset()
    assert (explorer.sentence, explorer.figure.frame) == first
    assert explorer.restore(state) is None
    assert (explorer.sentence, explorer.figure.frame, explorer.state) == (*moved, state)


def assert_a_bad_rate_is_said(explorer):
    """On the page, and raised for whoever calls it from code."""
    with pytest.raises(ValueError, match="learning_rate must"):
        explorer.set(learning_rate=float("inf"))
    assert "learning_rate must" in explorer.problem.value


def said(explorer, **moved):
    """Return what an explorer would say with other values, without moving its controls."""
    values = {**explorer._initial, **moved}
    return explorer._describe(explorer.run_with(values), **values)
