"""A review page in Debian's chromium, without a network."""

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.command import command, environment
from translate.review.output import OutputFolder

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; skips where playwright or chromium is not there."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}; apt install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(out: Path) -> Iterator[str]:
    """The page of `out`, served by a thread of this process; its address with the token."""
    import uvicorn

    from translate.review.server.app import application
    from translate.review.server.room import Room

    with socket.socket() as bound, OutputFolder(out) as folder:
        bound.bind(("127.0.0.1", 0))
        bound.listen(64)
        port = bound.getsockname()[1]
        app = application(Room(folder), token="open", port=port)
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/?token=open"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def started(out: Path) -> Iterator[str]:
    """`tarjoman review` in a process that is killed when the block ends, and the address it printed."""
    words = command("review", out, "--no-browser", "--json")
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["address"]
        finally:
            process.kill()


def opened(context: Any, address: str, document: str) -> Any:
    """The page of an article, ready for keys."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(address)
    home, _, _ = address.partition("?")
    page.goto(f"{home}article?id={document}")
    page.wait_for_selector("body[data-ready]")
    return page
