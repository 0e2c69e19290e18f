"""The exercises of this lesson, and the checks that recognize particular wrong answers."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lessons.a_neural_network.over_seeds import train_over_seeds
from utils.descent import circles, format_number, format_rate, split
from utils.descent.experiments.trial import Parts
from utils.descent.formatting import count
from utils.practice.exercises.as_numbers import as_one_number
from utils.practice.exercises.exercise import Exercise, NotYet, Result, is_blank, not_yet, right, unanswered
from utils.practice.exercises.function_check import FunctionCheck, Mistake


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(z, 0)


# ---- forward, with ReLU --------------------------------------------------------------------------------


def forward(*, hidden=relu, output=sigmoid, biases=(1, 1), transposed=False, bias_after=False):
    """Return ``relu_forward(X, W1, b1, w2, b2)``; without arguments the right one."""

    def relu_forward(X, W1, b1, w2, b2):
        sums = X @ (W1.T if transposed else W1)
        a1 = hidden(sums) + b1 if bias_after else hidden(sums + biases[0] * b1)
        return output(a1 @ w2 + biases[1] * b2)

    return relu_forward


# Two features and two hidden neurons, so that a transposed matrix fits as well; some sums are below 0
FORWARD_CASES = [
    (
        np.array([[1.0, 2.0], [-1.0, 0.5], [0.5, -2.0]]),
        np.array([[1.0, -0.5], [0.25, 2.0]]),
        np.array([0.5, -1.0]),
        np.array([1.0, -2.0]),
        0.5,
    ),
    (
        np.array([[0.0, 1.0], [2.0, -1.0], [1.5, 1.5], [-2.0, -1.0]]),
        np.array([[-1.0, 0.5], [1.5, 1.0]]),
        np.array([1.0, 0.25]),
        np.array([-0.5, 1.5]),
        -0.25,
    ),
]

RELU_FORWARD = Exercise(
    id="relu_forward",
    title="The forward pass with ReLU",
    check=FunctionCheck(
        right=forward(),
        arguments=("X", "W1", "b1", "w2", "b2"),
        cases=FORWARD_CASES,
        mistakes=[
            Mistake(forward(hidden=np.tanh), "This is the pass with tanh. Here a hidden neuron does something else."),
            Mistake(
                forward(hidden=sigmoid), "The hidden neurons squeeze their sums by a sigmoid. They should use ReLU."
            ),
            Mistake(forward(hidden=lambda z: z), "The hidden neurons hand on their sums as they are. Where is ReLU?"),
            Mistake(
                forward(hidden=lambda z: np.minimum(z, 0)),
                "What is above 0 is cut off here. ReLU cuts off what is below 0.",
            ),
            Mistake(forward(hidden=np.abs), "A sum below 0 should become 0. Here it becomes its size."),
            Mistake(forward(biases=(0, 1)), "The biases of the hidden neurons are missing."),
            Mistake(forward(biases=(1, 0)), "The bias of the last neuron is missing."),
            Mistake(forward(biases=(0, 0)), "Both biases are missing. Each neuron has one."),
            Mistake(forward(bias_after=True), "The biases come too late: a hidden neuron adds its bias before ReLU."),
            Mistake(forward(output=lambda z: z), "These are the last sums. What turns a sum into a probability?"),
            Mistake(
                forward(output=relu),
                "The last neuron uses ReLU here. It should give a probability, as the neuron of lesson 2 did.",
            ),
            Mistake(forward(output=np.tanh), "The last neuron uses tanh. Its answer should lie between 0 and 1."),
            Mistake(
                forward(output=lambda z: sigmoid(-z)), "Each probability is 1 minus the right one. Look at the sign."
            ),
            Mistake(
                forward(output=lambda z: sigmoid(relu(z))),
                "ReLU is used twice. The last sum goes into the sigmoid as it is.",
            ),
            Mistake(
                forward(transposed=True),
                "The weights are transposed: W1 has a row for each feature and a column for each neuron.",
            ),
            Mistake(
                lambda X, W1, b1, w2, b2: relu(X @ W1 + b1),
                "These are the answers of the hidden neurons. One neuron comes after them.",
            ),
        ],
        returns="one probability for each sample",
        confirmation="Two sums and two bends: that is all a forward pass with one hidden layer does.",
    ),
    hints=[
        "It is `forward` of section 3, with one change: `np.maximum(z, 0)` takes the place of `np.tanh(z)`.",
        "First the sums of the hidden neurons, `X @ W1 + b1`, and then ReLU of them.",
        "Then the sum of the last neuron, from those answers with `w2` and `b2`, and the sigmoid of it.",
    ],
    starter="""
# ReLU answers z where z is above 0, and 0 elsewhere: np.maximum(z, 0).
def relu_forward(X, W1, b1, w2, b2):
    # Your code, in place of the dots. Return one probability for each sample.
    ...


lesson.check("relu_forward", relu_forward)
""",
    solution="""
