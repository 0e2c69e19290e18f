"""Benchmarks that need a page use the browser tests' JupyterLab."""

import pytest

from tests.browser.conftest import browser, lab, server  # noqa: F401  (fixtures)
from tools.lab_page import VIEWPORT, Lab


@pytest.fixture(params=[1, 2], ids=["usual screen", "sharp screen"])
def lab_alone(request, browser, server):  # noqa: F811
    """A page that shares the machine with no other; of a sharp screen, the images have four times the pixels."""
    alone = Lab(browser.new_page(viewport=VIEWPORT, device_scale_factor=request.param), *server)
    yield alone
    alone.close()
