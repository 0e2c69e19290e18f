"""What a run did, in words: one loss is written one way, and a run of no steps has no verdict."""

import re

import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.explorers import describe_run, say_loss

BOWL = quadratic_bowl([1.0])


@pytest.mark.parametrize("n_steps", range(12, 40))
def test_the_end_loss_and_the_verdict_round_alike(n_steps):
    history = train(BOWL, gradient_descent(0.5), [4.0], n_steps=n_steps)
    words = describe_run(history, names=["w"])
    (end,) = re.findall(r"loss from 8 to (\S+),", words)
    (verdict,) = re.findall(r"the loss is (\S+),", words)
    assert end == verdict == say_loss(history)


def test_before_the_first_step_there_is_no_verdict():
    history = train(BOWL, gradient_descent(0.5), [4.0], n_steps=3).at_step(0)
    assert describe_run(history, names=["w"]) == "No step taken yet: loss 8, w 4."
