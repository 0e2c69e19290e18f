"""A run that is a generator: shown as it comes, dropped when a control moves, stopped, and whole when code asks."""

import asyncio
import time
from types import SimpleNamespace

import numpy as np
import pytest

from utils.descent import gradient_descent, quadratic_bowl, train
from utils.drawing import Stage
from utils.drawing.views import LossCurve
from utils.explorers import Explorer, SoFar, live_run
from utils.explorers import explorer as explorer_module
from utils.explorers.live_run import LiveRun
from utils.widgets import controls

BOWL = quadratic_bowl([1.0])
PARTS, PART_S = 20, 0.03


class Slow:
    """An explorer whose run comes in parts, each of which takes some time."""

    def __init__(self, *, fails_at=None, scrubbed=False, wait_s=PART_S):
        self.taken, self.ended, self.fails_at, self.wait_s = [], [], fails_at, wait_s
        self.begun = []  # when each part was
        more = {"step": controls.Scrubber(PARTS)} if scrubbed else {}
        self.explorer = Explorer(
            {"learning_rate": controls.LearningRate(0.1), **more},
            self.run,
            Stage([LossCurve(PARTS, (1e-12, 10))], width=300, height=150),
            lambda history, learning_rate, **_: f"Rate {learning_rate:g}, {history.n_steps} steps.",
            name="slow",
            pin_label=lambda learning_rate, **_: f"{learning_rate:g}",
        )

    def run(self, learning_rate):
        try:
            for n in range(1, PARTS + 1):
                self.begun.append(time.perf_counter())
                time.sleep(self.wait_s)
                self.taken.append((learning_rate, n))
                if (learning_rate, n) == self.fails_at:
                    raise ValueError("Part is <wrong>.")
                yield SoFar(train(BOWL, gradient_descent(learning_rate), [1.0], n_steps=n), n / PARTS)
        finally:
            self.ended.append(learning_rate)

    def parts_of(self, learning_rate):
        return [n for rate, n in self.taken if rate == learning_rate]


@pytest.fixture
def page(monkeypatch):
    """Call it, and what the scene does from then on counts as done by the page."""
    return lambda: monkeypatch.setattr(explorer_module, "asked_by_the_page", lambda: bool(playing))


playing = []


def played(scene):
    """Play a scene on a loop of its own, also where browser tests have left theirs running in this thread."""
    left_running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    playing.append(scene)
    try:
        return asyncio.run(scene)
    finally:
        playing.pop()
        asyncio._set_running_loop(left_running)


async def until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.005)


def settled(slow):
    return lambda: not slow.explorer._live.going


def test_code_gets_the_whole_run_in_one_frame():
    slow = Slow(wait_s=0)
    explorer = slow.explorer
    assert explorer.sentence == "Rate 0.1, 20 steps." and explorer.figure.frame_number == 1
    explorer.set(learning_rate=0.2)
    assert explorer.sentence == "Rate 0.2, 20 steps." and explorer.figure.frame_number == 2
    assert explorer.run_bar.running is False and explorer.history.n_steps == PARTS
    assert slow.ended == [0.1, 0.2]


def test_a_whole_run_is_not_trained_again_for_another_look():
    slow = Slow(wait_s=0)
    slow.explorer.update()
    slow.explorer.figure.theme = "dark"
    assert len(slow.taken) == PARTS


def test_the_page_sees_it_come_and_the_loop_is_free_in_between(page):
    slow = Slow()
    explorer, sentences, others = slow.explorer, [], []
    explorer.on_shown(lambda: sentences.append(explorer.sentence))

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        assert explorer.run_bar.running and 0 < explorer.run_bar.share < 1, "the answer comes before the run's end"
        while explorer._live.going:
            others.append(len(slow.parts_of(0.2)))
            await asyncio.sleep(0)

    played(scene())
    assert sentences[0] == "Rate 0.2, 1 steps. 5 % of the run is done."
    assert sentences[-1] == explorer.sentence == "Rate 0.2, 20 steps."
    assert 4 <= len(sentences) <= PARTS
    assert len(set(others)) > PARTS / 2, "other work found room only a few times"
    assert explorer.run_bar.running is False


def test_the_first_picture_comes_early_and_the_page_then_has_the_computer_for_it(page):
    slow, shown = Slow(wait_s=0.001), []  # a slice has room for several parts
    slow.explorer.on_shown(lambda: shown.append(time.perf_counter()))

    async def scene():
        page()
        slow.begun.clear()
        slow.explorer.controls["learning_rate"].value = 0.2
        assert slow.parts_of(0.2) == [1]
        await until(lambda: len(slow.begun) > 1)
        slow.explorer.cancel()

    played(scene())
    assert slow.begun[1] - shown[0] >= 0.01, "the run took the computer while the page still draws"


