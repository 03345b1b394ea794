"""Print how well half-spaces are restored: word F1 by set and mode, and wrong changes in correct text.

    python eval/text/halfspace.py [--sets perdt seraji] [--errors N]

Each row of `../shared/data/halfspace/NAME_dev_MODE.jsonl` is {"in", "gold"}: half-spaces deleted (join),
turned to blanks (space), mixed 70/20/10 (mixed) or untouched (keep).

half-space F1, the measure we steer by
    Words are what stands between blanks. Both texts are aligned by their characters other than blanks and
    half-spaces. A word counts where it holds a half-space: it is right when the other text has a word over
    the same characters with its half-spaces at the same places. Doing nothing scores 0 in `join`, as the
    published figures of rivals do.
all-words F1
    The same over every word, with or without half-spaces.
wrong changes
    In `keep` the input is the gold, so every gap where the output differs is wrong. Per 10,000 gaps, where a
    gap is any place between two characters at which a half-space could be put or a blank lost: between two
    letters, at a blank or at a half-space. The stricter figure divides by blanks and half-spaces only.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from translate.text.characters import ZWNJ
from translate.text.halfspace import restore

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "halfspace"
SETS, MODES = ("perdt", "seraji"), ("join", "space", "mixed", "keep")
LETTER = re.compile("[\u0621-\u063a\u0641-\u0655\u0670-\u06d3\u06d5]")
Restorer = Callable[[str], str]
Word = tuple[int, int, tuple[int, ...]]  # first and last character, places of its half-spaces


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one file; ratios in percent, changes per 10,000."""

    both: int
    output: int
    gold: int
    all_both: int
    all_output: int
    all_gold: int
    changed: int
    gaps: int
    blanks: int

    @property
    def f1(self) -> float:
        """Over words that hold a half-space."""
        return 200 * self.both / max(1, self.output + self.gold)

    @property
    def all_words_f1(self) -> float:
        """Over all words."""
        return 200 * self.all_both / max(1, self.all_output + self.all_gold)

    @property
    def changes(self) -> float:
        """Differing gaps per 10,000 gaps of any kind."""
        return 10_000 * self.changed / max(1, self.gaps)

    @property
    def changes_per_blank(self) -> float:
        """Differing gaps per 10,000 blanks and half-spaces."""
        return 10_000 * self.changed / max(1, self.blanks)


def words(text: str) -> list[Word]:
    """Each word as the span of its characters and the places of its half-spaces within them."""
    found: list[Word] = []
    start = 0
    for word in text.split():
        ends: list[int] = []
        reached = start
        for part in word.split(ZWNJ):
            reached += len(part)
            ends.append(reached)
        found.append((start, reached, tuple(ends[:-1])))
        start = reached
    return found


def gaps(text: str) -> list[str]:
    """What stands before each character other than blank and half-space."""
    found: list[str] = []
    gap = ""
    for character in text:
        if character in (" ", ZWNJ):
            gap += character
        else:
            found.append(gap)
            gap = ""
    return found


def judged_gaps(text: str) -> int:
    """Places between two letters, blanks and half-spaces."""
    bare = text.replace(ZWNJ, "")
    letters = sum(bool(LETTER.match(a) and LETTER.match(b)) for a, b in pairwise(bare))
    return letters + text.count(" ")


def score(rows: Iterable[tuple[str, str]]) -> Score:
    """Compare outputs with golds. Raises ValueError where an output changed more than gaps."""
    totals = Counter[str]()
    for output, gold in rows:
        mine, theirs = words(output), words(gold)
        before, after = gaps(gold), gaps(output)
        if len(before) != len(after):
            message = f"the output has other characters than the gold: {gold!r}"
            raise ValueError(message)
        split, wanted = {word for word in mine if word[2]}, {word for word in theirs if word[2]}
        totals.update(
            both=len(split & wanted),
            output=len(split),
            gold=len(wanted),
            all_both=len(set(mine) & set(theirs)),
            all_output=len(mine),
            all_gold=len(theirs),
            changed=sum(a != b for a, b in zip(before, after, strict=True)),
            gaps=judged_gaps(gold),
            blanks=sum(map(bool, before)),
        )
    return Score(**{name: totals[name] for name in Score.__slots__})


def read(name: str, mode: str) -> list[tuple[str, str]]:
    """Input and gold of every row of a set."""
    lines = (FOLDER / f"{name}_dev_{mode}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["in"], row["gold"]) for row in map(json.loads, lines)]


def measure(name: str, mode: str, restorer: Restorer) -> Score:
    """Score a restorer on one set in one mode."""
    return score((restorer(text), gold) for text, gold in read(name, mode))


def wrong_words(name: str, mode: str, restorer: Restorer) -> Counter[str]:
    """Words of the output that are not in the gold (+) and the other way round (-)."""
    found = Counter[str]()
    for text, gold in read(name, mode):
        output = restorer(text)
        for sign, these, those in (("+", output, gold), ("-", gold, output)):
            others = set(words(those))
            pairs = zip(these.split(), words(these), strict=True)
            found.update(sign + word for word, place in pairs if place[2] and place not in others)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", nargs="+", default=SETS, choices=SETS)
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong words of each file")
    options = parser.parse_args()
    columns = ("half-space F1", "all-words F1", "wrong/10k gaps", "/10k blanks")
    print(f"{'set':8}{'mode':8}" + "".join(f"{column:>15}" for column in columns))
    for name in options.sets:
        for mode in MODES:
            result = measure(name, mode, restore)
            wrong = f"{result.changes:15.1f}{result.changes_per_blank:15.1f}" if mode == "keep" else ""
            print(f"{name:8}{mode:8}{result.f1:15.2f}{result.all_words_f1:15.2f}{wrong}")
            if options.errors:
                shown = wrong_words(name, mode, restore).most_common(options.errors)
                print("   ", " ".join(f"{word}*{count}" for word, count in shown))


if __name__ == "__main__":
    main()
