"""A country or a city that became another: «عراق» must not be "Iran".

Only where one place of a closed list (`places.tsv`) goes and another comes is a flag raised. A place that is
merely left out, or said by its capital, is no error: "Tehran" may stand for Iran. People's names are not
judged: a single pair does not show how a name should be spelled.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import NamedTuple

from translate.records import Flag
from translate.text.scan import fold


class Place(NamedTuple):
    """Which place a word names; `sure` where it hardly ever means something else."""

    name: str
    sure: bool


Read = Callable[[str], Place | None]

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"[A-Z](?:\.[A-Z]|[^\W\d_]+)")
# What may follow a Persian place: «عراقی», «عراقی‌ها», «عراقیان», «عراقش», «عراقیست».
_ENDING = re.compile("(?:ه?ی)?(?:ان|ها|های|هایی|یان|ات)?(?:م|ت|ش|مان|تان|شان|ست|ند)?")
_LONGEST = 16  # letters of a place without its ending, and more
_WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Which place a word names, a reader a language; `kin` maps a place to its capital or country."""

    persian: Read
    english: Read
    kin: Mapping[str, str]


class Places:
    """A flag where a place of the source is gone and a place stands there that the source does not name."""

    name = "places"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair: the first place that is gone, and the first that came."""
        known = gazetteer()
        theirs = _found(known.english, _CAPITALISED.findall(target))
        if not theirs:
            return
        ours = _found(known.persian, _WORD.findall(fold(source)[0]))
        gone = _unanswered(ours, theirs, known.kin)
        came = _unanswered(theirs, ours, known.kin)
        if gone and came:
            yield Flag(self.name, f"«{gone[0]}» became {came[0]!r}")


@cache
def gazetteer() -> Gazetteer:
    """The places of `places.tsv`, read once."""
    text = files("translate.checks").joinpath("places.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    persian = dict(_forms((name, forms) for name, forms, _, _ in rows))
    english = dict(_forms((name, forms) for name, _, forms, _ in rows))
    return Gazetteer(
        persian=lru_cache(_WORDS_KEPT)(partial(_persian, persian)),
        english=lru_cache(_WORDS_KEPT)(partial(_english, english)),
        kin={name: kin for name, _, _, kin in rows if kin},
    )


def _forms(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Place]]:
    for name, forms in rows:
        for form in forms.split("|"):
            yield form.removesuffix("?"), Place(name, not form.endswith("?"))


def _persian(places: Mapping[str, Place], word: str) -> Place | None:
    for end in range(min(len(word), _LONGEST), 1, -1):
        place = places.get(word[:end])
        if place is not None and _ENDING.fullmatch(word, end):
            return place
    return None


def _english(places: Mapping[str, Place], word: str) -> Place | None:
    exact = places.get(f"{word}=")
    starts = (places.get(word[:end]) for end in range(min(len(word), _LONGEST), 3, -1))
    return exact or next((place for place in starts if place is not None), None)


def _found(read: Read, words: Iterable[str]) -> dict[Place, str]:
    """Place to the word that names it first."""
    found: dict[Place, str] = {}
    for word in words:
        place = read(word)
        if place is not None:
            found.setdefault(place, word)
    return found


def _unanswered(ours: Mapping[Place, str], theirs: Mapping[Place, str], kin: Mapping[str, str]) -> list[str]:
    """The words for sure places of `ours` that `theirs` names neither itself nor by capital or country."""
    named = {place.name for place in theirs}
    return [
        word
        for place, word in ours.items()
        if place.sure and place.name not in named and kin.get(place.name) not in named
    ]
