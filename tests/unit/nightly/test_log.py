"""The log of nights: an event a line, and no secret in it."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.unit.nightly.newsroom import jsonl
from tests.unit.nightly.nights import GOOD
from translate.formats.inputs import Input
from translate.nightly.log import JsonLog, LoggedConsole
from translate.nightly.signals import Signals
from translate.nightly.tell import Tell, known_secrets
from translate.records import Flag, Segment, Translation


def test_a_log_has_an_event_a_line_and_is_for_its_owner(tmp_path: Path) -> None:
    log = JsonLog(tmp_path / "logs/n.jsonl")
    log.event("said", line="یک\nدو")
    log.event("ended", night=GOOD.without_manifest())
    first, second = jsonl(tmp_path / "logs/n.jsonl")
    assert (first["event"], first["line"]) == ("said", "یک\nدو")
    assert second["night"]["articles"]["new"] == 2
    assert first["time"].endswith("+00:00")
    assert (tmp_path / "logs/n.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_log_that_was_moved_away_is_begun_anew(tmp_path: Path) -> None:
    log = JsonLog(tmp_path / "n.jsonl")
    log.event("one")
    (tmp_path / "n.jsonl").rename(tmp_path / "n.jsonl.1")
    log.event("two")
    assert [row["event"] for row in jsonl(tmp_path / "n.jsonl")] == ["two"]


def test_a_log_that_cannot_be_written_is_reported_and_costs_no_night(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said: list[str] = []
    Signals(Tell(), base=tmp_path, say=said.append, log=JsonLog(tmp_path / "file/n.jsonl")).ended(GOOD)
    assert said == [f"{tmp_path}/file/n.jsonl: the log cannot be written (File exists)"]


def test_a_log_says_which_files_are_done_and_which_segments_failed(tmp_path: Path) -> None:
    log = JsonLog(tmp_path / "n.jsonl")
    segment = Segment("a", 0, 0, 0, 1, "x")
    with LoggedConsole(_Quiet(), log).progress([Input(None, "a", ".txt")]) as progress:
        progress.settled(Translation(segment, "y", "mt"))
        progress.settled(Translation(segment, "", "failed", flags=(Flag("failed", "too long"),)))
        progress.file_done(Input(None, "a", ".txt"))
    first, failed, done, last = jsonl(tmp_path / "n.jsonl")
    assert (first["event"], last["event"]) == ("translating", "translated")
    assert (failed["event"], failed["document"], failed["reason"]) == ("segment_failed", "a", "too long")
    assert (done["event"], done["file"], done["segments"]) == ("file_done", "a", 2)


class _Quiet:
    """A console that nobody watches."""

    def say(self, _line: str) -> None:
        """Unheard."""

    @contextmanager
    def progress(self, _inputs: object) -> Iterator["_Quiet"]:
        yield self

    def settled(self, _translation: object) -> None:
        """Unseen."""

    def file_done(self, _source: object) -> None:
        """Unseen."""


def test_no_secret_of_the_configuration_gets_into_a_log(tmp_path: Path) -> None:
    table = tomllib.loads(
        '[tell]\nping_env = "PING"\nsmtp = "smtp://u:plainpass@h"\n[[source]]\nurl_env = "DB"\nname = "news"'
    )
    environment = {"PING": 'https://hc.example/ky"1', "DB": "postgresql://u:hunter2@db/x", "HOME": "/root"}
    secrets = known_secrets(table, environment)
    assert secrets == {*map(environment.get, ("PING", "DB")), "hunter2", "plainpass"}
    log = JsonLog(tmp_path / "n.jsonl", secrets=secrets)
    log.event(
        "said", line=f"cannot reach {environment['DB']} with hunter2", more=[{"a": environment["PING"]}]
    )
    text = (tmp_path / "n.jsonl").read_text()
    assert "hunter2" not in text
    assert "hc.example" not in text
    assert jsonl(tmp_path / "n.jsonl")[0]["more"] == [{"a": "***"}]
