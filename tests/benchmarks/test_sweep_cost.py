"""What it costs to train 41 learning rates at once, beside one run, a loop over the rates, and PyTorch.

Everything runs in this one process, in turn, and medians are compared: a ratio is the same on a fast machine and on
a slow one. PyTorch does the very same steps and keeps the same numbers (parameters, loss and gradient at every
step), for each rate in turn and for all rates as one tensor. It is no part of the course: without it a line says
that it is missing.
"""

import numpy as np
import pytest

from tests.benchmarks.timing import interleaved_medians
from utils.descent import LinearModel, gradient_descent, line, mean_loss, squared_error, train
from utils.descent.objectives.quadratic_form import quadratic_form

RATES = np.geomspace(1e-4, 1.0, 41)
N_STEPS = 300
MOST_SINGLE_RUNS = 10

DATA = line(n_samples=30)
OBJECTIVE = mean_loss(LinearModel(1), squared_error, DATA.X, DATA.y_true)
START = [0.0, 0.0]


def one_run():
    return train(OBJECTIVE, gradient_descent(0.01), START, n_steps=N_STEPS)


def all_at_once():
    return train(OBJECTIVE, gradient_descent(RATES), START, n_steps=N_STEPS).loss


def loop_over_rates():
    return np.stack([train(OBJECTIVE, gradient_descent(rate), START, n_steps=N_STEPS).loss for rate in RATES])


def as_the_sweep_explorer_does():
    return train(quadratic_form(OBJECTIVE), gradient_descent(RATES), START, n_steps=N_STEPS).loss


def torch_ways(torch):
    """Return the same sweep in PyTorch: by the same formulas, and with the gradient from autograd."""
    x, y = torch.tensor(DATA.X[:, 0]), torch.tensor(DATA.y_true)
    design = torch.stack([x, torch.ones_like(x)])

    def by_formulas(params):
        error = params[..., :1] * x + params[..., 1:] - y
        return (error**2).mean(dim=-1), ((2 * error)[..., None, :] * design).mean(dim=-1)

    def by_autograd(params):
        params.requires_grad_()
        loss = ((params[..., :1] * x + params[..., 1:] - y) ** 2).mean(dim=-1)
        return loss.detach(), torch.autograd.grad(loss.sum(), params)[0]  # no run sees another: each its own

    def descend(rates, loss_and_gradient):
        params = torch.zeros((*rates.shape, 2), dtype=torch.float64)
        path, losses, gradients = [], [], []
        for _ in range(N_STEPS + 1):
            loss, gradient = loss_and_gradient(params)
            path.append(params.detach())
            losses.append(loss)
            gradients.append(gradient)
            params = path[-1] - rates[..., None] * gradient
        torch.stack(path), torch.stack(gradients).norm(dim=-1)  # what a History keeps, too
        return torch.stack(losses, dim=-1)

    rates = torch.tensor(RATES)
    return {
        "PyTorch, a loop over the rates": lambda: torch.stack([descend(r, by_formulas) for r in rates]).numpy(),
        "PyTorch, all rates as one tensor": lambda: descend(rates, by_formulas).numpy(),
        "PyTorch, one tensor, with autograd": lambda: descend(rates, by_autograd).numpy(),
    }


def test_a_sweep_costs_less_than_ten_runs(capsys):
    ways = {
        "one run": one_run,
        "41 rates at once": all_at_once,
        "41 rates at once, as the sweep explorer does": as_the_sweep_explorer_does,
        "41 rates, a plain Python loop over them": loop_over_rates,
    }
    try:
        import torch
    except ImportError as error:
        torch_note = f"PyTorch is left out: {error}."
    else:
        ways |= torch_ways(torch)
        torch_note = f"PyTorch {torch.__version__}, threads: {torch.get_num_threads()}."
    with np.errstate(all="ignore"):
        expected = loop_over_rates()
        assert np.array_equal(all_at_once(), expected, equal_nan=True)
        # Beyond 1e100 rounding has grown with everything else
        usual = np.abs(expected) < 1e100
        for name, way in list(ways.items())[2:]:
            assert way()[usual] == pytest.approx(expected[usual], rel=1e-6), name
    medians = interleaved_medians(ways)
    one = medians["one run"]
    with capsys.disabled():
        print(f"\n{len(RATES)} rates x {N_STEPS} steps on {len(DATA.y_true)} points, medians")
        for name, median in medians.items():
            print(f"  {name:46} {median:8.1f} ms {median / one:8.1f} runs")
        print(f"  {torch_note}")
    assert medians["41 rates at once"] < MOST_SINGLE_RUNS * one
