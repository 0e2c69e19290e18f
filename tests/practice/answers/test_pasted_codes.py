"""An answer code survives what people do to a text, and whatever is not counted is listed with the reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.practice.answers.answer_code import NOT_ANSWERED, write_code
from utils.practice.answers.pasted_codes import CodesRead, read_codes
from utils.practice.questions.question import LETTERS, Option, Question

LESSON = "loss_function"


def make_questions(sizes):
    return [
        Question(f"q{number}", "?", tuple(Option(letter, letter == "A", "") for letter in LETTERS[:size]))
        for number, size in enumerate(sizes)
    ]


N_PREDICTIONS, EXERCISES = 3, 2
WHOLE = make_questions([4, 2, 5, 1, 1, 3, 4])  # three predictions, two exercises, and a quiz of two


@st.composite
def whole_answers(draw):
    """What a learner has done of all that a lesson asks, each as `write_code` wants it."""
    letter = [st.sampled_from(["", *question.letters]) for question in WHOLE]
    letters = draw(st.tuples(*letter))
    solved = [bool(one) for one in letters[N_PREDICTIONS : N_PREDICTIONS + EXERCISES]]
    return letters[:N_PREDICTIONS], solved, letters[N_PREDICTIONS + EXERCISES :]


@st.composite
def classes(draw):
    """Questions, and the answers of up to eight learners."""
    sizes = draw(st.lists(st.integers(2, 5), min_size=1, max_size=9))
    letter = [st.sampled_from(["", *LETTERS[:size]]) for size in sizes]
    return make_questions(sizes), draw(st.lists(st.tuples(*letter), min_size=1, max_size=8))


def as_read(letters):
    return "".join(letter or NOT_ANSWERED for letter in letters)


BEFORE = ["", "- ", "* ", "> ", "1. ", "NAME: ", "NAME B.: ", "NAME\n", '"', "“", "12:04 NAME: ", "\t", "• my code: "]
WHO = ["Ada", "Gül", "Zoë Becker", "Abe", "Li", "Becca", "Jörg", "Ana-Maria"]
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
    for letters, name in zip(learners, data.draw(st.permutations(WHO)), strict=False):
        change = data.draw(st.sampled_from(CHANGES))
        before, after = data.draw(st.sampled_from(BEFORE)), data.draw(st.sampled_from(AFTER))
        lines.append(before.replace("NAME", name) + change(write_code(LESSON, letters)) + after)
    read = read_codes(data.draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines), LESSON, questions)
    assert list(read.codes) == [as_read(letters) for letters in learners if any(letters)]
    assert len(read.empty) == sum(not any(letters) for letters in learners)
    assert read.unread == ()


def as_read_whole(predictions, solved, quiz):
    return as_read([*predictions, *("A" * one for one in solved), *quiz])


def read_whole(text, others=None):
    return read_codes(text, LESSON, WHOLE, others, N_PREDICTIONS)


@settings(max_examples=200)
@given(st.lists(whole_answers(), min_size=1, max_size=8), st.data())
def test_predictions_exercises_and_quiz_come_back_from_a_messy_text(learners, data):
    lines = []
    for answers, name in zip(learners, data.draw(st.permutations(WHO)), strict=False):
        change = data.draw(st.sampled_from(CHANGES[:-2]))
        before, after = data.draw(st.sampled_from(BEFORE)), data.draw(st.sampled_from(AFTER))
        lines.append(before.replace("NAME", name) + change(write_code(LESSON, *answers)) + after)
    read = read_whole("\n".join(lines))
    wanted = [as_read_whole(*answers) for answers in learners]
    assert list(read.codes) == [answers for answers in wanted if answers.strip(NOT_ANSWERED)]
    assert read.unread == () and len(read.empty) == len(learners) - len(read.codes)


@given(whole_answers(), st.data())
def test_a_wrong_letter_anywhere_in_a_whole_code_is_no_vote_and_is_listed(answers, data):
    code = write_code(LESSON, *answers)
    start = len(LESSON) + 1
    places = [place for place in range(start, len(code) - 2) if code[place] != "-"]
    place = data.draw(st.sampled_from(places))
    wrong = data.draw(st.sampled_from([x for x in LETTERS + NOT_ANSWERED if x != code[place]]))
    line = f"Ada: {code[:place]}{wrong}{code[place + 1 :]}"
    read = read_whole(line)
    assert read.codes == () and [*read.unread, *read.outdated] == [line]


@given(whole_answers())
def test_a_code_of_predictions_alone_still_counts_and_a_whole_one_of_another_lesson_is_called_that(answers):
    predictions = answers[0]
    old = read_whole(write_code(LESSON, predictions))
    assert old.codes == ((as_read(predictions) + "XXXX",) if any(predictions) else ())
    other = write_code("gradient_descent", *answers)
    read = read_whole(f"Ada: {other}", {"gradient_descent": N_PREDICTIONS})
    assert read == CodesRead(of_other_lessons=(f"Ada: {other}",))


@pytest.mark.parametrize("n_more", [-1, 1])
def test_a_whole_code_from_before_an_exercise_was_added_or_taken_away_is_outdated(n_more):
    code = write_code(LESSON, "ABA", [True] * (EXERCISES + n_more), "AB")
    assert read_whole(code) == CodesRead(outdated=(code,))


@given(st.lists(st.sampled_from("ABCDE"), min_size=7, max_size=7))
def test_a_code_of_seven_predictions_from_before_a_split_is_not_taken_for_a_whole_one(letters):
    old = write_code(LESSON, letters)
    assert read_whole(old) == CodesRead(outdated=(old,))


@given(classes(), st.data())
def test_one_wrong_letter_is_found(class_, data):
    questions, ((*letters,), *_) = class_
    code = write_code(LESSON, letters)
    start = len(LESSON) + 1
    place = data.draw(st.integers(0, len(letters) - 1))
    wrong = data.draw(st.sampled_from([x for x in LETTERS + NOT_ANSWERED if x != code[start + place]]))
    damaged = code[: start + place] + wrong + code[start + place + 1 :]
    assert read_codes(f"Ada: {damaged}", LESSON, questions) == CodesRead(unread=(f"Ada: {damaged}",))


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
    others = {"gradient_descent": 2}
    assert read_codes(f"Ada: {code}", LESSON, questions, others) == CodesRead(of_other_lessons=(f"Ada: {code}",))
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


@given(classes(), st.data())
def test_a_code_that_was_copied_badly_is_listed_also_above_a_good_one(class_, data):
    questions, learners = class_
    lines, unread, n_good = [], [], 0
    for letters, name in zip(learners, data.draw(st.permutations(WHO)), strict=False):
        code = write_code(LESSON, letters)
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
        n_good += how == "good" and any(letters)
        unread += [] if how == "good" else [lines[-1]]
    read = read_codes("\n".join(lines), LESSON, questions)
    assert len(read.codes) == n_good
    assert list(read.unread) == unread


@pytest.mark.parametrize("above", ["BDABBACCB-G", "B D A B B A C C", "bdabba", "los-function abcabca-f"])
def test_what_looks_like_a_code_is_no_name_of_the_code_below_it(above):
    questions = make_questions([4] * 9)
    code = write_code(LESSON, "ABCDABCDA")
    assert read_codes(f"{above}\n{code}", LESSON, questions) == CodesRead(("ABCDABCDA",), (above,))


def test_a_lesson_whose_name_ends_another_name_does_not_take_its_codes():
    questions, others = make_questions([3] * 6), {"choosing_a_learning_rate": 6}
    code = write_code("learning_rate", "ABCABC")
    damaged = code.replace("learning", "choosing-a-learning")  # the check letter is right without "choosing-a"
    assert read_codes(damaged, "learning_rate", questions, others) == CodesRead(unread=(damaged,))
    assert read_codes(code, "learning_rate", questions, others) == CodesRead(("ABCABC",))


@pytest.mark.parametrize("lesson", ["choosing_a_learning_rate", "what_people_say"])
def test_an_old_code_of_a_lesson_that_was_split_is_said_to_be_one(lesson):
    questions, others = make_questions([4] * 6), {"choosing_a_learning_rate": 6, "what_people_say": 6}
    old = "Ada: " + write_code("choosing_a_learning_rate", "ABCDABCDABCD")
    assert read_codes(old, lesson, questions, others) == CodesRead(outdated=(old,))


def test_of_one_learner_the_last_code_counts_and_that_is_said():
    questions = make_questions([3, 3])
    first, last = write_code(LESSON, "AB"), write_code(LESSON, "BC")
    read = read_codes(f"Ada: {first}\nBen\n{first}\nada {last}\nBEN: {last}", LESSON, questions)
    assert read == CodesRead(("BC", "BC"), twice=("Ada", "Ben"), names=("Ben",))
    nameless = read_codes(f"my code: {first}\nmy code: {first}\n- {first}", LESSON, questions)
    assert nameless == CodesRead(("AB",) * 3)


def test_nothing_but_x_is_no_vote():
    code = write_code(LESSON, ["", "", ""])
    read = read_codes(f"Ada: {code}\nBen\n{code}", LESSON, make_questions([3, 3, 3]))
    assert read == CodesRead(empty=(f"Ada: {code}", f"Ben / {code}"))


def test_a_second_code_on_a_line_that_was_copied_badly_is_listed():
    code = write_code(LESSON, "ABCABCABC")
    line = f"Ada: {code} Ben: loss-function ABCABCAB-F"
    assert read_codes(line, LESSON, make_questions([3] * 9)) == CodesRead(("ABCABCABC",), (line,))


def test_the_lines_of_a_teacher_who_lost_one_learner():
    text = "Gül: BDABBACCB-G\nOmar: learning-rate ccbbcacxx-"
    questions = make_questions([4] * 9)
    text += write_code("learning_rate", "CCBBCAC" + "XX")[-1].lower()
    assert read_codes(text, "learning_rate", questions) == CodesRead(("CCBBCACXX",), ("Gül: BDABBACCB-G",))


OTHERS = {"gradient_descent": 4, "choosing_a_learning_rate": 6}
MESSAGES = ["", "sorry, a bit late", "here it is", "Mine:", "12:04", "does anybody know what X means?", "---"]


@st.composite
def pastes(draw):
    """A class's questions, what it has pasted, and for each learner: name, how the code was sent, and its answers."""
    sizes = draw(st.lists(st.integers(2, 5), min_size=4, max_size=9))
    lines, sent = [], []
    for name in draw(st.lists(st.sampled_from(WHO), min_size=1, max_size=8, unique=True)):
        letters = as_read([draw(st.sampled_from(["", *LETTERS[:size]])) for size in sizes])
        code, how = write_code(LESSON, letters), draw(st.sampled_from([*HOW]))
        lines += [*draw(st.lists(st.sampled_from(MESSAGES), max_size=1)), *HOW[how](name, code)]
        sent.append((name, how, letters))
    return make_questions(sizes), "\n".join(lines), sent


