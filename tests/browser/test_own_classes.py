"""In a real browser: a learner's own classes are chosen, told apart by a network, and chosen anew by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_own_data import choose

ROWS = "\n".join(f"{k % 7};{(k * k) % 11};{'yes' if k % 7 > 3 else 'no'};{'abc'[k % 3]}" for k in range(60))
GOOD = f"size;weight;ripe;sort\n{ROWS}\n".encode()


@pytest.fixture(scope="module")
def page(lab):
    lab.open("06_a_neural_network", only=["own_classes import", "own_classes("])
    yield lab.page
    assert lab.console_errors == []


def test_a_file_is_learned_and_another_column_of_classes_is_chosen_by_keyboard(lab, page):
    (explorer,) = lab.explorers()
    assert explorer.sentence.startswith("Classes of sex without noise")
    status = choose(page, "fruit.csv", GOOD)
    expect(status).to_contain_text("fruit.csv: 60 of 60 rows are used.")
    expect(status).to_contain_text("Classes in ripe: no (")
    explorer.settle()
    assert explorer.sentence.startswith("Classes of ripe without noise, seed 0: 42 samples to train on, 18")
    page.get_by_label("classes, to tell", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("Classes in sort: a (20 rows), b (20 rows), c (20 rows).")
    explorer.settle()
    assert "Network 2-8-3" in explorer.sentence
    expect(choose(page, "few.csv", b"\n".join(GOOD.splitlines()[:6]))).to_contain_text("At least 20 rows with all of")
    expect(status).to_contain_text("The figure still shows size, weight and sort.")
