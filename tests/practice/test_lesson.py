"""A lesson asks, checks and remembers."""

import gc
import html
import json
import os
import re
import weakref
from types import SimpleNamespace

import mistune
import pytest
import yaml

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve
from utils.explorers import Explorer
from utils.practice.answers.course_map import CourseMap
from utils.practice.answers.progress import Progress
from utils.practice.exercises.exercise import Exercise, not_yet, right, unanswered
from utils.practice.exercises.exercise_card import KEPT_BACK
from utils.practice.lesson import KEEP_BACK, UNCOVER, Lesson
from utils.widgets import controls

RIGHT, WRONG = {"text": "Yes.", "right": True, "why": "It is so."}, {"text": "No.", "why": "It is <not> so."}
PREDICTIONS = [
    {"id": "first", "question": "One?", "options": [RIGHT, WRONG], "most_pick": 2},
    {"id": "second", "question": "Two?", "options": [WRONG, RIGHT], "most_pick": 1},
]
QUIZ = [{"id": "last", "question": "Three?", "options": [WRONG, RIGHT]}]


def check_double(answer, tries):
    if answer is ...:
        return unanswered()
    tries.append(answer)
    return right("Well.") if answer == 4 else not_yet("Double it.")


@pytest.fixture
def day(tmp_path):
    """Open the lesson as in a new kernel."""
    folder = tmp_path / "two_by_two"
    folder.mkdir()
    (folder / "predictions.yaml").write_text(yaml.safe_dump(PREDICTIONS))
    (folder / "quiz.yaml").write_text(yaml.safe_dump(QUIZ))

    def day():
        double = Exercise(
            "double", "Double two", check_double, ["Twice."], "4", explanation="Two and two.", starter="...",
            counts_tries=True,
        )  # fmt: skip
        return Lesson("two_by_two", folder, {"double": double}, progress=Progress(tmp_path / "progress.json"))

    return day


def test_a_prediction_and_a_quiz_answer_survive_a_new_kernel(day):
    day().predict("first", covers="2").commit("B")
    day().quiz().questions[0].answer("A")
    prediction = day().predict("first", covers="2")
    assert prediction.letter == "B" and len(prediction.covered.children) == 1
    assert day().quiz().questions[0].letter == "A"


def test_answers_that_were_kept_under_an_earlier_lesson_count_until_there_are_newer_ones(day, tmp_path):
    day().predict("first").commit("A")
    day().quiz().questions[0].answer("B")
    folder, progress = tmp_path / "two_by_two", Progress(tmp_path / "progress.json")
    moved = Lesson("moved", folder, progress=progress, formerly="two_by_two")
    assert moved.done() == {"predictions": (1, 2), "exercises": (0, 0), "quiz": (1, 1)}
    assert moved.predict("first").letter == "A" and moved.quiz().questions[0].letter == "B"
    moved.predict("second").commit("B")
    moved.quiz().questions[0].answer("A")
    assert moved.quiz().questions[0].letter == "A" and day().quiz().questions[0].letter == "B"
    assert day().done()["predictions"] == (1, 2)
    assert Lesson("moved", folder, progress=progress).done()["predictions"] == (1, 2)


def test_what_is_covered_can_be_uncovered_for_cells_above_and_below_and_nothing_is_recorded(day):
    lesson = day()
    above = lesson.predict("first", covers="2")
    assert above.covered.children == ()
    lesson.uncover()
    below = lesson.predict("second", covers="4")
    assert above.covered.children and below.covered.children
    assert lesson.done()["predictions"] == (0, 2)


