"""What every test may use."""

import gc
import os
import shutil
import sys
from pathlib import Path
from weakref import WeakSet

import pytest
from hypothesis import settings

# The same examples on every run and every machine; a slow machine is not a failure.
settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")

BROWSERS = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/snap/bin/chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
]


def find_chromium(browsers=BROWSERS) -> str | None:
    """Return the path of the first browser that is installed, or None."""
    return next((path for path in map(shutil.which, browsers) if path), None)


@pytest.fixture
def new_page(monkeypatch):
    """Let projector mode find only what the test itself makes, not each figure that other tests have kept."""
    monkeypatch.setattr(sys.modules["utils.explorers.projector"], "_explorers", WeakSet())


def pytest_collection_finish():
    """Let no garbage be looked for in what is there before the first test: that takes longer than many a module."""
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def close_widgets():
    """Close the widgets that the tests of a module have made: they live on until then, pictures and all."""
    before = set(_open_widgets())
    yield
    made = [widget for name, widget in _open_widgets().items() if name not in before]
    if made:
        while made:
            made.pop().close()
        gc.collect()


def _open_widgets() -> dict:
    """Return every open widget by its name; none if no test has loaded widgets so far."""
    module = sys.modules.get("ipywidgets.widgets.widget")
    return {} if module is None else module._instances


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the course."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """An installed Chromium or Chrome. Without one the test is skipped, or fails if REQUIRE_BROWSER=1."""
    path = find_chromium()
    if path is None:
        skip_without_browser("no Chromium or Chrome is installed")
    return path


def skip_without_browser(reason: str):
    """Skip what needs a browser and its tools, or fail if REQUIRE_BROWSER=1."""
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason + ", and REQUIRE_BROWSER=1 asks for it")
    pytest.skip(reason)
