r"""Check files of our own pairs: format, duplicates, length, script, and overlap with every evaluation set.

    python -m scripts.builtin_model.check_corpus ../shared/data/authored/*.tsv

One finding a line, `file:line: what`, and a summary; exit code 1 if anything was found. The evaluation sets
are compared by runs of seven words of the folded text, so spelling and punctuation do not hide an overlap.
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.builtin_model.reading import lines_of
from scripts.builtin_model.test_sets import ROOT, TEST_SETS
from translate.text.characters import ZWNJ
from translate.text.normalise import PROFILES, normalise

RUN = 7
"""Words of a run that must not be shared. Shorter runs are common phrases of the news."""

LEAST_RATIO, MOST_RATIO = 0.45, 3.0
"""Of the sides' lengths in characters, each plus ten so that single words pass."""

LONGEST = 1_200  # characters; above it is more than one paragraph

_PERSIAN = re.compile("[\u0600-\u06ff]")
# Scraped articles have the Arabic letter throughout; both in one line are a slip of the author.
_LETTER_PAIRS = (("\u064a", "\u06cc", "yeh"), ("\u0643", "\u06a9", "kaf"))
_LATIN = re.compile("[A-Za-z0-9]")
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")  # of any script
_PERSIAN_WORD = re.compile(rf"[\u0621-\u06ef\u06fa-\u06ff{ZWNJ}]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is amiss in one line."""

    place: str
    kind: str
    detail: str

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}: {self.detail}"


@dataclass(slots=True)
class Checker:
    """Looks at lines one after the other; remembers sources to find what stands twice."""

    forbidden: Mapping[tuple[str, ...], str]
    seen: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)

    def findings(self, place: str, line: str) -> Iterator[Finding]:
        """Everything that is amiss in one line `Persian<TAB>English`."""
        sides = line.split("\t")
        if len(sides) != 2 or not all(side.strip() for side in sides):
            yield Finding(place, "format", "not two sides with a tab between them")
            return
        persian, english = sides
        self.counts["pairs"] += 1
        self.counts["Persian words"] += len(persian.split())
        self.counts["English words"] += len(english.split())
        self._describe(persian, english)
        for kind, detail in (*_script(persian, english), *_length(persian, english)):
            yield Finding(place, kind, detail)
        yield from self._twice(place, persian)
        yield from self._overlap(place, persian, english)

    def _describe(self, persian: str, english: str) -> None:
        length = len(persian.split())
        self.counts["with digits"] += bool(_DIGIT.search(persian))
        self.counts["with quotation marks"] += '"' in english
        self.counts["under 8 Persian words"] += length < 8
        self.counts["of 20 and more"] += length >= 20
        self.words.update(_PERSIAN_WORD.findall(persian))

    def _twice(self, place: str, persian: str) -> Iterator[Finding]:
        folded = " ".join(words_of(persian))
        if (first := self.seen.setdefault(folded, place)) != place:
            yield Finding(place, "duplicate", f"its Persian stands in {first}")

    def _overlap(self, place: str, persian: str, english: str) -> Iterator[Finding]:
        for side in (persian, english):
            for run in runs(side):
                if run in self.forbidden:
                    yield Finding(place, "overlap", f"{self.forbidden[run]} has {' '.join(run)!r}")
                    break


def _script(persian: str, english: str) -> Iterator[tuple[str, str]]:
    if not _PERSIAN.search(persian):
        yield "script", "no Persian in the Persian side"
    if found := _PERSIAN.search(english):
        yield "script", f"{found[0]!r} in the English side"
    if not _LATIN.search(english):
        yield "script", "no English in the English side"
    for arabic, own, name in _LETTER_PAIRS:
        if arabic in persian and own in persian:
            yield "script", f"both the Arabic and the Persian {name}"
    if re.search(rf"^{ZWNJ}|{ZWNJ}(?:\s|{ZWNJ}|$)|\s{ZWNJ}", persian):
        yield "script", "a half-space that joins nothing"


def _length(persian: str, english: str) -> Iterator[tuple[str, str]]:
    ratio = (len(english) + 10) / (len(persian) + 10)
    if not LEAST_RATIO <= ratio <= MOST_RATIO:
        yield "length", f"English is {ratio:.2f} times as long as the Persian"
    if max(len(persian), len(english)) > LONGEST:
        yield "length", f"{max(len(persian), len(english)):,} characters"


def words_of(text: str) -> list[str]:
    """Words without case, marks, half-spaces and punctuation."""
    return _WORD.findall(normalise(text, PROFILES["builtin"]).lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of RUN words."""
    words = words_of(text)
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def evaluation_texts(shared: Path) -> Iterator[tuple[str, str]]:
    """Name of the set and text, for every sentence of every set that must not be trained on."""
    for name, read in TEST_SETS.items():
        one = read(shared)
        for side in (one.sources, *one.references):
            yield from ((name, text) for text in side)
    for path in sorted((ROOT / "eval" / "challenge").glob("*")):
        yield from ((path.name, text) for text in _challenge_texts(path))


def _challenge_texts(path: Path) -> Iterable[str]:
    if path.suffix == ".toml":
        items = tomllib.loads(path.read_text("utf-8")).get("item", [])
        return [str(item["source"]) for item in items if "source" in item]
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in lines_of(path) if line.strip()]
        return [str(row[name]) for row in rows for name in ("text", "source", "reference") if name in row]
    return []


def forbidden_runs(texts: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], str]:
    """Runs of the evaluation sets, with the set they stand in."""
    return {run: name for name, text in texts for run in runs(text)}


def check(paths: Sequence[Path], checker: Checker) -> Iterator[Finding]:
    """Findings of every line of every file; blank lines are let be."""
    for path in paths:
        for number, line in enumerate(lines_of(path), start=1):
            if line.strip():
                yield from checker.findings(f"{path.name}:{number}", line)


def main() -> None:
    parser = argparse.ArgumentParser(description="check files of authored pairs")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--known", type=Path, nargs="+", default=[], help="earlier files: count the words that these lack"
    )
    parser.add_argument("--show", type=int, default=20, help="findings of a kind that are printed")
    options = parser.parse_args()
    checker = Checker(forbidden_runs(evaluation_texts(options.shared)))
    found: Counter[str] = Counter()
    for finding in check(options.files, checker):
        found[finding.kind] += 1
        if found[finding.kind] <= options.show:
            print(finding)
    print(", ".join(f"{count:,} {what}" for what, count in checker.counts.items()))
    known = {word for path in options.known for word in _PERSIAN_WORD.findall(path.read_text("utf-8"))}
    new = f", {len(checker.words - known):,} of them in none of the known files" if known else ""
    print(f"{len(checker.words):,} different Persian words{new}")
    print("findings:", dict(found) or "none")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
