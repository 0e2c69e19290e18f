"""Train the same networks in PyTorch and in scikit-learn, and store their losses for the tests of the course's loop.

`.venv/bin/pip install -e ".[bench]"`, then `.venv/bin/python -m tools.losses_elsewhere` writes the file anew, with
the versions that made it. Each library starts from the same parameters and sees the same batches as the course's
loop, and computes predictions, loss, gradient and step by itself, in double precision. The tests need neither.
"""

import json
import re
from itertools import islice, product, repeat
from pathlib import Path

import numpy as np

from utils.descent import MLP, Batches

FILE = Path(__file__).parent.parent / "tests/descent/training/losses_elsewhere.json"
N_STEPS, LEARNING_RATE, BATCH_SIZE = 30, 0.5, 20
HIDDEN = (5, 4)
ACTIVATIONS = ("tanh", "relu", "sigmoid")
LOSSES = ("log loss", "cross-entropy")
BATCHES = ("full batch", f"batches of {BATCH_SIZE}")
CASES = {", ".join(case): case for case in product(ACTIVATIONS, LOSSES, BATCHES)}
CLASSES = {"log loss": 2, "cross-entropy": 3}


def problem(case):
    """Return the network, X, y_true, the start, and the batches (or None) of a case."""
    activation, loss, batches = case
    random = np.random.default_rng(0)
    X = random.normal(size=(50, 2))  # in batches of 20, 20 and 10
    if loss == "log loss":
        network, y_true = MLP((2, *HIDDEN, 1), activation, "sigmoid"), X[:, 0] * X[:, 1] > 0
    else:
        network, y_true = MLP((2, *HIDDEN, 3), activation, "softmax"), np.digitize(X[:, 0] + X[:, 1], [-0.6, 0.6])
    start = network.init_params("glorot", 1) + 0.1 * random.normal(size=network.n_params)  # biases too
    return network, X, y_true.astype(int), start, None if batches == "full batch" else Batches(BATCH_SIZE, 2)


def rows_of_steps(n_samples, batches):
    """Return the samples that each step sees, and those that would have come next."""
    indices = repeat(np.arange(n_samples)) if batches is None else batches.indices(n_samples)
    return list(islice(indices, N_STEPS + 1))


def torch_network(network, params):
    """Return the same network as a module of PyTorch, up to the logits."""
    import torch

    activation = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid}[network.activation]
    modules = []
    for layer in network.weights(params):
        linear = torch.nn.Linear(layer.shape[1] - 1, layer.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(layer[:, :-1]))
            linear.bias.copy_(torch.tensor(layer[:, -1]))
        modules += [linear, activation()]
    return torch.nn.Sequential(*modules[:-1])


def in_pytorch(case):
    """Return the loss of each step and of the next, as PyTorch computes them."""
    import torch

    network, X, y_true, start, batches = problem(case)
    model, X = torch_network(network, start), torch.tensor(X)
    if case[1] == "log loss":
        loss_of, y_true = torch.nn.BCEWithLogitsLoss(), torch.tensor(y_true[:, None], dtype=torch.float64)
    else:
        loss_of, y_true = torch.nn.CrossEntropyLoss(), torch.tensor(y_true)
    optimizer, losses = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE), []
    for rows in rows_of_steps(len(X), batches):
        optimizer.zero_grad()
        loss = loss_of(model(X[rows]), y_true[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def in_scikit_learn(case):
    """Return the loss of each step and of the next, as scikit-learn computes them."""
    from sklearn.neural_network import MLPClassifier

    network, X, y_true, start, batches = problem(case)
    model = MLPClassifier(
        HIDDEN,
        activation="logistic" if case[0] == "sigmoid" else case[0],
        solver="sgd",
        alpha=0,
        momentum=0,
        nesterovs_momentum=False,
        learning_rate_init=LEARNING_RATE,
        shuffle=False,
    )
    model.partial_fit(X, y_true, classes=range(CLASSES[case[1]]))  # makes the arrays that its steps go on changing
    for layer, weights, biases in zip(network.weights(start), model.coefs_, model.intercepts_, strict=True):
        weights[:], biases[:] = layer[:, :-1].T, layer[:, -1]
    # One call is one step, on all that it is given; loss_ is the loss before that step
    return [float(model.partial_fit(X[rows], y_true[rows]).loss_) for rows in rows_of_steps(len(X), batches)]


LIBRARIES = {"PyTorch": in_pytorch, "scikit-learn": in_scikit_learn}


def main():
    import sklearn
    import torch

    made = {
        "made by": "python -m tools.losses_elsewhere",
        "versions": {"PyTorch": torch.__version__, "scikit-learn": sklearn.__version__, "NumPy": np.__version__},
        "losses": {name: {label: by(case) for label, case in CASES.items()} for name, by in LIBRARIES.items()},
    }
    text = json.dumps(made, indent=1)
    # A case is one line: its numbers stand side by side
    FILE.write_text(re.sub(r"(?<=[\[,])\n\s+(?=[\d\]])|\n\s+(?=\])", " ", text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
