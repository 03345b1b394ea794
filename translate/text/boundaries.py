"""Where the sentences of a paragraph end: the stops are found by one expression, then judged one by one."""

import re
from collections.abc import Iterator

from translate.text import stop_rules
from translate.text.abbreviations import NEVER_PLAIN
from translate.text.characters import BIDI_MARKS, NBSP, ZWNJ
from translate.text.context import Context
from translate.text.finite_verbs import is_finite
from translate.text.pairs import Pair, Pairs
from translate.text.words import fold

# The first class stands alone, not repeated: only so the engine leaps from one stop to the next.
_STOPS = re.compile(rf"[.!?؟۔…‼⁇⁈⁉][.!?؟۔…‼⁇⁈⁉]*(?:[ \t{NBSP}]+[.…]+)*")
_DIGIT = "0-9٠-٩۰-۹"
# What belongs to the sentence that has just ended: closing marks, footnote marks, further stops, bidi marks.
_TAIL = re.compile(
    rf"(?:[{BIDI_MARKS}{ZWNJ}]*(?:[»”›’)\]}}\"]|\[[{_DIGIT}]{{1,3}}\]|\([{_DIGIT}]{{1,3}}\)|[¹²³⁴-⁹]+|[.!?؟…]"
    rf"|[ {NBSP}](?:[»”)\]}}]|\[[{_DIGIT}]{{1,3}}\])))*[{BIDI_MARKS}]*"
)
_WORD_FOLLOWS = re.compile(" [آ-ی]")
_BLANKS = re.compile(rf"[\s{BIDI_MARKS}{ZWNJ}]*")
_NOT_AN_END_BEFORE = frozenset("،؛,;:")
# A remark in brackets after a full sentence («(منبع: بانک مرکزی)») is no longer than this.
_LONGEST_REMARK = 80
_LIST_MARK = re.compile(rf"\((?:[{_DIGIT}]{{1,3}}|[^\W\d_]|الف)\)")
# «لندن - ایرنا:» heads a report. At the head of a paragraph it stays with its sentence, like
# «لندن - ایرنا -»; amid a paragraph the line break before another report was lost, and the dateline is a
# line of its own.
_AGENCIES = (
    rf"ایرنا|ایسنا|ایلنا|ایکنا|برنا|مهر|فارس|تسنیم|میزان|شفقنا|آنا|رویترز|فرانس[ {ZWNJ}]?پرس|فرانسه|"
    r"آسوشیتدپرس|آناتولی|شینهوا|اسپوتنیک|تاس|(?:خبرگزاری|واحد مرکزی خبر)[^:.\n]{0,30}"
)
_DATELINE = re.compile(
    rf"\s*(?:[\w{ZWNJ}]+(?: [\w{ZWNJ}]+){{0,2}} ?[-–—] ?(?:{_AGENCIES})|واحد مرکزی خبر) ?:(?=\s)"
)
_HAS_STOP = re.compile("[.!?؟۔…]")


def sentence_ends(paragraph: str) -> Iterator[int]:
    """Ends of all sentences of `paragraph` but the last, in order."""
    pairs = Pairs(paragraph)
    context = Context(paragraph, pairs)
    for match in _STOPS.finditer(paragraph):
        if match.start() < context.start:
            continue
        stop, after = match.span()
        end = after if _is_plain(context, stop, after) else _end_at(context, stop, after)
        if end is not None:
            yield end
            context.begin(end)
            yield from _dateline(context)


def _dateline(context: Context) -> Iterator[int]:
    """The end of a place and an agency at the head of the sentence, if a colon closes them."""
    match = _DATELINE.match(context.text, context.start)
    if match is not None:
        yield match.end()
        context.begin(match.end())


def _is_plain(context: Context, stop: int, after: int) -> bool:
    """Whether this is what most stops are: a word, a full stop, a blank and a word, in no quotation.

    A shortcut for speed; `_end_at` would say the same.
    """
    text = context.text
    if after - stop != 1 or text[stop] != "." or not _WORD_FOLLOWS.match(text, after):
        return False
    word = fold(text[max(context.start, stop - 16) : stop].rpartition(" ")[2])
    if len(word) < 3 or not word.isalpha() or word.isascii() or word in NEVER_PLAIN:
        return False
    return context.pairs.around(stop) is None


def _end_at(context: Context, stop: int, after: int) -> int | None:
    """Where the sentence ends if the stop at `stop` ends it, closing marks and remarks included."""
    text = context.text
    tail = _tail(context, after)
    pair = context.pairs.around(stop)
    if pair is not None and tail <= pair.close:
        return None
    following = _BLANKS.match(text, tail).end()  # type: ignore[union-attr]  # matches the empty string
    if following == len(text) or text[following] in _NOT_AN_END_BEFORE or not context.has_words(stop):
        return None
    context.look_at(stop, after, tail, following)
    if not stop_rules.ends_sentence(context, pair):
        return None
    return _with_remark(context, tail, following)


def _tail(context: Context, after: int) -> int:
    """End of what is stuck to the stop; a straight quote that opens is not."""
    end = _TAIL.match(context.text, after).end()  # type: ignore[union-attr]  # matches the empty string
    if '"' not in context.text[after:end]:
        return end
    openers = (at for at in range(after, end) if at in context.pairs.straight_openers)
    return next(openers, end)


def _with_remark(context: Context, tail: int, following: int) -> int | None:
    """`tail`, or the end of a remark in brackets behind it; None if all the rest is remark."""
    pair = context.pairs.opened_at(following)
    if following == tail or pair is None or not _is_remark(context.text, pair):
        return tail
    end = _tail(context, pair.close + 1)
    rest = _BLANKS.match(context.text, end).end()  # type: ignore[union-attr]  # matches the empty string
    if rest == len(context.text):
        return None
    return tail if context.text[rest] in _NOT_AN_END_BEFORE else end


def _is_remark(text: str, pair: Pair) -> bool:
    if text[pair.open] not in "([" or pair.close - pair.open > _LONGEST_REMARK:
        return False
    inside = text[pair.open : pair.close + 1]
    if _HAS_STOP.search(inside) or _LIST_MARK.fullmatch(inside):
        return False
    # «(می‌خندد) راستش ...»: what has a verb belongs to what follows.
    return not any(map(is_finite, inside.strip("()[]").split()))
