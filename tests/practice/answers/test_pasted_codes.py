"""An answer code survives what people do to a text, and a code that was copied wrong is not read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.practice.answers.answer_code import NOT_ANSWERED, CodesRead, read_codes, write_code
from utils.practice.questions.question import LETTERS, Option, Question

LESSON = "loss_function"


def make_questions(sizes):
    return [
        Question(f"q{number}", "?", tuple(Option(letter, letter == "A", "") for letter in LETTERS[:size]))
        for number, size in enumerate(sizes)
    ]


@st.composite
def classes(draw):
    """Questions, and the answers of up to eight learners."""
    sizes = draw(st.lists(st.integers(2, 5), min_size=1, max_size=9))
    letter = [st.sampled_from(["", *LETTERS[:size]]) for size in sizes]
    return make_questions(sizes), draw(st.lists(st.tuples(*letter), min_size=1, max_size=8))


def as_read(letters):
    return "".join(letter or NOT_ANSWERED for letter in letters)


BEFORE = ["", "- ", "* ", "> ", "1. ", "Ada: ", "Zoë B.: ", "Ada\n", '"', "“", "12:04 Ben: ", "\t", "• my code: "]
AFTER = ["", ".", '"', "”", " ", ", thanks", "  \t"]
CHANGES = [
    str,
    str.lower,
    str.upper,
    lambda code: code.replace("-", " "),
    lambda code: code.replace("-", "\N{EN DASH}"),
    lambda code: code.replace(" ", ""),
    lambda code: code.replace(" ", "\n"),
    lambda code: code.replace(" ", "\n> "),
    lambda code: code.replace(" ", ": "),
    lambda code: code.replace("-", "_"),
    lambda code: code[:-1] + " " + code[-1:],
    lambda code: " ".join(code.split()[0:1]) + " " + " ".join(code.split()[1]),
]


@given(classes(), st.data())
def test_every_code_in_a_messy_text_is_read_in_its_order(class_, data):
    questions, learners = class_
    lines = []
    for letters in learners:
        change = data.draw(st.sampled_from(CHANGES))
        before, after = data.draw(st.sampled_from(BEFORE)), data.draw(st.sampled_from(AFTER))
        lines.append(before + change(write_code(LESSON, letters)) + after)
    read = read_codes(data.draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines), LESSON, questions)
    assert list(read.codes) == [as_read(letters) for letters in learners]
    assert read.unread == ()


@given(classes(), st.data())
def test_one_wrong_letter_is_found(class_, data):
    questions, ((*letters,), *_) = class_
    code = write_code(LESSON, letters)
    start = len(LESSON) + 1
    place = data.draw(st.integers(0, len(letters) - 1))
    wrong = data.draw(st.sampled_from([x for x in LETTERS + NOT_ANSWERED if x != code[start + place]]))
    damaged = code[: start + place] + wrong + code[start + place + 1 :]
    assert read_codes(f"Ada: {damaged}", LESSON, questions) == CodesRead((), (f"Ada: {damaged}",))


@given(classes(), st.data())
def test_two_swapped_letters_are_found(class_, data):
    questions, ((*letters,), *_) = class_
    answers = as_read(letters)
    places = [n for n in range(len(answers) - 1) if answers[n] != answers[n + 1]]
    if places:
        n = data.draw(st.sampled_from(places))
        code = write_code(LESSON, letters).replace(
            answers, answers[:n] + answers[n + 1] + answers[n] + answers[n + 2 :]
        )
        assert read_codes(code, LESSON, questions).codes == ()


@given(classes(), st.data())
def test_a_letter_too_few_or_too_many_is_found(class_, data):
    questions, ((*letters,), *_) = class_
    code = write_code(LESSON, letters)
    start = len(LESSON) + 1
    place = start + data.draw(st.integers(0, len(letters) - 1))
    for damaged in (code[:place] + code[place + 1 :], code[:place] + "A" + code[place:], code + "A", code[:-1]):
        assert read_codes(damaged, LESSON, questions).codes == ()


@given(st.text(max_size=200))
def test_no_text_does_harm(text):
    assert read_codes(text, LESSON, make_questions([3, 3])).codes == ()


def test_the_code_of_another_lesson_is_not_read():
    questions = make_questions([3, 3])
    code = write_code("gradient_descent", ["A", "B"])
    assert read_codes(code, LESSON, questions).unread == (code,)
    moved = code.replace("gradient-descent", "loss-function")
    assert read_codes(moved, LESSON, questions).codes == ()


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Ada\nCODE", ()),
        ("I am late\nand I do not have it yet, sorry\nCODE", ("I am late", "and I do not have it yet, sorry")),
        ("loss-function AB\nCODE", ("loss-function AB",)),
        ("CODE\nBen\n\nCODE\n---\n", ()),
        ("CODE CODE", ()),
        ("CODE\nthe end", ("the end",)),
    ],
)
def test_lines_without_a_code_are_listed_but_a_name_above_a_code_is_not(text, unread):
    questions = make_questions([3, 3, 3])
    code = write_code(LESSON, ["A", "", "C"])
    read = read_codes(text.replace("CODE", code), LESSON, questions)
    assert read.codes == ("AXC",) * text.count("CODE")
    assert read.unread == unread


NAMES = ["Ada", "Ada B.", "Gül", "Zoë Becker", "Abe", "Li"]


@given(classes(), st.data())
def test_a_code_that_was_copied_badly_is_listed_also_above_a_good_one(class_, data):
    questions, learners = class_
    lines, unread, n_good = [], [], 0
    for letters in learners:
        code, name = write_code(LESSON, letters), data.draw(st.sampled_from(NAMES))
        how = data.draw(st.sampled_from(["good", "typo in the lesson", "no lesson", "another lesson", "nothing"]))
        if how == "nothing":  # a learner who is named, and has sent no code
            lines.append(name)
            unread.append(name)
            continue
        bad = {
            "good": code,
            "typo in the lesson": code.replace("loss", "los"),
            "no lesson": code.partition(" ")[2],
            "another lesson": code.replace("loss-function", "learning-rate"),
        }[how]
        lines.append(f"{name}: {bad}")
        n_good += how == "good"
        unread += [] if how == "good" else [lines[-1]]
    read = read_codes("\n".join(lines), LESSON, questions)
    assert len(read.codes) == n_good
    assert list(read.unread) == unread


@pytest.mark.parametrize("above", ["BDABBACCB-G", "B D A B B A C C", "bdabba", "los-function abcabca-f"])
def test_what_looks_like_a_code_is_no_name_of_the_code_below_it(above):
    questions = make_questions([4] * 9)
    code = write_code(LESSON, "ABCDABCDA")
    assert read_codes(f"{above}\n{code}", LESSON, questions) == CodesRead(("ABCDABCDA",), (above,))