def test_a_run_that_is_whole_after_its_first_part_is_drawn_once(page):
    sentences = []

    def run(learning_rate):
        time.sleep(0.02)  # longer than the first look at a run waits
        yield SoFar(train(BOWL, gradient_descent(learning_rate), [1.0], n_steps=3), 1.0)

    explorer = Explorer(
        {"learning_rate": controls.LearningRate(0.1)}, run, Stage([LossCurve(3, (1e-3, 10))], height=150),
        lambda history, learning_rate: f"Rate {learning_rate:g}.", name="quick",
    )  # fmt: skip
    explorer.on_shown(lambda: sentences.append(explorer.sentence))

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        assert not explorer._live.going and not explorer.run_bar.running
        await asyncio.sleep(0.05)

    played(scene())
    assert sentences == ["Rate 0.2."]


def test_a_control_that_moves_drops_the_rest_at_once(page):
    slow = Slow()
    explorer = slow.explorer

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        await until(lambda: len(slow.parts_of(0.2)) >= 5)
        explorer.controls["learning_rate"].value = 0.3
        seen = len(slow.parts_of(0.2))
        assert slow.ended == [0.1, 0.2] and explorer.sentence.startswith("Rate 0.3, 1 steps.")
        await until(settled(slow))
        assert len(slow.parts_of(0.2)) == seen < PARTS

    played(scene())
    assert explorer.sentence == "Rate 0.3, 20 steps."


def test_going_back_to_a_dropped_run_trains_it_anew(page):
    slow = Slow(wait_s=0.001, fails_at=(0.3, 1))

    async def scene():
        page()
        rate = slow.explorer.controls["learning_rate"]
        slow.wait_s = PART_S
        rate.value = 0.2
        with pytest.raises(ValueError, match="wrong"):
            rate.value = 0.3
        slow.wait_s = 0.001
        rate.value = 0.2
        await until(settled(slow))

    played(scene())
    assert slow.explorer.sentence == "Rate 0.2, 20 steps."


def test_a_run_that_takes_anothers_place_says_so_once_and_after_its_picture(page):
    slow, heard = Slow(), []
    explorer = slow.explorer
    explorer.figure.observe(lambda change: heard.append("picture"), "frame_number")
    explorer.run_bar.observe(lambda change: heard.append(change["new"]), "number")

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        explorer.controls["learning_rate"].value = 0.3
        explorer.cancel()

    played(scene())
    picture, first, another_picture, second, last_picture, none = heard
    assert picture == another_picture == last_picture == "picture" and 0 < first < second and none == 0


def test_the_first_pictures_come_soon_one_after_the_other(monkeypatch):
    now = 50.0
    monkeypatch.setattr(live_run, "time", SimpleNamespace(monotonic=lambda: now))
    run, shown = LiveRun(iter(range(5))), []
    for part in range(1000):
        now = 50 + part / 1024  # without rounding
        if run.is_due:
            run.was_shown()
            shown.append(part)
    assert shown[:7] == [1, 3, 7, 15, 31, 63, 127] and set(np.diff(shown[6:])) == {103}, "then ten in a second"
    run.stop()
    assert run.is_due, "the last one is shown in any case"


def test_cancel_keeps_what_is_on_show_and_says_so(page):
    slow = Slow()
    explorer = slow.explorer

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        await until(lambda: len(slow.parts_of(0.2)) >= 6)
        explorer.run_bar._handle_custom_msg({"cancel": True}, [])
        n = len(slow.parts_of(0.2))
        await asyncio.sleep(5 * PART_S)
        assert len(slow.parts_of(0.2)) == n and slow.ended == [0.1, 0.2]
        return n

    n = played(scene())
    said = f"Rate 0.2, {n} steps. Stopped after {5 * n} % of the run: this is what there is so far."
    assert explorer.sentence == said and explorer.run_bar.running is False
    explorer.figure.theme = "dark"
    assert explorer.sentence == said and len(slow.parts_of(0.2)) == n, "another look is no reason to run again"
    explorer.set(learning_rate=0.2)
    assert explorer.sentence == "Rate 0.2, 20 steps."


def test_reset_after_cancel_runs_to_the_end(page):
    slow = Slow()
    explorer = slow.explorer

    async def scene():
        page()
        explorer.run_again()
        explorer.cancel()
        assert "Stopped after 5 %" in explorer.sentence
        explorer.buttons["Reset"].click()
        await until(settled(slow))

    played(scene())
    assert explorer.sentence == "Rate 0.1, 20 steps."


def test_a_run_that_was_stopped_can_be_run_again(page):
    slow = Slow()
    explorer = slow.explorer

    async def scene():
        page()
        explorer.run_again()
        explorer.cancel()
        explorer.run_again()
        await until(settled(slow))

    played(scene())
    assert explorer.sentence == "Rate 0.1, 20 steps." and slow.ended == [0.1, 0.1, 0.1]


