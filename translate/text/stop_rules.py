"""Does this stop end the sentence? One function a kind of stop; each says in its docstring what it knows."""

import re
from itertools import pairwise

from translate.text import abbreviations as known
from translate.text import cue_words, quote_rules
from translate.text.context import REACH, Context, is_persian, number
from translate.text.finite_verbs import is_finite
from translate.text.pairs import Pair
from translate.text.words import fold

_OPENERS = "«“„\"'([{‘"
_ITEM_MAY_FOLLOW = frozenset(":،؛,;)")


def ends_sentence(context: Context, pair: Pair | None) -> bool:
    """Whether the stop that `context` looks at ends its sentence; `pair` is what its tail closes, if any."""
    if context.glued and _within_token(context):
        return False
    mark = context.text[context.stop : context.after]
    if pair is not None:
        return quote_rules.ends_sentence(context, pair, mark)
    if any(character in mark for character in "!?؟‼⁇⁈⁉"):
        return _after_question_or_exclamation(context, mark)
    if _is_ellipsis(mark):
        return _after_ellipsis(context, mark)
    return _after_full_stop(context)


def _is_ellipsis(mark: str) -> bool:
    return mark not in (".", "۔")


def _within_token(context: Context) -> bool:
    """Addresses, files, versions, numbers: both neighbours are Latin letters or digits."""
    before, after = context.before, context.next
    if before.isdecimal() and after.isdecimal():
        return True
    if (
        before.isascii()
        and after.isascii()
        and (after.isalnum() or after in "-_/=&%#@+~$*")
        and not before.isspace()
    ):
        return True
    return _within_address(context)


def _within_address(context: Context) -> bool:
    """Inside a URL or an e-mail address. Persian letters right after a bare host are a new sentence."""
    address = context.address()
    if address is None:
        return False
    return not is_persian(context.next) or context.stop > address.path


# Full stops


def _after_full_stop(context: Context) -> bool:
    """Ends a sentence unless the word before is an abbreviation, an initial or a list number."""
    word = context.word_before()
    if not word:
        return context.before != "/"
    if context.glued and context.tail == context.after:
        return _after_glued_stop(context, word)
    value = number(word)
    if value is not None:
        return not _is_list_number(context, word, value) and not _is_broken_decimal(context, word)
    if _is_item_letter(context, word) or _is_bare_title(context, word):
        return False
    return not _is_abbreviation(context, word) or _starts_afresh(context)


def _after_glued_stop(context: Context, word: str) -> bool:
    """«شد.وی»: the blank was lost, unless this is «ق.م.», «بی.بی.سی», ایرنا.ir or a heading number."""
    after = context.next
    if not _can_begin(after):
        return False
    value = number(word)
    if value is not None:
        return not after.isascii() and not _is_list_number(context, word, value)
    last = fold(word.rpartition(".")[2])
    if after.isascii() and after.isalpha():
        return is_finite(word.rpartition(".")[2])
    return len(last) > 1 and not _is_abbreviation(context, word) and not _is_item_letter(context, word)


def _can_begin(character: str) -> bool:
    """Whether a sentence can begin with it right after a stop, the blank having been lost."""
    return is_persian(character) or character.isalnum() or character in _OPENERS + "-–—#•"


def _is_abbreviation(context: Context, word: str) -> bool:
    """Initials, letter names, dotted letters and listed words, Persian and Latin."""
    folded = fold(word)
    last = folded.rpartition(".")[2]
    if known.is_dotted(folded):
        return True
    if len(last) == 1 or last in known.ITEM_LETTERS:
        return last.isalpha() and not _names_a_thing(context, word)
    if last.isascii():
        return last.lower() in known.LATIN_ABBREVIATIONS
    return last in known.ABBREVIATIONS or _is_letter_name(context, word, last)


def _names_a_thing(context: Context, word: str) -> bool:
    """«گروه ب.», «ویتامین C.»: the letter is a name, not the first letter of one."""
    at = context.text.rfind(word, context.start, context.stop)
    return fold(context.word_before(at)) in known.LETTERED


def _is_letter_name(context: Context, word: str, last: str) -> bool:
    """«جی. کی. رولینگ», but not «بی بی سی.», «۱۲ دی.» or «با او.»."""
    letters = known.LETTER_NAMES | known.DOUBTFUL_LETTER_NAMES
    if last not in letters:
        return False
    at = context.text.rfind(word, context.start, context.stop)
    previous = fold(context.word_before(at).rstrip("."))
    if previous in letters:
        return context.text[max(context.start, at - REACH) : at].rstrip().endswith(".")
    if "." in word or _letter_follows(context, letters):
        return True
    return last in known.LETTER_NAMES and not previous.isdecimal() and previous not in known.BEFORE_A_WORD


