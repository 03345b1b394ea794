"""Reading an output folder of `tarjoman run`: articles of rows, the latest edits laid over."""

import fcntl
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from translate.errors import BadInput, Locked
from translate.records import Alternative, Flag, Origin
from translate.review.rows import Place, places, rows_at
from translate.store.edits import Edit, Edits

MANIFEST = "run.json"
LATEST = "latest"
"""In a folder of nights, the link to the last one that was finished."""

OWN_FOLDER = ".tarjoman"
OWN_STORE = "memory.db"

State = Literal["untouched", "draft", "accepted", "rejected"]
"""How far a person has come with a segment: the state of its latest edit, or that there is none."""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment as a translator meets it.

    `mt` is the machine's target, also where the run took a person's; `target` is the latest edit's, or the
    run's where nobody has edited this source. `revision` is the number of the latest edit at this place,
    0 where there is none: what `Edits.save` wants to be told.
    """

    document: str
    unit: int
    index: int
    source: str
    target: str
    origin: Origin
    confidence: float | None
    flags: tuple[Flag, ...]
    alternatives: tuple[Alternative, ...]
    mt: str
    state: State
    revision: int


@dataclass(frozen=True, slots=True)
class Article:
    """A document of the run: `name` is that of its files in OUT, `document` what its edits are kept under."""

    document: str
    name: str
    rows: tuple[Row, ...]


class OutputFolder:
    """An output folder of `tarjoman run`, one night's folder, or the folder of nights, whose latest is read.

    Two files may hold rows of the same id (an id is unique in its file only). The later one in order of
    names is then kept under `ID@NAME`, so that its edits are its own. Files that a new run has written
    since are read anew. Raises BadInput where this is no such folder and Locked while a run is at work.
    """

    def __init__(self, path: Path, *, store: Path | None = None) -> None:
        self.path = _output_folder(path)
        _refuse_a_running_job(self.path)
        self.manifest = _manifest(self.path)
        self.store = store or _store(self.path, self.manifest)
        self._edits: Edits | None = None
        self._scanned: dict[Path, tuple[tuple[int, ...], tuple[Place, ...]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        if self._edits is not None:
            self._edits.close()
            self._edits = None

    @property
    def edits(self) -> Edits:
        """What people have done, opened when first asked for; made where there is no store yet."""
        if self._edits is None:
            self._edits = Edits(self.store)
        return self._edits

    def articles(self) -> Iterator[Article]:
        """Every article, in order of file names and of rows, read when its turn comes."""
        for document, place in self._index().items():
            yield self._article(document, place)

    def documents(self) -> tuple[str, ...]:
        """The ids of all articles, in the order of `articles`."""
        return tuple(self._index())

    def article(self, document: str) -> Article:
        """The article of that id. BadInput where there is none."""
        place = self._index().get(document)
        if place is None:
            raise BadInput(f"{self.path}: no article {document!r}; its name and id stand in *.segments.jsonl")
        return self._article(document, place)

    def _article(self, document: str, place: Place) -> Article:
        edits = self.edits.latest(document) if self.store.exists() else {}
        rows = (_row(row, document) for row in rows_at(place))
        return Article(document, place.name, tuple(_edited(row, edits.get(row.index)) for row in rows))

    def _index(self) -> dict[str, Place]:
        index: dict[str, Place] = {}
        for path in _segment_files(self.path):
            for place in self._places(path):
                document = place.document
                if document in index:
                    document = f"{document}@{place.name}"
                index[document] = place
        return index

    def _places(self, path: Path) -> tuple[Place, ...]:
        status = path.stat()
        version = (status.st_mtime_ns, status.st_size, status.st_ino)
        known = self._scanned.get(path)
        if known is None or known[0] != version:
            name = path.relative_to(self.path).as_posix().removesuffix(".segments.jsonl")
            known = (version, tuple(places(path, name)))
            self._scanned[path] = known
        return known[1]


def _output_folder(path: Path) -> Path:
    for folder in (path, path / LATEST):
        if (folder / MANIFEST).is_file():
            return folder
    if not path.is_dir():
        raise BadInput(f"{path}: no such folder; give the folder that `tarjoman run -o` wrote to")
    _refuse_a_running_job(path)
    raise BadInput(
        f"{path}: no {MANIFEST} in it; give a folder that `tarjoman run -o` wrote to, "
        "and run it to its end first where it was stopped"
    )


def _refuse_a_running_job(folder: Path) -> None:
    """A run replaces file after file; what it has not come to yet is of an earlier run."""
    lock = folder / OWN_FOLDER / "lock"
    try:
        handle = lock.open("rb")
    except OSError:
        return  # copied without it, or not ours to open: nobody here can be running a job in it
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(
                f"{folder}: a run is at work in it; wait until it has ended, or choose another folder"
            ) from error


def _manifest(folder: Path) -> Mapping[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(f"{path}: not the manifest of a run ({error}); run the job again") from error
    if not isinstance(manifest, dict) or "tarjoman" not in manifest:
        raise BadInput(f"{path}: not a manifest of tarjoman; give a folder that `tarjoman run -o` wrote to")
    return manifest


def _store(folder: Path, manifest: Mapping[str, Any]) -> Path:
    """The store of the run. One inside the folder is found there wherever the folder was moved to."""
    named = Path(str(manifest.get("store") or folder / OWN_FOLDER / OWN_STORE))
    written_to = Path(str(manifest.get("out") or folder))
    if named.is_relative_to(written_to):
        return folder / named.relative_to(written_to)
    if not named.exists():
        raise BadInput(
            f"{named}: the store named in {folder / MANIFEST} is not there; say where with --store"
        )
    return named


def _segment_files(folder: Path) -> Iterator[Path]:
    """All rows below the folder, in order, but for those of other runs into folders inside it."""
    found = sorted(folder.rglob("*.segments.jsonl"))
    of_others = {path.parent for path in folder.glob(f"*/**/{MANIFEST}")}
    for path in found:
        inside = path.relative_to(folder).parents
        if OWN_FOLDER in path.parts or any(folder / part in of_others for part in inside):
            continue
        yield path


def _row(row: Mapping[str, Any], document: str) -> Row:
    return Row(
        document=document,
        unit=row["unit"],
        index=row["index"],
        source=row["source"],
        target=row["target"],
        origin=row["origin"],
        confidence=row["confidence"],
        flags=tuple(Flag(flag["check"], flag["detail"]) for flag in row["flags"]),
        alternatives=tuple(Alternative(one["target"], one["score"]) for one in row.get("alternatives", ())),
        mt=row["target"],
        state="untouched",
        revision=0,
    )


def _edited(row: Row, edit: Edit | None) -> Row:
    if edit is None:
        return row
    if not edit.is_of(row.source):  # the article has changed since; the count of versions goes on
        return replace(row, revision=edit.revision)
    # What a run has taken over from a person is not the machine's; the edit remembers what that was.
    mt = edit.mt if row.origin == "human" else row.mt
    return replace(row, target=edit.target, mt=mt, state=edit.state, revision=edit.revision)
