"""Where a difference lives: wins, kinds of segments, the segments that moved."""

import pytest

from translate.errors import BadInput
from translate.evaluation.alignment import Aligned
from translate.evaluation.compare import MOVERS, compare
from translate.evaluation.slices import slices

REFERENCES = (
    "Oil prices rise",
    "Prices rose by 3% on Monday, said Ali Rezaei.",
    "The minister said: “We will not accept this.”",
    "It is over.",
) * 6
GOOD = REFERENCES
BAD = ("Oil costs", "Prices rose.", "The minister said no.", "It is over.") * 6


def aligned(hypotheses: tuple[str, ...], references: tuple[str, ...] = REFERENCES) -> Aligned:
    count = len(hypotheses)
    return Aligned(
        hypotheses=hypotheses,
        references=(references,),
        source=None,
        documents=tuple(str(at // 4) for at in range(count)),
        lines=tuple(range(1, count + 1)),
        domains=("sport", "economy") * (count // 2),
    )


def test_wins_and_ties_are_counted_by_segment() -> None:
    found = compare(aligned(BAD), aligned(GOOD), resamples=100, trials=100)
    assert found.wins == (0, 18, 6)
    assert found.effect > 0.5
    assert found.unit == "document"


def test_wins_by_ter_go_to_the_lower_score() -> None:
    found = compare(aligned(BAD), aligned(GOOD), judge="ter", resamples=100, trials=100)
    assert found.wins == (0, 18, 6)


def test_movers_are_the_segments_with_the_largest_difference() -> None:
    found = compare(aligned(BAD), aligned(GOOD), resamples=100, trials=100)
    gaps = [abs(mover.scores[0] - mover.scores[1]) for mover in found.movers]
    assert gaps == sorted(gaps, reverse=True)
    assert len(gaps) == min(MOVERS, 18)
    assert "It is over." not in {mover.reference for mover in found.movers}


def test_segments_fall_into_the_kinds_they_are_of() -> None:
    kinds = dict(slices(aligned(GOOD)))
    assert set(kinds["headline or fragment"]) == {at for at in range(24) if at % 4 == 0}
    assert set(kinds["with a number"]) == {at for at in range(24) if at % 4 == 1}
    assert set(kinds["with a name"]) == {at for at in range(24) if at % 4 == 1}
    assert set(kinds["with a quotation"]) == {at for at in range(24) if at % 4 == 2}
    assert set(kinds["domain sport"]) == {at for at in range(24) if at % 2 == 0}
    assert sum(len(members) for name, members in kinds.items() if name.split()[-1] == "words") == 24


def test_other_references_are_no_comparison() -> None:
    with pytest.raises(BadInput, match="same references"):
        compare(aligned(BAD), aligned(GOOD, references=BAD))
