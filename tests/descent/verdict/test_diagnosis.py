"""Each verdict: a run where it is true, and the nearest run where it is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from utils.descent import (
    LinearModel,
    Neuron,
    absolute_error,
    diagnose,
    gradient_descent,
    huber,
    learning_rate_limit,
    line,
    log_loss,
    mean_loss,
    penguins_body_mass,
    penguins_species,
    quadratic_bowl,
    squared_error,
    standardize,
    train,
    two_points,
    two_valleys,
)
from utils.descent.verdict.verdict import (
    BOUNCES,
    CONVERGED_SHARE,
    DIVERGES,
    OUTCOMES,
    SETTLES,
    SOON_SHARE,
    WAY_SHARE,
    Verdict,
)


def line_run(rate, n_steps=300, loss=squared_error):
    data = line()
    objective = mean_loss(LinearModel(1), loss, data.X, data.y_true)
    return train(objective, gradient_descent(rate), [0, 0], n_steps=n_steps)


def valleys_run(rate, n_steps=300, start=3.6):
    return train(two_valleys(), gradient_descent(rate), [start], n_steps=n_steps)


def bowl_run(rate, n_steps=40, start=(1.0, 1.0), curvatures=(10.0, 1.0)):
    return train(quadratic_bowl(curvatures), gradient_descent(rate), start, n_steps=n_steps)


def one_step(rate):
    return bowl_run(rate, n_steps=1, start=(5.0,), curvatures=(2.0,))


def penguins_run(rate, is_standardized):
    data = penguins_body_mass()
    X = standardize(data.X)[0] if is_standardized else data.X
    objective = mean_loss(LinearModel(1), squared_error, X, data.y_true)
    return train(objective, gradient_descent(rate), [0, 0], n_steps=300)


def long_line_run(n_samples, rate, n_steps):
    """A line whose bias has hardly begun when its weight has arrived."""
    x = np.arange(float(n_samples))
    objective = mean_loss(LinearModel(1), squared_error, x[:, None], 4 * x + 3)
    return train(objective, gradient_descent(rate), [0.5, 0.5], n_steps=n_steps)


def unknown_run(rate, n_steps, curvatures=(1.0, 0.1)):
    """A valley whose lowest loss nobody was told."""
    bowl = replace(quadratic_bowl(curvatures), find_minimum=None)
    return train(bowl, gradient_descent(rate), np.ones(len(curvatures)), n_steps=n_steps)


def neuron_run(rate, n_steps=300):
    birds = penguins_species()
    objective = mean_loss(Neuron(2), log_loss, standardize(birds.X)[0], birds.y_true)
    return train(objective, gradient_descent(rate), [0, 0, 0], n_steps=n_steps)


@pytest.mark.parametrize(
    ("name", "history", "neighbor", "near"),
    [
        ("converged", line_run(0.01), "converging", line_run(0.001)),
        ("converged", penguins_run(0.01, True), "crawling", penguins_run(1e-5, False)),
        ("converged", valleys_run(0.5), "stuck", valleys_run(0.3)),
        ("converging", line_run(0.001), "crawling", line_run(0.0001)),
        ("converging", line_run(0.01, 5), "converged", line_run(0.01, 100)),
        ("crawling", line_run(0.0001), "converging", line_run(0.001)),
        ("crawling", valleys_run(0.0001), "stuck", valleys_run(0.01)),
        ("crawling", line_run(0.0), "diverging", line_run(-1e-5)),
        ("stuck", valleys_run(0.01), "converging", valleys_run(0.001)),
        ("oscillating", bowl_run(0.18, 20), "converging", bowl_run(0.08, 20)),
        ("oscillating", line_run(0.26), "bouncing", line_run(0.2602058721697457)),
        ("bouncing", bowl_run(0.2), "oscillating", bowl_run(0.199)),
        ("bouncing", bowl_run(0.2), "diverging", bowl_run(0.201)),
        ("bouncing", one_step(1.0), "converging", one_step(0.99)),
        ("bouncing", one_step(1.0), "diverging", one_step(1.001)),
        ("bouncing", valleys_run(4), "diverging", valleys_run(4.1)),
        ("bouncing", line_run(0.1, loss=absolute_error), "converged", line_run(0.01, loss=absolute_error)),
        ("bouncing", line_run(1, loss=huber(0.1)), "converged", line_run(0.1, loss=huber(0.1))),
        ("diverging", line_run(0.27), "oscillating", line_run(0.25, 20)),
        ("diverging", line_run(1, 185), "overflowed", line_run(1, 186)),
        ("diverging", penguins_run(2.5e-5, False), "crawling", penguins_run(2.4e-5, False)),
        ("overflowed", line_run(1, 371), "not a number", line_run(1, 372)),
    ],
)
def test_each_verdict_and_its_nearest_neighbor(name, history, neighbor, near):
    assert diagnose(history).name == name
    assert diagnose(near).name == neighbor


@pytest.mark.parametrize(
    ("history", "sentence"),
    [
        (
            line_run(0.0001),
            "crawling: after 300 steps the loss has made 37 % of the possible drop; "
            "at this pace, 300 more steps would make 37 % of the rest",
        ),
        (
            line_run(0.001),
            "converging: after 300 steps the loss has made 99.0 % of the possible drop; "
            "at this pace, 300 more steps would make 99.0 % of the rest",
        ),
        (
            line_run(0.01),
            "converged: after 300 steps the loss is 0.00659, with less than 0.01 % of the drop to go",
        ),
        (line_run(1), "overflowed: the loss became inf at step 186"),
        (line_run(1, 400), "not a number: the loss became inf at step 186 and NaN at step 372"),
        (
            valleys_run(0.01),
            "stuck: after 300 steps the loss is 1.32 at a flat point, but the best known loss is 0",
        ),
        (
            valleys_run(0.0001),
            "crawling: after 300 steps the loss has gone from 3.13 to 2.92; each step still gains",
        ),
        (
            valleys_run(0.001),
            "converging: after 300 steps the loss has gone from 3.13 to 1.36; at this pace, it levels off near 1.32",
        ),
        (
            penguins_run(1e-5, False),
            "crawling: after 300 steps the loss has made 99.1 % of the possible drop; "
            "at this pace, 300 more steps would make 0.00583 % of the rest",
        ),
        (  # nothing that could be left of a drop, since there was none
            bowl_run(0.1, 7, start=(0.0, 0.0)),
            "converged: after 7 steps the loss is 0, the lowest there is, as it was at the start",
        ),
        (  # a start below all that this rate comes to
            neuron_run(1e6, 100),
            "oscillating: after 100 steps the parameters still jump from side to side, "
            "and the loss is 409, above the 0.693 at the start",
        ),
        (
            bowl_run(0.18, 5),
            "oscillating: after 5 steps the parameters still jump from side to side, "
            "but the loss has gone from 5.5 to 0.606",
        ),
        (one_step(1.0), "bouncing: after 1 step the loss is still 25, across the valley"),
        (
            bowl_run(0.2),
            "bouncing: over the last 20 steps the loss has stayed at 5, on either side in turn",
        ),
        (line_run(0.27, 2), "diverging: after 2 steps the loss has grown from 19.1 to 25.5"),
        (line_run(-1e-5, 1), "diverging: after 1 step the loss has grown a little from 19.1"),
        (
            neuron_run(1e5).at_step(3),
            "converging: after 3 steps the loss is still 141, above the 0.693 at the start; "
            "at this pace, 100 more steps would make more than 99.9 % of the rest",
        ),
        (neuron_run(1e5), "bouncing: over the last 150 steps the loss has moved between 23.5 and 131"),
        (neuron_run(300), "bouncing: over the last 150 steps the loss has moved between 0.0674 and 0.119"),
        (
            long_line_run(400, 1e-5, 100),
            "crawling: after 100 steps the loss has made more than 99.9 % of the possible drop, "
            "but one parameter only 0.577 % of its way; at this pace, 100 more steps would make 0.1 % of the rest",
        ),
        (
            unknown_run(0.1, 100),
            "crawling: after 100 steps the loss has gone from 0.55 to 0.0067; each step still gains",
        ),
        (
            unknown_run(0.1, 50, curvatures=(1.0,)),
            "converging: after 50 steps the loss has gone from 0.5 to 1.33e-05; at this pace, it levels off near 0",
        ),
        (line_run(0.0, 1), "crawling: after 1 step the parameters have not moved"),
        (line_run(0.1, 1).at_step(0), "crawling: no step has been taken yet and the loss is 19.1"),
    ],
)
def test_the_evidence(history, sentence):
    assert str(diagnose(history)) == sentence


@pytest.mark.parametrize(
    ("name", "history"),
    [
        # What counts is the pace at the end, not how much of the drop is made
        ("converging", line_run(0.00251, 50)),  # 86 % of the drop, and seven times closer every 50 steps
        ("crawling", neuron_run(1)),  # 98 % of the drop, and 300 more steps leave half of what is left
        ("crawling", line_run(0.001, 100)),  # 79 %, and 100 more leave a fifth of what is left
        ("converging", line_run(0.001, 200)),  # 95 %, and 200 more leave a twentieth
        ("crawling", neuron_run(10)),  # 99.9 %, and slow
        # Converged is more than a small share of a huge drop: every parameter is there
        ("crawling", long_line_run(400, 1e-5, 100)),
        ("crawling", long_line_run(40, 1e-3, 1_000)),
        ("converged", long_line_run(40, 1e-3, 10_000)),
        ("converged", line_run(0.03, 20)),
        ("converged", bowl_run(0.3, start=(1.0, 5.0), curvatures=(1.0, 0.0))),  # flat along the second parameter
    ],
)
def test_the_names_of_what_still_falls_and_of_what_is_there(name, history):
    assert diagnose(history).name == name


@given(
    shrink=st.floats(0.02, 0.9999),
    n_steps=st.integers(2, 400),
    scale=st.floats(1e-6, 1e6),
    start=st.floats(1e-3, 1e3),
)
@settings(max_examples=150)
def test_in_a_valley_of_one_curvature_the_name_follows_from_the_factor_of_a_step(shrink, n_steps, scale, start):
    """There a step multiplies the distance by 1 - rate * curvature, and what is left of the drop by its square."""
    verdict = diagnose(bowl_run((1 - shrink) / scale, n_steps, start=(start,), curvatures=(scale,)))
    left, ahead = shrink ** (2 * n_steps), shrink ** (2 * max(n_steps, 100))
    assume(abs(left - CONVERGED_SHARE) > 1e-7 and abs(ahead - SOON_SHARE) > 1e-7)
    if left < CONVERGED_SHARE:
        assert verdict.name == "converged"
    else:
        assert verdict.name == ("converging" if ahead < SOON_SHARE else "crawling")


@given(
    seed=st.integers(0, 10**6),
    n_samples=st.integers(3, 30),
    slowness=st.floats(1.0, 1e4),
    n_steps=st.integers(2, 300),
    center=st.floats(-30, 30),
)
@settings(max_examples=150)
def test_what_the_words_promise_comes_true_when_the_run_goes_on(seed, n_samples, slowness, n_steps, center):
    """Below half of the limit nothing zigzags, and what is left shrinks ever more slowly."""
    rng = np.random.default_rng(seed)
    x = center + rng.normal(size=(n_samples, 1))
    objective = mean_loss(
        LinearModel(1), squared_error, x, rng.normal(3.0, 5.0) * x[:, 0] + rng.normal(size=n_samples)
    )
    rate = 0.45 * learning_rate_limit(objective) / slowness
    more = max(n_steps, 100)
    history = train(objective, gradient_descent(rate), rng.normal(0.0, 5.0, 2), n_steps=n_steps + more)
    verdict, minimum = diagnose(history.at_step(n_steps)), objective.minimum
    excess = history.loss - minimum.value
    left = excess[n_steps] / excess[0]
    if verdict.name == "converged":
        assert left <= CONVERGED_SHARE
        moved = np.abs(history.params[-1] - history.params[n_steps])
        assert (moved <= WAY_SHARE * np.ptp(np.vstack([history.params, minimum.params]), axis=0) + 1e-9).all()
    else:
        way = np.ptp(np.vstack([history.params[: n_steps + 1], minimum.params]), axis=0)
        rest = np.abs(history.params[n_steps] - minimum.params)
        assert left > CONVERGED_SHARE * (1 - 1e-9) or (rest > WAY_SHARE * way * (1 - 1e-9)).any()
    if verdict.name == "crawling":
        assert excess[-1] > SOON_SHARE * excess[n_steps] * (1 - 1e-6)
    if verdict.name == "converging":
        window = max(1, n_steps // 20)
        assert excess[n_steps] / excess[n_steps - window] <= SOON_SHARE ** (window / more) * (1 + 1e-9)
    assert verdict.name in ("converged", "converging", "crawling")


def test_growth_after_a_fall_is_told_from_its_lowest_point():
    # the gentle direction falls first; the steep one, just above its limit, then takes over
    history = bowl_run(0.21, 15, start=(0.1, 10.0))
    assert history.final_loss < history.loss[0]
    history = bowl_run(0.21, 45, start=(0.001, 10.0))
    verdict = diagnose(history)
    assert verdict.name == "diverging"
    assert verdict.evidence.startswith(f"since step {history.loss.argmin()} the loss has grown from ")


def test_where_the_minimum_is_unknown():
    birds = penguins_species()
    objective = mean_loss(Neuron(2), squared_error, standardize(birds.X)[0], birds.y_true)
    names = [
        diagnose(train(objective, gradient_descent(rate), [0, 0, 0], n_steps=300)).name for rate in (0.01, 5, 100)
    ]
    assert names == ["crawling", "crawling", "converged"]
    saddle = train(quadratic_bowl([1, -1]), gradient_descent(0.01), [1, 1], n_steps=300)
    assert diagnose(saddle).name == "crawling"
    separable = mean_loss(Neuron(1), log_loss, [[0.0], [1.0]], [0, 1])
    assert diagnose(train(separable, gradient_descent(0.1), [0, 0], n_steps=30)).name == "crawling"


def test_a_start_at_the_minimum():
    data = two_points()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    assert diagnose(train(objective, gradient_descent(0.1), [2, 0], n_steps=5)).name == "converged"
    assert diagnose(bowl_run(5.0, start=(0.0, 0.0))).name == "converged"
    data = line()
    objective = mean_loss(LinearModel(1), squared_error, data.X, data.y_true)
    history = train(objective, gradient_descent([0.1, 1.0]), objective.minimum.params, n_steps=100)
    assert diagnose(history.run(0)).name == "converged"
    assert diagnose(history.run(1)).name == "diverging"  # rounding is enough of a push


@pytest.mark.parametrize(
    ("history", "outcome"),
    [
        (line_run(0.01), SETTLES),
        (line_run(0.0001), SETTLES),
        (valleys_run(0.3), SETTLES),
        (bowl_run(0.199), SETTLES),
        (bowl_run(0.2), BOUNCES),
        (bowl_run(0.201), DIVERGES),
        (line_run(1), DIVERGES),
        (line_run(1, 372), DIVERGES),
    ],
)
def test_the_coarse_outcome(history, outcome):
    assert diagnose(history).outcome == outcome


def test_a_verdict_is_a_sentence():
    assert Verdict("not a number", "the loss became NaN at step 2").sentence == (
        "Not a number: the loss became NaN at step 2."
    )
    verdict = diagnose(line_run(0.01))
    assert verdict.sentence.lower() == f"{verdict}.".lower()


def test_no_verdict_has_another_name():
    with pytest.raises(ValueError, match=r"A verdict is one of converged, .*, not a number; got 'exploding'"):
        Verdict("exploding", "the loss grows")


@given(
    exponent=st.floats(-12, 12),
    start=st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=2),
    n_steps=st.integers(1, 30),
    case=st.sampled_from(["mse", "absolute", "huber", "log", "neuron", "bowl", "valleys", "saddle"]),
)
@settings(max_examples=150)
def test_every_run_and_every_step_of_it_has_a_verdict(exponent, start, n_steps, case):
    data, y = line(n_samples=8), np.array([0, 0, 1, 0, 1, 0, 1, 1])
    objective = {
        "mse": lambda: mean_loss(LinearModel(1), squared_error, data.X, data.y_true),
        "absolute": lambda: mean_loss(LinearModel(1), absolute_error, data.X, data.y_true),
        "huber": lambda: mean_loss(LinearModel(1), huber(0.5), data.X, data.y_true),
        "log": lambda: mean_loss(Neuron(1), log_loss, data.X, y),
        "neuron": lambda: mean_loss(Neuron(1), squared_error, data.X, y),
        "bowl": lambda: quadratic_bowl([1.0, 0.0]),
        "saddle": lambda: quadratic_bowl([1.0, -1.0]),
        "valleys": two_valleys,
    }[case]()
    history = train(objective, gradient_descent(10.0**exponent), start[: objective.n_params], n_steps=n_steps)
    for step in range(n_steps + 1):
        verdict = diagnose(history.at_step(step))
        assert verdict.name in OUTCOMES
        assert verdict.evidence == verdict.evidence.strip() and not verdict.evidence.endswith(".")
        assert "made -" not in verdict.evidence  # no drop is negative
        assert (verdict.name == "not a number") == (history.at_step(step).status == "nan")
        assert (verdict.name == "overflowed") == (history.at_step(step).status == "inf")


def test_one_run_only():
    with pytest.raises(ValueError) as error:
        diagnose(line_run([0.1, 0.2]))
    assert str(error.value) == "diagnose takes one run; pick one of these with history.run(index)."


def test_a_loss_that_hardly_moves_is_not_said_to_have_stayed_where_it_is():
    """A loss that trembles while the parameters go on in one direction."""
    trembling = 5 + 1e-5 * (np.arange(41) % 2)
    run = replace(bowl_run(0.2), loss=trembling, params=np.linspace([1.0, 1.0], [2.0, 1.0], 41))
    assert str(diagnose(run)) == (
        "bouncing: over the last 20 steps the loss has moved up and down by less than the last digit of 5"
    )
