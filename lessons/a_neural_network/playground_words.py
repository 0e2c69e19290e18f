"""What the playground says: how a network did on samples it has seen and on new ones, and what its neurons do."""

import numpy as np

from utils.descent import format_number, format_rate
from utils.descent.experiments.classification import ClassifierRun
from utils.descent.formatting import count

LEARNED = 0.95
"""Share of right answers, on both parts, from which a network is said to have learned."""

HARDLY_SEEN, HARDLY_NEW = 0.15, 0.05
"""How much better than one answer for all a network may be that is said to guess: on both parts of the samples."""

GAP = 0.1
"""How many more of the samples it has seen it may answer right, before that is said."""

START_NAMES = {"zeros": "zeros", "small": "small", "glorot": "Glorot", "he": "He", "large": "large"}
ACTIVATION_NAMES = {"tanh": "tanh", "relu": "ReLU", "sigmoid": "sigmoid", "linear": "linear"}


def shape_of(sizes) -> str:
    """Write a network as the course does.

    Examples
    --------
    >>> shape_of((2, 8, 8, 1))
    '2-8-8-1'
    """
    return "-".join(map(str, sizes))


def percent(share: float) -> str:
    """Write a share; only all is 100 %, and only none is 0 %.

    Examples
    --------
    >>> percent(0.5), percent(0.9999), percent(1.0)
    ('50 %', '99.9 %', '100 %')
    """
    shown = 100 * share if share in (0, 1) else min(max(100 * share, 0.1), 99.9)
    return f"{f'{shown:.1f}'.removesuffix('.0')} %"


def describe(run: ClassifierRun, source_name: str, place, values: dict) -> str:
    """Say on what which network was trained, how, and what came of it.

    Parameters
    ----------
    run : ClassifierRun
    source_name : str
        What the data are called, with a capital.
    place : (int, int) or None
        The neuron that is shown large: layer and number, from 1; None for the output.
    values : dict
        Of the controls.
    """
    problem, network = run.problem, run.network
    n_train, n_validation = len(problem.training.X), len(problem.validation.X)
    noise = f"with noise {format_number(values['noise'])}" if values["noise"] else "without noise"
    data = (
        f"{source_name} {noise}, seed {values['random_state']}: "
        f"{n_train} samples to train on, {n_validation} to validate on."
    )
    hidden = ACTIVATION_NAMES[network.activation] if len(network.layer_sizes) > 2 else "no hidden layer"
    size = min(values["batch_size"], n_train)
    batches = f"batches of {size}" if size < n_train else f"all {n_train} in one batch"
    settings = (
        f"Network {shape_of(network.layer_sizes)}, {hidden}, start {START_NAMES[values['start']]}, "
        f"learning rate {format_rate(values['learning_rate'])}, {batches}."
    )
    (train, validation), (train_right, validation_right) = run.losses, run.accuracies
    result = (
        f"After {run.n_steps} of {count(values['n_epochs'], 'epoch')}: training loss {format_number(train[-1])} "
        f"({percent(train_right)} right), validation loss {format_number(validation[-1])} "
        f"({percent(validation_right)} right)."
    )
    return " ".join([data, settings, result, judge(run)[1], *findings(run), about_neuron(run, place)])


def judge(run: ClassifierRun) -> tuple[str, str]:
    """Return what a run came to, in a word for tables and in a sentence."""
    history, problem = run.history, run.problem
    train, validation = run.losses
    right, validation_right = run.accuracies
    if history.status != "finite":
        return "exploded", f"Exploded: {history.message[0].lower()}{history.message[1:]}"
    if not (np.isfinite(train[-1]) and np.isfinite(validation[-1])):
        return "exploded", "Exploded: the loss is too large for a number of the computer."
    if run.n_steps == 0:
        return "not trained", "Not trained yet: these are the answers of the weights it starts with."
    start, end = format_number(train[0]), format_number(train[-1])
    if train[-1] > 1.2 * train[0]:
        return "diverging", f"Diverging: the training loss has grown from {start} to {end}."
    one_answer = [problem.counts(part).max() / len(part.X) for part in (problem.training, problem.validation)]
    if right <= one_answer[0] + HARDLY_SEEN and validation_right <= one_answer[1] + HARDLY_NEW:
        return "guessing", (
            f"Guessing: one and the same answer for all would be right for {percent(one_answer[0])} of the samples "
            f"to train on, and for {percent(one_answer[1])} of the others."
        )
    lowest = int(validation.argmin())
    risen = validation[-1] > 1.1 * validation[lowest] + 0.02
    if risen and train[-1] < train[lowest]:
        return "overfitting", (
            f"Overfitting: since epoch {lowest} the validation loss has risen from "
            f"{format_number(validation[lowest])} to {format_number(validation[-1])}, while the training loss fell."
        )
    if right - validation_right >= GAP:
        return "overfitting", "Overfitting: it knows the samples it has seen better than new ones."
    if min(right, validation_right) >= LEARNED:
        return "learned", "Learned: it is right about samples that it has never seen, too."
    still = " The training loss still falls." if _still_falls(train) else ""
    return "partly", f"Partly learned: one answer for all would be right for {percent(one_answer[1])}.{still}"


