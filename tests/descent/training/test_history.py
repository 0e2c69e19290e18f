import sys

import numpy as np
import pytest

from utils.descent import (
    History,
    LinearModel,
    absolute_error,
    constant,
    gradient_descent,
    history_of,
    line,
    mean_loss,
    quadratic_bowl,
    squared_error,
    step_decay,
    train,
    training,
)


def bowl_run(rate, start=(8.0,), n_steps=3):
    return train(quadratic_bowl([1.0] * len(start)), gradient_descent(rate), start, n_steps=n_steps)


def line_run(rate, n_steps):
    data = line()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    return train(objective, gradient_descent(rate), [0, 0], n_steps=n_steps)


def test_one_run():
    history = bowl_run(0.5)
    assert history.n_steps == 3
    assert history.run_shape == ()
    assert history.loss.tolist() == [32, 8, 2, 0.5]
    assert history.gradient_norm.tolist() == [8, 4, 2, 1]
    assert history.final_loss == 0.5 and history.final_params.tolist() == [1]
    assert (history.status, history.first_inf, history.first_nan) == ("finite", None, None)


def test_messages():
    assert bowl_run(0.5).message == "The loss went from 32 to 0.5 in 3 steps."
    assert bowl_run(0.5, n_steps=1).message == "The loss went from 32 to 8 in 1 step."
    assert bowl_run(0.5).at_step(0).message == "The loss starts at 32."
    diverged = line_run(1, 400)
    assert diverged.message == "The loss became inf at step 186 and NaN at step 372."
    assert diverged.at_step(371).message == "The loss became inf at step 186."
    assert (diverged.status, diverged.at_step(371).status, diverged.at_step(185).status) == ("nan", "inf", "finite")


def test_a_loss_that_is_nan_at_once():
    # inf times zero is NaN without an inf before it
    history = train(quadratic_bowl([0.0, 1.0]), gradient_descent(1e200), [1.0, 1e200], n_steps=3)
    assert history.status == "nan"
    assert history.message == "The loss became inf at step 0 and NaN at step 2."


def test_many_runs():
    history = line_run([0.01, 1.0], 400)
    assert history.run_shape == (2,)
    assert history.status.tolist() == ["finite", "nan"]
    assert history.first_inf.tolist() == [-1, 186]
    assert history.message[1] == "The loss became inf at step 186 and NaN at step 372."
    assert history.run(1).first_nan == 372
    assert history.at_step(10).loss.shape == (2, 11)


def test_until_is_the_run_that_ended_there():
    history, short = line_run(0.05, 30), line_run(0.05, 12)
    cut = history.at_step(12)
    assert np.array_equal(cut.params, short.params)
    assert np.array_equal(cut.loss, short.loss)
    assert cut.message == short.message
    assert history.at_step(30).n_steps == 30


def test_a_history_cannot_be_changed_by_accident():
    with pytest.raises(ValueError):
        bowl_run(0.5).loss[0] = 0.0
    with pytest.raises(AttributeError):
        bowl_run(0.5).loss = None


def test_steps_to_within():
    history = bowl_run(0.5, n_steps=10)  # a quarter of the loss is left after each step
    assert history.steps_to_within() == 4
    assert history.steps_to_within(0.25) == 1
    assert history.steps_to_within(1) == 0
    assert history.at_step(3).steps_to_within() is None
    assert bowl_run([0.5, 3.0], n_steps=10).steps_to_within().tolist() == [4, -1]


def test_steps_to_within_where_nothing_can_be_said():
    saddle = train(quadratic_bowl([1.0, -1.0]), gradient_descent([0.1, 0.2]), [1, 1], n_steps=3)
    assert saddle.steps_to_within().tolist() == [-1, -1]
    assert saddle.run(0).steps_to_within() is None
    assert bowl_run(0.5, start=(1e200,)).steps_to_within() is None  # the loss at the start is inf


def test_steps_to_within_from_the_minimum():
    data = line()
    for loss in (squared_error, absolute_error):
        objective = mean_loss(LinearModel(1), loss, data.X, data.y_true)
        history = train(objective, gradient_descent(1e-6), objective.minimum.params, n_steps=3)
        assert history.steps_to_within() == 0