def _letter_follows(context: Context, letters: frozenset[str]) -> bool:
    """Whether the next word is a letter name with a stop of its own."""
    following = context.word_after()
    return following in letters and context.text.startswith(".", context.following + len(following))


def _starts_afresh(context: Context) -> bool:
    """After an abbreviation: the verb has been said and a word follows that only begins sentences."""
    return context.word_after() in cue_words.STARTERS and context.has_verb_so_far()


def _is_list_number(context: Context, word: str, value: int) -> bool:
    """«۱. کاهش تورم، ۲. افزایش تولید»: the first of a list, or the next one after the last seen."""
    if len(word) > 3:
        return False
    before = _text_before(context, word)
    first = not any(map(str.isalnum, before))
    opens = value == 1 and before[-1:] in _ITEM_MAY_FOLLOW
    if first or opens or value == context.marker + 1 > 1:
        context.marker = value
        return True
    return False


def _is_item_letter(context: Context, word: str) -> bool:
    """«الف. ...» at the head of a sentence, after a colon or a comma, or in a row of initials."""
    if fold(word) not in known.ITEM_LETTERS:
        return False
    before = _text_before(context, word)
    return not before or before[-1] in _ITEM_MAY_FOLLOW or before[-1] == "."


def _is_bare_title(context: Context, word: str) -> bool:
    """«دکتر. رضایی»: a title is not a sentence."""
    at = context.text.rfind(word, context.start, context.stop)
    return fold(word) in known.TITLES and not context.has_words(at)


def _text_before(context: Context, word: str) -> str:
    """The sentence before `word`, the last one, no further back than REACH characters."""
    at = context.text.rfind(word, context.start, context.stop)
    return context.text[max(context.start, at - REACH) : at].rstrip()


def _is_broken_decimal(context: Context, word: str) -> bool:
    """«10. 7 درصد»: a decimal that was torn at its point."""
    match = re.match(r"(\d{1,2})\s+(\w+)", context.text[context.following : context.following + 30])
    return (
        len(word) <= 2 and match is not None and match.group(2) in cue_words.QUANTITIES and not context.glued
    )


# Ellipses


def _after_ellipsis(context: Context, mark: str) -> bool:
    """An ellipsis ends a sentence that has its verb, if what follows does not go on with it."""
    word = context.word_before().rstrip(".")
    last = fold(word)
    following = context.word_after()
    if following in cue_words.CONTINUES or following == last or context.before in "/[(":
        return False
    if context.before.isdecimal() and context.next.isdecimal():
        return False
    words = context.words_so_far()
    if len(words) <= 3 and following in map(fold, words):
        return False
    if re.search(r"(?:\.\.|…)\s+\.$", mark) and not re.search(r"\s\.\s", mark):
        return True
    if last == "و" or last.endswith("،"):
        return _starts_afresh(context)
    return is_finite(word)


# Questions and exclamations


def _after_question_or_exclamation(context: Context, mark: str) -> bool:
    """Ends a sentence unless it is part of a name, calls somebody, or asks within a clause."""
    if context.glued and not (
        is_persian(context.next) or context.next.isalnum() or context.next in _OPENERS + "-–—#"
    ):
        return False
    if "!" in mark and "?" not in mark and "؟" not in mark:
        return not (_is_brand(context) or _is_vocative(context))
    return not _is_question_clause(context)


def _is_brand(context: Context) -> bool:
    """Yahoo! in a Persian sentence that has no verb yet."""
    word = context.word_before()
    latin = context.before.isascii() and context.before.isalpha()
    if not latin and fold(word) not in cue_words.BRANDS_WITH_A_MARK:
        return False
    persian_around = any(map(is_persian, context.text[context.start : context.stop])) or is_persian(
        context.next
    )
    return persian_around and not context.has_verb_so_far()


def _is_vocative(context: Context) -> bool:
    """«آقای رئیس! این لایحه را پس بگیرید»: a short call without a verb."""
    words = context.words_so_far()
    if not words or len(words) > 5 or any(map(is_finite, words)) or fold(words[-1]) in cue_words.CRIES:
        return False
    return fold(words[0]) in cue_words.VOCATIVE_HEADS or fold(words[-1]) in cue_words.VOCATIVE_TAILS


def _is_question_clause(context: Context) -> bool:
    """«این که آیا او می‌آید یا نه؟ هنوز معلوم نیست»: the question is the subject of what follows."""
    if context.word_after() not in cue_words.ABOUT_A_QUESTION:
        return False
    words = list(map(fold, context.words_so_far()))
    return " ".join(words[:2]).startswith(("اینکه", "این که", "آنکه")) or _asks_in_a_noun(words)


def _asks_in_a_noun(words: list[str]) -> bool:
    """«این پرسش که آیا ...», but not «پرسش این است که آیا ...»."""
    return any(a in cue_words.QUESTION_NOUNS and b == "که" for a, b in pairwise(words))
