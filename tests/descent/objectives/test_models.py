import numpy as np
import pytest

from utils.descent import LinearModel, Neuron

X = np.array([[0.5, -1.0], [2.0, 0.3], [1.0, 1.0]])


def test_predictions():
    assert np.allclose(LinearModel(2).predict([2.0, 3.0, 1.0], X), X @ [2.0, 3.0] + 1.0)
    assert np.allclose(Neuron(2).predict([2.0, 3.0, 1.0], X), 1 / (1 + np.exp(-(X @ [2.0, 3.0] + 1.0))))
    assert np.allclose(Neuron(2).logit([2.0, 3.0, 1.0], X), X @ [2.0, 3.0] + 1.0)


@pytest.mark.parametrize("model", [LinearModel(2), Neuron(2)])
def test_backward_is_the_chain_rule(model):
    params, weights, h = np.array([0.4, -0.7, 0.2]), np.array([1.0, -2.0, 0.5]), 1e-6
    slopes = [
        (weights @ model.predict(params + h * e, X) - weights @ model.predict(params - h * e, X)) / (2 * h)
        for e in np.eye(3)
    ]
    assert np.allclose(model.backward(params, model.forward(params, X)[1], weights), slopes, atol=1e-8)


@pytest.mark.parametrize("kind", [LinearModel, Neuron])
@pytest.mark.parametrize("n_features", [1, 2, 3])
@pytest.mark.parametrize("n_samples", [2, 7, 30, 342])
def test_many_runs_equal_each_run_alone(kind, n_features, n_samples):
    random = np.random.default_rng(1)
    model, X = kind(n_features), random.normal(size=(n_samples, n_features))
    params, gradient = random.normal(size=(5, 4, n_features + 1)), random.normal(size=(5, 4, n_samples))
    for order in ("C", "F"):
        runs = np.asarray(params, order=order)
        y_pred, cache = model.forward(runs, X)
        back = model.backward(runs, cache, np.asarray(gradient, order=order))
        for run in np.ndindex(5, 4):
            alone, cache = model.forward(params[run], X)
            assert np.array_equal(y_pred[run], alone) and np.array_equal(alone, model.predict(params[run], X))
            assert np.array_equal(back[run], model.backward(params[run], cache, gradient[run]))


def test_a_sure_neuron_is_exact_and_silent():
    assert Neuron(1).predict([1.0, 0.0], [[1e4], [-1e4]]).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: LinearModel(0), "n_features must be a whole number of at least 1; got 0."),
        (lambda: Neuron(True), "n_features must be a whole number of at least 1; got True."),
        (lambda: LinearModel(1).predict([1, 2], X), "X must have 1 column for this model; got 2."),
        (
            lambda: LinearModel(2).predict([1, 2], X),
            "params must have 3 numbers along its last axis; got shape (2,).",
        ),
        (lambda: LinearModel(2).predict(1.0, X), "params must have 3 numbers along its last axis; got shape ()."),
        (
            lambda: LinearModel(1).predict([1, 2], [1, 2]),
            "X must have shape (n_samples, n_features), for example (30, 1); got (2,).",
        ),
        (lambda: LinearModel(1).predict([1, 2], []), "X must have at least one row and one column; got no data."),
    ],
)
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message
