"""In a real browser: a learner's own file is chosen, shown, and said to be of no use where it is none."""

import pytest
from playwright.sync_api import expect

CELL = """
from lessons.choosing_a_learning_rate.own_data import own_data
from utils.descent import PENGUINS
own_data(PENGUINS, x="bill_length_mm", y="bill_depth_mm", start=[0.0, 0.0], span=4, n_rates=41, n_steps=300)
"""
GOOD = b"height (cm);weight (kg);name\r\n172,5;70;Ada\r\n160;-;Bo\r\n181,5;90;Cy\r\n165;62,5;Di\r\n"
BAD = {
    "names.csv": (b"name,city\nAda,Rome\n", "Two columns of numbers are needed, and names.csv has none"),
    "empty.csv": (b"", "empty.csv is empty; its first row must hold the column names."),
    "cyrillic.csv": ("размер,b\n1,2\n".encode("cp1251"), "cyrillic.csv must be a text file in UTF-8"),
    "one.csv": (b"a,b\n1,2\n", "At least 2 rows with both 'a' and 'b' are needed; one.csv has 1."),
    "same.csv": (b"a,b\n1,2\n1,3\n", "Column 'a' is 1 in every row"),
    "huge.csv": (b"a,b\n" + b"1,2\n" * 3_000_000, "huge.csv is larger than 8 MB"),  # more than a message may hold
}


@pytest.fixture(scope="module")
def page(lab):
    """A notebook with nothing but the learner's own data."""
    yield lab.open_cells("own_data", CELL).page
    assert lab.console_errors == []


def choose(page, name, content):
    """Choose a file as the browser's dialog does, and return the line that says what became of it."""
    status = page.locator(".file-choice").get_by_role("status")
    page.evaluate("document.querySelector('.file-choice [role=status]').textContent = 'Reading'")
    page.locator(".file-choice input").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    expect(status).not_to_contain_text("Reading", timeout=20_000)
    return status


def test_a_good_file_is_shown_and_bad_ones_change_nothing(lab, page):
    (explorer,) = lab.explorers()
    status = choose(page, "good.csv", GOOD)
    expect(status).to_contain_text("good.csv: 3 of 4 rows are used, 1 misses a value. height (cm) from 165 to 181.5")
    explorer.settle()
    before = explorer.sentence
    for name, (content, sentence) in BAD.items():
        choose(page, name, content)
        expect(status).to_contain_text(sentence)
        expect(status).to_contain_text("The figure still shows height (cm) and weight (kg).")
    explorer.settle()
    assert explorer.sentence == before


def test_columns_figure_and_standardizing_by_keyboard(lab, page):
    choose(page, "good.csv", GOOD)
    (explorer,) = lab.explorers()
    page.locator(".file-choice").get_by_role("button", name="Choose a CSV file").focus()
    for label in ("x", "y, to predict", "figure"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.labels[0].textContent") == label
    page.keyboard.press("ArrowDown")
    expect(explorer.root.get_by_role("button", name="Reveal or hide the map")).to_be_visible()
    explorer.settle()
    assert explorer.sentence.startswith("Weight 0, bias 74")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    status = page.locator(".file-choice").get_by_role("status")
    expect(status).to_contain_text("height (cm), standardized from -1.")
    explorer.settle()
    explorer.press(explorer.root.get_by_role("slider").first, "ArrowRight")
    expect(explorer.root.get_by_role("status").last).to_contain_text("settings tried")


def test_the_same_file_can_be_chosen_again(page):
    for _ in range(2):
        expect(choose(page, "empty.csv", b"")).to_contain_text("empty.csv is empty")
    expect(choose(page, "empty.csv", GOOD)).to_contain_text("empty.csv: 3 of 4 rows are used")
