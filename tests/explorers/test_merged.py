"""Merged work: the last change is never lost, in one thread or in two."""

import threading

import pytest

from utils.explorers.merged import Merged


def test_what_the_work_itself_asks_for_is_done_once_more():
    rounds = []

    def work():
        rounds.append(len(rounds))
        if len(rounds) == 1:
            update()
            update()

    update = Merged(work)
    update()
    assert rounds == [0, 1]


def test_another_thread_waits_for_its_turn_and_then_works():
    begun, may_end, order = threading.Event(), threading.Event(), []

    def work():
        order.append("begins")
        begun.set()
        assert may_end.wait(5)
        order.append("ends")

    update = Merged(work)
    threads = [threading.Thread(target=update) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert begun.wait(5)
    may_end.set()
    for thread in threads:
        thread.join(5)
    assert order == ["begins", "ends"] * 2


def test_an_error_leaves_it_ready_for_the_next_call():
    answers = iter([ValueError("no"), None])

    def work():
        if answer := next(answers):
            raise answer

    update = Merged(work)
    with pytest.raises(ValueError):
        update()
    update()
    assert next(answers, "all done") == "all done"
