"""The steps of a profile, in order. A step sees what those before it left.

The order makes the whole idempotent: characters are folded before any pattern looks at its
neighbours, and what is dropped is dropped before the patterns that ask what stands beside a letter.
"""

import re

from translate.text import foldings, halfspace
from translate.text.characters import TATWEEL, ZWNJ
from translate.text.foldings import HAMZA_ABOVE, LETTERS, NATIVE_DIGITS, RIAL_SIGN, VOWEL_SIGNS
from translate.text.marks import JOINERS, MARKS, TATWEELS
from translate.text.profiles import Profile
from translate.text.protected import MASK
from translate.text.rewriting import Edits, Pattern, Rewrite, Step, Table

_SPELLED = f"[{LETTERS}{VOWEL_SIGNS}]"

# A not sign between Persian letters is the half-space of Windows-1256 word processors.
NOT_SIGN = Pattern(
    rule="half-space look-alike",
    expression=re.compile(rf"(?<={_SPELLED})¬+(?=[{LETTERS}])"),
    replacement=ZWNJ,
    triggers="¬",
)
DOUBLED_HALF_SPACE = Pattern(
    rule="half-space",
    expression=re.compile(f"{ZWNJ}{ZWNJ}+"),
    replacement=ZWNJ,
    guard=lambda text: ZWNJ * 2 in text,
)
# A half-space parts two characters of which one is Persian; beside a blank, a stop or the end it is junk.
_BESIDE = rf"\w{VOWEL_SIGNS}{MASK}"
_PERSIAN = LETTERS + VOWEL_SIGNS + TATWEEL
IDLE_HALF_SPACE = Pattern(
    rule="half-space",
    expression=re.compile(
        rf"{ZWNJ}(?:(?![\w{MASK}])|(?<![{_BESIDE}]{ZWNJ})|(?<![{_PERSIAN}]{ZWNJ})(?![{LETTERS}]))"
    ),
    replacement="",
    guard=lambda text: ZWNJ in text,
)
DOUBLED_BLANK = Pattern(
    rule="blank", expression=re.compile(r"(?<=\S)  +"), replacement=" ", guard=lambda text: "  " in text
)
TRAILING_BLANK = Pattern(
    rule="blank",
    expression=re.compile(r" +(?=\r?\n|\Z)"),
    replacement="",
    guard=lambda text: text.endswith(" ") or " \n" in text or " \r\n" in text,
)
LINE_BREAKS = Table("line break", dict.fromkeys("\t\n\r\u2028\u2029", " "))
ENDS = Pattern(
    rule="blank",
    expression=re.compile(r"\A +| +\Z"),
    replacement="",
    guard=lambda text: text.startswith(" ") or text.endswith(" "),
)

# «زكاة» is زکات; «فاطمة» is فاطمه; before the Arabic article («دایرةالمعارف») it is spelling.
LONG_TEH = Pattern(
    rule="teh marbuta",
    expression=re.compile(rf"(?<=ا)ة(?![{LETTERS}{VOWEL_SIGNS}{ZWNJ}])"),
    replacement="ت",
    triggers="ة",
)
FINAL_TEH = Pattern(
    rule="teh marbuta",
    expression=re.compile(rf"ة(?![{LETTERS}{VOWEL_SIGNS}{ZWNJ}]|\s*ال)"),
    replacement="ه",
    triggers="ة",
)
ANY_TEH = Table("teh marbuta", {"ة": "ت"})
# A hamza typed behind a final he stands for the one above it.
_HEH_HAMZA = re.compile(rf"(?<=[{LETTERS}])هء(?!{_SPELLED})")
HEH_HAMZA = Pattern(rule="hamza", expression=_HEH_HAMZA, replacement="ه" + HAMZA_ABOVE, triggers="ء")
BARE_HEH_HAMZA = Pattern(rule="hamza", expression=_HEH_HAMZA, replacement="ه", triggers="ء")

DECIMAL = Pattern(
    rule="decimal separator",
    expression=re.compile(r"(?<=\d)\u066b(?=\d)"),
    replacement=".",
    triggers="\u066b",
)
THOUSANDS = Pattern(
    rule="thousands separator",
    expression=re.compile(r"(?<=\d)\u066c(?=\d)"),
    replacement=",",
    triggers="\u066c",
    produces=",",
)
# The percent sign follows the digits beside it.
NATIVE_PERCENT = Pattern(
    rule="percent sign",
    expression=re.compile(rf"(?<=[{NATIVE_DIGITS}])( ?)%|%(?=[{NATIVE_DIGITS}])"),
    replacement=r"\1٪",
    triggers="%",
    produces="٪",
)
ASCII_PERCENT = Pattern(
    rule="percent sign",
    expression=re.compile(r"(?<=[0-9])( ?)٪|٪(?=[0-9])"),
    replacement=r"\1%",
    triggers="٪",
)

