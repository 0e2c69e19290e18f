"""The learner's own table in the playground: two columns of numbers and one of classes."""

from pathlib import Path

from lessons.a_neural_network.playground import playground_of
from lessons.a_neural_network.playground_data import measured, sources
from utils.descent import Dataset
from utils.explorers import Explorer
from utils.explorers.own_classes import OwnClasses

OWN = "own"
"""What the menu of data calls the learner's own; the others stay there to compare."""


def own_classes(
    table: Path,
    x1: str,
    x2: str,
    classes: str,
    *,
    noise,
    train_share,
    hidden_layers,
    activation,
    start,
    learning_rate,
    batch_size,
    n_epochs,
    random_state,
) -> OwnClasses:
    """Choose a CSV file, two of its columns of numbers and one of 2 to 4 classes: a network learns to tell them.

    Parameters
    ----------
    table : Path
        The CSV file that is on show until another one is chosen.
    x1, x2, classes : str
        Three of its columns.
    noise, train_share, hidden_layers, activation, start, learning_rate, batch_size, n_epochs, random_state
        As `playground` takes them.

    Returns
    -------
    OwnClasses
    """

    def figure(data: Dataset, class_names: tuple[str, ...]) -> Explorer:
        own = measured(f"Classes of {data.target_name}", data, class_names)
        return playground_of(
            {OWN: own} | sources(), OWN, noise=noise, train_share=train_share, hidden_layers=hidden_layers,
            activation=activation, start=start, learning_rate=learning_rate, batch_size=batch_size,
            n_epochs=n_epochs, random_state=random_state,
        )  # fmt: skip

    return OwnClasses(figure, table, x1, x2, classes)
