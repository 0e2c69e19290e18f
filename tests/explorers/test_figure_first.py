"""What a moved control makes Python tell the page: the figure's frame first, and all else after it, in its order."""

import ipywidgets
import pytest

from tests.explorers.test_explorer import Counted


@pytest.fixture
def told(monkeypatch):
    """An explorer on the page, and what the page is told: the widget's number and the message, in order."""
    messages = []

    def publish_msg(self, msg_type, data=None, *args, **kwargs):
        messages.append((self.comm_id, data))

    explorer = Counted().explorer
    monkeypatch.setattr(type(explorer.figure.comm), "publish_msg", publish_msg)
    return explorer, messages


def hear(widget, **state):
    """Let a widget hear from the page that it has been moved."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    widget.comm.handle_msg({"content": {"data": data}, "buffers": []})


def is_frame(explorer, message):
    return message[0] == explorer.figure.comm.comm_id and "frame_number" in message[1]["state"]


def test_a_learning_rates_slider_sends_the_frame_first_and_then_all_that_it_did_before(told):
    explorer, messages = told
    rate = explorer.controls["learning_rate"]
    place = 10**-0.7  # one of the slider's places; the rate has three digits of it
    hear(rate.slider, value=place)
    assert is_frame(explorer, messages[0])
    others = [(sender, data["method"], data["state"]) for sender, data in messages[1:]]
    assert others == [
        (rate.slider.comm.comm_id, "echo_update", {"value": place}),
        (rate.box.comm.comm_id, "update", {"value": "0.2"}),
    ]


def test_every_control_and_the_pointer_send_the_frame_first(told):
    explorer, messages = told
    moves = [
        (explorer.controls["x"], {"value": 1.0}),
        (explorer.controls["step"].slider, {"value": 3}),
        (explorer.controls["learning_rate"].box, {"value": "0.05"}),
        (explorer.figure, {"pointer": {"x": 0.2, "y": 0.5, "phase": "down"}}),
    ]
    for widget, state in moves:
        messages.clear()
        hear(widget, **state)
        assert is_frame(explorer, messages[0]), widget
        assert sum(is_frame(explorer, message) for message in messages) == 1
        assert (widget.comm.comm_id, "echo_update") in {(sender, data["method"]) for sender, data in messages}


def test_what_waits_keeps_its_order_and_nothing_is_hidden_or_shown_too_early(told):
    explorer, messages = told
    problem = explorer.problem
    explorer.controls["x"].observe(lambda _: problem.say("No such start."), "value")
    hear(explorer.controls["x"], value=1.0)
    senders = [sender for sender, _ in messages]
    assert is_frame(explorer, messages[0])
    words, room = senders.index(problem.comm.comm_id), senders.index(problem.layout.comm.comm_id)
    assert 0 < words < room


def test_in_a_cell_nothing_waits(told):
    explorer, messages = told
    explorer.controls["x"].value = 1.0
    assert messages[0][0] == explorer.controls["x"].comm.comm_id
    assert is_frame(explorer, messages[-1])


def test_what_waits_is_sent_after_an_error_too(told):
    explorer, messages = told

    def fail(**_):
        raise ValueError("No such run.")

    explorer._run = fail
    hear(explorer.controls["x"], value=1.0)  # ipywidgets writes the error into the log
    senders = [sender for sender, _ in messages]
    assert explorer.controls["x"].comm.comm_id in senders
    assert any("No such run" in str(data) for _, data in messages)
    messages.clear()
    other = ipywidgets.Label("free")
    other.value = "at once"
    assert messages
