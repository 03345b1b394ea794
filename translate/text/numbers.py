"""Every number and date of a Persian or English sentence as a value with its place in the text.

What is no mention: the article («یک مقام», "a source"), indefinite plurals («هزاران نفر», "dozens of"),
«هر دو» and "both", lexical compounds («سه‌جانبه», "one-sided"), names («سیزده به در», «بی‌بی‌سی»), digits of
web addresses, and days told from today («دیروز»).
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from translate.text import months_fa, numbers_en, numbers_fa, numerals_en, numerals_fa
from translate.text.dates_en import read_date as date_en
from translate.text.dates_fa import read_date as date_fa
from translate.text.mentions import Found, Mention, to_mention
from translate.text.scan import END, Token, fold, scan
from translate.text.times_en import read_time as time_en
from translate.text.times_fa import read_time as time_fa
from translate.text.words import word_set
from translate.text.years_en import read_year as year_en
from translate.text.years_fa import read_year as year_fa

Reader = Callable[[Sequence[Token], int], list[Found]]

_READERS_FA: tuple[Reader, ...] = (time_fa, date_fa, year_fa, numbers_fa.read_quantity)
_STARTS_FA = (
    numbers_fa.STARTS
    | months_fa.MONTHS.keys()
    | months_fa.WEEKDAYS.keys()
    | months_fa.PARTS.keys()
    | {first for first, _ in months_fa.LUNAR_PAIRS}
    | {"ماه", "برج", "دهه", "دهههای", "نیمهشب", "ظهر"}
)

_READERS_EN: tuple[Reader, ...] = (time_en, date_en, year_en, numbers_en.read_quantity)
_STARTS_EN = frozenset(
    numbers_en.STARTS
    | numerals_en.MONTHS.keys()
    | numerals_en.WEEKDAYS.keys()
    | numerals_en.PARTS.keys()
    | numerals_en.DECADES.keys()
    | {"rabi", "jumada", "dhu", "'", "noon", "midday", "midnight"}
)

# «می» is May beside a figure, an ordinal or one of these; without, it is the prefix of every third verb.
_MAY, _BESIDE_MAY = "می", frozenset({*months_fa.PARTS, "ماه", "برج"})
# Words that begin a mention only together with one of the others, or with a figure.
_VAIN_FA = {*months_fa.PARTS} - {"نیمه"} | {"ماه", "برج", "دهه", "دهههای", "یکی", "منفی", "منهای"}
_TELLING_FA = _STARTS_FA - _VAIN_FA - {_MAY} | numerals_fa.GLUED.keys()
_VAIN_EN = {*numerals_en.PARTS, *numerals_en.DOLLAR_PREFIXES} | word_set(
    "a an minus negative usd eur gbp irr"
)
_TELLING_EN = (
    frozenset(word.lower() for word in _STARTS_EN) - _VAIN_EN
    | numerals_en.SCALES.keys()
    | numerals_en.DENOMINATORS.keys()
)
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W\d_]+")


def mentions_fa(text: str) -> list[Mention]:
    """The mentions of a Persian text, in order and apart; offsets are into `text` as given.

    Takes the author's text: any of three digit systems, Arabic letters, lost half-spaces. Never raises.
    """
    folded, _ = fold(text)
    words = _WORD.findall(folded)
    may = _MAY in words and not _BESIDE_MAY.isdisjoint(words)
    if not may and _is_mute(folded, words, _TELLING_FA):
        return []
    return _mentions(text, scan(text, numerals_fa.GLUED), _STARTS_FA, _READERS_FA)


def mentions_en(text: str) -> list[Mention]:
    """The mentions of an English text, in order and apart; offsets are into `text` as given. Never raises."""
    folded = fold(text)[0].lower()
    if _is_mute(folded, _WORD.findall(folded), _TELLING_EN):
        return []
    return _mentions(text, scan(text, {}, cased=numerals_en.CASED), _STARTS_EN, _READERS_EN)


def _is_mute(folded: str, words: Sequence[str], telling: AbstractSet[str]) -> bool:
    """Whether no word and no digit is there that a mention could be made of; most texts end here."""
    return _DIGIT.search(folded) is None and telling.isdisjoint(words)


def _mentions(
    text: str, toks: Sequence[Token], starts: frozenset[str], readers: Sequence[Reader]
) -> list[Mention]:
    mentions: list[Mention] = []
    i = 0
    while toks[i] is not END:
        found = _read(toks, i, readers) if toks[i].kind == "n" or toks[i].text in starts else []
        mentions += [to_mention(text, toks, one) for one in found]
        i = found[-1].end if found else i + 1
    return mentions


def _read(toks: Sequence[Token], i: int, readers: Sequence[Reader]) -> list[Found]:
    for reader in readers:
        found = reader(toks, i)
        if found:
            return found
    return []
