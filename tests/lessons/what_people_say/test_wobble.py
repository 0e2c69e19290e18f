"""A rate that is too high, on a parabola and on a V: the jumps shrink, grow or stay as the page says."""

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons.what_people_say.wobble import wobble
from tests.lessons.moving import EveryMove, said
from utils.descent import quadratic_bowl, v_shape

LOSSES = {"parabola": quadratic_bowl([2.0]), "V": v_shape(8.0)}
EXPLORER = wobble(LOSSES, 5.0, n_steps=60, learning_rate=1.05)
RATES = st.one_of(st.floats(1e-6, 10.0), st.sampled_from([1e-300, 1e-12, 1.0, 30.0, 1e6, 1e300]))

pytestmark = pytest.mark.filterwarnings("error")


class TestMoves(EveryMove):
    explorer = EXPLORER
    moves = [
        *[{"learning_rate": rate} for rate in (1e-9, 0.02, 0.7, 1.0, 40.0, 1e300)],
        *[{"n_steps": n} for n in (1, 2, 300)],
        {"shape": "V"},
        {"shape": "V", "learning_rate": 0.01, "n_steps": 5},
        {"shape": "V", "learning_rate": 0.625},
    ]


@settings(max_examples=80)
@given(RATES, st.integers(1, 300))
@example(0.999999, 300)
@example(1.000001, 300)
@example(0.5, 60)
@example(1 - 1e-12, 60)
def test_on_a_parabola_the_jumps_shrink_or_grow_and_stay_only_at_the_limit(rate, n_steps):
    words = said(EXPLORER, learning_rate=rate, n_steps=n_steps)
    run = EXPLORER.run_with({"shape": "parabola", "learning_rate": rate, "n_steps": n_steps})
    factor = run.params[1, 0] / 5.0
    assert factor == pytest.approx(1 - 2 * rate)
    assert ("no step overshoots" in words) == (factor >= 0)
    assert ("forever" in words) == (factor == -1)
    assert ("the jumps shrink, and it settles" in words) == (-1 < factor < 0)
    assert ("the jumps grow without end" in words) == (factor < -1)
    shown, side = re.search(r"to the bottom by (.+?)( and lands on the other side)?: ", words).groups()
    assert (shown == "1") == (abs(factor) == 1) and (side is not None) == (factor < 0)
    assert float(shown.removeprefix("almost ")) == pytest.approx(abs(factor), rel=0.005)  # a distance has no sign


@pytest.mark.parametrize(("rate", "grows"), [(0.99, False), (1.0, False), (1.01, True)])
def test_one_hundredth_above_the_limit_leaves_every_range_and_one_below_settles(rate, grows):
    run = EXPLORER.run_with({"shape": "parabola", "learning_rate": rate, "n_steps": 300})
    assert run.final_loss == pytest.approx(25 * (1 - 2 * rate) ** 600, rel=1e-9)
    assert (run.final_loss > 1e6) == grows and (run.final_loss == 25) == (rate == 1)


@settings(max_examples=60)
@given(st.floats(0.001, 50.0), st.integers(1, 300))
def test_on_a_v_every_rate_wobbles_within_a_range(rate, n_steps):
    words = said(EXPLORER, shape="V", learning_rate=rate, n_steps=n_steps)
    w, x = [5.0], 5.0
    for _ in range(n_steps):
        x = x - rate * 8 * np.sign(x)
        w.append(x)
    assert max(map(abs, w)) <= max(5.0, 8 * rate)
    if "has not reached the bottom" in words:
        assert min(w) > 0
    elif "hit the bottom exactly" in words:
        assert w[-1] == 0
    else:
        low, high = map(float, re.search(r"jumps between (\S+) and (\S+) forever", words).groups())
        assert (low, high) == pytest.approx(sorted(w[-2:]), rel=0.01, abs=1e-9)
        assert high - low == pytest.approx(8 * rate, rel=0.02)


def test_a_start_at_the_bottom_is_refused():
    with pytest.raises(ValueError, match="start must not be 0"):
        wobble(LOSSES, 0.0, n_steps=60, learning_rate=1.05)
