"""What a night says while it goes on; the command line shows it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from translate.formats.inputs import Input
from translate.pipeline.job import Progress


class Console(Protocol):
    """Hears of a night as it goes on."""

    def say(self, line: str) -> None:
        """One line for whoever watches, or for the log."""
        ...

    def progress(self, inputs: Sequence[Input]) -> AbstractContextManager[Progress]:
        """What shows that translating goes on."""
        ...
