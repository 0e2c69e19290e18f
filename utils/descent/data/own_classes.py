"""Classes in somebody's own table: which columns name them, and two columns of numbers to tell them apart by."""

import numpy as np

from utils.descent.data.dataset import Dataset
from utils.descent.data.number_text import NO_VALUE, readings
from utils.descent.data.own_table import check_that_it_changes, question_about, written
from utils.descent.formatting import count
from utils.descent.typed_text import shortened, shortened_apart

MOST_CLASSES = 4
"""Classes that can be told apart on a figure."""

FEWEST_ROWS = 20
"""With fewer rows, a tenth of them would be too few to validate on."""

MOST_ROWS = 400
"""Rows that a network is trained on while somebody waits; of more, so many are drawn at random."""

LONGEST_NAME = 14
"""Letters of a class's name that a figure has room for."""


def class_columns(table):
    """Return the columns that hold 2 to 4 different values, with these in order.

    Parameters
    ----------
    table : OwnTable

    Returns
    -------
    dict of tuple of str
        Columns of text first: they name their classes in words.

    Examples
    --------
    >>> from utils.descent.data.own_table import OwnTable
    >>> from utils.descent.data.penguins import PENGUINS
    >>> list(class_columns(OwnTable.open(PENGUINS)))
    ['species', 'island', 'sex', 'year']
    """
    found = {}
    for name in (*table.texts, *table.numbers):
        labels = _different(table, name)
        if 2 <= len(labels) <= MOST_CLASSES:
            found[name] = labels
    return found


def first_columns_with_classes(table):
    """Return two columns of numbers and one of classes, the first that can be used together.

    Raises
    ------
    ValueError
        With one sentence: there are no such columns, or what is wrong with the first ones.
    """
    classes = class_columns(table)
    if not classes:
        counts = {name: len(_different(table, name)) for name in (*table.texts, *table.numbers)}
        away = {name: max(2 - n, n - MOST_CLASSES) for name, n in counts.items()}
        nearest = min(away, key=away.get, default=None)
        why = "" if nearest is None else f" ({nearest!r} has {count(counts[nearest], 'different value')})"
        raise ValueError(f"A column with 2 to {MOST_CLASSES} classes is needed, and {table.name} has none{why}.")
    first = None
    for target in classes:
        features = [name for name in table.numbers if name != target]
        if len(features) < 2:
            continue
        for x2 in features[1:20]:
            for x1 in features[: features.index(x2)]:
                try:
                    data_with_classes(table, x1, x2, target)
                except ValueError as error:
                    first = first or error
                else:
                    return x1, x2, target
    if first is not None:
        raise first
    raise ValueError(
        f"Two columns of numbers beside one with classes are needed; {table.name} has {_listed(table.numbers)}."
    )


