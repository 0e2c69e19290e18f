"""An exercise answers every answer with one sentence, and always comes back."""

import builtins
import os
import signal
import sys
import threading
import time
from fractions import Fraction

import numpy as np
import pytest

from utils.practice.exercises.exercise import NOT_WRITTEN, RETURNS_NONE, RETURNS_NOTHING, Exercise, not_yet, right
from utils.practice.exercises.exercise_card import KEPT_BACK, SHOW, ExerciseCard
from utils.practice.exercises.function_check import FunctionCheck, Mistake, has_blank, is_empty
from utils.practice.exercises.trial import LIMIT_S, try_out
from utils.practice.exercises.value_check import ValueCheck


def add(x, y):
    return x + y


CHECK = FunctionCheck(
    right=add,
    arguments=("x", "y"),
    cases=[(np.array([1.0, 2.0]), 3.0), (np.array([0.0, 5.0]), -1.0)],
    mistakes=[Mistake(lambda x, y: x - y, "This subtracts.")],
    returns="one array",
    confirmation="It adds.",
)


def exercise(check=CHECK, **changes):
    settings = {"explanation": "The plus adds.", "starter": "answer = ...", "solution": "answer = 1"}
    return Exercise("add", "Add <two> numbers", check, ["First.", "Second."], **(settings | changes))


def ends(function, *arguments, **keywords):
    """Return what a function gives, after checking that it came back in about two seconds."""
    start = time.monotonic()
    result = function(*arguments, **keywords)
    assert time.monotonic() - start < 4  # a busy machine gets twice the time
    return result


def forever(x, y):
    while True:
        pass


def forever_without_listening(x, y):
    while True:
        try:
            x = x + 1
        except:  # noqa: E722
            x = 0


def forever_calling(x, y):
    while True:
        np.sqrt(y * y)


def sleeps(x, y):
    time.sleep(6)


def forever_at_the_second_call(x, y):
    while y < 0:
        pass
    return x + y


def raises(x, y):
    total = x + y
    return total / nothing_of_that_name  # noqa: F821


def leaves(x, y):
    raise SystemExit


def recurses(x, y):
    return recurses(x, y)


def prints(x, y):
    print(x + y)


def forgets_to_return(x, y):
    total = x + y  # noqa: F841


def empty(x, y): ...


def empty_but_described(x, y):
    """Add."""


def half_written(x, y):
    total = ...
    return total * 2


def writes_into_its_arguments(x, y):
    x += y
    return x


@pytest.mark.parametrize("function", [add, np.add, writes_into_its_arguments, lambda x, y: list(x + y)])
def test_a_right_function_passes(function):
    result = exercise().check(function)
    assert (result.passed, result.is_answered, str(result)) == (True, True, "Right. It adds.")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda x, y: x - y, "This subtracts."),
        (lambda x, y: x + y + 1, "For x [1, 2], y 3 it returns [5, 6]; it should return [4, 5]."),
        (lambda x, y: np.array([7.0, 8.0]), "The function returns the same whatever it is given."),
        (lambda x, y: x + np.nan, "The function returns NaN, not a number."),
        (lambda x, y: 1.5, "The function returns 1 number. It should return one array."),
        (lambda x, y: np.ones((2, 2)), "The function returns 4 numbers. It should return one array."),
        (lambda x, y: "4", "The function returns text. It should return one array."),
        (lambda x, y: {"sum": 4}, "The function returns something of the type dict. It should return one array."),
        (lambda x, y: [[1], [2, 3]], "The function returns something of the type list."),
        (lambda x, y: x ^ 2, ": `^` is not a power in Python, `**` is."),
        (lambda x, y: x + np.ones(3), ": two arrays in it do not have the same length."),
        (lambda x: x, "The function must take 2 arguments, in this order: x, y."),
        (lambda: 4, "The function must take 2 arguments, in this order: x, y."),
        (raises, "NameError, name 'nothing_of_that_name' is not defined. What it is given is called x and y."),
        (leaves, ": SystemExit."),
        (recurses, "RecursionError, maximum recursion depth exceeded"),
        (prints, "The function prints its result but does not return it. Use `return`, not `print`."),
        (forgets_to_return, "The function returns nothing. It should return one array."),
        (np.array([4.0, 5.0]), "Hand over the function itself"),
        ("add", "Hand over the function itself"),
        (float("nan"), "Hand over the function itself"),
    ],
)
def test_a_wrong_answer_gets_one_plain_sentence(answer, sentence, capfd):
    result = exercise().check(answer)
    assert not result.passed and result.is_answered
    assert result.sentence.startswith("Not yet. ") and sentence in result.sentence
    assert "Traceback" not in result.sentence and "\n" not in result.sentence and "<lambda>" not in result.sentence
    assert capfd.readouterr() == ("", "")


