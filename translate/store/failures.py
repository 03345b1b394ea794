"""What SQLite complains about, in words that say what to do."""

import sqlite3

from translate.errors import Locked, OutputFailed

LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
FULL = {sqlite3.SQLITE_FULL}
CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


def explained(path: object, error: sqlite3.Error) -> Locked | OutputFailed:
    """The error as one for the user: Locked when waiting may help, else OutputFailed; not raised here."""
    # The low byte is the kind, the rest says where inside SQLite it arose.
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if kind in LOCKED:
        return Locked(f"{path}: another program is writing to this store ({error}); try again in a while")
    return OutputFailed(f"{path}: {_said(kind, error)}")


def _said(kind: int, error: sqlite3.Error) -> str:
    if kind in DAMAGED:
        return (
            f"not a store, or damaged ({error}); put a backup in its place, or save what can be read with "
            "`sqlite3 STORE .recover` and move it away to start a new one"
        )
    if kind in FULL:
        return f"{error}; nothing that was stored is lost, free some space and run again to go on"
    if kind in CLOSED:
        return f"{error}; check the permissions of the file and its folder, or choose another --store"
    return f"{error}; nothing that was stored is lost, mend the cause and run again to go on"
