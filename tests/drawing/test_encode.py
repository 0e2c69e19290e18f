"""The encoder against Pillow's reader, another implementation of the same format."""

import io

import numpy as np
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image

from utils.drawing import encode

images = array_shapes(min_dims=2, max_dims=2, max_side=12).flatmap(lambda shape: arrays(np.uint8, (*shape, 4)))


@given(images)
def test_pillow_reads_back_every_pixel(rgba):
    read = Image.open(io.BytesIO(encode.png(rgba)))
    assert read.mode == "RGBA"
    assert np.array_equal(np.asarray(read), rgba)
