"""Every explorer of every notebook: its state line holds all of it, and pinned runs are kept from day to day."""

import re

import numpy as np
import pytest

from tests.notebooks.every_explorer import NOTEBOOKS, explorers_of, move_everything
from utils.explorers.pins import PIN
from utils.explorers.projector import LARGE
from utils.widgets.controls import LearningRate

SMALLEST_POINTS = 9
each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS)


@each_notebook
def test_a_state_line_brings_the_same_picture_and_sentence_to_another_page(notebook):
    chance = np.random.default_rng(0)
    for one, other in zip(explorers_of(notebook), explorers_of(notebook, 1), strict=True):
        move_everything(one, chance)
        line, frame, sentence = one.state, one.figure.frame, one.sentence
        assert other.restore(line) is None, line
        assert other.state == line
        assert other.sentence == sentence
        assert other.figure.frame == frame, line
        move_everything(one, chance)
        assert one.restore(line) is None
        assert (one.figure.frame, one.sentence) == (frame, sentence), line
        one.reset()
        other.reset()
        assert (one.figure.frame, one.sentence, one.state) == (other.figure.frame, other.sentence, other.state)


@each_notebook
def test_a_typed_rate_is_called_what_was_typed(notebook):
    """Where a figure says its rate, also one of five digits: 1.0013 is not 1."""
    n_said = 0
    for explorer in explorers_of(notebook):
        for key, control in explorer.controls.items():
            if isinstance(control, LearningRate):
                n_said += assert_rate_is_said(explorer, key)
                explorer.reset()
    assert n_said or not any(LearningRate in map(type, one.controls.values()) for one in explorers_of(notebook))


def assert_rate_is_said(explorer, key) -> bool:
    """Return whether the sentence says the rate; if so, it is said in all of its digits, and so in a pin's name."""
    short, typed = "0.25", "0.25013"  # in a box, also beyond the slider
    explorer.set(**{key: float(short)})
    is_said = re.search(rf"[Rr]ate {re.escape(short)}\b(?!\.\d)", explorer.sentence) is not None
    explorer.set(**{key: float(typed)})
    said = explorer.sentence
    assert not is_said or re.search(rf"[Rr]ate {re.escape(typed)}\b", said), said
    assert not re.search(rf"[Rr]ate {re.escape(short)}\b(?!\.\d)", said), said
    return is_said


@each_notebook
def test_runs_that_are_pinned_are_kept_for_another_day(notebook):
    lesson = NOTEBOOKS[notebook].load()
    for explorer in explorers_of(notebook):
        if explorer.can_pin:
            explorer.pin()
            kept = lesson.progress.get(lesson.name, "pins", explorer.name)
            assert kept == [explorer.state], f"give {explorer.name} to lesson.predict or to lesson.keep_pins"
            explorer.pins.clear()


@each_notebook
def test_on_a_projector_no_legend_and_no_title_leaves_its_panel(notebook):
    try:
        for explorer in explorers_of(notebook):
            explorer.redraw(size=LARGE)
            assert_words_fit(explorer)
            for label in [label for label in explorer.buttons if label not in (PIN, "Reset")]:
                explorer.buttons[label].click()
                assert_words_fit(explorer)
    finally:
        for explorer in explorers_of(notebook):
            explorer.stage.configure(theme=explorer.figure.theme, scale=explorer.figure.scale, size=1.0)
            explorer.reset()


NARROW = 540
"""CSS pixels that a page of 1280 has for a figure at 200 %."""


@each_notebook
def test_in_a_narrow_page_words_stay_as_high_and_no_legend_and_no_title_leaves_its_panel(notebook):
    try:
        for explorer in explorers_of(notebook):
            usual = heights(explorer)
            explorer.figure.room = NARROW
            assert explorer.figure.width == NARROW
            assert_words_fit(explorer)
            for words, height in heights(explorer).items():
                assert height >= usual.get(words, 0), f"{explorer.name}, {words}"
    finally:
        for explorer in explorers_of(notebook):  # it is drawn anew when it is moved next
            figure, explorer.figure.room = explorer.figure, 0
            explorer.stage.configure(theme=figure.theme, scale=figure.scale, room=explorer.stage.width)


def heights(explorer):
    """The font sizes on a figure, by the panel's number and the text."""
    found = {}
    for number, view in enumerate(explorer.stage.views):
        legends = [view.axes.get_legend()] if view.axes.get_legend() else []
        texts = [view.axes._left_title, *(text for legend in legends for text in legend.get_texts())]
        texts += [view.axes.xaxis.label, view.axes.yaxis.label, *view.axes.get_xticklabels()]
        for text in texts:
            found[number, " ".join(text.get_text().split())] = text.get_fontsize()
    return found


def assert_words_fit(explorer):
    """Legends and titles are no wider than their panels, and no legend was made too small for that."""
    for view in explorer.stage.views:
        axes, where = view.axes, f"{explorer.name}, {view.axes.get_title(loc='left')}"
        legends = [axes.get_legend()] if axes.get_legend() else []
        for words in [axes.title, axes._left_title, *legends]:
            assert words.get_window_extent().width <= axes.bbox.width, f"{where}: {words}"
        for text in [text for legend in legends for text in legend.get_texts()]:
            assert text.get_fontsize() * LARGE >= SMALLEST_POINTS, f"{where}: {text.get_text()}"
