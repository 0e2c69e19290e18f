"""A real JupyterLab and a page in a real browser: open a notebook, run it, move its controls, read what it shows.

Used by the browser tests, the slider benchmark and the moving picture.
"""

import ast
import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import nbformat
from jupyter_client import BlockingKernelClient

from tools.notebooks import METADATA
from tools.page_explorer import TIMEOUT_S, PageExplorer

VIEWPORT = {"width": 1280, "height": 800}
COPIES = itertools.count(1)
NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},  # or the next test opens what the last one left
    "notebook-extension/tracker": {"windowingMode": "none"},  # keep every cell in the page
}
# A port that was free when a kernel chose it may be taken when the kernel binds it, by another kernel or a browser:
# the page then says Connecting for good. Nobody takes a socket that has a name of its own.
TRANSPORT = ["--KernelManager.transport=ipc"] if sys.platform == "linux" else []
# JupyterLab's own noise: no news feed, a page left while it still loaded.
NOT_OURS = re.compile(r"favicon|net::ERR_ABORTED|ResizeObserver loop")
# (frame, sentence) of every live figure that Python holds; and whether a run that is shown as it comes is under way.
FIGURES = (
    "([(w.frame_number, w.sentence) for w in __import__('ipywidgets').widgets.widget._instances.values()"
    " if type(w).__name__ == 'LiveFigure'],"
    " any(w._live is not None and w._live.going for w in __import__('ipywidgets').widgets.widget._instances.values()"
    " if type(w).__name__ == 'Explorer'))"
)
# Of every explorer on the page, from top to bottom: the frame's number and the sentence that are on show.
SHOWN = """() => [...document.querySelectorAll('.explorer')].map(one => [
    Number(one.querySelector('.live-figure-stage [data-frame]')?.dataset.frame ?? -1),
    one.querySelector('.live-figure-sentence')?.textContent ?? '',
])"""
# How many messages of the page's controls are under way: sent, and the kernel has not said that it is done with them.
UNDER_WAY = """() => {
    let underWay = 0;
    for (const part of window.jupyterapp?.shell.widgets('main') ?? []) {
        const kernel = part.sessionContext?.session?.kernel;
        if (kernel && !kernel.underWay) {
            const sent = (kernel.underWay = new Set());
            kernel.anyMessage.connect((_, { msg, direction }) => {
                const isDone = direction === 'recv' && msg.content.execution_state === 'idle';
                if (isDone) sent.delete(msg.parent_header.msg_id);
                if (direction === 'send' && msg.header.msg_type === 'comm_msg') sent.add(msg.header.msg_id);
            });
            kernel.statusChanged.connect((_, status) => status.endsWith('restarting') && sent.clear());
        }
        underWay += kernel?.underWay.size ?? 0;
    }
    return underWay;
}"""
# The kernel is idle, and every code cell has a number or one ended in an error.
ALL_RUN = """() => document.querySelector('.jp-Notebook-ExecutionIndicator').dataset.status === 'idle'
    && (document.querySelector('[data-mime-type="application/vnd.jupyter.error"]')
        || [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
            .every(prompt => /\\[\\d+\\]/.test(prompt.textContent)))"""
DELETE = """url => fetch(url, {
    method: 'DELETE',
    headers: { 'X-XSRFToken': document.cookie.match(/_xsrf=([^;]*)/)[1] },
})"""


