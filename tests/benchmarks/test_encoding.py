"""What it costs to turn a figure into an image, beside zlib and Pillow, in one process."""

import io
import statistics
import time
import zlib

import numpy as np
import pytest
from PIL import Image

from lessons.choosing_a_learning_rate.explorers import sweep_explorer
from utils.descent import line
from utils.drawing import encode

REPEATS = 31


def frame(scale):
    """Return the pixels of the course's fullest figure."""
    explorer = sweep_explorer(line(n_samples=30))
    explorer.figure.scale = scale
    return np.asarray(Image.open(io.BytesIO(explorer.figure.frame)).convert("RGBA"))


def with_zlib(rgba, monkeypatch):
    with monkeypatch.context() as changed:
        changed.setattr(encode, "compress", zlib.compress)
        return encode.png(rgba)


def with_pillow(rgba, kind, **options):
    file = io.BytesIO()
    Image.fromarray(rgba).save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_frame_is_encoded_faster_than_zlib_does(scale, monkeypatch, capsys):
    if encode.compress is zlib.compress:
        pytest.skip("isal has no build for this machine, so zlib is what encodes")
    rgba = frame(scale)
    ways = {
        "as the course does": lambda: encode.png(rgba),
        "the same with zlib": lambda: with_zlib(rgba, monkeypatch),
        "Pillow's PNG, fastest": lambda: with_pillow(rgba, "PNG", compress_level=1),
        "Pillow's WebP, lossless, fastest": lambda: with_pillow(rgba, "WEBP", lossless=True, quality=0, method=0),
    }
    times = {name: [] for name in ways}
    for _ in range(REPEATS):
        for name, way in ways.items():
            start = time.perf_counter()
            size = len(way())
            times[name].append((1000 * (time.perf_counter() - start), size))
    medians = {name: statistics.median(ms for ms, _ in tries) for name, tries in times.items()}
    ours = medians["as the course does"]
    with capsys.disabled():
        print(f"\nencoding {rgba.shape[1]} x {rgba.shape[0]} pixels, medians")
        for name, ms in medians.items():
            print(f"  {name:34} {ms:6.2f} ms, {ms / ours:4.1f} times, {times[name][0][1] / 1000:4.0f} kB")
    assert 2 * ours < medians["the same with zlib"]
