"""What is run and whom is written to when a night has ended; neither can fail the night."""

import json
import os
import signal
import smtplib
import ssl
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path
from shutil import which
from urllib.parse import unquote, urlsplit

from translate.nightly.records import Night
from translate.nightly.summary import in_one_line
from translate.nightly.tell import Mailing
from translate.sources.options import Address

SENDMAIL_PLACES = "/usr/sbin:/usr/lib:/usr/bin"
MAIL_SECONDS = 30.0
_TOLD = 500  # characters of what a command said before it failed
_PORTS = {"smtp": 25, "smtps": 465}


def run_command(
    command: Sequence[str],
    night: Night,
    *,
    seconds: float,
    folder: Path,
    environment: Mapping[str, str] = os.environ,
) -> str | None:
    """Run `command` in `folder` with the night on standard input; what went wrong, None if nothing did.

    Standard input is the JSON of `Night.as_dict`. TARJOMAN_NIGHT, _OUTCOME, _EXIT_CODE, _FOLDER and _LINE are
    set. After `seconds` it is killed with all that it has started.
    """
    night_says = {
        "TARJOMAN_NIGHT": night.name,
        "TARJOMAN_OUTCOME": night.outcome,
        "TARJOMAN_EXIT_CODE": str(night.exit_code),
        "TARJOMAN_FOLDER": night.folder,
        "TARJOMAN_LINE": in_one_line(night),
    }
    # A file, not a pipe: a command that does not read its input must neither block nor break us.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(json.dumps(night.as_dict(), ensure_ascii=False).encode("utf-8", errors="replace"))
        given.seek(0)
        try:
            process = subprocess.Popen(
                list(command),
                cwd=folder,
                env={**environment, **night_says},
                stdin=given,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            return f"command {command[0]}: cannot be run ({error.strerror})"
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return f"command {command[0]}: killed after {seconds:g} s"
        if code == 0:
            return None
        said.seek(0)
        words = said.read().decode("utf-8", errors="replace").strip()[-_TOLD:]
    return f"command {command[0]}: ended with {code}" + (f": {words}" if words else "")


def send_mail(mailing: Mailing, night: Night, *, host: str) -> str | None:
    """Write to `mailing.mail` of a night; what went wrong, None if nothing did or nothing was to be sent."""
    if not mailing.mail or (mailing.mail_when == "trouble" and night.exit_code == 0):
        return None
    letter = letter_about(mailing, night, host=host)
    if mailing.smtp is None:
        return _by_sendmail(letter)
    try:
        _by_smtp(letter, mailing.smtp)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return f"mail: {mailing.smtp.shown}: {mailing.smtp.scrubbed(error)}"
    return None


def letter_about(mailing: Mailing, night: Night, *, host: str) -> EmailMessage:
    """The morning's line as subject; below it what to look at first."""
    letter = EmailMessage()
    line = " ".join(in_one_line(night).split())
    letter["Subject"] = f"tarjoman on {host}: {line}"
    letter["To"] = mailing.mail
    letter["From"] = mailing.mail_from or f"tarjoman@{host}"
    letter["Auto-Submitted"] = "auto-generated"
    looks = "\n".join(f"- {each}" for each in night.look_first) or "Nothing needs a look."
    letter.set_content(f"{line}\n\n{looks}\n")
    return letter


def _by_sendmail(letter: EmailMessage) -> str | None:
    program = which("sendmail", path=SENDMAIL_PLACES)
    if program is None:
        return "mail: no sendmail on this machine; set smtp (or smtp_env) in [tell]"
    try:
        done = subprocess.run(
            [program, "-t", "-i"],
            input=bytes(letter),
            capture_output=True,
            timeout=MAIL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"mail: {program}: {error}"
    if done.returncode:
        return f"mail: {program} ended with {done.returncode}: {done.stderr.decode(errors='replace').strip()}"
    return None


def _by_smtp(letter: EmailMessage, address: Address) -> None:
    parts = urlsplit(address.value)
    place = (parts.hostname or "localhost", parts.port or _PORTS[parts.scheme])
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=MAIL_SECONDS, context=context)
    else:
        server = smtplib.SMTP(*place, timeout=MAIL_SECONDS)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and (parts.username or server.has_extn("starttls")):
            server.starttls(context=context)  # raises where it is not offered: no password in the open
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(letter)
