"""A narrow page, such as at 200 %: words stay as high as they were, and a control stays with its figure."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import VIEWPORT

AT_200_PERCENT = {"width": 640, "height": 360}


@pytest.fixture
def at_200_percent(lab):
    lab.page.set_viewport_size(AT_200_PERCENT)
    yield lab.open("03_learning_rate").explorers()[0]
    lab.page.set_viewport_size(VIEWPORT)


def test_at_200_percent_words_stay_high_and_a_control_stays_with_its_figure(at_200_percent):
    explorer, lab, page = at_200_percent, at_200_percent.lab, at_200_percent.page
    canvas, handle = explorer.canvas, explorer.visible(".noUi-handle")[2]
    extent, is_narrow = lab.python("(explorer.stage.extent, explorer.stage.is_narrow)")
    box = canvas.bounding_box()
    assert is_narrow
    assert (box["width"], box["height"]) == pytest.approx(extent, abs=1.5), (
        "one pixel of the figure is one of the page"
    )

    window = page.locator(".jp-WindowedPanel-outer").first
    top = window.bounding_box()["y"]
    handle.focus()
    for share in (0.0, 0.5):  # the first panel, and the second
        window.evaluate("(e, y) => e.scrollBy(0, y)", canvas.bounding_box()["y"] + share * box["height"] - top - 40)
        page.wait_for_timeout(200)
        place = handle.bounding_box()
        assert top <= place["y"] and place["y"] + place["height"] <= top + 60
        assert canvas.bounding_box()["y"] + share * box["height"] == pytest.approx(top + 40, abs=2)
    before = explorer.shown()
    explorer.press(handle, "ArrowRight")
    assert explorer.shown() != before

    page.set_viewport_size(VIEWPORT)
    expect(canvas).to_have_js_property("clientWidth", 960, timeout=10_000)
    assert lab.python("explorer.stage.is_narrow") is False
    assert lab.console_errors == []
