"""Quotation marks that were lost, and quotation marks and brackets that were left open."""

import re
from collections.abc import Iterator

from translate.records import Flag

# Speech, not a name: English writes the names of ships, papers and firms without marks.
_SPEECH_FA = re.compile(r"[:،] ?[«“](?:[^\s«»“”]+\s+){4,}[^\s«»“”]*[»”]")
_QUOTE_EN = re.compile("[\"“”„«»‘]|(?<!\\w)'")
_INCHES = re.compile(r"\d\"")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_BRACKET = re.compile(r"[()[\]“”]")
_LIST_MARK = re.compile(r"^\s*(?:\d{1,2}|[A-Za-z])\)|[:;]-?[()]")


class Marks:
    """A flag where quoted speech loses its marks, or what the source closes is left open."""

    name = "marks"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """One flag a kind of mark."""
        if not target.strip():
            return
        opened = source.count("«") + source.count("“")
        closed = opened == source.count("»") + source.count("”")
        if closed and opened and _SPEECH_FA.search(source) and not _QUOTE_EN.search(target):
            yield Flag(self.name, "the quotation marks of the source are lost")
        # The mark after a figure may be inches or the end of a quotation: either way must leave one over.
        odd = target.count('"') % 2 and _INCHES.sub("", target).count('"') % 2
        if closed and '"' not in source and odd:
            yield Flag(self.name, "a quotation mark is left open")
        if _BRACKET.search(target):
            yield from self._brackets(source, _LIST_MARK.sub(" ", target))

    def _brackets(self, source: str, target: str) -> Iterator[Flag]:
        for left, right in _PAIRS:
            balanced = source.count(left) == source.count(right)
            if balanced and target.count(left) != target.count(right):
                yield Flag(self.name, f"{left} and {right} do not match")
