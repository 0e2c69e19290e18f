"""Parts to train and to validate on: a partition, by the seed, of the size that was asked for."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from utils.descent import Dataset, line, penguins_three_species, split

SEEDS = st.integers(0, 2**32)


@given(st.integers(4, 300), st.floats(0.01, 0.99), SEEDS)
def test_every_row_is_in_exactly_one_part(n_samples, share, seed):
    assume(2 <= round(share * n_samples) <= n_samples - 2)
    numbers = np.arange(n_samples)
    data = Dataset(numbers[:, None], 10 * numbers, ("row",), "y", "counted")
    train, validation = split(data, share, seed)
    rows = np.concatenate([train.X[:, 0], validation.X[:, 0]])
    assert sorted(rows) == numbers.tolist()
    assert abs(len(validation.X) - share * n_samples) <= 0.5
    for part in (train, validation):
        assert np.array_equal(part.y_true, 10 * part.X[:, 0])
    assert np.array_equal(split(data, share, seed)[0].X, train.X)


def test_the_rows_are_shuffled_by_the_seed():
    data = penguins_three_species()
    (one, validation), (other, _) = split(data, random_state=0), split(data, random_state=1)
    assert not np.array_equal(one.X, other.X)
    # the file is sorted by species: without shuffling, the last rows would be of one species alone
    assert set(validation.y_true) == {0, 1, 2}
    assert validation.feature_names == data.feature_names and validation.n_dropped == data.n_dropped
    assert validation.source == f"{data.source}; 103 of 342 rows, to validate on"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"share": 0}, "share must be above 0 and below 1, for example 0.3; got 0."),
        ({"share": 1.5}, "share must be above 0 and below 1, for example 0.3; got 1.5."),
        ({"share": "half"}, "share must be a finite number, for example 0.3; got 'half'."),
        (
            {"share": 0.03},
            "Both parts need at least 2 rows; a share of 0.03 makes 29 to train on and 1 to validate on out of 30.",
        ),
        (
            {"share": 0.97},
            "Both parts need at least 2 rows; a share of 0.97 makes 1 to train on and 29 to validate on out of 30.",
        ),
        ({"random_state": 0.5}, "random_state must be a whole number of at least 0; got 0.5."),
    ],
)
def test_errors_say_what_would_be_right(settings, message):
    with pytest.raises(ValueError) as error:
        split(line(), **settings)
    assert str(error.value) == message
