"""In a real browser: a table of results is opened, follows the sliders, and is copied and saved."""

from pathlib import Path

CODE = """
from lessons.choosing_a_learning_rate.sweep import sweep_explorer
from utils.descent import line
sweep_explorer(line(), start=[0.0, 0.0], center=0.01, span=4, n_rates=5, n_steps=300)
"""


def test_the_table_of_a_sweep_by_keyboard(lab):
    page = lab.open("00_start_here", more_code=CODE).page
    explorer = lab.explorers()[-1]
    assert explorer.root.get_by_role("slider").count() >= 5
    table = explorer.root.get_by_role("table", name="Results")
    assert not table.is_visible()
    explorer.button("Results table").press("Enter")
    table.wait_for(timeout=5000)
    rates = table.get_by_role("rowheader")
    assert rates.all_text_contents() == ["0.0001", "0.001", "0.01", "0.1", "1"]
    assert table.locator("tr[aria-current]").text_content().startswith("0.1")

    handle = explorer.visible(".noUi-handle")[2]
    explorer.press(handle, "ArrowRight")
    page.wait_for_function("() => document.querySelectorAll('.results-table tbody tr').length === 6")

    with page.expect_download() as download:
        explorer.root.get_by_role("button", name="Save as CSV").press("Enter")
    assert download.value.suggested_filename == "learning-rates.csv"
    saved = Path(download.value.path()).read_text().splitlines()
    assert saved[0] == "learning rate,end loss,within 1 % at step,what happened" and len(saved) == 7
    explorer.root.get_by_role("button", name="Copy the table").press("Enter")
    explorer.root.locator(".results").get_by_text("Copied.").wait_for(timeout=5000)
    explorer.button("Results table").press("Enter")
    table.wait_for(state="hidden", timeout=5000)
    assert lab.console_errors == []
