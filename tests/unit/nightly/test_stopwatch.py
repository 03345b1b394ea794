"""Whose time it was."""

from itertools import chain, repeat

import pytest

from tests.unit.nightly.newsroom import Quiet
from translate.nightly.stopwatch import Stopwatch
from translate.records import Origin, Segment, Translation


def _settled(document: str, source: str, origin: Origin) -> Translation:
    return Translation(Segment(document, 0, 0, 0, len(source), source), "English", origin)


def test_the_wait_for_a_batch_falls_to_all_its_documents_by_their_length() -> None:
    """Two batches: 2 s for one, 1 s for another; between their segments 5 ms for the checks."""
    moments = iter([0.0, 2.0, 2.005, 2.01, 3.01, 3.015])
    # Each moment is asked for twice: when a segment has come, and when it has been dealt with.
    clock = chain([next(moments)], chain.from_iterable(repeat(moment, 2) for moment in moments))
    watch = Stopwatch(Quiet(), clock=lambda: next(clock))
    settled: list[tuple[str, int, Origin]] = [
        ("long", 30, "mt"),
        ("short", 10, "mt"),
        ("known", 50, "memory"),
        ("short", 10, "mt"),
        ("other", 10, "mt"),
    ]
    for document, length, origin in settled:
        watch.settled(_settled(document, "x" * length, origin))
    found = {one.document: one.seconds for one in watch.slowest(9)}
    assert found == {
        "long": pytest.approx(2.01 * 30 / 40, abs=0.001),
        "short": pytest.approx(2.01 * 10 / 40 + 1.005 / 2, abs=0.001),
        "other": pytest.approx(1.005 / 2, abs=0.001),
    }
    assert [one.document for one in watch.slowest(1)] == ["long"]
