"""Departures to files: each file whole or not at all, the segments beside it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from io import BufferedWriter, TextIOWrapper
from pathlib import Path
from typing import Any, TypeAlias

from translate.errors import BadUsage
from translate.formats.atomic import replace_file
from translate.formats.base import Format
from translate.formats.inputs import Input
from translate.formats.registry import for_suffix
from translate.handoff.base import Heading
from translate.pipeline.assembly import english_units
from translate.pipeline.handing_off import TARGETS as HAND_OFFS
from translate.pipeline.handing_off import HandOffs
from translate.pipeline.ledger import Ledger
from translate.pipeline.passage import Departure, FileEnd
from translate.records import Document, Translation, Unreadable

WRITABLE = ("txt", "jsonl", *HAND_OFFS)
"""What `--to` takes: the article as its format writes it, rows of Persian beside English, hand-off files."""


_Stream: TypeAlias = "TextIOWrapper[BufferedWriter]"


def checked_targets(names: Sequence[str]) -> tuple[str, ...]:
    """The values of `--to`, once each; BadUsage for one that does not exist."""
    for name in names:
        if name not in WRITABLE:
            raise BadUsage(f"--to {name}: no such output; there are {', '.join(WRITABLE)}")
    return tuple(dict.fromkeys(names))


class Outputs:
    """Writes what departs. Only one input file is open at a time, since departures keep their order."""

    def __init__(
        self,
        inputs: Sequence[Input],
        out: Path,
        *,
        targets: Sequence[str],
        ledger: Ledger,
        heading: Heading,
    ) -> None:
        self._inputs = inputs
        self._heading = heading
        self._out = out
        self._targets = targets
        self._ledger = ledger
        self._open: _OpenFile | None = None

    def __call__(self, departure: Departure) -> None:
        """Write one departure; the last of a file puts its outputs in place."""
        content = departure.content
        if isinstance(content, FileEnd):
            self._finish()
            return
        current = self._of(departure.file)
        if isinstance(content, Unreadable):
            self._ledger.refuse(content)
            current.refuse(content)
            return
        self._ledger.documents += 1
        for translation in departure.translations:
            self._ledger.enter(translation)
        units = english_units(content, departure.translations)
        current.write(content.document, units, departure.translations)

    def abandon(self) -> None:
        """Drop what is half-written; what stood there before stays."""
        if self._open is not None:
            self._open.abandon()

    def _of(self, file: int) -> "_OpenFile":
        if self._open is None:
            source = self._inputs[file]
            self._open = _OpenFile(source, self._out, self._targets, self._heading)
        return self._open

    def _finish(self) -> None:
        self._ledger.files += 1
        if self._open is not None:
            self._open.close()
            self._open = None


class _OpenFile:
    """The outputs of one input file, opened when its first document departs."""

    def __init__(self, source: Input, out: Path, targets: Sequence[str], heading: Heading) -> None:
        self._form: Format = for_suffix(source.suffix, whole_page=source.whole_page)
        self._stack = ExitStack()
        self._hand_offs = HandOffs(
            out, source.name, targets, heading, taken=self._form.output_suffix, stack=self._stack
        )
        self._base = out / source.name
        self._article: _Stream | None = None
        self._rows: _Stream | None = None
        self._segments: _Stream | None = None
        self._targets = targets

    def refuse(self, read: Unreadable) -> None:
        """A row keeps its place in the file; a whole file that cannot be read gets no output."""
        # A row that fails has stood somewhere; a file that could not be opened as rows has not.
        if self._form.has_rows and read.raw:
            self._start()
            self._put(self._article, self._form.write(read, ()))

    def write(self, document: Document, units: Sequence[str], translations: Sequence[Translation]) -> None:
        self._start()
        self._put(self._article, self._form.write(document, units))
        self._put(self._rows, _row(document, units))
        for translation in translations:
            self._put(self._segments, as_json(segment_row(translation)) + "\n")
        self._hand_offs.write(document.id, translations)

    def close(self) -> None:
        self._stack.close()

    def abandon(self) -> None:
        failure = RuntimeError("abandoned")  # no OSError: those are taken for a refusing disk
        self._stack.__exit__(RuntimeError, failure, None)

    def _start(self) -> None:
        if self._segments is not None:
            return
        if "txt" in self._targets or self._form.has_rows:
            self._article = self._opened(self._form.output_suffix)
        if "jsonl" in self._targets and not self._form.has_rows:
            self._rows = self._opened(".en.jsonl")
        self._segments = self._opened(".segments.jsonl")

    def _opened(self, suffix: str) -> "_Stream":
        path = self._base.with_name(self._base.name + suffix)
        return self._stack.enter_context(replace_file(path))

    @staticmethod
    def _put(stream: "_Stream | None", content: str | bytes) -> None:
        if stream is None:
            return
        if isinstance(content, bytes):
            stream.buffer.write(content)
        else:
            stream.write(content)


def segment_row(translation: Translation) -> dict[str, Any]:
    """A row of NAME.segments.jsonl. Offsets count characters of the unit, a paragraph of the document.

    `alternatives` and `token_scores` are there only where the run asked for them and the model was asked.
    """
    segment = translation.segment
    row = {
        "document": segment.document,
        "unit": segment.unit,
        "index": segment.index,
        "start": segment.start,
        "end": segment.end,
        "source": segment.source,
        "target": translation.target,
        "origin": translation.origin,
        "confidence": translation.confidence,
        "flags": [asdict(flag) for flag in translation.flags],
    }
    if translation.alternatives:
        row["alternatives"] = [asdict(one) for one in translation.alternatives]
    if translation.token_scores:
        row["token_scores"] = list(translation.token_scores)
    return row


_ENCODER = json.JSONEncoder(ensure_ascii=False)  # json.dumps would make one for every row


def as_json(value: object) -> str:
    """One line of JSON in readable Persian."""
    return _ENCODER.encode(value)


def _row(document: Document, units: Sequence[str]) -> str:
    english = document.before + "".join(
        text + unit.after for text, unit in zip(units, document.units, strict=True)
    )
    return as_json({"id": document.id, "text": document.text, "text_en": english}) + "\n"


@contextmanager
def writing(outputs: Outputs) -> Iterator[None]:
    """Drop half-written files when the block fails."""
    try:
        yield
    except BaseException:
        outputs.abandon()
        raise


def as_manifest(summary: dict[str, Any]) -> str:
    """The text of run.json."""
    return json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
