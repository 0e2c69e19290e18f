"""The penguins: real measurements, which ship with the course."""

from pathlib import Path

import numpy as np

from utils.descent.data.dataset import Dataset
from utils.descent.data.own_table import OwnTable, read_csv

PENGUINS = Path(__file__).parent / "penguins.csv"
PENGUINS_SOURCE = "Palmer penguins (Gorman, Williams and Fraser 2014, PLoS ONE 9(3): e90081), CC0"


def penguins_body_mass():
    """Return the flipper length (mm) and the body mass (g) of the 342 penguins with both.

    Examples
    --------
    >>> penguins = penguins_body_mass()
    >>> penguins.X.shape, penguins.n_dropped
    ((342, 1), 2)
    """
    data = read_csv(PENGUINS, features=["flipper_length_mm"], target="body_mass_g")
    return Dataset(data.X, data.y_true, ("flipper length (mm)",), "body mass (g)", PENGUINS_SOURCE, data.n_dropped)


def penguins_species(positive="Chinstrap", negative="Adelie", features=("bill_length_mm", "bill_depth_mm")):
    """Return measurements of two penguin species, and which species each bird is.

    The default pair is not quite separable by a straight line, so that log loss has a minimum.

    Parameters
    ----------
    positive, negative : {"Adelie", "Chinstrap", "Gentoo"}
        The species whose y_true is 1, and the one whose y_true is 0.
    features : sequence of str
        Columns of the file: bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a species or a column does not exist, or both species are the same.

    Examples
    --------
    >>> penguins = penguins_species()
    >>> penguins.X.shape, penguins.y_true.mean().round(2)
    ((219, 2), np.float64(0.31))
    """
    table = OwnTable.open(PENGUINS)
    species = np.array(table.texts["species"])
    known = sorted(set(table.texts["species"]))
    for name, one in (("positive", positive), ("negative", negative)):
        if one not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}; got {one!r}.")
    if positive == negative:
        raise ValueError(f"positive and negative must be two different species; got {positive!r} twice.")
    X = np.column_stack([table.column(name) for name in features])
    chosen = (species == positive) | (species == negative)
    kept = chosen & ~np.isnan(X).any(axis=1)
    return Dataset(
        X=X[kept],
        y_true=(species[kept] == positive).astype(float),
        feature_names=tuple(_with_unit(name) for name in features),
        target_name=f"{positive} (1) or {negative} (0)",
        source=PENGUINS_SOURCE,
        n_dropped=int(chosen.sum() - kept.sum()),
    )


def _with_unit(column):
    name, _, unit = column.rpartition("_")
    return f"{name.replace('_', ' ')} ({unit})"
