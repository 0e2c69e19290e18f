"""In a real browser: runs are pinned, copied, saved and unpinned, and a state line brings a picture back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect


@pytest.fixture
def explorer(figures):
    return figures.explorers()[0]


def press(explorer, label):
    explorer.press(explorer.button(label), "Enter")


def test_pinned_runs_and_the_state_line_by_keyboard(explorer):
    page, root = explorer.page, explorer.root
    first = explorer.state()
    for rate in ("0.0001", "0.01", "1"):
        press(explorer, rate)
        press(explorer, "Pin this run")
    table = root.get_by_role("table", name="Pinned runs")
    labels = table.get_by_role("rowheader")
    assert labels.all_text_contents() == ["0.0001", "0.01", "1"]

    with page.expect_download() as download:
        root.get_by_role("button", name="Save as CSV").press("Enter")
    saved = Path(download.value.path()).read_text().splitlines()
    assert download.value.suggested_filename == "pinned-runs.csv"
    assert saved[0].startswith("run,start weight,") and len(saved) == 4

    press(explorer, "State line")
    assert root.bounding_box()["height"] <= 688, "three runs and the state line fit a page of 1280 by 800"
    press(explorer, "State line")

    picture = explorer.state()
    line = saved[3].split(",")[-1]
    press(explorer, "State line")
    box = root.get_by_role("textbox", name="State line")
    assert box.input_value() == line
    explorer.reset()
    assert explorer.state() != picture
    box.fill("nonsense")
    explorer.press(box, "Enter")
    root.get_by_text("This is not a state line").wait_for(timeout=5000)
    box.fill(line)
    frame = explorer.shown()[0]
    box.press("Enter")
    explorer.settle(after=frame)
    assert explorer.state() == picture
    expect(box).to_be_hidden()  # the room is the figure's again
    expect(explorer.button("State line")).to_be_focused()

    root.get_by_role("button", name="Unpin 0.01", exact=True).press("Enter")
    page.wait_for_function("() => document.activeElement.getAttribute('aria-label') === 'Unpin 1'")
    explorer.settle()
    assert labels.all_text_contents() == ["0.0001", "1"]

    for rate in ("0.001", "0.01", "0.1"):
        press(explorer, rate)
        press(explorer, "Pin this run")
    assert labels.all_text_contents() == ["0.0001", "1", "0.001", "0.01", "0.1"]
    hidden = root.locator(".pins-frame").evaluate("frame => frame.scrollHeight - frame.clientHeight")
    assert hidden == 0, "all five can be seen at once"
    root.get_by_role("button", name="Unpin all").press("Enter")
    page.wait_for_function("() => document.activeElement.textContent === 'Pin this run'")
    explorer.settle()
    assert not table.is_visible()
    explorer.reset()
    assert explorer.state() == first
