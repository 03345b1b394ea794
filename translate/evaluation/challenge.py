"""Challenge suites: short Persian items by phenomenon, with patterns of right and wrong translations."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from translate.errors import BadInput, BadUsage

Translate = Callable[[Sequence[str]], list[str]]
"""Persian lines in, as many English lines out, in order."""

Z95 = 1.959964  # the normal quantile behind a 95% interval


@dataclass(frozen=True, slots=True)
class ChallengeItem:
    """A source and what its translation must and must not contain (regular expressions, case ignored)."""

    id: str
    phenomenon: str
    source: str
    right: tuple[re.Pattern[str], ...]
    wrong: tuple[re.Pattern[str], ...]
    note: str = ""

    def passes(self, translation: str) -> bool:
        """Whether some right pattern and no wrong one is found."""
        return any(pattern.search(translation) for pattern in self.right) and not any(
            pattern.search(translation) for pattern in self.wrong
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An item, its translation, and whether it passed."""

    item: ChallengeItem
    translation: str
    passed: bool


@dataclass(frozen=True, slots=True)
class PassRate:
    """Items passed of a phenomenon, with Wilson's 95% interval of the share."""

    phenomenon: str
    passed: int
    items: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Passed over items."""
        return self.passed / self.items


def read_challenges(folder: Path) -> list[ChallengeItem]:
    """Items of every *.toml in a folder; BadInput names a file with a broken or doubled item."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise BadUsage(f"{folder}: no challenge suites (*.toml) there; pass --folder")
    items = [item for path in paths for item in _items(path)]
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise BadInput(f"{folder}: two challenge items are called {item.id!r}")
        seen.add(item.id)
    return items


def _items(path: Path) -> list[ChallengeItem]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return [
            ChallengeItem(
                id=row["id"],
                phenomenon=table["phenomenon"],
                source=row["source"],
                right=tuple(re.compile(pattern, re.IGNORECASE) for pattern in row["right"]),
                wrong=tuple(re.compile(pattern, re.IGNORECASE) for pattern in row["wrong"]),
                note=row.get("note", ""),
            )
            for row in table["item"]
        ]
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: not valid TOML ({error})") from error
    except KeyError as error:
        raise BadInput(f"{path}: an item or the suite lacks {error.args[0]!r}") from error
    except re.error as error:
        raise BadInput(f"{path}: not a regular expression: {error.pattern!r} ({error})") from error


def take(items: Sequence[ChallengeItem], translate: Translate) -> list[Answer]:
    """Translate every item and judge it."""
    translations = translate([item.source for item in items])
    return [Answer(item, text, item.passes(text)) for item, text in zip(items, translations, strict=True)]


def pass_rates(answers: Sequence[Answer]) -> list[PassRate]:
    """A rate for each phenomenon in order of appearance, and "all" at the end."""
    groups: dict[str, list[bool]] = {}
    for answer in answers:
        groups.setdefault(answer.item.phenomenon, []).append(answer.passed)
    groups["all"] = [answer.passed for answer in answers]
    return [_rate(name, passed) for name, passed in groups.items()]


def _rate(name: str, passed: Sequence[bool]) -> PassRate:
    """Wilson 1927: honest near 0 and 1 and for few items, where the usual interval is not."""
    count, share = len(passed), sum(passed) / len(passed)
    denominator = 1 + Z95**2 / count
    middle = (share + Z95**2 / (2 * count)) / denominator
    half = Z95 / denominator * sqrt(share * (1 - share) / count + Z95**2 / (4 * count**2))
    return PassRate(name, sum(passed), count, max(0.0, middle - half), min(1.0, middle + half))
