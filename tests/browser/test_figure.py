"""The live figure in a real browser: saved, printed, enlarged, shown twice, spoken, and without its kernel."""

import base64
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.canvas import pixels_of

PROJECTOR = "__import__('utils.explorers', fromlist=['projector']).projector"


@pytest.fixture
def explorer(figures):
    return figures.explorers()[0]


@pytest.fixture
def player(figures):
    """An explorer with Play."""
    player = next(one for one in figures.explorers() if one.root.locator(".widget-play").count())
    player.reset()
    player.root.scroll_into_view_if_needed()
    return player


def test_the_picture_can_be_saved_as_it_is_on_the_screen(explorer):
    explorer.press(explorer.visible(".noUi-handle")[2], "PageUp")
    with explorer.page.expect_download() as download:
        explorer.button("Save this figure as a picture").press("Enter")
    assert download.value.suggested_filename == "learning_rate_explorer.png"
    expect(explorer.root.locator(".live-figure-spoken")).to_have_text("Saved as learning_rate_explorer.png.")
    saved = pixels_of(Path(download.value.path()).read_bytes())
    width, height = explorer.canvas.evaluate("canvas => [canvas.width, canvas.height]")
    assert saved.shape == (height, width, 3)
    shown = pixels_of(base64.b64decode(explorer.pixels().partition(",")[2]))
    assert np.array_equal(saved, shown)


def test_print_shows_the_figure_and_its_words(explorer):
    explorer.page.emulate_media(media="print")
    try:
        expect(explorer.canvas).to_be_visible()
        expect(explorer.root.locator(".live-figure-sentence")).to_be_visible()
        expect(explorer.root.locator(".live-figure-save")).to_be_hidden()
        assert len(np.unique(pixels_of(explorer.canvas.screenshot()).reshape(-1, 3), axis=0)) > 50
    finally:
        explorer.page.emulate_media(media="screen")


# In how many pieces the lines of a very narrow sentence show some words of it.
PIECES = """(sentence, words) => {
    sentence.style.width = "1px";
    const texts = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode() && !texts.currentNode.data.includes(words));
    const start = texts.currentNode.data.indexOf(words);
    range.setStart(texts.currentNode, start);
    range.setEnd(texts.currentNode, start + words.length);
    const pieces = range.getClientRects().length;
    sentence.style.width = "";
    return pieces;
}"""


def test_a_small_number_is_not_broken_behind_its_minus_sign(explorer):
    box = explorer.root.get_by_placeholder("0.01").first
    box.fill("1e-05")
    explorer.press(box, "Enter")
    assert "Learning rate 1e-05," in explorer.sentence
    assert explorer.root.locator(".live-figure-sentence").evaluate(PIECES, "1e-05") == 1
    explorer.reset()


def test_two_views_of_one_figure_show_the_same(figures):
    one, *_, other = figures.explorers()
    for moved in (one, other):
        handle = moved.visible(".noUi-handle")[2]
        before = one.shown()
        moved.root.scroll_into_view_if_needed()
        moved.press(handle, "PageUp")
        for view in (one, other):
            view.settle(after=before[0])
        assert one.state() == other.state()
        assert one.sentence != before[1]
        assert one.alt == other.alt == one.sentence


# Sends a frame that the page has to inflate, and at once a later one that it need not, both on a new background.
TWO_FRAMES = """[
    (figures.__setattr__('MUCH', much), one.figure.show(background, commands, f'{word}, {turn}'))
    for figures in [__import__('utils.widgets.live_figure', fromlist=['live_figure'])]
    for one in [explorer]
    for turn in range(4)
    for _ in [one.stage.configure(theme=['dark', 'light'][turn % 2], scale=one.stage.scale)]
    for background, commands in [one.stage.frame(one.result)]
    for word, much in [('an earlier frame', 0), ('the later frame', 4_000_000)]
] and None"""


def test_a_frame_that_has_to_be_inflated_never_takes_the_place_of_a_later_one(explorer):
    before = explorer.shown()[0]
    explorer.lab.python(TWO_FRAMES)
    explorer.settle(after=before)
    assert explorer.sentence == explorer.alt == "the later frame, 3"
    two = explorer.pixels()
    explorer.reset()
    assert explorer.pixels() == two, "the background of the last frame"


