"""Latin words, addresses, handles and hashtags of the source that did not reach the target."""

import re
from collections.abc import Iterator

from translate.records import Flag
from translate.text.scan import fold

_ANY = re.compile("[A-Za-z@]")
_ADDRESS = re.compile(
    # Bounded, so that a long run of such characters costs no more than its length.
    r"(?:https?://|www\.)[^\s«»\u0600-\u06ff]+|[\w.+-]{1,64}@[a-zA-Z0-9-]{1,64}(?:\.[a-zA-Z0-9-]{1,64})+"
    r"|(?<!\w)@\w{2,64}|#[A-Za-z]\w{1,64}|\b[a-zA-Z0-9-]{1,64}\.(?:com|org|net|ir)\b(?:/[^\s«»]*)?"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_TRAILING = ".,;:!?)]»\"'،؛؟"
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_MARKUP = re.compile(r"</?[a-z][^>]{0,200}>|&[a-z]{2,8};")


class Latin:
    """A flag for every Latin word or address that is lost; the case of its letters is free."""

    name = "latin"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """One flag a word, in the order of the source."""
        folded, _ = fold(source)
        if _ANY.search(folded) is None:
            return
        folded = _MARKUP.sub(" ", folded)
        lowered = target.lower()
        for match in _ADDRESS.finditer(folded):
            address = match[0].rstrip(_TRAILING)
            if address.lower() not in lowered:
                yield Flag(self.name, f"{address!r} is missing")
        squeezed = _NOT_LETTERS.sub("", lowered)
        for match in _WORD.finditer(_ADDRESS.sub(" ", folded)):
            if match[0].lower() not in squeezed:
                yield Flag(self.name, f"{match[0]!r} is missing")
