"""Cuts a sentence that is too long for a model where a translator would, into pieces of about one length."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from math import inf

from translate.records import Span
from translate.text.characters import BIDI_MARKS, ZWJ, ZWNJ
from translate.text.edges import trimmed
from translate.text.words import fold, word_set

Fits = Callable[[str], bool]

_CLAUSE_WORDS = (
    "که|و|اما|ولی|لیکن|بلکه|زیرا|چون|چراکه|چرا که|تا|اگر|یا|در حالی|درحالی|به طوری|"
    "هرچند|گرچه|اگرچه|همچنین|ضمن"
)
# Cost of a cut by what stands there, in a translator's order: a stop inside a quotation, «؛», a comma before
# a new clause, another comma, colon, dash or closing mark, a blank before a new clause, any blank.
_PLACES = (
    (0.0, re.compile(r"(?<=[.!?؟…۔])\s|(?<=[.!?؟…۔]»)\s")),
    (0.1, re.compile(r"؛")),
    (0.3, re.compile(rf"[،,]\s(?=(?:{_CLAUSE_WORDS})\s)")),
    (0.5, re.compile(r"[،,;:]\s|\s[-–—]\s|،(?=[^\W\d])|[)»]\s")),
    (0.9, re.compile(rf"\s(?=(?:{_CLAUSE_WORDS})\s)")),
    (1.1, re.compile(r"\s+")),
)
# A cut half a step from the ideal place costs this much more: balance outweighs one rank, not three.
_FAR = 0.6
# A blank that holds a number, a name or a phrase together.
_TORN = 1.5
_NEVER_LAST = word_set(
    "از به در با بر برای تا می نمی بی هر این آن چه آقای خانم دکتر مهندس آیتالله سید ساعت سال شماره ماده بند"
)
_NEVER_FIRST = word_set("ها های هایی تر ترین ام ای اند ایم اید است را هزار میلیون میلیارد درصد")
_BLANK = re.compile(r"\s")
_BREAKABLE = frozenset("/\\_-?&=.,;:،؛»)]")
_JOINERS = frozenset(ZWNJ + ZWJ + BIDI_MARKS)
# As far as a word is looked at beside a blank.
_WORD_REACH = 20


def split_long(sentence: str, *, fits: Fits) -> list[Span]:
    """Pieces of `sentence` that each fit, in order, nothing lost but blanks between them.

    `fits` may be slow: it is asked once about the whole, about twice log2(number of pieces) times to find
    that number, once a piece, and again where a piece turned out too long. A single character that does not
    fit is returned all the same.
    """
    whole = trimmed(sentence, 0, len(sentence))
    return [] if whole is None else list(_pieces(sentence, *whole, fits))


def _pieces(text: str, start: int, end: int, fits: Fits) -> Iterator[Span]:
    """Depth first, with a stack of our own: a line of any length must not exhaust Python's."""
    pending = [(start, end)]
    while pending:
        first, last = pending.pop()
        if last - first <= 1 or fits(text[first:last]):
            yield first, last
        else:
            pending += reversed(_cut(text, first, last, _parts_needed(text, first, last, fits)))


def _parts_needed(text: str, start: int, end: int, fits: Fits) -> int:
    """The least number of equal parts of which the first fits: doubled until it does, then bisected."""
    length = end - start
    low, high = 1, 2
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
    """`text[start:end]` in about `parts` pieces of about one length, at least two."""
    spans: list[Span | None] = []
    at = start
    for left in range(parts, 1, -1):
        step = (end - at) / left
        if step < 1:
            break
        cut = _best_cut(text, at, end, step)
        spans.append(trimmed(text, at, cut))
        at = cut
    spans.append(trimmed(text, at, end))
    return [span for span in spans if span is not None]


def _best_cut(text: str, start: int, end: int, step: float) -> int:
    """The cheapest place about one `step` behind `start`, half a step more or less."""
    low, high = max(start + 1, int(start + step / 2)), min(end - 1, int(start + step * 1.5))
    ideal = start + step
    places = sorted(
        (cost + 2 * _FAR * abs(at - ideal) / step, left, at) for cost, left, at in _places(text, low, high)
    )
    best = (inf, 0)
    for cost, left, at in places:
        if cost >= best[0]:
            break
        best = min(best, (cost + (_TORN if _tears(text, left, at) else 0.0), at))
    if places:
        return best[1]
    blank = _blank_out_of_reach(text, start, low, high, end)
    return _least_bad(text, low, high, int(ideal)) if blank is None else blank


def _blank_out_of_reach(text: str, start: int, low: int, high: int, end: int) -> int | None:
    """The nearest blank outside `low..high`: a long address there must stay whole if it can."""
    behind = next((at for at in range(low - 1, start, -1) if text[at].isspace()), None)
    ahead = _BLANK.search(text, high, end)
    if behind is None or ahead is None:
        return ahead.start() if ahead else behind
    return behind if low - behind <= ahead.start() - high else ahead.start()


def _places(text: str, low: int, high: int) -> Iterator[tuple[float, int, int]]:
    """Every blank or mark in `low..high` that allows a cut: its cost, where it begins, where it ends."""
    for cost, place in _PLACES:
        for match in place.finditer(text, low - 1, high + 1):
            if low <= match.end() <= high:
                yield cost, *match.span()


def _tears(text: str, left: int, right: int) -> bool:
    """Whether `text[left:right]` is a blank that holds a number, a name, a title or a torn word together."""
    if not text[left:right].isspace():
        return False
    before, after = text[left - 1 : left], text[right : right + 1]
    if before.isdecimal() or after.isdecimal() or (before.isascii() and before.isalnum() and after.isascii()):
        return True
    last = text[max(0, left - _WORD_REACH) : left].split()[-1:] or [""]
    first = text[right : right + _WORD_REACH].split(maxsplit=1)[:1] or [""]
    initial = before == "." and len(last[0]) <= 2
    return initial or fold(last[0]) in _NEVER_LAST or fold(first[0]) in _NEVER_FIRST


def _least_bad(text: str, low: int, high: int, ideal: int) -> int:
    """No blank in reach: behind a mark of an address, else wherever no character is parted, else `ideal`."""
    ideal = min(max(ideal, low), high)
    outwards = sorted(range(low, high + 1), key=lambda at: abs(at - ideal))
    marked = (at for at in outwards if text[at - 1] in _BREAKABLE and not text[at].isdecimal())
    for places in (marked, iter(outwards)):
        cut = next((at for at in places if _parts_characters(text, at)), None)
        if cut is not None:
            return cut
    return ideal


def _parts_characters(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` leaves combining sequences, joined words and surrogate pairs whole."""
    before, after = text[at - 1], text[at]
    if after in _JOINERS or before in _JOINERS or unicodedata.category(after).startswith("M"):
        return False
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return False
    return not "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
