"""A projected page: each figure fits the window with its sentence and its pins, in both interfaces of JupyterLab."""

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons import LESSONS
from tests.browser.canvas import png_of
from tests.notebooks.every_explorer import with_few_epochs
from tools import plans
from tools.lab_page import VIEWPORT, Lab

PROJECTED = {"width": 1280, "height": 720}
PINS = 5
MOST_CONTROLS_WITH_PINS = 10
"""The playground has more of them, which leaves no room in this window for its pins as well."""
TEXTS = {listed.folder: (plans.FOLDER / listed.folder / "plan.md").read_text("utf-8") for listed in LESSONS}
LINES = {folder: dict(plans.state_lines(text)) for folder, text in TEXTS.items()}
FIRST = f"""from utils.drawing import Stage
from utils.explorers import Explorer, projector

Stage.frame = lambda stage, *drawn: ({png_of(np.full((1, 1, 3), 255))!r}, b"")  # only its size counts here
projector()
shown = {{}}"""
SHOW = """names = {name}
found = {{one.name: one for one in globals().values() if isinstance(one, Explorer) and one.name in names}}
shown |= {{({folder!r}, name): one for name, one in found.items()}}
display(*found.values())"""
# How much of the window a figure needs, from its first control to its sentence and its pins, with another sentence.
NEEDED = """(root, words) => {
    const sentence = root.querySelector('.live-figure-sentence');
    const before = sentence.textContent;
    const breaks = before.split('\\n').length - 1;
    sentence.textContent = '\\u00a0\\n'.repeat(words ? breaks : 0) + (words || before);
    const shown = [sentence, ...root.querySelectorAll('.pins')].filter(element => element.offsetParent !== null);
    const needed = Math.max(...shown.map(element => element.getBoundingClientRect().bottom));
    sentence.textContent = before;
    return needed - root.getBoundingClientRect().top;
}"""
WINDOW = "e => [e.clientWidth, e.clientHeight]"


def all_figures_of_plans():
    """Cells that show every figure of every plan once, projected."""
    cells = [FIRST]
    for folder, lines in LINES.items():
        names = {line.partition(" |")[0] for line in lines}
        cells += [with_few_epochs(plans.setup(TEXTS[folder])), SHOW.format(name=names, folder=folder)]
    return cells


def window_of(page):
    return page.locator(".jp-WindowedPanel-outer").first.evaluate(WINDOW)


def close_the_list_of_files(page):
    if page.locator("#jp-left-stack").is_visible():
        page.keyboard.press("Control+b")
        expect(page.locator("#jp-left-stack")).to_be_hidden()
        page.wait_for_timeout(500)


def use_the_simple_interface(page):
    page.click('li.lm-MenuBar-item:has-text("View")')
    page.hover('li.lm-Menu-item:has-text("Appearance") >> nth=0')
    page.click('li.lm-Menu-item:has-text("Simple Interface")')
    page.wait_for_url("**/doc/tree/**")
    page.wait_for_timeout(500)


@pytest.fixture
def lab(browser, server):
    """A page that shares nothing with others, since it goes from one interface to the other."""
    lab = Lab(browser.new_page(viewport=VIEWPORT), *server)
    yield lab
    lab.close()


def test_a_projected_figure_and_its_sentence_fit_for_every_state_line_of_every_plan(lab):
    page = lab.page
    page.set_viewport_size(PROJECTED)
    lab.open_cells("plans", *all_figures_of_plans(), simple=False)
    close_the_list_of_files(page)
    width, height = window_of(page)

    keys = lab.python("list(shown)")
    figures = dict(zip(keys, lab.explorers(), strict=True))
    too_high = {}

    def measure(key, what, words=""):
        needed = figures[key].root.evaluate(NEEDED, words)
        if needed > height:
            too_high[what] = needed

    for folder, lines in LINES.items():
        for line, words in lines.items():  # test_plans.py sees to it that these are the words that it shows
            measure((folder, line.partition(" |")[0]), line, words)
    for key in keys:
        if lab.python(f"shown[{key!r}].can_pin and len(shown[{key!r}].controls) <= {MOST_CONTROLS_WITH_PINS}"):
            rates = [0.001 * 2**k for k in range(PINS)]
            lab.python(f"[(shown[{key!r}].set(learning_rate=rate), shown[{key!r}].pin())[1] for rate in {rates}]")
            figures[key].settle()
            measure(key, f"{key} with {PINS} pins")
    assert too_high == {}, f"the window has {height} pixels"
    use_the_simple_interface(page)
    assert window_of(page)[0] >= width - 20 and window_of(page)[1] >= height, "so all of it fits here, too"
    page.set_viewport_size(VIEWPORT)
