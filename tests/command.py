"""Calling `tarjoman` as a user does: in a process of its own, from outside."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "translate", *map(str, words)]


def environment(**more: str) -> dict[str, str]:
    """The tests' own environment, offline, with warnings in the output where they would disturb a user."""
    return {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "PYTHONPATH": str(ROOT), **more}


def tarjoman(*words: str | Path, stdin: bytes = b"", cwd: Path | None = None, **more: str) -> Ended:
    """Run the command to its end."""
    done = subprocess.run(
        command(*words),
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env=environment(**more),
        timeout=240,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def echoed(inputs: Sequence[str | Path], out: Path, *words: str | Path, stdin: bytes = b"") -> Ended:
    """`tarjoman run` with the engine that gives every text back."""
    return tarjoman("run", *inputs, "-o", out, "--engine", "echo", *words, stdin=stdin)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def inside(*words: str | Path) -> Ended:
    """The same in this very process: quicker, and what a test has replaced stays replaced.

    An exception that escapes the command line is a bug, and escapes here too.
    """
    from translate.cli.app import main

    out, err, handlers = StringIO(), StringIO(), {}
    for number in (signal.SIGINT, signal.SIGTERM):
        handlers[number] = signal.getsignal(number)
    try:
        with (
            patch.object(sys, "argv", ["tarjoman", *map(str, words)]),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return Ended(code, out.getvalue(), err.getvalue())
