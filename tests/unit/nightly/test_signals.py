"""Everybody who hears of a night, together."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.nightly.newsroom import jsonl
from tests.unit.nightly.nights import GOOD, HELD, night
from tests.unit.sources.web import Answer, Web, serving
from translate.errors import BadUsage, Locked, OutputFailed
from translate.nightly.log import JsonLog
from translate.nightly.records import Night
from translate.nightly.signals import Signals, signalled
from translate.nightly.tell import Tell, check_tell
from translate.sources.options import Address, options


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as here:
        yield here


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def signals(tmp_path: Path, web: Web, said: list[str], **tell: Any) -> Signals:
    for path in ("/k", "/k/start", "/k/fail"):
        web.routes[path] = Answer(b"OK")
    return Signals(
        Tell(ping=Address(web.at("/k"), "$PING"), prometheus="m/tarjoman.prom", **tell),
        base=tmp_path,
        say=said.append,
        log=JsonLog(tmp_path / "n.jsonl"),
    )


@pytest.mark.parametrize(
    ("about", "pinged"),
    [
        (GOOD, "/k"),
        (night(outcome="partial", exit_code=1), "/k"),
        (night(outcome="nothing"), "/k"),
        (HELD, "/k/fail"),
    ],
)
def test_a_night_is_told_to_all(tmp_path: Path, web: Web, about: Night, pinged: str) -> None:
    said: list[str] = []
    told = signals(tmp_path, web, said, command=tuple(python("open('ran', 'w')")))
    with signalled(told) as ended:
        told.started()
        ended(about)
    assert (said, web.paths()) == ([], ["/k/start", pinged])
    assert (tmp_path / "m/tarjoman.prom").is_file()
    assert (tmp_path / "ran").is_file()
    assert [row["event"] for row in jsonl(tmp_path / "n.jsonl")] == ["started", "ended"]


@pytest.mark.parametrize(
    ("error", "code"),
    [(OutputFailed("the disk is full"), 74), (KeyboardInterrupt(), 130), (ZeroDivisionError("a bug"), 1)],
)
def test_a_night_that_breaks_off_is_a_failure_to_all_and_the_error_goes_on(
    tmp_path: Path, web: Web, error: BaseException, code: int
) -> None:
    told = signals(tmp_path, web, [])
    with pytest.raises(type(error)), signalled(told):
        raise error
    assert web.paths() == ["/k/fail"]
    assert f"tarjoman_night_exit_code {code}\n" in (tmp_path / "m/tarjoman.prom").read_text()
    assert jsonl(tmp_path / "n.jsonl")[-1]["night"]["outcome"] == "failed"


def test_a_second_job_at_once_tells_nobody(tmp_path: Path, web: Web) -> None:
    with pytest.raises(Locked), signalled(signals(tmp_path, web, [])):
        raise Locked("in use")
    assert web.asked == []
    assert list(tmp_path.iterdir()) == []


def test_signals_that_fail_are_named_and_fail_nothing_else(tmp_path: Path, web: Web) -> None:
    said: list[str] = []
    (tmp_path / "m").write_text("a file where a folder should be")
    told = signals(tmp_path, web, said, command=("/no/such/command",))
    told.ended(GOOD)
    assert [line.split(":")[0] for line in said] == ["prometheus", "command /no/such/command"]
    assert web.paths() == ["/k"]
    assert [row["event"] for row in jsonl(tmp_path / "n.jsonl")] == [
        "ended",
        "signal_failed",
        "signal_failed",
    ]


def told_by(**table: Any) -> Tell:
    return options(Tell, table, where="n.toml, [tell]", environment={"PING": "https://hc.example/k"})


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"mail_when": "never"}, 'mail_when must be "always" or "trouble"'),
        ({"smtp": "mail.example"}, "smtp must begin with smtp://"),
        ({"ping": "hc.example/k"}, "ping must be an http or https address"),
        ({"prometheus": "metrics.txt"}, r"ends in \.prom"),
    ],
)
def test_what_could_be_told_to_nobody_is_refused_before_the_night(
    table: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadUsage, match=message):
        check_tell(told_by(**table), where="n.toml, [tell]")


def test_nobody_need_be_told() -> None:
    tell = told_by()
    check_tell(tell, where="")
    assert (tell, told_by(ping_env="PING").ping) == (Tell(), Address("https://hc.example/k", "$PING"))
