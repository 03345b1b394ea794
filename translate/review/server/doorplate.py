"""Port and token of a folder's page, kept beside its memory, so that a restarted server finds its open pages.

What a browser keeps for a page (unsaved edits, the cookie) belongs to the address, port included: a server
that came back elsewhere could not be reached by the page that waits for it.
"""

import json
import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from translate.errors import BadUsage, OutputFailed

HOST = "127.0.0.1"
FILE = "review.json"


@dataclass(frozen=True, slots=True)
class Doorplate:
    """Where a page is served, and the token that opens it."""

    port: int
    token: str

    @property
    def address(self) -> str:
        """What a person opens in a browser."""
        return f"http://{HOST}:{self.port}/?token={self.token}"


def take_port(folder: Path, port: int) -> tuple[socket.socket, Doorplate]:
    """A bound socket and the doorplate, written to `folder`/review.json where only its owner can read it.

    `port` 0 is the port of last time, or any free one where another program took it. BadUsage where a port
    that was asked for is taken.
    """
    last = _last(folder / FILE)
    bound = _bound(port or (last.port if last else 0), must=bool(port))
    here: int = bound.getsockname()[1]
    # Whoever has the old port now may have been sent the old token.
    plate = Doorplate(here, last.token if last and last.port == here else secrets.token_urlsafe(24))
    _keep(folder / FILE, plate)
    return bound, plate


def _bound(port: int, *, must: bool) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A server that was killed a moment ago must not keep its port from the next.
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError as error:
        bound.close()
        if must or not port:
            raise BadUsage(f"port {port}: {error.strerror}; leave --port out to have a free one") from error
        return _bound(0, must=False)
    return bound


def _last(path: Path) -> Doorplate | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Doorplate(int(kept["port"]), str(kept["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # never served, or not ours any more: a new one is made


def _keep(path: Path, plate: Doorplate) -> None:
    """Atomic, and closed to other users from the first moment, which formats/atomic.py does not promise."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            json.dump({"port": plate.port, "token": plate.token}, stream)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputFailed(f"{path}: cannot be written ({error.strerror}); check the folder") from error
