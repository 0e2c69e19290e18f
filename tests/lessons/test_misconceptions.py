"""What beginners believe wrongly is met by a prediction that offers it, an experiment, and a question at the end."""

import re

import pytest

from lessons import LESSONS
from tools.notebooks import FOLDER, read
from tools.plans import FOLDER as LESSON_FOLDER
from utils.practice.questions.question import read_questions

MET = {
    "there is no upper limit, or it is 1": ("what_people_say", "below_one", "large_rate", "below 1"),
    "a rate that is too high only wobbles": ("what_people_say", "only_wobbles", "large_rate", "only wobbles"),
    "a minus sign cures divergence": ("what_people_say", "minus_sign", "growing_loss", "I try -0.3"),
    "NaN means that the tool is broken": ("learning_rate", "overflow", "not_a_number", "broken"),
    "unfinished is the same as stuck": ("learning_rate", "more_steps", "still_falling", "Stuck"),
    "a lower loss means more right answers": ("loss_function", "same_accuracy", "accuracy_and_log_loss", "Model 1"),
    "one rate suits all data: another scale": ("choosing_a_learning_rate", "stretch_x", "other_units", "0.1, too"),
    "one rate suits all data: more of them": ("what_people_say", "same_rate_again", "ten_times_the_data", "Nothing"),
    "the lowest point of a range test is the rate": ("what_people_say", "lowest_point", "range_test", "0.5"),
    "more layers are always better": ("a_neural_network", "more_layers", "does_not_learn", "I add layers"),
    "linear layers bend": ("a_neural_network", "linear_layers", "no_bend", "Circles"),
    "the training loss tells all": ("a_neural_network", "large_and_few", "rising_validation", "I go on"),
    "a network that does not learn is broken": ("a_neural_network", "zero_start", "does_not_learn", "broken"),
    "each weight has a meaning": ("a_neural_network", "another_seed", "two_seeds", "weights are not the same"),
    "another seed must end the same": ("a_neural_network", "another_seed", "two_seeds", "has made a mistake"),
    "tune one at a time": ("the_best_combination", "rate_of_one_layer", "one_at_a_time", "Everything else"),
    "the best rate belongs to the problem": (
        "the_best_combination",
        "best_rate_moves",
        "rate_of_a_friend",
        "I take 3",
    ),
    "large batches are better: they are faster": ("the_best_combination", "equal_steps", "equal_epochs", "six times"),
    "validation tells what you get": ("the_best_combination", "best_of_a_hundred", "winner_of_a_search", "0.10"),
    "more search always helps": ("the_best_combination", "best_of_a_hundred", "winner_of_a_search", "always helps"),
    "0.01 is the best": ("choosing_a_learning_rate", "after_the_first", "upper_limit", "0.01"),
}
"""Each misconception: the lesson, its prediction, its question of the quiz, and words of the wrong answer there."""


@pytest.mark.parametrize("belief", MET)
def test_a_misconception_is_predicted_tried_and_checked(belief):
    folder, prediction, question, wrong = MET[belief]
    questions = {kind: read_questions(LESSON_FOLDER / folder / f"{kind}.yaml") for kind in ("predictions", "quiz")}
    assert prediction in [one.id for one in questions["predictions"]]
    (asked,) = [one for one in questions["quiz"] if one.id == question]
    assert [option for option in asked.options if wrong in option.text and not option.is_right and option.why]
    listed = next(lesson for lesson in LESSONS if lesson.folder == folder)
    code = [cell.source for cell in read((FOLDER / listed.notebook).read_text(encoding="utf-8")).cells]
    (cell,) = [source for source in code if f'lesson.predict("{prediction}"' in source]
    covered = re.search(r"covers=(\w+)|$", cell)[1]
    assert re.search(rf"^{covered} = \w+\(|\btrain_by_hand\(", cell, re.MULTILINE), "it covers no experiment"
