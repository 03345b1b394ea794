"""TMX: a translation memory; units that have Persian only get their English."""

from collections.abc import Iterator

from translate.formats.exchange import Exchange, Slot, content, has_persian
from translate.formats.xml import Element, given, indent_before, tree

_CODES = ("bpt", "ept", "ph", "it", "ut")
_PERSIAN = {"fa", "fas", "per", "pes", "prs"}
_ENGLISH = {"en", "eng"}


class Tmx(Exchange):
    """A translation memory. A new `<tuv xml:lang="en">` says in a `<prop>` that it is machine translation."""

    suffixes: tuple[str, ...] = (".tmx",)
    output_suffix = ".en.tmx"

    def slots(self, text: str) -> Iterator[Slot]:
        """Units with a Persian and without an English variant, in order."""
        for unit in tree(text).below("tu"):
            variants = [(_language(text, one), one) for one in unit.children if one.name == "tuv"]
            if any(language in _ENGLISH for language, _ in variants):
                continue
            variant = next((one for language, one in variants if language in _PERSIAN), None)
            segment = variant.child("seg") if variant else None
            if variant is None or segment is None:
                continue
            found = content(text, segment, codes=_CODES)
            if has_persian(found):
                before = (
                    f'{indent_before(text, variant)}<tuv xml:lang="en"><prop type="x-origin">mt</prop><seg>'
                )
                yield Slot(found, variant.end, variant.end, before, "</seg></tuv>")


def _language(text: str, variant: Element) -> str:
    said = given(text, variant)
    found = said.get("xml:lang") or said.get("lang")
    return found.value.lower().partition("-")[0] if found else ""
