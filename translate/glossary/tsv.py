"""Glossaries as tab-separated text: Persian, English, and columns that may be left out.

    # comment
    persian	english	kind	forbidden	note

The English may be several forms parted by |, the preferred one first. A first line that names the columns
may put them in another order.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from translate.errors import BadInput
from translate.glossary.terms import KINDS, Term, distinct
from translate.text.characters import BOM

COLUMNS = ("persian", "english", "kind", "forbidden", "note")


def read_tsv(path: Path) -> list[Term]:
    """The terms of a file. Raises BadInput naming file, line and cause."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: the glossary cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadInput(f"{path}, line {line}: not UTF-8; save the glossary as UTF-8") from error
    terms = list(_terms(text.removeprefix(BOM), path))
    if not terms:
        raise BadInput(f"{path}: no term in it; a line is Persian, a tab, English")
    return terms


def _terms(text: str, path: Path) -> Iterator[Term]:
    columns: Sequence[str] = COLUMNS
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        named = [cell.lower() for cell in cells]
        if {"persian", "english"} <= set(named):
            columns = _header(named, f"{path}, line {number}")
            continue
        yield _term(cells, columns, f"{path}, line {number}")


def _header(named: list[str], where: str) -> Sequence[str]:
    for name in named:
        if name not in COLUMNS:
            raise BadInput(f"{where}: no such column {name!r}; there are {', '.join(COLUMNS)}")
    return named


def _term(cells: list[str], columns: Sequence[str], where: str) -> Term:
    if len(cells) < 2:
        raise BadInput(f"{where}: only one column; a line is Persian, a tab, English")
    if len(cells) > len(columns):
        raise BadInput(f"{where}: {len(cells)} columns where there are at most {len(columns)}")
    row = dict(zip(columns, cells, strict=False))
    persian, english = row.get("persian", ""), distinct(row.get("english", "").split("|"))
    if not is_persian(persian):
        raise BadInput(f"{where}: the Persian is {persian!r}, without a Persian letter")
    if not english:
        raise BadInput(f"{where}: no English for «{persian}»")
    kind = row.get("kind", "").lower()
    if kind not in KINDS:
        raise BadInput(f"{where}: no such kind {kind!r}; there are {', '.join(filter(None, KINDS))}")
    forbidden = distinct(row.get("forbidden", "").split("|"))
    return Term(persian, english, kind, forbidden, row.get("note", ""), where)


def is_persian(text: str) -> bool:
    """Whether there is a letter of the Arabic script in it."""
    return any("\u0620" <= char <= "\u06ff" and char.isalpha() for char in text)
