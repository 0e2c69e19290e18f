"""What each slider's move costs the kernel and the line: training, recording, bytes. No browser."""

import statistics
import time

import pytest

from tests.notebooks.every_explorer import NOTEBOOKS, explorers_of, has_many_curves
from tests.notebooks.test_frames import MOST_BYTES, MOST_OF_MANY_CURVES, keys_of_sliders, press

REPEATS = 11


def timed(explorer, times):
    """Let an explorer note how long it trains and how long it records."""
    train, frame = explorer._train, explorer.stage.frame

    def noted(name, work):
        def wrapped(*args, **kwargs):
            start = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                times[name].append(1000 * (time.perf_counter() - start))

        return wrapped

    explorer._train, explorer.stage.frame = noted("train", train), noted("record", frame)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_kernel_time_of_every_slider(notebook, capsys):
    lines = []
    for explorer in explorers_of(notebook):
        times = {"train": [], "record": []}
        timed(explorer, times)
        for key in keys_of_sliders(explorer):
            explorer.reset()
            for found in times.values():
                found.clear()
            sizes = [press(explorer, key, forth=turn % 2 == 0) for turn in range(REPEATS)]
            assert len(times["train"]) == len(times["record"]) == REPEATS, f"{explorer.name}, {key}"
            train, record = (statistics.median(found) for found in times.values())
            limit = MOST_OF_MANY_CURVES if has_many_curves(explorer) else MOST_BYTES
            assert max(sizes) <= limit, f"{explorer.name}, {key}: {max(sizes)} bytes"
            lines.append(
                f"{notebook}, {explorer.name}, {key}: train {train:5.1f} ms, record {record:4.1f} ms, "
                f"{max(sizes):5d} bytes"
            )
        del explorer._train, explorer.stage.frame
        explorer.reset()
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert lines
