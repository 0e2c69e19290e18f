"""What a class has predicted is counted, drawn and said."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from utils.drawing import histograms
from utils.practice.answers.class_results import NAMES, ClassResults, example_codes
from utils.practice.answers.pasted_codes import CodesRead, read_codes
from utils.practice.questions.question import Option, Question

QUESTIONS = [
    Question("one", "One?", (Option("Yes `a`", True, ""), Option("No", False, "")), most_pick=2),
    Question(
        "two", "Two?", (Option("No", False, ""), Option("Yes", True, ""), Option("Both", False, "")), most_pick=1
    ),
]


@given(st.lists(st.tuples(st.sampled_from("ABX"), st.sampled_from("ABCX")).map("".join)))
def test_every_code_is_counted_once_in_each_question(codes):
    results = ClassResults(QUESTIONS, CodesRead(tuple(codes), ()))
    for place, counts in enumerate(results.counts):
        assert sum(counts.values()) == len(codes)
        assert counts["A"] == sum(code[place] == "A" for code in codes)


def test_the_sentences_have_all_numbers():
    results = ClassResults(QUESTIONS, CodesRead(("AB", "BB", "BX"), ("late", "x" * 99)))
    assert results.sentence == ("One? A 1, B 2. Right is A.\nTwo? A 0, B 2, C 0; no answer 1. Right is B.")
    reading, figure = results.outputs()
    assert reading["text/plain"] == f"3 answer codes read. 2 lines could not be read:\n- late\n- {'x' * 99}"
    assert figure["text/plain"] == results.sentence
    assert figure["image/png"].startswith(b"\x89PNG")


def test_unread_lines_are_counted_and_all_are_shown():
    results = ClassResults(QUESTIONS, CodesRead(("AB",), tuple("abcdefg")))
    assert results.outputs()[0]["text/plain"] == (
        "1 answer code read. 7 lines could not be read:\n- a\n- b\n- c\n- d\n- e\n- f\n- g"
    )


def test_what_is_not_counted_has_its_reason_and_what_helped_is_said():
    read = CodesRead(
        ("AB",),
        of_other_lessons=("Ada: x",),
        outdated=("Ben: y",),
        empty=("Cy: z",),
        twice=("Di", "Ed"),
        names=("Flo",),
    )
    assert ClassResults(QUESTIONS, read).outputs()[0]["text/plain"] == (
        "1 answer code read.\n"
        "Not of this lesson, but of another one:\n- Ada: x\n"
        "Made before the lesson was split or changed, so that the questions are no longer the same."
        " Ask for a new code:\n- Ben: y\n"
        "Nothing but X, so no vote yet:\n- Cy: z\n"
        "Sent more than once, so that the last code counts: Di, Ed.\n"
        "Taken for the name of whoever sent the code below it: Flo."
    )


def test_without_a_code_there_is_a_sentence_and_no_figure():
    assert ClassResults(QUESTIONS, CodesRead((), ())).outputs() == [
        {"text/plain": "0 answer codes read. Nothing was left over."}
    ]


def test_the_bars_stand_for_the_numbers_on_one_scale(monkeypatch):
    drawn = []

    def draw_panel(axes, panel, *rest):
        drawn.append([(axes, number) for _, number, _ in panel])
        original(axes, panel, *rest)

    original = histograms._draw_panel
    monkeypatch.setattr(histograms, "_draw_panel", draw_panel)
    ClassResults(QUESTIONS, CodesRead(("AB", "BB", "BX", "BC"), ())).outputs()
    widths = [[bar.get_width() for bar in panel[0][0].patches] for panel in drawn]
    assert widths == [[1, 3, 0], [0, 2, 1, 1]]
    assert drawn[0][0][0].get_xlim() == drawn[1][0][0].get_xlim()


def test_the_figure_follows_the_theme_and_the_screen_of_the_page():
    results = ClassResults(QUESTIONS, CodesRead(("AB", "BB"), ()))
    results.outputs()

    def corner():
        image = Image.open(io.BytesIO(results.figure.background))
        return image.convert("RGB").getpixel((0, 0)), image.width, results.figure.height

    (light, width, height), sentence = corner(), results.figure.sentence
    assert light == (255, 255, 255) and width == 1.5 * results.figure.width
    results.figure.theme = "dark"
    results.figure.scale = 2.0
    assert corner() == ((17, 17, 17), 2 * results.figure.width, height)
    assert results.figure.sentence == sentence == "\n".join(results.sentences)


@pytest.mark.parametrize("n_questions", [1, 12])
def test_long_texts_stay_on_the_picture(n_questions, tmp_path):
    options = [(f"{letter}. " + "many words " * 14, 3, letter == "A") for letter in "ABCDE"]
    picture = histograms.draw_histograms(["A long question " * 12] * n_questions, [options] * n_questions)
    (tmp_path / "picture.png").write_bytes(picture)
    pixels = np.asarray(Image.open(tmp_path / "picture.png").convert("L"))
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert (edge == 255).all()


def test_the_example_class_is_messy_and_one_of_its_codes_cannot_be_read():
    text = example_codes("loss_function", QUESTIONS)
    assert text == example_codes("loss_function", QUESTIONS)
    read = read_codes(text, "loss_function", QUESTIONS)
    assert len(read.codes) == len(NAMES) - 1 and len(read.unread) == 1
    assert any("X" in code for code in read.codes)
