"""A question with options, each of them explained, and the file that holds a lesson's questions."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import yaml

LETTERS = "ABCDE"
QUESTION_KEYS = {"id", "question", "options", "most_pick"}
OPTION_KEYS = {"text", "right", "why"}


@dataclass(frozen=True)
class Option:
    """One possible answer.

    Parameters
    ----------
    text : str
        The answer.
    is_right : bool
        Whether it is the right one.
    why : str
        Why it is right; or why it is tempting, and wrong.
    """

    text: str
    is_right: bool
    why: str


@dataclass(frozen=True)
class Question:
    """A question with two to five options, exactly one of them right.

    Parameters
    ----------
    id : str
        Names the question in the notebook and in the file of answers.
    text : str
        The question.
    options : tuple of Option
        In the order of their letters.
    most_pick : int or None
        Number of the wrong option that most beginners pick, from 1.
    """

    id: str
    text: str
    options: tuple[Option, ...]
    most_pick: int | None = None

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the options, from A."""
        return tuple(LETTERS[: len(self.options)])

    @property
    def right(self) -> str:
        """The letter of the right option."""
        return next(letter for letter, option in self.lettered() if option.is_right)

    def lettered(self) -> list[tuple[str, Option]]:
        """Return each letter with its option."""
        return list(zip(self.letters, self.options, strict=True))

    def option(self, letter: str) -> Option:
        """Return the option of a letter."""
        return self.options[self.letters.index(letter)]

    def as_text(self, width: int = 100) -> str:
        """Return the question and its options as plain text, in lines of at most ``width`` characters."""
        lines = [fill(self.text, width)]
        for letter, option in self.lettered():
            lines.append(fill(f"{letter}. {option.text}", width, initial_indent="  ", subsequent_indent="     "))
        return "\n".join(lines)


def read_questions(path: Path) -> list[Question]:
    """Read the questions of a lesson from a YAML file.

    Parameters
    ----------
    path : Path
        A list of questions; each has an ``id``, a ``question`` and ``options``, and each option a ``text``,
        a ``why`` and, if it is the right one, ``right: true``. A prediction may have ``most_pick``, the number
        of the wrong option that most beginners pick.

    Raises
    ------
    ValueError
        One sentence for each fault in the file.
    """
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is not YAML: {error}") from None
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"{path.name} is not a list of questions.")
    faults, seen = [], set()
    for number, entry in enumerate(entries, 1):
        name = f"{path.name}, question {number}"
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            name = f"{path.name}, question {entry['id']!r}"
            if entry["id"] in seen:
                faults.append(f"{name}: another question has the same id.")
            seen.add(entry["id"])
        faults += [f"{name}: {fault}" for fault in _faults(entry)]
    if faults:
        raise ValueError("\n".join(faults))
    return [_question(entry) for entry in entries]


def _faults(entry) -> list[str]:
    if not isinstance(entry, dict):
        return ["it is not a mapping with an id, a question and options."]
    faults = [f"there is no such thing as {key!r}." for key in entry if key not in QUESTION_KEYS]
    faults += [f"its {key!r} is not text." for key in ("id", "question") if not _is_text(entry.get(key))]
    if _is_text(entry.get("id")) and not entry["id"].isidentifier():
        faults.append("its id has other characters than letters, digits and _.")
    options = entry.get("options")
    if not isinstance(options, list) or not 2 <= len(options) <= len(LETTERS):
        return [*faults, f"it does not have 2 to {len(LETTERS)} options."]
    for letter, option in zip(LETTERS, options, strict=False):
        faults += [f"option {letter} {fault}" for fault in _faults_of_option(option)]
    right = [number for number, option in enumerate(options, 1) if _is_right(option)]
    if len(right) != 1:
        faults.append(f"it has {len(right)} right options, not exactly one.")
    texts = [
        option["text"].strip() for option in options if isinstance(option, dict) and _is_text(option.get("text"))
    ]
    if len(set(texts)) < len(texts):
        faults.append("two of its options say the same.")
    most = entry.get("most_pick")
    if most is not None and (type(most) is not int or not 1 <= most <= len(options) or most in right):
        faults.append("its most_pick is not the number of a wrong option.")
    return faults


def _faults_of_option(option) -> list[str]:
    if not isinstance(option, dict):
        return ["is not a mapping with a text and a why."]
    faults = [f"has {key!r}, which means nothing." for key in option if key not in OPTION_KEYS]
    faults += [f"has no {key!r} that is text." for key in ("text", "why") if not _is_text(option.get(key))]
    if not isinstance(option.get("right", False), bool):
        faults.append("has a 'right' that is neither true nor false.")
    return faults


def _is_text(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_right(option) -> bool:
    return isinstance(option, dict) and option.get("right") is True


def _question(entry: dict) -> Question:
    options = tuple(
        Option(_one_line(option["text"]), _is_right(option), _one_line(option["why"])) for option in entry["options"]
    )
    return Question(entry["id"], _one_line(entry["question"]), options, entry.get("most_pick"))


def _one_line(text: str) -> str:
    return " ".join(text.split())
