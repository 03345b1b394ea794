"""Which documents took long, told from when their segments came back."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable

from translate.formats.inputs import Input
from translate.nightly.records import Slow
from translate.pipeline.job import Progress
from translate.records import Translation

AT_ONCE = 0.03
"""Seconds between segments of one batch, which are checked one after the other in some milliseconds each;
what takes longer is the engine at work on the next batch."""


class Stopwatch:
    """Stands between a run and what shows its progress.

    Segments of a batch settle together. The wait before them and the time between them is shared out over
    those that the engine translated, by the length of their sources: what a document cost is not to be known
    better, since batches mix documents.
    """

    def __init__(self, shown: Progress, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown = shown
        self._clock = clock
        self._last = clock()
        self._wait = 0.0
        self._burst: list[tuple[str, int]] = []
        self._seconds: dict[str, float] = defaultdict(float)
        self._segments: Counter[str] = Counter()

    def settled(self, translation: Translation) -> None:
        """One more segment."""
        now = self._clock()
        if now - self._last > AT_ONCE:
            self._share_out()
        self._wait += now - self._last
        segment = translation.segment
        self._segments[segment.document] += 1
        if translation.origin in {"mt", "failed"}:
            self._burst.append((segment.document, len(segment.source)))
        self._shown.settled(translation)
        self._last = self._clock()

    def file_done(self, source: Input) -> None:
        """A file's outputs are in place; writing them is nobody's decoding."""
        self._shown.file_done(source)
        self._last = self._clock()

    def slowest(self, most: int) -> tuple[Slow, ...]:
        """The documents that took longest, in seconds of wall time."""
        self._share_out()
        found = sorted(self._seconds.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
        return tuple(Slow(name, round(seconds, 3), self._segments[name]) for name, seconds in found)

    def _share_out(self) -> None:
        whole = sum(length for _, length in self._burst)
        for document, length in self._burst:
            self._seconds[document] += self._wait * length / whole
        self._burst.clear()
        self._wait = 0.0