# “ and ” are often typed the wrong way round in Persian: what matters is which comes first.
CURLY_PAIR = Pattern(
    rule="quote",
    expression=re.compile(r"(?<!\w)[“”„‟](?=\S)([^“”„‟\n]*)(?<=\S)[“”„‟]"),
    replacement=r"«\1»",
    triggers="“”„‟",
)
_NO_CODE = rf"0-9A-Za-z{NATIVE_DIGITS}./\\{MASK}"
ELLIPSIS = Pattern(
    rule="ellipsis",
    expression=re.compile(rf"(?<![{_NO_CODE}])\.{{3,}}(?![{_NO_CODE}])"),
    replacement="…",
    guard=lambda text: "..." in text,
)
_PERSIAN_STOPS = str.maketrans(",;?", "،؛؟")
STOPS = Pattern(
    rule="stop",
    expression=re.compile(rf"(?<={_SPELLED})( ?)([,;?]+)(?=[\s»\"…)\]!]|\Z)"),
    replacement=lambda match: match.group().translate(_PERSIAN_STOPS),
    triggers=",;?",
)

_FRACTIONS = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⅕": "1/5",
    "⅖": "2/5",
    "⅗": "3/5",
    "⅘": "4/5",
    "⅙": "1/6",
    "⅚": "5/6",
    "⅛": "1/8",
    "⅜": "3/8",
    "⅝": "5/8",
    "⅞": "7/8",
}
_WORD = re.compile(rf"[\w{MASK}]")
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _apart(match: re.Match[str], spelled: str) -> str:
    """The sign spelled out, with a blank where a number or a word would run into it."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() : match.end() + 1]
    left = " " if _WORD.match(before) else ""
    right = " " if _WORD.match(after) else ""
    return f"{left}{spelled}{right}"


def _power(match: re.Match[str]) -> str:
    after = match.string[match.end() : match.end() + 1]
    return f"^{match.group().translate(_POWERS)}" + (" " if after.isdigit() else "")


# NFKC reads 2½ as 21⁄2, 10² as 102 and 500﷼ as one word.
SPELL_OUT = (
    Pattern(
        rule="fraction",
        expression=re.compile(f"[{''.join(_FRACTIONS)}]"),
        replacement=lambda match: _apart(match, _FRACTIONS[match.group()]),
        triggers="".join(_FRACTIONS),
    ),
    Pattern(
        rule="power",
        expression=re.compile(r"(?<=[0-9])[⁰¹²³⁴-⁹]+"),
        replacement=_power,
        triggers="⁰¹²³⁴⁵⁶⁷⁸⁹",
    ),
    Pattern(
        rule="rial sign",
        expression=re.compile(RIAL_SIGN),
        replacement=lambda match: _apart(match, "ریال"),
        triggers=RIAL_SIGN,
    ),
)


def _half_space_edits(text: str) -> list[Rewrite]:
    return [Rewrite(edit.start, edit.end, edit.replacement) for edit in halfspace.edits(text)]


RESTORE = Edits(rule="half-space", propose=_half_space_edits, run=halfspace.restore, produces=ZWNJ)
HALF_SPACE_TO_BLANK = Table("half-space to blank", {ZWNJ: " "})


def everywhere_steps() -> list[Step]:
    """Steps that hold inside a URL as well: what nobody sees is no part of an address."""
    return [
        foldings.CONTROLS,
        foldings.DIRECTIONS,
        foldings.ZERO_WIDTHS,
        foldings.BLANKS,
        foldings.HYPHENS,
        foldings.FULL_WIDTH,
    ]


def letter_steps(profile: Profile) -> list[Step]:
    """Steps outside protected stretches: letters, numbers, quotes, blanks."""
    return [
        *_characters(profile),
        *_blanks(profile),
        LONG_TEH,
        FINAL_TEH,
        *((ANY_TEH, BARE_HEH_HAMZA) if profile.marks == "none" else (HEH_HAMZA,)),
        *_numbers(profile),
        *_punctuation(profile),
    ]


def half_space_steps(profile: Profile) -> list[Step]:
    """What becomes of half-spaces, last: the tagger knows the folded letters only."""
    steps: list[Step] = [] if profile.half_spaces == "keep" else [RESTORE]
    if profile.half_spaces == "blank":
        steps += [HALF_SPACE_TO_BLANK, DOUBLED_BLANK]
    return steps


def _characters(profile: Profile) -> list[Step]:
    plain = [foldings.PLAIN_SIGNS] if profile.plain_signs else []
    return [
        foldings.HALF_SPACE_LOOK_ALIKES,
        foldings.PRESENTATION_FORMS,
        foldings.ARABIC_LETTERS,
        foldings.RARE_MARKS,
        JOINERS,
        TATWEELS,
        *plain,
        MARKS[profile.marks],
        NOT_SIGN,
        DOUBLED_HALF_SPACE,
        IDLE_HALF_SPACE,
    ]


def _blanks(profile: Profile) -> list[Step]:
    return [LINE_BREAKS, DOUBLED_BLANK, ENDS] if profile.one_line else [DOUBLED_BLANK, TRAILING_BLANK]


def _numbers(profile: Profile) -> list[Step]:
    if profile.digits == "author":
        return [NATIVE_PERCENT, ASCII_PERCENT]
    return [DECIMAL, THOUSANDS, foldings.ASCII_DIGITS, *(SPELL_OUT if profile.spell_out else ())]


def _punctuation(profile: Profile) -> list[Step]:
    steps: list[Step] = [ELLIPSIS] if profile.ellipsis else []
    if profile.quotes == "guillemets":
        steps += [CURLY_PAIR, foldings.CURLY_QUOTES]
    elif profile.quotes == "straight":
        steps.append(foldings.STRAIGHT_QUOTES)
    return [*steps, *([STOPS] if profile.persian_stops else [])]
