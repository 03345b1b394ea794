"""Tells whoever wants to know how a night goes. A signal that fails is named, and fails nothing else."""

import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from translate.errors import EXIT_INTERRUPTED, EXIT_PARTIAL, Locked, OutputFailed, UserError
from translate.nightly.hooks import run_command, send_mail
from translate.nightly.log import JsonLog
from translate.nightly.ping import ping
from translate.nightly.prometheus import write_metrics
from translate.nightly.records import Night
from translate.nightly.summary import in_one_line
from translate.nightly.tell import Tell


@dataclass(frozen=True, slots=True)
class Signals:
    """What `tell` asks for. `base` is where relative paths start; `say` hears of signals that failed."""

    tell: Tell
    base: Path
    say: Callable[[str], None]
    log: JsonLog | None = None

    def started(self) -> None:
        """A night has the lock and begins."""
        if self.log:
            self.log.event("started")
            self._report(self.log.failure or None)
        if self.tell.ping:
            self._report(ping(self.tell.ping, "start"))

    def ended(self, night: Night) -> None:
        """A night is over, however it ended. Held and failed nights are failures to whoever is pinged."""
        tell = self.tell
        if self.log:
            self.log.event("ended", line=in_one_line(night), night=night.without_manifest())
            self._report(self.log.failure or None)
        if tell.prometheus:
            self._report(self._metrics(Path(tell.prometheus), night))
        self._report(send_mail(tell.mailing, night, host=platform.node()))
        if tell.command:
            self._report(run_command(tell.command, night, seconds=tell.command_seconds, folder=self.base))
        if tell.ping:
            self._report(ping(tell.ping, "fail" if night.outcome in {"held", "failed"} else "success"))

    def _metrics(self, path: Path, night: Night) -> str | None:
        try:
            write_metrics(self.base / path.expanduser(), night)
        except OutputFailed as error:
            return f"prometheus: {error}"
        return None

    def _report(self, failure: str | None) -> None:
        if failure is None:
            return
        self.say(failure)
        if self.log:
            self.log.event("signal_failed", reason=failure)


@contextmanager
def signalled(signals: Signals) -> Iterator[Callable[[Night], None]]:
    """Give what is to be told of the night's end; tell of a night that breaks off instead, and let it.

    A job that finds another one at work is no night, and nobody hears of it.
    """
    began, started = time.monotonic(), datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        yield signals.ended
    except Locked:
        raise
    except BaseException as error:
        signals.ended(broken_off(error, started=started, seconds=time.monotonic() - began))
        raise


def broken_off(error: BaseException, *, started: str, seconds: float) -> Night:
    """A night that ended with an error: no number, since what it has done goes on the next time."""
    code = EXIT_PARTIAL  # what Python ends with when nobody catches an error
    if isinstance(error, UserError):
        code = error.exit_code
    elif isinstance(error, KeyboardInterrupt):
        code = EXIT_INTERRUPTED
    reason = str(error) or type(error).__name__
    return Night(
        number=0,
        name="(broken off)",
        outcome="failed",
        exit_code=code,
        started=started,
        seconds=round(seconds, 2),
        reason=reason,
        look_first=(f"The night broke off: {reason}",),
    )
