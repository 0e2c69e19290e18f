"""The explorer of a module, as its page opens it."""

import pytest


@pytest.fixture
def explorer(made):
    """What the module has made once, since building it takes longest, set back to where it started."""
    made.reset()
    return made