def test_gradient_norm_does_not_overflow_before_the_gradient():
    history = bowl_run(0.5, start=(3e300, 4e300), n_steps=1)
    assert history.gradient_norm[0] == pytest.approx(5e300)
    assert history.loss[0] == np.inf


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bowl_run(0.5).at_step(4), "step must be a whole number from 0 to 3; got 4."),
        (lambda: bowl_run(0.5).at_step(-1), "step must be a whole number from 0 to 3; got -1."),
        (lambda: bowl_run(0.5).at_step(1.5), "step must be a whole number from 0 to 3; got 1.5."),
        (lambda: bowl_run(0.5).run(0), "This history is one run already; run(index) picks one run of many."),
        (lambda: bowl_run([0.5]).run(1), "index must be a whole number from 0 to 0; got 1."),
        (lambda: bowl_run([[0.5]]).run(0), "index must hold 2 numbers, one per axis of the runs."),
        (
            lambda: bowl_run(0.5).steps_to_within("1"),
            "fraction must be a finite number, for example 0.01; got '1'.",
        ),
        (lambda: bowl_run(0.5).steps_to_within(-1), "fraction must be at least 0, for example 0.01; got -1.0."),
    ],
)
def test_errors_say_what_would_be_right(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert str(error.value) == message


def test_the_learning_rate_of_every_step_is_recorded():
    assert bowl_run(0.5).learning_rate.tolist() == [0.5, 0.5, 0.5]
    assert bowl_run([0.5, 3.0]).run(1).learning_rate.tolist() == [3.0, 3.0, 3.0]
    scheduled = bowl_run([constant(0.5), step_decay(0.4, every=2)])
    assert scheduled.learning_rate.tolist() == [[0.5, 0.5, 0.5], [0.4, 0.4, 0.2]]
    assert scheduled.at_step(2).learning_rate.tolist() == [[0.5, 0.5], [0.4, 0.4]]
    both = bowl_run(lambda step: 0.1 * (step + 1), start=(8.0, 2.0))
    assert both.learning_rate == pytest.approx([0.1, 0.2, 0.3])


def test_a_history_of_thinned_rows_ends_at_the_last_row_that_was_kept():
    whole = bowl_run([0.5, 0.1], n_steps=10)
    kept = [0, 4, 8, 10]
    thin = History(
        whole.objective,
        whole.params[:, kept],
        whole.loss,
        whole.gradient_norm,
        steps=np.array(kept),
        metrics={"twice": 2 * whole.loss[:, kept]},
    )
    cut = thin.at_step(9)
    assert cut.steps.tolist() == [0, 4, 8] and cut.n_steps == 9 and cut.epoch.tolist() == list(range(10))
    assert np.array_equal(cut.final_params, whole.params[:, 8]) and np.array_equal(cut.final_loss, whole.loss[:, 9])
    assert np.array_equal(cut.run(1).metrics["twice"], 2 * whole.loss[1, [0, 4, 8]])
    with pytest.raises(ValueError, match="read-only"):
        cut.steps[0] = 1


def test_the_history_of_a_result_is_itself_or_the_one_it_has():
    class Result:
        history = bowl_run(0.5)

    assert history_of(Result.history) is Result.history and history_of(Result()) is Result.history


def test_the_lengths_of_gradients_are_worked_out_when_somebody_reads_them(monkeypatch):
    loop, asked = sys.modules["utils.descent.training.loop"], []
    lengths = loop._norm
    monkeypatch.setattr(loop, "_norm", lambda gradients: (asked.append(len(gradients)), lengths(gradients))[1])
    runs = train(quadratic_bowl([1.0, 3.0]), gradient_descent([0.1, 0.5, 1.0]), [8.0, 1.0], n_steps=20)
    part, run = runs.at_step(7), runs.run(1)
    assert runs.final_loss[0] > 0 and run.steps_to_within(0.5) == 1
    assert asked == []
    assert part.gradient_norm.tolist() == runs.gradient_norm[:, :8].tolist()
    assert run.gradient_norm.tolist() == runs.gradient_norm[1].tolist()
    assert asked == [21]
    expected = np.linalg.norm(runs.objective.gradient(runs.params), axis=-1)
    np.testing.assert_allclose(runs.gradient_norm, expected, rtol=1e-12)
    for history in (runs, part, run):
        with pytest.raises(ValueError, match="read-only"):
            history.gradient_norm[...] = 0.0


@pytest.mark.parametrize("yield_every", [4, 20])
def test_of_a_long_training_the_lengths_are_the_same(yield_every, monkeypatch):
    objective = quadratic_bowl([1.0, 3.0])
    ways = {"optimizer": gradient_descent([0.1, 0.5, 5e150]), "init_params": [8.0, 1.0], "n_steps": 20}
    kept = [one.gradient_norm for one in training(objective, **ways, yield_every=yield_every)]
    monkeypatch.setattr(sys.modules["utils.descent.training.loop"], "FEW_GRADIENTS", 0)
    at_once = [one.gradient_norm for one in training(objective, **ways, yield_every=yield_every)]
    assert len(kept) == 20 // yield_every
    for one, other in zip(kept, at_once, strict=True):
        np.testing.assert_array_equal(one, other)
