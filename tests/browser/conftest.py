"""A real JupyterLab in a real browser, started once for all browser tests."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from jupyter_client import BlockingKernelClient

from tests.browser.lab import Lab

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},  # keep every cell in the page
}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A JupyterLab server on a copy of the course; yields (address, folder)."""
    work = tmp_path_factory.mktemp("lab")
    root = work / "course"
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copytree(Path(__file__).parent / "pages", root / "pages")
    for name, values in SETTINGS.items():
        file = work / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "JUPYTERLAB_SETTINGS_DIR": str(work / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(work / "workspaces"),
        "JUPYTER_RUNTIME_DIR": str(work / "runtime"),
    }
    log = (work / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", "--allow-root", "--no-browser", f"--port={port}",
         "--ip=127.0.0.1", "--IdentityProvider.token=", f"--ServerApp.root_dir={root}"],
        env=env, stdout=log, stderr=log,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=1)
                break
            except OSError:
                time.sleep(0.25)
        else:
            pytest.fail("JupyterLab did not start:\n" + (work / "server.log").read_text()[-2000:])
        yield address, work
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture(scope="session")
def browser(chromium_path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def lab(server, browser):
    """Opens notebooks of the course; fails the test if the page's console shows an error."""
    address, work = server
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    lab = Lab(page, address, lambda: connect(address, work / "runtime"))
    yield lab
    lab.close()
    assert lab.console_errors == []


def connect(address: str, runtime: Path) -> BlockingKernelClient:
    """A second client of the newest kernel, to compare the page with what Python holds."""
    with urllib.request.urlopen(f"{address}/api/kernels") as answer:
        kernels = json.load(answer)
    newest = max(kernels, key=lambda kernel: kernel["last_activity"])
    client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{newest['id']}.json"))
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=30)
    return client
