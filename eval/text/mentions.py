"""Print how well numbers and dates are read, by kind, on our own labelled sentences.

    python eval/text/mentions.py [--half dev|test|fresh|all] [--errors] [--speed-on FILE.tsv]

A reading is right when it overlaps the labelled span and has its kind, value and unit. Readers were
debugged on `dev`; `test` was first read when they were done with it, `fresh` was labelled after that.

How the labels judge: indefinite plurals («هزاران نفر»), the article «یک», «هر دو» and "both", lexical
compounds («سه‌جانبه»), names (BBC, «سیزده به در», «امام جمعه») and addresses are no mention. A measure noun
(«۴۵ساله») is not part of a value, a percent sign or a currency is, also where two sums share it. «سه‌ماههٔ
دوم» is the ordinal alone. A two-digit year or decade without an era is Solar Hijri. A date with its weekday
is one mention; days that share a month are one each.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from translate.text.mentions import Mention, show
from translate.text.numbers import mentions_en, mentions_fa

HERE = Path(__file__).parent
Row = dict[str, Any]
Reader = Callable[[str], list[Mention]]
SETS: dict[str, tuple[str, Reader]] = {
    "Persian": ("mentions.jsonl", mentions_fa),
    "English": ("mentions_en.jsonl", mentions_en),
}


def read_rows(name: str, half: str) -> list[Row]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if half in ("all", row["half"])]


def matches(label: Row, mention: Mention) -> bool:
    overlap = mention.start < label["end"] and label["start"] < mention.end
    alike = (label["kind"], label["unit"]) == (mention.kind, mention.unit)
    return overlap and alike and label["value"] == show(mention.value)


def compare(row: Row, found: list[Mention]) -> tuple[list[Row], list[Mention], list[Row], int]:
    """Labels that were read right, readings that are wrong, labels that were missed, exact spans."""
    right, wrong, missed, exact = [], list(found), [], 0
    for label in row["mentions"]:
        hit = next((m for m in wrong if matches(label, m)), None)
        if hit is None:
            missed.append(label)
            continue
        wrong.remove(hit)
        right.append(label)
        exact += (hit.start, hit.end) == (label["start"], label["end"])
    return right, wrong, missed, exact


def report(language: str, half: str, *, errors: bool) -> None:
    name, reader = SETS[language]
    rows = read_rows(name, half)
    if not rows:
        return
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    spans = 0
    for row in rows:
        good, bad, lost, exact = compare(row, reader(row["text"]))
        right.update(label["kind"] for label in good)
        wrong.update(mention.kind for mention in bad)
        missed.update(label["kind"] for label in lost)
        spans += exact
        if errors and (bad or lost):
            print(row["text"])
            print("   read:", [(m.text, m.kind, show(m.value), m.unit) for m in bad])
            print(
                "   want:",
                [(row["text"][x["start"] : x["end"]], x["kind"], x["value"], x["unit"]) for x in lost],
            )
    print(f"\n{language}, {half}: {len(rows)} sentences ({name})")
    print(f"{'kind':10} {'labels':>7} {'precision':>10} {'recall':>8}")
    for kind in sorted(right | wrong | missed):
        print_row(kind, right[kind], wrong[kind], missed[kind])
    print_row("all", right.total(), wrong.total(), missed.total())
    print(f"exact spans among the right ones: {100 * spans / max(1, right.total()):.1f}%")


def print_row(kind: str, right: int, wrong: int, missed: int) -> None:
    precision = 100 * right / max(1, right + wrong)
    recall = 100 * right / max(1, right + missed)
    print(f"{kind:10} {right + missed:7} {precision:10.1f} {recall:8.1f}")


def speed(language: str, texts: list[str], where: str) -> None:
    reader = SETS[language][1]
    start = time.process_time()
    for text in texts:
        reader(text)
    rate = sum(map(len, texts)) / (time.process_time() - start)
    print(f"{language}, {where}: {rate / 1e3:.0f}k characters a second of processor time")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", default="all", choices=["dev", "test", "fresh", "all"])
    parser.add_argument("--errors", action="store_true", help="print every sentence that is read wrong")
    parser.add_argument("--speed-on", type=Path, help="time both readers on a file of Persian<TAB>English")
    arguments = parser.parse_args()
    for language, (name, _) in SETS.items():
        report(language, arguments.half, errors=arguments.errors)
        speed(language, [row["text"] for row in read_rows(name, "all")] * 10, "these mention-dense sentences")
    if arguments.speed_on:
        lines = arguments.speed_on.read_text(encoding="utf-8").splitlines()
        pairs = [line.split("\t") for line in lines if line.count("\t") == 1]
        for column, language in enumerate(SETS):
            speed(language, [pair[column] for pair in pairs], arguments.speed_on.name)
