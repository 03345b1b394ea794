"""Persian words that are numbers in one sentence and something else in the next."""

from collections.abc import Callable, Sequence

from translate.text import numerals_fa as fa
from translate.text.amounts_fa import Amount
from translate.text.codes_fa import MODEL_LETTERS
from translate.text.scan import GLUED, HALF, Token
from translate.text.words import word_set

_GIVEN = word_set(
    "تذکر نجات انجام ادامه نشان قرار اجازه پاسخ جواب شکل ترجیح توضیح گزارش هشدار دست می رأی رای خبر"
)
# «شبکه یک», «گروه یک»: here even «یک» is a number.
_NAMES_AFTER = word_set("شبکه شماره کانال گروه فاز بند خط بلوک منطقه سد درجه رتبه رده ماده فصل فقط تنها")
_END_WORDS = word_set("و که را در به از با تا برای است بود شد هم نیز بالا پایین رفت رفتند")


def is_counted(toks: Sequence[Token], i: int, amount: Amount) -> bool:
    """Whether a spelled number counts something, and is not an article, a name, a village or a "no"."""
    before, after, end = toks[i - 1].text, toks[amount.end], amount.end
    if after.gap in (HALF, GLUED) and after.kind == "w" and after.text not in fa.MEASURE_ENDINGS:
        return after.text in fa.SCALES
    if end > i + 1:
        return not (
            toks[end - 1].text in fa.SCALES and before in ("چند", "چندین", "ده", "صدها", "دهها", "ها")
        )
    if before in ("چند", "چندین", "ها", "صدها", "دهها") and amount.value >= 100:
        return False
    if (
        after.text == "ماهه" and amount.value in (3, 6) and toks[end + 1].text in fa.ORDINALS
    ):  # «سه‌ماههٔ دوم»: second quarter
        return False
    check = _TRAPS.get(toks[i].text)
    return check is None or check(toks, i)


def _one(toks: Sequence[Token], i: int) -> bool:
    after = toks[i + 1]
    if after.text in fa.ONE_COUNTS:
        return toks[i - 1].text != "هر"
    return toks[i - 1].text in _NAMES_AFTER and after.text != "از"


def _two(toks: Sequence[Token], i: int) -> bool:
    sport = (
        toks[i + 1].text in ("میدانی", "ماراتن", "استقامت", "سرعت", "فرانس") or toks[i + 2].text == "میدانی"
    )
    return toks[i - 1].text not in ("هر", "پیاده") and not sport


def _nine(toks: Sequence[Token], i: int) -> bool:
    after, then = toks[i + 1].text, toks[i + 2]
    return after in fa.MEASURE_ENDINGS or (
        after in ("به", "تا") and (then.kind == "n" or then.text in fa.CARDINALS)
    )


def _zero(toks: Sequence[Token], i: int) -> bool:
    """Not the noughts of «چهار صفر از پول ملی», nor «نقطه صفر مرزی»."""
    return toks[i - 1].kind != "n" and toks[i - 1].text not in (*fa.CARDINALS, "نقطه")


def _ten(toks: Sequence[Token], i: int) -> bool:
    after = toks[i + 1]
    return (
        after.kind == "w"
        and after.text not in _END_WORDS
        and (toks[i - 1].text not in ("این", "آن") or after.text in fa.MEASURES)
    )


def _thirty(toks: Sequence[Token], i: int) -> bool:
    return not ({toks[i - 1].text, toks[i + 1].text} & (MODEL_LETTERS | {"آی"})) and _ten(toks, i)


def _thirteen(toks: Sequence[Token], i: int) -> bool:
    return (toks[i + 1].text, toks[i + 2].text) != ("به", "در")


def _hundred(toks: Sequence[Token], i: int) -> bool:
    return toks[i + 1].text not in ("البته", "ها", "حیف")


def only_looks_ordinal(toks: Sequence[Token], i: int) -> bool:
    """«نخست‌وزیر», «دست دوم» (used) and «نجات دهم», where «دهم» is the verb "I give"."""
    word, before, after = toks[i].text, toks[i - 1].text, toks[i + 1].text
    if word == "دهم":
        return before in _GIVEN
    minister = word == "نخست" and after in ("وزیر", "وزیری", "وزیران")
    arabic = toks[i + 1].gap == HALF and after.startswith("ال")  # «اول‌الاوقات»
    return minister or arabic or (word == "دوم" and before == "دست")


_TRAPS: dict[str, Callable[[Sequence[Token], int], bool]] = {
    "یک": _one,
    "دو": _two,
    "صفر": _zero,
    "نه": _nine,
    "ده": _ten,
    "سی": _thirty,
    "سیزده": _thirteen,
    "صد": _hundred,
}
