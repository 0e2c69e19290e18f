"""The numerics of the course: data, losses, models, objectives, optimizers, training and stability.

NumPy only, nothing is drawn or printed here.

The broadcasting rule, once for the whole package: **everything broadcasts over leading axes**. Parameters
have shape (..., n_params) and losses (...). One run has no leading axis. A sweep of 41 learning rates is the
same code with a leading axis of 41: all runs are trained at once, and each one equals, bit for bit, the run
trained alone.

Divergence is a result, never an exception and never a warning: inf and NaN stay in the results. What
cannot be right, such as a learning rate of "fast", raises a ValueError that says what would be.

Examples
--------
>>> data = line()
>>> objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
>>> history = train(objective, gradient_descent(0.0001), [0.0, 0.0], n_steps=300)
>>> history.message
'The loss went from 19.1 to 12 in 300 steps.'
"""

from utils.descent.data.dataset import Dataset, standardize
from utils.descent.data.made import line, two_points
from utils.descent.data.own_table import read_csv
from utils.descent.data.parts import split
from utils.descent.data.penguins import PENGUINS, penguins_body_mass, penguins_species, penguins_three_species
from utils.descent.data.two_classes import circles, moons, spiral, xor
from utils.descent.data.unseen import unseen_data
from utils.descent.experiments.bisection import Bisection, bisection
from utils.descent.experiments.range_test import RangeTest, range_test
from utils.descent.experiments.sharpening import Sharpening, sharpening
from utils.descent.experiments.side_by_side import SideBySide, histories_of, side_by_side
from utils.descent.experiments.sweep import Sweep, spread_learning_rates, sweep
from utils.descent.formatting import format_number, format_rate
from utils.descent.objectives.curvature import hessian, learning_rate_limit, principal_curvatures, sharpness
from utils.descent.objectives.landscapes import (
    quadratic_bowl,
    restrict,
    steep_walls,
    two_valleys,
    v_shape,
)
from utils.descent.objectives.losses import Loss, absolute_error, cross_entropy, huber, log_loss, squared_error
from utils.descent.objectives.mean_loss import mean_loss
from utils.descent.objectives.minima import Minimum
from utils.descent.objectives.models import LinearModel, Model, Neuron, sigmoid
from utils.descent.objectives.networks import MLP
from utils.descent.objectives.objective import Objective
from utils.descent.objectives.quadratic_form import quadratic_form
from utils.descent.training.batches import Batches
from utils.descent.training.history import History, history_of
from utils.descent.training.loop import train, training
from utils.descent.training.optimizers import Optimizer, gradient_descent
from utils.descent.training.schedules import (
    constant,
    cosine_with_warm_up,
    exponential_ramp,
    inverse_time_decay,
    step_decay,
)
from utils.descent.verdict.diagnosis import Verdict, diagnose

__all__ = [
    "MLP",
    "PENGUINS",
    "Batches",
    "Bisection",
    "Dataset",
    "History",
    "LinearModel",
    "Loss",
    "Minimum",
    "Model",
    "Neuron",
    "Objective",
    "Optimizer",
    "RangeTest",
    "Sharpening",
    "SideBySide",
    "Sweep",
    "Verdict",
    "absolute_error",
    "bisection",
    "circles",
    "constant",
    "cosine_with_warm_up",
    "cross_entropy",
    "diagnose",
    "exponential_ramp",
    "format_number",
    "format_rate",
    "gradient_descent",
    "hessian",
    "histories_of",
    "history_of",
    "huber",
    "inverse_time_decay",
    "learning_rate_limit",
    "line",
    "log_loss",
    "mean_loss",
    "moons",
    "penguins_body_mass",
    "penguins_species",
    "penguins_three_species",
    "principal_curvatures",
    "quadratic_bowl",
    "quadratic_form",
    "range_test",
    "read_csv",
    "restrict",
    "sharpening",
    "sharpness",
    "side_by_side",
    "sigmoid",
    "spiral",
    "split",
    "spread_learning_rates",
    "squared_error",
    "standardize",
    "steep_walls",
    "step_decay",
    "sweep",
    "train",
    "training",
    "two_points",
    "two_valleys",
    "unseen_data",
    "v_shape",
    "xor",
]
