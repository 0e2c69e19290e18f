"""What the ritual says after each round, and its log."""

from collections.abc import Sequence

import numpy as np

from lessons.choosing_a_learning_rate import sweep_words
from lessons.choosing_a_learning_rate.ritual_plan import Round
from utils.descent import Sweep, format_number


def short(one: Round) -> str:
    """Name the rates of a round for a button."""
    return f"try {' and '.join(map(format_number, one.learning_rates))}"


def describe(tried: Sweep, plan: Sequence[Round], done: int) -> str:
    """Say what the last round has shown, what is best so far, and what comes next."""
    if done == 0:
        return f"Nothing has been tried yet. {plan[0]}. Press the button."
    results = " ".join(f"{format_number(rate)} {_came_to(tried, rate)}." for rate in plan[done - 1].learning_rates)
    text = f"Round {done} of {len(plan)}. {results} {_best_so_far(tried, done == len(plan))}"
    if done < len(plan):
        return f"{text} Next: {plan[done].why[0].lower()}{plan[done].why[1:]}, {short(plan[done])[4:]}."
    return f"{text} The computed limit is {format_number(tried.limit)}."


def rows(tried: Sweep, order: Sequence[float]) -> tuple[list[str], list[list[str]], int | None]:
    """Return the log: a row for each try, in the order of the tries, and which of them is the best."""
    headings, body, best = sweep_words.rows(tried)
    places = [_place(tried, rate) for rate in order]
    return (
        ["try", *headings],
        [[str(k), *body[place]] for k, place in enumerate(places, start=1)],
        (None if best is None else places.index(best)),
    )


def _came_to(tried, rate):
    k = _place(tried, rate)
    step = tried.steps_to_arrive[k]
    if tried.is_above_limit[k]:
        return "diverges"
    if step < 0:
        return f"is unfinished, with an end loss of {sweep_words.say_end(tried, k)}"
    return f"is within 1 % at step {step}"


def _best_so_far(tried, last):
    if tried.best is None:
        return "None settles so far."
    best = tried.learning_rates[tried.best]
    if not last:
        return f"Best so far: {format_number(best)}."
    tries = f"the best of {len(tried.learning_rates)} tries"
    return f"Write it down: {format_number(best)} is {tries}, and {_came_to(tried, best)}."


def _place(tried, rate):
    return int(np.flatnonzero(tried.learning_rates == rate)[0])
