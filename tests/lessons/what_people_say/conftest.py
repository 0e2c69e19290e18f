"""Each test finds the explorer of its module as its page opens it."""

import pytest


@pytest.fixture(autouse=True)
def first_state(request):
    yield
    if hasattr(request.module, "EXPLORER"):
        request.module.EXPLORER.reset()
