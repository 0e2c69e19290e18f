"""What a figure remembers goes through the state line; a word that means nothing gets a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.descent import line, quadratic_bowl
from utils.explorers.fit_by_hand import REVEAL, fit_by_hand
from utils.explorers.remembered import remembered_tries
from utils.explorers.tries import MOST, Tries

NUMBERS = st.floats(-1e6, 1e6)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=9))
def test_any_tries_go_through_their_word(settings):
    one, other = Tries(quadratic_bowl([1.0, 2.0])), Tries(quadratic_bowl([1.0, 2.0]))
    for setting in settings:
        one.add(setting)
    there = remembered_tries(other)
    there.value = there.read(remembered_tries(one).word)
    if one.count > 1:
        assert (other.settings, other.count) == (one.settings, one.count)


def test_tries_that_are_no_longer_remembered_are_counted():
    one, other = Tries(quadratic_bowl([1.0, 2.0])), Tries(quadratic_bowl([1.0, 2.0]))
    for number in range(MOST + 20):
        one.add([number, 1e16])
    there = remembered_tries(other)
    there.value = there.read(remembered_tries(one).word)
    assert (other.settings, other.count) == (one.settings, MOST + 20)


@pytest.fixture(scope="module")
def game():
    return fit_by_hand(line())


def test_an_untouched_game_has_a_short_line_and_a_line_without_memory_forgets(game):
    game.reset()
    first = game.state, game.sentence, game.figure.frame
    assert "tried" not in game.state and "map" not in game.state
    game.set(weight=1.0)
    game.buttons[REVEAL].click()
    assert game.state.endswith(" map=yes") and " tried=" in game.state
    assert game.restore(first[0]) is None
    assert (game.state, game.sentence, game.figure.frame) == first


@pytest.mark.parametrize(
    ("word", "said"),
    [("map=no", "where only yes can stand"), ("map=<b>", "only yes")]
    + [(f"tried={bad}", "does not list what was tried") for bad in ("1", "1,2,3", "1,a", "1,nan", "3+", ";", "1,2;")]
    + [("tried=" + "1,2;" * MOST + "1,2", "does not list what was tried")],
)
def test_a_word_that_means_nothing_changes_nothing(game, word, said):
    game.reset()
    before = game.state, game.figure.frame_number
    assert said in game.restore(f"{game.state} {word}")
    assert (game.state, game.figure.frame_number) == before
