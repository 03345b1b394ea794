"""Stores with something in them, for tests that move and thin them out."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from translate.store.edits import Change, Edits, State
from translate.store.memory import Entry, Keys, Memory

CHANGE = Change(document="a", index=0, source="یک خبر.", mt="A new.", target="A report.", state="accepted")


def entry(source: str, *, run: int, target: str = "", model: str = "s") -> Entry:
    return Entry(Keys(model).of(source), source, target or f"en {source}", -0.1, run, 0)


def filled(
    path: Path, sources: Iterable[str], *, target: str = "", fingerprint: str = "job", ended: bool = True
) -> Path:
    """A store with one more run that has translated these sources."""
    memory = Memory(path)
    run, _ = memory.begin(fingerprint)
    memory.remember(entry(source, run=run, target=target, model=fingerprint) for source in sources)
    if ended:
        memory.finish(run)
    memory.close()
    return path


def edited(
    path: Path, target: str, *, index: int = 0, state: State = "accepted", made: float | None = None
) -> None:
    """One more version of an edit, at a moment of our choosing."""
    edits = Edits(path)
    revision = len(edits.versions(CHANGE.document, index))
    saved = edits.save(replace(CHANGE, index=index, target=target, state=state), expected_revision=revision)
    edits.close()
    if made is not None:
        query(path, "UPDATE edit SET made = ? WHERE id = ?", made, saved.id)


def versions(path: Path, index: int = 0) -> list[tuple[int, str]]:
    edits = Edits(path)
    try:
        return [(edit.revision, edit.target) for edit in edits.versions(CHANGE.document, index)]
    finally:
        edits.close()


def query(path: Path, sql: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(sql, values).fetchall()


def sources(path: Path) -> set[str]:
    return {source for (source,) in query(path, "SELECT source FROM entry")}
