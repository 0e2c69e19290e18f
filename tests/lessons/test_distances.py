"""A distance has no sign: what a step multiplies it by is told by its size, and the side in words."""

import re

import pytest

from lessons import LESSONS
from tools.notebooks import FOLDER, read
from tools.plans import FOLDER as LESSON_FOLDER

SIGNED = re.compile(r"(?:multipl\w+|times) the (?:distance|way)[^.:;]*? by (?:almost )?[-\u2212]\d")


def told(listed):
    """Return all that a lesson tells: its page with results, its questions and its plan."""
    cells = read((FOLDER / listed.notebook).read_text(encoding="utf-8")).cells
    said = [cell.source for cell in cells]
    for cell in cells:
        for output in cell.get("outputs", []):
            said.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
    for file in ("predictions.yaml", "quiz.yaml", "plan.md"):
        path = LESSON_FOLDER / listed.folder / file
        said.append(path.read_text(encoding="utf-8") if path.exists() else "")
    return " ".join(" ".join(said).split())


@pytest.mark.parametrize("listed", LESSONS, ids=lambda listed: listed.folder)
def test_no_distance_has_a_sign(listed):
    assert [found[0] for found in SIGNED.finditer(told(listed))] == []


@pytest.mark.parametrize(
    ("words", "is_signed"),
    [
        ("Each step multiplies the distance to the bottom by -1.02: the jumps", True),
        ("multiplied the distance to the lowest loss by almost -1 along the steep", True),
        ("Each step multiplies the distance by -1.1.", True),
        ("multiplied the distance to the bottom by 0.8, and landed on the other side", False),
        ("each step multiplies w by -0.8", False),
    ],
)
def test_a_sign_is_found(words, is_signed):
    assert bool(SIGNED.search(words)) == is_signed
