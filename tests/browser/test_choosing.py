"""Lesson 04 in a real browser: close in on the edge, sweep over the rates, and read, copy and save their table."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

FIGURES = ["import lesson", "data = line(", "search = ", "all_rates = "]
"""What the cells hold that make the explorers that these tests move."""
FIVE_RATES = """sweep_explorer(data, start=[0.0, 0.0], center=0.01, span=4, n_rates=5, n_steps=300)"""
FIRST = {
    "edge": "Nothing tried yet.",
    "ritual": "Nothing has been tried yet.",
    "sweep": "41 rates from 0.0001 to 1, 300 steps each. Best is 0.126",
    "five": "5 rates from 0.0001 to 1, 300 steps each.",
}
"""Some explorers of the page, by what they say at first."""


@pytest.fixture(scope="module")
def figures(lab):
    """The explorers of the page that these tests move."""
    lab.console_errors.clear()
    lab.open("04_choosing_a_learning_rate", only=FIGURES, more_code=FIVE_RATES)
    found = {
        name: explorer for explorer in lab.explorers() for name, said in FIRST.items() if said in explorer.sentence
    }
    assert set(found) == set(FIRST)
    yield found
    assert lab.errors() == []
    assert lab.console_errors == []


def changed(explorer, before):
    """Whether both the picture and the sentence are new."""
    pixels, sentence = explorer.state()
    return pixels != before[0] and sentence != before[1]


def press(explorer, element, key="Enter"):
    """Press a key on an element, and wait for the picture that it leads to."""
    frame = explorer.shown()[0]
    explorer.press(element, key)
    explorer.settle(after=frame)


def type_rate(explorer, text):
    """Type a learning rate into the box beside the slider."""
    box = explorer.root.locator("input[placeholder='0.01']").first
    box.fill(text)
    press(explorer, box)


def test_tries_close_in_on_the_edge_until_the_limit_is_revealed(figures):
    edge = figures["edge"]
    halfway = edge.button("Try halfway")
    assert not halfway.is_enabled() and "Computed" not in edge.sentence
    for rate, outcome in (("0.1", "settles"), ("1", "explodes")):
        before = edge.state()
        type_rate(edge, rate)
        press(edge, edge.button("Try this rate"))
        assert changed(edge, before) and f"Learning rate {rate} {outcome}." in edge.sentence
    n_tries = 2
    while "Computed" not in edge.sentence:
        before = edge.state()
        press(edge, halfway)
        n_tries += 1
        assert changed(edge, before) and f"{n_tries} tries: the edge lies between" in edge.sentence
        assert n_tries <= 8
    assert "Computed: 2 / largest curvature = 2 / 7.69 = 0.26" in edge.sentence
    edge.reset()
    assert "Nothing tried yet" in edge.sentence


def test_a_slider_of_the_edge_moves_the_rate_of_the_next_try(figures):
    edge = figures["edge"]
    edge.reset()
    before = edge.state()
    press(edge, edge.visible(".noUi-handle")[0], "PageUp")
    assert changed(edge, before) and "Next: " in edge.sentence
    press(edge, edge.button("Try this rate"))
    assert re.search(r"1 try: the edge lies (above|below)", edge.sentence)
    edge.reset()


def test_every_slider_of_the_sweep_moves_all_runs(figures):
    sweep = figures["sweep"]
    handles = sweep.visible(".noUi-handle")
    assert len(handles) == 5
    for handle in handles:
        sweep.reset()
        before = sweep.state()
        press(sweep, handle, "PageUp")
        assert changed(sweep, before), handle.get_attribute("aria-label")
    sweep.reset()


def test_the_ritual_goes_to_its_end_by_one_button(figures):
    ritual = figures["ritual"]
    for _ in range(5):
        before = ritual.state()
        press(ritual, ritual.root.get_by_role("button", name=re.compile("^Next")).first)
        assert changed(ritual, before)
    assert "Write it down: 0.1 is the best of 9 tries" in ritual.sentence


def test_the_table_of_a_sweep_is_opened_follows_the_sliders_and_is_copied_and_saved_by_keyboard(figures):
    explorer, page = figures["five"], figures["five"].page
    assert explorer.root.get_by_role("slider").count() >= 5
    table = explorer.root.get_by_role("table", name="Results")
    assert not table.is_visible()
    explorer.button("Results table").press("Enter")
    table.wait_for(timeout=5000)
    rates = table.get_by_role("rowheader")
    assert rates.all_text_contents() == ["0.0001", "0.001", "0.01", "0.1", "1"]
    assert table.locator("tr[aria-current]").text_content().startswith("0.1")

    handle = explorer.visible(".noUi-handle")[2]
    explorer.press(handle, "ArrowRight")
    expect(table.locator("tbody tr")).to_have_count(6)
    cell = rates.first.element_handle()
    explorer.press(explorer.visible(".noUi-handle")[0], "ArrowRight")
    expect(rates.first).not_to_have_text("0.0001")
    assert cell.evaluate("cell => cell.isConnected")  # a reader's mark lasts, and nothing piles up under Play

    with page.expect_download() as download:
        explorer.root.get_by_role("button", name="Save as CSV").press("Enter")
    assert download.value.suggested_filename == "learning-rates.csv"
    saved = Path(download.value.path()).read_text().splitlines()
    assert saved[0] == "learning rate,end loss,within 1 % at step,what happened" and len(saved) == 7
    explorer.root.get_by_role("button", name="Copy the table").press("Enter")
    explorer.root.locator(".results").get_by_text("Copied.").wait_for(timeout=5000)
    explorer.button("Results table").press("Enter")
    table.wait_for(state="hidden", timeout=5000)
