"""The development sets that choose between models: sources, references, documents."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.builtin_model.reading import lines_of

ROOT = Path(__file__).parents[2]
NEWS = ROOT / "eval" / "news" / "news.jsonl"


@dataclass(frozen=True, slots=True)
class TestSet:
    """Sources and one or more references of the same length; `documents` where the set knows them."""

    name: str
    sources: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    documents: tuple[str, ...] | None = None

    def sample(self, most: int | None) -> "TestSet":
        """At most `most` segments, evenly spaced; the set itself where it has no more."""
        if most is None or len(self.sources) <= most:
            return self
        rows = [number * len(self.sources) // most for number in range(most)]
        return TestSet(
            f"{self.name}, {most} of {len(self.sources):,}",
            tuple(self.sources[row] for row in rows),
            tuple(tuple(side[row] for row in rows) for side in self.references),
            tuple(self.documents[row] for row in rows) if self.documents else None,
        )


def _parallel(name: str, stem: str) -> Callable[[Path], TestSet]:
    def read(shared: Path) -> TestSet:
        base = shared / "parallel" / "dev" / stem
        persian, english = (lines_of(base.with_name(f"{base.name}.{side}")) for side in ("fa", "en"))
        return _checked(TestSet(name, tuple(persian), (tuple(english),)))

    return read


def _news(_shared: Path) -> TestSet:
    rows = [json.loads(line) for line in lines_of(NEWS)]
    return TestSet(
        "our news",
        tuple(row["src"] for row in rows),
        (tuple(row["ref_a"] for row in rows), tuple(row["ref_b"] for row in rows)),
        tuple(row["doc"] for row in rows),
    )


def _checked(one: TestSet) -> TestSet:
    if any(len(side) != len(one.sources) for side in one.references):
        raise SystemExit(f"{one.name}: source and reference differ in length")
    return one


# FLORES and TICO-19 are English originals: their Persian is a translation.
TEST_SETS: Mapping[str, Callable[[Path], TestSet]] = {
    "news": _news,
    "wikinews": _parallel("FLORES dev, WikiNews part", "flores/flores200.dev.wikinews"),
    "flores": _parallel("FLORES dev", "flores/flores200.dev"),
    "tico19": _parallel("TICO-19 test", "tico19/tico19-test"),
    "tatoeba": _parallel("Tatoeba test 2021-08-07", "tatoeba/tatoeba-test-v2021-08-07.eng-fas"),
}
