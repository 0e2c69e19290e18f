"""Read a teacher's plan, and keep its part on the predictions in step with predictions.yaml.

    python -m tools.plans     write that part of every lessons/<name>/plan.md again

What a plan has to keep is in CONTRIBUTING.md, and tests/lessons/test_plans.py holds it to that.
"""

import re
from pathlib import Path
from textwrap import fill

from utils.practice.questions.question import Question, read_questions

FOLDER = Path(__file__).resolve().parent.parent / "lessons"
PREDICTIONS, NUMBERS = "The predictions", "Numbers in this plan"
ITS_REASON = "Their reason, and what it overlooks, as the card tells them:"
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?(?![\w]|\.\d|,\d{3})")
# These are no results: minutes, places in the course, the numbers of a list, what stands in code.
NOT_RESULTS = [
    r"^#.*$",
    r"^- [A-E]\. .*$(?:\n  .*)*",
    r"```.*?```",
    r"^>.*$",
    r"`[^`]*`",
    r"\]\([^)]*\)",
    r"^\| .* \| \d+ \|$",
    r"^\d+\. ",
    r"\b\d+ min(?:utes)?\b",
    r"\b(?:[Ll]esson|[Pp]art)s? \d+(?:(?:,| and| to) \d+)*",
]


def parts(text: str) -> dict[str, str]:
    """Return what stands under each heading of the second level."""
    found = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def predictions_part(questions: list[Question]) -> str:
    """Return the text of the part on the predictions: options, the right one, what most pick and why."""
    blocks = []
    for number, question in enumerate(questions, 1):
        lines = [f"### {number}. `{question.id}`", "", _wrapped(question.text), ""]
        for letter, option in zip(question.letters, question.options, strict=True):
            lines.append(_wrapped(f"- {letter}. {option.text}{' **(right)**' if option.is_right else ''}", "  "))
        most = question.most_pick - 1
        why = question.options[most].why
        lines += [
            "",
            _wrapped(f"Usual wrong answer: **{question.letters[most]}**. {ITS_REASON} {_quoted(why)}"),
        ]
        blocks.append("\n".join(lines))
    return "\n" + "\n\n".join(blocks) + "\n\n"


def state_lines(text: str) -> list[tuple[str, str]]:
    """Return each state line with the sentence that is quoted below it."""
    found = re.findall(r"^```text\n(.+ \| .+)\n```\n\n((?:> .*\n)+)", text, flags=re.MULTILINE)
    return [(line, " ".join(quote.replace("> ", "").split())) for line, quote in found]


def number_table(text: str) -> list[tuple[str, str]]:
    """Return each number of the table as it is written, and the expression that computes it."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| `(.+)` \|$", parts(text)[NUMBERS], flags=re.MULTILINE)
    return [(number.strip(), expression) for number, expression in rows]


def setup(text: str) -> str:
    """Return the code that the expressions need."""
    return re.search(r"```python\n(.*?)```", parts(text)[NUMBERS], flags=re.DOTALL).group(1)


def given(text: str) -> set[str]:
    """Return the numbers that the plan takes from its lesson's page."""
    found = re.search(r"^Given on the page: (.*?)\.$", parts(text)[NUMBERS], flags=re.DOTALL | re.MULTILINE)
    return set(re.split(r";\s+", found.group(1))) if found else set()


def used(text: str) -> set[str]:
    """Return every number that the plan's other parts use as a result."""
    text = text.partition(f"## {NUMBERS}")[0]
    for pattern in NOT_RESULTS:
        text = re.sub(pattern, " ", text, flags=re.MULTILINE | (re.DOTALL if "```" in pattern else 0))
    return set(NUMBER.findall(text))


def agrees(written: str, value: float) -> bool:
    """Whether a number, rounded as it is written, is this one."""
    plain = written.replace(",", "")
    mantissa = plain.partition("e")[0]
    if "e" in plain:
        return f"{value:.{len(mantissa.partition('.')[2])}e}" == f"{float(plain):.{len(mantissa.partition('.')[2])}e}"
    if float(plain) == 0:
        return abs(value) < 1e-9
    return round(float(value), len(mantissa.partition(".")[2])) == float(plain)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'


def _wrapped(text: str, indent: str = "") -> str:
    return fill(text, 118, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def main() -> None:
    """Write the part on the predictions of every plan."""
    for path in sorted(FOLDER.glob("*/plan.md")):
        text = path.read_text(encoding="utf-8")
        old = parts(text)[PREDICTIONS]
        new = predictions_part(read_questions(path.parent / "predictions.yaml"))
        path.write_text(text.replace(f"## {PREDICTIONS}\n{old}", f"## {PREDICTIONS}\n{new}"), encoding="utf-8")


if __name__ == "__main__":
    main()
