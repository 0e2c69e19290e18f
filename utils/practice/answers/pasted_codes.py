"""What a class has pasted: each line has a code that counts, or belongs to one, or is listed with the reason."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from utils.practice.answers.answer_code import CHECKS, NOT_ANSWERED, check_letter
from utils.practice.questions.question import LETTERS, Question

WORD = "[A-Za-z0-9]"
BETWEEN = "[^A-Za-z0-9]{0,8}"
ANSWER = f"[{LETTERS}{NOT_ANSWERED}]"
MOST_LETTERS = 60
MOST_WORDS_OF_A_NAME = 4
FEWEST_LETTERS = 6
"""So many letters of answers in a row are taken for a code that was copied badly; hardly a name has as many."""

NO_NAMES = frozenset(
    {"a", "answer", "answers", "code", "codes", "here", "hi", "hello", "is", "it", "line", "mine", "my", "sorry"}
    | {"thanks", "the", "this"}
)
"""Words that people write before a code, and that name nobody."""


@dataclass(frozen=True)
class CodesRead:
    """What was found in a text that a class has pasted.

    Parameters
    ----------
    codes : tuple of str
        The answers that count, of one learner each: a letter for each question, X where there is none. A code of
        predictions alone has X for all that follows them.
    unread : tuple of str
        The lines that could not be read.
    of_other_lessons : tuple of str
        The lines whose code belongs to another lesson.
    outdated : tuple of str
        The lines whose code has another number of answers than its lesson has now: it was made before the lesson was
        split or changed.
    empty : tuple of str
        The lines whose code is nothing but X, which is no vote.
    twice : tuple of str
        The learners of whom only the last code counts, by the names that stand before their codes.
    names : tuple of str
        The lines that were taken for the name of whoever sent the code below.
    """

    codes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    of_other_lessons: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    """A code whose check letter is right, whether it holds more than predictions, and where it stands in the text."""

    lesson: str
    answers: str
    whole: bool
    start: int
    end: int


@dataclass
class _Line:
    """A line of the text, the codes that begin in it, what stands before each of them, and what else is left."""

    text: str
    codes: list[_Found]
    before: list[str]
    rest: str
    goes_on: bool


def read_codes(
    text: str,
    lesson: str,
    questions: Sequence[Question],
    other_lessons: Mapping[str, int] | None = None,
    n_predictions: int | None = None,
) -> CodesRead:
    """Find the answer codes of a lesson in a text.

    Case, spaces, line breaks, quotes, bullets and names before a code do no harm. A code with a letter too
    many, too few or changed is not read, since its check letter is then another one. Of two codes with the same
    name before them the last one counts.

    Parameters
    ----------
    text : str
        What was pasted.
    lesson : str
        Name of the lesson's folder.
    questions : sequence of Question
        What the lesson asks, in the order of its code: the predictions, the exercises, the quiz.
    other_lessons : mapping of str to int, optional
        How many predictions each other lesson has, by the name of its folder.
    n_predictions : int, optional
        How many of the questions are predictions; all of them, if not given.

    Examples
    --------
    >>> from utils.practice.questions.question import Option
    >>> options = tuple(Option(text, text == "yes", "") for text in ("yes", "no", "both"))
    >>> questions = [Question(id, "", options) for id in ("first", "second", "third", "fourth")]
    >>> read_codes("Ada: > LOSS function bxca f", "loss_function", questions).codes
    ('BXCA',)
    """
    own = len(questions) if n_predictions is None else n_predictions
    predictions_of = {**(other_lessons or {}), lesson: own}
    like_a_code = _like_a_code(predictions_of)
    read: dict[str, list[str]] = {part.name: [] for part in fields(CodesRead)}
    votes: dict[object, str] = {}
    above = ""  # a line that is listed as unread, and may be the name of whoever sent the code below it
    for line in _lines(text, list(_codes_in(text, predictions_of))):
        for found, before in zip(line.codes, line.before, strict=True):
            name, listed = _name_in(before), line.text
            is_named_above = bool(above) and not _words_in(before)
            if is_named_above:
                read["unread"].pop()
                name, listed = _name_in(above), f"{above} / {line.text}"
            kind = _kind(found, lesson, questions, predictions_of)
            if kind != "codes":
                read[kind].append(listed)
            else:
                read["names"] += [above] if is_named_above else []
                read["twice"] += [name.title()] if name and name in votes else []
                votes[name or found.start] = found.answers.ljust(len(questions), NOT_ANSWERED)
            above = ""
        if line.codes or line.goes_on:
            above = ""
            if any(map(like_a_code.search, [*line.before, line.rest])):
                read["unread"].append(line.text)
        elif re.search(r"\w", line.text):
            read["unread"].append(line.text)
            above = line.text if _may_be_a_name(line.text, like_a_code) else ""
    read["codes"], read["twice"] = list(votes.values()), list(dict.fromkeys(read["twice"]))
    return CodesRead(**{part: tuple(listed) for part, listed in read.items()})


def _codes_in(text: str, predictions_of: Mapping[str, int]) -> Iterator[_Found]:
    """Yield the codes of these lessons whose check letter is right."""
    lessons = list(predictions_of)
    names = "|".join(f"({_pattern(name)})" for name in lessons)
    answers = rf"({ANSWER}(?:{BETWEEN}{ANSWER}){{0,{MOST_LETTERS - 1}}})"
    pattern = re.compile(rf"(?<!{WORD})(?:{names}){BETWEEN}{answers}{BETWEEN}([{CHECKS}])(?!{WORD})", re.I)
    for match in pattern.finditer(text):
        *found, answers, check = match.groups()
        number = next(number for number, name in enumerate(found) if name is not None)
        lesson, answers = lessons[number], re.sub("[^A-Z]", "", answers.upper())
        for whole in (False, True)[: 1 + (len(answers) > predictions_of[lesson])]:
            if check_letter(lesson, answers, whole=whole) == check.upper():
                yield _Found(lesson, answers, whole, *match.span())


def _pattern(lesson: str) -> str:
    return "[^A-Za-z0-9]{0,3}".join(map(re.escape, lesson.split("_")))


def _lines(text: str, found: Sequence[_Found]) -> Iterator[_Line]:
    """Yield the lines of a text; a code may go on in the next ones."""
    start = 0
    for whole in text.splitlines(keepends=True):
        end = start + len(whole)
        goes_on = [code.end for code in found if code.start < start < code.end]
        place, codes, before = max([start, *goes_on]), [], []
        for code in found:
            if start <= code.start < end:
                codes.append(code)
                before.append(text[place : code.start])
                place = code.end
        yield _Line(whole.strip(), codes, before, text[place:end], bool(goes_on))
        start = end


def _kind(found: _Found, lesson: str, questions: Sequence[Question], predictions_of: Mapping[str, int]) -> str:
    """Return what a code is, by the name that `CodesRead` has for it."""
    if not found.whole and len(found.answers) != predictions_of[found.lesson]:
        return "outdated"
    if found.lesson != lesson:
        return "of_other_lessons"
    if found.whole and len(found.answers) != len(questions):
        return "outdated"
    if not all(
        answer in (*question.letters, NOT_ANSWERED)
        for answer, question in zip(found.answers, questions, strict=False)
    ):
        return "unread"
    return "codes" if found.answers.strip(NOT_ANSWERED) else "empty"


def _like_a_code(lessons: Iterable[str]) -> re.Pattern:
    """Return the pattern of what somebody may have meant as a code."""
    in_a_row, apart = rf"{ANSWER}{{{FEWEST_LETTERS},}}", rf"{ANSWER}(?:\W{ANSWER}){{{FEWEST_LETTERS - 1},}}"
    return re.compile(rf"{'|'.join(map(_pattern, lessons))}|(?<!\w)(?:{in_a_row}|{apart})(?!\w)", re.I)


def _may_be_a_name(line: str, like_a_code: re.Pattern) -> bool:
    """Return whether a line above a code may be the name of whoever sent it."""
    is_odd = re.search(r"[\d:]", line.rstrip(" :")) or like_a_code.search(line)
    return not is_odd and len(line.split()) <= MOST_WORDS_OF_A_NAME


def _words_in(text: str) -> list[str]:
    """Return the words of a text that may name somebody, so that the same name is the same words."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return [word for word in words if word not in NO_NAMES]


def _name_in(text: str) -> str:
    """Return the name in a text; empty where there is none, or where it is a whole message."""
    words = _words_in(text)
    return " ".join(words) if len(words) <= MOST_WORDS_OF_A_NAME else ""