PRICE = FunctionCheck(
    right=lambda amount, price: amount * price / 7,
    arguments=("amount", "price"),
    cases=[(2, 5.0), (3, 5.0), (2, 4.0)],
    mistakes=[],
    returns="one number",
    confirmation="All right.",
)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            lambda amount, price: amount * 5 / 7,
            "The function gives the same for every price. Is",
        ),
        (lambda amount, price: 2 * price / 7, "The function gives the same for every amount. Is a number"),
        (
            lambda amount, price: round(amount * price / 7, 2),
            "are rounded to 2 decimals. Return them as they",
        ),
        (lambda amount, price: round(amount * price / 7), "they are rounded to 0 decimals."),
        (lambda amount, price: amount * price / 7 + 1e-5, "it returns 1.42858; it should return 1.42857."),
        (lambda amount, price: amount * price / 8, "For amount 2, price 5 it returns 1.25; it should return 1.43."),
        (lambda amount, price: 1.4, "the same whatever it is given"),
        (lambda amount, price: amount if price > 4 else None, "For amount 2, price 4 the function returns nothing."),
    ],
)
def test_a_fixed_number_a_rounded_one_and_one_that_is_nearly_right_are_told_apart(answer, sentence):
    assert sentence in PRICE(answer).sentence


@pytest.mark.parametrize("program", [lambda step: 0.02 if step < 10 else 0.2, lambda step: 1 / (1 + step**20)])
def test_a_function_that_gives_the_same_in_some_cases_is_not_told_that_it_does_so_in_all(program):
    rises = FunctionCheck(
        lambda step: step / 7, ("step",), [(0,), (1,), (9,), (20,), (40,)], [], "one number", "Yes."
    )
    assert rises(program).sentence.startswith("Not yet. For step ")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            lambda x, y: x[2],
            "it asks for the number at place 2, and there are 2, counted from 0. It was given x [1, 2], y 3.",
        ),
        (lambda x, y: x[-3], "it asks for the number at place -3, and there are 2"),
        (lambda x, y: x.reshape(1, 2)[0, 7], "it asks for the number at place 7, and there are 2"),
        (
            lambda x, y: list(x)[9],
            "it asks for a place that a list does not have; places are counted from 0. It was given x",
        ),
        (lambda x, y: x[y], "a place in a list is a whole number, as in `[0]`."),
        (lambda x, y: list(x)[y], "a place in a list is a whole number, as in `[0]`."),
        (lambda x, y: x(0), "parentheses stand behind a list; square brackets"),
        (lambda x, y: list(x)(0), "parentheses stand behind a list; square brackets"),
        (lambda x, y: y(x + 1), "a number has parentheses right behind it; is there a `*` missing"),
        (lambda x, y: x[0](x + 1), "a number has parentheses right behind it; is there a `*` missing"),
    ],
)
def test_the_errors_of_beginners_are_told_in_plain_words_not_in_those_of_python(answer, sentence):
    said = CHECK(answer).sentence
    assert said.startswith("Not yet. The function stopped in line ") and sentence in said
    assert "Error" not in said and "axis" not in said and "callable" not in said


