"""The server sends what a kernel says at once."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from utils.server import BUSY_ICON, SETTING, _jupyter_server_extension_points, _load_jupyter_server_extension


class Connection:
    def __init__(self, handler):
        self.websocket_handler = handler

    async def connect(self):
        self.websocket_handler.said.append("connected")
        return "the answer"


def test_a_connection_does_not_hold_back_messages_and_is_otherwise_the_same():
    said = []
    handler = SimpleNamespace(said=said, set_nodelay=lambda value: said.append(("nodelay", value)))
    server_app = SimpleNamespace(web_app=SimpleNamespace(settings={SETTING: Connection, "other": 1}))
    (point,) = _jupyter_server_extension_points()
    assert point == {"module": "utils.server"}
    _load_jupyter_server_extension(server_app)
    connection = server_app.web_app.settings[SETTING](handler)
    assert isinstance(connection, Connection)
    with pytest.raises(StopIteration) as ended:  # run by hand: browser tests leave a loop running
        connection.connect().send(None)
    assert ended.value.value == "the answer"
    assert said == [("nodelay", True), "connected"]
    assert server_app.web_app.settings["other"] == 1


def test_jupyter_finds_it_once_it_is_switched_on(tmp_path):
    switch_on = f"import runpy, sys; sys.prefix = {str(tmp_path)!r}; runpy.run_module('utils.server')"
    subprocess.run([sys.executable, "-c", switch_on], check=True)
    env = os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path / "etc" / "jupyter")}
    command = [sys.executable, "-m", "jupyter", "server", "extension", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    ours = (listed.stdout + listed.stderr).split(str(tmp_path))[1].split("Config dir")[0]
    assert re.search(r"utils\.server\b.*enabled", ours)
    assert re.search(r"utils\.server\b.*OK", ours)


def test_the_busy_icon_is_switched_off_and_what_else_is_set_stays(tmp_path):
    file = tmp_path / "etc" / "jupyter" / "labconfig" / "page_config.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"disabledExtensions": {"another": true}, "lockedExtensions": {"another": true}}')
    switch_on = f"import runpy, sys; sys.prefix = {str(tmp_path)!r}; runpy.run_module('utils.server')"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", switch_on], check=True)
    assert json.loads(file.read_text()) == {
        "disabledExtensions": {"another": True, BUSY_ICON: True},
        "lockedExtensions": {"another": True},
    }


def test_jupyterlab_still_calls_its_busy_icon_so():
    static = Path(sys.prefix) / "share" / "jupyter" / "lab" / "static"
    assert any(BUSY_ICON in file.read_text("utf-8") for file in static.glob("*.js"))


def test_a_kernel_page_of_the_real_server_gets_such_a_connection():
    """The setting's name and the method are Jupyter's: a version that renames them is noticed here."""
    from jupyter_server.serverapp import ServerApp
    from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

    assert hasattr(ServerApp, SETTING) and hasattr(KernelWebsocketHandler, SETTING)
    assert callable(KernelWebsocketHandler.set_nodelay)
