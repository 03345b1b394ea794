"""A log for machines: JSON Lines, an event a line, no secrets in it."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from translate.formats.inputs import Input
from translate.nightly.console import Console
from translate.pipeline.job import Progress
from translate.records import Translation

OWNER_ONLY = 0o600


class JsonLog:
    """Appends events to a file, each written out at once: after a crash the last line says how far it came.

    A line has "time" (UTC, to the millisecond) and "event", and what belongs to the event. Any of `secrets`
    is written as ***. The file may be moved away between two events and is then begun anew. A log that
    cannot be written costs no night: `failure` says why, "" while all is well.
    """

    def __init__(self, path: Path, *, secrets: frozenset[str] = frozenset()) -> None:
        self._path = path
        self.failure = ""
        # The longest first: one may be a part of another.
        self._secrets = sorted(secrets, key=len, reverse=True)

    def event(self, name: str, **about: Any) -> None:
        """One line, or a `failure`."""
        row = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": name, **about}
        line = json.dumps(self._clean(row), ensure_ascii=False, default=str)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            with os.fdopen(os.open(self._path, flags, OWNER_ONLY), "ab") as stream:
                stream.write(line.encode("utf-8", errors="replace") + b"\n")
        except OSError as error:
            self.failure = f"{self._path}: the log cannot be written ({error.strerror})"

    def _clean(self, value: Any) -> Any:
        """The value without secrets, before it becomes JSON and a quote or a letter is written otherwise."""
        if isinstance(value, dict):
            return {self._clean(key): self._clean(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._clean(each) for each in value]
        if isinstance(value, bool | int | float | None):
            return value
        text = str(value)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


class LoggedConsole:
    """Hands everything on to another console, and logs what was said and which files are done."""

    def __init__(self, console: Console, log: JsonLog) -> None:
        self._console = console
        self._log = log

    def say(self, line: str) -> None:
        """Said and logged."""
        self._console.say(line)
        self._log.event("said", line=line)

    @contextmanager
    def progress(self, inputs: Sequence[Input]) -> Iterator[Progress]:
        """The other console's progress, with a line for each file that is done."""
        self._log.event("translating", files=len(inputs))
        with self._console.progress(inputs) as inner:
            yield _LoggedProgress(inner, self._log)
        self._log.event("translated", files=len(inputs))


class _LoggedProgress:
    def __init__(self, inner: Progress, log: JsonLog) -> None:
        self._inner = inner
        self._log = log
        self._settled = 0
        self._files = 0

    def settled(self, translation: Translation) -> None:
        self._inner.settled(translation)
        self._settled += 1
        if translation.origin == "failed":
            segment = translation.segment
            reason = "; ".join(flag.detail for flag in translation.flags)
            self._log.event("segment_failed", document=segment.document, index=segment.index, reason=reason)

    def file_done(self, source: Input) -> None:
        self._inner.file_done(source)
        self._files += 1
        # Segments of files that are still open are among them: batches do not keep to files.
        self._log.event("file_done", file=source.name, files=self._files, segments=self._settled)
