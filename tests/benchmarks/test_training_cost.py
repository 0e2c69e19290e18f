"""What training costs: a network beside PyTorch, scikit-learn and JAX, the line beside an older checkout.

The network 2-8-8-1, 1000 steps with batches of 20, in double precision, everywhere. PyTorch runs its usual loop and
keeps the losses; scikit-learn's own MLPClassifier keeps one loss an epoch; JAX compiles the whole loop beforehand
and, as the course does, keeps parameters, loss and length of the gradient of every step. What is not installed (the
extra `bench`) is left out, and a line says so.
"""

import importlib
import os
import sys
import warnings
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.timing import interleaved_medians
from tools.losses_elsewhere import torch_network
from utils.descent import MLP, Batches, gradient_descent, log_loss, mean_loss, moons, train

BATCH_SIZE, N_STEPS, RATE = 20, 1000, 0.1
RATES = np.geomspace(0.01, 1.0, 41)
DATA = moons(n_samples=200, noise=0.1)
NETWORK = MLP((2, 8, 8, 1), "tanh", "sigmoid")
OBJECTIVE = mean_loss(NETWORK, log_loss, DATA.X, DATA.y_true)
START = NETWORK.init_params("glorot", 0)

MOST_JAX_RUNS = (
    5  # 3.2 to 3.8: some thirty calls of NumPy a step, at 0.2 to 0.8 microseconds each, against one compiled loop
)
ONE, MANY = "the course, one run", "the course, 41 runs"


def here(rate):
    return train(OBJECTIVE, gradient_descent(rate), START, n_steps=N_STEPS, batches=Batches(BATCH_SIZE)).loss


def rows_of_steps():
    return np.stack(list(islice(Batches(BATCH_SIZE).indices(len(DATA.y_true)), N_STEPS + 1)))


def torch_ways():
    import torch

    torch.set_num_threads(1)  # so small a network is slower with more
    X, y_true = torch.tensor(DATA.X), torch.tensor(DATA.y_true)
    rows_of_each, loss_of = torch.tensor(rows_of_steps()), torch.nn.BCEWithLogitsLoss()

    def run():
        model, losses = torch_network(NETWORK, START), []
        optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
        for rows in rows_of_each:
            optimizer.zero_grad()
            loss = loss_of(model(X[rows])[:, 0], y_true[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return np.array(losses)

    return {"PyTorch, one run": run}


def sklearn_ways():
    from sklearn.neural_network import MLPClassifier

    def run():
        """Train as long and as often; start and batches are scikit-learn's own."""
        n_epochs = N_STEPS // Batches(BATCH_SIZE).steps_per_epoch(len(DATA.y_true))
        model = MLPClassifier(
            NETWORK.layer_sizes[1:-1],
            activation="tanh",
            solver="sgd",
            alpha=0,
            momentum=0,
            nesterovs_momentum=False,
            learning_rate_init=RATE,
            batch_size=BATCH_SIZE,
            max_iter=n_epochs,
            n_iter_no_change=n_epochs,
            tol=0,
            random_state=0,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it would go on
            assert model.fit(DATA.X, DATA.y_true).n_iter_ == n_epochs

    return {"scikit-learn, one run": run}


def jax_ways():
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    layers, begin = [], 0
    for layer in NETWORK.weights(START):
        layers.append((slice(begin, begin + layer.size), layer.shape))
        begin += layer.size

    def loss_of(params, X, y_true):
        answers = X.T
        for k, (part, shape) in enumerate(layers):
            weights = params[part].reshape(shape)
            z = weights[:, :-1] @ answers + weights[:, -1:]
            answers = jnp.tanh(z) if k + 1 < len(layers) else z
        return jnp.mean(jnp.logaddexp(0.0, z[0]) - y_true * z[0])

    X, y_true, rows_of_each = (jnp.asarray(a) for a in (DATA.X, DATA.y_true, rows_of_steps()))

    def loop(rate):
        def step(params, rows):
            loss, gradient = jax.value_and_grad(loss_of)(params, X[rows], y_true[rows])
            return params - rate * gradient, (params, loss, jnp.linalg.norm(gradient))

        return jax.lax.scan(step, jnp.asarray(START), rows_of_each)[1]

    one, many = jax.jit(loop), jax.jit(jax.vmap(loop))

    def losses(compiled, rates):
        return np.asarray(jax.block_until_ready(compiled(rates))[1])

    return {"JAX, one run": lambda: losses(one, RATE), "JAX, 41 runs": lambda: losses(many, RATES)}


def test_a_network_costs_a_fraction_of_what_it_costs_elsewhere(capsys):
    ways, notes = {ONE: lambda: here(RATE), MANY: lambda: here(RATES)}, []
    for package, more in (("torch", torch_ways), ("scikit-learn", sklearn_ways), ("jax", jax_ways)):
        try:
            ways |= more()
            notes.append(f"{package} {version(package)}")
        except ImportError as error:
            notes.append(f"{package} is left out: {error}")
    expected = {False: here(RATE), True: here(RATES)}
    for name, way in ways.items():  # compiles, too
        losses = way()
        if losses is not None:
            assert losses == pytest.approx(expected[losses.ndim > 1], rel=1e-9), name
    medians = interleaved_medians(ways, repeats=11)
    one, each = medians[ONE], medians[MANY] / len(RATES)
    with capsys.disabled():
        print(f"\nA network 2-8-8-1, batches of {BATCH_SIZE}, {N_STEPS} steps, medians")
        for name, median in medians.items():
            print(f"  {name:24} {median:8.1f} ms {median / one:8.2f} times one run here")
        print(f"  {'; '.join(notes)}")
    if "PyTorch, one run" in medians:
        assert medians["PyTorch, one run"] > 5 * one
        assert medians["PyTorch, one run"] > 25 * each
    if "scikit-learn, one run" in medians:
        assert medians["scikit-learn, one run"] > 5 * one
    if "JAX, one run" in medians:
        assert one < MOST_JAX_RUNS * medians["JAX, one run"]


def line_of(descent):
    data = descent.line(n_samples=30)
    objective = descent.mean_loss(descent.LinearModel(1), descent.squared_error, data.X, data.y_true)
    return lambda: descent.train(objective, descent.gradient_descent(0.01), [0.0, 0.0], n_steps=300).loss


def load_from(checkout):
    """Import utils.descent from another checkout, beside the one that is loaded."""
    own = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "utils"}
    sys.path.insert(0, str(checkout))
    try:
        descent = importlib.import_module("utils.descent")
        assert Path(descent.__file__).is_relative_to(Path(checkout).resolve())
        return descent
    finally:
        sys.path.remove(str(checkout))
        for name in [name for name in sys.modules if name.split(".")[0] == "utils"]:
            del sys.modules[name]
        sys.modules.update(own)


def test_the_line_costs_no_more_than_before(capsys):
    """COURSE_BEFORE=../before make bench, after `git worktree add ../before COMMIT`."""
    before = os.environ.get("COURSE_BEFORE")
    if before is None:
        pytest.skip("COURSE_BEFORE names no other checkout to compare with")
    ways = {"before": line_of(load_from(before)), "now": line_of(sys.modules["utils.descent"])}
    assert ways["now"]() == pytest.approx(ways["before"](), rel=1e-12)
    medians = interleaved_medians(ways, repeats=401)
    with capsys.disabled():
        print(f"\nThe line, 300 steps, medians: before {medians['before']:.2f} ms, now {medians['now']:.2f} ms")
    assert medians["now"] < 1.05 * medians["before"]  # two equal ones differ by less
