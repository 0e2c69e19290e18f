"""Every control of every explorer of every notebook, moved by keyboard in a real JupyterLab."""

import math
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessons import LESSONS
from tests.contrast import LEAST_CONTRAST, contrast
from tests.notebooks.every_explorer import with_few_epochs

NOTEBOOKS = [Path(listed.notebook).stem for listed in LESSONS]
WITH_TESTS_OF_THEIR_OWN = (
    "", "Reset", "Resume", "State line", "Results table", "Leaderboard table", "Copy the table", "Save as CSV",
)  # fmt: skip
RESET_ALL = """() => [...document.querySelectorAll('.explorer button')]
    .filter(button => button.textContent.trim() === 'Reset')
    .forEach(button => button.click())"""
LATE = """ms => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (...data) { setTimeout(() => send.apply(this, data), ms); };
    window.inTime = () => { WebSocket.prototype.send = send; };
}"""
SMALL_LAPTOP = {"width": 1280, "height": 800}


@pytest.fixture(scope="module", params=NOTEBOOKS)
def opened(request, lab):
    """The page of one notebook, all cells run."""
    lab.console_errors.clear()
    return lab.open(request.param, changed=with_few_epochs)


@pytest.fixture
def explorers(opened):
    """The page's explorers, each set back to where it started."""
    explorers = opened.explorers()
    assert explorers, "the notebook has no explorer"
    opened.page.evaluate(RESET_ALL)  # by key, one by one, in the test of every button
    opened.settle()
    return explorers


def assert_all_new(before, explorer, what):
    pixels, sentence = explorer.state()
    assert sentence != before[1], what
    assert pixels != before[0], f"{what}: another sentence, but the same picture: {sentence}"
    assert explorer.alt == sentence


def choose(explorer, option):
    """Choose the option of that number in the explorer's first menu, if it has one and shows another one."""
    for menu in explorer.visible("select")[:1]:
        if menu.evaluate("menu => menu.selectedIndex") != option:
            explorer.press(menu, "Home", *["ArrowDown"] * option)


def test_page_has_no_errors(opened):
    assert opened.errors() == []
    assert opened.console_errors == []


def test_picture_and_words_agree_with_python(opened):
    for explorer in opened.explorers():
        assert explorer.sentence
        assert explorer.alt == explorer.sentence
        assert explorer.canvas.get_attribute("role") == "img"


def test_what_was_pressed_is_waited_for(figures):
    """However late the page's messages reach Python; all tests of this kind rest on it."""
    explorer = figures.explorers()[0]
    handle, frame = explorer.visible(".noUi-handle")[0], explorer.shown()[0]
    figures.page.evaluate(LATE, 400)
    try:
        explorer.press(handle, "ArrowRight", "ArrowRight")
    finally:
        figures.page.evaluate("() => window.inTime()")
    assert explorer.shown()[0] > frame
    assert float(handle.get_attribute("aria-valuetext")) in explorer.values().values()


def test_every_slider_changes_picture_and_sentence(explorers):
    """With the first option of a menu each of them, with every other option those that are new, and one more."""
    for explorer in explorers:
        menus, moved = explorer.visible("select"), set()
        for option in range(menus[0].evaluate("menu => menu.options.length") if menus else 1):
            choose(explorer, option)
            handles = explorer.visible(".noUi-handle")
            names, is_new = [handle.get_attribute("aria-label") for handle in handles], True
            for number, (name, handle) in enumerate(zip(names, handles, strict=True)):
                if name in moved and number != option % len(names):
                    continue
                moved.add(name)
                if not is_new:
                    explorer.reset()
                    choose(explorer, option)
                is_new = False
                before = explorer.state()
                low, now, high = (float(handle.get_attribute(f"aria-value{end}")) for end in ("min", "now", "max"))
                key, frame = "PageDown" if now == high else "PageUp", explorer.shown()[0]
                presses = max(1, math.ceil((high - low) / 500))  # five steps of 6,000 are less than a pixel
                explorer.press(handle, *[key] * presses, after=frame)
                assert_all_new(before, explorer, f"{name} of explorer {explorer.number}, option {option}")
            if not is_new:
                explorer.reset()


