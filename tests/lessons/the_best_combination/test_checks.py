"""The exercises of lesson 07: right programs pass however they are written, and each wrong one gets its hint."""

from types import SimpleNamespace

import numpy as np
import pytest

from lessons.the_best_combination.checks import EXERCISES
from utils.practice.exercises.exercise import Exercise

RATES, SEARCH, BEAT = EXERCISES.values()
LINE = (
    "playground | data=moons noise=0.3 train_share=0.7 n_layers=2 neurons=16,16,16,16 activation=ReLU start=Glorot "
    "learning_rate=0.19 batch_size=10 n_epochs=30 random_state=0 neuron=output epoch=30"
)


def written(
    *, draw=lambda random: 10 ** random.uniform(-3, 1), seeds=(0, 1, 2), part=0, mean=np.mean, pick=np.nanargmin,
    give=lambda rates, scores, k: rates[k], n=None, anew=False, of_its_own=False,
):  # fmt: skip
    """Return a random search; without arguments a right one."""

    def random_search(run, random, n_tries):
        rates, scores = [], []
        if of_its_own:
            random = np.random.default_rng(of_its_own if of_its_own > 0 else None)
        for k in range(n_tries if n is None else n):
            if anew:
                random = np.random.default_rng(0)
            rates.append(draw(random))
            scores.append(mean([run(rates[-1], seed)[part] for seed in (seeds(k) if callable(seeds) else seeds)]))
        k = pick(scores)
        return give(rates, scores, k)

    return random_search


def with_less_than(run, random, n_tries):
    best, lowest = None, np.inf
    for rate in 10 ** random.uniform(-3, 1, n_tries):
        score = sum(run(rate, seed)[0] for seed in range(3)) / 3
        if score < lowest:
            best, lowest = rate, score
    return best


def nan_wins(run, random, n_tries):
    best, lowest = None, None
    for _ in range(n_tries):
        rate = np.exp(random.uniform(np.log(0.001), np.log(10)))
        score = np.mean([run(rate, seed)[0] for seed in (2, 1, 0)])
        if lowest is None or not score >= lowest:
            best, lowest = rate, score
    return best


@pytest.mark.parametrize(
    "program",
    [
        written(), with_less_than, written(draw=lambda random: np.exp(random.uniform(np.log(0.001), np.log(10)))),
        written(draw=lambda random: 0.001 * 10_000 ** random.random(), seeds=(2, 0, 1)),
        written(mean=np.sum), written(give=lambda rates, scores, k: np.array([rates[k]])),
    ],
)  # fmt: skip
def test_other_ways_to_write_it_pass(program):
    result = SEARCH.check(program)
    assert result.passed, result


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (written(draw=lambda random: random.uniform(0.001, 10)), "drawn on an ordinary scale"),
        (written(seeds=(0,)), "one and the same seed"),
        (written(seeds=(7,)), "one and the same seed"),
        (written(seeds=lambda k: (k,)), "one seed, each by another"),
        (written(seeds=(0, 1)), "from the seeds 0, 1 and 2, and from no others"),
        (written(seeds=(0, 1, 2, 3)), "from no others"),
        (written(anew=True), "Every try has the same rate"),
        (written(of_its_own=3), "Every search tries the same rates"),
        (written(of_its_own=-1), "Draw the rates from `random`"),
        (written(part=1), "chosen by the test loss"),
        (written(pick=np.argmin), "A run that ended in NaN has won"),
        (nan_wins, "A run that ended in NaN has won"),
        (written(mean=np.nanmean), "of which a seed ended in NaN"),
        (written(mean=np.nanmin), "by its luckiest seed"),
        (written(mean=lambda losses: losses[0]), "by the seed 0 alone"),
        (written(mean=lambda losses: losses[-1]), "by the last seed alone"),
        (written(pick=lambda scores: np.nanargmax(scores)), "the highest loss"),
        (written(give=lambda rates, scores, k: scores[k]), "This is a loss"),
        (written(give=lambda rates, scores, k: k), "none of the rates that were tried"),
        (written(give=lambda rates, scores, k: rates), "should return one number"),
        (written(give=lambda rates, scores, k: None), "should return one number"),
        (written(give=lambda rates, scores, k: rates[0]), "Another rate has a lower mean"),
        (written(n=10), "asked for 30 tries, and it trained 10 rates"),
        (written(draw=lambda random: 10 ** random.uniform(-6, 1)), "Some rates are not from 0.001 to 10"),
        (lambda run, random, n_tries: 0.1, "never calls `run`"),
        (lambda run, random: run(0.1, 0), "stopped"),
        (lambda run, random, n_tries: run(0.1), "stopped"),
        (0.1, "Hand over the function itself"),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_wrong_search_gets_its_own_hint(program, words):
    result = SEARCH.check(program)
    assert not result.passed and words in result.sentence, result


