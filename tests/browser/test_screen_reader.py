"""In a real browser: what a screen reader is told about the slider and the buttons that open something."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def explorer(figures):
    return figures.explorers()[0]


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
