"""Whom a night tells of itself: the section [tell] of the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from translate.errors import BadUsage
from translate.sources.options import Address


@dataclass(frozen=True, slots=True)
class Mailing:
    """A letter to `mail` (addresses, parted by commas) after every night, or only after "trouble".

    `smtp` is smtp://USER:PASSWORD@HOST:PORT (encrypted by STARTTLS before anybody logs in) or smtps://...;
    None hands the letter to this machine's own `sendmail`.
    """

    mail: str | None = None
    mail_from: str | None = None
    mail_when: str = "always"
    smtp: Address | None = None


@dataclass(frozen=True, slots=True)
class Tell:
    """`prometheus` is a file for the textfile collector; `ping` is told of start, success and failure.

    `command` is run after every night, for `command_seconds` at most. `log` is a file of JSON Lines, an event
    a line. Relative paths start from the configuration's folder.
    """

    prometheus: str | None = None
    ping: Address | None = None
    command: tuple[str, ...] = ()
    command_seconds: float = 60.0
    log: str | None = None
    mailing: Mailing = field(default_factory=Mailing)


def check_tell(tell: Tell, *, where: str) -> None:
    """BadUsage for what could not be told to anybody."""
    mailing = tell.mailing
    if mailing.mail_when not in {"always", "trouble"}:
        raise BadUsage(f'{where}: mail_when must be "always" or "trouble", not {mailing.mail_when!r}')
    if mailing.smtp is not None and not mailing.smtp.value.startswith(("smtp://", "smtps://")):
        raise BadUsage(f"{where}: smtp must begin with smtp:// or smtps://")
    if tell.ping is not None and not tell.ping.value.startswith(("http://", "https://")):
        raise BadUsage(f"{where}: ping must be an http or https address")
    if tell.prometheus is not None and Path(tell.prometheus).suffix != ".prom":
        raise BadUsage(f"{where}: prometheus must name a file that ends in .prom; no other is collected")


def known_secrets(table: object, environment: Mapping[str, str]) -> frozenset[str]:
    """What must not be in a log: all that a key ending in `_env` stands for, and passwords of addresses."""
    if isinstance(table, Mapping):
        named = {
            environment[value]
            for key, value in table.items()
            if str(key).endswith("_env") and isinstance(value, str) and environment.get(value)
        }
        passwords = {Address(value, "").password() for value in named}
        inside = (known_secrets(value, environment) for value in table.values())
        return frozenset(named | passwords).union(*inside) - {""}
    if isinstance(table, list | tuple):
        return frozenset().union(*(known_secrets(value, environment) for value in table))
    return frozenset({Address(table, "").password()} if isinstance(table, str) else ()) - {""}
