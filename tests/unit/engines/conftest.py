"""A cache folder for the tests in this folder, and one tiny model."""

from pathlib import Path

import pytest

from tests.tiny_models import build_marian, shared_cache
from translate.engines.cache import CACHE_VARIABLE


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(shared_cache()))


@pytest.fixture(scope="session")
def tiny_marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random Marian model in a folder; not to be changed by a test (copy it)."""
    return build_marian(tmp_path_factory.mktemp("marian") / "model")
