"""How long a slider takes from the key press to new pixels, beside a bare Jupyter round trip.

The aim is to stay within one display frame (16.7 ms) of the round trip, for every slider; within two for the sweep
of lesson 04, where every move trains with all rates again. Both are measured in turn on the same page: from the
key press until the decoded image stands in the page, and from a message until its answer. Both are then on the
screen at the browser's next frame, which is left out: a browser without a graphics processor takes some 25 ms for
one, and would hide the difference.
"""

import statistics
from pathlib import Path

import pytest

REPEATS = 21
DISPLAY_FRAME_MS = 1000 / 60
PATIENCE_MS = 20_000
ROUND_TRIP = (Path(__file__).parent / "round_trip.py").read_text() + "\n\nRoundTrip()"
NOTEBOOKS = sorted(path.stem for path in (Path(__file__).parents[2] / "notebooks").glob("0*.ipynb"))

MEASURE = """async ([explorer, handle, key]) => {
    const root = document.querySelectorAll('.explorer')[explorer];
    const stage = root.querySelector('.live-figure-stage');
    const visible = [...root.querySelectorAll('.noUi-handle')].filter(h => h.offsetParent)[handle];
    visible.focus();
    return await new Promise((resolve, reject) => {
        const where = `slider ${handle + 1} of figure ${explorer + 1}, ${key}`;
        const late = setTimeout(() => reject(new Error(`no new frame from ${where}`)), 5000);
        const seen = new MutationObserver(() => {
            seen.disconnect();
            clearTimeout(late);
            resolve(performance.now() - start);
        });
        seen.observe(stage, { childList: true });
        const start = performance.now();
        visible.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
}"""


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_sliders_beside_the_round_trip(lab, name, capsys):
    page = lab.open(name, more_code=ROUND_TRIP).page
    page.wait_for_function("() => window.roundTrip", timeout=PATIENCE_MS)
    lines = []
    for explorer in lab.explorers():
        explorer.root.scroll_into_view_if_needed()
        for number, handle in enumerate(explorer.visible(".noUi-handle")):
            at_top = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
            keys = ["ArrowLeft", "ArrowRight"] if at_top else ["ArrowRight", "ArrowLeft"]
            slider, floor = [], []
            for turn in range(REPEATS):
                slider.append(page.evaluate(MEASURE, [explorer.number, number, keys[turn % 2]]))
                page.wait_for_timeout(25)
                floor.append(page.evaluate("() => window.roundTrip()"))
                page.wait_for_timeout(25)
            over = statistics.median(slider) - statistics.median(floor)
            lines.append(
                f"{name}, figure {explorer.number + 1}, slider {number + 1}: {statistics.median(slider):5.1f} ms;"
                f" round trip {statistics.median(floor):5.1f} ms; over it by {over / DISPLAY_FRAME_MS:4.2f} frames"
            )
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert lines