def test_every_menu_and_switch_changes_picture_and_sentence(explorers):
    for explorer in explorers:
        for menu in explorer.visible("select"):
            for key in ("ArrowDown", "ArrowUp"):
                before, index = explorer.state(), menu.evaluate("menu => menu.selectedIndex")
                frame = explorer.shown()[0]
                explorer.press(menu, key)
                if menu.evaluate("menu => menu.selectedIndex") != index:
                    explorer.settle(after=frame)
                    assert_all_new(before, explorer, f"a menu of explorer {explorer.number}, {key}")
        for switch in explorer.visible("input[type=checkbox]"):
            before, frame = explorer.state(), explorer.shown()[0]
            explorer.press(switch, "Space", after=frame)
            assert_all_new(before, explorer, f"a switch of explorer {explorer.number}")


def test_every_button_answers_and_reset_goes_back(explorers):
    for explorer in explorers:
        first = explorer.state()
        for button in explorer.visible("button.widget-button, button.jupyter-button"):
            if button.is_disabled() or button.text_content().strip() in WITH_TESTS_OF_THEIR_OWN:
                continue
            frame = explorer.shown()[0]
            explorer.press(button, "Enter")
            assert explorer.shown()[0] > frame, button.text_content()
        if explorer.button("Unpin all").count():
            frame = explorer.shown()[0]
            explorer.press(explorer.button("Unpin all"), "Enter", after=frame)
        explorer.reset()
        assert explorer.state() == first


def test_play_runs_through_the_steps(explorers):
    for explorer in explorers:
        play = explorer.root.locator(".widget-play button").first
        if not play.count():
            continue
        first = explorer.shown()
        play.focus()
        explorer.page.keyboard.press("Enter")
        deadline = time.monotonic() + 5
        while explorer.shown()[0] < first[0] + 3:
            explorer.page.wait_for_timeout(50)
            assert time.monotonic() < deadline, "Play stands still"
        explorer.page.keyboard.press("Enter")
        explorer.settle()


def test_an_exact_rate_can_be_typed_and_nonsense_is_answered(explorers):
    for explorer in explorers:
        for box in explorer.visible(".widget-text input:not([placeholder='none yet'])"):
            explorer.reset()
            box.fill("0.0123")
            explorer.press(box, "Enter")
            assert 0.0123 in explorer.values().values()
            before = explorer.shown()
            for nonsense in ("abc", "nan", "-1", ""):
                box.fill(nonsense)
                explorer.press(box, "Enter")
                alert = explorer.root.get_by_role("alert")
                alert.wait_for(timeout=5000)
                assert "0.0123" in alert.text_content()
                # What comes back late would take the place of what is typed next
                explorer.page.wait_for_function("box => box.value === '0.0123'", arg=box, timeout=5000)
                assert explorer.shown() == before
            box.fill("0.02")
            explorer.press(box, "Enter")
            expect(explorer.root.get_by_role("alert")).to_have_count(0)


def test_twenty_quick_presses_end_on_the_last_value(explorers):
    for explorer in explorers:
        for handle in explorer.visible(".noUi-handle"):
            before = explorer.values()
            low, now, top = (float(handle.get_attribute(f"aria-value{end}")) for end in ("min", "now", "max"))
            explorer.press(handle, *["ArrowLeft" if now > (low + top) / 2 else "ArrowRight"] * 20)
            end = float(handle.get_attribute("aria-valuenow"))
            assert end != now, f"{handle.get_attribute('aria-label')} of explorer {explorer.number}"
            # What a screen reader hears is the value, also of a logarithmic slider, which counts in orders of
            # magnitude; one that chooses a place in a list says what stands there. The number of steps takes the
            # end of the slider that shows them along.
            explorer.values(
                lambda values, handle=handle, before=before, end=end: any(
                    value in (pytest.approx(end), pytest.approx(float(handle.get_attribute("aria-valuetext"))))
                    for key, value in values.items()
                    if value != before.get(key)
                )
            )


def test_dragging_sets_controls_to_where_the_pointer_is(explorers):
    for explorer in explorers:
        stage = explorer.root.locator(".live-figure-draggable")
        if not stage.count():
            continue
        stage.scroll_into_view_if_needed()
        before = explorer.state()
        box = stage.bounding_box()
        moved = False
        for across in (0.17, 0.2, 0.5, 0.8):  # what takes the pointer is in one of these places
            if moved:
                break
            explorer.page.mouse.move(box["x"] + across * box["width"], box["y"] + 0.5 * box["height"])
            explorer.page.mouse.down()
            explorer.page.mouse.move(
                box["x"] + (across + 0.05) * box["width"], box["y"] + 0.4 * box["height"], steps=5
            )
            explorer.page.mouse.up()
            explorer.settle()
            moved = moved or explorer.state() != before
        assert moved