@contextmanager
def lab_server(work: Path, *, uncover: bool = True, settings: Mapping[str, Mapping] = MappingProxyType({})):
    """Serve a copy of the notebooks from an empty folder with JupyterLab; yields its address.

    ``uncover`` shows at once what predictions cover, so that every explorer is on the page. ``settings`` are
    JupyterLab's, in place of those that tests have.
    """
    shutil.copytree(NOTEBOOKS, work / "course" / "notebooks", ignore=shutil.ignore_patterns(".*"))
    for name, values in {**SETTINGS, **settings}.items():
        file = work / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    runtime = tempfile.mkdtemp(prefix="lab-")  # a socket's name has at most 107 letters, with the folder's
    (work / "runtime").symlink_to(runtime)
    env = os.environ | {
        "JUPYTERLAB_SETTINGS_DIR": str(work / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(work / "workspaces"),
        "JUPYTER_RUNTIME_DIR": runtime,
        "LEARNING_RATE_COURSE_PROGRESS": str(work / "progress.json"),  # no answers of earlier days
        "LEARNING_RATE_COURSE_UNCOVER": "1" if uncover else "",
        "LEARNING_RATE_COURSE_KEEP_SOLUTIONS_BACK": "",
    }
    command = [
        sys.executable, "-m", "jupyter", "lab", "--allow-root", "--no-browser", f"--port={port}", "--ip=127.0.0.1",
        "--expose-app-in-browser", "--IdentityProvider.token=", f"--ServerApp.root_dir={work / 'course'}", *TRANSPORT,
    ]  # fmt: skip
    log = work / "server.log"
    with log.open("w") as stream:
        process = subprocess.Popen(command, env=env, stdout=stream, stderr=stream)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(runtime, ignore_errors=True)


def _wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError:
            time.sleep(0.25)
        if process.poll() is not None:
            break
    raise RuntimeError("JupyterLab did not start:\n" + log.read_text()[-2000:])


class Lab:
    """One page with JupyterLab."""

    def __init__(self, page, address: str, work: Path):
        self.page, self.address, self.work = page, address, work
        self.console_errors: list[str] = []
        self._client, self._opened = None, set()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))

    def _console(self, message) -> None:
        text = f"{message.text} {message.location.get('url', '')}"
        if message.type == "error" and not NOT_OURS.search(text):
            self.console_errors.append(text)

    def open(
        self,
        name: str,
        *,
        only: Iterable[str] = (),
        more_code: str = "",
        changed: Callable[[str], str] | None = None,
        unfold: bool = True,
        simple: bool = True,
    ) -> "Lab":
        """Open a notebook of the course and run all its cells, in JupyterLab's simple interface or in the usual one.

        ``only`` leaves of it the cells of code that hold one of these texts: a small page is opened in half the time.
        ``more_code`` becomes one more cell at its end, and ``changed(code)`` takes the place of a cell's code (in a
        copy; the course stays as it is). ``unfold`` opens what is folded below a heading.
        """
        only, path = tuple(only), f"notebooks/{name}.ipynb"
        if (NOTEBOOKS / f"{name}.ipynb").exists():  # or a test has made it
            shutil.copy(NOTEBOOKS / f"{name}.ipynb", self.work / "course" / path)  # not what an earlier one has saved
        if only or more_code or changed is not None:
            notebook = nbformat.read(self.work / "course" / path, as_version=4)
            if only:
                code = [cell for cell in notebook.cells if cell.cell_type == "code"]
                notebook.cells = [cell for cell in code if any(text in cell.source for text in only)]
            for cell in notebook.cells:
                if changed is not None and cell.cell_type == "code":
                    cell.source = changed(cell.source)
            if more_code:
                notebook.cells.append(nbformat.v4.new_code_cell(more_code))
            path = f"notebooks/{name}-changed-{next(COPIES)}.ipynb"  # with a kernel of its own, whatever else is open
            nbformat.write(notebook, self.work / "course" / path)
        return self._open(path, unfold, simple)

    def open_cells(self, name: str, *cells: str, simple: bool = True) -> "Lab":
        """Open a notebook of that name with these cells alone, and run them."""
        code = [nbformat.v4.new_code_cell(cell) for cell in cells]
        path = f"notebooks/{name}.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=code, metadata=METADATA), self.work / "course" / path)
        return self._open(path, unfold=False, simple=simple)

    def _open(self, path: str, unfold: bool, simple: bool) -> "Lab":
        page = self.page
        self._opened.add(path)
        page.goto(f"{self.address}/{'doc' if simple else 'lab'}/tree/{path}?reset", timeout=60_000)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_selector("text=/ipykernel.*Idle/", timeout=60_000)  # in the status bar: the kernel has started
        page.click('li.lm-MenuBar-item:has-text("Run")')
        page.click('li.lm-Menu-item:has-text("Run All Cells") >> nth=0')
        self.wait_until_run()
        if unfold:
            self.unfold()
        self._connect()
        self.settle()
        return self

    def hidden_cells(self) -> list[int]:
        """The numbers of the cells that are folded below a heading."""
        return self.page.eval_on_selector_all(
            ".jp-Notebook .jp-Cell", "cells => cells.flatMap((cell, n) => (cell.offsetParent === null ? [n] : []))"
        )

    def unfold(self) -> None:
        """Open what is folded, by the buttons that JupyterLab puts below such headings: the first as a hand does."""
        buttons = self.page.locator(".jp-showHiddenCellsButton")
        if buttons.count():
            buttons.first.click()
        while buttons.count():
            buttons.evaluate_all("buttons => buttons.forEach(button => button.click())")

    def wait_until_run(self) -> None:
        """Wait until every code cell has run; an error in a cell is an error here."""
        self.page.wait_for_function(ALL_RUN, timeout=120_000)
        assert self.errors() == []

    def restart_and_run_all(self) -> None:
        """Restart the kernel and run all cells, as the Kernel menu does."""
        page = self.page
        page.click('li.lm-MenuBar-item:has-text("Kernel")')
        page.click('li.lm-Menu-item:has-text("Restart Kernel and Run All Cells")')
        page.click(".jp-Dialog button.jp-mod-accept")
        page.wait_for_selector(".jp-Dialog", state="detached")
        page.wait_for_timeout(1000)  # until the prompts are empty
        self.wait_until_run()

    def use_theme(self, name: str) -> None:
        """Choose a theme of JupyterLab in its Settings menu."""
        page = self.page
        page.click('li.lm-MenuBar-item:has-text("Settings")')
        page.hover('li.lm-Menu-item:has-text("Theme") >> nth=0')
        page.click(f'li.lm-Menu-item:has-text("{name}") >> nth=0')
        is_light = "true" if name.endswith("Light") else "false"
        page.wait_for_selector(f'body[data-jp-theme-light="{is_light}"]', state="attached")
        self.settle()

    def cell_with(self, text: str):
        """The code cell that holds this text."""
        return self.page.locator(".jp-CodeCell", has=self.page.locator(".cm-content", has_text=text)).first

    def rewrite(self, cell, code: str) -> None:
        """Type other code into a cell and run it."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(code)
        self.run(cell)

    def run(self, cell) -> None:
        """Run a cell and wait until it is done."""
        before = cell.locator(".jp-InputPrompt").text_content()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")
        for _ in range(TIMEOUT_S * 10):
            self.page.wait_for_timeout(100)
            now = cell.locator(".jp-InputPrompt").text_content()
            if now != before and re.search(r"\d", now):
                return
        raise AssertionError(f"the cell did not finish: {now}")

    def close(self) -> None:
        """Close the page and stop the kernels of what it has opened."""
        if self._client is not None:
            self._client.stop_channels()
        for session in self._get("sessions"):
            if session["path"] in self._opened:
                self.page.evaluate(DELETE, f"{self.address}/api/sessions/{session['id']}")
        self.page.close()

    def _get(self, what: str) -> list[dict]:
        return self.page.request.get(f"{self.address}/api/{what}").json()  # with the page's own cookies

    def _connect(self) -> None:
        """Become a second client of the page's kernel, to compare the page with what Python holds."""
        name = self.page.url.split("?")[0].rsplit("/", 1)[-1]
        (kernel,) = [s["kernel"]["id"] for s in self._get("sessions") if s["path"].endswith(name)]
        file = self.work / "runtime" / f"kernel-{kernel}.json"
        self._client = BlockingKernelClient(connection_file=str(file))
        self._client.load_connection_file()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=30)

    def python(self, expression: str):
        """Evaluate an expression in the page's kernel."""
        reply = self._client.execute(
            "", user_expressions={"answer": expression}, reply=True, timeout=30, store_history=False
        )
        answer = reply["content"]["user_expressions"]["answer"]
        assert answer["status"] == "ok", answer
        return ast.literal_eval(answer["data"]["text/plain"])

    def errors(self) -> list[str]:
        """The text of every error that a cell has printed."""
        return self.page.eval_on_selector_all(
            '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]',
            "all => all.map(e => e.textContent)",
        )

    def explorers(self) -> list["PageExplorer"]:
        """Every explorer on the page, from top to bottom."""
        return [PageExplorer(self, number) for number in range(self.page.locator(".explorer").count())]

    def shown(self) -> list[tuple[int, str]]:
        """Frame's number and sentence of every explorer, as they are on show."""
        return [tuple(one) for one in self.page.evaluate(SHOWN)]

    def settle(self, number: int | None = None, *, after: int = -1) -> None:
        """Wait until Python has had all that was pressed, and its last frame and sentence are on show and stay there.

        Of every explorer, or of that number. ``after`` is the number of a frame that is already over: who waits for a
        later one cannot have looked too early, and looks again sooner.
        """
        if not self.shown():  # a page that has not run yet, which may have no kernel either
            return
        deadline, calm = time.monotonic() + TIMEOUT_S, 0
        while calm < 2:
            self.page.wait_for_timeout(60 if after < 0 else 30)
            under_way = self.page.evaluate(UNDER_WAY)
            held, going = self.python(FIGURES)
            now = self.shown() if number is None else self.shown()[number : number + 1]
            is_last = all(one in held and one[0] > after for one in now) and not (under_way or going)
            calm = calm + 1 if is_last else 0
            assert time.monotonic() < deadline, f"the page shows {now}, Python holds {held}"
