"""In a real browser: what a screen reader is told about the slider and the buttons that open something."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def explorer(lab):
    lab.open("03_learning_rate")
    explorer = lab.explorers()[0]
    explorer.reset()
    return explorer


def test_the_logarithmic_slider_says_the_learning_rate(explorer):
    slider = explorer.root.locator(".learning-rate").get_by_role("slider")
    box = explorer.root.locator(".learning-rate input[type=text]")
    expect(slider).to_have_attribute("aria-valuetext", "0.001")
    for keys, rate in ((["ArrowRight"], "0.00112"), (["ArrowRight"] * 3, "0.00158"), (["End"], "10")):
        explorer.press(slider, *keys)
        expect(slider).to_have_attribute("aria-valuetext", rate)
        expect(box).to_have_value(rate)
    for rate in ("0.01234", "50", "0.000001"):  # between two steps of the slider, and beyond its ends
        box.fill(rate)
        explorer.press(box, "Enter")
        expect(box).not_to_have_value("10")
        expect(slider).to_have_attribute("aria-valuetext", box.input_value())


def test_the_button_of_the_state_line_says_whether_it_is_open(explorer):
    opener = explorer.button("State line")
    row = explorer.root.get_by_role("textbox", name="State line")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(row).to_be_visible()
    opener.press("Space")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(row).to_be_hidden()
    assert explorer.lab.console_errors == []


def test_keys_reach_the_widget_and_not_the_notebook(lab, explorer):
    """Where a widget does not keep them, letters are shortcuts of the notebook, and arrow keys go to another cell."""
    page, first = lab.page, lab.page.locator(".jp-Notebook .jp-Cell").count()
    chosen = page.locator(".jp-Notebook .jp-Cell.jp-mod-active")
    for element in explorer.visible(".noUi-handle, button, .widget-readout, input[type=checkbox], canvas[tabindex]"):
        element.focus()
        active = chosen.evaluate("cell => [...cell.parentElement.children].indexOf(cell)")
        for key in ("b", "m", "x", "ArrowDown"):
            page.keyboard.press(key)
        assert page.locator(".jp-Notebook .jp-Cell").count() == first
        assert chosen.evaluate("cell => [...cell.parentElement.children].indexOf(cell)") == active
    explorer.reset()


def test_control_s_on_a_slider_still_saves(lab):
    lab.open("03_learning_rate", more_code="1")
    file = lab.work / "course" / "notebooks" / "03_learning_rate-with-more.ipynb"
    before = file.stat().st_mtime_ns
    lab.explorers()[0].visible(".noUi-handle")[0].focus()
    lab.page.keyboard.press("Control+S")
    for _ in range(100):
        if file.stat().st_mtime_ns != before:
            return
        lab.page.wait_for_timeout(100)
    raise AssertionError("Ctrl+S on a slider saves nothing")
