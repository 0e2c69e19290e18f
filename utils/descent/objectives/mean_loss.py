"""The mean loss of a model on data: the objective of every training of the course."""

import numpy as np

from utils.descent.objectives.losses import Loss, squared_error
from utils.descent.objectives.models import LinearModel, Model, Neuron, features_of
from utils.descent.objectives.objective import Objective
from utils.descent.validation import as_data


def mean_loss(model, loss, X, y):
    """Return the mean of a loss over the samples, as a function of the model's parameters.

    Log loss needs a model that ends in a sigmoid, such as `Neuron`, and cross-entropy one that ends in a softmax.
    Both are computed from the logits: the gradient is then exactly p - y per sample, however sure the model is.

    Parameters
    ----------
    model : Model
    loss : Loss
    X : array_like, shape (n_samples, n_features)
    y : array_like, shape (n_samples,)

    Returns
    -------
    Objective

    Raises
    ------
    ValueError
        If the data are empty, not finite numbers, have fewer than 2 rows, or suit neither model nor loss.

    Examples
    --------
    >>> objective = mean_loss(LinearModel(1), squared_error, [[1.0], [2.0]], [2.0, 4.0])
    >>> float(objective.value([0.0, 0.0])), objective.gradient([0.0, 0.0])
    (10.0, array([-10.,  -6.]))
    >>> objective.minimum.params.round(6) + 0.0
    array([2., 0.])
    """
    if not isinstance(model, Model):
        raise ValueError(f"model must be a Model, for example LinearModel(1); got {model!r}.")
    if not isinstance(loss, Loss):
        raise ValueError(f"loss must be a Loss, for example squared_error; got {loss!r}.")
    X, y = (np.array(a) for a in as_data(X, y))
    loss.check_targets(y)
    inner_model, inner_loss = model, loss
    if loss.of_logit is not None:
        if model.logit_model is None:
            raise ValueError(f"{loss.name} needs a model of probabilities, for example Neuron({X.shape[1]}).")
        inner_model, inner_loss = model.logit_model, loss.of_logit
    X = features_of(model, X)
    _check_outputs(model, loss, y)
    X.flags.writeable = y.flags.writeable = False
    all_samples = np.array(float(len(y)))  # NumPy divides by its own numbers faster than by Python's
    n_samples, is_linear = len(y), isinstance(inner_model, LinearModel) and not isinstance(inner_model, Neuron)
    all_rows = np.ascontiguousarray(X.T).T  # each feature in one piece

    # Bound once: a training loop calls these thousands of times
    forward, backward = inner_model.forward, inner_model.backward
    loss_value, loss_gradient = inner_loss.value_formula, inner_loss.gradient_formula
    loss_value_and_gradient, add_up = inner_loss.value_and_gradient_formula, np.add.reduce

    def value_formula(params):
        return add_up(loss_value(y, forward(params, all_rows)[0]), axis=-1) / n_samples

    def gradient_formula(params):
        y_pred, cache = forward(params, all_rows)
        return backward(params, cache, loss_gradient(y, y_pred)) / n_samples

    def value_and_gradient_formula(params, batch=None):
        if batch is None:
            rows, targets, n, size = all_rows, y, n_samples, all_samples
        else:
            rows, targets, n = X.take(batch, axis=0), y.take(batch), len(batch)
            size = n
        y_pred, cache = forward(params, rows)  # once for both
        values, slopes = loss_value_and_gradient(targets, y_pred)
        return add_up(values, -1) / n, backward(params, cache, slopes) / size

    def hessian_formula(params):
        curvature = inner_loss.curvature_formula(y, forward(params, all_rows)[0])
        inputs = np.column_stack([X, np.ones(n_samples)])
        return np.einsum("...s,si,sj->...ij", curvature, inputs, inputs) / n_samples

    return Objective(
        label=f"mean {loss.name}",
        n_params=model.n_params,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        value_and_gradient_formula=value_and_gradient_formula,
        hessian_formula=hessian_formula if is_linear else None,
        find_minimum=inner_loss.find_minimum if is_linear else None,
        is_quadratic=is_linear and loss is squared_error,
        is_convex=is_linear and inner_loss.find_minimum is not None,
        row_size=n_samples * (1 + max(getattr(model, "layer_sizes", (model.n_features,)))),
        model=model,
        loss=loss,
        X=X,
        y_true=y,
    )


def _check_outputs(model, loss, y):
    if loss.of_classes and model.n_outputs <= y.max():
        raise ValueError(f"y names classes up to {y.max():.0f}; the model has {model.n_outputs} outputs, from 0.")
    if not loss.of_classes and model.n_outputs > 1:
        raise ValueError(f"{loss.name} needs a model with 1 output; got {model.n_outputs}.")
