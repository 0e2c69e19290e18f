import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train


def test_one_update_by_hand():
    optimizer = gradient_descent(0.1)
    params, gradient = np.array([1.0, 2.0]), np.array([-10.0, 6.0])
    update, _ = optimizer.update(gradient, optimizer.init(params), params)
    assert update.tolist() == [1.0, -0.6000000000000001]


def test_a_schedule_sees_the_number_of_steps_taken():
    seen = []
    optimizer = gradient_descent(lambda step: seen.append(step) or 1.0 / (step + 1))
    params = np.array([0.0])
    state = optimizer.init(params)
    for expected in (-1.0, -0.5):
        update, state = optimizer.update(np.array([1.0]), state, params)
        assert update[0] == expected
    assert seen == [0, 1]


def test_a_training_asks_a_schedule_once_for_each_step_and_keeps_the_rates_that_it_used():
    seen, rates = [], np.array([1.0, 0.5])

    def halved_in_place(step):
        seen.append(step)
        rates[:] /= 2
        return rates

    optimizer = gradient_descent(halved_in_place)
    assert optimizer.learning_rate(0).tolist() == [0.5, 0.25]
    run = train(quadratic_bowl([1.0]), optimizer, [[1.0], [1.0]], n_steps=3)
    assert seen == [0, 1, 2]
    assert run.learning_rate.tolist() == [[0.5, 0.25, 0.125], [0.25, 0.125, 0.0625]]
    np.testing.assert_allclose(run.params[..., -1, 0], np.prod(1 - run.learning_rate, axis=-1), rtol=1e-15)


@pytest.mark.parametrize("rate", [0, 0.0, -0.1, 1e-300, 1e300, np.float32(0.5), np.int64(1), np.array(0.1)])
def test_any_finite_number_is_a_learning_rate(rate):
    assert gradient_descent(rate).run_shape == ()


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (-np.inf, "-inf"),
        ("0.1", "'0.1'"),
        (None, "None"),
        (True, "True"),
        (np.True_, "np.True_"),
        (1j, "1j"),
        (10**400, "a number too large for a float"),
        (np.array(np.nan), "nan"),
    ],
)
def test_what_is_not_a_learning_rate(rate, shown):
    with pytest.raises(ValueError) as error:
        gradient_descent(rate)
    assert str(error.value) == f"learning_rate must be a finite number, for example 0.01; got {shown}."


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        ([0.1, np.nan], "learning_rate must hold finite numbers only; got nan at position 1."),
        (["a", "b"], "learning_rate must hold numbers only; got text, for example 'a'."),
        ([0.1, None], "learning_rate must hold numbers only; got None."),
        ([], "learning_rate must hold at least one number, for example [0.01, 0.1]; got none."),
        ([True], "learning_rate must hold numbers only, for example [0.01, 0.1]; got True or False."),
        ([[1], [1, 2]], "learning_rate must be a rectangular array; got rows of different lengths."),
    ],
)
def test_what_is_not_an_array_of_learning_rates(rates, message):
    with pytest.raises(ValueError) as error:
        gradient_descent(rates)
    assert str(error.value) == message


def test_a_schedule_that_returns_nonsense_names_the_step():
    optimizer = gradient_descent(lambda step: None)
    with pytest.raises(ValueError) as error:
        optimizer.update(np.ones(1), 0, np.ones(1))
    assert str(error.value) == "learning_rate(0) must be a finite number, for example 0.01; got None."
