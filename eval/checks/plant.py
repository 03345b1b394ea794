"""Plant one error in each correct pair of sets/NAME_base.tsv and write sets/NAME_planted.tsv.

    python eval/checks/plant.py

Works on the English words alone, without the readers that the check uses: digits, number words from three
up, scale words, percent, currencies, months and weekdays. Kinds take turns, rarest first; the seed is fixed,
so the file is the same on every machine. Columns: error, Persian, English with the error.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

SETS = Path(__file__).parent / "sets"
SEED = 1403

Plant = Callable[[str, random.Random], str]

_UNITS = ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_SCALES = ["hundred", "thousand", "million", "billion", "trillion"]
_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CURRENCIES = ["dollars", "euros", "pounds", "tomans", "rials", "kroner"]
_SIGNS = "$€£"
_FIGURE = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w])")


def other(words: list[str], rng: random.Random) -> Callable[[re.Match[str]], str]:
    """A replacement by another word of the same list, with the same first letter case."""

    def choose(match: re.Match[str]) -> str:
        new = rng.choice([word for word in words if word.lower() != match.group().lower()])
        return new.capitalize() if match.group()[0].isupper() else new

    return choose


def swap(words: list[str]) -> Plant:
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE if words[0].islower() else 0)

    def plant(text: str, rng: random.Random) -> str:
        places = list(pattern.finditer(text))
        if not places:
            return text
        match = rng.choice(places)
        return text[: match.start()] + other(words, rng)(match) + text[match.end() :]

    return plant


def number_word(text: str, rng: random.Random) -> str:
    tables = [table for table in (_UNITS, _TEENS, _TENS, _ORDINALS) if swap(table)(text, rng) != text]
    return swap(rng.choice(tables))(text, rng) if tables else text


def digit(text: str, rng: random.Random) -> str:
    """One digit becomes another; the first never becomes zero."""
    places = list(_FIGURE.finditer(text))
    if not places:
        return text
    match = rng.choice(places)
    at = rng.choice([i for i in range(*match.span()) if text[i].isdigit()])
    new = rng.choice([d for d in "123456789" if d != text[at]])
    return text[:at] + new + text[at + 1 :]


def dropped_number(text: str, rng: random.Random) -> str:
    """A figure or a spelled number goes, with the scale words and units that cling to it."""
    words = "|".join(_UNITS + _TEENS + _TENS)
    scales = "|".join(_SCALES)
    pattern = re.compile(
        rf"(?:[{_SIGNS}]?{_FIGURE.pattern}|\b(?:{words})(?:-\w+)?\b)"
        rf"(?: (?:{scales}))*(?: (?:percent|euros|pounds|dollars))? ?",
        re.IGNORECASE,
    )
    places = [match for match in pattern.finditer(text) if not text[match.end() :].startswith("-")]
    if not places:
        return text
    match = rng.choice(places)
    return text[: match.start()] + text[match.end() :]


def percent(text: str, rng: random.Random) -> str:
    """Percent is lost, or the figure before it grows tenfold."""
    match = re.search(r"(\d[\d.]*)? percent", text)
    if match is None:
        return text
    figure = match[1]
    if figure and "." not in figure and rng.random() < 0.5:
        return text[: match.start()] + f"{figure}0 percent" + text[match.end() :]
    return text[: match.start()] + (figure or "") + text[match.end() :]


def currency(text: str, rng: random.Random) -> str:
    sign = re.search(rf"[{_SIGNS}](?=\d)", text)
    if sign is not None:
        new = rng.choice([one for one in _SIGNS if one != sign.group()])
        return text[: sign.start()] + new + text[sign.end() :]
    return swap(_CURRENCIES)(text, rng)


PLANTS: dict[str, Plant] = {
    "digit": digit,
    "number word": number_word,
    "scale word": swap(_SCALES),
    "percent": percent,
    "currency": currency,
    "month": swap(_MONTHS),
    "weekday": swap(_DAYS),
    "dropped number": dropped_number,
}


def planted(pairs: list[tuple[str, str]], rng: random.Random) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    counts: Counter[str] = Counter()
    for source, target in pairs:
        for kind in sorted(PLANTS, key=lambda name: (counts[name], name)):
            wrong = PLANTS[kind](target, rng)
            if wrong != target:
                rows.append((kind, source, wrong))
                counts[kind] += 1
                break
    return rows


if __name__ == "__main__":
    for name in ("numbers", "numbers_fresh"):
        lines = (SETS / f"{name}_base.tsv").read_text(encoding="utf-8").splitlines()
        correct = [(source, target) for source, target in (line.split("\t") for line in lines)]
        found = planted(correct, random.Random(SEED))
        text = "".join("\t".join(row) + "\n" for row in found)
        (SETS / f"{name}_planted.tsv").write_text(text, encoding="utf-8")
        print(name, len(found), dict(Counter(kind for kind, _, _ in found)))
