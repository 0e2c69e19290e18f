"""Yes or no: the probability that a neuron gives, and what each answer costs."""

import numpy as np

from utils.descent import Objective, format_number
from utils.descent.formatting import count
from utils.descent.verdict.metrics import answered_right
from utils.drawing.lettering import name_axes
from utils.drawing.view import View


def true_answer(objective: Objective, params) -> tuple[np.ndarray, np.ndarray]:
    """Return the probability that each sample's true answer was given, and its log loss.

    Both come from the logit, so that they are exact where a probability rounds to 0 or 1.

    Parameters
    ----------
    objective : Objective
        The mean log loss of a neuron.
    params : array_like, shape (n_params,)

    Returns
    -------
    probability, loss : ndarray, shape (n_samples,)

    Examples
    --------
    >>> from utils.descent import Neuron, log_loss, mean_loss
    >>> probability, _ = true_answer(mean_loss(Neuron(1), log_loss, [[0.0], [1.0]], [0.0, 1.0]), [0.0, 0.0])
    >>> probability
    array([0.5, 0.5])
    """
    logit = objective.model.logit(params, objective.X)
    loss = objective.loss.of_logit.value(objective.y_true, logit)
    return np.exp(-loss), loss


class ProbabilityView(View):
    """Answers of 0 and 1, the probability of 1 as a curve, and the distance from each answer to it.

    Parameters
    ----------
    x_limits : (float, float)
        Fixed limits of the feature.
    x_label : str
        What the feature is, with its unit.
    answers : (str, str)
        What the answers 0 and 1 mean.
    title : str
        The panel's title.
    """

    def __init__(self, x_limits, *, x_label="x", answers=("no", "yes"), title="Probability of yes"):
        super().__init__()
        self.x_limits, self.x_label, self.answers, self.title = x_limits, x_label, answers, title

    def background_key(self, history):
        return id(history.objective)

    def build(self, axes, history, style, kept=()):
        axes.set(xlim=self.x_limits, ylim=(-0.12, 1.32))
        name_axes(axes, self.x_label)
        axes.set_yticks([0, 0.5, 1], [f"{self.answers[0]}: 0", "0.5", f"{self.answers[1]}: 1"])
        axes.set_title(self.title)
        axes.grid(True, axis="y")
        self.x = np.linspace(*self.x_limits, 300)
        self.errors = self.moving_line(color=style.loss, linewidth=1.8, linestyle=":", label="error")
        self.curve = self.moving_line(color=style.prediction, linewidth=3, label="probability")
        self.right, self.wrong, self.costliest = _dots(self, style)
        axes.legend(
            handles=[self.right, self.wrong, self.curve, self.errors],
            loc="upper center",
            ncols=4,
            columnspacing=1.0,
            handletextpad=0.4,
        )

    def update(self, history):
        objective, params = history.objective, history.params[-1]
        x, y_true = objective.X[:, 0], objective.y_true
        self.curve.set_data(self.x, objective.model.predict(params, self.x[:, None]))
        y_pred = objective.model.predict(params, objective.X)
        gaps = np.full(len(x), np.nan)
        self.errors.set_data(np.column_stack([x, x, gaps]).ravel(), np.column_stack([y_true, y_pred, gaps]).ravel())
        _place(self, history, x, y_true)


class LogLossView(View):
    """Log loss against the probability given to the true answer, with a dot for each sample.

    Parameters
    ----------
    max_loss : float
        The top of the loss axis.
    title : str
        The panel's title.
    """

    def __init__(self, max_loss=5.0, *, title="What each answer costs"):
        super().__init__()
        self.max_loss, self.title = max_loss, title

    def background_key(self, history):
        return "log loss"

    def build(self, axes, history, style, kept=()):
        axes.set(xlim=(-0.03, 1.03), ylim=(-0.04 * self.max_loss, self.max_loss))
        axes.set(xlabel="probability of the true answer", ylabel="log loss")
        axes.set_title(self.title)
        axes.grid(True)
        p = np.geomspace(1e-4, 1, 300)
        axes.plot(p, -np.log(p), color=style.loss, linewidth=2.6)
        axes.axvline(0.5, color=style.muted, linestyle="--", linewidth=1.4)
        for x, side, words in ((0.48, "right", "wrong side"), (0.52, "left", "right side")):
            axes.text(x, 0.5 * self.max_loss, words, ha=side, color=style.ink)
        self.right, self.wrong, self.costliest = _dots(self, style)
        self.exit = self.exit_marker()
        axes.legend(handles=[self.right, self.wrong, self.costliest], loc="upper right", markerscale=0.75)

    def update(self, history):
        probability, loss = true_answer(history.objective, history.params[-1])
        _place(self, history, probability, loss)
        worst = loss.argmax()
        self.mark_exit(self.exit, probability[[worst, worst]], np.array([0.0, loss[worst]]))

    def notes(self, history):
        loss = true_answer(history.objective, history.params[-1])[1]
        above = int((loss > self.max_loss).sum())
        dots = count(above, "dot is", "dots are")
        return [f"{dots} above the top of the loss chart ({format_number(self.max_loss)})."] if above else []


def _dots(view, style):
    return (
        view.moving_marks("o", 8, style.data, width=0.8, label="right"),
        view.moving_marks("X", 10, style.loss, width=0.8, label="wrong"),
        view.moving_marks("o", 18, "none", edge=style.loss, width=2.4, label="costliest"),
    )


def _place(view, history, x, y):
    objective, params = history.objective, history.params[-1]
    is_right = answered_right(objective, params)
    view.right.set_data(x[is_right], y[is_right])
    view.wrong.set_data(x[~is_right], y[~is_right])
    worst = true_answer(objective, params)[1].argmax()
    view.costliest.set_data(x[worst : worst + 1], y[worst : worst + 1])
