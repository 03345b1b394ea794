"""CSV for spreadsheets: UTF-8 with a byte order mark, every field quoted, no field that is run as a formula.

A field that a spreadsheet would compute (`=1+1`, `@x`, `-2`) or take for a number or a date (`0012`, `3-2`,
`May 5`) gets an apostrophe in front, which reading takes away again. A file saved with semicolons or tabs, or
in UTF-16, is read as well.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

from translate.errors import BadInput
from translate.handoff.base import Bilingual, Heading, Line, Put, Returned
from translate.handoff.characters import UNFIT_FOR_LINES, spelled, unspelled
from translate.handoff.parsing import number
from translate.handoff.status import means_done, places, status

COLUMNS = (
    "index",
    "source",
    "target",
    "status",
    "flags",
    "confidence",
    "mt",
    "revision",
    "document",
    "name",
    "lines",
    "run",
)
_NEEDED = {"index", "source", "target", "document", "run"}
_LONGEST = 1 << 24  # characters in a field; Python's own limit is shorter than a long article

# What spreadsheets take for the beginning of a formula, wide forms included; the apostrophe itself as well,
# so that one which stood there before is told from ours.
_WIDE = (
    "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
_GUARDED = f"=+\\-@\t\r'{_WIDE}"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

# Numbers, dates, times and truths in a field of text: an id of 20 digits would come back rounded.
_CONVERTED = (
    rf"(?i:[0-9][0-9.,/:eE+%\- ]*|true|false|(?=[^0-9]*[0-9])[0-9 ]*(?:{_MONTHS})[a-z]*[ .,\-0-9]*)\Z"
)
_RUNS = re.compile(f"[{_GUARDED}]|{_CONVERTED}")
_GUARD = re.compile(f"'(?=[{_GUARDED}]|{_CONVERTED})")
_NUMBERS = {"index", "confidence", "revision", "lines"}


class Csv:
    """See the module."""

    suffix = ".csv"

    @contextmanager
    def writing(self, stream: BinaryIO, heading: Heading) -> Iterator[Put]:
        """A row a segment."""
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
        rows = csv.writer(text, quoting=csv.QUOTE_ALL)
        text.write(codecs.BOM_UTF8.decode())
        rows.writerow(COLUMNS)
        try:
            yield lambda article: rows.writerows(_rows(heading, article))
        finally:
            text.detach()  # the stream stays open for whoever gave it

    def read(self, stream: BinaryIO) -> Iterator[Returned]:
        """Rows in order; columns in any order, others beside them."""
        csv.field_size_limit(_LONGEST)
        text = _decoded(stream)
        try:
            head = text.readline()
            names = next(csv.reader([head], delimiter=_delimiter(head)), [])
            if missing := _NEEDED - set(names):
                named = ", ".join(sorted(missing))
                raise BadInput(f"no column {named}; the first line must be the one that was exported")
            for row in csv.DictReader(text, names, delimiter=_delimiter(head), restkey="", strict=True):
                yield _returned({name: _cell(value) for name, value in row.items() if isinstance(value, str)})
        except UnicodeDecodeError as error:
            raise BadInput("not UTF-8; save the sheet as `CSV UTF-8`") from error
        except csv.Error as error:
            raise BadInput(f"not a CSV file as it was exported: {error}") from error
        finally:
            text.detach()


def _rows(heading: Heading, article: Bilingual) -> Iterator[list[str]]:
    for line in article.lines:
        yield [
            value if column in _NUMBERS else _guarded(spelled(value, UNFIT_FOR_LINES))
            for column, value in zip(COLUMNS, _values(heading, article, line), strict=True)
        ]


def _values(heading: Heading, article: Bilingual, line: Line) -> tuple[str, ...]:
    """In the order of COLUMNS."""
    return (
        str(line.index),
        line.source,
        line.target,
        status(line),
        "\n".join(f"{flag.check}: {flag.detail}" for flag in line.flags),
        "" if line.confidence is None else str(line.confidence),
        line.mt,
        str(line.revision),
        article.document,
        article.name,
        str(len(article.lines)),
        heading.run,
    )


def _guarded(value: str) -> str:
    return f"'{value}" if _RUNS.match(value) else value


def _cell(value: str) -> str:
    return unspelled(_GUARD.sub("", value, count=1) if _GUARD.match(value) else value)


def _decoded(stream: BinaryIO) -> io.TextIOWrapper:
    mark = stream.read(2)
    stream.seek(0)
    wide = mark in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    return io.TextIOWrapper(stream, encoding="utf-16" if wide else "utf-8-sig", newline="")


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _returned(row: Mapping[str, str]) -> Returned:
    found = [index for index, _ in places(row["index"])]
    return Returned(
        run=row["run"],
        document=row["document"],
        name=row.get("name", ""),
        index=found[0] if found else None,
        source=row["source"],
        target=row["target"],
        accepted=means_done(row.get("status", "")),
        revision=number(row.get("revision")),
        lines=number(row.get("lines")),
        also=tuple(found[1:]),
    )
