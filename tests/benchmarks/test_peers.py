"""The same figure, made by others: how long a slider takes from the key press to new pixels, and how many bytes.

A loss curve and a path on contours, of the same run. Beside ours: `ipywidgets.interact` that shows a new figure,
ipympl that draws again, a Plotly `FigureWidget`, and a picture for each move. All are shown by the same JupyterLab
and the same browser, one page after the other. New pixels are there when a canvas is drawn, a picture has loaded,
or shapes have changed; the screen shows them at the browser's next frame, which is left out for all. A peer that is
not installed (the extra `bench`) is left out, and a line says so.
"""

import statistics
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import nbformat
import pytest

from tests.benchmarks.slow_line import slow_line
from tools.lab_page import VIEWPORT, Lab

REPEATS = 21
PAUSE_MS = 250  # until the last message of a move has come, too
PATIENCE_MS = 60_000  # Plotly's own program takes seconds through a slow line

SAME_FOR_ALL = """
import ipywidgets, numpy as np
from utils.descent import LinearModel, gradient_descent, line, mean_loss, squared_error, train

data = line(n_samples=30)
objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
ws, bs = np.linspace(-2, 6, 60), np.linspace(-3, 5, 60)
grid = objective.value(np.stack(np.meshgrid(ws, bs), axis=-1))

def run(log_rate):
    history = train(objective, gradient_descent(10**log_rate), [0.0, 0.0], n_steps=300)
    return history.params, np.clip(history.loss, 1e-3, 1e4)

def slider():
    return ipywidgets.FloatSlider(-3, min=-5, max=1, step=0.05, description="log rate")

def draw(figure, params, loss):
    left, right = figure.subplots(1, 2)
    right.contour(ws, bs, grid, levels=np.geomspace(grid.min() * 1.1, grid.max(), 12))
    left.set(yscale="log", xlim=(0, 300), ylim=(1e-3, 1e4))
    right.set(xlim=(-2, 6), ylim=(-3, 5))
    return left.plot(loss)[0], right.plot(*params.T, ".-")[0]
"""

OURS = """
from lessons.learning_rate.five_rates import learning_rate_explorer
learning_rate_explorer(objective, [0.0, 0.0], learning_rate=0.001, n_steps=300)
"""

INTERACT = """
import matplotlib.pyplot as plt
def show(log_rate):
    draw(plt.figure(figsize=(10, 3.44), dpi=96), *run(log_rate))
    plt.show()
ipywidgets.interact(show, log_rate=slider());
"""

IPYMPL = """
%matplotlib widget
import matplotlib.pyplot as plt
with plt.ioff():
    figure = plt.figure(figsize=(10, 3.44), dpi=96)
curve, path = draw(figure, *run(-3))
control = slider()
def moved(change):
    params, loss = run(change["new"])
    curve.set_ydata(loss)
    path.set_data(*params.T)
    figure.canvas.draw_idle()
control.observe(moved, "value")
ipywidgets.VBox([control, figure.canvas])
"""

PLOTLY = """
import plotly.graph_objects as go
from plotly.subplots import make_subplots
params, loss = run(-3)
figure = go.FigureWidget(make_subplots(1, 2))
figure.add_scatter(y=loss, row=1, col=1)
figure.add_contour(x=ws, y=bs, z=np.log(grid), contours_coloring="lines", row=1, col=2)
figure.add_scatter(x=params[:, 0], y=params[:, 1], mode="lines+markers", row=1, col=2)
figure.update_layout(width=960, height=330, yaxis=dict(type="log", range=[-3, 4]), xaxis=dict(range=[0, 300]),
                     xaxis2=dict(range=[-2, 6]), yaxis2=dict(range=[-3, 5]))
control = slider()
def moved(change):
    params, loss = run(change["new"])
    with figure.batch_update():
        figure.data[0].y = loss
        figure.data[2].x, figure.data[2].y = params.T
control.observe(moved, "value")
ipywidgets.VBox([control, figure])
"""

PICTURE = """
import io
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
figure = Figure(figsize=(10, 3.44), dpi=96)
canvas = FigureCanvasAgg(figure)
curve, path = draw(figure, *run(-3))
def png():
    file = io.BytesIO()
    figure.savefig(file, format="png", pil_kwargs={"compress_level": 1})
    return file.getvalue()
control, image = slider(), ipywidgets.Image(value=png(), width=960)
def moved(change):
    params, loss = run(change["new"])
    curve.set_ydata(loss)
    path.set_data(*params.T)
    image.value = png()
control.observe(moved, "value")
ipywidgets.VBox([control, image])
"""

FRAME = "area.querySelector('[data-frame]')?.dataset.frame"
LOADED = "area.querySelector('img')?.complete && area.querySelector('img').src"
SHAPE = "area.querySelector('.scatterlayer path.js-line')?.getAttribute('d')"
DRAWN = "[...area.querySelectorAll('canvas')].map(canvas => canvas.dataset.drawn ?? 0).join()"


