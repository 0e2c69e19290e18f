"""What the file of answers holds, and in which form."""

import json

KINDS = ("predictions", "quiz", "exercises", "pins")
DEEPEST = 50
"""Containers in each other that a file of answers may hold; ours has five."""


def checked(answers) -> dict:
    """Return what was in the file if it has the right form; whatever else it holds is kept.

    Raises
    ------
    ValueError
        If it does not.
    """
    if not isinstance(answers, dict) or not isinstance(answers.setdefault("lessons", {}), dict):
        raise ValueError("not a file of answers")
    for kinds in answers["lessons"].values():
        if not isinstance(kinds, dict) or not all(isinstance(kinds.get(kind, {}), dict) for kind in KINDS):
            raise ValueError("not the answers of a lesson")
    if _depth(answers) > DEEPEST:
        raise ValueError("deeper than answers are, and than can be written again")
    return answers


def answers_in(text: str) -> dict[tuple[str, str, str], object]:
    """Return what a saved file of answers holds: the value for each lesson, kind and key.

    Raises
    ------
    ValueError
        If the text is no file of answers.

    Examples
    --------
    >>> answers_in('{"version": 1, "lessons": {"loss_function": {"quiz": {"zero": "B", "lower": 3}}}}')
    {('loss_function', 'quiz', 'zero'): 'B'}
    """
    try:
        saved = json.loads(text)
    except RecursionError:
        saved = None
    if not isinstance(saved, dict) or "lessons" not in saved:
        raise ValueError("not a file of answers")
    found = {
        (lesson, kind, key): sound(kind, value)
        for lesson, kinds in checked(saved)["lessons"].items()
        for kind in KINDS
        for key, value in kinds.get(kind, {}).items()
    }
    return {place: value for place, value in found.items() if value is not None}


def sound(kind: str, value):
    """Return an answer in the form that its kind has, whatever somebody has written into the file.

    Returns
    -------
    str, dict, list of str or None
        A letter of a prediction or a quiz; of an exercise whether it is passed, and its tries; the state lines
        of the pinned runs. None if there is nothing of the kind.
    """
    if kind == "pins":
        return [line for line in value if isinstance(line, str)] if isinstance(value, list) else None
    if kind != "exercises":
        return value if isinstance(value, str) else None
    if not isinstance(value, dict):
        return None
    tries = value.get("tries")
    kept = {"tries": [one for one in tries if type(one) in (int, float)]} if isinstance(tries, list) else {}
    return {"passed": value.get("passed") is True} | kept


def _depth(value) -> int:
    """How many containers lie in each other, counted up to one more than `DEEPEST`."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        level = [one for one in level if isinstance(one, dict | list)]
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
        depth += bool(level)
    return depth
