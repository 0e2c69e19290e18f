"""A background is a small file that looks the same: every color near what it was, the common ones exact."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from lessons.a_neural_network.playground import playground
from utils.drawing import THEMES
from utils.drawing.few_colors import MANY, NEAR, NEAR_IF_SHARP, small_file
from utils.drawing.stage import _png
from utils.widgets.live_figure import deflated

MOST_BYTES = 20_000
"""That a background and what moves over it may take."""


def seen(file):
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB")).astype(int)


@settings(max_examples=30)
@given(
    st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 400), st.integers(1, 256),
    st.sampled_from([NEAR, NEAR_IF_SHARP]),
)  # fmt: skip
def test_no_color_moves_far_and_the_most_common_one_not_at_all(seed, height, width, n_levels, near):
    chance = np.random.default_rng(seed)
    pixels = chance.integers(0, n_levels, (height, width, 4), dtype=np.uint8)
    pixels[: 1 + height // 2, :, :3] = 200, 100, 50
    shown = seen(small_file(pixels, near))
    assert np.abs(shown - pixels[..., :3].astype(int)).max() <= near
    assert (shown[0] == [200, 100, 50]).all()


def test_what_covers_an_area_keeps_its_color_and_an_edge_gets_one_near_it():
    pixels = np.full((100, 100, 4), 255, np.uint8)
    n_many = int(MANY * 100 * 100) + 1
    pixels[0, :n_many, :3], pixels[1, : n_many - 2, :3] = 250, 251
    shown = seen(small_file(pixels, NEAR_IF_SHARP))
    assert (shown[0, :n_many] == 250).all() and (shown[1, : n_many - 2] == 255).all()


def test_a_picture_of_all_colors_stays_exact():
    pixels = np.arange(256 * 256 * 4, dtype=np.uint32).astype(np.uint8).reshape(256, 256, 4)
    pixels[..., 0] = np.arange(256)[:, None]
    pixels[..., 1] = np.arange(256)
    assert (seen(small_file(pixels)) == pixels[..., :3]).all()


def test_without_webp_the_picture_is_the_same(monkeypatch):
    pixels = np.random.default_rng(0).integers(0, 30, (20, 30, 4), dtype=np.uint8)
    usual = small_file(pixels)
    monkeypatch.setattr(features, "check", lambda name: False)
    without = small_file(pixels)
    assert usual[8:12] == b"WEBP" and without.startswith(b"\x89PNG") and (seen(usual) == seen(without)).all()


@pytest.fixture(scope="module")
def figure():
    """The playground as lesson 06 has it."""
    return playground(
        "circles", noise=0.1, train_share=0.7, hidden_layers=(8, 8), activation="tanh", start="glorot",
        learning_rate=0.1, batch_size=10, n_epochs=100, random_state=0,
    )  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("data", ["circles", "penguins"])
def test_a_change_of_the_data_sends_little(figure, theme, data):
    """A move to other data also sends a background anew: names, axes, legends, but nothing that moves.

    Also on a sharp screen, which has four times the pixels.
    """
    figure.set(data=data)
    for scale in (1.0, 1.5, 2.0):
        figure.stage.configure(theme=theme, scale=scale)
        background, commands = figure.stage.frame(figure.result)
        pixels = figure.stage._background_pixels
        assert len(background) + len(deflated(commands)) <= MOST_BYTES, scale
        color = Image.new("RGB", (1, 1), THEMES[theme].background).getpixel((0, 0))
        page = (pixels[..., :3] == color).all(axis=-1)
        assert page.mean() > 0.3 and (seen(background)[page] == color).all()
    assert len(background) < 0.4 * len(_png(pixels))
