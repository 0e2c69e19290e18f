"""Room on the page: a projected figure with its sentence, and a narrow page with a control and its figure."""

import nbformat
import pytest
from playwright.sync_api import expect

from lessons import LESSONS
from tests.browser.conftest import VIEWPORT
from tools import plans

PROJECTED = {"width": 1280, "height": 720}
AT_200_PERCENT = {"width": 640, "height": 360}
PINS = 5
TEXTS = {listed.folder: (plans.FOLDER / listed.folder / "plan.md").read_text("utf-8") for listed in LESSONS}
LINES = {folder: [line for line, _ in plans.state_lines(text)] for folder, text in TEXTS.items()}
FIRST = """from utils.explorers import Explorer, projector

projector()
shown = {}"""
SHOW = """names = {name}
found = {{one.name: one for one in globals().values() if isinstance(one, Explorer) and one.name in names}}
shown |= {{({folder!r}, name): one for name, one in found.items()}}
display(*found.values())"""
NEEDED = """root => {
    const bottom = (element) => element.getBoundingClientRect().bottom;
    return Math.max(...[...root.querySelectorAll('.live-figure-sentence, .pins')].map(bottom))
        - root.getBoundingClientRect().top;
}"""
WINDOW = "e => [e.clientWidth, e.clientHeight]"


def all_figures_of_plans():
    """A notebook that shows every figure of every plan once, projected."""
    cells = [FIRST]
    for folder, lines in LINES.items():
        names = {line.partition(" |")[0] for line in lines}
        cells += [plans.setup(TEXTS[folder]), SHOW.format(name=names, folder=folder)]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])


def window_of(page):
    return page.locator(".jp-WindowedPanel-outer").first.evaluate(WINDOW)


def use_the_usual_interface(page):
    """Show JupyterLab as it opens by itself, with the list of files closed."""
    page.click('li.lm-MenuBar-item:has-text("View")')
    page.click('li.lm-Menu-item:has-text("Simple Interface")')
    page.wait_for_selector("#jp-main-dock-panel .lm-TabBar")
    if page.locator("#jp-left-stack").is_visible():
        page.keyboard.press("Control+b")
        expect(page.locator("#jp-left-stack")).to_be_hidden()
    page.wait_for_timeout(500)


def test_a_projected_figure_and_its_sentence_fit_for_every_state_line_of_every_plan(lab):
    page = lab.page
    page.set_viewport_size(PROJECTED)
    nbformat.write(all_figures_of_plans(), lab.work / "course" / "notebooks" / "plans.ipynb")
    lab.open("plans")
    simple = window_of(page)
    use_the_usual_interface(page)
    width, height = window_of(page)
    assert simple[0] >= width - 20 and simple[1] >= height, "what fits in the usual interface fits in the simple one"

    keys = lab.python("list(shown)")
    figures = dict(zip(keys, lab.explorers(), strict=True))
    too_high = {}

    def measure(key, what):
        figures[key].settle()
        needed = figures[key].root.evaluate(NEEDED)
        if needed > height:
            too_high[what] = needed

    for folder, lines in LINES.items():
        for line in lines:
            key = folder, line.partition(" |")[0]
            assert lab.python(f"shown[{key!r}].restore({line!r})") is None
            measure(key, line)
    for key in keys:
        if lab.python(f"shown[{key!r}].can_pin"):
            rates = [0.001 * 2**k for k in range(PINS)]
            lab.python(f"[(shown[{key!r}].set(learning_rate=rate), shown[{key!r}].pin())[1] for rate in {rates}]")
            measure(key, f"{key} with {PINS} pins")
    assert too_high == {}, f"the window has {height} pixels"


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
    page.wait_for_timeout(500)
    explorer.settle(after=explorer.shown()[0] - 1)
    assert lab.python("explorer.stage.is_narrow") is False
    assert canvas.bounding_box()["width"] == pytest.approx(960, abs=1)
    assert lab.console_errors == []