@dataclass(frozen=True)
class Peer:
    """One way to make the figure: its code, its slider, and what is another value as soon as there are new pixels."""

    name: str
    code: str
    pixels: str
    slider: int = 0
    package: str | None = None

    @property
    def missing(self) -> bool:
        try:
            return self.package is not None and not version(self.package)
        except PackageNotFoundError:
            return True


PEERS = [
    Peer("the course", OURS, FRAME, slider=2),
    Peer("Plotly FigureWidget", PLOTLY, SHAPE, package="plotly"),
    Peer("a picture for each move", PICTURE, LOADED),
    Peer("ipympl, draw_idle", IPYMPL, DRAWN, package="ipympl"),
    Peer("interact, plt.show", INTERACT, LOADED),
]

AREA = "[...document.querySelectorAll('.jp-OutputArea')].find(area => area.querySelector('.noUi-handle'))"
READY = f"pixels => {{ const area = {AREA}; return area && new Function('area', 'return ' + pixels)(area); }}"

# A canvas notes on itself that an image was drawn on it, so that it can be watched as other elements are.
NOTE_DRAWINGS = """() => {
    const { drawImage } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.drawImage = function (...all) {
        drawImage.apply(this, all);
        this.canvas.dataset.drawn = Number(this.canvas.dataset.drawn ?? 0) + 1;
    };
}"""
MEASURE = f"""async ([pixels, slider, key]) => {{
    const area = {AREA}, now = new Function('area', 'return ' + pixels);
    const handle = [...area.querySelectorAll('.noUi-handle')].filter(one => one.offsetParent)[slider];
    handle.focus();
    return await new Promise((resolve, reject) => {{
        const late = setTimeout(() => reject(new Error('no new pixels')), 8000);
        const before = now(area);
        function look() {{
            if (!now(area) || now(area) === before) return;
            seen.disconnect();
            area.removeEventListener('load', look, true);
            clearTimeout(late);
            resolve(performance.now() - start);
        }}
        const seen = new MutationObserver(look);
        seen.observe(area, {{ childList: true, subtree: true, attributes: true }});
        area.addEventListener('load', look, true);
        const start = performance.now();
        handle.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }}));
    }});
}}"""


@dataclass(frozen=True)
class Answer:
    """How fast a slider answered, in milliseconds, and the bytes that a move brought to the page."""

    name: str
    median: float
    slowest_tenth: float
    n_bytes: float

    def __str__(self) -> str:
        times = f"median {self.median:6.1f} ms, 9 of 10 within {self.slowest_tenth:6.1f} ms"
        return f"  {self.name:24} {times}, {self.n_bytes / 1000:6.1f} kB a move"


def open_page(lab, peer):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in (SAME_FOR_ALL, peer.code)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(notebook, lab.work / "course" / "notebooks" / "peer.ipynb")
    lab.open("peer")
    lab.page.wait_for_function(READY, arg=peer.pixels, timeout=PATIENCE_MS)
    lab.page.wait_for_timeout(1000)
    lab.page.evaluate(NOTE_DRAWINGS)


def answer(lab, peer):
    """Press keys on a peer's slider, to and fro."""
    received = []

    def noted(event):
        frame = event["response"]
        is_text = frame["opcode"] == 1
        received.append(len(frame["payloadData"]) * (1 if is_text else 0.75))  # others are told in base64

    session = lab.page.context.new_cdp_session(lab.page)
    session.on("Network.webSocketFrameReceived", noted)
    session.send("Network.enable")
    times, sizes = [], []
    for turn in range(REPEATS + 2):
        received.clear()
        key = ["ArrowRight", "ArrowLeft"][turn % 2]
        times.append(lab.page.evaluate(MEASURE, [peer.pixels, peer.slider, key]))
        lab.page.wait_for_timeout(PAUSE_MS)
        sizes.append(sum(received))
    session.detach()
    times, sizes = times[2:], sizes[2:]  # the first ones warm up
    slowest_tenth = statistics.quantiles(times, n=10, method="inclusive")[-1]
    return Answer(peer.name, statistics.median(times), slowest_tenth, statistics.median(sizes))


@pytest.mark.parametrize("far_away", [False, True], ids=["here", "on a slow line"])
def test_the_same_figure_by_others(browser, server, far_away, capsys):
    address, work = server
    found, left_out = [], []
    with slow_line(int(address.rpartition(":")[2])) if far_away else nullcontext(address) as line:
        for peer in PEERS:
            if peer.missing:
                left_out.append(f"  {peer.name} is left out: {peer.package} is not installed.")
                continue
            lab = Lab(browser.new_page(viewport=VIEWPORT), line, work)
            open_page(lab, peer)
            found.append(answer(lab, peer))
            lab.close()
    with capsys.disabled():
        print("\nThe same figure by others, " + ("20 ms each way and 10 Mbit/s" if far_away else "on this machine"))
        print("\n".join([*map(str, found), *left_out]))
    ours, *others = found
    for other in others:
        assert ours.median < other.median, other.name
        assert ours.n_bytes < other.n_bytes, other.name
