"""The page's canvas against Agg's picture of the same state, for every figure, theme and sharpness of the screen."""

import zlib
from collections.abc import Iterator

import numpy as np
import pytest

from tests.browser.canvas import REPLAY, Canvas, pixels_of, png_of, visibly_different
from tests.notebooks.every_explorer import NOTEBOOKS, explorers_of, has_many_curves, move_everything
from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage, View
from utils.drawing.recorder import Recorder
from utils.drawing.stage import Frame
from utils.drawing.views import LossCurve, LossMap
from utils.explorers.live_run import LiveRun

MOST_DIFFERENT = 20
"""Pixels of a usual screen. The smallest dot of the course, 4 points wide, covers 22; a figure has 350,000."""
MOST_DIFFERENT_OF_MANY_CURVES = 80
"""The same for a sweep. Where 80 curves lie on each other, each of them covers a pixel at their edge a little, and
all of them together cover it: what one renderer rounds to 0 and the other to 5 % is seen as a line of one pixel. In
75 random states, light and dark, usual and sharp, 41 pixels differed at most; planted errors make over 170."""
RANDOM_STATES = 3
SCREENS = [(theme, ratio) for theme in ("light", "dark") for ratio in (1.0, 2.0)]
BOWL = quadratic_bowl([1.0, 5.0])


@pytest.fixture(scope="module")
def canvas(browser):
    page = browser.new_page()
    yield Canvas(page)
    page.close()


def different(canvas, stage, result, kept=()) -> int:
    """How many pixels differ visibly; on a sharp screen, a quarter of them."""
    seen = canvas.pixels(*stage.frame(result, kept))
    return visibly_different(seen, pixels_of(stage.picture(result, kept))).sum() / stage.scale**2


def remembered(explorer):
    """Return the explorer's run, which trains with no settings twice."""
    found, run = {}, explorer._run

    def remember(**settings):
        key = repr(settings)
        if key not in found:
            answer = run(**settings)
            if isinstance(answer, Iterator):
                live = LiveRun(answer)
                live.advance()
                answer = live.result
            found[key] = answer
        return found[key]

    return remember


def states(explorer, monkeypatch) -> list[tuple]:
    """Return what an explorer shows at its start and at random states, always the same ones: line, result, pins."""
    chance, shown = np.random.default_rng(zlib.crc32(explorer.name.encode())), []
    with monkeypatch.context() as nothing_is_drawn:
        nothing_is_drawn.setattr(explorer.stage, "frame", lambda *_: Frame(b"", b""))
        for number in range(1 + RANDOM_STATES):
            explorer.reset() if number == 0 else move_everything(explorer, chance)
            shown.append((explorer.state, explorer.result, tuple(explorer.pins.kept)))
    explorer.reset()
    return shown


@pytest.fixture(scope="module", autouse=True)
def figures_of_their_own():
    """Leave no figure behind that is drawn for another screen."""
    yield
    explorers_of.cache_clear()


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_canvas_and_picture_look_the_same(canvas, notebook, monkeypatch):
    """The first figure of each kind on every screen, others of the same panels each on one of the screens."""
    seen = set()
    for number, explorer in enumerate(explorers_of(notebook)):
        kind, stage = tuple(type(view) for view in explorer.stage.views), explorer.stage
        monkeypatch.setattr(explorer, "_run", remembered(explorer))
        shown = states(explorer, monkeypatch)
        for theme, ratio in [SCREENS[number % len(SCREENS)]] if kind in seen else SCREENS:
            stage.configure(theme=theme, scale=ratio)
            for line, result, kept in shown:
                count = different(canvas, stage, result, kept)
                limit = MOST_DIFFERENT_OF_MANY_CURVES if has_many_curves(explorer) else MOST_DIFFERENT
                assert count <= limit, f"{line}, {theme}, ratio {ratio}"
        seen.add(kind)


# What differed by 29 pixels of a usual screen while places were rounded to 1/16 of a pixel
MANY_CURVES = (
    "sweep_explorer of bill_length_mm and bill_depth_mm | center=4.31e-08 span=4.1 n_rates=56 n_steps=232 n_seeds=5"
)


@pytest.fixture
def sweep():
    explorer = explorers_of("04_choosing_a_learning_rate")[-1]
    assert explorer.restore(MANY_CURVES) is None
    yield explorer
    explorer.reset()


def test_places_are_fine_enough_for_curves_side_by_side(canvas, sweep):
    sweep.stage.configure(theme="light", scale=1.0)
    assert different(canvas, sweep.stage, sweep.result) <= 5


def bowl_stage(*views):
    stage = Stage(views or [LossMap((-3, 3), (-3, 3)), LossCurve(20, (1e-3, 1e3))])
    stage.configure(theme="light", scale=1.0)
    return stage, train(BOWL, gradient_descent(0.1), [2.0, 1.0], n_steps=20)


class Broken(Canvas):
    """A page that draws frames with a part of its program changed."""

    def __init__(self, page, old, new):
        program = REPLAY.read_text()
        assert old in program
        self.page = page
        page.add_script_tag(content=program.replace(old, new))


class Dashed(LossCurve):
    """A loss curve of short dashes."""

    def build(self, axes, history, style, kept=()):
        super().build(axes, history, style, kept)
        self.curve.set_linestyle("--")


