"""The course outside JupyterLab: a lesson in Notebook 7 and in Voila, dark and by keyboard."""

import io
import time

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tools.lab_page import Lab
from tools.page_explorer import TIMEOUT_S, PageExplorer

LESSON = "00_start_here"
DARK = 80  # of 255
# How much red is behind the cells: 255 in light.
PAGE = """() => [...document.querySelectorAll('.jp-Notebook, body')].map(element =>
    getComputedStyle(element).backgroundColor.match(/\\d+/g).map(Number)
).find(color => color.length < 4 || color[3])[0]"""


@pytest.fixture
def other(context, new_learner):
    other = Lab(context.new_page(), *new_learner)
    yield other
    other.close()
    (other.work / "progress.json").unlink(missing_ok=True)


def in_notebook(other):
    page = other.page
    page.goto(f"{other.address}/notebooks/notebooks/{LESSON}.ipynb?reset", timeout=60_000)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', state="attached", timeout=60_000)
    other.use_theme("JupyterLab Dark")
    page.click('li.lm-MenuBar-item:has-text("Run")')
    page.click('li.lm-Menu-item:has-text("Run All Cells") >> nth=0')
    other.wait_until_run()


def in_voila(other):
    other.page.goto(f"{other.address}/voila/render/notebooks/{LESSON}.ipynb?theme=dark", timeout=60_000)


@pytest.mark.parametrize("front_end", [in_notebook, in_voila])
def test_a_lesson_works_in_dark(other, front_end):
    front_end(other)
    page, first = other.page, PageExplorer(other, 0)
    first.canvas.wait_for(timeout=60_000)
    wait_until_dark(first)
    assert first.sentence.startswith("Learning rate 0.001, 50 steps: loss from 19.1 to 8.84")
    assert len(first.visible("canvas")) == 1 and page.locator(".jp-OutputArea img").count() == 0  # it is live
    assert page.evaluate(PAGE) < DARK

    first.root.get_by_role("slider").first.focus()
    for rate in ("0.00112", "0.00126"):
        page.keyboard.press("ArrowRight")
        expect(first.root.locator(".live-figure-sentence")).to_contain_text(f"Learning rate {rate}, ")

    figures, card = page.locator(".explorer"), page.locator(".card", has_text="is covered until you have predicted")
    expect(figures).to_have_count(1)
    card.get_by_role("radio").first.check()
    card.get_by_role("button", name="That is my prediction").press("Enter")
    expect(figures).to_have_count(2)
    expect(other.explorers()[1].canvas).to_be_visible()
    assert other.errors() == []


def wait_until_dark(explorer):
    """Wait until the figure has the page's colors: it is drawn anew once the page has said them."""
    deadline = time.monotonic() + TIMEOUT_S
    while brightness(explorer) >= DARK:
        assert time.monotonic() < deadline, "the page is dark, and its figure is not"
        explorer.page.wait_for_timeout(100)


def brightness(explorer):
    """The usual color of the figure as it is on the screen: its background."""
    picture = Image.open(io.BytesIO(explorer.canvas.screenshot())).convert("L")
    return float(np.median(picture))