def test_each_explorer_is_whole_on_a_small_laptop(opened, explorers):
    opened.page.set_viewport_size(SMALL_LAPTOP)
    room = opened.page.locator(".jp-NotebookPanel-notebook").first.bounding_box()
    for explorer in explorers:
        box = explorer.root.bounding_box()
        assert box["height"] <= room["height"], f"explorer {explorer.number} is {box['height']:.0f} px high"
        assert box["x"] + box["width"] <= room["x"] + room["width"]
        width, natural, ratio = explorer.canvas.evaluate(
            "canvas => [canvas.clientWidth, canvas.width, window.devicePixelRatio]"
        )
        assert abs(width * ratio - natural) <= 1.5, "one pixel of the canvas for each screen pixel"


# As JupyterLab does it: the page is hidden while its attribute changes.
CHANGE_THEME = """async isLight => {
    document.body.style.display = 'none';
    document.body.dataset.jpThemeLight = isLight;
    await Promise.resolve();
    document.body.style.display = '';
}"""


def test_figures_follow_the_theme(opened, explorers):
    def use(theme):
        frames = [explorer.shown()[0] for explorer in explorers]
        is_light = "true" if theme == "light" else "false"
        opened.page.evaluate(CHANGE_THEME, is_light)
        for explorer, frame in zip(explorers, frames, strict=True):
            explorer.settle(after=frame)
        return [explorer.pixels() for explorer in explorers]

    light = [explorer.pixels() for explorer in explorers]
    assert all(one != other for one, other in zip(light, use("dark"), strict=True))
    assert use("light") == light


# Of each button that can have the focus: its name, how its ring is drawn, and the ring's color and the page's.
RINGS = """() => [...document.querySelectorAll('.explorer button, .own-data button, .card button')]
    .filter(button => button.offsetParent && !button.disabled)
    .map(button => {
        button.focus();
        let around = button.parentElement;
        while (getComputedStyle(around).backgroundColor === 'rgba(0, 0, 0, 0)') around = around.parentElement;
        const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(button);
        const page = getComputedStyle(around).backgroundColor;
        return [button.title || button.textContent, outlineStyle, outlineWidth, outlineColor, page];
    })"""


def faint_rings(opened):
    """The buttons whose ring does not stand out while they have the focus, with how it is drawn."""
    opened.page.keyboard.press("Shift")  # by key, so that what rings only for the keyboard has a ring, too
    rings = opened.page.evaluate(RINGS)
    assert len(rings) > 3
    return [
        (name, how, width, color, page)
        for name, how, width, color, page in rings
        if how != "auto"  # the browser's own ring, in two colors
        and (how == "none" or float(width[:-2]) < 2 or contrast(rgb(color), rgb(page)) < LEAST_CONTRAST)
    ]


def rgb(color):
    return [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]


def test_a_screen_reader_finds_no_fault_and_the_ring_around_the_button_with_the_focus_stands_out(
    opened, explorers, axe
):
    """Before and after use, light and dark, with all parts open."""
    assert axe(opened) == [] == faint_rings(opened)
    for explorer in explorers:
        for opener in explorer.visible(".opener"):
            opener.press("Enter")
        for handle in explorer.visible(".noUi-handle")[:1]:
            explorer.press(handle, "PageDown")
    assert axe(opened) == []
    try:
        opened.use_theme("JupyterLab Dark")
        assert axe(opened) == [] == faint_rings(opened)
    finally:
        opened.use_theme("JupyterLab Light")
        for explorer in explorers:
            for opener in explorer.visible(".opener"):
                opener.press("Enter")


def test_sliders_say_what_the_page_shows(explorers):
    for explorer in explorers:
        for row in explorer.visible(".widget-slider"):
            readout, handle = row.query_selector(".widget-readout"), row.query_selector(".noUi-handle")
            said = handle.get_attribute("aria-valuetext")
            if readout.is_visible():
                assert said == readout.text_content()
            assert len(said) < 12, f"{handle.get_attribute('aria-label')}: {said}"
