"""Stops just before a closing mark: the quotation's own stop, or the end of the sentence as well."""

import re

from translate.text.context import Context
from translate.text.cue_words import CONTINUES_QUOTATION, SUBJECTS
from translate.text.finite_verbs import is_finite, is_reporting
from translate.text.pairs import QUOTES, Pair
from translate.text.words import fold

_STOP_AFTER = re.compile(r"[.!?؟…۔]")
_NAMES = re.compile(r"نام\s+(?:دار|داشت|گرفت|نهاد)")  # «...» نام دارد
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
    """A colon, a verb or «که» right before the quotation."""
    before = context.text[max(context.start, pair.open - 40) : pair.open].rstrip()
    if before.endswith((":", "،")):
        return before.endswith(":")
    word = context.word_before(pair.open)
    return is_finite(word) or fold(word) in ("که", "اینکه")


def _after_unannounced(context: Context, pair: Pair, mark: str, following: str) -> bool:
    """Nothing announces the quotation: it is a sentence of its own only if it stands first."""
    if context.has_words(pair.open):
        return False
    if mark == ".":
        return not any(map(is_reporting, context.words_ahead()[:3]))
    return following in SUBJECTS and not any(map(is_reporting, context.words_ahead()))


def _after_bracket(context: Context, pair: Pair) -> bool:
    """«(آیا درست است؟)» amid a sentence does not end it; a whole sentence in brackets does."""
    if _OMISSION.match(context.text[pair.open + 1 : pair.close]):
        return False
    if context.glued:
        return False
    return not context.has_words(pair.open)
