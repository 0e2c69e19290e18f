"""Go through a teacher's plan as a teacher does: what the class is asked or told to do, and what it sees then.

A plan is read as a row of blocks. A paragraph with one of the words of `WORDS` is an instruction. Below it stands
what comes of it, quoted: the sentence of a figure, or words that the lesson's page says. `problems` does with the
figures what the plan says, and tells where an answer is missing or is not so. How to write one is in CONTRIBUTING.md.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from tools import plans
from utils.explorers import Explorer
from utils.widgets.controls import label_of

PLACES = ["What to project", "On the board", "Versions"]
"""The parts of a plan that tell the class to do something."""

WORDS = re.compile(r"\b(?:press|type|push|drag|click|ask)\b", re.IGNORECASE)
HOW_TO_PASTE = re.compile(r"[^.]*\*State\s+line\*[^.:]*[.:]")
"""The sentence that says how a state line is shown: it is an instruction for all of them."""

OR_PASTE = re.compile(r"\bor paste\b", re.IGNORECASE)
ACTION = re.compile(
    r"\b(?:press|click on) (?P<buttons>(?:\*[^*]+\*(?:,? and |,? or |, )?)+)"
    r"|\bpress the (?P<side>right|left) arrow key on \*(?P<moved>[^*]+)\*"
    r"|\btype (?P<typed>\S+) into \*(?P<box>[^*]+)\*(?:,? and press Enter)?"
    r"|\b(?:set|push|drag) \*(?P<label>[^*]+)\* (?:\w+ )?to (?P<value>[\w.+-]*\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Block:
    """A piece of a plan: its kind ("heading", "state", "quote", "instruction" or "text") and its words."""

    kind: str
    words: str


def blocks(part: str) -> list[Block]:
    """Return the blocks of a part of a plan; each item of a list is one.

    Examples
    --------
    >>> [block.kind for block in blocks("### Part 1" + 2 * chr(10) + "Ask why." + 2 * chr(10) + "> Because.")]
    ['heading', 'instruction', 'quote']
    """
    found = []
    for piece in re.split(r"\n{2,}|\n(?=- )", re.sub(r"^```\w*$", "\n", part, flags=re.MULTILINE)):
        words = " ".join(re.sub(r"^> ?", "", piece, flags=re.MULTILINE).split())
        if not words:
            continue
        if piece.startswith("#"):
            kind = "heading"
        elif piece.startswith("> "):
            kind = "quote"
        elif re.match(r"\w+ \| \w+=", words):
            kind = "state"
        elif WORDS.search(HOW_TO_PASTE.sub("", words)) and not piece.startswith("    "):
            kind = "instruction"
        else:
            kind = "text"
        found.append(Block(kind, words))
    return found


def problems(text: str, figures: Mapping[str, Explorer], page: str) -> list[str]:
    """Say which instructions of a plan have no answer below them, and which answers are not so.

    Parameters
    ----------
    text : str
        The whole plan.
    figures : mapping of str to Explorer
        The plan's figures, by the name that their state lines begin with. They are moved.
    page : str
        What the lesson's page says, for quoted words that no figure says.

    Returns
    -------
    list of str
        A sentence for each; empty if all is in order.
    """
    found = []
    for place in PLACES:
        walk = _Walk(figures, _plain(page))
        for kind, group in groupby(blocks(plans.parts(text)[place]), key=lambda block: block.kind):
            getattr(walk, f"see_{kind}")([block.words for block in group])
        walk.see_heading([])
        found += walk.wrong
    return found


@dataclass
class _Walk:
    figures: Mapping[str, Explorer]
    page: str
    wrong: list[str] = field(default_factory=list)
    figure: Explorer | None = None
    unanswered: str = ""
    after_each: str = ""
    """The instruction whose presses follow each state line."""
    said: list[str] = field(default_factory=list)
    """What the figure has said, and is not quoted yet."""
    pending: str = ""
    """An instruction, until it is known whether a state line follows it."""

    def see_text(self, words: list[str]) -> None:
        self._settle()
        self.after_each = ""

    def see_heading(self, words: list[str]) -> None:
        self._settle()
        if self.unanswered:
            self.wrong.append(f"No quoted words below: {self.unanswered}")
        self.unanswered = self.after_each = ""

    def see_instruction(self, words: list[str]) -> None:
        for one in words:
            self.see_heading([])
            self.pending = self.unanswered = one
            left = WORDS.findall(ACTION.sub("", HOW_TO_PASTE.sub("", one)))
            if any(word.lower() != "ask" for word in left):
                self.wrong.append(f"Say it so that it can be done here, see CONTRIBUTING.md: {one}")

    def see_state(self, words: list[str]) -> None:
        line = words[0]
        self.figure, instruction, self.pending = self.figures[line.split(" |")[0]], self.pending, ""
        self._nothing_is_left()
        before = self.figure.state
        same = self._play(instruction) if OR_PASTE.search(instruction) else []
        if problem := self.figure.restore(line):
            self.wrong.append(problem)
        elif self.figure.state != line:
            self.wrong.append(f"The figure writes this line as {self.figure.state}")
        if (name := _button_between(self.figure, before, line)) and f"*{name}*" not in instruction:
            self.wrong.append(f"The button *{name}* does the same, and the plan does not say so: {line}")
        sentence = _plain(self.figure.sentence)
        if OR_PASTE.search(instruction) and same[-1:] != [sentence]:
            self.wrong.append(f"What is pressed gives another sentence than the line: {instruction}")
        elif instruction and not same:
            self.after_each = instruction
        self.said = [sentence]
        self.said += [one for one in self._play(self.after_each) if one != sentence]

    def see_quote(self, words: list[str]) -> None:
        self._do_what_is_pending()
        self.unanswered = ""
        quoted = [_plain(one) for one in words]
        for one in quoted:
            if one in self.said:
                self.said = self.said[self.said.index(one) + 1 :]
            elif one not in self.page:
                said = f" It says: {self.said[0]}" if self.said else ""
                self.wrong.append(f"Neither the figure nor the page says: {one}{said}")

    def _settle(self) -> None:
        self._do_what_is_pending()
        self._nothing_is_left()

    def _do_what_is_pending(self) -> None:
        """Do what an instruction says that no state line follows."""
        if self.pending:
            self.said, self.pending = self._play(self.pending), ""

    def _nothing_is_left(self) -> None:
        self.wrong += [f"This is not quoted: {one}" for one in self.said]
        self.said = []

    def _play(self, instruction: str) -> list[str]:
        """Do what an instruction says, and return the figure's sentence after each thing."""
        said = []
        for action in ACTION.finditer(HOW_TO_PASTE.sub("", instruction)):
            try:
                for do in _deeds(action, self.figure):
                    do()
                    said.append(_plain(self.figure.sentence))
            except LookupError as error:
                self.wrong.append(f"{error.args[0]}: {instruction}")
        return said


