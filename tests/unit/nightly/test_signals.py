import json
import smtplib
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

from tests.unit.nightly.nights import GOOD, HELD, night
from tests.unit.sources.web import Answer, Web, serving
from translate.errors import BadUsage, Locked, OutputFailed
from translate.formats.inputs import Input
from translate.nightly import hooks
from translate.nightly.hooks import letter_about, run_command, send_mail
from translate.nightly.log import JsonLog, LoggedConsole
from translate.nightly.ping import ping
from translate.nightly.records import Night
from translate.nightly.signals import Signals, signalled
from translate.nightly.tell import Mailing, Tell, check_tell, known_secrets
from translate.records import Flag, Segment, Translation
from translate.sources.options import Address, options


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as here:
        yield here


def still(_seconds: float) -> None:
    """No waiting in tests."""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def run(code: str, tmp_path: Path, *, about: Night = GOOD) -> str | None:
    return run_command(python(code), about, seconds=60, folder=tmp_path)


# The address that is pinged.


def test_start_success_and_failure_have_an_address_each(web: Web) -> None:
    web.routes |= {"/k": Answer(b"OK"), "/k/start": Answer(b"OK"), "/k/fail?a=1": Answer(b"OK")}
    assert ping(Address(web.at("/k"), "x"), "start") is None
    assert ping(Address(web.at("/k/"), "x"), "start") is None
    assert ping(Address(web.at("/k"), "x"), "success") is None
    assert ping(Address(web.at("/k?a=1"), "x"), "fail") is None
    assert web.paths() == ["/k/start", "/k/start", "/k", "/k/fail?a=1"]


def test_a_ping_is_tried_three_times_and_its_failure_reported_without_the_secret(web: Web) -> None:
    waits: list[float] = []
    failure = ping(Address(web.at("/secretkey"), "$PING"), "success", sleep=waits.append)
    assert failure == "ping success: $PING was not reached (HTTP 404 Not Found)"
    assert (len(web.asked), waits) == (3, [1, 4])


def test_a_ping_that_comes_through_the_second_time_is_no_failure(web: Web) -> None:
    web.routes["/k"] = lambda _: Answer(b"OK", status=200 if len(web.asked) == 2 else 503)
    assert ping(Address(web.at("/k"), "x"), "success", sleep=still) is None


# The command.


def test_the_command_gets_the_night_on_standard_input_and_in_the_environment(tmp_path: Path) -> None:
    code = (
        "import json, os, sys\n"
        "said = {k: v for k, v in os.environ.items() if k.startswith('TARJOMAN_')}\n"
        "json.dump([json.load(sys.stdin), said], open('said.json', 'w'))"
    )
    assert run(code, tmp_path, about=night(manifest={"tarjoman": "1"})) is None
    given, environment = json.loads((tmp_path / "said.json").read_text())
    assert given["tarjoman"] == "1"
    assert given["night"]["articles"]["new"] == 2
    assert environment["TARJOMAN_OUTCOME"] == "published"
    assert environment["TARJOMAN_EXIT_CODE"] == "0"
    assert environment["TARJOMAN_NIGHT"] == GOOD.name
    assert environment["TARJOMAN_FOLDER"] == GOOD.folder
    assert "2 new" in environment["TARJOMAN_LINE"]


def test_a_command_that_reads_nothing_is_not_broken_by_a_long_night(tmp_path: Path) -> None:
    assert run("pass", tmp_path, about=night(manifest={"x": "y" * 1_000_000})) is None


def test_a_command_that_fails_is_reported_with_its_last_words(tmp_path: Path) -> None:
    failure = run("import sys; print('no such channel'); sys.exit(4)", tmp_path)
    assert failure is not None
    assert failure.endswith("ended with 4: no such channel")
    assert "cannot be run" in str(run_command(["/no/such"], GOOD, seconds=1, folder=tmp_path))