def data_with_classes(table, x1, x2, target):
    """Return two columns as features, and one as classes with their names.

    Rows with a missing value in any of them are left out and counted in `n_dropped`. Of more than `MOST_ROWS`,
    so many are drawn at random, always the same ones.

    Parameters
    ----------
    table : OwnTable
    x1, x2 : str
        Columns of numbers.
    target : str
        A column with 2 to 4 different values.

    Returns
    -------
    data : Dataset
        y_true is the number of the class, in the order of their names.
    names : tuple of str

    Raises
    ------
    ValueError
        With one sentence: a column is chosen twice or is constant, there are too few rows, or one class.

    Examples
    --------
    >>> from utils.descent.data.own_table import OwnTable
    >>> from utils.descent.data.penguins import PENGUINS
    >>> data, names = data_with_classes(OwnTable.open(PENGUINS), "bill_length_mm", "bill_depth_mm", "sex")
    >>> data.X.shape, names, data.n_dropped
    ((333, 2), ('female', 'male'), 11)
    """
    for twice in {name for name in (x1, x2, target) if (x1, x2, target).count(name) > 1}:
        raise ValueError(f"{twice!r} is chosen twice; choose three different columns.")
    features = np.column_stack([table.numbers[x1], table.numbers[x2]])
    cells = np.array(_cells(table, target), dtype=object)
    whole = ~np.isnan(features).any(axis=1) & (cells != "")
    if whole.sum() < FEWEST_ROWS:
        named = f"{x1!r}, {x2!r} and {target!r}"
        raise ValueError(
            f"At least {FEWEST_ROWS} rows with all of {named} are needed; {table.name} has {whole.sum()}."
        )
    n_dropped = int((~whole).sum())
    features, cells = features[whole], cells[whole]
    if len(cells) > MOST_ROWS:
        drawn = np.sort(np.random.default_rng(0).permutation(len(cells))[:MOST_ROWS])
        features, cells = features[drawn], cells[drawn]
    for name, column in zip((x1, x2), features.T, strict=True):
        check_that_it_changes(name, column)
    labels = _in_order(set(cells))
    if not 2 <= len(labels) <= MOST_CLASSES:
        named = _listed(shortened(label) for label in labels[:MOST_CLASSES])
        more = f" and {len(labels) - MOST_CLASSES:,} more" if len(labels) > MOST_CLASSES else ""
        raise ValueError(f"{target!r} must have 2 to {MOST_CLASSES} classes in these rows; it has {named}{more}.")
    y_true = np.array([labels.index(cell) for cell in cells], dtype=float)
    return (
        Dataset(features, y_true, (x1, x2), target, table.name, n_dropped=n_dropped),
        shortened_apart(labels, LONGEST_NAME),
    )


def describe_classes(table, data, names):
    """Say how many rows are used and why not all, the ranges of the features, and how many rows each class has.

    Examples
    --------
    >>> from utils.descent.data.own_table import OwnTable
    >>> from utils.descent.data.penguins import PENGUINS
    >>> table = OwnTable.open(PENGUINS)
    >>> print(describe_classes(table, *data_with_classes(table, "bill_length_mm", "bill_depth_mm", "sex")))
    penguins.csv: 333 of 344 rows are used, 11 miss a value. bill_length_mm from 32.1 to 59.6, bill_depth_mm from \
13.1 to 21.5. Classes in sex: female (165 rows), male (168 rows).
    """
    n_used, n_dropped = len(data.X), data.n_dropped
    words = f"{table.name}: {n_used:,} of {table.n_rows:,} rows are used"
    if n_used + n_dropped < table.n_rows:
        words += ", drawn at random"
    if n_dropped:
        words += f", {n_dropped:,} {'misses' if n_dropped == 1 else 'miss'} a value"
    ranges = (
        f"{name} from {written(column.min())} to {written(column.max())}"
        for name, column in zip(data.feature_names, data.X.T, strict=True)
    )
    sizes = np.bincount(data.y_true.astype(int), minlength=len(names))
    classes = (f"{name} ({count(n, 'row')})" for name, n in zip(names, sizes, strict=True))
    questions = (question_about(name, table.numbers[name]) for name in data.feature_names)
    parts = [
        f"{words}. {', '.join(ranges)}. Classes in {data.target_name}: {', '.join(classes)}.",
        *questions,
        *table.remarks,
    ]
    return " ".join(part for part in parts if part)


def _cells(table, name):
    """Return what stands in each row of a column, as text; empty where it is missing."""
    if name in table.numbers:
        return ["" if np.isnan(value) else f"{value:.12g}" for value in table.numbers[name]]
    kept = {cell: "" if readings(cell) == NO_VALUE else cell for cell in set(table.texts[name])}
    return [kept[cell] for cell in table.texts[name]]


def _different(table, name):
    return _in_order(set(_cells(table, name)) - {""})


def _in_order(labels):
    """Return labels in order; numbers by their size."""
    try:
        return tuple(sorted(labels, key=float))
    except ValueError:
        return tuple(sorted(labels))


def _listed(names):
    names = [repr(name) for name in names]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else (names or ["none"])[0]
