"""What the page says of its playground, and no sentence of a figure says."""

import numpy as np

from tests.notebooks.every_explorer import explorers_of


def closed(run):
    """Whether the output says class 0 all along the edge of its map: then what is class 1 is closed in."""
    _, (logits,) = run.maps(56)
    return bool((np.concatenate([logits[0], logits[-1], logits[:, 0], logits[:, -1]]) < 0).all())


def test_the_ring_closes_between_two_epochs():
    play = next(one for one in explorers_of("06_a_neural_network", as_stored=True) if one.name == "playground")
    play.reset()
    for epoch, is_closed in ((55, False), (60, True), (100, True)):
        play.set(epoch=epoch)
        assert closed(play.result) == is_closed
    play.reset()
