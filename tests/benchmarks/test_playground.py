"""How soon the playground answers: the first new picture after a move, the finished one, and the bytes of each.

The default setting is done within 300 ms. The largest one (four layers of 16 neurons, a step for each sample, 300
epochs) trains for seconds; its first picture comes as soon, and a move in the middle is answered as fast. Times are
taken on the page, from the key press until the canvas is drawn.
"""

import statistics

import nbformat
import pytest

CELL = """
from lessons.a_neural_network.playground import playground

shown = playground(
    "circles", noise=0.1, train_share=0.7, hidden_layers=(8, 8), activation="tanh", start="glorot",
    learning_rate=0.1, batch_size=10, n_epochs=100, random_state=0,
)
sizes, last = [], []

def count_bytes(_):
    background, commands = shown.figure.frame
    sizes.append(len(commands) + (0 if last and last[-1] is background else len(background)))
    last[:] = [background]

count_bytes(None)
shown.figure.observe(count_bytes, "frame_number")
shown
"""
FIRST_MS, DEFAULT_MS, MOST_BYTES = 100, 300, 20_000
REPEATS = 9
LARGEST = {"hidden layers": "End", "layer 1": "End", "layer 2": "End", "layer 3": "End", "layer 4": "End",
           "epochs": "End", "batch size": "Home"}  # fmt: skip

# Presses a key on the slider of a label, or chooses from its menu; resolves to the milliseconds until the
# first new frame, and, if `whole`, until the frame of the run's end.
MEASURE = """async ([label, key, whole]) => {
    const root = document.querySelector('.explorer');
    const rows = [...root.querySelectorAll('.widget-slider, .widget-dropdown')];
    const row = rows.find(one => one.querySelector('label').textContent === label);
    const handle = row.querySelector('.noUi-handle, select');
    const stage = root.querySelector('.live-figure-stage');
    const sentence = root.querySelector('.live-figure-sentence');
    handle.focus();
    return await new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no new frame from ${label}`)), 120000);
        let first = null;
        const seen = new MutationObserver(() => {
            first ??= performance.now() - start;
            if (whole && sentence.textContent.includes('of the run is done')) return;
            seen.disconnect();
            clearTimeout(late);
            resolve([first, performance.now() - start]);
        });
        seen.observe(stage, { childList: true, subtree: true, attributeFilter: ['data-frame'] });
        const start = performance.now();
        if (handle.matches('select')) {
            handle.value = key;
            handle.dispatchEvent(new Event('change', { bubbles: true }));
        } else handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
}"""


@pytest.fixture
def page(lab_alone):
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel}, cells=[nbformat.v4.new_code_cell(CELL)])
    nbformat.write(notebook, lab_alone.work / "course" / "notebooks" / "playground.ipynb")
    return lab_alone.open("playground")


def report(capsys, name, times, sizes):
    first, whole = (statistics.median(column) for column in zip(*times, strict=True))
    with capsys.disabled():
        print(f"\n{name:28} first picture {first:6.1f} ms, finished {whole:8.1f} ms, at most {max(sizes)} bytes")
    return first, whole


def measured(page, label, keys, *, whole):
    page.python("sizes.clear()")
    times = []
    for key in keys:
        times.append(page.page.evaluate(MEASURE, [label, key, whole]))
        page.page.wait_for_timeout(50)
    return times, page.python("sizes")


def test_the_default_setting(page, capsys):
    for label in ("seed", "batch size", "epochs", "layer 1", "noise"):
        keys = ["ArrowRight", "ArrowLeft"] * (REPEATS // 2)
        first, whole = report(capsys, f"default, {label}", *measured(page, label, keys, whole=True))
        assert first < FIRST_MS and whole < DEFAULT_MS
        assert max(page.python("sizes")) <= MOST_BYTES
    keys = ["ArrowLeft", "ArrowRight"] * REPEATS
    first, _ = report(capsys, "default, show epoch", *measured(page, "show epoch", keys, whole=True))
    assert first < FIRST_MS


def test_other_data_send_a_background_too(page, capsys):
    keys = ["penguins", "circles"] * (REPEATS // 2)
    report(capsys, "default, data", *measured(page, "data", keys, whole=True))
    sizes = page.python("sizes")
    assert MOST_BYTES / 2 < max(sizes) <= MOST_BYTES, "a background is among them"


def test_the_largest_setting(page, capsys):
    for label, key in LARGEST.items():
        page.page.evaluate(MEASURE, [label, key, False])
    keys = ["ArrowRight", "ArrowLeft"] * REPEATS  # each drops what the one before has begun
    times, sizes = measured(page, "seed", keys, whole=False)
    first, _ = report(capsys, "largest, seed, not waited for", times, sizes)
    assert first < FIRST_MS and max(sizes) <= MOST_BYTES
    times, sizes = measured(page, "seed", ["ArrowRight"], whole=True)
    report(capsys, "largest, seed, to its end", times, sizes)
    assert times[0][0] < 2 * FIRST_MS and max(sizes) <= MOST_BYTES
