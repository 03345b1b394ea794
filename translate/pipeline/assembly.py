"""The English of a unit from the targets of its segments: same order, same line breaks."""

import re
from collections.abc import Sequence

from translate.pipeline.splitting import SplitDocument
from translate.records import Translation, Unit

UNTRANSLATED = "[untranslated: {}]"

# Between English sentences nothing but white space has a meaning; marks of direction have none.
_NOT_WHITE_SPACE = re.compile(r"\S+")
_LINE_BREAK = re.compile("[\n\r\u2028\u2029\u0085]")


def english_units(split: SplitDocument, translations: Sequence[Translation]) -> list[str]:
    """The translated text of each unit of the split document, in order."""
    of_unit: list[list[Translation]] = [[] for _ in split.document.units]
    for translation in translations:
        of_unit[translation.segment.unit].append(translation)
    return [_english(unit, found) for unit, found in zip(split.document.units, of_unit, strict=True)]


def shown(translation: Translation) -> str:
    """The target as a reader meets it; a failed segment keeps its place and is marked."""
    if translation.origin == "failed":
        return UNTRANSLATED.format(translation.segment.source)
    return translation.target


def _english(unit: Unit, translations: Sequence[Translation]) -> str:
    pieces: list[str] = []
    position = 0
    for translation in translations:
        gap = unit.text[position : translation.segment.start]
        pieces += [_between(gap) if pieces else _edge(gap), shown(translation)]
        position = translation.segment.end
    return "".join([*pieces, _edge(unit.text[position:])])


def _between(gap: str) -> str:
    """A missing blank after a stop is no reason to glue two English sentences together."""
    return _edge(gap) if _LINE_BREAK.search(gap) else " "


def _edge(gap: str) -> str:
    return _NOT_WHITE_SPACE.sub("", gap)
