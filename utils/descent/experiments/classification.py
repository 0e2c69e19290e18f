"""Classes told apart by a network: the data in two parts, and a run that knows how it does on both."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from utils.descent.data.dataset import Dataset
from utils.descent.data.parts import split
from utils.descent.objectives.losses import cross_entropy, log_loss
from utils.descent.objectives.mean_loss import mean_loss
from utils.descent.objectives.networks import MLP
from utils.descent.objectives.objective import Objective
from utils.descent.training.batches import Batches
from utils.descent.training.history import History
from utils.descent.training.loop import training
from utils.descent.training.optimizers import gradient_descent
from utils.descent.validation import as_count
from utils.descent.verdict.metrics import accuracy

TRAINING_LOSS, VALIDATION_LOSS = "training loss", "validation loss"
"""What is measured after each epoch, by its name in the history's metrics."""

STEPS_BETWEEN = 150
"""Steps from one look at a run to the next, about: some milliseconds."""

MARGIN = 0.08
"""Share of the samples' range that a map shows beyond them."""


@dataclass(frozen=True, eq=False)
class Classification:
    """Samples of two or more classes: some to train on, the others to validate on.

    Parameters
    ----------
    training, validation : Dataset
        In their own units. y_true is the number of the class, from 0.
    class_names : tuple of str
    limits : ((float, float), (float, float))
        Of each feature, for the maps: fixed, whatever the seed or the noise.
    mean, std : numpy.ndarray, shape (n_features,)
        What is taken from the features before a network sees them.

    Examples
    --------
    >>> from utils.descent import moons
    >>> problem = Classification.of(moons(), train_share=0.7)
    >>> len(problem.training.X), len(problem.validation.X)
    (210, 90)
    >>> problem.network((8, 8), "tanh").layer_sizes
    (2, 8, 8, 1)
    """

    training: Dataset
    validation: Dataset
    class_names: tuple[str, ...]
    limits: tuple[tuple[float, float], tuple[float, float]]
    mean: np.ndarray
    std: np.ndarray

    @classmethod
    def of(
        cls,
        data: Dataset,
        *,
        train_share: float = 0.7,
        random_state: int = 0,
        class_names: tuple[str, ...] = ("0", "1"),
        limits=None,
        standardized: bool = False,
    ) -> "Classification":
        """Split a data set.

        Parameters
        ----------
        data : Dataset
            y_true is the number of the class, from 0.
        train_share : float
            Of the samples, to train on: above 0 and below 1.
        random_state : int
            Seed of the shuffling.
        class_names : tuple of str
            Two or more, in the order of their numbers.
        limits : ((float, float), (float, float)), optional
            Of the maps; a little beyond the samples if not given.
        standardized : bool
            Whether a network sees features with mean 0 and deviation 1. Both are those of the samples to train
            on: of the others, nothing may be known.

        Raises
        ------
        ValueError
            If a part would have fewer than 2 samples, or there are fewer than 2 classes, or y_true names others.
        """
        n_classes = len(class_names)
        if n_classes < 2 or not np.isin(data.y_true, range(n_classes)).all():
            raise ValueError(f"y_true must hold numbers of classes from 0 to {n_classes - 1}, of at least 2 classes.")
        train, validation = split(data, 1.0 - train_share, random_state)
        if limits is None:
            low, high = data.X.min(axis=0), data.X.max(axis=0)
            edge = MARGIN * np.where(high > low, high - low, 1.0)
            limits = tuple(zip((low - edge).tolist(), (high + edge).tolist(), strict=True))
        mean, std = np.zeros(data.X.shape[1]), np.ones(data.X.shape[1])
        if standardized:
            mean, std = train.X.mean(axis=0), train.X.std(axis=0)
            std = np.where(std > 0, std, 1.0)  # a few samples may be alike in one feature
        return cls(train, validation, tuple(class_names), limits, mean, std)

    @property
    def n_classes(self) -> int:
        return len(self.class_names)

    def scaled(self, X) -> np.ndarray:
        """Return features as a network sees them."""
        return (X - self.mean) / self.std

    def network(self, hidden_layers, activation: str = "tanh") -> MLP:
        """Return a network with hidden layers of these sizes: one probability for two classes, else one for each."""
        n_features = self.training.X.shape[1]
        if self.n_classes == 2:
            return MLP((n_features, *hidden_layers, 1), activation, "sigmoid")
        return MLP((n_features, *hidden_layers, self.n_classes), activation, "softmax")

    def objective(self, network: MLP) -> Objective:
        """Return the mean loss on the samples to train on: log loss, or cross-entropy of more than two classes."""
        return self._objectives(network)[0]

    def validation_objective(self, network: MLP) -> Objective:
        """Return the same on the samples to validate on."""
        return self._objectives(network)[1]

    @cached_property
    def _objectives(self):
        """Make both of a network, or find those of the last networks again: a slider asks for them at each move."""
        loss = log_loss if self.n_classes == 2 else cross_entropy
        parts = [(self.scaled(part.X), part.y_true) for part in (self.training, self.validation)]
        return lru_cache(4)(lambda network: tuple(mean_loss(network, loss, *part) for part in parts))

    def counts(self, part: Dataset) -> np.ndarray:
        """Return how many samples of each class a part holds, shape (n_classes,)."""
        return np.bincount(part.y_true.astype(int), minlength=self.n_classes)


