"""Carry random segments through every hand-off format and back, and print what was changed.

    .venv/bin/python scripts/check_round_trips.py --segments 10000

The segments hold markup, control characters, marks of direction, half-spaces, emoji, CDATA ends, lone
surrogates, blanks at their ends and line breaks (tests/handoff_lines.py). XLIFF and TMX are validated where a
schema is there.
"""

import argparse
import io
import random
import sys
import time
from pathlib import Path
from typing import Any

from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.handoff_lines import HEADING, PIECES, XSDS, expected, schema, tmx_dtd
from translate.handoff import registry
from translate.handoff.base import Bilingual, Line, write
from translate.records import Flag

A_FILE = 250  # segments


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--segments", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    print(f"{given.segments} random segments, seed {given.seed}, {A_FILE} a file\n")
    print("| format | segments | changed | files | not valid | MB | segments/s out and back |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    faults = sum(_row(name, given.segments, random.Random(given.seed)) for name in registry.FORMATS)
    sys.exit(1 if faults else 0)


def _row(name: str, segments: int, chance: random.Random) -> int:
    form, structure = registry.named(name), _structure(name)
    changed = invalid = files = size = 0
    seconds = 0.0
    for start in range(0, segments, A_FILE):
        article = _article(chance, min(A_FILE, segments - start))
        began = time.perf_counter()
        stream = io.BytesIO()
        write(form, stream, HEADING, [article])
        back = list(form.read(io.BytesIO(stream.getvalue())))
        seconds += time.perf_counter() - began
        wanted = expected(article)
        changed += sum(one != other for one, other in zip(wanted, back, strict=False))
        changed += abs(len(wanted) - len(back))
        files += 1
        size += len(stream.getvalue())
        if structure is not None:
            invalid += not structure.validate(etree.fromstring(stream.getvalue()))
    validity = "-" if structure is None else str(invalid)
    speed = segments / seconds
    print(f"| {name} | {segments} | {changed} | {files} | {validity} | {size / 1e6:.1f} | {speed:.0f} |")
    return changed + invalid


def _structure(name: str) -> Any:
    if name == "tmx":
        return tmx_dtd()
    return schema(XSDS[name]) if name in XSDS and XSDS[name].exists() else None


def _article(chance: random.Random, segments: int) -> Bilingual:
    return Bilingual(_text(chance), _text(chance), tuple(_line(chance, index) for index in range(segments)))


def _line(chance: random.Random, index: int) -> Line:
    target = _text(chance)
    return Line(
        unit=index,
        index=index,
        source=_text(chance),
        target=target,
        mt=chance.choice((target, _text(chance))),
        origin=chance.choice(("mt", "repeat", "memory", "human", "copy", "failed")),
        confidence=chance.choice((None, chance.random())),
        flags=tuple(Flag(_text(chance), _text(chance)) for _ in range(chance.randrange(3))),
        state=chance.choice(("untouched", "draft", "accepted", "rejected")),
        revision=chance.randrange(9),
    )


def _text(chance: random.Random) -> str:
    """Pieces that are hard to carry, and now and then any character there is."""
    pieces = chance.choices(PIECES, k=chance.randint(1, 12))
    if chance.random() < 0.3:
        pieces.append(chr(chance.randrange(0x110000)))
    return "".join(pieces)


if __name__ == "__main__":
    main()
