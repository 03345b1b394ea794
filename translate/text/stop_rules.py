"""Does this stop end the sentence? One function a kind of stop; each says in its docstring what it knows."""

import re

from translate.text import abbreviations as known
from translate.text import quote_rules
from translate.text.abbreviations import fold
from translate.text.context import Context, is_persian, number
from translate.text.finite_verbs import is_finite
from translate.text.pairs import Pair

_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.|[^\s@]*@[A-Za-z0-9-]+\.", re.IGNORECASE)
_PATH = re.compile(r"[^/]+//[^/]+/|[^/]+/")
_OPENERS = "«“„\"'([{‘"
_ITEM_MAY_FOLLOW = frozenset(":،؛,;)")
_QUANTITY = frozenset("درصد میلیون میلیارد هزار تریلیون کیلومتر متر واحد مگاوات ریشتر تن".split())


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
    """Addresses, files, versions, numbers: both neighbours belong to what is written in Latin or in digits."""
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
    start, end = context.token()
    while start < context.stop and context.text[start] in _OPENERS:
        start += 1
    if _ADDRESS.match(context.text, start, end) is None:
        return False
    return not is_persian(context.next) or _PATH.match(context.text, start, context.stop) is not None


# Full stops


def _after_full_stop(context: Context) -> bool:
    """A lone stop ends a sentence unless the word before it is an abbreviation, an initial or a list number."""
    word = context.word_before()
    if not word:
        return context.before != "/"
    if context.glued and context.tail == context.after:
        return _after_glued_stop(context, word)
    value = number(word)
    if value is not None:
        return not _is_list_number(context, word, value) and not _is_broken_decimal(context, word)
    if _is_item_letter(context, word):
        return False
    return not _is_abbreviation(context, word) or _starts_afresh(context)


def _after_glued_stop(context: Context, word: str) -> bool:
    """«شد.وی»: the blank was lost, unless this is «ق.م.», «بی.بی.سی», ایرنا.ir or a heading number."""
    after = context.next
    if not (is_persian(after) or after.isalnum() or after in _OPENERS or after in "-–—#•"):
        return False
    value = number(word)
    if value is not None:
        return not after.isascii() and not _is_list_number(context, word, value)
    last = fold(word.rpartition(".")[2])
    if after.isascii() and after.isalpha():
        return (
            is_finite(last) and not context.before.isspace() or context.before.isspace() and is_finite(last)
        )
    return len(last) > 1 and not _is_abbreviation(context, word) and not _is_item_letter(context, word)


def _is_abbreviation(context: Context, word: str) -> bool:
    """Initials, letter names, dotted letters and listed words, Persian and Latin."""
    folded = fold(word)
    last = folded.rpartition(".")[2]
    if known.is_dotted(folded):
        return True
    if len(last) == 1:
        return last.isalpha() and not _names_a_thing(context, word)
    if last.isascii():
        return last.lower() in known.LATIN_ABBREVIATIONS
    return last in known.ABBREVIATIONS or _is_letter_name(context, word, last)


def _names_a_thing(context: Context, word: str) -> bool:
    """«گروه ب.», «ویتامین C.»: the letter is a name, not the first letter of one."""
    at = context.text.rfind(word, context.start, context.stop)
    return fold(context.word_before(at)) in known.LETTERED


def _is_letter_name(context: Context, word: str, last: str) -> bool:
    """«جی. کی. رولینگ», but not «بی بی سی.» or «تا ساعت سی.»."""
    at = context.text.rfind(word, context.start, context.stop)
    previous = fold(context.word_before(at)).rstrip(".")
    dotted_before = "." in word or context.text[:at].rstrip().endswith(".")
    if last in known.LETTER_NAMES:
        return dotted_before or previous not in known.LETTER_NAMES | known.DOUBTFUL_LETTER_NAMES
    if last not in known.DOUBTFUL_LETTER_NAMES:
        return False
    following = context.word_after()
    letter_follows = following in known.LETTER_NAMES | known.DOUBTFUL_LETTER_NAMES
    stop_after_it = context.text[context.following + len(following) :][:1] == "."
    return (dotted_before and previous in known.LETTER_NAMES | known.DOUBTFUL_LETTER_NAMES) or (
        letter_follows and stop_after_it
    )


def _starts_afresh(context: Context) -> bool:
    """After an abbreviation: the verb has been said and a word follows that only begins sentences."""
    return context.word_after() in known.STARTERS and context.has_verb_so_far()


def _is_list_number(context: Context, word: str, value: int) -> bool:
    """«۱. کاهش تورم، ۲. افزایش تولید»: the first of a list, or the next one after the last seen."""
    if len(word) > 3:
        return False
    at = context.text.rfind(word, context.start, context.stop)
    before = context.text[context.start : at].rstrip()
    first = not before or not any(map(str.isalnum, before[-3:])) and not context.has_words(at)
    opens = value == 1 and before[-1:] in _ITEM_MAY_FOLLOW
    if first or opens or value == context.marker + 1 > 1:
        context.marker = value
        return True
    return False


def _is_item_letter(context: Context, word: str) -> bool:
    """«الف. ...» at the head of a sentence or after a colon or a comma."""
    if fold(word) != "الف":
        return False
    before = context.text[context.start : context.stop].rstrip()[: -len(word)].rstrip()
    return not before or before[-1] in _ITEM_MAY_FOLLOW


def _is_broken_decimal(context: Context, word: str) -> bool:
    """«10. 7 درصد»: a decimal that was torn at its point."""
    match = re.match(r"(\d{1,2})\s+(\w+)", context.text[context.following : context.following + 30])
    return len(word) <= 2 and match is not None and match.group(2) in _QUANTITY and not context.glued


# Ellipses


def _after_ellipsis(context: Context, mark: str) -> bool:
    """An ellipsis ends a sentence that has its verb, if what follows does not go on with it."""
    last = fold(context.word_before().rstrip("."))
    following = context.word_after()
    if following in known.CONTINUES or following == last or context.before in "/[(":
        return False
    if context.before.isdecimal() and context.next.isdecimal():
        return False
    if re.search(r"(?:\.\.|…)\s+\.$", mark) and not re.search(r"\s\.\s", mark):
        return True
    if last == "و" or last.endswith("،"):
        return _starts_afresh(context)
    return is_finite(last)


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
    if not latin and fold(word) not in known.BRANDS_WITH_A_MARK:
        return False
    persian_around = any(map(is_persian, context.text[context.start : context.stop])) or is_persian(
        context.next
    )
    return persian_around and not context.has_verb_so_far()


def _is_vocative(context: Context) -> bool:
    """«آقای رئیس! این لایحه را پس بگیرید»: a short call without a verb."""
    words = context.words_so_far()
    if not words or len(words) > 5 or any(map(is_finite, words)):
        return False
    return words[0] in known.VOCATIVE_HEADS or words[-1] in known.VOCATIVE_TAILS


def _is_question_clause(context: Context) -> bool:
    """«این که آیا او می‌آید یا نه؟ هنوز معلوم نیست»: the question is the subject of what follows."""
    if context.word_after() not in known.ABOUT_A_QUESTION:
        return False
    words = context.words_so_far()
    joined = " ".join(words[:4])
    return joined.startswith(("اینکه", "این‌که", "این که", "آنکه")) or _asks_in_a_noun(words)


def _asks_in_a_noun(words: list[str]) -> bool:
    """«این پرسش که آیا ...», but not «پرسش این است که آیا ...»."""
    nouns = ("پرسش", "سؤال", "سوال")
    return any(a in nouns and b == "که" for a, b in zip(words, words[1:], strict=False))