def test_pins_are_drawn_and_the_pointer_still_moves_the_start(explorer):
    first = explorer.state()
    explorer.press(explorer.button("Pin this run"), "Enter")
    pinned = explorer.state()
    assert pinned[0] != first[0]
    stage = explorer.root.locator(".live-figure-draggable")
    box = stage.bounding_box()
    before = explorer.values()
    explorer.page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.5 * box["height"])
    explorer.page.mouse.down()
    explorer.page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.4 * box["height"], steps=4)
    explorer.page.mouse.up()
    after = explorer.values(lambda values: values != before)
    assert {key for key in after if after[key] != before[key]} <= {"weight", "bias"}
    explorer.press(explorer.button("Unpin all"), "Enter")


@pytest.fixture
def projected(figures):
    def switch(on):
        before = figures.shown()
        figures.python(f"{PROJECTOR}({on})")
        for explorer, (frame, _) in zip(figures.explorers(), before, strict=True):
            explorer.settle(after=frame)

    switch(True)
    yield figures
    switch(False)


def test_projector_mode_draws_everything_larger_and_sharp(projected):
    assert len(projected.explorers()) == 5
    for explorer in projected.explorers():
        large = explorer.pixels()
        width, natural, ratio = explorer.canvas.evaluate(
            "canvas => [canvas.clientWidth, canvas.width, window.devicePixelRatio]"
        )
        assert abs(width * ratio - natural) <= 1.5
        assert explorer.alt == explorer.sentence
        before = explorer.shown()
        handle = explorer.visible(".noUi-handle")[0]
        at_top = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        explorer.press(handle, "PageDown" if at_top else "PageUp")
        explorer.settle(after=before[0])
        assert explorer.pixels() != large


COUNT = """root => {
    window.listener?.disconnect();  // who listened in the test before
    window.spoken = [];
    window.listener = new MutationObserver((changes) => window.spoken.push(changes[0].target.textContent));
    for (const one of root.querySelectorAll('[aria-live], [role=status], [role=alert]'))
        window.listener.observe(one, { childList: true, characterData: true, subtree: true });
}"""


def listen(explorer):
    explorer.page.wait_for_timeout(1000)  # until what the fixture has set back has been said
    explorer.root.evaluate(COUNT)


def spoken(explorer):
    """What a screen reader has said since it was counted."""
    explorer.page.wait_for_timeout(1500)
    return explorer.page.evaluate("() => window.spoken")


def test_a_sentence_is_spoken_when_the_hand_rests_and_never_twice(explorer):
    handle = explorer.visible(".noUi-handle")[2]
    listen(explorer)
    handle.focus()
    for _ in range(60):  # three seconds
        explorer.page.keyboard.press("ArrowRight")
        explorer.page.wait_for_timeout(50)
    explorer.settle()
    assert spoken(explorer) == [explorer.sentence]
    explorer.press(handle, "ArrowLeft", "ArrowRight")
    assert spoken(explorer) == [explorer.sentence], "there and back: it has been said"


def test_what_is_pinned_and_unpinned_is_spoken(explorer):
    listen(explorer)
    for label in ("Pin this run", "Unpin all"):
        explorer.press(explorer.button(label), "Enter")
        explorer.page.wait_for_timeout(300)
    said = [text for text in spoken(explorer) if "pinned" in text]
    assert said == ["0.001 is pinned.", "No run is pinned any more."]


def test_play_speaks_at_its_end(player):
    listen(player)
    player.root.locator(".widget-play button").first.press("Enter")
    player.page.wait_for_timeout(4000)
    assert player.page.evaluate("() => window.spoken") == []
    player.root.locator(".widget-play button").first.press("Enter")
    player.settle()
    assert spoken(player) == [player.sentence]


# What Python holds of every Play button
PLAY_VALUES = (
    "[w.value for w in __import__('ipywidgets').widgets.widget._instances.values() if type(w).__name__ == 'Play']"
)


