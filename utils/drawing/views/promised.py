"""What validation promised of the best of some tries, and what the test set says of it."""

import numpy as np

from utils.drawing.view import View

LIMITS = (0.0, 0.8)
"""Of both losses: from none to a little above that of guessing."""


class Promised(View):
    """Each repetition as a dot: the validation loss of the best try, and above it the test loss of the same.

    It takes a result with ``after(n_tries) -> (promised, kept)`` and ``n_tries``.
    """

    whole = True

    def background_key(self, found):
        return None

    def build(self, axes, found, style, kept=()):
        axes.set(
            xlim=LIMITS, ylim=LIMITS, xlabel="validation loss of the best try", ylabel="its loss on the test set"
        )
        axes.set_title("Each repetition a dot")
        axes.grid(True)
        axes.plot(LIMITS, LIMITS, color=style.muted, linestyle="--", linewidth=1.8, label="as promised")
        self.dots = self.moving_marks("D", 7, style.prediction, width=0.7, clip_on=False, label="one repetition")
        self.star = self.moving_marks(
            "*", 18, style.background, edge=style.minimum, width=2, label="median", zorder=6
        )
        axes.legend(loc="lower right")

    def update(self, found):
        promised, kept = (np.clip(one, *LIMITS) for one in found.after(found.n_tries))
        self.dots.set_data(promised, kept)
        self.star.set_data([np.median(promised)], [np.median(kept)])

    def notes(self, found):
        outside = sum(max(pair) > LIMITS[1] for pair in zip(*found.after(found.n_tries), strict=True))
        return [f"{outside} of the repetitions lie on the edge of the chart, or beyond it."] if outside else []


class PromisedCourse(View):
    """Both losses over the number of tries, the medians of the repetitions; a line where the slider stands.

    Parameters
    ----------
    most_tries : int
        The right end of the axis, which is logarithmic.
    """

    whole = True

    def __init__(self, most_tries: int):
        super().__init__()
        self.most_tries = most_tries

    def background_key(self, found):
        return None

    def build(self, axes, found, style, kept=()):
        axes.set_xscale("log")
        ticks = [n for n in (1, 3, 10, 30, 100, 300, 1000) if n <= self.most_tries]
        axes.set_xticks(ticks, labels=list(map(str, ticks)))
        axes.set_xticks([], minor=True)
        axes.set(xlim=(0.95, 1.05 * self.most_tries), ylim=LIMITS, xlabel="tries", ylabel="loss, median")
        axes.set_title("More tries: what is promised, what is kept")
        axes.grid(True)
        self.at = self.moving_line(color=style.muted, linewidth=1.6, linestyle=":")
        self.kept = self.moving_line(color=style.ink, linewidth=2.6, label="test set")
        self.promised = self.moving_line(color=style.loss, linewidth=2.6, linestyle=(0, (6, 2)), label="validation")
        self.ends = self.moving_marks("o", 8, style.loss, clip_on=False), self.moving_marks("D", 8, style.ink)
        axes.legend(handles=[self.kept, self.promised], loc="upper right")

    def update(self, found):
        numbers = np.arange(1, self.most_tries + 1)
        self.at.set_data([found.n_tries] * 2, LIMITS)
        for line, end, course in zip((self.promised, self.kept), self.ends, found.courses, strict=True):
            medians = np.clip(np.median(course, axis=0), *LIMITS)
            line.set_data(numbers, medians)
            end.set_data([found.n_tries], [medians[found.n_tries - 1]])
