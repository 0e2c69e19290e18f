"""What every move of an explorer's controls has to do, and a number that a sentence says."""

import re

import numpy as np
import pytest

NUMBER = r"-?\d+(?:\.\d+)?(?:e-\d+)?"


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


def assert_each_value_shows(explorer, key, values):
    """Each value of a control has a sentence of its own, and Reset brings the first one back."""
    first, seen = explorer.sentence, {explorer.sentence: explorer.figure.frame}
    for value in values:
        explorer.set(**{key: value})
        assert explorer.values[key] == value
        assert explorer.figure.background and explorer.figure.commands
        assert explorer.sentence[-1] == "."
        seen[explorer.sentence] = explorer.figure.frame
    assert len(seen) == len(values) + 1, "each value has its own sentence"
    assert len(set(seen.values())) > 1
    explorer.reset()
    assert explorer.sentence == first


def assert_every_control_shows(explorer):
    """Each control, from end to end, changes picture or words, never the background; Reset brings all back."""
    first, background = explorer.sentence, explorer.stage.figure
    for key, control in explorer.controls.items():
        values = list(control.options) if hasattr(control, "options") else np.linspace(control.min, control.max, 5)
        for value in values:
            before = explorer.values[key], explorer.sentence, explorer.figure.frame
            explorer.set(**{key: value})
            if explorer.values[key] != before[0]:
                assert (explorer.sentence, explorer.figure.frame) != before[1:]
    assert explorer.stage.figure is background, "a control has drawn the background again"
    explorer.reset()
    assert explorer.sentence == first


def assert_themes_differ(explorer):
    """The dark theme is another picture; the light one is what is drawn first."""
    before = explorer.figure.frame
    for theme in ("light", "dark"):
        explorer.figure.theme = theme
        assert (explorer.figure.frame == before) == (theme == "light")


def number_after(words, sentence):
    """Return the number that follows some words."""
    return float(re.search(re.escape(words) + rf"\s*({NUMBER})", sentence).group(1))


class EveryRange:
    """Tests of an explorer that the fixture ``explorer`` gives: ``ranges`` says how far each control is moved."""

    def test_every_control_is_moved(self, explorer):
        assert set(self.ranges) == set(explorer.controls)

    def test_each_control_moved_through_its_range_shows_and_says_something_else(self, explorer):
        for key, values in self.ranges.items():
            assert_each_value_shows(explorer, key, values)

    def test_a_learning_rate_that_is_none_is_refused_in_words(self, explorer):
        if "learning_rate" in explorer.controls:
            assert_a_bad_rate_is_said(explorer)


class EveryMove:
    """Tests of ``explorer``: it is set as each of ``moves`` says, and back."""

    def test_every_control_changes_what_is_shown_its_line_restores_it_and_reset_goes_back(self):
        for move in self.moves:
            assert_a_move_shows_and_returns(self.explorer, move)
            self.explorer.reset()

    def test_a_bad_rate_is_said_on_the_page_and_raised(self):
        assert_a_bad_rate_is_said(self.explorer)


def assert_no_legend_covers_the_loss(explorer, view, *, narrow=600.0):
    """In the usual size, projected, and on a narrow page, no point of the loss in a panel lies behind its legend."""
    stage, wide = explorer.stage, float(explorer.stage.width)
    try:
        for size, room in ((1.0, wide), (1.4, wide), (1.0, narrow)):
            stage.configure(theme="light", scale=1.0, size=size, room=room)
            stage.picture(explorer.result)
            points = view.axes.transData.transform(view.axes.lines[0].get_xydata())
            box = view.axes.get_legend().get_window_extent()
            inside = (points > box.p0).all(axis=1) & (points < box.p1).all(axis=1)
            assert not inside.any(), (size, room)
    finally:
        stage.configure(theme="light", scale=1.0, size=1.0, room=wide)
