"""Many short words in a panel: each letter stands where the word has it, and is drawn once."""

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage, View
from utils.drawing.many_words import ManyWords

RUN = train(quadratic_bowl([1.0]), gradient_descent(0.1), [1.0], n_steps=1)


class Words(View):
    """A panel of words."""

    shown = ()
    room = 1.0

    def build(self, axes, history, style, kept=()):
        axes.set(xlim=(0, 10), ylim=(0, 10))
        self.words = ManyWords(self, "0123.")

    def update(self, history):
        self.words.show(self.shown, self.room)


def places(shown, room=1.0):
    """Where each letter begins, in CSS pixels from the panel's left edge."""
    view = Words()
    view.shown, view.room = shown, room
    stage = Stage([view], width=500)
    stage.configure(theme="light", scale=1.0)
    stage.picture(RUN)
    found = {}
    for letter, line in view.words._lines.items():
        pixels = view.axes.transData.transform(np.column_stack(line.get_data()))
        found[letter] = sorted((pixels[:, 0] - view.axes.bbox.x0).tolist())
    return found, view.axes.bbox.width


def test_letters_follow_one_another_around_the_middle_of_their_word():
    found, width = places([("123", 5.0, 5.0)])
    one, two, three = (found[letter][0] for letter in "123")
    assert two - one == pytest.approx(three - two) and 5 < two - one < 15  # digits are all as wide
    assert one + 1.5 * (two - one) == pytest.approx(width / 2, abs=0.5)
    assert found["0"] == []


def test_every_place_of_a_letter_is_one_mark_and_blanks_are_none():
    found, _ = places([("1 1", 2.0, 5.0), ("0.1", 8.0, 5.0)])
    assert {letter: len(at) for letter, at in found.items()} == {"0": 1, "1": 3, "2": 0, "3": 0, ".": 1}


def test_a_word_without_room_has_its_letters_closer():
    wide, width = places([("123", 5.0, 5.0)])
    narrow, _ = places([("123", 5.0, 5.0)], room=0.04)
    assert narrow["3"][0] - narrow["1"][0] == pytest.approx(0.04 * width * 2 / 3, rel=0.01)
    assert narrow["3"][0] - narrow["1"][0] < wide["3"][0] - wide["1"][0]
    assert places([])[0]["1"] == []
