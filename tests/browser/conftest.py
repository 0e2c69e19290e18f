"""A real JupyterLab in a real browser, started once for all browser tests."""

from pathlib import Path

import pytest

from tools.lab_page import CHROMIUM_FLAGS, VIEWPORT, Lab, lab_server


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A JupyterLab server on a copy of the notebooks; yields its address and its work folder."""
    work = tmp_path_factory.mktemp("lab")
    with lab_server(work) as address:
        yield address, work


@pytest.fixture(scope="session")
def browser(chromium_path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lab(browser, server):
    """A page that opens notebooks; whoever uses it looks at ``lab.console_errors``."""
    lab = Lab(browser.new_page(viewport=VIEWPORT), *server)
    yield lab
    lab.close()
