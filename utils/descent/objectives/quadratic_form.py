"""A quadratic objective from its minimum and its Hessian, whatever the data are."""

from dataclasses import replace

import numpy as np

from utils.descent.few_parts import dot, times
from utils.descent.objectives.curvature import hessian
from utils.descent.objectives.objective import Objective


def quadratic_form(objective: Objective) -> Objective:
    """Return the same objective as a quadratic form: computed from a handful of numbers in place of all the data.

    The mean squared error of a line is a quadratic of its parameters. Such a function is its minimum plus half
    of distance * Hessian * distance, whatever the data are: so it costs the same for 30 points and for a
    million. Values and gradients are those of the whole data, up to rounding.

    Parameters
    ----------
    objective : Objective
        Any; what is not quadratic, or has no known minimum, comes back as it is.

    Returns
    -------
    Objective

    Examples
    --------
    >>> from utils.descent import LinearModel, line, mean_loss, squared_error
    >>> data = line(n_samples=1000)
    >>> objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    >>> np.isclose(quadratic_form(objective).value([1.0, 2.0]), objective.value([1.0, 2.0]))
    np.True_
    """
    if not objective.is_quadratic or objective.minimum is None:
        return objective
    bottom, lowest = objective.minimum.params, objective.minimum.value
    curved = times(hessian(objective))

    def gradient_formula(params):
        return curved(params - bottom)

    def value_formula(params):
        return value_and_gradient_formula(params)[0]

    def value_and_gradient_formula(params, batch=None):
        if batch is not None:  # a batch is a quadratic of its own
            return objective.value_and_gradient_formula(params, batch)
        distance = params - bottom
        gradient = curved(distance)
        return lowest + 0.5 * dot(distance, gradient), gradient

    return replace(
        objective,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        value_and_gradient_formula=value_and_gradient_formula,
        for_training=lambda run_shape: _Training(objective, curved, run_shape),
        find_minimum=lambda _: objective.minimum,
        row_size=objective.n_params,
    )


class _Training:
    """Gradients and losses of one training: see `Objective.begin_training`. A loss is made from its gradient."""

    def __init__(self, objective, curved, run_shape):
        self.of_batches, self.curved, self.lowest = objective, curved, objective.minimum.value
        shape = (*run_shape, objective.n_params)
        self.bottom = np.array(np.broadcast_to(objective.minimum.params, shape))  # NumPy subtracts in one go
        self.distances, self.gradients, self.values = [], [], []

    def gradient(self, params, batch=None):
        if batch is not None:
            value, gradient = self.of_batches.value_and_gradient_formula(params, batch)
            self.values.append(value)
            return gradient
        distance = params - self.bottom
        gradient = self.curved(distance)
        self.distances.append(distance)
        self.gradients.append(gradient)
        return gradient

    def losses(self):
        losses = np.array(self.values)
        if self.distances:
            losses = self.lowest + 0.5 * dot(np.array(self.distances), np.array(self.gradients))
        for kept in (self.distances, self.gradients, self.values):
            kept.clear()
        return losses
