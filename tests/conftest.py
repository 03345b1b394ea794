"""One cache folder for the whole session: a model is converted once, and never into the user's own cache."""

import os
import shutil
import tempfile

import pytest

from translate.engines.cache import CACHE_VARIABLE

_made: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Point every test, and every command that a test runs, to one folder."""
    del config
    if CACHE_VARIABLE not in os.environ:
        _made.append(tempfile.mkdtemp(prefix="tarjoman-tests-"))
        os.environ[CACHE_VARIABLE] = _made[0]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    del config
    for folder in _made:
        shutil.rmtree(folder, ignore_errors=True)