PINNED = {
    "training loss": lambda run: format_number(run.losses[0][-1]),
    "validation loss": lambda run: format_number(run.losses[1][-1]),
    "validation right": lambda run: percent(run.accuracies[1]),
    "what happened": lambda run: judge(run)[0],
}
"""What the table of pinned runs says of each."""


def _still_falls(loss) -> bool:
    """Say whether the last tenth of a curve lies clearly below the tenth before."""
    tenth = max(1, len(loss) // 10)
    return len(loss) > 2 * tenth and bool(loss[-tenth:].mean() < 0.97 * loss[-2 * tenth : -tenth].mean())


def findings(run: ClassifierRun) -> list[str]:
    """Say what is unusual about a network or its samples, a sentence each."""
    network, problem = run.network, run.problem
    words = []
    for part, purpose in ((problem.training, "to train on"), (problem.validation, "to validate on")):
        missing = [name for name, n in zip(problem.class_names, problem.counts(part), strict=True) if n == 0]
        if missing:
            words.append(f"There is no {' and no '.join(missing)} among the samples {purpose}.")
    if not np.isfinite(run.params).all():
        return words
    n_hidden = sum(network.layer_sizes[1:-1])
    if not n_hidden or network.activation == "linear":
        lines = "one straight line" if problem.n_classes == 2 else "straight lines"
        why = "Without a hidden layer" if not n_hidden else "With linear layers"
        words.append(f"{why} it can only draw {lines} between the classes.")
    if network.activation == "relu":
        dead = sum(int((answers == 0).all(axis=1).sum()) for answers in run.training_answers)
        if dead:
            are = "is dead: it answers" if dead == 1 else "are dead: they answer"
            words.append(f"{dead} of {count(n_hidden, 'hidden neuron')} {are} 0 to every sample to train on.")
    alike = [
        k
        for k, layer in enumerate(network.weights(run.params)[:-1], start=1)
        if len(layer) > 1 and np.allclose(layer, layer[0], rtol=1e-9, atol=1e-12)
    ]
    if alike:
        *others, last = (f"layer {k}" for k in alike)
        which = f"{', '.join(others)} and {last}" if others else last
        words.append(f"All neurons of {which} are like their neighbors, so they learn as one.")
    return words


def about_neuron(run: ClassifierRun, place) -> str:
    """Say what a neuron listens to most, and what it answers; None is the output."""
    network = run.network
    layers = network.weights(run.params)
    index = len(layers) - 1 if place is None else place[0] - 1
    weights = layers[index][:, :-1]
    if place is not None:
        name, weights = f"Neuron {place[1]} of layer {place[0]}", weights[place[1] - 1 : place[1]]
    else:
        name = "The output"
    if not np.isfinite(layers[index]).all():
        return f"{name} has weights that are no numbers any more."
    if not weights.any():
        return f"{name} listens to nothing: its weights are 0."
    row, column = np.unravel_index(np.abs(weights).argmax(), weights.shape)
    source = run.problem.training.feature_names[column] if index == 0 else f"neuron {column + 1} of layer {index}"
    strongest = f"{source} (weight {format_number(weights[row, column])})"
    if place is None:
        if len(weights) > 1:
            name = f"The output for {run.problem.class_names[row]}"
        return f"{name} listens most to {strongest}."
    answers = run.training_answers[place[0] - 1][place[1] - 1]
    low, high = format_number(answers.min()), format_number(answers.max())
    span = f"answers {low} to every sample to train on" if low == high else f"answers from {low} to {high}"
    bias = format_number(layers[index][place[1] - 1, -1])
    return f"{name} {span}, and listens most to {strongest}; its bias is {bias}."
