"""A quadratic loss, computed from its minimum and its curvature alone: what keeps large tables live."""

from dataclasses import replace

import numpy as np

from utils.descent.objectives.hessians import hessian


def condensed(objective):
    """Return the same objective, computed from a handful of numbers in place of all the data.

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
    >>> np.isclose(condensed(objective).value([1.0, 2.0]), objective.value([1.0, 2.0]))
    np.True_
    """
    if not objective.is_quadratic or objective.minimum is None:
        return objective
    bottom, lowest = objective.minimum.params, objective.minimum.value
    columns = np.ascontiguousarray(hessian(objective).T)

    def gradient_formula(params):
        # One product per parameter: each run is then computed as if it were alone
        distance = params - bottom
        gradient = distance[..., :1] * columns[0]
        for k in range(1, len(columns)):
            gradient += distance[..., k : k + 1] * columns[k]
        return gradient

    def value_formula(params):
        return lowest + 0.5 * np.add.reduce((params - bottom) * gradient_formula(params), axis=-1)

    return replace(
        objective,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        value_and_gradient_formula=None,
        find_minimum=lambda _: objective.minimum,
        row_size=objective.n_params,
    )
