"""How a run shows that it goes on: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from translate.formats.inputs import Input
from translate.pipeline.job import Progress
from translate.records import Translation

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

SECONDS_BETWEEN_LINES = 15


@contextmanager
def shown_progress(inputs: Sequence[Input]) -> Iterator[Progress]:
    """A bar on stderr where a person watches it, a line now and then where nobody does."""
    if not sys.stderr.isatty():
        yield PlainProgress(len(inputs))
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[segments]} segments, {task.fields[speed]:.0f}/s"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        sizes = [_size(source) for source in inputs]
        task = bar.add_task("translating", total=sum(sizes) or None, segments=0, speed=0.0)
        yield BarProgress(bar, task, sizes)


class PlainProgress:
    """Lines for a log: how many segments and files, and how fast."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._files_done = 0
        self._segments = 0
        self._began = self._spoke = time.monotonic()

    def settled(self, _translation: Translation) -> None:
        """Count a segment; speak when it is time."""
        self._segments += 1
        now = time.monotonic()
        if now - self._spoke >= SECONDS_BETWEEN_LINES:
            self._spoke = now
            speed = self._segments / (now - self._began)
            line = f"{self._segments} segments, {self._files_done} of {self._files} files, {speed:.1f}/s"
            print(line, file=sys.stderr, flush=True)  # noqa: T201

    def file_done(self, _source: Input) -> None:
        """Count a file."""
        self._files_done += 1


class BarProgress:
    """A bar over the bytes of the input, since nobody knows the number of segments beforehand."""

    def __init__(self, bar: "Bar", task: "TaskID", sizes: Sequence[int]) -> None:
        self._bar = bar
        self._task = task
        self._sizes = sizes
        self._segments = 0
        self._files_done = 0
        self._bytes = 0.0
        self._began = time.monotonic()

    def settled(self, translation: Translation) -> None:
        """Move on by the segment's share of the file."""
        self._segments += 1
        self._bytes += len(translation.segment.source.encode(errors="replace"))
        self._show(self._bytes)

    def file_done(self, _source: Input) -> None:
        """Move on to the end of the file, which holds more than segments."""
        self._files_done += 1
        self._bytes = max(self._bytes, sum(self._sizes[: self._files_done]))
        self._show(self._bytes)

    def _show(self, done: float) -> None:
        speed = self._segments / max(time.monotonic() - self._began, 1e-9)
        self._bar.update(self._task, completed=done, segments=self._segments, speed=speed)


def _size(source: Input) -> int:
    try:
        return source.path.stat().st_size if source.path else 0
    except OSError:  # reading it will say so
        return 0
