"""Plant what only a whole article shows, and asides and addresses, and write three sets.

    python eval/checks/plant_articles.py

sets/articles_base.tsv (article, Persian, English: correct) gives sets/articles_planted.tsv (article, fault or
"ok", Persian, English): in each article one name is spelled in another way, or one sentence got the English
of an earlier one. sets/faults_base.tsv gives sets/faults_more.tsv (check, Persian, English with the fault)
and sets/clean_more.tsv (the same pairs without it).
"""

import random
import re
from itertools import groupby
from pathlib import Path

from translate.glossary.names import spellings
from translate.text.characters import ZWNJ

SETS = Path(__file__).parent / "sets"
SEED = 1404
PER_CHECK = 40

# How systems and people respell names; the first that changes the name is taken.
_RESPELLINGS = (
    ("ou", "u"), ("gh", "q"), ("q", "gh"), ("zh", "j"), ("ee", "i"), ("oo", "u"), ("sh", "sch"), ("ei", "ey"),
    ("ai", "ay"), ("ay", "ai"), ("eh", "ah"), ("ah", "eh"), ("ia", "iya"), ("ck", "k"), ("y", "i"),
    ("i", "ee"), ("u", "ou"), ("e", "a"), ("a", "e"), ("o", "u"),
)  # fmt: skip
_ASIDES = (
    ("که سال گذشته آغاز شد", "which began last year"),
    (f"بزرگ{ZWNJ}ترین بندر این کشور", "the country's largest port"),
    ("به گفته دو شاهد عینی", "according to two eyewitnesses"),
    ("پس از سه ماه تأخیر", "after a three-month delay"),
    ("بنا بر آمار رسمی دولت", "according to official government figures"),
    ("بدون اشاره به جزئیات بیشتر", "without giving further details"),
    ("نخستین بار از زمان جنگ", "for the first time since the war"),
    ("که نامش فاش نشده است", "whose name has not been disclosed"),
)
_ADDRESSES = (
    "https://www.example.org/news/5521", "www.example.com", "@example_news", "#BreakingNews",
    "info@example.org", "example.ir", "http://example.net/story?id=3", "@FarsnewsAgency",
)  # fmt: skip
_FRAMES = ("{} Read more at {}.", "{} Follow us on {}", "{} ({})", "{} Source: {}")

Row = tuple[str, str, str]


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (SETS / name).read_text(encoding="utf-8").split("\n") if line]


def respelled(name: str) -> str:
    for old, new in _RESPELLINGS:
        at = name.find(old, 1)
        if at > 0:
            return name[:at] + new + name[at + len(old) :]
    return name


def another_spelling(pairs: list[tuple[str, str]], rng: random.Random) -> tuple[int, str] | None:
    """The place of a pair and its target with a name respelled that an earlier pair has too.

    Not where it stands first: of two spellings used once each the check takes the first for the right one.
    """
    found = [set(spellings(*pair)) for pair in pairs]
    for place in rng.sample(range(len(pairs)), len(pairs)):
        target = pairs[place][1]
        for spelling in spellings(*pairs[place]):
            stood = any(spelling in earlier for earlier in found[:place])
            if stood and respelled(spelling.english) != spelling.english:
                wrong = re.sub(rf"\b{re.escape(spelling.english)}\b", respelled(spelling.english), target)
                return (place, wrong) if wrong != target else None
    return None


def copied(pairs: list[tuple[str, str]], rng: random.Random) -> tuple[int, str] | None:
    """The place of a pair and the target of an earlier one."""
    place = rng.randrange(1, len(pairs))
    earlier = pairs[rng.randrange(place)][1]
    return (place, earlier) if len(earlier.split()) > 5 else None


def articles(rng: random.Random) -> list[str]:
    lines = []
    for number, group in groupby(rows("articles_base.tsv"), key=lambda row: row[0]):
        pairs = [(source, target) for _, source, target in group]
        check, plant = ("names", another_spelling) if int(number) % 3 else ("copies", copied)
        found = plant(pairs, rng)
        for place, (source, target) in enumerate(pairs):
            wrong = found is not None and place == found[0]
            spoiled = found[1] if found is not None and wrong else target
            lines.append("\t".join((number, check if wrong else "ok", source, spoiled)))
    return lines


def with_asides(rng: random.Random) -> tuple[list[str], list[str]]:
    """Lost asides, and asides that stay in brackets or between dashes."""
    faults, clean = [], []
    base = [row for row in rows("faults_base.tsv") if row[1].count(" ") > 5 and "(" not in "".join(row)]
    for number, (source, target) in enumerate(rng.sample(base, PER_CHECK)):
        ours, theirs = _ASIDES[number % len(_ASIDES)]
        words, english = source.split(" "), target.split(" ")
        aside = " ".join((*words[:3], f"({ours})", *words[3:]))
        shape = "({})" if number % 4 else "— {} —"
        faults.append(f"asides\t{aside}\t{target}")
        clean.append(f"{aside}\t{' '.join((*english[:3], shape.format(theirs), *english[3:]))}")
    return faults, clean


def with_addresses(rng: random.Random) -> tuple[list[str], list[str]]:
    """Addresses that come from nowhere, and addresses that the source has."""
    faults, clean = [], []
    for number, (source, target) in enumerate(rng.sample(rows("faults_base.tsv"), PER_CHECK)):
        address, frame = _ADDRESSES[number % len(_ADDRESSES)], _FRAMES[number // 8 % len(_FRAMES)]
        faults.append(f"invented\t{source}\t{frame.format(target, address)}")
        clean.append(f"{source} {address}\t{target} {address}")
    return faults, clean


def write(name: str, lines: list[str]) -> None:
    (SETS / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} lines")


if __name__ == "__main__":
    rng = random.Random(SEED)
    write("articles_planted.tsv", articles(rng))
    made = (with_asides(rng), with_addresses(rng))
    write("faults_more.tsv", [line for faults, _ in made for line in faults])
    write("clean_more.tsv", [line for _, clean in made for line in clean])