def test_a_result_says_which_kind_of_wrong_answer_it_is_without_its_words():
    sorts = CHECK(lambda x, y: list(x).sort())
    assert (
        sorts.fault == RETURNS_NONE
        and "returns None: what stands behind its `return` holds nothing" in sorts.sentence
    )
    assert CHECK(forgets_to_return).fault == RETURNS_NOTHING
    assert [CHECK(answer).fault for answer in (add, lambda x, y: x - y, lambda x, y: 0 / 0, None)] == [""] * 4


def test_an_error_of_many_words_is_not_cut_within_one():
    def wordy(*_):
        raise ValueError("number " * 100)

    assert exercise().check(wordy).sentence.endswith("number number \N{HORIZONTAL ELLIPSIS}.")


def test_an_error_is_placed_by_the_line_of_the_learners_own_code():
    line = raises.__code__.co_firstlineno + 2
    assert f"stopped in line {line}: NameError" in exercise().check(raises).sentence


@pytest.mark.parametrize(
    "answer", [None, ..., empty, empty_but_described, half_written, lambda x, y: ..., lambda x, y: (x, ...)]
)
def test_an_exercise_that_is_not_written_yet_is_no_failure(answer):
    result = exercise().check(answer)
    assert (result.passed, result.is_answered, result.sentence) == (False, False, NOT_WRITTEN)


def test_dots_in_code_that_works_are_no_blank():
    assert exercise().check(lambda x, y: x[...] + y).passed
    assert has_blank(lambda x: [... for _ in x]) and not has_blank(np.add)
    assert is_empty(empty) and not is_empty(add) and not is_empty(np.add)


@pytest.mark.parametrize(
    "function", [forever, forever_without_listening, forever_calling, forever_at_the_second_call, sleeps]
)
def test_a_function_that_never_ends_comes_back_also_when_called_again(function):
    for _ in range(2):
        result = ends(exercise().check, function)
        assert f"was stopped after {LIMIT_S:g} seconds. Is there a loop that never ends?" in result.sentence


def test_a_stopped_function_does_not_run_on():
    before = threading.active_count()
    ends(try_out, forever, [(1, 2)], limit_s=0.1)
    assert threading.active_count() <= before


VALUE = ValueCheck(2.5, [(3.5, "Uphill.")], "It is.", "Work it out again.")


class Slow:
    """Turns into an array, too late."""

    def __array__(self, *args, **kwargs):
        for _ in range(300):
            time.sleep(0.02)
        return np.array([4.0, 5.0])


class Endless:
    """Has a length, and no end."""

    def __len__(self):
        return 2

    def __getitem__(self, place):
        return 1.0


class Broken:
    """Will not turn into anything."""

    def __array__(self, *args, **kwargs):
        raise SystemExit


class Wordless(Exception):
    """An error whose text is an error."""

    def __str__(self):
        raise SystemExit


class Unsigned:
    """A function that does not say in time what it takes."""

    @property
    def __signature__(self):
        while True:
            pass

    def __call__(self, x, y):
        return x + y


def wordless(x, y):
    raise Wordless


def asks(x, y):
    return x + float(input("y? "))


SELF = []
SELF.append(SELF)
WIDE = [1.0]
for _ in range(6):
    WIDE = [WIDE] * 9
MANY = "The function returns more than 10,000 numbers. It should return one array."
ODD = {
    "a long range": (range(10**9), MANY),
    "a long array": (np.ones(10**5), MANY),
    "a long list": ([0.0] * 10**6, MANY),
    "a wide list of lists": (WIDE, MANY),
    "a sequence without end": (Endless(), MANY),
    "an array that comes too late": (Slow(), f"The function was stopped after {LIMIT_S:g} seconds."),
    "a list of itself": (SELF, "The function returns something of the type list. It should return one array."),
    "no array": (Broken(), "The function returns something of the type Broken. It should return one array."),
    "a large integer": (2**64, "The function returns 1 number. It should return one array."),
    "a huge integer": (-(10**400), "The function returns 1 number. It should return one array."),
    "large integers": ([2**64, 1], "The function returns the same whatever it is given."),
    "True": (True, "The function returns True or False, not numbers. It should return one array."),
}


