"""What the browser tests do to a page: open it, run it, move its controls, read what it shows."""

import ast
import json
import re
import urllib.request

FRAME_TIMEOUT_MS = 10_000
IGNORED_CONSOLE = re.compile(r"favicon|net::ERR_ABORTED|ResizeObserver loop")


class Lab:
    """One JupyterLab page."""

    def __init__(self, page, address, connect):
        self.page, self.address, self._connect = page, address, connect
        self.console_errors = []
        self._client = None
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))

    def _console(self, message):
        text = f"{message.text} {message.location.get('url', '')}"
        if message.type == "error" and not IGNORED_CONSOLE.search(text):
            self.console_errors.append(text)

    def open(self, path: str) -> "Lab":
        """Open a notebook and run all its cells."""
        page = self.page
        page.goto(f"{self.address}/doc/tree/{path}?reset", timeout=60_000)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_function(
            "() => document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')",
            timeout=60_000,
        )
        page.click('li.lm-MenuBar-item:has-text("Run")')
        page.click('li.lm-Menu-item:has-text("Run All Cells") >> nth=0')
        page.wait_for_function(
            """() => {
                const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
                return prompts.every(p => /\\[\\d+\\]/.test(p.textContent));
            }""",
            timeout=120_000,
        )
        page.wait_for_timeout(1200)  # figures report their width and are drawn once more
        return self

    def close(self):
        if self._client is not None:
            self._client.stop_channels()
        self.page.close()
        for session in _sessions(self.address):
            _delete(f"{self.address}/api/sessions/{session['id']}")

    def python(self, expression: str):
        """Evaluate an expression in the page's kernel."""
        self._client = self._client or self._connect()
        reply = self._client.execute(
            "", user_expressions={"answer": expression}, reply=True, timeout=30, store_history=False
        )["content"]
        answer = reply["user_expressions"]["answer"]
        assert answer["status"] == "ok", answer
        return ast.literal_eval(answer["data"]["text/plain"])

    def sentences_in_python(self) -> list[str]:
        """The sentence of every live figure, in the order in which the page made them."""
        return self.python(
            "[w.sentence for w in __import__('ipywidgets').widgets.widget._instances.values()"
            " if type(w).__name__ == 'LiveFigure']"
        )

    def errors(self) -> list[str]:
        """Text of every error that a cell printed."""
        return self.page.eval_on_selector_all(
            '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]',
            "all => all.map(e => e.textContent)",
        )

    def explorers(self) -> list["ExplorerOnPage"]:
        return [ExplorerOnPage(self, number) for number in range(self.page.locator(".explorer").count())]


class ExplorerOnPage:
    """One explorer on the page: its figure, its sentence and its controls."""

    def __init__(self, lab: Lab, number: int):
        self.lab, self.page, self.number = lab, lab.page, number
        self.root = lab.page.locator(".explorer").nth(number)

    @property
    def image(self):
        return self.root.locator(".live-figure-stage img")

    @property
    def frame(self) -> int:
        return int(self.image.get_attribute("data-frame"))

    @property
    def sentence(self) -> str:
        return self.root.locator(".live-figure-sentence").text_content()

    @property
    def alt(self) -> str:
        return self.image.get_attribute("alt")

    def pixels(self) -> str:
        """The picture on show, as text that can be compared."""
        return self.image.evaluate(
            """async image => {
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
                canvas.getContext('2d').drawImage(image, 0, 0);
                return canvas.toDataURL();
            }"""
        )

    def handles(self):
        """Every slider's handle that can be seen."""
        return [h for h in self.root.locator(".noUi-handle").all() if h.is_visible()]

    def press(self, handle, key: str) -> None:
        """Press a key on a control and wait until a new frame is on show."""
        before = self.frame
        handle.focus()
        self.page.keyboard.press(key)
        self.wait_for_frame_after(before)

    def wait_for_frame_after(self, before: int) -> None:
        self.page.wait_for_function(
            """([number, before]) => {
                const image = document.querySelectorAll('.explorer')[number].querySelector('.live-figure-stage img');
                return image && Number(image.dataset.frame) > before;
            }""",
            arg=[self.number, before],
            timeout=FRAME_TIMEOUT_MS,
        )

    def settle(self) -> None:
        """Wait until the page shows the last frame that Python made."""
        self.page.wait_for_timeout(250)

    def sentence_in_python(self) -> str:
        return self.lab.sentences_in_python()[self.number]


def _sessions(address: str) -> list[dict]:
    with urllib.request.urlopen(f"{address}/api/sessions") as answer:
        return json.load(answer)


def _delete(url: str) -> None:
    urllib.request.urlopen(urllib.request.Request(url, method="DELETE"))