def test_an_error_of_a_later_part_is_shown_and_raised_and_the_next_run_clears_it(page):
    slow = Slow(fails_at=(0.2, 4))
    explorer, raised = slow.explorer, []

    async def scene():
        page()
        asyncio.get_running_loop().set_exception_handler(lambda _, context: raised.append(context["exception"]))
        explorer.controls["learning_rate"].value = 0.2
        await until(lambda: raised)
        assert "Part is &lt;wrong&gt;." in explorer.problem.value and explorer.run_bar.running is False
        explorer.controls["learning_rate"].value = 0.3
        await until(settled(slow))

    played(scene())
    assert [str(error) for error in raised] == ["Part is <wrong>."]
    assert explorer.problem.value == "" and explorer.sentence == "Rate 0.3, 20 steps."


def test_an_interrupt_stops_the_run_and_says_so(page):
    slow = Slow()

    async def scene():
        page()
        slow.explorer.controls["learning_rate"].value = 0.2
        slow.explorer._live._interrupted()
        await until(settled(slow))

    played(scene())
    assert "Interrupted after 5 % of the run" in slow.explorer.sentence


def test_an_interrupt_within_a_part_does_not_reach_the_kernels_loop(page):
    slow = Slow()
    explorer = slow.explorer

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        run = explorer._live

        def part():  # the signal comes while the main thread works
            run._interrupted()
            yield

        run._results = part()
        await until(settled(slow))

    played(scene())
    assert "Interrupted after 5 % of the run" in explorer.sentence


def test_a_pin_keeps_what_is_there_and_its_label_says_so(page):
    slow = Slow()
    explorer = slow.explorer

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        await until(lambda: len(slow.parts_of(0.2)) >= 5)
        explorer.pin()
        explorer.cancel()

    played(scene())
    ((label, kept),) = explorer.pins.kept
    assert label == f"0.2 (the first {5 * kept.n_steps} %)" and kept.n_steps < PARTS
    explorer.set(learning_rate=0.2)
    explorer.pin()
    assert [label for label, _ in explorer.pins.kept][1] == "0.2"


def test_a_state_line_drops_the_run_and_shows_its_own(page):
    slow = Slow(scrubbed=True, wait_s=0.005)
    explorer = slow.explorer
    explorer.set(step=7)
    line = explorer.state

    async def scene():
        page()
        slow.wait_s = PART_S
        explorer.controls["learning_rate"].value = 0.2
        slow.wait_s = 0
        assert explorer.restore(line) is None

    played(scene())
    assert explorer.state == line and explorer.sentence == "Rate 0.1, 7 steps."
    assert explorer.restore(line.replace("step=7", "step=21")).endswith("the run ends at step 20.")


def test_scrubbing_looks_back_while_the_run_goes_on(page):
    slow = Slow(scrubbed=True)
    explorer = slow.explorer

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        await until(lambda: len(slow.parts_of(0.2)) >= 6)
        explorer.controls["step"].value = 2
        assert explorer.sentence.startswith("Rate 0.2, 2 steps. ") and explorer._live.going
        await until(settled(slow))

    played(scene())
    assert explorer.sentence == "Rate 0.2, 2 steps." and len(slow.parts_of(0.2)) == PARTS
    explorer.set(step=PARTS)
    assert explorer.sentence == "Rate 0.2, 20 steps."


def test_code_that_looks_at_a_run_under_way_gets_its_end(page, monkeypatch):
    slow = Slow()
    explorer = slow.explorer

    async def scene():
        page()
        explorer.controls["learning_rate"].value = 0.2
        monkeypatch.setattr(explorer_module, "asked_by_the_page", lambda: False)
        explorer.update()
        assert explorer.sentence == "Rate 0.2, 20 steps."
        await asyncio.sleep(PART_S)

    played(scene())
    assert len(slow.parts_of(0.2)) == PARTS and explorer.run_bar.running is False


def test_closing_an_explorer_ends_its_run(page):
    slow = Slow()

    async def scene():
        page()
        slow.explorer.controls["learning_rate"].value = 0.2
        slow.explorer.close()
        n = len(slow.taken)
        await asyncio.sleep(5 * PART_S)
        assert len(slow.taken) == n

    played(scene())
    assert slow.ended == [0.1, 0.2]


def test_a_generator_without_a_result_says_so():
    with pytest.raises(ValueError, match="ended without a result"):
        LiveRun(iter(())).advance()


@pytest.mark.parametrize("share, percent", [(0.0, "0 %"), (0.29, "29 %"), (0.996, "99 %"), (1.0, "100 %")])
def test_only_a_whole_run_is_called_100_percent(share, percent):
    run = LiveRun(iter(()))
    run.share = share
    assert run.percent == percent
