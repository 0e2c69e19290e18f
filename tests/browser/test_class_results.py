"""In a real browser: a teacher pastes the codes of a class, sees the votes, and shows what is right at a press."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessons.loss_function import lesson
from utils.practice.answers.answer_code import write_code

PAGE = Path(__file__).resolve().parents[2] / "lessons" / "class_results.ipynb"
QUESTIONS = list(lesson.predictions.values())
CODE = write_code("loss_function", "A" * len(QUESTIONS))


@pytest.fixture(scope="module")
def results(lab):
    shutil.copy(PAGE, lab.work / "course" / "notebooks")
    lab.open("class_results")
    return lab.page.locator(".class-results")


def test_codes_are_pasted_into_a_box_and_votes_come_before_what_is_right(lab, results):
    expect(results).to_contain_text("11 answer codes read. 1 line could not be read:")
    results.locator("textarea").fill(f'Ada: {CODE}\n"""\nBen: {CODE}\nGül: loss-function AAAA')
    expect(results).to_contain_text("2 answer codes read. 1 line could not be read:")
    expect(results).to_contain_text("Gül: loss-function AAAA")
    expect(results).to_contain_text(f"{QUESTIONS[0].text} A 2, B 0")
    expect(results).not_to_contain_text("Right is")
    results.get_by_role("button", name="Show which is right").press("Enter")
    expect(results).to_contain_text(f"Right is {QUESTIONS[0].right}.")
    results.get_by_role("slider").press("ArrowRight")
    expect(results).to_contain_text(QUESTIONS[1].text)
    expect(results).not_to_contain_text("Right is")
    assert lab.errors() == [] and lab.console_errors == []


def test_each_question_fits_a_projected_page(lab, results):
    slider, fits = results.get_by_role("slider"), []
    slider.press("Home")
    for question in lesson.class_results().questions:  # also the exercises and the quiz
        expect(results).to_contain_text(question.text)
        top = slider.bounding_box()["y"]
        figure = results.locator(".live-figure, canvas").first.bounding_box()
        fits.append(figure["y"] + figure["height"] - top)
        slider.press("ArrowRight")
    assert max(fits) < 600
