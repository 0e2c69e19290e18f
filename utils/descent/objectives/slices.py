"""Slices: an objective along one of its parameters, with the others held fixed."""

import numpy as np

from utils.descent.objectives.minima import Minimum
from utils.descent.objectives.objective import Objective
from utils.descent.validation import as_count, as_finite, as_params


def along(objective, params, index):
    """Return the objective as a function of one parameter, with the others held where they are.

    On a map of two parameters this is the loss along one straight walk, east or north.

    Parameters
    ----------
    objective : Objective
    params : array_like, shape (n_params,)
        Where the others are held. The number at `index` does not matter.
    index : int
        Which parameter stays free, counted from 0. With one feature, 0 is the weight and 1 the bias.

    Returns
    -------
    Objective
        With one parameter. Its minimum is known where the objective is quadratic: the vertex of a parabola.
        It carries no model and no data, since a model needs all of its parameters.

    Raises
    ------
    ValueError
        If params are not n_params finite numbers, or there is no such parameter.

    Examples
    --------
    >>> from utils.descent import LinearModel, mean_loss, squared_error
    >>> objective = mean_loss(LinearModel(1), squared_error, [[1.0], [2.0]], [2.0, 4.0])
    >>> without_bias = along(objective, [0.0, 0.0], index=0)
    >>> float(without_bias.value([0.0])), without_bias.gradient([0.0])
    (10.0, array([-10.]))
    """
    n_params = objective.n_params
    held = as_finite("params", as_params("params", params, n_params)).copy()
    if held.ndim != 1:
        raise ValueError(f"params must be one vector of {n_params} numbers; got shape {held.shape}.")
    index = as_count("index", index, low=0, high=n_params - 1)
    one = slice(index, index + 1)

    def whole(param):
        params = np.empty((*param.shape[:-1], n_params))
        params[...] = held
        params[..., one] = param
        return params

    def hessian_formula(param):
        return objective.hessian_formula(whole(param))[..., one, one]

    return Objective(
        label=objective.label,
        n_params=1,
        value_formula=lambda param: objective.value_formula(whole(param)),
        gradient_formula=lambda param: objective.gradient_formula(whole(param))[..., one],
        hessian_formula=hessian_formula if objective.hessian_formula is not None else None,
        find_minimum=_vertex if objective.is_quadratic and objective.hessian_formula is not None else None,
        is_quadratic=objective.is_quadratic,
        is_convex=objective.is_convex,
        row_size=objective.row_size,
    )


def _vertex(parabola):
    """The lowest point of a parabola, or None if it does not open upwards."""
    curvature = parabola.hessian_formula(np.zeros(1))[0, 0]
    if not curvature > 0:
        return None
    param = -parabola.gradient(np.zeros(1)) / curvature
    param.flags.writeable = False
    return Minimum(param, float(parabola.value(param)))
