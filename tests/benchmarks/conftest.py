"""Benchmarks that need a page use the browser tests' browser, and JupyterLab as a learner has it."""

import pytest

from tests.browser.conftest import browser  # noqa: F401  (a fixture)
from tools.lab_page import VIEWPORT, Lab, lab_server


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A JupyterLab that paints the cells in sight, as it does by itself; yields its address and its work folder."""
    work = tmp_path_factory.mktemp("lab")
    with lab_server(work, settings={"notebook-extension/tracker": {}}) as address:
        yield address, work


@pytest.fixture(params=[1, 2], ids=["usual screen", "sharp screen"])
def lab_alone(request, browser, server):  # noqa: F811
    """A page that shares the machine with no other; of a sharp screen, the images have four times the pixels."""
    alone = Lab(browser.new_page(viewport=VIEWPORT, device_scale_factor=request.param), *server)
    yield alone
    alone.close()