HOW = {
    "before": lambda name, code: [f"{name}: {code}"],
    "above": lambda name, code: [name, code],
    "above, with its time": lambda name, code: [f"{name} 12:04", code],
    "two lines": lambda name, code: [f"{name}: {code.replace(' ', chr(10))}"],
    "twice": lambda name, code: [f"{name}: {code}", f"- {name}: {code.lower()}"],
    "cut off": lambda name, code: [f"{name}: {code[:-1]}"],
    "a typo in the lesson": lambda name, code: [f"{name}: {code.replace('loss', 'lots')}"],
    "no lesson": lambda name, code: [f"{name}: {code.partition(' ')[2]}"],
    "another lesson": lambda name, code: [f"{name}: {write_code('gradient_descent', 'ABCA')}"],
    "an old one": lambda name, code: [f"{name}: {write_code('choosing_a_learning_rate', 'ABCA' * 3)}"],
    "only a name": lambda name, code: [name],
}
COUNTED = {"before", "above", "above, with its time", "two lines", "twice"}


@settings(max_examples=200)
@given(pastes())
def test_every_learner_of_a_messy_paste_is_counted_or_named(paste):
    questions, text, sent = paste
    read = read_codes(text, LESSON, questions, OTHERS)
    votes = [letters for _, how, letters in sent if how in COUNTED and letters.strip(NOT_ANSWERED)]
    assert sorted(read.codes) == sorted(votes)
    listed = [*read.unread, *read.of_other_lessons, *read.outdated, *read.empty, *read.names]
    for name, how, letters in sent:
        is_vote = how in COUNTED and letters.strip(NOT_ANSWERED)
        assert is_vote or any(name in line for line in listed)
    assert len(read.of_other_lessons) == sum(how == "another lesson" for _, how, _ in sent)
    assert len(read.outdated) == sum(how == "an old one" for _, how, _ in sent)
    assert {name.casefold() for name in read.twice} == {
        name.casefold().replace("-", " ")
        for name, how, letters in sent
        if how == "twice" and letters.strip(NOT_ANSWERED)
    }
    for line in map(str.strip, text.splitlines()):  # no line disappears
        is_part_of_a_code = LESSON.replace("_", "-") in line.lower() or "-" in line
        assert is_part_of_a_code or not any(map(str.isalnum, line)) or any(line in one for one in listed)
