"""What a class has predicted is counted, drawn and said: first the votes, and what is right at a press."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from PIL import Image

from lessons import LESSONS
from utils.drawing import THEMES, histograms
from utils.explorers import projector
from utils.practice.answers.answer_code import write_code
from utils.practice.answers.class_results import NAMES, ClassResults, example_codes
from utils.practice.answers.pasted_codes import CodesRead, read_codes
from utils.practice.questions.question import Option, Question

QUESTIONS = [
    Question("one", "One?", (Option("Yes `a`", True, ""), Option("No", False, "")), most_pick=2),
    Question(
        "two", "Two?", (Option("No", False, ""), Option("Yes", True, ""), Option("Both", False, "")), most_pick=1
    ),
]


def results_of(*codes, **others):
    return ClassResults(QUESTIONS, lambda text: CodesRead(codes, **others))


def green_bars(results):
    """How many pixels of the picture have the color of what is right."""
    pixels = np.asarray(Image.open(io.BytesIO(results.figure.background)).convert("RGB")).astype(int)
    green = 255 * np.array(to_rgb(THEMES["light"].minimum))
    return int((np.abs(pixels - green).sum(axis=-1) < 60).sum())  # the bars let a little of the page through


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from("ABX"), st.sampled_from("ABCX")).map("".join)))
def test_every_code_is_counted_once_in_each_question(codes):
    results = results_of(*codes)
    for place, counts in enumerate(results.counts):
        assert sum(counts.values()) == len(codes)
        assert counts["A"] == sum(code[place] == "A" for code in codes)


def test_votes_come_first_and_what_is_right_at_a_press_one_question_at_a_time():
    results = results_of("AB", "BB", "BX")
    assert results.figure.sentence == "One? A 1, B 2." and green_bars(results) == 0
    results.reveal.click()
    assert results.figure.sentence == "One? A 1, B 2. Right is A." and green_bars(results) > 1000
    assert results.reveal.description == "Hide which is right"
    results.reveal.click()
    assert results.figure.sentence == "One? A 1, B 2." and green_bars(results) == 0
    results.reveal.click()
    results.question.value = 2
    assert results.figure.sentence == "Two? A 0, B 2, C 0; no answer 1." and green_bars(results) == 0
    assert results.reveal.description == "Show which is right"
    assert (results.question.min, results.question.max) == (1, 2)


def test_what_is_pasted_into_the_box_is_counted_at_once():
    questions = QUESTIONS
    results = ClassResults(questions, lambda text: read_codes(text, "loss_function", questions))
    assert results.read.codes == () and results._votes.layout.display == "none"
    first, second = write_code("loss_function", "AB"), write_code("loss_function", "BB")
    results.pasted.value = f'Ada: {first}\n{second}\n""" # no harm'
    assert results.read.codes == ("AB", "BB") and results._votes.layout.display is None
    assert "2 answer codes read. 1 line could not be read:\n- &quot;&quot;&quot; # no harm" in results.feedback.html
    assert results.figure.sentence == "One? A 1, B 1."
    results.reveal.click()
    results.pasted.value += f"\nBen: {write_code('loss_function', 'BC')}"
    assert results.figure.sentence == "One? A 1, B 2."


def test_a_page_without_a_kernel_shows_what_was_read_and_the_votes():
    data, _ = results_of("AB", "BB", "BX", unread=("late", "x" * 99))._repr_mimebundle_()
    said = f"3 answer codes read. 2 lines could not be read:\n- late\n- {'x' * 99}"
    assert data["text/plain"] == f"{said}\nOne? A 1, B 2."
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/html"].endswith(f"<p>- late</p>\n<p>- {'x' * 99}</p>\n<p>One? A 1, B 2.</p>")
    without = results_of()._repr_mimebundle_()
    assert without["text/plain"] == "0 answer codes read. Nothing was left over." and "image/png" not in without


