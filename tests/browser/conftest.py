"""A real JupyterLab in a real browser, started once for all browser tests."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import skip_without_browser
from tools.lab_page import CHROMIUM_FLAGS, VIEWPORT, Lab, lab_server

AXE = "axe-core@4.14.1"
# In what cells show: the rule, what it asks for, and the elements that break it.
FAULTS = """async () => (await axe.run(
    { include: [['.jp-OutputArea-output']] }, { resultTypes: ['violations'] }
)).violations.map(({ id, help, nodes }) => [id, help, nodes.map(node => node.html.slice(0, 200))])"""


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


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """axe-core, which finds what shuts out screen readers and keyboards: ``axe(lab)`` returns what it finds."""
    if shutil.which("npm") is None:
        skip_without_browser("no npm is installed, which brings axe-core")
    folder = tmp_path_factory.mktemp("axe")
    command = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--prefer-offline", AXE]
    installed = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if installed.returncode:
        skip_without_browser(f"npm cannot install {AXE}")
    program = (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

    def faults(lab):
        lab.page.evaluate(program)
        return lab.page.evaluate(FAULTS)

    return faults


@pytest.fixture(scope="module")
def lab(browser, server):
    """A page that opens notebooks; whoever uses it looks at ``lab.console_errors``."""
    lab = Lab(browser.new_page(viewport=VIEWPORT), *server)
    yield lab
    lab.close()
