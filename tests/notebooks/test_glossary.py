"""Every word that a lesson explains is in the glossary, and every link to the glossary finds its word."""

import re

import pytest

from lessons import LESSONS
from tools import notebooks

GLOSSARY = notebooks.FOLDER / "glossary.ipynb"
PAGES = [notebooks.FOLDER / listed.notebook for listed in LESSONS]
LINK = re.compile(r"\[([^\]]+)\]\(glossary\.ipynb(?:#([^)]*))?\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
CLOSING_WORD = re.compile(r"^\| ([^|]+?) \| [^|]+ \|$", re.MULTILINE)
# Bold for another reason than to name something: what belongs to the form of a page, and a word that is stressed.
NOT_TERMS = {
    "what each control does",
    "try this",
    "what you saw",
    "the words for it",
    "shift+enter",
    "cancel",
    "mean",
}
NOT_TERMS |= {"wrong", "your", "map", "line", "table", "sentence", "on binder"}
OTHER_FORMS = {
    "cells": "cell", "steps": "step", "parameters": "parameter", "standardized": "standardize",
    "overshoots": "overshoot", "diverges": "divergence", "crawls": "crawling",
}  # fmt: skip


def prose(path):
    """Return the text of a notebook's Markdown cells."""
    cells = notebooks.read(path.read_text(encoding="utf-8")).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def entries(text):
    """Return what the glossary says, by heading."""
    return {part.split("\n")[0]: part for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}


def anchor(heading):
    """Return the fragment of a heading, as JupyterLab makes it: capitals count."""
    return heading.replace(" ", "-")


def bold_terms(text):
    """Return the bold words of a lesson that name something: no sentence, no number, no label such as "Time:"."""
    found = {" ".join(term.split()) for term in BOLD.findall(text)}
    return {
        term
        for term in found
        if re.fullmatch(r"[A-Za-z][\w'-]*( [\w'-]+){0,2}", term) and term.lower() not in NOT_TERMS
    }


def closing_words(text):
    """Return the words of the table at the end of a lesson."""
    return set(CLOSING_WORD.findall(text.partition("**The words for it**")[2])) - {"Word", "---"}


def without_entry(terms, headings):
    """Return the terms that are no heading of the glossary."""
    return sorted(term for term in terms if OTHER_FORMS.get(term.lower(), term) not in headings)


def broken(text, headings):
    """Return the links to the glossary that lead to no heading."""
    anchors = {anchor(heading) for heading in headings}
    return [target for _, target in LINK.findall(text) if target and target not in anchors]


@pytest.fixture(scope="module")
def glossary():
    return entries(prose(GLOSSARY))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_word_of_a_lesson_has_an_entry(path, glossary):
    text = prose(path)
    assert closing_words(text)
    assert without_entry(closing_words(text) | bold_terms(text), glossary) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_to_the_glossary_finds_its_word(path, glossary):
    text = prose(path)
    assert LINK.search(text)
    assert broken(text, glossary) == []


def test_missing_words_and_broken_links_are_found(glossary):
    text = "A **saddle point**. **Time:**\n\n**The words for it**\n\n| Word | It |\n| --- | --- |\n| plateau | a |\n"
    assert without_entry(closing_words(text) | bold_terms(text), glossary) == ["plateau", "saddle point"]
    assert broken("[loss](glossary.ipynb#loss) [a](glossary.ipynb#Loss) [b](glossary.ipynb#nan)", glossary) == [
        "Loss",
        "nan",
    ]


def test_the_words_stand_in_order_and_link_to_each_other(glossary):
    assert list(glossary) == sorted(glossary, key=str.lower)
    text = prose(GLOSSARY)
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) == {anchor(heading) for heading in glossary}


def test_each_entry_names_the_page_where_its_word_is_met_first(glossary):
    pages = {path.name: prose(path).lower() for path in PAGES}
    linked_in = {name: {target for _, target in LINK.findall(prose(notebooks.FOLDER / name))} for name in pages}
    for heading, text in glossary.items():
        (page,) = re.findall(r"First\s+met\s+in\s+\[[^\]]+\]\(([^)]+)\)", text)
        assert re.search(rf"\b{heading.lower()[:8]}", pages[page]), heading
        earlier = [name for name in pages if name < page and anchor(heading) in linked_in[name]]
        assert earlier == [], heading


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_page_names_a_color_that_is_another_one_in_the_dark_theme(path):
    assert re.findall(r"\b(?:black|white)\b", prose(path), re.IGNORECASE) == []