def test_a_search_without_an_end_is_stopped():
    def for_ever(run, random, n_tries):
        while True:
            pass

    assert "never ends" in SEARCH.check(for_ever).sentence


def test_shares_may_be_turned_into_rates_in_other_ways():
    assert RATES.check(lambda shares, low, high: low * (high / low) ** shares).passed
    assert RATES.check(lambda shares, low, high: np.exp(np.log(low) + shares * np.log(high / low))).passed


def fresh():
    keys = ("id", "title", "hints", "solution", "explanation", "starter", "counts_tries")
    return Exercise(check=BEAT._check, **{key: getattr(BEAT, key) for key in keys})


def test_the_score_is_beaten_by_five_values_and_by_a_line_of_the_playground_and_both_are_one_run():
    exercise = fresh()
    first = exercise.check((0.19, 10, 2, 16, "relu"))
    assert first.passed and "You needed 1 run." in first.sentence and len(exercise.tries) == 1
    assert exercise.check(LINE).sentence == first.sentence and len(exercise.tries) == 1


def test_runs_are_counted_and_after_the_last_a_new_round_begins():
    exercise = fresh()
    answers = [(rate, 210, 0, 4, "tanh") for rate in np.linspace(0.01, 0.1, 31)]
    said = [exercise.check(answer).sentence for answer in answers]
    assert "Run 1 of 30." in said[0] and "Run 30 of 30. The next one starts a new round." in said[29]
    assert "Run 1 of 30." in said[30] and len(exercise.tries) == 1
    assert "Run 1 of 30." in exercise.check(answers[30]).sentence, "the same twice is one run"
    assert all(type(one) is int for one in exercise.tries), "plain numbers, as answers are kept"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((0.01, 210, 1, 4, "tanh"), "it has hardly learned"),
        ((0.3, 20, 1, 3, "tanh"), "It should be 0.19 or less"),
        ((3, 5, 3, 16, "ReLU"), "The training loss has risen: a lower rate may help"),
        ((1e200, 20, 1, 4, "linear"), "Some seeds exploded"),
        ((0.1, 2, 1, 4, "tanh"), "batch size should be a whole number from 5 to 210, not 2"),
        ((0.1, 10, 5, 4, "tanh"), "hidden layers should be a whole number from 0 to 4, not 5"),
        ((0.1, 10, 1.5, 4, "tanh"), "from 0 to 4, not 1.5"),
        ((0.1, 10, 1, 17, "tanh"), "neurons should be a whole number from 1 to 16, not 17"),
        ((0, 10, 1, 4, "tanh"), "learning rate should be above 0"),
        ((0.1, 10, 1, 4, "softmax"), "activation should be"),
        ((0.1, 10, 1, 4, None), "..."),
        ((0.1, "10", 1, 4, "tanh"), "without quotation marks"),
        ((0.1, 10), "Hand over five values"),
        (0.1, "Hand over five values"),
        (LINE.replace("noise=0.3", "noise=0.1"), "Here noise is 0.3. The line says 0.1."),
        (LINE.replace("n_epochs=30", "n_epochs=60"), "Here n_epochs is 30."),
        (LINE.replace("learning_rate=0.19", ""), "The line is not whole"),
        (LINE.replace("batch_size=10", "batch_size=1"), "batch size should be"),
        ("learning rate 0.1", "begins with playground |"),
    ],
)
def test_what_does_not_beat_it_is_answered_with_what_it_did(answer, words):
    exercise = fresh()
    result = exercise.check(answer)
    assert not result.passed and words in result.sentence, result
    assert len(exercise.tries) == ("Run 1 of 30" in result.sentence)


@pytest.mark.parametrize(
    ("median", "passed", "said"),
    [(0.19, True, "loss 0.19,"), (0.1908, False, "loss 0.191,"), (0.1904, False, "loss 0.1904,"),
     (0.2345, False, "loss 0.23,"), (12.0, False, "loss 12,"), (0.1849, True, "loss 0.18,")],
)  # fmt: skip
def test_a_loss_just_above_the_score_is_not_written_as_the_score(median, passed, said, monkeypatch):
    check = fresh()._check
    monkeypatch.setattr(type(check), "_test", lambda self, trial: 0.3)
    trial = SimpleNamespace(losses=lambda part: np.full((3, 1), median))
    result = check._judged(trial, 1, 1)
    assert result.passed == passed and said in result.sentence


def test_what_is_chosen_for_a_score_flatters():
    """The explanation of the solution says so."""
    said = BEAT._check((0.19, 10, 2, 16, "relu"), []).sentence
    validation, test = (float(said.split(words)[1].split(",")[0].rstrip(".")) for words in ("loss ", "test set: "))
    assert validation <= 0.19 < test