def about(*codes, **others):
    return results_of(*codes, **others)._repr_mimebundle_()[0]["text/plain"].removesuffix("\nOne? A 1, B 0.")


def test_unread_lines_are_counted_and_all_are_shown():
    assert about("AB", unread=tuple("abcdefg")) == (
        "1 answer code read. 7 lines could not be read:\n- a\n- b\n- c\n- d\n- e\n- f\n- g"
    )


def test_what_is_not_counted_has_its_reason_and_what_helped_is_said():
    others = {"of_other_lessons": ("Ada: x",), "outdated": ("Ben: y",), "empty": ("Cy: z",), "names": ("Flo",)}
    assert about("AB", twice=("Di", "Ed"), **others) == (
        "1 answer code read.\n"
        "Not of this lesson, but of another one:\n- Ada: x\n"
        "Made before the lesson was split or changed, so that the questions are no longer the same."
        " Ask for a new code:\n- Ben: y\n"
        "Nothing but X, so no vote yet:\n- Cy: z\n"
        "Sent more than once, so that the last code counts: Di, Ed.\n"
        "Taken for the name of whoever sent the code below it: Flo."
    )


def test_the_bars_are_as_long_as_the_votes(monkeypatch):
    drawn = []
    original = histograms._draw_bars

    def draw_bars(axes, *rest):
        original(axes, *rest)
        drawn.append([bar.get_width() for bar in axes.patches])

    monkeypatch.setattr(histograms, "_draw_bars", draw_bars)
    results = results_of("AB", "BB", "BX", "BC")
    results.question.value = 2
    assert drawn == [[1, 3, 0], [0, 2, 1, 1]]


def test_the_figure_follows_the_theme_and_the_screen_of_the_page():
    results = results_of("AB", "BB")

    def corner():
        image = Image.open(io.BytesIO(results.figure.background))
        return image.convert("RGB").getpixel((0, 0)), image.width, results.figure.height

    (light, width, height), sentence = corner(), results.figure.sentence
    assert light == (255, 255, 255) and width == 1.5 * results.figure.width
    results.figure.theme = "dark"
    results.figure.scale = 2.0
    assert corner() == ((17, 17, 17), 2 * results.figure.width, height)
    assert results.figure.sentence == sentence


def test_a_projector_makes_it_larger(new_page):
    results = results_of("AB", "BB")
    height = results.figure.height
    projector()
    assert results.figure.height > 1.15 * height
    projector(False)
    assert results.figure.height == height


@pytest.mark.parametrize("size", [1.0, 1.4])
def test_long_texts_stay_on_the_picture(size):
    options = [(f"{letter}. " + "many words " * 14, 300, letter == "A") for letter in "ABCDE"]
    picture = histograms.draw_histogram("A long question " * 12, options, size=size)
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert (edge == 255).all()


def test_the_example_class_is_messy_and_one_of_its_codes_cannot_be_read():
    text = example_codes("loss_function", QUESTIONS)
    assert text == example_codes("loss_function", QUESTIONS)
    read = read_codes(text, "loss_function", QUESTIONS)
    assert len(read.codes) == len(NAMES) - 1 and len(read.unread) == 1
    assert any("X" in code for code in read.codes)


@pytest.mark.parametrize("folder", ["choosing_a_learning_rate", "what_people_say"])
def test_a_code_from_before_the_lesson_was_split_is_called_that(folder):
    lesson = next(listed for listed in LESSONS if listed.folder == folder).load()
    old = f"Ada: {write_code('choosing_a_learning_rate', 'ABCABCABCABC')}"
    first = LESSONS[1].load()
    other = f"Ben: {write_code('loss_function', 'A' * len(first.predictions))}"
    results = lesson.class_results(f"{old}\n{other}")
    assert results.read == CodesRead(outdated=(old,), of_other_lessons=(other,))
    assert "Made before the lesson was split or changed, so that" in results.feedback.html