MARK = """x[i], y[i]);
        paint(style, path);"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MARK, MARK.replace("paint(style, path)", "if (i) paint(style, path)")),
        ("context.setLineDash(style.dashes", "context.setLineDash([]"),
        ("if (style.fill) context.fill(path);", ""),
        ("if (style.stroke) context.stroke(path);", ""),
        ("context.lineWidth = style.width * ratio;", "context.lineWidth = 0.3 * style.width * ratio;"),
    ],
    ids=["one mark left out", "dashes lost", "fill lost", "stroke lost", "thin lines"],
)  # fmt: skip
def test_a_planted_error_is_found(browser, old, new):
    stage, run = bowl_stage(LossMap((-3, 3), (-3, 3)), Dashed(20, (1e-3, 1e3)))
    page = browser.new_page()
    assert different(Canvas(page), stage, run) <= MOST_DIFFERENT
    page.close()
    page = browser.new_page()
    assert different(Broken(page, old, new), stage, run) > MOST_DIFFERENT
    page.close()


LINE_WIDTH = "context.lineWidth = style.width * ratio;"
ITEM = "paint(style, isFixed ?"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MARK, MARK.replace("paint(style, path)", "if (i) paint(style, path)")),
        (ITEM, f"if (left > 1) {ITEM}"),
        (LINE_WIDTH, LINE_WIDTH.replace("style", "0.7 * style")),
        ("if (style.fill) context.fill(path);", ""),
        ("context.clip();", ""),
    ],
    ids=["one mark left out", "one of each collection left out", "thin lines", "fill lost", "not cut"],
)  # fmt: skip
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_an_error_that_is_planted_in_a_sweep_is_found(browser, sweep, ratio, old, new):
    sweep.stage.configure(theme="light", scale=ratio)
    page = browser.new_page()
    assert different(Broken(page, old, new), sweep.stage, sweep.result) > 2 * MOST_DIFFERENT_OF_MANY_CURVES
    page.close()


class Everything(View):
    """What the course's figures may come to use: images, markers in a collection, a clip path, areas, words."""

    def build(self, axes, history, style, kept=()):
        from matplotlib.patches import Circle, Polygon

        axes.set(xlim=(0, 10), ylim=(0, 10))
        values = np.random.default_rng(0).random((6, 8))
        for smooth, corner in (("nearest", 0.5), ("bilinear", 5.5)):
            image = axes.imshow(
                values, interpolation=smooth, interpolation_stage="rgba", origin="lower", aspect="auto",
                extent=(corner, corner + 4, 0.5, 4.5), zorder=1,
            )  # fmt: skip
            self.moving(image)
        x = np.linspace(1, 9, 9)
        for marker, y in zip("os^D*X", np.linspace(5, 9.5, 6), strict=True):
            self.moving(axes.scatter(x, y + 0.03 * x, s=40 + 20 * x, marker=marker, c=x, edgecolors=style.ink))
        line = self.moving(axes.plot([0, 10], [4.8, 9.2], color=style.loss, linewidth=5)[0])
        line.set_clip_path(Circle((5, 7), 2, transform=axes.transData))
        self.moving(axes.add_patch(Polygon([(0, 9), (1e4, 9.2), (1e4, 1e4)], color=style.path, alpha=0.4)))
        self.moving(axes.bar([1.5, 2.5], [5.2, 6.1], width=0.61, bottom=4.7, fill=False, edgecolor=style.ink)[0])

    def update(self, history):
        pass


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_images_collections_and_clip_paths_look_the_same(canvas, ratio):
    stage, run = bowl_stage(Everything())
    stage.configure(theme="light", scale=ratio)
    assert different(canvas, stage, run) <= MOST_DIFFERENT


class Heap(View):
    """Many marks upon each other, their edges not quite a pixel wide."""

    def build(self, axes, history, style, kept=()):
        axes.set(xlim=(0, 10), ylim=(0, 10))
        marks = self.moving_marks("D", 7, style.prediction, width=0.7)
        marks.set_data(*np.random.default_rng(0).normal(5, 0.8, (2, 150)))

    def update(self, history):
        pass


def test_edges_of_marks_upon_each_other_look_the_same(canvas):
    stage, run = bowl_stage(Heap())
    assert different(canvas, stage, run) <= 5


WHITE = png_of(np.full((370, 960, 3), 255))
NOTHING = Recorder(960, 370, dpi=96, scale=1.0).commands(background=0)


def sharpness(pixels) -> float:
    """How far neighbors in a row are apart, where they are the furthest apart."""
    return float(np.sort(np.abs(np.diff(pixels, axis=1)).max(axis=-1).ravel())[-200:].mean())


def test_a_page_that_is_zoomed_draws_the_same_figure_and_sharper(canvas):
    zoom = 2
    stage, run = bowl_stage()
    _, commands = stage.frame(run)
    usual, zoomed = canvas.pixels(WHITE, commands), canvas.pixels(WHITE, commands, zoom)
    height, width, _ = usual.shape
    smaller = zoomed.reshape(height, zoom, width, zoom, 3).mean(axis=(1, 3))
    assert visibly_different(smaller.round().astype(int), usual).sum() <= MOST_DIFFERENT
    # A picture that is enlarged has no step as high between two pixels as the edge of a line on a canvas
    enlarged = canvas.pixels(png_of(usual), NOTHING, zoom)
    assert sharpness(zoomed) > 1.5 * sharpness(enlarged)