def test_a_command_that_does_not_end_is_killed_with_its_children(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", "sleep 600 & echo $! > child; wait"]
    failure = run_command(command, GOOD, seconds=1.0, folder=tmp_path)
    assert failure == "command /bin/sh: killed after 1 s"
    child = int((tmp_path / "child").read_text())
    end = time.monotonic() + 20
    while not _is_gone(child):  # the kernel takes its time
        assert time.monotonic() < end
        time.sleep(0.01)


def _is_gone(process: int) -> bool:
    """Gone, or dead and waiting for whoever adopts it."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "ZX"


# The letter.


def test_a_letter_says_in_its_subject_what_happened_and_below_what_to_look_at() -> None:
    letter = letter_about(Mailing(mail="a@x.example, b@x.example"), HELD, host="news1")
    assert letter["To"] == "a@x.example, b@x.example"
    assert letter["From"] == "tarjoman@news1"
    assert letter["Subject"].startswith("tarjoman on news1: night 000007-2024-05-06: HELD")
    assert "- Held: too many flags" in letter.get_content()


def test_a_reason_over_several_lines_makes_no_header_of_its_own() -> None:
    letter = letter_about(Mailing(mail="a@x.example"), night(reason="a\nBcc: all@x.example"), host="h")
    assert letter["Bcc"] is None
    assert "a Bcc: all@x.example" in letter["Subject"]


def test_a_letter_goes_through_the_local_sendmail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "sendmail"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/letter\nexit $(cat {tmp_path}/code)\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(hooks, "SENDMAIL_PLACES", str(tmp_path))
    (tmp_path / "code").write_text("0")
    assert send_mail(Mailing(mail="a@x.example"), GOOD, host="h") is None
    assert (tmp_path / "arguments").read_text().split() == ["-t", "-i"]
    assert "To: a@x.example" in (tmp_path / "letter").read_text()
    (tmp_path / "code").write_text("75")
    assert "ended with 75" in str(send_mail(Mailing(mail="a@x.example"), GOOD, host="h"))


def test_no_letter_is_sent_where_none_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "SENDMAIL_PLACES", "/nowhere")
    assert send_mail(Mailing(), HELD, host="h") is None
    assert send_mail(Mailing(mail="a@x.example", mail_when="trouble"), GOOD, host="h") is None
    assert "no sendmail" in str(send_mail(Mailing(mail="a@x.example", mail_when="trouble"), HELD, host="h"))


class _Server:
    """What `smtplib.SMTP` is asked to do."""

    encrypts = True

    def __init__(self, host: str, port: int, **_: object) -> None:
        self.done: list[Any] = [(host, port)]
        SERVERS.append(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.done.append("quit")

    def ehlo(self) -> None:
        self.done.append("ehlo")

    def has_extn(self, name: str) -> bool:
        return self.encrypts and name == "starttls"

    def starttls(self, **_: object) -> None:
        if not self.encrypts:
            raise smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server.")
        self.done.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.done.append((user, password))

    def send_message(self, letter: Any) -> None:
        self.done.append(letter["To"])


SERVERS: list[_Server] = []


def test_a_password_is_sent_to_a_mail_server_only_when_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtplib, "SMTP", _Server)
    SERVERS.clear()
    mailing = Mailing(mail="a@x.example", smtp=Address("smtp://u:p%40ss@mail.example:587", "$SMTP"))
    assert send_mail(mailing, GOOD, host="h") is None
    assert SERVERS[0].done == [
        ("mail.example", 587), "ehlo", "starttls", ("u", "p@ss"), "a@x.example", "quit",
    ]  # fmt: skip
    monkeypatch.setattr(_Server, "encrypts", False)
    failure = str(send_mail(mailing, GOOD, host="h"))
    assert failure.startswith("mail: $SMTP: STARTTLS extension not supported")
    assert SERVERS[1].done == [("mail.example", 587), "ehlo", "quit"]


# The log.


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_log_has_an_event_a_line_and_is_for_its_owner(tmp_path: Path) -> None:
    log = JsonLog(tmp_path / "logs/n.jsonl")
    log.event("said", line="یک\nدو")
    log.event("ended", night=GOOD.without_manifest())
    first, second = lines(tmp_path / "logs/n.jsonl")
    assert (first["event"], first["line"]) == ("said", "یک\nدو")
    assert second["night"]["articles"]["new"] == 2
    assert first["time"].endswith("+00:00")
    assert (tmp_path / "logs/n.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_log_that_was_moved_away_is_begun_anew(tmp_path: Path) -> None:
    log = JsonLog(tmp_path / "n.jsonl")
    log.event("one")
    (tmp_path / "n.jsonl").rename(tmp_path / "n.jsonl.1")
    log.event("two")
    assert [row["event"] for row in lines(tmp_path / "n.jsonl")] == ["two"]


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
    first, failed, done, last = lines(tmp_path / "n.jsonl")
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
    assert lines(tmp_path / "n.jsonl")[0]["more"] == [{"a": "***"}]


# All of them together.


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
    assert [row["event"] for row in lines(tmp_path / "n.jsonl")] == ["started", "ended"]


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
    assert lines(tmp_path / "n.jsonl")[-1]["night"]["outcome"] == "failed"


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
    assert [row["event"] for row in lines(tmp_path / "n.jsonl")] == [
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
