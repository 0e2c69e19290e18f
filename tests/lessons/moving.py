"""What every move of an explorer's controls has to do."""


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
