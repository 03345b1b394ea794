"""Named profiles: what each reader of the text, a person or a family of models, should see.

A step that a family's SentencePiece does by itself (the rule set `nmt_nfkc`: presentation forms, the
single-character ellipsis, zero-width blanks) is left to it; what it does badly is done before it sees
the text, for every family: nmt_nfkc reads «10²» as 102 and «2½» as 21⁄2, and keeps bidi marks.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What normalisation does, step by step.

    half_spaces: "keep" the author's; "restore" the lost ones as ZWNJ; "blank" restores them too, and
        then writes every half-space as a blank. Restoring comes first because a joined «میشود» would
        otherwise stay joined.
    marks: "telling" keeps tanvin on alef, the hamza of «هٔ», and vowel signs on words that differ by
        nothing else; "printed" keeps the first two, as ordinary print has them; "none" drops all.
    digits: the author's, or ASCII; with ASCII digits the signs inside a number follow (٫ ٬ ٪).
    quotes: guillemets for curly ones (a straight quote may be an inch, a second or code, and stays), the
        straight double quote for all, or as the author has them.
    persian_stops: an ASCII comma, semicolon or question mark after a Persian letter becomes ، ؛ ؟.
    ellipsis: three dots become one character; otherwise as the author has it.
    plain_signs: dashes, brackets, single quotes and teh marbuta that the vocabulary lacks become ones
        that it has.
    spell_out: signs that nmt_nfkc would glue to a number (² ½ ﷼) are written out.
    one_line: line breaks and tabs become blanks, and the ends are stripped.
    """

    name: str
    half_spaces: Literal["keep", "restore", "blank"]
    marks: Literal["telling", "printed", "none"] = "printed"
    digits: Literal["author", "ascii"] = "ascii"
    quotes: Literal["guillemets", "straight", "author"] = "author"
    persian_stops: bool = False
    ellipsis: bool = False
    plain_signs: bool = False
    spell_out: bool = True
    one_line: bool = True


PROFILES: dict[str, Profile] = {
    # For people: Persian letters and quotes, half-spaces as ZWNJ, digits and lines as the author has them.
    "clean": Profile(
        name="clean",
        half_spaces="restore",
        marks="telling",
        digits="author",
        quotes="guillemets",
        persian_stops=True,
        ellipsis=True,
        spell_out=False,
        one_line=False,
    ),
    # Our own model, as its card asks. Its vocabulary has 46 Arabic-script characters and ASCII: no
    # diacritics, no guillemets, no dashes, no square brackets, no teh marbuta.
    "builtin": Profile(
        name="builtin",
        half_spaces="blank",
        marks="none",
        quotes="straight",
        persian_stops=True,
        plain_signs=True,
    ),
    # OPUS-MT was trained on text from Moses' normalize-punctuation and remove-non-printing-char: quotes
    # are straight, and a ZWNJ (a format character) is a blank.
    "marian": Profile(name="marian", half_spaces="blank", quotes="straight"),
    # NLLB's pipeline did the same with sacremoses and a table of non-printing characters, then NFKC.
    "nllb": Profile(name="nllb", half_spaces="blank", quotes="straight"),
    # CCMatrix and CCAligned as they stand; the SentencePiece model turns ZWNJ into a blank.
    "m2m100": Profile(name="m2m100", half_spaces="restore"),
    # XLM-R's SentencePiece model over raw Common Crawl text; the same holds.
    "mbart50": Profile(name="mbart50", half_spaces="restore"),
    # mT5 and MADLAD-400: raw web text, nmt_nfkc, bytes for what the vocabulary lacks.
    "t5": Profile(name="t5", half_spaces="restore"),
    # quickmt trains on OPUS as it stands with a SentencePiece model of its own.
    "quickmt": Profile(name="quickmt", half_spaces="restore"),
}
