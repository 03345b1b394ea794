"""Stops just before a closing mark: the quotation's own stop, or the end of the sentence as well."""

import re
from itertools import pairwise

from translate.text.context import REACH, Context
from translate.text.cue_words import CONTINUES_QUOTATION, QUESTION_NOUNS, SAYING_NOUNS, SUBJECTS
from translate.text.finite_verbs import is_finite, is_reporting
from translate.text.pairs import QUOTES, Pair
from translate.text.words import fold

_STOP_AFTER = re.compile(r"[.!?؟…۔]")
_NAMES = re.compile(r"نام\s+(?:دار|داشت|گرفت|نهاد)")  # «...» نام دارد
# A quotation that stands first and is shorter may be a title: «چه کسی امیر را کشت؟» پرفروش شد.
_WORDS_OF_A_TITLE = 6
_OMISSION = re.compile(r"[.…\s]*\Z")


def ends_sentence(context: Context, pair: Pair, mark: str) -> bool:
    """Whether the sentence ends with the pair that closes right after the stop.

    A stop behind the closing mark settles it. A quotation that a colon or a verb of saying introduces
    ends with its own stop; a title («چه کسی امیر را کشت؟») or a quotation that is ascribed later does not.
    """
    if _STOP_AFTER.search(context.text, pair.close, context.tail):
        return True
    if context.text[pair.open] not in QUOTES:
        return _after_bracket(context, pair)
    following = context.word_after()
    if following in CONTINUES_QUOTATION or is_reporting(following) or _is_named(context):
        return False
    if _is_introduced(context, pair):
        return True
    if context.next in QUOTES:
        return not context.has_words(pair.open)
    return _after_unannounced(context, pair, mark, following)


def _is_named(context: Context) -> bool:
    return _NAMES.match(context.text, context.following) is not None


def _is_introduced(context: Context, pair: Pair) -> bool:
    """A colon, a verb or «که» right before the quotation, but not «این پرسش که «...»»."""
    before = context.text[max(context.start, pair.open - REACH) : pair.open].rstrip()
    if before.endswith(":"):
        return True
    end = context.start + len(context.text[context.start : pair.open].rstrip().rstrip("،"))
    word = context.word_before(end)
    if fold(word) in ("که", "اینکه"):
        at = context.text.rfind(word, context.start, pair.open)
        return fold(context.word_before(at)) not in QUESTION_NOUNS
    return is_reporting(word) if before.endswith("،") else is_finite(word)


def _after_unannounced(context: Context, pair: Pair, mark: str, following: str) -> bool:
    """Nothing announces the quotation: it is a sentence of its own only if it stands first.

    Nor is it one if the clause behind ascribes it («...؟» از او پرسیدم). A short question or call before
    something else than a subject is taken for a title.
    """
    if context.has_words(pair.open) or _is_ascribed(context.words_ahead()):
        return False
    long = context.text.count(" ", pair.open, pair.close) >= _WORDS_OF_A_TITLE
    return mark == "." or following in SUBJECTS or long


def _is_ascribed(clause: list[str]) -> bool:
    """Whether `clause` ends in a verb of saying, or says and goes on with «و»."""
    if any(fold(word) in SAYING_NOUNS for word in clause[-3:]):
        return True
    return any(is_reporting(word) and fold(after) in ("و", "") for word, after in pairwise([*clause, ""]))


def _after_bracket(context: Context, pair: Pair) -> bool:
    """«(آیا درست است؟)» amid a sentence does not end it; a whole sentence in brackets does."""
    if _OMISSION.match(context.text[pair.open + 1 : pair.close]):
        return False
    if context.glued:
        return False
    return not context.has_words(pair.open)
