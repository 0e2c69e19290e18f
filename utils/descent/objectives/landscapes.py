"""Landscapes: functions to try descent on, and what can be made of an objective."""

import math

import numpy as np

from utils.descent.objectives import minima
from utils.descent.objectives.objective import Objective
from utils.descent.validation import as_count, as_finite, as_number, as_params


def quadratic_bowl(curvatures):
    """Return half the sum of curvature * param**2: a bowl with its bottom at 0.

    Gradient descent multiplies each parameter by 1 - learning_rate * curvature at every step.

    Parameters
    ----------
    curvatures : array_like, shape (n_params,)
        Second derivative along each parameter. A negative one makes a saddle, which has no minimum.

    Returns
    -------
    Objective

    Raises
    ------
    ValueError
        If curvatures is not a list of finite numbers.

    Examples
    --------
    >>> quadratic_bowl([1.0, 10.0]).gradient([1.0, 1.0])
    array([ 1., 10.])
    """
    curvatures = np.array(as_finite("curvatures", curvatures))
    if curvatures.ndim != 1 or curvatures.size == 0:
        raise ValueError(f"curvatures must be a list of numbers, for example [1, 10]; got shape {curvatures.shape}.")
    n_params = len(curvatures)
    has_minimum = bool((curvatures >= 0).all())

    def value_formula(params):
        return 0.5 * np.add.reduce(np.multiply(curvatures, params * params, order="C"), axis=-1)

    def gradient_formula(params):
        return curvatures * params

    def hessian_formula(params):
        return np.broadcast_to(np.diag(curvatures), (*params.shape, n_params)).copy()

    def find_minimum(_):
        return minima.Minimum(np.zeros(n_params), 0.0) if has_minimum else None

    return Objective(
        label="quadratic bowl",
        n_params=n_params,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        hessian_formula=hessian_formula,
        find_minimum=find_minimum,
        is_quadratic=True,
        is_convex=has_minimum,
        row_size=n_params,
    )


def two_valleys():
    """Return f(w) = 0.25 w**2 - 0.8 exp(-(w - 3)**2 / 0.18): a narrow valley near 2.81, a wide one near 0.

    The narrow valley is a local minimum where a small learning rate stays stuck. The wide one is the best.

    Returns
    -------
    Objective
        With one parameter, w.

    Examples
    --------
    >>> two_valleys().value([[0.0], [2.81]]).round(2) + 0.0
    array([0.  , 1.32])
    """

    def dent(w):
        return 0.8 * np.exp(-((w - 3.0) ** 2) / 0.18)

    def value_formula(params):
        w = params[..., 0]
        return 0.25 * w * w - dent(w)

    def gradient_formula(params):
        if params.shape == (1,):  # of one run: Python's numbers are several times as fast as arrays of one
            w = params.item()
            away = w - 3.0
            return np.array([0.5 * w + away / 0.09 * (0.8 * math.exp(-(away * away) / 0.18))])
        return 0.5 * params + (params - 3.0) / 0.09 * dent(params)

    def hessian_formula(params):
        w = params[..., None]
        return 0.5 + (1.0 - (w - 3.0) ** 2 / 0.09) / 0.09 * dent(w)

    return Objective(
        label="two valleys",
        n_params=1,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        hessian_formula=hessian_formula,
        find_minimum=lambda objective: minima.by_newton(objective, np.zeros(1)),
    )


def v_shape(slope=8.0):
    """Return slope * abs(w): a valley that is equally steep everywhere, so that all steps of a run are equally long.

    Parameters
    ----------
    slope : float
        How steep each of the two sides is; larger than 0.

    Returns
    -------
    Objective
        With one parameter, w. At the bottom, where the loss has a corner, the gradient is 0.

    Raises
    ------
    ValueError
        If slope is not a finite number larger than 0.

    Examples
    --------
    >>> v_shape(8.0).value([[-1.0], [0.5]]), v_shape(8.0).gradient([[-1.0], [0.5]])
    (array([8., 4.]), array([[-8.],
           [ 8.]]))
    """
    slope = as_number("slope", slope, example=8)
    if slope <= 0:
        raise ValueError(f"slope must be larger than 0, for example 8; got {slope}.")

    def value_formula(params):
        return slope * np.abs(params[..., 0])

    def gradient_formula(params):
        return slope * np.sign(params)

    return Objective(
        label="V",
        n_params=1,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        find_minimum=lambda _: minima.Minimum(np.zeros(1), 0.0),
        is_convex=True,
    )


def steep_walls(curvature=8.0, wall=1.0, floor=0.1):
    """Return a valley with a long, gently sloping floor between walls that grow steeper with height.

    It is curvature / 2 * u**2 + wall * u**4 + floor / 2 * v**2. High on a wall only a small learning rate is
    safe; down on the floor a large one is, and is needed.

    Parameters
    ----------
    curvature, wall : float
        How steep the walls are at the bottom, and how much steeper they become.
    floor : float
        How strongly the floor slopes.

    Returns
    -------
    Objective
        With two parameters, u across the valley and v along it.

    Examples
    --------
    >>> float(steep_walls().value([3.0, 8.0]))
    120.2
    """

    def value_formula(params):
        u, v = params[..., 0], params[..., 1]
        return 0.5 * curvature * u * u + wall * u**4 + 0.5 * floor * v * v

    def gradient_formula(params):
        u, v = params[..., 0], params[..., 1]
        return np.stack([curvature * u + 4.0 * wall * u**3, floor * v], axis=-1)

    return Objective(
        label="valley with steep walls",
        n_params=2,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        find_minimum=lambda _: minima.Minimum(np.zeros(2), 0.0),
        is_convex=True,
    )


def restrict(objective, params, index):
    """Return the restriction of an objective to one of its parameters, with the others held where they are.

    On a map of two parameters this is the loss on one straight walk, east or north.

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
    >>> without_bias = restrict(objective, [0.0, 0.0], index=0)
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
    return minima.Minimum(param, float(parabola.value(param)))
