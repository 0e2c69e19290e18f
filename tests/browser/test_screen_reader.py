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


def bounds(locator):
    box = locator.bounding_box()
    return box["y"], box["y"] + box["height"]


def test_whoever_comes_by_the_tab_key_sees_the_figure_and_its_sentence(explorer):
    page, first = explorer.page, explorer.visible(".noUi-handle")[0]
    notebook = page.locator(".jp-WindowedPanel-outer").first
    sentence = explorer.root.locator(".live-figure-sentence")
    explorer.root.evaluate("root => root.scrollIntoView({ block: 'start' })")
    room = bounds(explorer.root.locator(".live-figure"))[1] - bounds(explorer.root)[0]
    for block in ("end", "start"):  # below the page, and above it
        first.evaluate(f"handle => handle.scrollIntoView({{ block: '{block}' }})")
        first.evaluate("handle => handle.focus({ preventScroll: true })")
        if block == "end":
            assert bounds(sentence)[1] > bounds(notebook)[1]
        page.keyboard.press("Tab")
        page.wait_for_timeout(300)
        top, bottom = bounds(notebook)
        assert room < bottom - top
        assert top <= bounds(explorer.root)[0] + 1 and bounds(sentence)[1] <= bottom + 1


def test_a_number_is_typed_into_a_sliders_box_by_keyboard_and_nonsense_is_answered(explorer):
    page, problem = explorer.page, explorer.root.locator(".explorer-problem")
    box = explorer.root.get_by_role("textbox", name="start weight, exact value")
    explorer.visible(".noUi-handle")[0].focus()
    page.keyboard.press("Tab")
    page.keyboard.type("2")  # in place of what stands there
    page.keyboard.press("Tab")
    explorer.values(lambda values: values["weight"] == 2)
    for text, key, said in (
        ("99", "Enter", "\u201c99\u201d is not between -2 and 6. For now, start weight is 6.0."),
        ("abc", "Tab", "\u201cabc\u201d is not a number. For now, start weight is 6.0."),
        ("0,5", "Tab", "\u201c0,5\u201d is not a number: write it with a point. For now, start weight is 0.0."),
    ):
        box.focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
        page.keyboard.press(key)
        expect(problem).to_have_text(said)
    box.focus()
    page.keyboard.type("1")
    page.keyboard.press("Escape")  # takes back what has not been entered
    expect(box).to_have_text("0.0")
    assert explorer.values()["weight"] == 0
    explorer.reset()


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