@dataclass(frozen=True, eq=False)
class ClassifierRun:
    """A network that was trained to tell classes apart, looked at after each epoch.

    Parameters
    ----------
    history : History
        One row of parameters per epoch, with the metrics `TRAINING_LOSS` and `VALIDATION_LOSS`.
    problem : Classification
    network : MLP
    """

    history: History
    problem: Classification
    network: MLP

    @property
    def n_steps(self) -> int:
        """Epochs that have been trained: those are its steps, one by one."""
        return len(self.history.params) - 1

    def at_step(self, epoch: int) -> "ClassifierRun":
        """Return the run as if it had ended after an epoch."""
        epoch = as_count("epoch", epoch, low=0, high=self.n_steps)
        return replace(self, history=self.history.at_step(int(self.history.steps[epoch])))

    @property
    def params(self) -> np.ndarray:
        """The parameters after the last epoch, shape (n_params,)."""
        return self.history.final_params

    @property
    def losses(self) -> tuple[np.ndarray, np.ndarray]:
        """Training and validation loss after each epoch, shape (n_epochs + 1,) each."""
        metrics = self.history.metrics
        return metrics[TRAINING_LOSS], metrics[VALIDATION_LOSS]

    @cached_property
    def accuracies(self) -> tuple[float, float]:
        """Shares of right answers among the samples to train on, and among those to validate on."""
        problem = self.problem
        logits = self._on_training[1], self._logit_model_on(problem.validation)[1]
        parts = (problem.training, problem.validation)
        return tuple(float(accuracy(part.y_true, one)) for part, one in zip(parts, logits, strict=True))

    @property
    def training_answers(self) -> list[np.ndarray]:
        """What each hidden layer answers to the samples to train on, shape (n_neurons, n_samples) per layer."""
        return self._on_training[0]

    @cached_property
    def _on_training(self) -> tuple[list[np.ndarray], np.ndarray]:
        return self._logit_model_on(self.problem.training)

    def _logit_model_on(self, part: Dataset) -> tuple[list[np.ndarray], np.ndarray]:
        """Return what each hidden layer answers to samples, and the logits."""
        return self.network.logit_model.answers(self.params, self.problem.scaled(part.X))

    def maps(self, side: int) -> tuple[list[np.ndarray], np.ndarray]:
        """Return what each neuron answers all over the problem's limits.

        Parameters
        ----------
        side : int
            Places along each of two features. They are the middles of equal rectangles, the lowest first.

        Returns
        -------
        hidden : list of numpy.ndarray, shape (n_neurons, side, side)
            For each hidden layer; the second feature along the rows.
        logits : numpy.ndarray, shape (n_outputs, side, side)

        Notes
        -----
        The last answer is kept, since several views of a figure ask for it.
        """
        if side not in self._kept_maps:
            middles = (np.arange(side) + 0.5) / side
            x, y = (low + (high - low) * middles for low, high in self.problem.limits)
            places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
            hidden, logits = self.network.logit_model.answers(self.params, self.problem.scaled(places))
            logits = logits.reshape(len(places), -1).T
            self._kept_maps[side] = (
                [layer.reshape(-1, side, side) for layer in hidden],
                logits.reshape(-1, side, side),
            )
        return self._kept_maps[side]

    @cached_property
    def _kept_maps(self) -> dict:
        return {}


def train_classifier(
    problem: Classification,
    network: MLP,
    *,
    start: str = "glorot",
    learning_rate: float = 0.1,
    batch_size: int = 10,
    n_epochs: int = 100,
    random_state: int = 0,
):
    """Train a network, and yield the run so far again and again; the last one is the whole run.

    Parameters
    ----------
    problem : Classification
    network : MLP
        As ``problem.network`` makes it.
    start : str
        The size of the first weights: see `MLP.init_params`.
    learning_rate : float
    batch_size : int
        Samples for each step; all of them, if there are not so many.
    n_epochs : int
        Passes over the samples to train on.
    random_state : int
        Seed of the start and of the batches.

    Yields
    ------
    ClassifierRun

    Raises
    ------
    ValueError
        If a setting is no such number or name; at once, not when the first run is asked for.

    Examples
    --------
    >>> from utils.descent import circles
    >>> problem = Classification.of(circles())
    >>> *_, run = train_classifier(problem, problem.network((8,)), learning_rate=0.3, n_epochs=40)
    >>> run.n_steps, run.accuracies[0] > 0.9
    (40, True)
    """
    objective = problem.objective(network)
    batches = Batches(min(as_count("batch_size", batch_size), objective.n_samples), random_state)
    per_epoch = batches.steps_per_epoch(objective.n_samples)
    n_epochs = as_count("n_epochs", n_epochs)
    histories = training(
        objective,
        gradient_descent(learning_rate),
        network.init_params(start, random_state),
        n_steps=per_epoch * n_epochs,
        batches=batches,
        record_every=per_epoch,
        track={TRAINING_LOSS: objective, VALIDATION_LOSS: problem.validation_objective(network)},
        yield_every=max(per_epoch, STEPS_BETWEEN),
        yield_first=per_epoch,
    )
    return (ClassifierRun(history, problem, network) for history in histories)
