"""What an exercise shows under its cell: what the check says, a hint, or the solution."""

from utils.practice.card import Card
from utils.practice.exercises.exercise import Exercise
from utils.widgets.markup import paragraph, preformatted


class ExerciseCard(Card):
    """A card of one exercise; what it says is announced.

    Parameters
    ----------
    exercise : Exercise
    sentence : str
        What it says.
    kind : {"right", "wrong", "quiet", ""}
        How it looks: green, amber, gray, plain.
    code : str
        Shown below the sentence, as it would stand in a cell.
    """

    def __init__(self, exercise: Exercise, sentence: str, kind: str = "", code: str = ""):
        super().__init__(f"Exercise: {exercise.title}", f"{sentence}\n\n{code}" if code else sentence)
        self.say(paragraph(sentence, kind) + (preformatted(code) if code else ""))


def result_card(exercise: Exercise, answer) -> ExerciseCard:
    """Check an answer and show what the check says; ``card.result`` holds the Result."""
    result = exercise.check(answer)
    kind = "right" if result.passed else "wrong" if result.is_answered else "quiet"
    card = ExerciseCard(exercise, result.sentence, kind)
    card.result = result
    return card


def hint_card(exercise: Exercise, number: int | None = None) -> ExerciseCard:
    """Show the next hint, or the one with this number."""
    return ExerciseCard(exercise, exercise.hint(number))


def solution_card(exercise: Exercise) -> ExerciseCard:
    """Show the solution, with its line of explanation."""
    return ExerciseCard(exercise, exercise.explanation, code=exercise.solution)