@pytest.mark.parametrize(("value", "sentence"), ODD.values(), ids=ODD)
def test_whatever_a_function_returns_the_check_comes_back(value, sentence):
    assert sentence in ends(exercise().check, lambda x, y: value).sentence


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (range(10**9), "These are more than 10,000 numbers. Hand over one."),
        (Endless(), "These are more than 10,000 numbers. Hand over one."),
        (Slow(), "This cannot be turned into a number. Hand over the number itself."),
        (Broken(), "This cannot be turned into a number. Hand over the number itself."),
        (SELF, "This is of the type list, and not a number."),
        (2**64, "Work it out again."),
        (10**400, "This is infinite. Look at the step before."),
        (Fraction(5, 2), "Right. It is."),
    ],
)
def test_whatever_is_handed_over_as_a_value_the_check_comes_back(value, sentence):
    assert ends(exercise(VALUE).check, value).sentence.removeprefix("Not yet. ") == sentence


def test_a_function_that_does_not_say_what_it_takes_is_tried():
    assert ends(exercise().check, Unsigned()).passed


def test_an_error_without_a_text_is_named():
    assert f"stopped in line {wordless.__code__.co_firstlineno + 1}: Wordless." in exercise().check(wordless).sentence


def test_nothing_is_asked_on_the_page(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda *_: pytest.fail("it is asked"))
    before = builtins.input
    assert "it waits for `input()`, and nobody can answer while it is checked" in exercise().check(asks).sentence
    assert builtins.input is before


def mean_of(x, y):
    return np.mean(x) + y


MEAN = FunctionCheck(mean_of, ("x", "y"), CHECK.cases, [], "one number", "It is the mean.")


def own_numpy(x, y):
    np.mean = lambda *a, **k: 0.0
    return y


@pytest.mark.parametrize("name", ["mean", "allclose", "asarray", "isnan", "all", "errstate"])
def test_what_a_learner_puts_in_place_of_numpys_functions_changes_no_verdict(name, monkeypatch):
    own = lambda *args, **keywords: 0.0  # noqa: E731
    monkeypatch.setattr(np, name, own)
    assert not exercise(MEAN).check(lambda x, y: y).passed
    assert not exercise(MEAN).check(lambda x, y: 0.0).passed
    assert exercise(MEAN).check(mean_of).passed
    assert getattr(np, name) is own


def test_a_function_that_changes_numpy_meanwhile_gains_nothing(monkeypatch):
    monkeypatch.setattr(np, "mean", np.mean)  # puts it back after this test
    assert not exercise(MEAN).check(own_numpy).passed
    assert np.mean([1.0, 3.0]) == 0.0  # it is the learner's
    assert exercise(MEAN).check(mean_of).passed


def test_numpy_that_warns_or_raises_is_no_matter():
    with np.errstate(all="raise"):
        assert not exercise().check(lambda x, y: x / 0).passed
        assert exercise(VALUE).check(2.5).passed


@pytest.mark.skipif(sys.platform == "win32", reason="there a kernel is interrupted in another way")
def test_the_kernel_can_be_interrupted_while_a_function_runs():
    before = threading.active_count()
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        timer.start()
        try_out(forever, [(1, 2)], limit_s=20)
    assert time.monotonic() - start < 10
    timer.join()
    assert threading.active_count() <= before


