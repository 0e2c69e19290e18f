"""The penguins: real measurements, which ship with the course."""

from pathlib import Path

import numpy as np

from utils.descent.data.dataset import Dataset
from utils.descent.data.own_table import OwnTable, read_csv

PENGUINS = Path(__file__).parent / "penguins.csv"
"""The table as a file, as a learner would choose one."""

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
    known = _known_species()
    for name, one in (("positive", positive), ("negative", negative)):
        if one not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}; got {one!r}.")
    if positive == negative:
        raise ValueError(f"positive and negative must be two different species; got {positive!r} twice.")
    return _birds((negative, positive), features, f"{positive} (1) or {negative} (0)")


def penguins_three_species(features=("bill_length_mm", "bill_depth_mm")):
    """Return measurements of all three penguin species; y_true is 0 for Adelie, 1 for Chinstrap, 2 for Gentoo.

    Parameters
    ----------
    features : sequence of str
        Columns of the file: bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If a column does not exist.

    Examples
    --------
    >>> penguins = penguins_three_species()
    >>> penguins.X.shape, penguins.target_name
    ((342, 2), 'Adelie (0), Chinstrap (1) or Gentoo (2)')
    """
    known = _known_species()
    *first, last = (f"{one} ({i})" for i, one in enumerate(known))
    return _birds(known, features, f"{', '.join(first)} or {last}")


def _known_species():
    return sorted(set(OwnTable.open(PENGUINS).texts["species"]))


def _birds(chosen, features, target_name):
    """Return the birds of the chosen species that were measured; y_true is the place of a bird's among them."""
    if isinstance(features, str):
        raise ValueError(f"features must be a list of column names, for example [{features!r}].")
    table = OwnTable.open(PENGUINS)
    species = np.array(table.texts["species"])
    X = np.column_stack([table.column(name) for name in features])
    is_chosen = np.isin(species, chosen)
    kept = is_chosen & ~np.isnan(X).any(axis=1)
    return Dataset(
        X=X[kept],
        y_true=np.array([chosen.index(one) for one in species[kept]], float),
        feature_names=tuple(_with_unit(name) for name in features),
        target_name=target_name,
        source=PENGUINS_SOURCE,
        n_dropped=int(is_chosen.sum() - kept.sum()),
    )


def _with_unit(column):
    name, _, unit = column.rpartition("_")
    return f"{name.replace('_', ' ')} ({unit})"
