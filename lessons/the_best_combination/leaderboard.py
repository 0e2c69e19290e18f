"""The tries of a search as a table: the best first, what each cost, and how to open it in the playground."""

from collections.abc import Mapping

from utils.descent import format_number
from utils.descent.experiments.search import Searched, Setting, Tried

HEADINGS = (
    "place", "method", "rate", "batch size", "layers", "neurons", "activation", "validation loss",
    "best to worst seed", "steps", "seconds", "line for the playground",
)  # fmt: skip

MOST_LAYERS = 4
START_NAMES = {"glorot": "Glorot", "he": "He"}
ACTIVATION_NAMES = {"tanh": "tanh", "relu": "ReLU", "sigmoid": "sigmoid", "linear": "linear"}


def two_digits(loss: float) -> str:
    """Write a loss with two digits: later ones may differ from one computer to the next.

    Examples
    --------
    >>> two_digits(0.12345), two_digits(float("inf"))
    ('0.12', 'inf')
    """
    return format_number(float(f"{loss:.2g}"))


def leaderboard(
    found: Searched, source: Mapping, n_epochs: int
) -> tuple[tuple[str, ...], list[list[str]], int | None]:
    """Return headings and rows of the table, and the number of its first row, if there is one.

    Parameters
    ----------
    found : Searched
    source : mapping
        What the playground has to know, too: ``data``, ``noise``, ``train_share``, ``random_state``, ``start``.
    n_epochs : int
    """
    rows = [_row(place, one, source, n_epochs) for place, one in enumerate(found.ranked, start=1)]
    return HEADINGS, rows, 0 if rows else None


def _row(place: int, one: Tried, source: Mapping, n_epochs: int) -> list[str]:
    setting, losses = one.setting, one.validation
    return [
        str(place),
        one.method,
        format_number(setting["learning_rate"]),
        str(setting["batch_size"]),
        str(setting["hidden_layers"]),
        str(setting["neurons"]),
        ACTIVATION_NAMES[setting["activation"]],
        two_digits(one.score),
        f"{two_digits(losses.min())} to {two_digits(losses.max())}",
        str(one.trial.history.n_steps),
        f"{one.seconds:.2f}",
        playground_line(setting, source, n_epochs),
    ]


def playground_line(setting: Setting, source: Mapping, n_epochs: int) -> str:
    """Return the state line that shows the run of a setting in the playground of lesson 06, from the first seed.

    Parameters
    ----------
    setting : mapping
    source : mapping
        As for `leaderboard`.
    n_epochs : int
    """
    words = {
        "data": source["data"],
        "noise": format_number(source["noise"]),
        "train_share": format_number(source["train_share"]),
        "n_layers": setting["hidden_layers"],
        "neurons": ",".join([str(setting["neurons"])] * MOST_LAYERS),
        "activation": ACTIVATION_NAMES[setting["activation"]],
        "start": START_NAMES[source["start"]],
        "learning_rate": repr(setting["learning_rate"]).removesuffix(".0"),
        "batch_size": setting["batch_size"],
        "n_epochs": n_epochs,
        "random_state": source["random_state"],
        "neuron": "output",
        "epoch": n_epochs,
    }
    return f"playground | {' '.join(f'{key}={word}' for key, word in words.items())}"