def test_a_python_without_threads_still_checks(monkeypatch):
    def no_threads(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", no_threads)
    assert exercise().check(add).passed


def test_a_check_that_breaks_says_so_in_a_sentence():
    def broken(answer):
        raise KeyError("x")

    assert "cannot be checked (KeyError)" in exercise(broken).check(1).sentence


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (2.5, "Right. It is."),
        (np.float32(2.5), "Right. It is."),
        (np.array([2.501]), "Right. It is."),
        (3.5, "Not yet. Uphill."),
        (7, "Not yet. Work it out again."),
        ("2.5", "Not yet. This is text. Write the number without quotation marks."),
        ((2, 5), "Not yet. These are 2 numbers. Hand over one, and decimals are written with a point: 2.5."),
        ([1, 2, 3], "Not yet. These are 3 numbers. Hand over one."),
        ([[1], [2, 3]], "Not yet. This is of the type list, and not a number."),
        (float("nan"), "Not yet. This is NaN, not a number. Look at the step before."),
        (float("inf"), "Not yet. This is infinite. Look at the step before."),
        (True, "Not yet. This is True, and not a number."),
        (add, "Not yet. This is a function. Hand over a number, for example what the function returns."),
        (1j, "Not yet. This is of the type complex, and not a number."),
        (None, NOT_WRITTEN),
        (..., NOT_WRITTEN),
    ],
)
def test_a_value_is_compared_and_what_is_no_number_gets_a_sentence(answer, sentence):
    assert exercise(VALUE).check(answer).sentence == sentence


def test_hints_come_one_after_the_other_and_do_not_run_out_in_silence():
    one = exercise()
    assert [one.hint(), one.hint()] == ["Hint 1 of 2. First.", "Hint 2 of 2. Second."]
    assert "you have read them" in one.hint()
    assert one.hint() == one.hint(1) == "Hint 1 of 2. First."
    assert exercise().hint(2) == "Hint 2 of 2. Second."


def test_tries_are_counted_only_where_they_are_limited():
    def check(answer, tries):
        tries.append(answer)
        return right("") if answer == 1 else not_yet("")

    counted = exercise(check, counts_tries=True)
    assert [counted.check(n).passed for n in (3, 1)] == [False, True] and counted.tries == [3, 1]
    assert exercise(VALUE).tries == []


def test_the_card_says_what_the_check_says_and_escapes_it():
    one = exercise()
    for answer, kind in ((raises, "wrong"), (add, "right"), (None, "quiet")):
        result = one.check(answer)
        card = ExerciseCard(one, result.sentence, result.kind)
        assert f'<p class="card-{kind}">' in card.feedback.html
        assert card._repr_mimebundle_()["text/plain"] == result.sentence
        assert "&lt;two&gt;" in card.children[0].value
    shown = ExerciseCard(one, one.explanation, code="a < b").feedback.html
    assert "<pre>a &lt; b</pre>" in shown and "The plus adds." in shown


def test_the_buttons_of_a_card_give_one_hint_after_the_other_also_after_the_cell_has_run_again():
    one = exercise()
    card = ExerciseCard(one, "Not yet.", "wrong").offer_help()
    card.hint.click()
    assert card.help.html == "<p>Hint 1 of 2. First.</p>" and "Not yet." in card.feedback.html
    card = ExerciseCard(one, "Not yet.", "wrong").offer_help()
    assert card.help.html == ""
    card.hint.click()
    assert "Hint 2 of 2." in card.help.html
    card.hint.click()
    assert "you have read them" in card.help.html


def test_the_solution_is_shown_at_the_second_press_and_a_hint_in_between_takes_the_first_back():
    card = ExerciseCard(exercise(), "Not yet.", "wrong").offer_help()
    for between in (card.hint, None):
        card.solution.click()
        assert "answer = 1" not in card.help.html and card.solution.description != SHOW
        if between is not None:
            between.click()
            assert card.solution.description == SHOW
    card.solution.click()
    assert "<pre>answer = 1</pre>" in card.help.html and "The plus adds." in card.help.html
    assert card.solution.description == SHOW
    assert "answer = 1" not in card._repr_mimebundle_()["text/plain"]


def test_a_solution_that_the_teacher_keeps_back_is_not_shown_however_often_the_button_is_pressed():
    card = ExerciseCard(exercise(), "Not yet.", "wrong").offer_help(keeps_solution_back=True)
    for _ in range(3):
        card.solution.click()
        assert card.help.html == f"<p>{KEPT_BACK}</p>"
    card.hint.click()
    assert "Hint 1" in card.help.html
