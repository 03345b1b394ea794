"""One engine at a time, and none twice."""

from contextlib import closing
from dataclasses import replace

import pytest

from translate.config import Settings
from translate.engines import selection
from translate.engines.echo import EchoEngine
from translate.errors import Held
from translate.nightly.workbench import Workbench
from translate.wiring import Workshop

ECHO = Settings(engine="echo")


class Counted(EchoEngine):
    """Notes what is open."""

    log: list[str] = []  # noqa: RUF012 - every test begins it anew

    def __init__(self) -> None:
        super().__init__()
        self.log.append("open")

    def close(self) -> None:
        self.log.append("close")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    Counted.log = []
    monkeypatch.setattr(selection, "load", lambda *_, **__: Counted())
    return Counted.log


def heard(_: Workshop) -> None:
    Counted.log.append("heard")


def test_the_engine_that_was_tried_is_the_one_that_works(log: list[str]) -> None:
    with closing(Workbench(heard)) as bench:
        tried = bench.shop(ECHO)
        assert bench.shop(replace(ECHO, beam=tried.decoding.beam)) is tried
    assert log == ["open", "heard", "close"]


def test_another_way_of_decoding_closes_the_one_before(log: list[str]) -> None:
    with closing(Workbench(heard)) as bench:
        bench.shop(ECHO)
        bench.shop(replace(ECHO, beam=1))
        bench.shop(replace(ECHO, beam=1, precision="int8"))
    assert log == ["open", "heard", "close"] * 3


def test_an_engine_that_is_refused_is_closed(log: list[str]) -> None:
    def refuse(_: Workshop) -> None:
        raise Held("sick")

    with pytest.raises(Held), closing(Workbench(refuse)) as bench:
        bench.shop(ECHO)
    assert log == ["open", "close"]
