"""What holds for all tests of notebooks."""

from pathlib import Path

from tests.notebooks.every_explorer import explorers_of

HERE = Path(__file__).parent


def pytest_runtest_teardown(item, nextitem):
    """Keep the explorers of the notebooks as long as tests of notebooks follow."""
    if nextitem is None or HERE not in nextitem.path.parents:
        explorers_of.cache_clear()