def _deeds(action: re.Match, figure: Explorer | None) -> list[Callable[[], object]]:
    if figure is None:
        raise LookupError("No figure is on show yet")
    if action["buttons"]:
        names = re.findall(r"\*([^*]+)\*", action["buttons"])
        buttons = _buttons(figure)
        if missing := [name for name in names if name not in buttons]:
            raise LookupError(f"There is no button {', '.join(missing)}; there are {', '.join(buttons)}")
        return [buttons[name].click for name in names]
    controls = {label_of(one): key for key, one in figure.controls.items()}
    label = action["moved"] or action["box"] or action["label"]
    if label not in controls:
        raise LookupError(f"There is no control {label}; there are {', '.join(controls)}")
    key = controls[label]
    before = figure.values[key]
    if action["moved"]:
        return [lambda: figure.set(**{key: before + (1 if action["side"] == "right" else -1)})]
    return [lambda: figure.set(**{key: type(before)(action["typed"] or action["value"])})]


def _buttons(figure: Explorer) -> dict:
    """Return a figure's buttons, and those beside its controls, by what stands on them."""
    beside = [button for one in figure.controls.values() for button in getattr(one, "buttons", ())]
    return {one.description: one for one in beside} | figure.buttons


def _button_between(figure: Explorer, before: str, line: str) -> str | None:
    """Return the name of the button beside a control that leads from one state to the other, if there is one."""
    changed = {tuple(word.split("=")) for word in set(line.split()) - set(before.split())}
    if len(changed) != 1:
        return None
    ((key, value),) = changed
    beside = getattr(figure.controls.get(key), "buttons", ())
    return next((value for one in beside if one.description == value), None)


def _plain(text: str) -> str:
    """Return words without Markdown's signs, line ends and doubled spaces."""
    return " ".join(re.sub(r"[*`]|\]\([^)]*\)|\[", "", text).split())
