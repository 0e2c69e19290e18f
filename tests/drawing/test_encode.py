"""The encoder against Pillow's reader, another implementation of the same format."""

import importlib
import io
import sys
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image

from utils.drawing import encode

images = array_shapes(min_dims=2, max_dims=2, max_side=12).flatmap(lambda shape: arrays(np.uint8, (*shape, 4)))


def pixels(png):
    read = Image.open(io.BytesIO(png))
    assert read.mode == "RGB"
    return np.asarray(read)


@given(images)
def test_pillow_reads_back_every_pixel(rgba):
    assert np.array_equal(pixels(encode.png(rgba)), rgba[..., :3])


@given(images)
def test_what_is_stored_has_the_same_pixels(rgba):
    assert np.array_equal(pixels(encode.to_store(encode.png(rgba))), rgba[..., :3])


def test_part_of_a_larger_image_is_encoded_as_it_is():
    whole = np.random.default_rng(0).integers(0, 256, (9, 12, 4), np.uint8)
    assert np.array_equal(pixels(encode.png(whole[2:7, 3:8])), whole[2:7, 3:8, :3])


def test_without_isal_zlib_stands_in_and_what_is_stored_is_the_same(monkeypatch):
    rgba = np.random.default_rng(0).integers(0, 3, (40, 30, 4), np.uint8)
    fast = encode.png(rgba)
    stored = encode.to_store(fast)
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "isal", None)
        missing.setitem(sys.modules, "isal.isal_zlib", None)
        plain = importlib.reload(encode)
        assert plain.compress is zlib.compress
        slow = plain.png(rgba)
    importlib.reload(encode)
    assert np.array_equal(pixels(slow), pixels(fast))
    assert encode.to_store(slow) == stored


def test_the_fast_compressor_is_used_where_it_is_installed():
    isal_zlib = pytest.importorskip("isal.isal_zlib", reason="isal has no build for this machine")
    assert encode.compress is isal_zlib.compress
