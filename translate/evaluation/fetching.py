"""Files of test sets: from a folder, from the cache, or from their address into the cache."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from translate.errors import BadInput, OutputFailed
from translate.evaluation.sets import SetFile

CHUNK = 1 << 16
TIMEOUT = 60  # seconds without a byte
RECORD = "checksums.json"

Report = Callable[[str, int, int | None], None]
"""Told of a download: file, bytes so far, bytes in all if known."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where files of test sets are looked for: `folder` (air-gapped) first, then `cache`.

    With `offline`, or where a file has no address, what is missing is an error instead of a download.
    """

    cache: Path
    folder: Path | None = None
    offline: bool = False
    report: Report = lambda _file, _done, _total: None

    def locate(self, file: SetFile) -> Path:
        """The path of a file with the right checksum; BadInput says where to put it if it cannot be had."""
        for folder in (self.folder, self.cache):
            for name in (file.name, *file.also):
                if folder is not None and (folder / name).is_file():
                    return self._checked(folder / name, file)
        if self.folder is not None:
            for name in (file.name, *file.also):
                for path in sorted(self.folder.rglob(name)):
                    return self._checked(path, file)
        if self.offline or file.address is None:
            raise BadInput(
                f"{file.name} is not in {self.folder or self.cache}; put it there, from {_origin(file)}"
            )
        return self._fetched(file, file.address)

    def _checked(self, path: Path, file: SetFile) -> Path:
        expected = file.sha256 or (self._recorded().get(file.name) if path.parent == self.cache else None)
        found = sha256(path)
        if expected and found != expected:
            raise BadInput(f"{path}: SHA-256 is {found}, not {expected}; delete it and fetch it anew")
        return path

    def _fetched(self, file: SetFile, address: str) -> Path:
        self.cache.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=self.cache, prefix=file.name, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                _download(address, out.write, lambda done, total: self.report(file.name, done, total))
            found = sha256(Path(part))
            if file.sha256 and found != file.sha256:
                raise BadInput(f"{address}: SHA-256 is {found}, not {file.sha256}; nothing was kept")
            (self.cache / file.name).parent.mkdir(parents=True, exist_ok=True)
            Path(part).replace(self.cache / file.name)
        finally:
            Path(part).unlink(missing_ok=True)
        if not file.sha256:
            self._record(file.name, found)
        return self.cache / file.name

    def _recorded(self) -> dict[str, str]:
        """Checksums of files that came without a known one, as they were at the first fetch."""
        path = self.cache / RECORD
        known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return known

    def _record(self, name: str, checksum: str) -> None:
        known = self._recorded() | {name: checksum}
        part = self.cache / (RECORD + ".part")
        part.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(self.cache / RECORD)


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _origin(file: SetFile) -> str:
    return file.address or "wherever the set is published (sets.toml has no address for this file)"


def _download(
    address: str, write: Callable[[bytes], object], report: Callable[[int, int | None], None]
) -> None:
    import urllib.error  # here, since every command would pay for it, and few fetch anything
    import urllib.request

    if not address.startswith("https://"):
        raise BadInput(f"{address}: only https addresses are fetched")
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:  # noqa: S310 - https, checked above
            total = int(answer.headers.get("Content-Length") or 0) or None
            done = 0
            while chunk := answer.read(CHUNK):
                write(chunk)
                done += len(chunk)
                report(done, total)
            if total is not None and done != total:
                raise OutputFailed(
                    f"{address}: the connection broke after {done} of {total} bytes; try again"
                )
    except (urllib.error.URLError, TimeoutError) as error:
        reason = getattr(error, "reason", error)
        raise OutputFailed(
            f"{address}: cannot be fetched ({reason}); on a machine without network pass --from"
        ) from error
