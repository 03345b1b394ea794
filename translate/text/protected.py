"""Stretches that are never touched: addresses, file names, paths and code.

A Persian letter or digit inside a URL is part of the address: another spelling is another page.
"""

import re
from collections.abc import Sequence

MASK = "\ufdd0"
"""Stands for a protected stretch while the rest is rewritten. Not a character: none is in clean text."""

# What may follow a scheme: anything but blanks, quotes and the stops of a Persian sentence.
_ADDRESS = r"[^\s<>\"'«»“”`،؛؟…" + MASK + "]*"
# A stop at the end of an address is the sentence's.
_NO_STOP = r"(?<![.,;:!?)\]])"
_SUFFIXES = (
    "pdf|docx?|xlsx?|pptx?|txt|csv|json|jsonl|xml|html?|md|zip|rar|gz|jpe?g|png|gif|svg|webp|mp[34]|"
    "avi|mkv|apk|exe|py|js|css|sql|sh|epub"
)

_PROTECTED = re.compile(
    rf"(?:https?|ftp)://{_ADDRESS}{_NO_STOP}"
    rf"|\bwww\.{_ADDRESS}{_NO_STOP}"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w@.-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,}}/{_ADDRESS}{_NO_STOP}"
    r"|`[^`\n\r\u2028\u2029]+`"
    r"|\b[A-Za-z]:\\[\w.\\-]*"
    r"|(?<![\w/])[~.]{0,2}/[A-Za-z][\w.-]*(?:/[\w.-]+)+/?"
    rf"|(?<![\w.-])\w[\w.-]*\.(?:{_SUFFIXES})(?!\w)"
)
_LATIN_AFTER_STOP = re.compile(r"\.[A-Za-z]")


def protected_spans(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` that are to stay as they are, in order, none overlapping."""
    # One of these stands in every match; most sentences have none, and each look is one C call.
    if not ("/" in text or "@" in text or "`" in text or "\\" in text or _LATIN_AFTER_STOP.search(text)):
        return []
    return [match.span() for match in _PROTECTED.finditer(text) if match.end() > match.start()]


def masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with one mask in place of each stretch."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done:start], MASK)
        done = end
    return "".join(pieces) + text[done:]


def unmasked(text: str, stretches: Sequence[str]) -> str:
    """The stretches back in the place of their masks."""
    rest = text.split(MASK)
    woven = [rest[0]]
    for stretch, after in zip(stretches, rest[1:], strict=True):
        woven += (stretch, after)
    return "".join(woven)
