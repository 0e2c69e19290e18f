"""In a real browser: the playground by keyboard and pointer; its runs come, are cancelled, played and scrubbed."""

import pytest
from playwright.sync_api import expect

CELL = """
from lessons.a_neural_network.playground import playground

shown = playground(
    "circles", noise=0.1, train_share=0.7, hidden_layers=(3, 2), activation="tanh", start="glorot",
    learning_rate=0.1, batch_size=20, n_epochs=20, random_state=0,
)
shown
"""
FOR_TESTS = """
def middle_of_map(column, number):
    view, box = shown.stage.views[0], shown.stage.figure.bbox
    left, low, width, height = view.rectangles[column][number]
    x, y = view.axes.transData.transform((left + width / 2, low + height / 2))
    return float(x / box.width), float(1 - y / box.height)
"""


@pytest.fixture(scope="module")
def explorer(lab):
    (explorer,) = lab.open_cells("playground", CELL, FOR_TESTS).explorers()
    yield explorer
    assert lab.errors() == [] and lab.console_errors == []


@pytest.fixture(autouse=True)
def as_at_first(explorer):
    explorer.reset()


def sliders(explorer):
    return explorer.visible(".noUi-handle")


def named(explorer, label):
    """The menu of that label."""
    return explorer.root.get_by_label(label, exact=True)


def sentence_of(explorer):
    """What stands below the figure, to be waited for."""
    return expect(explorer.root.locator(".live-figure-sentence"))


def begin_a_long_run(explorer):
    """Make every control as large as it goes: a run of some seconds, while sliders can still be moved."""
    for name, key in (("hidden layers", "End"), ("epochs", "End"), ("batch size", "Home")):
        row = explorer.root.locator(".widget-slider", has_text=name).first
        row.locator(".noUi-handle").focus()
        explorer.page.keyboard.press(key)


def bar(explorer):
    return explorer.root.get_by_role("progressbar", name="Progress of the run")


def test_it_is_whole_on_a_small_laptop(explorer):
    room = explorer.page.locator(".jp-NotebookPanel-notebook").first.bounding_box()
    box = explorer.root.bounding_box()
    assert box["height"] <= room["height"] and box["x"] + box["width"] <= room["x"] + room["width"]


def test_every_slider_and_menu_by_keyboard(explorer):
    first = explorer.state()
    for number, handle in enumerate(sliders(explorer)):
        before = explorer.state()
        at_top = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        explorer.press(handle, "PageDown" if at_top else "PageUp", after=explorer.shown()[0])
        assert explorer.sentence != before[1] and explorer.pixels() != before[0], f"slider {number}"
        assert explorer.alt == explorer.sentence
        explorer.reset()
        assert explorer.state() == first, f"slider {number}"
    menus = explorer.visible("select")
    assert len(menus) == 4
    for number, menu in enumerate(menus):
        before = explorer.state()
        explorer.press(menu, "ArrowDown", after=explorer.shown()[0])
        assert explorer.sentence != before[1] and explorer.pixels() != before[0], f"menu {number}"
        explorer.reset()


def test_tab_goes_through_the_controls_in_their_order(explorer):
    named(explorer, "data").focus()
    order = []
    for _ in range(16):
        order.append(
            explorer.page.evaluate(
                "() => { const e = document.activeElement;"
                " const box = e.closest('.widget-inline-hbox'); return (box ?? e).textContent.trim().slice(0, 12); }"
            )
        )
        explorer.page.keyboard.press("Tab")
    text = " ".join(order)
    places = [text.find(word) for word in ("noise", "training", "hidden", "layer 1", "layer 2", "learning", "batch")]
    assert -1 not in places and places == sorted(places), order
    assert "layer 3" not in text, "a slider that cannot be seen takes no focus"


def test_a_neuron_is_chosen_by_keyboard_and_by_pointer(explorer):
    named(explorer, "show large").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"):
        explorer.page.keyboard.press(key)
    sentence_of(explorer).to_contain_text("Neuron 1 of layer 2 answers")
    explorer.settle()
    chosen = explorer.pixels()
    stage = explorer.root.locator(".live-figure-stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    x, y = explorer.lab.python("middle_of_map(1, 2)")
    explorer.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    sentence_of(explorer).to_contain_text("Neuron 3 of layer 1 answers")
    explorer.settle()
    assert explorer.pixels() != chosen
    assert named(explorer, "show large").input_value() is not None
    assert explorer.root.locator("option:checked", has_text="layer 1, neuron 3").count() == 1


def test_a_long_run_is_seen_to_come_and_a_slider_drops_it(explorer):
    begin_a_long_run(explorer)
    bar(explorer).wait_for(timeout=10_000)
    sentence_of(explorer).to_contain_text("% of the run is done.", timeout=10_000)
    seed = explorer.root.locator(".widget-slider", has_text="seed").first.locator(".noUi-handle")
    seed.focus()
    explorer.page.keyboard.press("ArrowRight")
    sentence_of(explorer).to_contain_text("seed 1:", timeout=5000)
    epochs = explorer.root.locator(".widget-slider", has_text="hidden layers").first.locator(".noUi-handle")
    epochs.focus()
    explorer.page.keyboard.press("Home")
    sentence_of(explorer).to_contain_text("Network 2-1, no hidden layer", timeout=10_000)
    explorer.settle()
    assert "Network 2-1, no hidden layer" in explorer.sentence and "After 300 of 300 epochs" in explorer.sentence


def test_cancel_by_keyboard_keeps_what_is_there(explorer):
    begin_a_long_run(explorer)
    cancel = explorer.root.get_by_role("button", name="Cancel", exact=True)
    cancel.wait_for(timeout=10_000)
    cancel.focus()
    explorer.page.keyboard.press("Enter")
    sentence_of(explorer).to_contain_text("of the run: this is what there is so far.", timeout=5000)
    explorer.settle()
    assert "Stopped after" in explorer.sentence and "of 300 epochs" in explorer.sentence


def test_play_and_scrub(explorer):
    handle = sliders(explorer)[-1]
    handle.focus()
    explorer.page.keyboard.press("Home")
    sentence_of(explorer).to_contain_text("After 0 of 20 epochs")
    explorer.settle()
    assert "Not trained yet" in explorer.sentence
    first = explorer.shown()[0]
    play = explorer.root.locator(".widget-play button").first
    play.focus()
    explorer.page.keyboard.press("Enter")
    sentence_of(explorer).to_contain_text("After 20 of 20 epochs", timeout=15_000)
    assert explorer.shown()[0] >= first + 8, "each epoch, or most of them, has been seen"
