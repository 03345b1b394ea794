"""What goes wrong in a way the user can mend, each kind with its exit code.

The message names the thing, the cause and the next step. `translate.cli.app` is the only
place that catches these; anything else that escapes is a bug, shows its traceback and ends with EXIT_BUG.
"""

from pathlib import Path
from typing import ClassVar

EXIT_DONE = 0
EXIT_PARTIAL = 1
EXIT_USAGE = 2
EXIT_HELD = 3
EXIT_BAD_INPUT = 65
EXIT_NO_MODEL = 69
EXIT_BUG = 70
EXIT_IO = 74
EXIT_TRY_LATER = 75
EXIT_INTERRUPTED = 130


class UserError(Exception):
    """A failure that the user can act on; `exit_code` is what the process ends with."""

    exit_code: ClassVar[int] = EXIT_USAGE


class BadUsage(UserError):
    """The command line or the configuration asks for something that does not exist."""


class BadInput(UserError):
    """The input cannot be what it claims to be."""

    exit_code = EXIT_BAD_INPUT


class UnreadableDocument(BadInput):
    """One document cannot be read: `path`, why, and what to try."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class Held(UserError):
    """A night was not published: something about it is so unusual that a person should look first."""

    exit_code = EXIT_HELD


class ModelUnavailable(UserError):
    """No such model, or its files are missing or damaged."""

    exit_code = EXIT_NO_MODEL


class OutputFailed(UserError):
    """The disk, the folder or the store refused a read or a write."""

    exit_code = EXIT_IO


class Locked(UserError):
    """Somebody else is at work on the same store or output folder; try later."""

    exit_code = EXIT_TRY_LATER


class Interrupted(UserError):
    """Somebody pressed Ctrl-C or sent SIGTERM; what was done is kept."""

    exit_code = EXIT_INTERRUPTED
