"""An aside in brackets that is lost with its brackets."""

import re
from collections.abc import Iterator

from translate.records import Flag

# Three words and more: a single name or an abbreviation in brackets often becomes an apposition in English.
_ASIDE = re.compile(r"[(\[]\s*([^\s()\[\]]+(?:\s+[^\s()\[\]]+){2,40})\s*[)\]]")
_ASIDE_EN = re.compile(r"[(\[—–]|\s-+\s|--")
_BLESSING = re.compile("الله|علیه|السلام|مدظله|رحمت")


class Asides:
    """A flag where the source has an aside in brackets, and the target neither brackets nor dashes."""

    name = "asides"

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """At most one flag a pair; none for an empty target."""
        if ("(" not in source and "[" not in source) or not target.strip() or _ASIDE_EN.search(target):
            return
        aside = next((found[1] for found in _ASIDE.finditer(source) if not _BLESSING.search(found[1])), None)
        if aside is not None:
            yield Flag(self.name, f"the brackets of «{aside}» are lost")
