"""What became of everything: the counts, the failures, and the manifest made of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from translate.records import Translation, Unreadable

# A manifest names this many failures of each kind; the segments file and the counts have them all.
NAMED = 1000


@dataclass(slots=True)
class Ledger:
    """Counts of a run as it goes on. `origins` counts segments by where their target came from."""

    files: int = 0
    documents: int = 0
    origins: Counter[str] = field(default_factory=Counter)
    source_characters: int = 0
    unreadable: list[dict[str, str]] = field(default_factory=list)
    unreadable_count: int = 0
    failed: list[dict[str, object]] = field(default_factory=list)

    @property
    def segments(self) -> int:
        """All segments that have left the stream."""
        return self.origins.total()

    def enter(self, translation: Translation) -> None:
        """Count one segment."""
        segment = translation.segment
        self.origins[translation.origin] += 1
        self.source_characters += len(segment.source)
        if translation.origin == "failed" and len(self.failed) < NAMED:
            reason = "; ".join(flag.detail for flag in translation.flags)
            self.failed.append({"document": segment.document, "index": segment.index, "reason": reason})

    def refuse(self, read: Unreadable) -> None:
        """Count one document that could not be read."""
        self.unreadable_count += 1
        if len(self.unreadable) < NAMED:
            self.unreadable.append({"document": read.id, "where": read.where, "reason": read.reason})


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended, for the manifest, `--json` and the last line on the terminal.

    `seconds` is wall time from the first read to the last write, model loading apart. `decoded` counts
    the distinct texts that the engine translated in this process; the rest was known. `rescued` counts
    those whose first output could not be right, by what helped; `terms` counts those of the glossary in the
    decoded texts, by what made the translation say them; `memory_failures` batches that did not
    fit into memory and were decoded in halves.
    """

    ledger: Ledger
    seconds: float
    load_seconds: float
    out: str
    resumed: bool
    decoded: int
    rescued: Mapping[str, int]
    terms: Mapping[str, int]
    memory_failures: int
    settings: Mapping[str, Any]

    @property
    def is_complete(self) -> bool:
        """Whether everything was read and translated."""
        return not self.ledger.origins["failed"] and not self.ledger.unreadable_count

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all could be read."""
        return not self.ledger.documents and self.ledger.unreadable_count > 0

    def as_dict(self) -> dict[str, Any]:
        """The manifest, ready for JSON."""
        ledger = self.ledger
        return {
            **self.settings,
            "resumed": self.resumed,
            "counts": {
                "files": ledger.files,
                "documents": ledger.documents,
                "unreadable_documents": ledger.unreadable_count,
                "segments": ledger.segments,
                **{origin: ledger.origins[origin] for origin in ORIGINS},
                "decoded": self.decoded,
                "source_characters": ledger.source_characters,
            },
            "rescued": dict(self.rescued),
            "terms": dict(self.terms),
            "memory_failures": self.memory_failures,
            "timings": {
                "load_seconds": round(self.load_seconds, 3),
                "seconds": round(self.seconds, 3),
                "segments_per_second": round(ledger.segments / max(self.seconds, 1e-9), 2),
            },
            "failures": {"documents": ledger.unreadable, "segments": ledger.failed},
            "out": self.out,
        }


ORIGINS = ("mt", "repeat", "memory", "human", "copy", "failed")
