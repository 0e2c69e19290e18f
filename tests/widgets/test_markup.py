"""Whatever is shown as HTML or Markdown can only be read: checked with two parsers that are not ours."""

import ast
import html
import re
from html.parser import HTMLParser

import mistune
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from utils.widgets import markup

MARKS = "<>&`*_[]()!#|\\$~:/ \n-+.1a\"'"
TEXTS = st.text(st.characters(exclude_categories=["Cc"]), max_size=40) | st.text(MARKS, max_size=40)


class Tags(HTMLParser):
    """The tags of some HTML, and the text between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def sent(text):
    """A text as it can be sent: halves of characters become question marks."""
    return "".join("?" if "\ud800" <= letter <= "\udfff" else letter for letter in text)


@given(TEXTS)
@example("\udce4 <script>alert(1)</script>")
def test_html_shows_just_the_text(text):
    for shown, tags in ((markup.as_html(text), []), (markup.preformatted(text), ["pre"])):
        page = Tags(shown)
        assert (page.tags, page.text) == (tags, sent(text))


@given(TEXTS, st.sampled_from(["", "right", "wrong", "quiet"]))
def test_a_paragraph_has_code_and_no_other_tags(text, kind):
    page = Tags(markup.paragraph(text, kind))
    assert page.tags == ["p"] + ["code"] * len(re.findall("`[^`]+`", text))
    assert page.text.replace("`", "") == sent(text).replace("`", "")


@given(TEXTS)
@example("<script>alert(1)</script> [a](javascript:b) ![c](d) | e \\\\ # f `g` *h*")
@example("1. a\n- b\n> c\n    d\n***")
def test_markdown_shows_just_the_text_in_one_line(text):
    page = mistune.html(f"x{markup.as_markdown(text)}x")
    assert re.fullmatch(r"<p>[^<>]*</p>\n", page)
    assert html.unescape(page)[3:-5] == f"x{' '.join(sent(text).split())}x"


@pytest.mark.parametrize("text", ["1. a", "- b", "> c", "# d", "| e |", "http://example.org"])
def test_markdown_at_the_beginning_of_a_line_is_text_too(text):
    assert html.unescape(mistune.html(markup.as_markdown(text))) == f"<p>{text}</p>\n"


def test_there_is_no_other_place_that_escapes(root):
    def imports_html(path):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        return any(alias.name == "html" for node in nodes if isinstance(node, ast.Import) for alias in node.names)

    paths = [path for folder in ("utils", "lessons") for path in (root / folder).rglob("*.py")]
    assert [path.name for path in paths if imports_html(path)] == ["markup.py"]
