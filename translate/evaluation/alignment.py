"""Hypothesis and references must be of one shape before anything is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from translate.errors import BadInput, BadUsage
from translate.evaluation.reading import Item, Texts

Level = Literal["segment", "paragraph", "document"]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Texts that belong together, position by position; every sequence has the same length.

    `documents` is None where no file says where a document ends. `lines` are those of the hypothesis file.
    """

    hypotheses: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    source: tuple[str, ...] | None
    documents: tuple[str, ...] | None
    lines: tuple[int, ...]
    domains: tuple[str, ...] | None = None


def align(
    hypothesis: Texts, references: Sequence[Texts], *, source: Texts | None = None, level: Level = "segment"
) -> Aligned:
    """Check that all sides have one shape and pair them at a level.

    At paragraph and document level the texts of one paragraph or document are joined by a blank, so the
    sides may be cut into sentences differently. BadInput names the first line that has no counterpart.
    """
    sides = [hypothesis, *references, *([source] if source else [])]
    if level != "segment":
        sides = _joined(sides, level)
    for side in sides[1:]:
        _check_shape(sides[0], side)
    documents = next((side.documents for side in sides if side.documents), None)
    domains = next((side.domains for side in sides if side.domains), None)
    return Aligned(
        hypotheses=tuple(sides[0].texts),
        references=tuple(tuple(side.texts) for side in sides[1 : 1 + len(references)]),
        source=tuple(sides[-1].texts) if source else None,
        documents=tuple(documents) if documents else None,
        lines=tuple(item.line for item in sides[0].items),
        domains=tuple(domains) if domains else None,
    )


def _check_shape(hypothesis: Texts, other: Texts) -> None:
    ours, theirs = hypothesis.items, other.items
    if len(ours) != len(theirs):
        longer, shorter = (hypothesis, other) if len(ours) > len(theirs) else (other, hypothesis)
        extra = longer.items[len(shorter.items)]
        raise BadInput(
            f"{hypothesis.path} holds {len(ours)} texts and {other.path} {len(theirs)}: line {extra.line} of "
            f"{longer.path} is the first without a counterpart ({_shown(extra.text)})"
            f"{_first_gap(hypothesis, other)}; nothing was scored"
        )
    if hypothesis.documents and other.documents:
        _check_documents(hypothesis, other)


def _check_documents(hypothesis: Texts, other: Texts) -> None:
    for ours, theirs in zip(hypothesis.items, other.items, strict=True):
        if ours.document != theirs.document:
            raise BadInput(
                f"line {ours.line} of {hypothesis.path} belongs to document {ours.document!r}, "
                f"line {theirs.line} of {other.path} to {theirs.document!r}; give both in the same order"
            )


def _first_gap(hypothesis: Texts, other: Texts) -> str:
    """Where the sides probably parted: the first pair of which only one is empty."""
    # strict=False: the sides differ in length, which is why we are here.
    for ours, theirs in zip(hypothesis.items, other.items, strict=False):
        if bool(ours.text) != bool(theirs.text):
            empty, line = (hypothesis, ours.line) if not ours.text else (other, theirs.line)
            return f"; line {line} of {empty.path} is empty where the other is not, so they may part there"
    return ""


def _shown(text: str) -> str:
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _joined(sides: Sequence[Texts], level: Level) -> list[Texts]:
    """Each side with the texts of a document (or paragraph) joined.

    A plain file takes its boundaries from a side that has them, if it is as long.
    """
    known = [names for side in sides if (names := _names(side, level))]
    if not known:
        raise BadUsage(f"--level {level} needs a file that says where a {level} ends, such as segments.jsonl")
    return [_joined_side(side, known, level) for side in sides]


def _joined_side(side: Texts, known: Sequence[Sequence[str]], level: Level) -> Texts:
    """A side with its own boundaries, or those of a side as long, or its lines if there are as many."""
    names = _names(side, level) or next((n for n in known if len(n) == len(side.items)), None)
    if names is not None:
        return Texts(side.path, tuple(_merged(side.items, names)))
    groups = [name for name, _ in groupby(known[0])]
    filled = [item for item in side.items if item.text]
    if len(groups) == 1:
        filled = _merged(filled, groups * len(filled))
    if len(filled) != len(groups):
        raise BadInput(
            f"{side.path} does not say where a {level} ends: it holds {len(side.items)} texts, "
            f"{len(filled)} of them not empty, for {len(groups)} {level}s; "
            "give it as JSON Lines with document ids"
        )
    named = (
        item._replace(document=name.partition("\t")[0]) for name, item in zip(groups, filled, strict=True)
    )
    return Texts(side.path, tuple(named))


def _names(side: Texts, level: Level) -> list[str] | None:
    return side.documents if level == "document" else side.paragraphs


def _merged(items: Sequence[Item], names: Sequence[str]) -> list[Item]:
    merged = []
    pairs = zip(names, items, strict=True)
    for name, group in groupby(pairs, key=lambda pair: pair[0]):
        parts = [item for _, item in group]
        text = " ".join(part.text for part in parts if part.text)
        document = name.partition("\t")[0]
        merged.append(parts[0]._replace(text=text, document=document))
    return merged
