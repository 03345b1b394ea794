"""English figures that are read out and not counted: telephone and model numbers, "P5+1", 24/7."""

from collections.abc import Sequence

from translate.text.amounts_en import read_amount
from translate.text.dates import PartialDate
from translate.text.mentions import Found
from translate.text.scan import GLUED, Token
from translate.text.words import word_set

_NOT_A_MODEL = word_set("magnitude mid post pre early late non under over sub anti")


_IDIOMS = {
    "9/11": Found("date", PartialDate(None, 9, 11, "gregorian"), 0, 0),
    "24/7": Found("code", "24/7", 0, 0),
}


def read_code(toks: Sequence[Token], i: int) -> list[Found]:
    """The code that begins at token `i`; "9/11" is the date."""
    if toks[i].kind != "n":
        return []
    text, after = toks[i].text, toks[i + 2]
    joint = toks[i + 1].text if toks[i + 1].gap == GLUED == after.gap and after.kind == "n" else ""
    if joint == "+":
        return [Found("code", "+".join(sorted((text, after.text), reverse=True)), i, i + 3)]
    idiom = _IDIOMS.get(text + joint + after.text)
    if idiom is not None and joint == "/":
        return [idiom._replace(first=i, end=i + 3)]
    if (len(text) >= 3 and text[0] == "0" and text.isdigit()) or (
        joint == "-" and len(text + after.text) >= 9
    ):
        return [_phone(toks, i)]
    unread = text.count(".") > 1 and read_amount(toks, i) is None
    if _is_model(toks, i) or unread or (len(text) > 12 and text.isdigit()):
        return [Found("code", text, i, i + 1)]
    return []


def _phone(toks: Sequence[Token], i: int) -> Found:
    end = i + 1
    while toks[end].text == "-" and toks[end + 1].kind == "n" and toks[end].gap == GLUED == toks[end + 1].gap:
        end += 2
    return Found("code", "".join(t.text for t in toks[i:end] if t.kind == "n"), i, end)


def _is_model(toks: Sequence[Token], i: int) -> bool:
    before = toks[i - 1]
    if toks[i].gap != GLUED or i == 0:
        return False
    if before.text == "-" and before.gap == GLUED and i > 1:
        word = toks[i - 2]
        return word.kind == "w" and "." not in toks[i].text and word.text not in _NOT_A_MODEL
    return before.kind == "w"
