"""How long a slider takes from the key press to new pixels, beside a bare Jupyter round trip.

Every slider of every lesson answers within one display frame (16.7 ms) of the round trip, on a usual and on a sharp
screen, and on a slow line; of a run that is shown while it comes, its first picture does. Both are measured in turn
on the same page: from the key press until the canvas is drawn, and from a message until its answer. Both are then on
the screen at the browser's next frame, which is left out: a browser without a graphics processor takes some 25 ms for
one, and would hide the difference.
"""

import statistics
from dataclasses import dataclass
from pathlib import Path

import pytest

from lessons import LESSONS
from tests.benchmarks.slow_line import slow_line
from tools.lab_page import VIEWPORT, Lab

REPEATS = 22  # an even number: forth and back, so that a slider leaves no other figure behind than it found
TRIES = 5
DISPLAY_FRAME_MS = 1000 / 60
MOST_FRAMES = 1
PATIENCE_MS = 20_000
ROUND_TRIP = (Path(__file__).parent / "round_trip.py").read_text() + "\n\nRoundTrip()"
# Whether a run still goes on
GOING = (
    "any(type(w).__name__ == 'Explorer' and w._live is not None and w._live.going"
    " for w in __import__('ipywidgets').widgets.widget._instances.values())"
)
NOTEBOOKS = [Path(listed.notebook).stem for listed in LESSONS]

# The handle itself, not its number: of a network, the slider of the layers brings more sliders in sight.
MEASURE = """async ([handle, where, key]) => {
    const stage = handle.closest('.explorer').querySelector('.live-figure-stage');
    handle.focus();
    return await new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no new frame: ${where}, ${key}`)), 5000);
        const seen = new MutationObserver(() => {
            seen.disconnect();
            clearTimeout(late);
            resolve(performance.now() - start);
        });
        seen.observe(stage, { childList: true, subtree: true, attributeFilter: ['data-frame'] });
        const start = performance.now();
        handle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
}"""


@dataclass(frozen=True)
class Move:
    """What a slider's key press took."""

    name: str
    ms: float
    round_trip_ms: float

    @property
    def frames_over(self) -> float:
        """Display frames that it took longer than the bare round trip."""
        return (self.ms - self.round_trip_ms) / DISPLAY_FRAME_MS

    @property
    def is_late(self) -> bool:
        """Whether it is above its limit."""
        return self.frames_over > MOST_FRAMES

    def __str__(self) -> str:
        trip = f"round trip {self.round_trip_ms:5.1f} ms; over it by {self.frames_over:4.2f} frames"
        return f"{self.name}: {self.ms:5.1f} ms; {trip}"


def moves(lab, notebook):
    """Measure every slider of a page, in turn with the round trip.

    What else the machine does only adds to a median, and comes and goes: a slider that is above its limit is measured
    again when all others have been.
    """
    found = []
    for explorer in open_page(lab, notebook):
        explorer.root.scroll_into_view_if_needed()
        for number, handle in enumerate(explorer.visible(".noUi-handle")):
            name = f"figure {explorer.number + 1}, slider {number + 1}"
            found.append((explorer, handle, measure(lab, handle, name)))
    for _ in range(TRIES - 1):
        for at, (explorer, handle, move) in enumerate(found):
            if move.is_late:
                explorer.root.scroll_into_view_if_needed()
                again = measure(lab, handle, move.name)
                found[at] = explorer, handle, min(move, again, key=lambda one: one.frames_over)
    return [move for *_, move in found]


def measure(lab, handle, name):
    """Measure one slider."""
    at_top = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    keys = ["ArrowLeft", "ArrowRight"] if at_top else ["ArrowRight", "ArrowLeft"]
    slider, floor = [], []
    for turn in range(REPEATS):
        slider.append(lab.page.evaluate(MEASURE, [handle, name, keys[turn % 2]]))
        while lab.python(GOING):  # while it trains, the round trip is slow, and the slider would look good
            lab.page.wait_for_timeout(25)
        lab.page.wait_for_timeout(25)
        floor.append(lab.page.evaluate("() => window.roundTrip()"))
        lab.page.wait_for_timeout(25)
    return Move(name, statistics.median(slider), statistics.median(floor))


def open_page(lab, name):
    lab.open(name, more_code=ROUND_TRIP)
    lab.page.wait_for_function("() => window.roundTrip", timeout=PATIENCE_MS)
    return lab.explorers()


def report(capsys, where, measured):
    with capsys.disabled():
        print("\n" + "\n".join(f"{where}, {move}" for move in measured))
    assert measured
    late = [str(move) for move in measured if move.is_late]
    assert late == [], where


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_sliders_beside_the_round_trip(lab_alone, name, capsys):
    measured = moves(lab_alone, name)
    ratio = lab_alone.page.evaluate("() => window.devicePixelRatio")
    report(capsys, f"{name}, {ratio} pixels per CSS pixel", measured)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_sliders_on_a_slow_line(browser, server, name, capsys):
    address, work = server
    with slow_line(int(address.rpartition(":")[2])) as far_away:
        lab = Lab(browser.new_page(viewport=VIEWPORT), far_away, work)
        measured = moves(lab, name)
        lab.close()
    report(capsys, f"{name}, 20 ms each way and 10 Mbit/s", measured)
