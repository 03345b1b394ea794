"""Plant the faults that the other checks look for, and write sets/faults.tsv.

    python eval/checks/plant_faults.py

Takes the correct pairs of sets/faults_base.tsv; each plant spoils every pair it can, up to PER_CHECK. The
seed is fixed. Columns: check, Persian, English with the fault.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path

SETS = Path(__file__).parent / "sets"
SEED = 1404
PER_CHECK = 80

Plant = Callable[[str, str, random.Random], tuple[str, str] | None]
"""Source, target -> the pair with its fault, None where it has no place for one."""

_LOSSES = (
    (r"\b(?:do|does|did) not (\w+)", r"\1"),
    (r"\b(?:do|does|did)n['’]t (\w+)", r"\1"),
    (r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|may) not\b", r"\1"),
    (r"\b(is|are|was|were|has|have|had|would|could|should)n['’]t\b", r"\1"),
    (r"\bcannot\b|\bcan['’]t\b", "can"),
    (r"\bwon['’]t\b", "will"),
    (r"\bnever ", ""),
    (r"\bnot ", ""),
)
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|should|must) (?!not\b)")
_PLACES = [
    "Iran",
    "Iraq",
    "Russia",
    "Germany",
    "France",
    "China",
    "Japan",
    "Turkey",
    "Israel",
    "Italy",
    "Spain",
    "Qatar",
    "Egypt",
    "Syria",
    "Ukraine",
]
_PLACE = re.compile(rf"\b(?:{'|'.join(_PLACES)})\b")
_QUOTED = re.compile('["“”]')
_NAMES = [
    "Starlink",
    "OpenAI",
    "WhatsApp",
    "Boeing",
    "TikTok",
    "PlayStation",
    "SpaceX",
    "Netflix",
    "ChatGPT",
    "Visa",
]
_ADDRESSES = [
    "https://example.org/news/1403", "www.example.com", "info@example.org", "@example_news", "#StandWithUs",
    "example.ir/live", "press@example.com", "http://example.net/a?id=7",
]  # fmt: skip
_SENTENCES = [
    "He also said that the decision would be reviewed by the committee in the coming weeks.",
    "The ministry has not commented on the report, and no further details were given.",
    "Thank you for watching this video, and please do not forget to subscribe to our channel.",
    "According to local media, residents of nearby villages were told to leave their homes at once.",
]


def negation(source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
    """A denial is lost, where the sentence has exactly one; or one is brought in, where it has none."""
    for pattern, plain in _LOSSES:
        wrong = re.sub(pattern, plain, target, count=1, flags=re.IGNORECASE)
        if wrong != target:
            return source, wrong
    if rng.random() < 0.25:
        wrong = _AUXILIARY.sub(r"\1 not ", target, count=1)
        return (source, wrong) if wrong != target else None
    return None


def source_script(source: str, target: str, rng: random.Random) -> tuple[str, str]:
    """A Persian word stands for an English one, or the source for the whole."""
    if rng.random() < 0.2:
        return source, source
    words, persian = target.split(), [word for word in source.split() if len(word) > 2]
    words[rng.randrange(len(words))] = rng.choice(persian or [source])
    return source, " ".join(words)


def empty(source: str, _target: str, rng: random.Random) -> tuple[str, str]:
    return source, rng.choice(["", " ", "...", "-", ".", '""'])


def repetition(source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
    """A decoder's loop: of a word or a phrase in a row, of a phrase that returns, or a stammer."""
    words = target.rstrip(".").split()
    if len(words) < 9:
        return None
    at = rng.randrange(len(words) - 5)
    kind = rng.randrange(4)
    if kind == 0:
        return source, " ".join(words[:at] + words[at : at + 1] * 7 + words[at + 1 :])
    if kind == 1:
        return source, " ".join(words[:at] + words[at : at + 4] * 6 + words[at + 4 :])
    if kind == 2:
        phrase = words[at : at + 5]
        return source, " ".join([*words, "and", *phrase, "of", "the", *phrase])
    return source, " ".join(words[: at + 2] + words[at : at + 2] + words[at + 2 :])


def length(source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
    """The second half is lost, or a sentence or two are made up."""
    words = target.split()
    if len(words) < 8:
        return None
    if rng.random() < 0.5:
        return source, " ".join(words[: len(words) * 2 // 5]) + "."
    made_up = rng.sample(_SENTENCES, 1 if len(words) < 15 else 3)
    return source, " ".join([target, *made_up])


def question(source: str, target: str, _rng: random.Random) -> tuple[str, str] | None:
    if "؟" in source and target.endswith("?"):
        return source, target[:-1] + "."
    if "؟" not in source and target.endswith("."):
        return source, target[:-1] + "?"
    return None


def places(source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
    match = _PLACE.search(target)
    if match is None:
        return None
    new = rng.choice([place for place in _PLACES if place not in target])
    return source, target.replace(match[0], new)


def latin(source: str, target: str, rng: random.Random) -> tuple[str, str]:
    """A name or an address in brackets, in the source alone or altered in the target."""
    if rng.random() < 0.5:
        name = rng.choice(_NAMES)
        wrong = target if rng.random() < 0.5 else f"{target} ({name[:3]}{name[4:]})"
        return f"{source} ({name})", wrong
    return f"{source} {rng.choice(_ADDRESSES)}", target


def marks(source: str, target: str, rng: random.Random) -> tuple[str, str] | None:
    """One quotation mark is lost, or all of a speech, or a bracket is left open."""
    found = list(_QUOTED.finditer(target))
    if len(found) >= 2:
        if re.search("[:،] ?«", source) and rng.random() < 0.4:
            return source, _QUOTED.sub("", target)
        gone = rng.choice(found)
        return source, target[: gone.start()] + target[gone.end() :]
    words = target.split()
    if len(words) > 6 and rng.random() < 0.2:
        at = rng.randrange(1, len(words) - 2)
        return source, " ".join([*words[:at], f"({words[at]}", *words[at + 1 :]])
    return None


PLANTS: dict[str, Plant] = {
    "negation": negation,
    "source script": source_script,
    "empty": empty,
    "repetition": repetition,
    "length": length,
    "question": question,
    "places": places,
    "latin": latin,
    "marks": marks,
}


def faults(pairs: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    rows = []
    for check, plant in PLANTS.items():
        rng = random.Random(f"{SEED} {check}")
        spoiled = (plant(source, target, rng) for source, target in pairs)
        kept = [pair for pair in spoiled if pair is not None][:PER_CHECK]
        rows += [(check, source, target) for source, target in kept]
    return rows


if __name__ == "__main__":
    lines = (SETS / "faults_base.tsv").read_text(encoding="utf-8").splitlines()
    found = faults([(source, target) for source, target in (line.split("\t") for line in lines)])
    (SETS / "faults.tsv").write_text("".join("\t".join(row) + "\n" for row in found), encoding="utf-8")
    for check in PLANTS:
        print(check, sum(row[0] == check for row in found))
