"""The steps of a profile, in order. A step sees what those before it left.

The order makes the whole idempotent: characters are folded before any pattern looks at its
neighbours, and what is dropped is dropped before the patterns that ask what stands beside a letter.
"""

import re

from translate.text import foldings
from translate.text.characters import TATWEEL, ZWNJ
from translate.text.foldings import LETTERS, NATIVE_DIGITS, RIAL_SIGN, VOWEL_SIGNS
from translate.text.marks import JOINERS, MARKS, TATWEELS
from translate.text.profiles import Profile
from translate.text.protected import MASK
from translate.text.rewriting import Edits, Pattern, Rewrite, Step, Table

_SPELLED = f"[{LETTERS}{VOWEL_SIGNS}]"

# A not sign between Persian letters is the half-space of Windows-1256 word processors.
NOT_SIGN = Pattern("half-space look-alike", re.compile(rf"(?<={_SPELLED})¬+(?=[{LETTERS}])"), ZWNJ, ("¬",))
DOUBLED_HALF_SPACE = Pattern("half-space", re.compile(f"{ZWNJ}{ZWNJ}+"), ZWNJ, (ZWNJ * 2,))
# A half-space parts two characters of which one is Persian; beside a blank, a stop or the end it is junk.
_JOINED = rf"\w{VOWEL_SIGNS}{MASK}"
IDLE_HALF_SPACE = Pattern(
    "half-space",
    re.compile(
        rf"{ZWNJ}(?:(?![\w{MASK}])|(?<![{_JOINED}]{ZWNJ})|(?<![{LETTERS}{VOWEL_SIGNS}{TATWEEL}]{ZWNJ})(?![{LETTERS}]))"
    ),
    "",
    (ZWNJ,),
)
DOUBLED_BLANK = Pattern("blank", re.compile(r"(?<=\S)  +"), " ", ("  ",))
TRAILING_BLANK = Pattern("blank", re.compile(r" +(?=\r?\n|\Z)"), "", (" ",))
ONE_LINE = Pattern("blank", re.compile(r"\s\s+|[^\S ]"), " ", ("  ", *"\t\n\r\u2028\u2029"))
ENDS = Pattern("blank", re.compile(r"\A\s+|\s+\Z"), "", (" ",))

# «زكاة» is زکات; «فاطمة» is فاطمه; before the Arabic article («دایرةالمعارف») it is spelling.
LONG_TEH = Pattern("teh marbuta", re.compile(rf"(?<=ا)ة(?![{LETTERS}{ZWNJ}])"), "ت", ("ة",))
FINAL_TEH = Pattern("teh marbuta", re.compile(rf"ة(?![{LETTERS}{ZWNJ}]|\s*ال)"), "ه", ("ة",))
ANY_TEH = Pattern("teh marbuta", re.compile("ة"), "ت", ("ة",))
# A hamza typed behind a final he stands for the one above it.
HEH_HAMZA = Pattern("hamza", re.compile(rf"(?<=[{LETTERS}])هء(?!{_SPELLED})"), "ه\u0654", ("هء",))
BARE_HEH_HAMZA = Pattern("hamza", re.compile(rf"(?<=[{LETTERS}])هء(?!{_SPELLED})"), "ه", ("هء",))

DECIMAL = Pattern("decimal separator", re.compile(r"(?<=\d)\u066b(?=\d)"), ".", ("\u066b",))
THOUSANDS = Pattern("thousands separator", re.compile(r"(?<=\d)\u066c(?=\d)"), ",", ("\u066c",))
# The percent sign follows the digits beside it.
NATIVE_PERCENT = Pattern(
    "percent sign", re.compile(rf"(?<=[{NATIVE_DIGITS}])( ?)%|%(?=[{NATIVE_DIGITS}])"), r"\1٪", ("%",)
)
ASCII_PERCENT = Pattern("percent sign", re.compile(r"(?<=[0-9])( ?)٪|٪(?=[0-9])"), r"\1%", ("٪",))

# “ and ” are often typed the wrong way round in Persian: what matters is which comes first.
CURLY_PAIR = Pattern(
    "quote", re.compile(r"(?<!\w)[“”„‟](?=\S)([^“”„‟\n]*)(?<=\S)[“”„‟]"), r"«\1»", tuple("“”„‟")
)
# Only pairs around Persian: inches and quoted English keep theirs.
STRAIGHT_PAIR = Pattern(
    "quote",
    re.compile(rf'(?<![\w"»])"(?=[^\s"])([^"\n]*[{LETTERS}][^"\n]*)(?<=\S)"(?!")'),
    r"«\1»",
    ('"',),
    repeat=True,
)
ELLIPSIS = Pattern(
    "ellipsis",
    re.compile(rf"(?<![0-9A-Za-z{NATIVE_DIGITS}./\\])\.{{3,}}(?![0-9A-Za-z{NATIVE_DIGITS}./\\])"),
    "…",
    ("...",),
)
_PERSIAN_STOPS = str.maketrans(",;?", "،؛؟")
STOPS = Pattern(
    "stop",
    re.compile(rf"(?<={_SPELLED})( ?)([,;?]+)(?=[\s»\"…)\]!]|\Z)"),
    lambda match: match.group().translate(_PERSIAN_STOPS),
    tuple(",;?"),
)

_FRACTIONS = dict(
    zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split(), strict=True)
)
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# NFKC reads 2½ as 21⁄2, 10² as 102 and 500﷼ as one word.
SPELL_OUT = (
    Pattern(
        "fraction",
        re.compile(f"[{''.join(_FRACTIONS)}]"),
        lambda match: (
            (" " if match.string[: match.start()][-1:].isdigit() else "") + _FRACTIONS[match.group()]
        ),
        tuple(_FRACTIONS),
    ),
    Pattern(
        "power",
        re.compile(r"(?<=[0-9])[⁰¹²³⁴-⁹]+"),
        lambda match: "^" + match.group().translate(_POWERS),
        tuple("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    ),
    Pattern(
        "rial sign",
        re.compile(RIAL_SIGN),
        lambda match: (" " if match.string[: match.start()][-1:].isdigit() else "") + "ریال",
        (RIAL_SIGN,),
    ),
)


try:  # The module lands beside this one; until then half-spaces stay as they are.
    from translate.text import halfspace
except ImportError:

    class halfspace:
        edits = staticmethod(lambda text: [])
        restore = staticmethod(lambda text: text)


def _half_space_edits(text: str) -> list[Rewrite]:
    return [Rewrite(edit.start, edit.end, edit.replacement) for edit in halfspace.edits(text)]


RESTORE = Edits("half-space", _half_space_edits, halfspace.restore)
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
    return [ONE_LINE, ENDS] if profile.one_line else [DOUBLED_BLANK, TRAILING_BLANK]


def _numbers(profile: Profile) -> list[Step]:
    if profile.digits == "author":
        return [NATIVE_PERCENT, ASCII_PERCENT]
    return [DECIMAL, THOUSANDS, foldings.ASCII_DIGITS, *(SPELL_OUT if profile.spell_out else ())]


def _punctuation(profile: Profile) -> list[Step]:
    steps: list[Step] = [ELLIPSIS] if profile.ellipsis else []
    if profile.quotes == "guillemets":
        steps += [CURLY_PAIR, foldings.CURLY_QUOTES, STRAIGHT_PAIR]
    elif profile.quotes == "straight":
        steps.append(foldings.STRAIGHT_QUOTES)
    return [*steps, *([STOPS] if profile.persian_stops else [])]
