"""A hub of one model on this machine: the routes that a download needs, and the ways in which lines fail."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PIECE = 1 << 12


@dataclass(slots=True)
class Hub:
    """What the hub has, how it fails, and what it was asked.

    `cut` maps a file to the bytes after which a connection that sends it breaks; `stall` to the bytes after
    which it hangs until `go_on` is set; `garble` to how many times its bytes are sent wrong. Sizes in
    `claims` are listed in place of the true ones. `asked` holds (method, path, range) in order.
    """

    model: str
    files: dict[str, bytes]
    url: str = ""
    cut: dict[str, int] = field(default_factory=dict)
    stall: dict[str, int] = field(default_factory=dict)
    garble: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    @property
    def fetched(self) -> list[tuple[str, str | None]]:
        """Files whose content was asked for, each with its range."""
        return [
            (path.rsplit("/", 1)[1], part)
            for method, path, part in self.asked
            if method == "GET" and "/resolve/" in path
        ]

    def is_large(self, name: str) -> bool:
        return name.endswith((".safetensors", ".bin", ".spm"))

    def etag(self, name: str) -> str:
        content = self.files[name]
        if self.is_large(name):
            return hashlib.sha256(content).hexdigest()
        return hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()

    def info(self) -> dict[str, Any]:
        """What the API says of the model."""
        return {"id": self.model, "sha": COMMIT, "siblings": [self._sibling(name) for name in self.files]}

    def _sibling(self, name: str) -> dict[str, Any]:
        size = self.claims.get(name, len(self.files[name]))
        entry: dict[str, Any] = {"rfilename": name, "size": size, "blobId": self.etag(name)}
        if self.is_large(name):
            entry["blobId"] = "f" * 40  # of the pointer, not of the content
            entry["lfs"] = {"sha256": self.etag(name), "size": size, "pointerSize": 130}
        return entry


@contextmanager
def fake_hub(model: str, folder: Path, **more: bytes) -> Iterator[Hub]:
    """Serve the files of `folder` (and `more`, by name) as `model` on this machine."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    hub = Hub(model, {**files, **more})

    class Handler(_Handler):
        shown = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    shown: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        """Nothing: the test's output is not a server's log."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        hub = self.shown
        path = self.path.split("?")[0]
        hub.asked.append((self.command, path, self.headers.get("Range")))
        prefix = f"/{hub.model}/resolve/"
        if path.startswith(prefix):
            revision, name = path.removeprefix(prefix).split("/", 1)
            if revision in {"main", COMMIT} and name in hub.files:
                self._file(name, body=body)
                return
        if path in {
            f"/api/models/{hub.model}",
            *(f"/api/models/{hub.model}/revision/{r}" for r in ("main", COMMIT)),
        }:
            self._send(200, json.dumps(hub.info()).encode(), {"Content-Type": "application/json"}, body=body)
            return
        code = "RevisionNotFound" if hub.model in path else "RepoNotFound"
        self._send(404, b"{}", {"X-Error-Code": code}, body=body)

    def _file(self, name: str, *, body: bool) -> None:
        hub = self.shown
        content = hub.files[name]
        headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{hub.etag(name)}"', "Accept-Ranges": "bytes"}
        if hub.is_large(name):
            headers |= {"X-Linked-Etag": f'"{hub.etag(name)}"', "X-Linked-Size": str(len(content))}
        if body and hub.garble.get(name, 0):
            hub.garble[name] -= 1
            content = bytes(byte ^ 0xFF for byte in content[:64]) + content[64:]
        asked = self.headers.get("Range")
        if asked:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            content = content[start:]
        self._send(206 if asked else 200, content, headers, body=body, name=name)

    def _send(
        self, code: int, content: bytes, headers: dict[str, str], *, body: bool, name: str = ""
    ) -> None:
        self.send_response(code)
        for key, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            self._trickle(name, content)

    def _trickle(self, name: str, content: bytes) -> None:
        """Send the content, as far as the line holds."""
        hub = self.shown
        for start in range(0, len(content), PIECE):
            if start >= hub.cut.get(name, len(content)):
                self.close_connection = True
                return
            if start >= hub.stall.get(name, len(content)):
                hub.stalled.set()
                hub.go_on.wait(30)
                self.close_connection = True
                return
            try:
                self.wfile.write(content[start : start + PIECE])
                self.wfile.flush()
            except OSError:  # the other side has left
                self.close_connection = True
                return
