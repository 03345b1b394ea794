"""Cuts a sentence that is too long for a model where a translator would, into pieces of about one length."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from translate.records import Span
from translate.text.characters import BIDI_MARKS, ZWJ, ZWNJ
from translate.text.edges import trimmed

Fits = Callable[[str], bool]

_CLAUSE_WORDS = "که|و|اما|ولی|لیکن|بلکه|زیرا|چون|چرا که|چراکه|تا|اگر|یا|در حالی|درحالی|به طوری|هرچند|گرچه|اگرچه|همچنین|ضمن|وی|او"
# Cost of a cut, by what stands there; distance from the middle costs up to _FAR more. The order is a translator's:
# a stop inside a quotation, «؛», a comma before a new clause, any other comma, a blank before a new clause, a blank.
_PLACES = (
    (0.0, re.compile(r"(?<=[.!?؟…۔])\s+|(?<=[.!?؟…۔]»)\s+")),
    (0.1, re.compile(r"؛\s*")),
    (0.3, re.compile(rf"[،,]\s+(?=(?:{_CLAUSE_WORDS})\s)")),
    (0.5, re.compile(r"[،,;:]\s+|\s[-–—]\s+|،(?=[^\W\d])|\)\s+|»\s+")),
    (0.9, re.compile(rf"\s+(?=(?:{_CLAUSE_WORDS})\s)")),
    (1.1, re.compile(r"\s+")),
)
_FAR = 0.6
_BAD_BLANK = 1.5
_NO_BLANK = 4.0
_NEVER_LAST = frozenset(
    "از به در با بر برای تا می نمی بی هر این آن چه آقای خانم دکتر مهندس آیت‌الله سید ساعت سال شماره ماده بند".split()
)
_NEVER_FIRST = frozenset("ها های هایی تر ترین ام ای اند ایم اید است را هزار میلیون میلیارد درصد".split())
_BREAKABLE = re.compile(r"[/\\_\-?&=.,;:،؛»)\]]")
_JOINERS = frozenset(ZWNJ + ZWJ + BIDI_MARKS + "\ufe0e\ufe0f")


def split_long(sentence: str, *, fits: Fits) -> list[Span]:
    """Pieces of `sentence` that each fit, in order, nothing lost but blanks between them.

    `fits` is asked about twice the logarithm of the length plus once a piece, and again for a piece that turned out
    too long. A single character that does not fit is returned all the same.
    """
    whole = trimmed(sentence, 0, len(sentence))
    if whole is None:
        return []
    return list(_pieces(sentence, *whole, fits))


def _pieces(text: str, start: int, end: int, fits: Fits) -> Iterator[Span]:
    """Depth first with a stack: a line of any length must not exhaust Python's."""
    pending = [(start, end)]
    while pending:
        first, last = pending.pop()
        if last - first <= 1 or fits(text[first:last]):
            yield first, last
            continue
        parts = _cut(text, first, last, _parts_needed(text, first, last, fits))
        if len(parts) == 1:
            yield from parts
        pending += reversed(parts if len(parts) > 1 else [])


def _parts_needed(text: str, start: int, end: int, fits: Fits) -> int:
    """The least number of equal parts of which the first fits: doubled until it does, then bisected."""
    low, high = 1, 2
    length = end - start
    while high < length and not fits(text[start : start + length // high]):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if fits(text[start : start + length // middle]):
            high = middle
        else:
            low = middle
    return min(high, length)


def _cut(text: str, start: int, end: int, parts: int) -> list[Span]:
    """`text[start:end]` in about `parts` pieces of about one length."""
    spans: list[Span] = []
    at = start
    for left in range(parts, 1, -1):
        step = (end - at) / left
        cut = _best_cut(text, at, end, at + step, step)
        if cut is None:
            continue
        spans += _some(trimmed(text, at, cut))
        at = cut
    return spans + _some(trimmed(text, at, end))


def _some(span: Span | None) -> list[Span]:
    return [] if span is None else [span]


def _best_cut(text: str, start: int, end: int, ideal: float, step: float) -> int | None:
    """The cheapest place within half a step of `ideal`; None if not even a character may be parted there."""
    low, high = max(start + 1, int(ideal - step / 2)), min(end - 1, int(ideal + step / 2) + 1)
    costs = [
        (cost + _FAR * 2 * abs(at - ideal) / step, at)
        for cost, at in _places(text, low, high)
        if low <= at <= high
    ]
    if costs:
        return min(costs)[1]
    return _least_bad(text, low, high, int(ideal))


def _places(text: str, low: int, high: int) -> Iterator[tuple[float, int]]:
    """Every place between `low` and `high` where a blank or a mark allows a cut, with its cost."""
    for cost, place in _PLACES:
        for match in place.finditer(text, max(0, low - 1), min(len(text), high + 1)):
            torn = match.group().isspace() and _tears(text, match.start(), match.end())
            yield cost + (_BAD_BLANK if torn else 0), match.end()


def _tears(text: str, left: int, right: int) -> bool:
    """Whether the blank holds together a number, a Latin name, a title with its name or a word that lost its joint."""
    before, after = text[left - 1], text[right] if right < len(text) else " "
    if before.isdecimal() or after.isdecimal() or (before.isascii() and after.isascii() and before.isalnum()):
        return True
    last = text[max(0, left - 20) : left].rsplit(None, 1)[-1]
    first = text[right : right + 20].split(None, 1)[:1]
    initial = before == "." and len(last) <= 2
    return initial or last in _NEVER_LAST or bool(first and first[0] in _NEVER_FIRST)


def _least_bad(text: str, low: int, high: int, ideal: int) -> int | None:
    """No blank in reach: behind a mark of an address, else wherever no character is parted."""
    ideal = min(max(ideal, low), high)
    by_distance = sorted(range(low, high + 1), key=lambda at: abs(at - ideal))
    for at in by_distance:
        if _BREAKABLE.match(text[at - 1]) and not text[at].isdecimal() and _parts_characters(text, at):
            return at
    return next((at for at in by_distance if _parts_characters(text, at)), ideal if low <= high else None)


def _parts_characters(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` leaves combining sequences, joined words and surrogate pairs whole."""
    before, after = text[at - 1], text[at]
    if after in _JOINERS or before in _JOINERS or unicodedata.category(after).startswith("M"):
        return False
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return False
    return not "\U0001f3fb" <= after <= "\U0001f3ff"
