"""In a real browser: a run of some seconds is seen to come, moved in the middle, cancelled, and interrupted."""

import time

import pytest
from playwright.sync_api import expect

FIGURE = """
import time
from utils.descent import gradient_descent, line, mean_loss, squared_error, LinearModel, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve
from utils.explorers import Explorer, SoFar
from utils.widgets import controls

data = line()
objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
parts, pause, begun, ended = 60, 0, [], []

def run(learning_rate):
    begun.append(learning_rate)
    try:
        for part in range(1, parts + 1):
            time.sleep(pause)
            yield SoFar(train(objective, gradient_descent(learning_rate), [0.0, 0.0], n_steps=part), part / parts)
    finally:
        ended.append(part)

def describe(history, learning_rate):
    return f"Rate {learning_rate:g}, {history.n_steps} steps."

Explorer(
    {"learning_rate": controls.LearningRate(0.01)},
    run, Stage([LossCurve(60, (1e-3, 100))], height=260), describe, name="slow",
)
"""
SLOW = "pause = 0.08"
FREE = "print('I am free,', len(ended), 'ended')"


@pytest.fixture(scope="module")
def explorer(lab):
    """A figure whose run takes five seconds, and a cell to be run in between."""
    (explorer,) = lab.open_cells("live_run", FIGURE, SLOW, FREE).explorers()
    assert explorer.sentence == "Rate 0.01, 60 steps.", "a cell waits for the whole run"
    yield explorer
    assert lab.python("begun and len(begun) == len(ended)")
    assert [text for text in lab.console_errors if "interrupt" not in text.lower()] == []


def move(explorer, key="ArrowRight"):
    """Move the slider, and wait for nothing."""
    explorer.visible(".noUi-handle")[0].focus()
    explorer.page.keyboard.press(key)


def bar_of(explorer):
    return explorer.root.get_by_role("progressbar", name="Progress of the run")


def part_done(explorer):
    return expect(explorer.root.locator(".live-figure-sentence"))


def wait_for_end(explorer):
    """Wait until every run that has begun has ended, and stays so while moves may be under way."""
    deadline, calm = time.monotonic() + 30, 0
    while calm < 5:
        explorer.page.wait_for_timeout(100)
        calm = calm + 1 if explorer.lab.python("len(begun) == len(ended)") else 0
        assert time.monotonic() < deadline
    bar_of(explorer).wait_for(state="hidden", timeout=2000)
    explorer.settle()


def test_it_is_shown_as_it_comes_and_another_cell_runs_in_between(lab, explorer):
    bar, begun = bar_of(explorer), time.monotonic()
    move(explorer)
    part_done(explorer).to_contain_text("% of the run is done.", timeout=3000)
    assert not bar.is_visible() or time.monotonic() - begun > 0.5
    bar.wait_for(timeout=5000)
    first = int(bar.get_attribute("aria-valuenow"))
    assert explorer.root.locator(".live-figure-spoken").get_attribute("aria-busy") == "true"
    lab.run(lab.cell_with("I am free"))
    expect(explorer.page.get_by_text("I am free, 1 ended", exact=True)).to_be_visible()
    assert bar.is_visible(), "the cell had to wait for the end of the run"
    explorer.page.wait_for_timeout(500)
    assert first < int(bar.get_attribute("aria-valuenow")) < 100
    wait_for_end(explorer)
    assert explorer.sentence == "Rate 0.0112, 60 steps." == explorer.alt
    assert explorer.root.locator(".live-figure-spoken").get_attribute("aria-busy") == "false"


def test_a_slider_that_moves_drops_the_rest_at_once(lab, explorer):
    move(explorer)
    bar_of(explorer).wait_for(timeout=5000)
    n_ended = lab.python("len(ended)")
    move(explorer)
    explorer.page.wait_for_timeout(400)
    assert lab.python("(len(ended), ended[-1] < parts)") == (n_ended + 1, True)
    wait_for_end(explorer)
    assert explorer.sentence == "Rate 0.0141, 60 steps."
    assert lab.python("ended[-1] == parts")


def test_ten_quick_moves_end_on_the_last_value(lab, explorer):
    for _ in range(10):
        move(explorer)
    wait_for_end(explorer)
    assert explorer.sentence == "Rate 0.0447, 60 steps."


def test_cancel_by_keyboard_keeps_what_is_there(lab, explorer):
    move(explorer)
    cancel = explorer.root.get_by_role("button", name="Cancel", exact=True)
    cancel.wait_for(timeout=5000)
    cancel.focus()
    explorer.page.keyboard.press("Enter")
    part_done(explorer).to_contain_text("of the run: this is what there is so far.", timeout=3000)
    wait_for_end(explorer)
    said = explorer.sentence
    assert said.startswith("Rate 0.0501, ") and " Stopped after " in said
    explorer.page.wait_for_function("() => document.activeElement.textContent.trim() === 'Reset'", timeout=3000)
    explorer.page.wait_for_timeout(600)
    assert explorer.sentence == said == explorer.alt
    assert lab.python("ended[-1] < parts")


def test_an_interrupted_kernel_ends_the_run_and_lives_on(lab, explorer):
    page = explorer.page
    move(explorer)
    bar_of(explorer).wait_for(timeout=5000)
    page.click('li.lm-MenuBar-item:has-text("Kernel")')
    page.click('li.lm-Menu-item:has-text("Interrupt Kernel")')
    part_done(explorer).to_contain_text("Interrupted after", timeout=5000)
    bar_of(explorer).wait_for(state="hidden", timeout=5000)
    assert lab.python("ended[-1] < parts")
    explorer.button("Reset").press("Enter")
    bar_of(explorer).wait_for(timeout=5000)
    wait_for_end(explorer)
    assert explorer.sentence == "Rate 0.01, 60 steps."
