"""Characters that a file format cannot hold, written another way and read back as they were.

XML 1.0 has no way to write most control characters, lone surrogates, U+FFFE and U+FFFF, not even as `&#11;`.
Where a format has placeholders for codes, each such character becomes one. Where it has not, it is spelled
out between rare brackets, `⟦U+000B⟧`; where a text holds such a spelling by itself, its bracket is spelled.
"""

import re
from collections.abc import Iterator

UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Word makes line ends of all of these; only the line feed comes back as what it was.
UNFIT_FOR_WORD = re.compile("[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")

# HTML parsers replace or drop these, too; a carriage return is lost wherever line ends are made alike.
UNFIT_FOR_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_OPENING = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}"
_CLOSING = "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
_SPELLING = re.compile(f"{_OPENING}U\\+([0-9A-F]{{4,6}}){_CLOSING}")
_LOOKS_SPELLED = re.compile(f"{_OPENING}(?=U\\+)")


def pieces(text: str, unfit: re.Pattern[str] = UNFIT_FOR_XML) -> Iterator[str | int]:
    """The text as stretches that a format can hold, and between them the code points that it cannot."""
    position = 0
    for found in unfit.finditer(text):
        if found.start() > position:
            yield text[position : found.start()]
        yield ord(found[0])
        position = found.end()
    if position < len(text):
        yield text[position:]


def spelled(text: str, unfit: re.Pattern[str] = UNFIT_FOR_XML) -> str:
    """The text with every unfit character spelled out; `unspelled` gives it back."""
    if _OPENING in text:
        text = _LOOKS_SPELLED.sub(lambda found: _spelling(found[0]), text)
    return unfit.sub(lambda found: _spelling(found[0]), text)


def unspelled(text: str) -> str:
    """What `spelled` was given."""
    if _OPENING not in text:
        return text
    return _SPELLING.sub(lambda found: character(found[1]) or found[0], text)


def character(digits: str) -> str:
    """The character of a code point in hexadecimal digits; nothing where there is none."""
    point = int(digits, 16)
    return chr(point) if point <= 0x10FFFF else ""


def _spelling(unfit: str) -> str:
    return f"{_OPENING}U+{ord(unfit):04X}{_CLOSING}"
