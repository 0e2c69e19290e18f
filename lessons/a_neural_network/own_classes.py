"""The learner's own table in the playground: two columns of numbers and one of classes."""

from pathlib import Path

from lessons.a_neural_network.playground import playground_of
from lessons.a_neural_network.playground_data import measured, sources
from utils.descent import Dataset
from utils.explorers import Explorer
from utils.explorers.own_classes import OwnClasses

OWN = "own"
"""What the menu of data calls the learner's own; the others stay there to compare."""


def own_classes(table: Path, x1: str, x2: str, classes: str, **settings) -> OwnClasses:
    """Choose a CSV file, two of its columns of numbers and one of 2 to 4 classes: a network learns to tell them.

    Parameters
    ----------
    table : Path
        The CSV file that is on show until another one is chosen.
    x1, x2, classes : str
        Three of its columns.
    **settings
        As `playground` takes them: noise, train_share, hidden_layers and so on.

    Returns
    -------
    OwnClasses
    """

    def figure(data: Dataset, class_names: tuple[str, ...]) -> Explorer:
        own = measured(f"Classes of {data.target_name}", data, class_names)
        return playground_of({OWN: own} | sources(), OWN, **settings)

    return OwnClasses(figure, table, x1, x2, classes)
