"""The letter about a night, and how it is sent."""

import smtplib
from pathlib import Path
from typing import Any, Self

import pytest

from tests.unit.nightly.nights import GOOD, HELD, night
from translate.nightly import hooks
from translate.nightly.hooks import letter_about, send_mail
from translate.nightly.tell import Mailing
from translate.sources.options import Address


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
