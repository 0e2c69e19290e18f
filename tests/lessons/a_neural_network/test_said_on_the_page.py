"""What the page says of its playground, and no sentence of a figure says; and what it must not say too early."""

import re

import nbformat
import numpy as np

from lessons.a_neural_network.playground import playground
from tools import folds
from tools.notebooks import FOLDER

FOUND_BY_EXPERIMENT = re.compile(r"dead|died|dying|alike|vanish|overfit|by heart", re.IGNORECASE)
"""What a prediction asks for: the names of what can befall a network."""


def on_the_page():
    """The playground that the page makes."""
    cells = nbformat.read(FOLDER / "06_a_neural_network.ipynb", 4).cells
    (code,) = [cell.source for cell in cells if cell.source.startswith("play = ")]
    names = {"playground": playground}
    exec(code.partition("lesson.predict")[0], names)
    return names["play"]


def closed(run):
    """Whether the output says class 0 all along the edge of its map: then what is class 1 is closed in."""
    _, (logits,) = run.maps(56)
    return bool((np.concatenate([logits[0], logits[-1], logits[:, 0], logits[:, -1]]) < 0).all())


def test_the_ring_closes_between_two_epochs():
    play = on_the_page()
    for epoch, is_closed in ((55, False), (60, True), (100, True)):
        play.set(epoch=epoch)
        assert closed(play.result) == is_closed


def test_nothing_in_view_names_what_a_prediction_asks_for():
    """Neither words nor code: the name of a figure or of an argument can give an answer away, too."""
    page = nbformat.read(FOLDER / "06_a_neural_network.ipynb", 4)
    sources = [cell.source for _, cell in folds.in_view(page)]
    quiz = next(number for number, source in enumerate(sources) if "lesson.quiz()" in source)
    assert [found.group() for source in sources[:quiz] for found in FOUND_BY_EXPERIMENT.finditer(source)] == []
