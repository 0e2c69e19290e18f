"""Learning by doing in a real JupyterLab: predict, answer a quiz, solve an exercise, come back another day."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessons import LESSONS
from tests.notebooks.every_explorer import with_few_epochs
from tools import folds, notebooks
from tools.lab_page import Lab

FOLDERS = {Path(listed.notebook).stem: listed.folder for listed in LESSONS}


@pytest.fixture(scope="module", params=[name for name, lesson in FOLDERS.items() if lesson != "start_here"])
def lesson(request, context, new_learner):
    """A lesson as a new learner opens it: nothing answered, results covered; what was folded is open by now."""
    lab = Lab(context.new_page(), *new_learner)
    lab.lesson = FOLDERS[request.param]
    lab.open(request.param, changed=with_few_epochs, unfold=False)
    lab.folded = lab.hidden_cells()
    lab.unfold()
    yield lab
    lab.close()
    (lab.work / "progress.json").unlink(missing_ok=True)
    assert lab.console_errors == []


def recorded(lab):
    """What the file of answers holds for this lesson."""
    return json.loads((lab.work / "progress.json").read_text())["lessons"][lab.lesson]


def cards(lab, heading):
    return lab.page.locator(".card", has=lab.page.locator(".card-heading", has_text=heading))


def first_covering_card(lab):
    """The first prediction that covers something, in a page with nothing answered yet; the same one later."""
    if not hasattr(lab, "covering"):
        texts = cards(lab, "Predict").all_text_contents()
        lab.covering = next(number for number, text in enumerate(texts) if "is covered until" in text)
    return cards(lab, "Predict").nth(lab.covering)


def test_what_is_folded_is_run_all_the_same_and_opens_at_a_press(lesson):
    (path,) = (lesson.work / "course" / "notebooks").glob(f"[0-9][0-9]_{lesson.lesson}.ipynb")
    page = notebooks.read(path.read_text("utf-8"))
    assert lesson.folded == sorted(set(range(len(page.cells))) - {number for number, _ in folds.in_view(page)})
    assert lesson.hidden_cells() == []  # the fixture has waited until every cell had run, and has then pressed


def test_a_prediction_covers_its_result_until_it_is_made(lesson):
    card = first_covering_card(lesson)
    output = lesson.page.locator(".jp-OutputArea", has=card).first
    covered = output.locator(".explorer, .covered-text")
    assert covered.count() == 0
    card.get_by_role("button", name="That is my prediction").press("Enter")
    expect(card.get_by_role("status")).to_contain_text("Choose an option first")
    card.get_by_role("radio").nth(0).focus()
    lesson.page.keyboard.press("ArrowDown")
    lesson.page.keyboard.press("ArrowUp")  # option A, chosen by the keyboard
    card.get_by_role("button", name="That is my prediction").press("Enter")
    covered.first.wait_for()
    expect(card.get_by_role("status")).to_contain_text("You predicted A")
    card.get_by_role("button", name="Why?").press("Enter")
    expect(card.get_by_role("status")).to_contain_text("The answer is")
    assert "A" in recorded(lesson)["predictions"].values()


def test_a_quiz_is_answered_by_keyboard(lesson):
    quiz = cards(lesson, "Quiz").first
    question = quiz.locator(".quiz-question").first
    feedback = question.get_by_role("status")
    expect(feedback).to_be_empty()
    verdicts = []
    for number in range(question.get_by_role("radio").count()):
        radio = question.get_by_role("radio").nth(number)
        radio.focus()
        lesson.page.keyboard.press("Space")
        question.get_by_role("button", name="Check my answer").press("Enter")
        expect(feedback).to_contain_text(f"{'ABCDE'[number]} is ")
        verdicts.append(" is right." in feedback.text_content())
    assert verdicts.count(True) == 1
    assert len(recorded(lesson)["quiz"]) == 1


def test_choosing_in_one_question_leaves_the_others_alone(lesson):
    questions = cards(lesson, "Quiz").first.locator(".quiz-question")
    first, second = questions.nth(0), questions.nth(1)
    first.get_by_role("radio").nth(0).check()
    second.get_by_role("radio").nth(1).check()
    expect(first.get_by_role("radio").nth(0)).to_be_checked()
    expect(second.get_by_role("radio").nth(0)).not_to_be_checked()
    second.get_by_role("radio").nth(1).press("ArrowUp")
    expect(second.get_by_role("radio").nth(0)).to_be_checked()
    expect(first.get_by_role("radio").nth(0)).to_be_checked()
    said = second.get_by_role("status").text_content()
    first.get_by_role("button", name="Check my answer").press("Enter")
    expect(first.get_by_role("status")).to_contain_text("A is ")
    assert second.get_by_role("status").text_content() == said


@pytest.mark.parametrize("lesson", ["00_start_here"], indirect=True)
def test_keys_go_on_from_a_question_and_from_what_the_mouse_has_just_opened(lesson):
    page = lesson.page
    chosen = "[...document.querySelectorAll('.jp-Notebook .jp-Cell')].findIndex(e => e.matches('.jp-mod-active'))"
    card = first_covering_card(lesson)
    for part in (card.get_by_role("radio").first, card.get_by_role("button").first):
        part.focus()
        asked = page.evaluate(chosen)
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowDown")
        page.wait_for_function(f"{chosen} === {asked + 1}")
    heading = page.locator(".jp-MarkdownCell", has_text="Your first prediction").first
    for key in ("ArrowDown", "Shift+Enter"):
        heading.click()
        page.keyboard.press("ArrowLeft")  # folds it anew
        page.locator(".jp-showHiddenCellsButton").click()
        page.wait_for_function("document.activeElement.matches('.jp-Cell')")
        opened = page.evaluate(chosen)
        page.keyboard.press(key)
        page.wait_for_function(f"{chosen} === {opened + 1}")


@pytest.mark.parametrize("lesson", ["00_start_here"], indirect=True)
def test_answers_are_saved_as_a_file_and_loaded_again(lesson, tmp_path):
    card = first_covering_card(lesson)
    card.get_by_role("radio").nth(1).check()
    card.get_by_role("button", name="That is my prediction").press("Enter")
    expect(card.get_by_role("status")).to_contain_text("You predicted B")
    answers = cards(lesson, "Your answers")
    with lesson.page.expect_download() as download:
        answers.get_by_role("button", name="Save my answers").press("Enter")
    assert download.value.suggested_filename == "learning-rate-course-answers.json"
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    kept = lesson.work / "progress.json"
    assert json.loads(saved.read_text()) == json.loads(kept.read_text())

    kept.unlink()  # another day, another computer
    said = answers.get_by_role("status")
    for file, sentence in ((tmp_path / "holiday.json", "is not a file of answers"), (saved, "1 answer was added.")):
        if file != saved:
            file.write_text("[]")
        with lesson.page.expect_file_chooser() as chooser:
            answers.get_by_role("button", name="Load my answers").press("Enter")
        chooser.value.set_files(file)
        expect(said).to_contain_text(sentence)
    assert "B" in recorded(lesson)["predictions"].values()


def pins(lab):
    """The names of the runs that are pinned on the page."""
    return lab.page.get_by_role("table", name="Pinned runs").get_by_role("rowheader")


def test_progress_is_still_there_after_a_kernel_restart(lesson):
    pin = lesson.page.get_by_role("button", name="Pin this run").locator("visible=true")
    can_pin = pin.count() > 0
    if can_pin:
        pin.first.press("Enter")
        expect(pins(lesson)).to_have_count(1)
        for _ in range(50):  # a figure that trains for long is drawn with the pin before it is kept
            if "pins" in recorded(lesson):
                break
            lesson.page.wait_for_timeout(100)
    before = recorded(lesson)
    assert ("pins" in before) == can_pin
    lesson.restart_and_run_all()
    card = first_covering_card(lesson)
    expect(card.get_by_role("status")).to_contain_text("You predicted A")
    output = lesson.page.locator(".jp-OutputArea", has=card).first
    expect(output.locator(".explorer, .covered-text").first).to_be_visible()
    expect(cards(lesson, "Quiz").first).to_contain_text("Answered: 1 of")
    expect(pins(lesson)).to_have_count(1 if can_pin else 0)
    assert recorded(lesson) == before


# What comes into a region that screen readers know already
HEARD = """() => {
    window.heard = [];
    new MutationObserver((changes) => changes.forEach(({ target }) => {
        if (target.matches?.('[role=status]')) window.heard.push(target.textContent);
    })).observe(document.body, { childList: true, subtree: true });
}"""
WRONG = "def mean_squared_error(y_true, y_pred):\n    return np.sum((y_pred - y_true) ** 2)"
ENDLESS = "def mean_squared_error(y_true, y_pred):\n    while True:\n        pass"
RIGHT = "def mean_squared_error(y_true, y_pred):\n    return np.mean((y_pred - y_true) ** 2)"


@pytest.mark.parametrize("lesson", ["01_loss_function"], indirect=True)  # the checks of all are tested elsewhere
def test_an_exercise_is_solved_wrongly_then_rightly_by_typing_and_its_card_helps_by_keyboard(lesson):
    check = lesson.cell_with('lesson.check("mse"')
    call = '\n\n\nlesson.check("mse", mean_squared_error)'
    lesson.page.evaluate(HEARD)
    for code, said in ((WRONG, "sum"), (ENDLESS, "was stopped"), (RIGHT, "Right.")):
        lesson.rewrite(check, code + call)
        result = check.locator(".card").get_by_role("status").first
        expect(result).to_contain_text(said)
        lesson.page.wait_for_function("said => window.heard.some((text) => text.includes(said))", arg=said)
    n_cells = lesson.page.locator(".jp-Cell").count()
    card = check.locator(".card")
    hint, solution = (card.get_by_role("button", name=name) for name in ("Hint", "solution"))
    hint.focus()
    lesson.page.keyboard.press("b")  # JupyterLab's key for a new cell
    lesson.page.keyboard.press("Space")
    expect(card.get_by_role("status").last).to_contain_text("Hint 1 of")
    solution.press("Enter")
    expect(card.get_by_role("status").last).not_to_contain_text("def mean_squared_error")
    solution.press("Enter")
    expect(card.get_by_role("status").last).to_contain_text("def mean_squared_error")
    assert lesson.page.locator(".jp-Cell").count() == n_cells
    assert lesson.errors() == []
    assert recorded(lesson)["exercises"]["mse"]["passed"] is True
