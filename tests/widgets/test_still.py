"""What a notebook stores of a figure."""

import base64
import io
import re

import numpy as np
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, UnidentifiedImageError

from utils.widgets.still import still


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(np.asarray(pixels, np.uint8)).save(file, "png")
    return file.getvalue()


PICTURE = png(np.tile(np.arange(200)[:, None, None], (1, 300, 3)))


def parsed(data):
    return BeautifulSoup(data["text/html"], "html.parser")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_any_words_stand_below_the_picture_and_in_its_alternative_text_and_nowhere_else(words):
    data, metadata = still(PICTURE, words, 300)
    page = parsed(data)
    assert [element.name for element in page.find_all(True)] == ["p", "img", *["p"] * len(words.splitlines())]
    assert page.img["alt"] == words == metadata["image/png"]["alt"] == data["text/plain"]
    assert page.get_text().split() == words.split()


def test_each_line_is_a_paragraph_and_plain_text_can_be_laid_out_otherwise():
    data, _ = still(PICTURE, "read\n\n- a & b", 300, text="read: a & b")
    assert [found.get_text() for found in parsed(data).select("p")[1:]] == ["read", "- a & b"]
    assert data["text/plain"] == "read: a & b"


def test_both_forms_are_one_picture_at_the_size_of_the_page():
    data, metadata = still(PICTURE, "A ramp.", 150)
    (source,) = re.findall(r"base64,([^\"]+)", data["text/html"])
    assert base64.b64decode(source) == data["image/png"]
    assert parsed(data).img["width"] == "150" and metadata["image/png"]["width"] == 150


def test_a_picture_loses_colors_but_nothing_that_is_seen():
    across, down = np.linspace(0, 255, 300)[None, :, None], np.linspace(0, 100, 200)[:, None, None]
    colors = across * [1, 0.5, 0] + down * [0, 0, 1]
    many = png(colors)
    few = still(many, "Many colors.", 300)[0]["image/png"]
    seen = [np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), int) for picture in (many, few)]
    assert np.abs(seen[0] - seen[1]).mean() < 8


def test_what_is_no_picture_is_refused():
    with pytest.raises(UnidentifiedImageError):
        still(b"no picture", "Words.", 300)
