"""Classes in two parts, and a run that is looked at after each epoch: against the plain loop, and by hand."""

import numpy as np
import pytest

from utils.descent import (
    Batches,
    circles,
    cross_entropy,
    gradient_descent,
    log_loss,
    mean_loss,
    moons,
    penguins_three_species,
    split,
    train,
)
from utils.descent.experiments.classification import Classification, ClassifierRun, train_classifier

SPECIES = ("Adelie", "Chinstrap", "Gentoo")


def whole(problem, network, **settings):
    *_, run = train_classifier(problem, network, **settings)
    return run


def test_the_parts_are_those_of_split_and_nothing_is_known_of_the_second():
    birds = penguins_three_species()
    problem = Classification.of(birds, train_share=0.6, random_state=3, class_names=SPECIES, standardized=True)
    training, validation = split(birds, 0.4, 3)
    assert np.array_equal(problem.training.X, training.X) and np.array_equal(problem.validation.X, validation.X)
    assert problem.scaled(training.X).mean(axis=0) == pytest.approx(0, abs=1e-12)
    assert problem.scaled(training.X).std(axis=0) == pytest.approx(1)
    assert problem.counts(training).tolist() == [(training.y_true == k).sum() for k in range(3)]
    for k, (low, high) in enumerate(problem.limits):
        assert low < birds.X[:, k].min() and birds.X[:, k].max() < high


@pytest.mark.parametrize(
    ("names", "share", "sentence"),
    [
        (("one",), 0.7, "y_true must hold numbers of classes from 0 to 0"),
        (("a", "b"), 0.7, "y_true must hold numbers of classes from 0 to 1"),
        (SPECIES, 1.0, "share must be above 0"),
        (SPECIES, 0.0, "share must be above 0"),
    ],
)
def test_what_cannot_be_split_gets_a_sentence(names, share, sentence):
    with pytest.raises(ValueError, match=sentence):
        Classification.of(penguins_three_species(), class_names=names, train_share=share)


def test_a_feature_that_is_alike_in_the_part_to_train_on_is_only_moved():
    data = moons(n_samples=4, noise=0.0)
    flat = type(data)(np.column_stack([data.X[:, 0], [7.0] * 4]), data.y_true, ("a", "b"), "class", "flat")
    problem = Classification.of(flat, train_share=0.5, standardized=True)
    assert problem.scaled(problem.training.X)[:, 1].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("batch_size", [1, 7, 1000])
def test_a_run_is_that_of_the_plain_loop(batch_size):
    problem = Classification.of(circles(n_samples=60))
    network = problem.network((3, 2), "tanh")
    run = whole(problem, network, learning_rate=0.3, batch_size=batch_size, n_epochs=5, random_state=4)
    data = problem.training
    objective = mean_loss(network, log_loss, data.X, data.y_true)
    batches = Batches(min(batch_size, 42), random_state=4)
    n_steps = 5 * batches.steps_per_epoch(42)
    plain = train(
        objective, gradient_descent(0.3), network.init_params("glorot", 4), n_steps=n_steps, batches=batches
    )
    assert np.array_equal(run.params, plain.final_params)
    assert run.n_steps == 5 and np.array_equal(run.history.loss, plain.loss)
    per_epoch = n_steps // 5
    for epoch in range(6):
        params = plain.params[epoch * per_epoch]
        assert run.losses[0][epoch] == pytest.approx(objective.value(params), rel=1e-12)
        shown = run.at_step(epoch)
        assert shown.n_steps == epoch and np.array_equal(shown.params, params)
        logits = network.logit_model.predict(params, problem.validation.X)
        assert shown.accuracies[1] == np.mean((logits > 0) == (problem.validation.y_true == 1))


def test_three_classes_are_trained_by_cross_entropy():
    problem = Classification.of(penguins_three_species(), class_names=SPECIES, standardized=True)
    network = problem.network((6,), "relu")
    assert network.layer_sizes == (2, 6, 3) and network.output == "softmax"
    run = whole(problem, network, start="he", learning_rate=0.3, n_epochs=20)
    assert run.history.objective.loss is cross_entropy
    assert min(run.accuracies) > 0.9


def test_the_run_so_far_grows_to_the_whole_run():
    problem = Classification.of(moons())
    network = problem.network((4,))
    parts = list(train_classifier(problem, network, n_epochs=30, batch_size=10))
    assert parts[0].n_steps == 1, "a first picture need not wait for more than one epoch"
    assert len(parts) > 3 and [one.n_steps for one in parts] == sorted({one.n_steps for one in parts})
    assert parts[-1].n_steps == 30 and isinstance(parts[0], ClassifierRun)
    assert np.array_equal(parts[0].losses[1], parts[-1].losses[1][: parts[0].n_steps + 1])


@pytest.mark.parametrize("standardized", [False, True])
def test_maps_hold_the_answers_at_the_middles_of_their_fields(standardized):
    data = moons()
    problem = Classification.of(data, limits=((-2.0, 1.0), (-1.0, 3.0)), standardized=standardized)
    network = problem.network((3, 2), "tanh")
    run = whole(problem, network, n_epochs=3)
    hidden, logits = run.maps(10)
    assert [layer.shape for layer in hidden] == [(3, 10, 10), (2, 10, 10)] and logits.shape == (1, 10, 10)
    row, column = 7, 2
    place = np.array([[-2.0 + 3.0 * 2.5 / 10, -1.0 + 4.0 * 7.5 / 10]])
    seen = problem.scaled(place)
    assert logits[0, row, column] == pytest.approx(network.logit_model.predict(run.params, seen)[0])
    for layer, answers in zip(hidden, network.activations(run.params, seen), strict=True):
        assert layer[:, row, column] == pytest.approx(answers[:, 0])
    assert run.maps(10)[1] is logits


def test_wrong_settings_are_said_at_once():
    problem = Classification.of(moons())
    network = problem.network((2,))
    for setting, sentence in (
        ({"start": "warm"}, "start must be one of"),
        ({"batch_size": 0}, "batch_size must be"),
        ({"n_epochs": 0}, "n_epochs must be"),
        ({"learning_rate": "fast"}, "learning_rate must be"),
    ):
        with pytest.raises(ValueError, match=sentence):
            train_classifier(problem, network, **setting)
