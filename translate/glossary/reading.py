"""Glossaries from files: by suffix, and the starter list by its name."""

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

from translate.errors import BadInput
from translate.glossary.persian import spellings
from translate.glossary.tbx import read_tbx
from translate.glossary.terms import Glossary, Term
from translate.glossary.tsv import read_tsv

STARTER = "starter"
"""What `--glossary` calls the list that comes with the program."""

_READERS = {".tsv": read_tsv, ".txt": read_tsv, ".tbx": read_tbx, ".xml": read_tbx}


def read_glossary(name: str) -> Glossary:
    """The glossary in a file, or the starter list. Raises BadInput naming file, line and cause."""
    if name == STARTER:
        with as_file(files("translate.glossary").joinpath("starter.tsv")) as path:
            return Glossary(_unique(read_tsv(path)), (STARTER,))
    path = Path(name).expanduser()
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise BadInput(f"{name}: no such kind of glossary; there are {', '.join(_READERS)}, and {STARTER!r}")
    return Glossary(_unique(reader(path)), (str(path),))


def read_glossaries(names: Sequence[str]) -> Glossary:
    """Several glossaries as one: where two have the same Persian, the later one holds."""
    terms: dict[tuple[str, ...], Term] = {}
    read = [read_glossary(name) for name in names]
    for term in (term for glossary in read for term in glossary):
        terms[_key(term)] = term
    return Glossary(tuple(terms.values()), tuple(name for glossary in read for name in glossary.names))


def _unique(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Raises BadInput for a Persian term that stands twice with other English."""
    found: dict[tuple[str, ...], Term] = {}
    for term in terms:
        before = found.setdefault(_key(term), term)
        if before.english != term.english:
            raise BadInput(
                f"{term.where}: «{term.persian}» stands in {before.where} with other English "
                f"({before.preferred!r}, here {term.preferred!r}); keep one, or put both "
                "forms in one line with |"
            )
    return tuple(found.values())


def _key(term: Term) -> tuple[str, ...]:
    return next(spellings(term.persian))
