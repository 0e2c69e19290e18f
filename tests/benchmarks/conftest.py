"""Benchmarks that need a page use the browser tests' JupyterLab."""

from tests.browser.conftest import browser, lab, server  # noqa: F401  (fixtures)
