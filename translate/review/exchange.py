"""Back from translators: what a hand-off file wants changed, kept as edits, with a report on every line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from translate.errors import BadInput
from translate.handoff.base import Returned
from translate.review.handing_off import run_id
from translate.review.output import OutputFolder
from translate.review.pairing import Wish, paired
from translate.review.report import Item, Report
from translate.store.edits import Change, Edit


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is taken.

    `accept`: every line of it is done, whatever its state says; `by_source`: it has no ids, and its English
    goes to every segment of its Persian; `by`: who did the work.
    """

    accept: bool = False
    by_source: bool = False
    by: str = ""


def take_in(
    folder: OutputFolder, lines: Iterable[Returned], terms: Terms, *, dry_run: bool = False
) -> Report:
    """Keep what a file changes; with `dry_run` only say what it would.

    Raises BadInput for a file of another run, before anything is kept. What was kept before stays as a
    version; taking the same file in again changes nothing.
    """
    given = list(lines)
    if not given:
        raise BadInput("it holds no segments; is it the file that was exported?")
    if not terms.by_source:
        _refuse_another_run(folder, given)
    found = list(_by_source(folder, given) if terms.by_source else _by_id(folder, given))
    verdicts = [one if isinstance(one, Item) else _decided(folder, one, terms) for one in found]
    items = [one for one in verdicts if isinstance(one, Item)]
    wanted = [one for one in verdicts if not isinstance(one, Item)]
    return Report(len(given), (*items, *_kept(folder, wanted, dry_run=dry_run)))


@dataclass(frozen=True, slots=True)
class _Decision:
    """A change to be kept on top of a revision, and what the report says of it."""

    change: Change
    expected: int
    item: Item


def _refuse_another_run(folder: OutputFolder, lines: Sequence[Returned]) -> None:
    ours = run_id(folder)
    others = {line.run for line in lines} - {ours}
    if "" in others:
        raise BadInput(
            "the file does not say which run it is of, as one that a translation tool has written itself; "
            "take it in with --by-source, which goes by the Persian alone"
        )
    if others:
        raise BadInput(
            f"the file is of another run ({', '.join(sorted(others))}) than {folder.path} ({ours}); "
            "import it into the folder that it was exported from"
        )


def _by_id(folder: OutputFolder, lines: Iterable[Returned]) -> Iterator[Wish | Item]:
    of_document: dict[str | None, list[Returned]] = {}
    known = set(folder.documents())
    for line in lines:
        of_document.setdefault(_document(line, known), []).append(line)
    for document, found in of_document.items():
        if document is None:
            for line in found:
                yield Item("unknown", line.document, line.index, "the run has no such document")
        else:
            yield from paired(document, found, folder.article(document).rows)


def _document(line: Returned, known: set[str]) -> str | None:
    """What the article is called in this folder, where two files may have given the same id."""
    of_file = f"{line.document}@{line.name}"
    if of_file in known:
        return of_file
    return line.document if line.document in known else None


def _by_source(folder: OutputFolder, lines: Iterable[Returned]) -> Iterator[Wish | Item]:
    """The English of a memory for every segment with its Persian, once or several times in the run."""
    english: dict[str, set[tuple[str, bool]]] = {}
    for line in lines:
        english.setdefault(_squeezed(line.source), set()).add((line.target, line.accepted))
    used: set[str] = set()
    for article in folder.articles():
        for row in article.rows:
            key = _squeezed(row.source)
            offered = english.get(key, set())
            used.add(key)
            if len({target for target, _ in offered}) > 1:
                yield Item("conflicting", row.document, row.index, "the file has several translations of it")
            elif offered:
                target, accepted = max(offered, key=lambda one: one[1])
                if row.state == "accepted" and target != row.target:
                    yield Item(
                        "conflicting", row.document, row.index, "somebody has accepted another translation"
                    )
                else:
                    yield Wish(row, target, accepted, revision=None)
    for source in english.keys() - used:
        yield Item("unknown", "", None, f"no segment of the run has this Persian: {source[:60]}")


def _decided(folder: OutputFolder, wish: Wish, terms: Terms) -> _Decision | Item:
    row = wish.row
    accepted = wish.accepted or (terms.accept and not wish.is_rest)
    if not wish.target.strip() and not wish.is_rest:
        verdict: Item = Item("empty" if row.target else "unchanged", row.document, row.index)
        return verdict
    is_done = row.state == "accepted" or (row.origin == "human" and not terms.accept)
    if wish.target == row.target and (not accepted or is_done):
        return Item("unchanged", row.document, row.index)
    if wish.target != row.target:
        settled = _settled(folder, wish, accepted=accepted)
        if settled is not None:
            return settled
    change = Change(
        document=row.document,
        index=row.index,
        source=row.source,
        mt=row.mt,
        target=wish.target,
        state="accepted" if accepted else "draft",
        by=terms.by,
        model=str((folder.manifest.get("model") or {}).get("name", "")),
    )
    detail = "; ".join(part for part in (change.state, wish.note) if part)
    return _Decision(change, row.revision, Item("applied", row.document, row.index, detail))


def _settled(folder: OutputFolder, wish: Wish, *, accepted: bool) -> Item | None:
    """The verdict on a line whose English differs but is not to be kept; None where it is."""
    row = wish.row
    if wish.revision is None or wish.revision == row.revision:
        return None
    versions = [edit for edit in folder.edits.versions(row.document, row.index) if edit.is_of(row.source)]
    if wish.target == _base(wish, versions):
        return Item("unchanged", row.document, row.index, "a later edit stands")
    done = ("accepted",) if accepted else ("accepted", "draft")
    if any(edit.target == wish.target and edit.state in done for edit in versions):
        return Item("unchanged", row.document, row.index, "was taken in before, a later edit stands")
    if row.origin == "human" and not wish.revision and _is_as_run(row.revision, versions):
        return None
    detail = f"edited here since it was handed off (revision {wish.revision}, now {row.revision})"
    return Item("conflicting", row.document, row.index, detail)


def _base(wish: Wish, versions: Sequence[Edit]) -> str:
    """What the line said when it was handed off."""
    of_file = (edit.target for edit in versions if edit.revision == wish.revision)
    return next(of_file, wish.row.mt)


def _is_as_run(revision: int, versions: Sequence[Edit]) -> bool:
    """Whether the latest edit is the accepted one that the run took; its file could not know the number."""
    accepted = [edit.revision for edit in versions if edit.state == "accepted"]
    return bool(accepted) and accepted[-1] == revision


def _kept(folder: OutputFolder, wanted: Sequence[_Decision], *, dry_run: bool) -> list[Item]:
    if dry_run or not wanted:
        return [one.item for one in wanted]
    _, conflicts = folder.edits.save_all((one.change, one.expected) for one in wanted)
    lost = {(conflict.change.document, conflict.change.index): str(conflict) for conflict in conflicts}
    return [_outcome(one.item, lost) for one in wanted]


def _outcome(item: Item, lost: dict[tuple[str, int], str]) -> Item:
    why = lost.get((item.document, item.index or 0))
    return item if why is None else replace(item, verdict="conflicting", detail=why)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
