from collections.abc import Iterator

import pytest

from tests.unit.sources.web import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as here:
        yield here
