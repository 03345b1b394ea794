"""How precise every check is on its labelled set, what it misses, and how long it takes.

    python eval/checks/score.py [--errors CHECK | --write | --speed | --alarms-on SRC REF]

Prints one table, or with --write puts it into docs/checks.md. A faulty pair counts as found when the
check in question flags it; every correct pair is shown to every check. sets/README.md says where the pairs
come from. --alarms-on runs all checks over a correct human translation, taken for one article, where nearly
every flag is a false alarm.
"""

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from translate.checks.registry import (
    ARTICLE_CHECKS,
    CHECKS,
    article_checks,
    article_flags,
    checks,
    flags,
)

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "checks.md"
BEGIN, END = "<!-- score: generated -->", "<!-- score: end -->"
Pair = tuple[str, str]


@dataclass(slots=True)
class Labelled:
    """The faulty and the correct pairs that a check is judged by."""

    faulty: list[Pair] = field(default_factory=list)
    correct: list[Pair] = field(default_factory=list)


def rows(name: str) -> list[list[str]]:
    lines = (HERE / "sets" / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line]


def number_sets() -> dict[str, Labelled]:
    hand = rows("numbers_hand")
    tuned = Labelled(
        faulty=[(source, wrong) for _, source, wrong in rows("numbers_planted")]
        + [(source, wrong) for _, source, _, wrong in hand],
        correct=[(source, target) for source, target in rows("numbers_correct")]
        + [(source, right) for _, source, right, _ in hand],
    )
    fresh = Labelled(
        faulty=[(source, wrong) for _, source, wrong in rows("numbers_fresh_planted")],
        correct=[(source, target) for source, target in rows("numbers_fresh_correct")],
    )
    return {"numbers": tuned, "numbers, fresh": fresh}


def fault_sets() -> dict[str, Labelled]:
    hand = rows("hand")
    clean = [(source, target) for source, target in rows("clean")]
    clean += [(source, target) for _, label, source, target in hand if label == "ok"]
    sets = {name: Labelled(correct=clean) for name in CHECKS if name != "numbers"}
    for check in ("asides", "invented"):
        sets[check].correct = [*clean, *((source, target) for source, target in rows("clean_more"))]
    for check, source, target in [*rows("faults"), *rows("faults_more")]:
        sets[check].faulty.append((source, target))
    for check, label, source, target in hand:
        if label == "bad":
            sets[check].faulty.append((source, target))
    return sets


def article_figures(name: str) -> str:
    """A row of the table for a check of articles: what is planted must be flagged, nothing else may be."""
    judge = next(one for one in article_checks() if one.name == name)
    hits = wrong = faulty = correct = 0
    for rows_of in articles():
        flagged = {place for place, _ in judge([(source, target) for _, source, target in rows_of])}
        faults = {place for place, (label, _, _) in enumerate(rows_of) if label == name}
        hits, wrong = hits + len(flagged & faults), wrong + len(flagged - faults)
        faulty, correct = faulty + len(faults), correct + len(rows_of) - len(faults)
    return row(name, hits, wrong, faulty, correct)


def articles() -> list[list[tuple[str, str, str]]]:
    """Label, Persian and English of the segments of every labelled article, correct ones included."""
    base = [[number, "ok", source, target] for number, source, target in rows("articles_base")]
    return [
        [(label, source, target) for _, label, source, target in group]
        for lines in (base, rows("articles_planted"), rows("articles_hand"))
        for _, group in groupby(lines, key=lambda line: line[0])
    ]


def row(name: str, right: int, wrong: int, faulty: int, correct: int) -> str:
    precision, recall = 100 * right / max(1, right + wrong), 100 * right / faulty
    alarms = f"{wrong} ({100 * wrong / correct:.1f}%)"
    return f"| {name} | {faulty} | {correct} | {precision:.1f} | {recall:.1f} | {alarms} |"


def found(check: str, pairs: list[Pair]) -> list[bool]:
    judge = next(one for one in checks() if one.name == check)
    return [any(True for _ in judge(source, target)) for source, target in pairs]


def figures(name: str, labelled: Labelled) -> str:
    check = name.partition(",")[0]
    right, wrong = sum(found(check, labelled.faulty)), sum(found(check, labelled.correct))
    return row(name, right, wrong, len(labelled.faulty), len(labelled.correct))


def table() -> str:
    head = "| check | faulty | correct | precision | recall | false alarms |\n|---|---|---|---|---|---|"
    pairs = [figures(*item) for item in (number_sets() | fault_sets()).items()]
    return "\n".join([head, *pairs, *map(article_figures, ARTICLE_CHECKS)])


def errors(name: str, labelled: Labelled) -> None:
    check = name.partition(",")[0]
    judge = next(one for one in checks() if one.name == check)
    for label, pairs, wanted in (("missed", labelled.faulty, True), ("false", labelled.correct, False)):
        for pair, hit in zip(pairs, found(check, pairs), strict=True):
            if hit is not wanted:
                print(label, *pair, [flag.detail for flag in judge(*pair)], sep="\n    ")


def alarms(source: Path, reference: Path) -> None:
    sides = (path.read_text(encoding="utf-8").split("\n") for path in (source, reference))
    pairs = [pair for pair in zip(*sides, strict=True) if pair != ("", "")]
    start = time.process_time()
    together = article_flags(pairs, article_checks())
    flagged = [
        {flag.check for flag in (*flags(*pair), *more)} for pair, more in zip(pairs, together, strict=True)
    ]
    spent = time.process_time() - start
    for check, count in Counter(name for names in flagged for name in names).most_common():
        print(f"{check:15} {count:5} {100 * count / len(pairs):6.2f}%")
    print(f"{'any':15} {sum(map(bool, flagged)):5} {100 * sum(map(bool, flagged)) / len(pairs):6.2f}%")
    print(f"{1000 * spent / len(pairs):.3f} ms of processor time a pair")


def speed(pairs: list[Pair]) -> None:
    pairs = random.Random(1).sample(pairs, len(pairs))
    for judge in checks():
        start = time.process_time()
        for source, target in pairs:
            list(judge(source, target))
        print(f"{judge.name:15} {1000 * (time.process_time() - start) / len(pairs):.3f} ms a pair")
    whole = [[(source, target) for _, source, target in article] for article in articles()]
    for together in article_checks():
        start = time.process_time()
        for article in whole:
            list(together(article))
        spent = time.process_time() - start
        print(f"{together.name:15} {1000 * spent / sum(map(len, whole)):.3f} ms a pair")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", metavar="CHECK", help="print what the check gets wrong")
    parser.add_argument("--write", action="store_true", help="put the table into docs/checks.md")
    parser.add_argument("--speed", action="store_true", help="time every check on the clean pairs")
    parser.add_argument("--alarms-on", nargs=2, type=Path, metavar=("SRC", "REF"))
    arguments = parser.parse_args()
    if arguments.errors:
        errors(arguments.errors, (number_sets() | fault_sets())[arguments.errors])
    elif arguments.alarms_on:
        alarms(*arguments.alarms_on)
    elif arguments.speed:
        speed([(source, target) for source, target in rows("clean")])
    elif arguments.write:
        before, _, rest = DOCS.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        DOCS.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")
    else:
        print(table())