@pytest.mark.parametrize(("value", "is_uncovered"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_the_environment_uncovers_everything(day, monkeypatch, value, is_uncovered):
    monkeypatch.setenv(UNCOVER, value)
    assert bool(day().predict("first", covers="2").covered.children) == is_uncovered


def test_an_exercise_that_passed_once_stays_passed_and_tries_are_kept(day):
    card = day().check("double", 3)
    assert not card.result.passed and "Double it." in card.feedback.html
    assert day().done()["exercises"] == (0, 1)
    day().check("double", 4)
    lesson = day()
    lesson.check("double", 5)
    assert lesson.exercises["double"].tries == [3, 4, 5]
    assert day().done()["exercises"] == (1, 1)


def test_an_exercise_as_it_came_records_nothing(day):
    lesson = day()
    lesson.check("double", ...)
    assert lesson.progress.lesson("two_by_two")["exercises"] == {}
    assert "Hint 1 of 1. Twice." in lesson.hint("double").text
    assert "Two and two." in lesson.solution("double").text


@pytest.mark.parametrize("kept_back", [True, False])
def test_the_environment_keeps_solutions_back_but_no_hints(day, monkeypatch, kept_back):
    monkeypatch.setenv(KEEP_BACK, "1" if kept_back else "0")
    lesson = day()
    card = lesson.check("double", 3)
    card.solution.click()
    card.solution.click()
    for shown in (card.help.html, lesson.solution("double").text):
        assert (KEPT_BACK in shown) == kept_back and ("Two and two." in shown) != kept_back
    card.hint.click()
    assert "Twice." in card.help.html


def test_a_mistyped_name_says_which_there_are(day):
    with pytest.raises(ValueError, match="no prediction 'third' in this lesson; there are first, second"):
        day().predict("third")
    for ask in (day().hint, day().solution, lambda id: day().check(id, 4)):
        with pytest.raises(ValueError, match="no exercise 'triple' in this lesson; there are double"):
            ask("triple")


def test_done_counts_what_is_still_there(day):
    lesson = day()
    assert lesson.done() == {"predictions": (0, 2), "exercises": (0, 1), "quiz": (0, 1)}
    lesson.progress.set("two_by_two", "predictions", "gone", "A")
    lesson.progress.set("two_by_two", "predictions", "first", "E")
    lesson.progress.set("two_by_two", "exercises", "double", "yes")
    assert lesson.done() == {"predictions": (0, 2), "exercises": (0, 1), "quiz": (0, 1)}
    lesson.predict("second").commit("A")
    lesson.quiz().questions[0].answer("B")
    assert lesson.done() == {"predictions": (1, 2), "exercises": (0, 1), "quiz": (1, 1)}


def test_the_answer_code_holds_the_predictions_and_comes_back_from_the_class(day):
    lesson = day()
    lesson.predict("second").commit("A")
    shown = lesson.answer_code().feedback.html
    assert "<pre>two-by-two XA-" in shown and "have not done is an X: 1 of 2." in shown
    results = lesson.class_results(shown)
    assert results.read.codes == ("XAXX",)
    assert results.counts[:2] == [{"A": 0, "B": 0, "X": 1}, {"A": 1, "B": 0, "X": 0}]


def test_the_answer_code_holds_exercises_and_the_quiz_once_they_are_done_and_the_class_results_show_them(day):
    lesson = day()
    card = lesson.answer_code()
    lesson.check("double", 3)
    assert f"<pre>{card.copy.text}</pre>" in card.feedback.html and card.copy.text.startswith("two-by-two XX-")
    lesson.check("double", 4)
    assert f"<pre>{card.copy.text}</pre>" in card.feedback.html
    assert "<pre>two-by-two XX-A-X-" in card.feedback.html
    lesson.quiz().questions[0].answer("B")
    assert "<pre>two-by-two XX-A-B-" in card.feedback.html and "X: 2 of 4." in card.feedback.html
    results = lesson.class_results(f"Ada: {card.feedback.html}\nBen: two-by-two")
    assert results.read.codes == ("XXAB",)
    said = []
    for number in range(1, 5):
        results.question.value = number
        results.reveal.click()
        said.append((results.figure.sentence, results.reveal.layout.display))
    assert said[2:] == [
        ("Exercise: Double two. solved 1, not solved 0.", "none"),
        ("Quiz: Three? A 0, B 1. Right is B.", None),
    ]


def test_a_check_is_announced_when_it_comes_and_the_code_that_follows_it_is_not(day):
    lesson = day()
    assert lesson.check("double", 3).feedback.news
    code, card = lesson.answer_code().feedback, lesson.predict("second").feedback
    assert (code.aloud, card.aloud) == (False, True)
    assert not (code.news or card.news), "nothing is said of a page that is opened"


def test_the_answer_code_follows_predictions_that_are_made_while_it_is_shown(day):
    lesson = day()
    above = lesson.predict("second")
    card = lesson.answer_code()
    assert "<pre>two-by-two XX-" in card.feedback.html
    above.commit("A")
    assert "<pre>two-by-two XA-" in card.feedback.html
    lesson.predict("first", covers="2").commit("B")
    assert "<pre>two-by-two BA-" in card.feedback.html and "not made" not in card.feedback.html


def test_texts_for_pages_without_a_kernel_do_not_depend_on_what_is_recorded(day):
    def texts(lesson):
        cards = [lesson.quiz(), lesson.answer_code(), lesson.save_answers()]
        return [card._repr_mimebundle_()["text/plain"] for card in cards]

    before = texts(day())
    day().predict("first").commit("B")
    day().quiz().questions[0].answer("B")
    assert texts(day()) == before


def test_an_answer_that_cannot_be_kept_is_said_in_its_card(day, tmp_path):
    (tmp_path / "progress.json").write_text("{")
    prediction = day().predict("first", covers="2")
    prediction.commit("A")
    card = day().check("double", 3)
    quiz = day().quiz()
    quiz.questions[0].answer("A")
    for said in (prediction.feedback.html, card.feedback.html, quiz.feedback.html):
        assert "cannot be read. It was left as it is." in said
    assert prediction.covered.children


def test_a_problem_with_writing_is_said_in_every_card_and_in_the_map_until_a_write_succeeds(day, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    lesson = day()
    quiz, saving, explorer = lesson.quiz(), lesson.save_answers(), pinning_explorer(pin_label=lambda **_: "run")
    before, predictions = lesson.predict("first", covers=explorer), [lesson.predict("second")]
    cards = [quiz, saving, before, lesson.answer_code(), *predictions]
    course_map = CourseMap([listed("1. Twos", "01_twos.ipynb", lesson)])

    def said():
        texts = [card.feedback.html for card in cards] + [course_map._repr_markdown_().replace("\\", "")]
        return ["cannot be written (No space left on device)." in text for text in texts]

    assert not any(said()) and "Your answers are kept in" in saving.feedback.html
    monkeypatch.setattr("os.replace", full)
    explorer.pin()  # what is pinned has no card of its own
    assert all(said())
    cards += [lesson.predict("first"), lesson.check("double", 3), lesson.quiz(), lesson.save_answers()]
    before.commit("A")
    before.explain()
    saving.upload._handle_custom_msg({"name": "answers.json"}, [b"{}"])
    assert all(said()) and not any("are kept in" in card.feedback.html for card in cards)
    monkeypatch.undo()
    assert all(said())
    quiz.questions[0].answer("A")
    assert not any(said()) and "Your answers are kept in" in saving.feedback.html
    assert day().predict("first").letter == "A" and day().done()["quiz"] == (1, 1)


def test_a_card_that_is_gone_is_not_kept_alive_by_the_answers(day):
    lesson = day()
    card = lesson.check("double", 3)
    gone = weakref.ref(card)
    card.close()
    del card
    gc.collect()
    assert gone() is None


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "a`b`*c*_d_", "C:\\new\\table|x", "half \udce4"])
def test_the_name_of_a_folder_is_shown_as_it_is_and_runs_nothing(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    (folder / "progress.json").write_text("{")
    lesson = Lesson("empty", tmp_path, progress=Progress(folder / "progress.json"))
    readable = name.replace("\udce4", "?")
    shown = CourseMap([listed("Start", "00.ipynb", lesson)])._repr_markdown_()
    assert mistune.html(shown).count("<p>") == 1 and "<img" not in mistune.html(shown)
    assert readable in html.unescape(re.sub("<[^>]*>", "", mistune.html(shown)))
    said = lesson.save_answers().feedback.html
    assert "<img" not in said and readable in html.unescape(said)


def test_save_my_answers_gives_what_is_recorded_when_the_button_is_pressed(day):
    lesson = day()
    card = lesson.save_answers()
    assert str(lesson.progress.path) in card.feedback.html
    day().predict("first").commit("B")  # in another notebook
    card.download.give()
    assert card.download.number == 1
    assert json.loads(card.download.contents)["lessons"] == {"two_by_two": {"predictions": {"first": "B"}}}
    assert "learning-rate-course-answers.json" in card.feedback.html


def listed(heading, notebook, lesson):
    """A lesson as the list of lessons has it."""
    return SimpleNamespace(heading=heading, notebook=notebook, load=lambda: lesson)


def test_the_map_says_what_is_done_as_a_table_with_links(day, tmp_path):
    empty = Lesson("empty", tmp_path, progress=Progress(tmp_path / "progress.json"))
    shown = CourseMap([listed("Start here", "00_start_here.ipynb", empty), listed("1. Twos", "01_twos.ipynb", day())])
    assert repr(shown) == (
        "Start here.\n1. Twos: predictions made 0 of 2, exercises passed 0 of 1, quiz questions answered 0 of 1."
    )
    day().predict("first").commit("B")
    day().quiz().questions[0].answer("A")
    assert shown._repr_markdown_().splitlines()[2:] == [
        "| [Start here](00_start_here.ipynb) |  |  |  |",
        "| [1. Twos](01_twos.ipynb) | 1 of 2 | 0 of 1 | ✓ 1 of 1 |",
    ]


def test_the_map_says_when_the_file_cannot_be_read(day, tmp_path):
    (tmp_path / "progress.json").write_text("{")
    assert "cannot be read" in CourseMap([listed("1. Twos", "01_twos.ipynb", day())])._repr_markdown_()


def test_a_lesson_without_files_has_no_questions(tmp_path):
    lesson = Lesson("start_here", tmp_path, progress=Progress(tmp_path / "progress.json"))
    assert lesson.done() == {"predictions": (0, 0), "exercises": (0, 0), "quiz": (0, 0)}
    assert repr(CourseMap([listed("Start", "00.ipynb", lesson)])) == "Start."


def pinning_explorer(**options):
    def landscape(start, learning_rate):
        return train(quadratic_bowl([1.0]), gradient_descent(learning_rate), [start], n_steps=5)

    return Explorer(
        {"start": controls.number("start", 2, -3, 3, 1), "learning_rate": controls.LearningRate(0.1)},
        landscape,
        Stage([LossCurve(5, (1e-3, 10))]),
        lambda history, start, learning_rate: f"From {start:g} with {learning_rate:g}.",
        name="landscape",
        **options,
    )


def test_pinned_runs_are_there_another_day_and_the_controls_as_they_were(day):
    by_rate = {"pin_label": lambda learning_rate, **_: f"{learning_rate:g}"}
    first = pinning_explorer(**by_rate)
    day().predict("first", covers=first)
    for rate in (0.3, 0.01):
        first.set(learning_rate=rate)
        first.pin()
    first.pins.remove("0.3")
    first.set(learning_rate=0.7)
    first.pin()

    again = pinning_explorer(**by_rate)
    untouched = again.sentence
    day().predict("second", covers=again)
    assert [label for label, _ in again.pins.kept] == ["0.01", "0.7"]
    assert again.pins.rows == first.pins.rows
    assert again.sentence == untouched


def test_pins_are_kept_also_where_nothing_covers_the_figure(day):
    first = day().keep_pins(pinning_explorer(pin_label=lambda **_: "run"))
    first.pin()
    assert [label for label, _ in day().keep_pins(pinning_explorer(pin_label=lambda **_: "run")).pins.kept] == ["run"]
    assert day().keep_pins(pinning_explorer()).pins.kept == []


def test_a_damaged_list_of_pins_is_no_reason_to_stop(day):
    lesson = day()
    lesson.progress.set(lesson.name, "pins", "landscape", ["nonsense", 3, None])
    explorer = pinning_explorer(pin_label=lambda **_: "run")
    lesson.predict("first", covers=explorer)
    assert explorer.pins.kept == []
    lesson.predict("second", covers=pinning_explorer())
