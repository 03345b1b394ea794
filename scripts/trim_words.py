"""Write the word counts by which `tarjoman models trim` chooses pieces without a corpus of the user's.

    python scripts/trim_words.py

Counted in our own sentence pairs and lexicon (CC0): every English form, Persian forms seen at least twice.
"""

import re
from collections import Counter

from lines import AUTHORED, ROOT

OUTPUT = ROOT / "translate" / "engines" / "trim_words.tsv"
PERSIAN_AT_LEAST = 2
# Letters with what joins them: half-spaces, apostrophes, hyphens.
WORD = re.compile("[^\\W\\d_]+(?:[\u200c'’-][^\\W\\d_]+)*")


def main() -> None:
    persian, english = counts()
    rows = [*frequent(english, 1), *frequent(persian, PERSIAN_AT_LEAST)]
    OUTPUT.write_text("".join(f"{word}\t{count}\n" for word, count in rows), "utf-8")
    print(f"{OUTPUT.relative_to(ROOT)}: {len(rows):,} words, {OUTPUT.stat().st_size:,} bytes")


def counts() -> tuple[Counter[str], Counter[str]]:
    files = [*sorted(AUTHORED.glob("*_[A-Z0-9].tsv")), *sorted((AUTHORED / "lexicon").glob("*.tsv"))]
    if not files:
        raise SystemExit(f"{AUTHORED}: not there")
    persian: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            source, target, *_ = line.split("\t")
            persian.update(WORD.findall(source))
            english.update(WORD.findall(target))
    return persian, english


def frequent(words: Counter[str], least: int) -> list[tuple[str, int]]:
    """Words of at least that count, most frequent first and then by letters: the same file every time."""
    chosen = [row for row in words.items() if row[1] >= least]
    return sorted(chosen, key=lambda row: (-row[1], row[0]))


if __name__ == "__main__":
    main()