def relu_forward(X, W1, b1, w2, b2):
    a1 = np.maximum(X @ W1 + b1, 0)
    z2 = a1 @ w2 + b2
    return 1 / (1 + np.exp(-z2))
""",
    explanation="Only the hidden neurons use ReLU. The last one answers with a probability, so it keeps its sigmoid.",
)

# ---- backward, with a sigmoid --------------------------------------------------------------------------


def backward(
    *,
    divide=lambda y_true, w2: len(y_true),
    through=lambda z1, a1: a1 * (1 - a1),
    of_bias=lambda d1: d1.sum(axis=0),
    of_weights=lambda X, d1: X.T @ d1,
    sign=1,
    with_w2=True,
):
    """Return ``backward(X, y_true, z1, a1, w2, p)``; without arguments the right one."""

    def passed_back(X, y_true, z1, a1, w2, p):
        d2 = sign * (p - y_true) / divide(y_true, w2)
        d1 = np.outer(d2, w2 if with_w2 else np.ones_like(w2)) * through(z1, a1)
        return np.vstack([of_weights(X, d1), of_bias(d1)])

    return passed_back


def _backward_case(X, y_true, W1, b1, w2, b2):
    z1 = X @ W1 + b1
    a1 = sigmoid(z1)
    return X, y_true, z1, a1, w2, sigmoid(a1 @ w2 + b2)


NO_SLOPE = "The slope of the hidden neurons is missing: the error goes back through w2, and then through the sigmoid."
BACKWARD_CASES = [
    _backward_case(X, np.arange(len(X)) % 2 * 1.0, W1, b1, w2, b2) for X, W1, b1, w2, b2 in FORWARD_CASES
]

BACKWARD_BLANK = Exercise(
    id="backward_blank",
    title="Fill in the blanks: backward through a hidden layer",
    check=FunctionCheck(
        right=backward(),
        arguments=("X", "y_true", "z1", "a1", "w2", "p"),
        cases=BACKWARD_CASES,
        mistakes=[
            Mistake(backward(through=lambda z1, a1: 1.0), NO_SLOPE),
            Mistake(
                backward(through=lambda z1, a1: 1 - a1**2),
                "This is the slope of tanh. These hidden neurons squeeze by a sigmoid.",
            ),
            Mistake(
                backward(through=lambda z1, a1: z1 * (1 - z1)),
                "The slope is computed from the sums z1. The formula wants the answers of the neurons.",
            ),
            Mistake(
                backward(through=lambda z1, a1: sigmoid(a1) * (1 - sigmoid(a1))),
                "The sigmoid is taken twice: a1 holds the answers already, after the sigmoid.",
            ),
            Mistake(
                backward(through=lambda z1, a1: 1 - z1**2),
                "This is the slope of tanh, and from the sums. A sigmoid has another, from its answers.",
            ),
            Mistake(
                backward(through=lambda z1, a1: a1),
                "The answers are only half of the slope. What is the other half of it?",
            ),
            Mistake(
                backward(through=lambda z1, a1: 1 - a1),
                "This is one half of the slope. What else is it multiplied by?",
            ),
            Mistake(
                backward(divide=lambda y_true, w2: 1),
                "The loss is a mean over the samples. Here each error counts in full.",
            ),
            Mistake(
                backward(divide=lambda y_true, w2: len(w2)),
                "This divides by the number of neurons. The mean is over the samples.",
            ),
            Mistake(
                backward(divide=lambda y_true, w2: y_true.sum()),
                "This divides by the sum of the classes. The mean needs how many samples there are.",
            ),
            Mistake(
                backward(of_bias=lambda d1: d1),
                "The slope of the biases has a row for each sample still. A bias acts on every sample: add them up.",
            ),
            Mistake(
                backward(of_bias=lambda d1: d1.mean(axis=0)),
                "The biases get a mean of what is divided by the number of samples already.",
            ),
            Mistake(
                backward(of_bias=lambda d1: np.full(d1.shape[1], d1.sum())),
                "All biases get the same slope. Add up over the samples only, one sum for each neuron.",
            ),
            Mistake(
                backward(of_weights=lambda X, d1: d1.T @ X),
                "The slopes of the weights are transposed: a row for each feature, a column for each neuron.",
            ),
            Mistake(
                backward(sign=-1),
                "All signs are turned round. An error is prediction minus truth, and a sigmoid's slope is above 0.",
            ),
            Mistake(
                backward(with_w2=False),
                "The weights of the last neuron are missing: through a large weight, more of the error goes back.",
            ),
        ],
        returns="three rows: the slopes of the weights of both features, and those of the biases",
        confirmation="Every layer does the same on the way back: through its weights, then through its bend.",
    ),
    hints=[
        "It is `backward` of section 3, with a sigmoid in place of tanh. Compare line by line.",
        "The loss is a mean over the samples: `len(y_true)` says how many there are.",
        "The slope of a sigmoid is its answer times 1 minus its answer, and the answers are in `a1`.",
        "A bias is added for every sample. So its slope is a sum over the samples, over the rows of `d1`.",
    ],
    starter="""