def test_play_goes_on_from_where_the_slider_stands(player):
    slider, before = player.visible(".noUi-handle")[-1], player.lab.python(PLAY_VALUES)
    player.press(slider, "Home", "ArrowRight", "ArrowRight", "ArrowRight")
    at = float(slider.get_attribute("aria-valuenow"))
    assert player.lab.python(PLAY_VALUES) == before, "Python has heard the slider's move, and no other before it"
    play = player.root.locator(".widget-play button").first
    play.press("Enter")
    player.page.wait_for_timeout(1500)
    play.press("Enter")
    player.settle()
    after = float(slider.get_attribute("aria-valuenow"))
    assert at < after < at + 40
    player.press(slider, "ArrowLeft")
    assert float(slider.get_attribute("aria-valuenow")) == after - 1, "and where Play has stopped, the slider goes on"


def test_play_shows_a_few_still_pictures_to_who_wants_less_motion(player):
    play = player.root.locator(".widget-play button").first
    player.page.emulate_media(reduced_motion="reduce")
    try:
        player.page.wait_for_timeout(500)
        first = player.shown()[0]
        play.press("Enter")
        player.page.wait_for_timeout(3000)
        assert 2 <= player.shown()[0] - first <= 5
        slider = player.root.locator(".widget-hslider").locator(".noUi-handle").last
        expect(slider).to_have_attribute("aria-valuenow", slider.get_attribute("aria-valuemax"), timeout=10_000)
        player.settle()
    finally:
        player.page.emulate_media(reduced_motion="no-preference")


def test_keys_on_a_slider_or_a_button_leave_the_notebook_alone(explorer):
    page, cells = explorer.page, explorer.page.locator(".jp-Notebook .jp-Cell")
    active = page.locator(".jp-Notebook .jp-Cell.jp-mod-active")
    slider = explorer.visible(".noUi-handle")[2]
    slider.click()
    where, n_cells, kinds = active.element_handle(), cells.count(), page.locator(".jp-MarkdownCell").count()
    for target in (slider, explorer.button("Reset")):
        for key in ("b", "a", "m", "x", "ArrowDown", "ArrowUp", "Shift+M"):
            target.focus()
            page.keyboard.press(key)
            assert cells.count() == n_cells, key
            assert page.locator(".jp-MarkdownCell").count() == kinds, key
            assert active.evaluate("(cell, before) => cell === before", where), key
        target.focus()
        page.keyboard.press("Escape")  # leads out of the figure, and from there the arrow keys go through the page
        page.keyboard.press("ArrowDown")
        assert not active.evaluate("(cell, before) => cell === before", where)
        page.keyboard.press("ArrowUp")
        assert active.evaluate("(cell, before) => cell === before", where)
    explorer.settle()


def test_the_notebook_is_still_saved_by_its_keys(explorer):
    def is_saved(response):  # JupyterLab also puts away how its window looks
        return response.request.method == "PUT" and "/api/contents/" in response.url

    explorer.visible(".noUi-handle")[2].focus()
    with explorer.page.expect_response(is_saved, timeout=10_000) as saved:
        explorer.page.keyboard.press("Control+s")
    assert saved.value.ok


def test_a_figure_whose_kernel_has_gone_says_so_until_the_cells_run_again(explorer):
    page = explorer.page
    assert explorer.root.get_by_role("alert").count() == 0
    page.click('li.lm-MenuBar-item:has-text("Kernel")')
    page.click('li.lm-Menu-item:has-text("Restart Kernel…") >> nth=0')
    page.click(".jp-Dialog button.jp-mod-accept")
    page.wait_for_selector(".jp-Dialog", state="detached")
    for one in explorer.lab.explorers():
        expect(one.root.get_by_role("alert")).to_contain_text("menu Run, Run All Cells", timeout=20_000)
    page.click('li.lm-MenuBar-item:has-text("Run")')
    page.click('li.lm-Menu-item:has-text("Run All Cells") >> nth=0')
    explorer.lab.wait_until_run()
    for one in explorer.lab.explorers():
        expect(one.root.get_by_role("alert")).to_have_count(0)
