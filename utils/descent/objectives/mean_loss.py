"""The mean loss of a model on data: the objective of every training of the course."""

import numpy as np

from utils.descent.objectives.losses import Loss, squared_error
from utils.descent.objectives.models import LinearModel, Model, Neuron, features_of, inputs_of
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
    n_samples, is_linear = len(y), isinstance(inner_model, LinearModel) and not isinstance(inner_model, Neuron)
    all_inputs = inputs_of(X)

    bind, loss_value, loss_gradient = inner_model.bind, inner_loss.value_formula, inner_loss.gradient_formula

    def value_formula(params):
        return np.add.reduce(loss_value(y, bind(params, all_inputs).forward()), axis=-1) / n_samples

    def gradient_formula(params):
        both_ways = bind(params, all_inputs)
        return both_ways.backward(loss_gradient(y, both_ways.forward())) / n_samples

    def for_training(run_shape):
        return _Training(bind, loss_value, loss_gradient, all_inputs, y, (*run_shape, model.n_params))

    def value_and_gradient_formula(params, batch=None):
        training = for_training(params.shape[:-1])
        gradient = training.gradient(params, batch)  # first: it passes forward, which the losses are made from
        return training.losses()[0], gradient

    def hessian_formula(params):
        curvature = inner_loss.curvature_formula(y, bind(params, all_inputs).forward())
        return np.einsum("...s,is,js->...ij", curvature, all_inputs, all_inputs) / n_samples

    return Objective(
        label=f"mean {loss.name}",
        n_params=model.n_params,
        value_formula=value_formula,
        gradient_formula=gradient_formula,
        value_and_gradient_formula=value_and_gradient_formula,
        for_training=for_training,
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


class _Training:
    """Gradients and losses of one training, from one pass forward a step: see `Objective.begin_training`.

    The losses are computed of many steps at once, from the predictions, which are kept until then.
    """

    def __init__(self, bind, loss_value, loss_gradient, inputs, y, shape):
        self.bind, self.loss_value, self.loss_gradient = bind, loss_value, loss_gradient
        self.y, self.inputs, self.samples = y, inputs, np.vstack([inputs, y])
        self.params, self.bound, self.seen = np.empty(shape), {}, []

    def gradient(self, params, batch=None):
        size = None if batch is None else len(batch)
        if size not in self.bound:
            self.bound[size] = self._bind(size)
        forward, backward, samples, targets, divisor = self.bound[size]
        if batch is not None:
            self.samples.take(batch, 1, samples, "clip")  # "clip" writes to samples at once; all are in range
        self.params[...] = params
        y_pred = forward()
        self.seen.append((batch, y_pred.copy()))
        return backward(self.loss_gradient(targets, y_pred)) / divisor

    def losses(self):
        result = np.empty((len(self.seen), *self.params.shape[:-1]))
        by_size = {}
        for step, (batch, _) in enumerate(self.seen):
            by_size.setdefault(len(self.y) if batch is None else len(batch), []).append(step)
        for size, steps in by_size.items():
            y_pred = np.array([self.seen[step][1] for step in steps])
            targets = self.y
            if self.seen[steps[0]][0] is not None:
                targets = self.y[np.array([self.seen[step][0] for step in steps])]
                targets = targets.reshape(len(steps), *[1] * (self.params.ndim - 1), size)
            result[steps] = np.add.reduce(self.loss_value(targets, y_pred), axis=-1) / size
        self.seen.clear()
        return result

    def _bind(self, size):
        if size is None:
            samples, inputs, targets = None, self.inputs, self.y
        else:
            samples = np.empty((len(self.samples), size))
            inputs, targets = samples[:-1], samples[-1]
        both_ways = self.bind(self.params, inputs)
        # NumPy divides by its own numbers faster than by Python's
        return both_ways.forward, both_ways.backward, samples, targets, np.array(float(len(targets)))


def _check_outputs(model, loss, y):
    if loss.of_classes and model.n_outputs <= y.max():
        raise ValueError(f"y names classes up to {y.max():.0f}; the model has {model.n_outputs} outputs, from 0.")
    if not loss.of_classes and model.n_outputs > 1:
        raise ValueError(f"{loss.name} needs a model with 1 output; got {model.n_outputs}.")
