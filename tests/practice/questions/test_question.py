"""A file of questions is read, or refused with one sentence for each fault."""

import copy

import pytest
import yaml

from utils.practice.questions.question import Option, Question, read_questions

GOOD = {
    "id": "weight_up",
    "question": "You push the weight up.\n  What will the loss do?",
    "options": [
        {"text": "It falls.", "why": "The first moves help."},
        {"text": "It falls, then it rises.", "right": True, "why": "There is a best weight."},
    ],
    "most_pick": 1,
}


@pytest.fixture
def read(tmp_path):
    def read(*entries):
        path = tmp_path / "quiz.yaml"
        path.write_text(yaml.safe_dump(list(entries)))
        return read_questions(path)

    return read


def test_a_good_file_is_read(read):
    (question,) = read(GOOD)
    assert question == Question(
        "weight_up",
        "You push the weight up. What will the loss do?",
        (
            Option("It falls.", False, "The first moves help."),
            Option("It falls, then it rises.", True, "There is a best weight."),
        ),
        most_pick=1,
    )
    assert (question.letters, question.right) == (("A", "B"), "B")
    assert question.option("A").text == "It falls."


def test_the_text_of_a_question_has_its_options_in_short_lines(read):
    (question,) = read(GOOD | {"question": "word " * 30})
    lines = question.as_text(60).splitlines()
    assert lines[-2:] == ["  A. It falls.", "  B. It falls, then it rises."]
    assert max(map(len, lines)) <= 60


def change(**what):
    return lambda entry: entry.update(what)


def change_option(number, **what):
    return lambda entry: entry["options"][number].update(what)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (change(question=" "), "question 'weight_up': its 'question' is not text."),
        (change(id=3), "question 1: its 'id' is not text."),
        (change(id="weight up"), "its id has other characters than letters, digits and _."),
        (change(options=GOOD["options"][:1]), "it does not have 2 to 5 options."),
        (change(options=GOOD["options"] * 3), "it does not have 2 to 5 options."),
        (change(options="A or B"), "it does not have 2 to 5 options."),
        (change(options=["A", "B"]), "option A is not a mapping with a text and a why."),
        (change(hint="no"), "there is no such thing as 'hint'."),
        (change(most_pick=2), "its most_pick is not the number of a wrong option."),
        (change(most_pick=3), "its most_pick is not the number of a wrong option."),
        (change(most_pick=True), "its most_pick is not the number of a wrong option."),
        (change_option(0, why=""), "option A has no 'why' that is text."),
        (change_option(1, text=0), "option B has no 'text' that is text."),
        (change_option(0, wrong=True), "option A has 'wrong', which means nothing."),
        (change_option(0, right="yes"), "option A has a 'right' that is neither true nor false."),
        (change_option(0, right=True), "it has 2 right options, not exactly one."),
        (change_option(1, right=False), "it has 0 right options, not exactly one."),
        (change_option(0, text="It falls, then it rises. "), "two of its options say the same."),
    ],
)
def test_each_fault_gets_a_sentence(read, damage, fault):
    entry = copy.deepcopy(GOOD)
    damage(entry)
    with pytest.raises(ValueError) as refused:
        read(entry)
    assert fault in str(refused.value)
    assert all(line.startswith("quiz.yaml, question ") for line in str(refused.value).splitlines())


def test_two_questions_with_the_same_id_are_refused(read):
    with pytest.raises(ValueError, match="question 'weight_up': another question has the same id"):
        read(GOOD, GOOD)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "is not a list"), ("a: b", "is not a list"), ("[]", "is not a list"), ("- [", "is not YAML")],
)
def test_a_file_that_is_no_list_of_questions_is_refused(tmp_path, text, fault):
    path = tmp_path / "quiz.yaml"
    path.write_text(text)
    with pytest.raises(ValueError, match=fault):
        read_questions(path)
