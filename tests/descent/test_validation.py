import numpy as np
import pytest

from utils.descent.validation import as_finite, as_number, as_numbers, quiet


def test_quiet_only_while_it_lasts():
    before = np.geterr()
    with quiet():
        assert np.geterr()["over"] == "ignore"
    assert np.geterr() == before


def test_numbers_of_any_type_become_floats():
    for value in ([1, 2], (1.0, 2.0), np.array([1, 2], dtype=np.int8), [True, False]):
        assert as_numbers("X", value).dtype == float


@pytest.mark.parametrize(
    ("value", "shown"),
    [([], None), ([1j], "values of type complex128"), ([None], "None"), ("abc", "text, for example 'abc'")],
)
def test_what_is_not_numbers(value, shown):
    if shown is None:
        assert as_numbers("X", value).size == 0
        return
    with pytest.raises(ValueError) as error:
        as_numbers("X", value)
    assert str(error.value) == f"X must hold numbers only; got {shown}."


def test_a_single_number_needs_no_position():
    with pytest.raises(ValueError) as error:
        as_finite("X", np.inf)
    assert str(error.value) == "X must hold finite numbers only; got inf."


def test_a_number_is_a_plain_float():
    assert type(as_number("x", np.float32(0.5), example=1)) is float