# The hidden neurons squeeze by a sigmoid: z1 are their sums, a1 their answers. Three blanks.
def backward_sigmoid(X, y_true, z1, a1, w2, p):
    d2 = (p - y_true) / ...
    d1 = np.outer(d2, w2) * ...
    slope_W1 = X.T @ d1
    slope_b1 = ...
    return np.vstack([slope_W1, slope_b1])


lesson.check("backward_blank", backward_sigmoid)
""",
    solution="""
def backward_sigmoid(X, y_true, z1, a1, w2, p):
    d2 = (p - y_true) / len(y_true)
    d1 = np.outer(d2, w2) * (a1 * (1 - a1))
    slope_W1 = X.T @ d1
    slope_b1 = d1.sum(axis=0)
    return np.vstack([slope_W1, slope_b1])
""",
    explanation="The slope of a sigmoid is at most 1/4, at an answer of 1/2: each such layer takes some away.",
)

# ---- the fewest neurons --------------------------------------------------------------------------------


@dataclass(frozen=True)
class FewestNeurons:
    """Ask for the smallest hidden layer that learns the circles from every seed, and for a rate that lets it.

    Parameters
    ----------
    least_right : float
        Percent of the validation samples that every seed has to get right.
    fewest : int
        The smallest layer that can.
    """

    least_right: float
    fewest: int
    n_seeds: int = 5

    @cached_property
    def _parts(self):
        return Parts({"circles": split(circles(n_samples=300, noise=0.1), share=0.3)})

    def right_of(self, neurons: int, learning_rate: float) -> np.ndarray:
        """Return the percent of the validation samples that are right, for each seed."""
        setting = {"data": "circles", "hidden_layers": 1, "neurons": neurons, "activation": "tanh"}
        setting |= {"start": "glorot", "learning_rate": learning_rate}
        *_, last = train_over_seeds(self._parts, [setting], batch_size=20, n_epochs=100, n_seeds=self.n_seeds)
        return last.result.trials[0].right

    def __call__(self, answer) -> Result:
        """Say in how many seeds a layer with a rate learns the circles."""
        if not isinstance(answer, tuple | list) or len(answer) != 2:
            raise NotYet("Hand over two numbers: how many neurons, and the learning rate.")
        if any(is_blank(one) for one in answer):
            return unanswered()
        number, rate = (as_one_number(one) for one in answer)
        if number != int(number) or not 1 <= number <= 16:
            raise NotYet(f"The number of neurons should be a whole number from 1 to 16, not {format_number(number)}.")
        if rate <= 0 or not math.isfinite(rate):
            raise NotYet("The learning rate should be above 0.")
        return self._judged(int(number), rate, self.right_of(int(number), rate))

    def _judged(self, neurons, rate, percent):
        name = f"{count(neurons, 'neuron')} with a rate of {format_rate(rate)}"
        low, high = f"{percent.min():.0f} %", f"{percent.max():.0f} %"
        enough = int((percent >= self.least_right).sum())
        if enough == self.n_seeds and neurons <= self.fewest:
            return right(f"{name}: {low} or more from every seed. {neurons} lines are enough to close a ring.")
        if enough == self.n_seeds:
            return not_yet(f"{name}: {low} or more from every seed. That works, but fewer neurons can do it too.")
        if neurons < self.fewest:
            return not_yet(
                f"{name}: at most {high}. Each neuron draws one line; how many lines close around the inner circle?"
            )
        worse = f"{name}: {enough} of {self.n_seeds} seeds get {self.least_right:.0f} % right, the worst {low}."
        return not_yet(f"{worse} That many neurons can do it. Try another rate.")


FEWEST_NEURONS = Exercise(
    id="fewest_neurons",
    title="The circles with the fewest neurons",
    check=FewestNeurons(least_right=90.0, fewest=3),
    hints=[
        "Each hidden neuron draws one line. How many lines does it take to close around the inner circle?",
        "If only some of the seeds get there, the network is large enough. Then it is the rate that does not suit.",
        "With 0.3 some seeds are too slow, and with 1 some jump about. Look between the two.",
    ],
    starter="""
# Circles, one hidden layer of tanh, 100 epochs in batches of 20, from the seeds 0 to 4.
# Every seed should get at least 90 % of the samples never seen right. Use as few neurons as you can.
neurons = ...
learning_rate = ...

lesson.check("fewest_neurons", (neurons, learning_rate))
""",
    solution="""
neurons = 3
learning_rate = 0.5
""",
    explanation="Two lines never close around a circle, three do. With 0.3, two of five seeds are not there in time.",
)

EXERCISES = {exercise.id: exercise for exercise in (RELU_FORWARD, BACKWARD_BLANK, FEWEST_NEURONS)}
