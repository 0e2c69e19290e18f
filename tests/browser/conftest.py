"""A real JupyterLab in a real browser, started once for all browser tests."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import skip_without_browser
from tools.lab_page import CHROMIUM_FLAGS, VIEWPORT, Lab, lab_server

AXE = "axe-core@4.14.1"
FIGURES = ["import lesson", "data = line(", "explorer = ", "valley = ", "zigzag = ", "to_400 = ", "valleys"]
"""What the cells of lesson 03 hold that make its figures."""
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


@pytest.fixture(scope="session")
def new_learner(tmp_path_factory):
    """The same for a new learner: nothing answered, results covered; whoever uses it forgets the answers."""
    work = tmp_path_factory.mktemp("learner")
    with lab_server(work, uncover=False) as address:
        yield address, work


@pytest.fixture(scope="session")
def context(browser):
    """What pages share: JupyterLab's program is fetched once."""
    context = browser.new_context(viewport=VIEWPORT)
    yield context
    context.close()


@pytest.fixture(scope="module")
def lab(context, server):
    """A page that opens notebooks; whoever uses it looks at ``lab.console_errors``."""
    lab = Lab(context.new_page(), *server)
    yield lab
    lab.close()


@pytest.fixture(scope="session")
def _figures(context, server):
    lab = Lab(context.new_page(), *server)
    yield lab.open("03_learning_rate", only=FIGURES, more_code="explorer")
    lab.close()


@pytest.fixture
def figures(_figures):
    """A page with the figures of lesson 03 and a second view of the first one below them, for tests of many modules.

    Its first figure is as it was at first.
    """
    _figures.page.bring_to_front()
    _figures.console_errors.clear()
    first = _figures.explorers()[0]
    first.reset()
    first.root.scroll_into_view_if_needed()
    return _figures
