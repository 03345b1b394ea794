"""The hand-off files of one input file: both languages beside each other, for a translator."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from translate.formats.atomic import replace_file
from translate.handoff import registry
from translate.handoff.base import Bilingual, Heading, Line, Put
from translate.records import Translation

TARGETS = tuple(registry.FORMATS)
"""What `--to` takes of these."""


def heading(settings: Mapping[str, Any]) -> Heading:
    """What a hand-off file says of the run that wrote it, from the run's manifest."""
    return Heading(
        run=str(settings.get("id", "")),
        release=str(settings.get("tarjoman", "")),
        model=str(settings.get("model", {}).get("name", "")),
        made=str(settings.get("started", "")),
    )


class HandOffs:
    """Writes the documents of one input file, as they depart, into a file for each of `targets`.

    OUT/NAME.en.xliff, OUT/NAME.en.docx and so on; where the translated article itself has that name
    (`taken`), OUT/NAME.fa-en.docx. A file is there only if it has segments; `stack` puts it in place.
    """

    def __init__(
        self,
        out: Path,
        name: str,
        targets: Sequence[str],
        heading: Heading,
        *,
        taken: str,
        stack: ExitStack,
    ) -> None:
        self._base = out / name
        self._name = name
        self._targets = [name for name in targets if name in TARGETS]
        self._heading = heading
        self._taken = taken
        self._stack = stack
        self._open: list[Put] = []

    def write(self, document: str, translations: Sequence[Translation]) -> None:
        """One more document."""
        if not translations or not self._targets:
            return
        if not self._open:
            self._open = [self._opened(name) for name in self._targets]
        lines = tuple(_line(translation) for translation in translations)
        for put in self._open:
            put(Bilingual(document, self._name, lines))

    def _opened(self, name: str) -> Put:
        form = registry.named(name)
        # Both XLIFFs end in what tools know them by.
        ending = ".2.xliff" if name == "xliff2" else form.suffix
        suffix = f".fa-en{ending}" if self._taken == f".en{ending}" else f".en{ending}"
        path = self._base.with_name(self._base.name + suffix)
        stream = self._stack.enter_context(replace_file(path))
        return self._stack.enter_context(form.writing(stream.buffer, self._heading))


def _line(translation: Translation) -> Line:
    segment, origin = translation.segment, translation.origin
    return Line(
        unit=segment.unit,
        index=segment.index,
        source=segment.source,
        target=translation.target,
        mt="" if origin == "human" else translation.target,
        origin=origin,
        confidence=translation.confidence,
        flags=translation.flags,
        alternatives=translation.alternatives,
        state="accepted" if origin == "human" else "untouched",
    )
