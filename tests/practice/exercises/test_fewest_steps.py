"""The check of a learning rate: what passes, with and without slack, and how tries are counted."""

import pytest

from utils.descent import quadratic_bowl
from utils.practice.exercises.fewest_steps import FewestSteps

BOWL = quadratic_bowl([1.0, 10.0])


@pytest.fixture(scope="module")
def strict():
    return FewestSteps(BOWL, start=(8.0, 1.0), most_tries=2)


def test_only_the_fewest_steps_pass_without_slack(strict):
    lenient = FewestSteps(BOWL, start=(8.0, 1.0), slack=0.2)
    assert strict.allowed == strict.fewest < lenient.allowed == max(strict.fewest + 1, int(1.2 * strict.fewest))
    steps = strict.steps_needed([0.1])[0]
    assert strict(0.1, []).passed == (steps == strict.fewest)
    assert strict.fewest <= strict.steps_needed([0.05, 0.1, 0.15, 0.18]).min()
    assert strict.best_rates[0] > strict.limit / 2 and strict.limit == pytest.approx(0.2)


def test_slack_is_never_less_than_a_step():
    jump = FewestSteps(quadratic_bowl([2.0]), start=(5.0,), slack=0.2)
    assert (jump.fewest, jump.allowed) == (1, 2)
    assert jump(0.5, []).sentence.endswith("and no rate is faster. You needed 1 try.")
    assert "nearly as fast as a rate can be: 0.497 needs 1." in jump(0.4, []).sentence


def test_tries_are_counted_in_rounds(strict):
    tries = []
    assert "Try 1 of 2." in strict(0.01, tries).sentence
    assert "Try 1 of 2." in strict(0.01, tries).sentence
    assert strict(0.02, tries).sentence.endswith("Try 2 of 2. The next one starts a new round of tries.")
    assert "Try 1 of 2." in strict(0.03, tries).sentence and tries == [0.03]
