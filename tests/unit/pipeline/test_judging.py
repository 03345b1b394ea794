"""From a segment and what was found for its pieces to a translation."""

from collections.abc import Iterator

import pytest

from translate.confidence.features import Evidence
from translate.pipeline.judging import Judge
from translate.records import Flag, Segment
from translate.store.memory import Entry

SEGMENT = Segment(document="d", unit=0, index=0, start=0, end=9, source="یک. دو.")


def entry(target: str, score: float | None) -> Entry:
    return Entry(target.encode(), "", target, score, run=1, window=0)


class Complains:
    name = "complaint"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        if source:
            yield Flag(self.name, target)


def test_confidence_is_asked_with_all_that_is_known_of_the_translation() -> None:
    asked: list[Evidence] = []

    def confidence(evidence: Evidence) -> float:
        asked.append(evidence)
        return 0.25

    judge = Judge(more=(Complains(),), confidence=confidence)
    pieces = [(entry("One. ", -0.2), "mt"), (entry("Two.", -0.6), "memory")]
    translation = judge.translation(SEGMENT, pieces)  # type: ignore[arg-type]
    assert translation.confidence == 0.25
    assert translation.origin == "mt"
    (seen,) = asked
    assert (seen.source, seen.target) == (SEGMENT.source, "One. Two.")
    assert seen.score == pytest.approx(-0.4)
    assert seen.flags == translation.flags
    assert Flag("complaint", "One. Two.") in seen.flags


def test_a_piece_without_a_score_leaves_the_segment_without_one() -> None:
    asked: list[Evidence] = []
    judge = Judge(confidence=asked.append)
    judge.translation(SEGMENT, [(entry("One.", -0.2), "mt"), (entry("Two.", None), "mt")])
    assert asked[0].score is None


def test_a_judge_without_a_measure_of_confidence_gives_none() -> None:
    assert Judge().translation(SEGMENT, [(entry("One.", -0.2), "mt")]).confidence is None
