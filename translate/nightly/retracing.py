"""The batches of the past, put together again from what the store remembers, and decoded once more."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from translate.pipeline.replaying import batch_with, decoded
from translate.pipeline.stream import BatchRule
from translate.pipeline.terms import mending
from translate.store.makings import Making, makings, sources_of
from translate.wiring import Workshop

_RULE = re.compile(r"^BatchRule\(window=(\d+), tokens=(\d+), most=(\d+)(?:, first=(\d+))?\)$", re.MULTILINE)


def batches_of_the_past(
    store: Path, pieces: Sequence[str], *, shop: Workshop, rule: BatchRule, settled: Callable[[], None]
) -> dict[str, str]:
    """The target of each of `pieces` (texts as the model sees them) in the batch it was first decoded in.

    A window's new sources decide its batches (docs/decisions/0004), and all of them are in the store with
    the window's number. A piece that the store has forgotten is left out, and so is one that fails now.
    `rule` is taken where the run that made an entry does not say its own.
    """
    batch_of: dict[str, tuple[str, ...]] = {}
    windows: dict[tuple[int, int], list[str]] = {}
    for piece, entries in makings(store, pieces).items():
        made = _of_the_same_signature(entries, shop.signature)
        place = (made.run, made.window)
        if place not in windows:
            windows[place] = sources_of(store, run=made.run, window=made.window)
        batch_of[piece] = batch_with(
            piece, windows[place], engine=shop.engine, rule=_rule(made.fingerprint) or rule
        )
    found: dict[tuple[tuple[str, ...], str], str | None] = {}
    # One batch after the other, so that it is known which of them a target comes from.
    for batch in dict.fromkeys(batch_of.values()):
        for text, target in decoded([batch], engine=shop.engine, mend=mending(shop.ladder, shop.terms)):
            found[batch, text] = target
            settled()
    again = {piece: found.get((batch, piece)) for piece, batch in batch_of.items()}
    return {piece: target for piece, target in again.items() if target is not None}


def _of_the_same_signature(entries: Sequence[Making], signature: str) -> Making:
    """The entry that this workshop would have made, else the newest."""
    same = [entry for entry in entries if entry.fingerprint.startswith(f"{signature}\n")]
    return (same or list(entries))[0]


def _rule(fingerprint: str) -> BatchRule | None:
    found = _RULE.search(fingerprint)
    return BatchRule(*map(int, filter(None, found.groups()))) if found else None
