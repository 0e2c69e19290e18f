"""What the ritual says after each round, and its log."""

from collections.abc import Sequence

import numpy as np

from lessons.choosing_a_learning_rate import sweep_words
from lessons.choosing_a_learning_rate.ritual_plan import Round
from utils.descent import Sweep, format_number


def short(one: Round) -> str:
    """Name the rates of a round for a button."""
    return f"try {' and '.join(map(format_number, one.rates))}"


def describe(history: Sweep, plan: Sequence[Round], done: int) -> str:
    """Say what the last round has shown, what is best so far, and what comes next."""
    if done == 0:
        return f"Nothing has been tried yet. {plan[0]}. Press the button."
    results = " ".join(f"{format_number(rate)} {_came_to(history, rate)}." for rate in plan[done - 1].rates)
    text = f"Round {done} of {len(plan)}. {results} {_best_so_far(history, done == len(plan))}"
    if done < len(plan):
        return f"{text} Next: {plan[done].why[0].lower()}{plan[done].why[1:]}, {short(plan[done])[4:]}."
    return f"{text} The computed limit is {format_number(history.limit)}."


def rows(history: Sweep, order: Sequence[float]) -> tuple[list[str], list[list[str]], int | None]:
    """Return the log: a row for each try, in the order of the tries, and which of them is the best."""
    headings, body, best = sweep_words.rows(history)
    places = [_place(history, rate) for rate in order]
    return (
        ["try", *headings],
        [[str(k), *body[place]] for k, place in enumerate(places, start=1)],
        (None if best is None else places.index(best)),
    )


def _came_to(history, rate):
    k = _place(history, rate)
    step = history.steps_to_arrive[k]
    if history.is_above_limit[k]:
        return "diverges"
    if step < 0:
        return f"is unfinished, with an end loss of {sweep_words.say_end(history, k)}"
    return f"is within 1 % at step {step}"


def _best_so_far(history, last):
    if history.best is None:
        return "None settles so far."
    best = history.rates[history.best]
    if not last:
        return f"Best so far: {format_number(best)}."
    tries = f"the best of {len(history.rates)} tries"
    return f"Write it down: {format_number(best)} is {tries}, and {_came_to(history, best)}."


def _place(history, rate):
    return int(np.flatnonzero(history.rates == rate)[0])
