"""Persian figures that are read out and not counted: telephone and model numbers, «۱+۵», 24/7."""

from collections.abc import Sequence

from translate.text import numerals_fa as fa
from translate.text.amounts_fa import read_amount
from translate.text.mentions import Found
from translate.text.scan import BLANK, GLUED, Token
from translate.text.words import word_set

MODEL_LETTERS = word_set("اف اس ام جی بی تی سی ای دی پی کی وی ان ال یو آر اچ کا میگ سو کووید ایکس")


def read_code(toks: Sequence[Token], i: int) -> list[Found]:
    """Telephone numbers, «اف-۳۵», «کووید-۱۹», «۱+۵», 24/7, and figures too long to count anything."""
    if toks[i].kind != "n":
        return _plus(toks, i)
    text, after = toks[i].text, toks[i + 2]
    joint = toks[i + 1].text if toks[i + 1].gap == GLUED == after.gap and after.kind == "n" else ""
    if joint == "+":
        return [Found("code", "+".join(sorted((text, after.text), reverse=True)), i, i + 3)]
    if (text, joint, after.text) == ("24", "/", "7") and toks[i + 3].text not in fa.PERCENT | fa.MEASURES:
        return [Found("code", "24/7", i, i + 3)]
    if _is_phone(toks, i, joint):
        end = i + 1
        while (
            toks[end].text == "-"
            and toks[end + 1].kind == "n"
            and toks[end].gap == GLUED == toks[end + 1].gap
        ):
            end += 2
        return [Found("code", "".join(t.text for t in toks[i:end] if t.kind == "n"), i, end)]
    if (
        _is_model(toks, i)
        or (text.count(".") > 1 and read_amount(toks, i) is None)
        or (len(text) > 12 and text.isdigit())
    ):
        return [Found("code", text, i, i + 1)]
    return []


def _plus(toks: Sequence[Token], i: int) -> list[Found]:
    """«پنج به‌علاوه یک»: the P5+1."""
    a = fa.CARDINALS.get(toks[i].text)
    at = i + 2 + (toks[i + 1].text == "به")
    b = fa.CARDINALS.get(toks[at].text)
    if a is None or b is None or toks[at - 1].text not in ("علاوه", "بعلاوه"):
        return []
    return [Found("code", "+".join(str(n) for n in sorted((a[0], b[0]), reverse=True)), i, at + 1)]


def _is_phone(toks: Sequence[Token], i: int, joint: str) -> bool:
    text = toks[i].text
    zeros = len(text) >= 3 and text[0] == "0" and text.isdigit()
    return zeros or (joint == "-" and len(text) + len(toks[i + 2].text) >= 9 and text.isdigit())


def _is_model(toks: Sequence[Token], i: int) -> bool:
    before = toks[i - 1]
    if before.text == "-" and toks[i].gap == GLUED == before.gap and toks[i - 2].kind == "w":
        return True
    if toks[i].gap == BLANK or before.kind != "w":
        return False
    return before.text in MODEL_LETTERS or before.text.isascii()
