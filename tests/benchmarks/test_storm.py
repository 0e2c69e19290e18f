"""A key that is held and a run that plays for minutes: the last value is on show, and nothing piles up.

Chromium keeps the memory that it once had, and Python too. So both are measured twice: after a first storm, and after
the storm that counts. A session of an hour may cost no more than its first minute.
"""

import math
from dataclasses import dataclass

import pytest

from tools.lab_page import CHROMIUM_FLAGS, VIEWPORT, Lab

psutil = pytest.importorskip("psutil", reason="the memory of processes is measured with psutil, of the extra bench")

PRESSES = WARM_UP = 2000
PLAYED_FRAMES, WARM_UP_FRAMES = 4000, 1000
"""Ten minutes of Play are 4,000 steps of 150 ms. What could pile up comes with a frame, not with the time between two
of them: so they are played at 30 ms, until as many have been drawn."""
PLAY_MS = 30
MOST_GROWTH = 1.05
FEWEST_FRAMES_PER_S = 20
MIB = 2**20

# Presses a key as often as the page can take one, there and back over the slider; returns frames drawn and seconds.
HOLD = """async ([explorer, handle, presses]) => {
    const root = document.querySelectorAll('.explorer')[explorer];
    const visible = [...root.querySelectorAll('.noUi-handle')].filter(h => h.offsetParent)[handle];
    const value = (end) => Number(visible.getAttribute(`aria-value${end}`));
    let frames = 0;
    const seen = new MutationObserver(() => frames++);
    seen.observe(root.querySelector('.live-figure-stage canvas'), { attributeFilter: ['data-frame'] });
    visible.focus();
    let key = 'ArrowRight';
    const start = performance.now();
    for (let i = 0; i < presses; i++) {
        if (value('now') >= value('max')) key = 'ArrowLeft';
        if (value('now') <= value('min')) key = 'ArrowRight';
        visible.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await new Promise(done => setTimeout(done, 0));
    }
    const seconds = (performance.now() - start) / 1000;
    seen.disconnect();
    return [frames, seconds];
}"""
SET_PLAY = (
    "[(setattr(w, 'interval', {ms}), setattr(w, 'repeat', {repeat})) and None"
    " for w in __import__('ipywidgets').widgets.widget._instances.values() if type(w).__name__ == 'Play']"
)


@dataclass(frozen=True)
class Memory:
    """MiB of the tab's process and of the kernel's."""

    tab: float
    kernel: float

    def __str__(self) -> str:
        return f"tab {self.tab:4.0f} MiB, kernel {self.kernel:4.0f} MiB"


@pytest.fixture
def alone(browser, chromium_path, server):
    """A page in a browser of its own, whose processes can be told from those of others; and these others."""
    others = {process.pid for process in psutil.Process().children(recursive=True)}
    own = browser.browser_type.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
    lab = Lab(own.new_page(viewport=VIEWPORT), *server)
    yield lab, others
    lab.close()
    own.close()


def memory(lab, others) -> Memory:
    """Measure what tab and kernel take after both have thrown away what they can."""
    session = lab.page.context.new_cdp_session(lab.page)
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
        lab.python("__import__('gc').collect()")
        lab.page.wait_for_timeout(1000)
    session.detach()
    tabs = [
        process.memory_info().rss
        for process in psutil.Process().children(recursive=True)
        if process.pid not in others and "--type=renderer" in process.cmdline()
    ]
    kernel = psutil.Process(lab.python("__import__('os').getpid()"))
    return Memory(max(tabs) / MIB, kernel.memory_info().rss / MIB)


def with_slider(lab, key):
    """Return the first explorer whose visible sliders include one of that label, and the slider's number there."""
    for explorer in lab.explorers():
        labels = explorer.root.locator(".widget-slider .widget-label, .widget-hslider .widget-label").all()
        names = [label.text_content() for label in labels if label.is_visible()]
        if key in names:
            return explorer, names.index(key)
    raise AssertionError(f"no slider {key}")


def assert_flat(before, after):
    assert after.tab <= MOST_GROWTH * before.tab, f"{before}; then {after}"
    assert after.kernel <= MOST_GROWTH * before.kernel, f"{before}; then {after}"


@pytest.mark.parametrize(
    ("notebook", "label"),
    [("03_learning_rate", "learning rate"), ("04_choosing_a_learning_rate", "middle rate")],
    ids=["one run", "a sweep"],
)
def test_a_key_that_is_held(alone, notebook, label, capsys):
    lab, others = alone
    lab.open(notebook)
    explorer, handle = with_slider(lab, label)
    explorer.root.scroll_into_view_if_needed()
    lab.page.evaluate(HOLD, [explorer.number, handle, WARM_UP])
    explorer.settle()
    before = memory(lab, others)
    frames, seconds = lab.page.evaluate(HOLD, [explorer.number, handle, PRESSES])
    end = float(explorer.visible(".noUi-handle")[handle].get_attribute("aria-valuenow"))
    explorer.values(lambda values: any(v > 0 and abs(math.log10(v) - end) < 0.003 for v in values.values()))
    explorer.settle()
    after = memory(lab, others)
    with capsys.disabled():
        print(
            f"\n{notebook}, {label}: {PRESSES} presses in {seconds:.1f} s, {frames / seconds:.1f} frames/s; "
            f"before: {before}; after: {after}"
        )
    assert_flat(before, after)
    assert frames / seconds >= FEWEST_FRAMES_PER_S


def play(explorer, n_frames):
    """Play again and again until so many frames have been drawn."""
    first = explorer.shown()[0]
    button = explorer.root.locator(".widget-play button").first
    button.click()
    while explorer.shown()[0] < first + n_frames:
        explorer.page.wait_for_timeout(1000)
    button.click()
    explorer.settle()


def test_ten_minutes_of_play(alone, capsys):
    lab, others = alone
    lab.open("03_learning_rate")
    (explorer, *_) = [one for one in lab.explorers() if one.root.locator(".widget-play").count()]
    explorer.root.scroll_into_view_if_needed()
    lab.python(SET_PLAY.format(ms=PLAY_MS, repeat=True))
    play(explorer, WARM_UP_FRAMES)
    before = memory(lab, others)
    play(explorer, PLAYED_FRAMES)
    after = memory(lab, others)
    with capsys.disabled():
        print(f"\n03_learning_rate, Play: {PLAYED_FRAMES} frames; before: {before}; after: {after}")
    assert_flat(before, after)
    step = float(
        explorer.root.locator(".widget-hslider", has_text="show step")
        .locator(".noUi-handle")
        .get_attribute("aria-valuenow")
    )
    explorer.values(lambda values: step in values.values())
