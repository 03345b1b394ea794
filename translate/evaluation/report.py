"""One self-contained HTML page over the results of a suite: opens from disk, prints, reads right to left."""

import difflib
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from translate.evaluation import plots
from translate.evaluation.compare import Outcome
from translate.evaluation.extraction import extract
from translate.evaluation.report_style import PAGE
from translate.evaluation.results import Cell
from translate.evaluation.scoring import corpus_scores
from translate.evaluation.sets import TestSet
from translate.evaluation.slices import LENGTHS, slices

FEWEST = 10  # segments of a length below which a score says nothing
NO_PLOTS = "Plots need matplotlib: pip install 'tarjoman[report]'."


@dataclass(frozen=True, slots=True)
class Section:
    """One test set with its cells; `outcome` compares the first two, `judge` is the plotted metric."""

    test_set: TestSet
    cells: tuple[Cell, ...]
    outcome: Outcome | None
    judge: str = "chrF"


def page(title: str, sections: Sequence[Section], *, notes: Sequence[str] = ()) -> str:
    """The whole page. Restricted sets show scores and plots, no text."""
    body = "".join(part for section in sections for part in _section(section))
    remarks = [*notes, *([] if plots.available() else [NO_PLOTS])]
    listed = "".join(f"<li>{html.escape(remark)}</li>" for remark in remarks)
    return PAGE.format(title=html.escape(title), notes=f"<ul>{listed}</ul>" if listed else "", body=body)


def _section(section: Section) -> Iterator[str]:
    entry = section.test_set.entry
    documents = len(set(section.test_set.documents or ()))
    yield f"<section><h2>{html.escape(entry.title)}</h2>"
    yield f"<p>{len(section.test_set.source)} segments, {documents or 'unmarked'} documents, "
    yield f"{len(section.test_set.references)} reference(s). Direction: {html.escape(entry.direction)}. "
    checksum = section.test_set.checksum[:16]
    yield f"Licence {html.escape(entry.licence)}. Text SHA-256 <code>{checksum}</code>.</p>"
    yield score_table(section.cells)
    yield from _plots(section)
    yield _flag_table(section.cells)
    if section.outcome:
        yield from _comparison(section, section.outcome)
    yield _provenance(section.cells)
    yield "</section>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, kind: str = "") -> str:
    """A table of ready-made HTML cells; the first column is a row's name."""
    if not rows:
        return ""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return f'<table class="{kind}"><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>'


def score_table(cells: Sequence[Cell]) -> str:
    """Scores with intervals, speed and memory, a row a system."""
    names = list(dict.fromkeys(row["metric"] for cell in cells for row in cell.facts["scores"]))
    rows = []
    for cell in cells:
        scores = [_score(cell.score(name)) for name in names]
        speed = cell.facts["speed"]
        figures = [f"{speed['segments_per_second']:.1f}", f"{speed['peak_memory_mb']:.0f}"]
        rows.append([html.escape(cell.label), *scores, *figures])
    return _table(["system", *map(html.escape, names), "segments/s", "peak MB"], rows, kind="figures")


def _score(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "–"
    return f"{row['value']:.2f}{_span(row['low'], row['high'], '.1f')}"


def _span(low: float | None, high: float | None, form: str) -> str:
    """An interval in small grey figures; nothing where there is none."""
    if low is None or high is None:
        return ""
    return f' <span class="ci">{low:{form}} to {high:{form}}</span>'


def _plots(section: Section) -> Iterator[str]:
    if not plots.available():
        return
    rows = [(cell.label, cell.score(section.judge)) for cell in section.cells]
    known = [(label, row) for label, row in rows if row and row["low"] is not None]
    if known:
        spans = [(label, row["value"], row["low"], row["high"]) for label, row in known]
        yield _drawing("Scores with intervals", plots.intervals(spans, section.judge))
        lines = {cell.label: length_curve(section.test_set, cell) for cell in section.cells}
        drawn = plots.curves(lines, across="words in the reference", up=section.judge)
        yield _drawing("Score by length", drawn)
        points = [
            (cell.label, cell.facts["speed"]["segments_per_second"], row["value"])
            for cell, (_, row) in zip(section.cells, rows, strict=True)
            if row
        ]
        yield _drawing("Score against speed", plots.scatter(points, across="segments/s", up=section.judge))


def _drawing(title: str, svg: str) -> str:
    return f"<figure><figcaption>{title}</figcaption>{svg}</figure>"


def length_curve(test_set: TestSet, cell: Cell) -> list[tuple[str, float | None]]:
    """Corpus chrF of each length class; None where too few segments have that length."""
    aligned = test_set.aligned(cell.hypotheses)
    curve: list[tuple[str, float | None]] = []
    for name, members in list(slices(aligned))[: len(LENGTHS)]:
        value = None
        if len(members) >= FEWEST:
            references = [[column[at] for at in members] for column in aligned.references]
            found = extract(["chrf"], [aligned.hypotheses[at] for at in members], references)
            value = corpus_scores(found)[0].value
        curve.append((name.replace(" words", ""), value))
    return curve


def _flag_table(cells: Sequence[Cell]) -> str:
    counted = [cell for cell in cells if cell.facts.get("flags") is not None]
    names = sorted({name for cell in counted for name in cell.facts["flags"]})
    if counted and not names:
        return "<p>No check flags any segment.</p>"
    rows = []
    for cell in counted:
        total = cell.facts["set"]["segments"]
        rates = [f"{100 * cell.facts['flags'].get(name, 0) / total:.1f}%" for name in names]
        rows.append([html.escape(cell.label), *rates])
    if not rows:
        return ""
    return "<h3>Segments flagged by a check</h3>" + _table(["system", *map(html.escape, names)], rows)


def _comparison(section: Section, outcome: Outcome) -> Iterator[str]:
    first, second = (html.escape(cell.label) for cell in section.cells[:2])
    yield f"<h3>{first} (A) against {second} (B)</h3>"
    rows = [
        [
            html.escape(one.metric),
            f"{one.first:.2f}",
            f"{one.second:.2f}",
            f"{one.difference:+.2f}{_span(one.spread.low, one.spread.high, '+.2f')}",
            f"{one.p_bootstrap:.3f}",
            f"{one.p_randomisation:.3f}",
        ]
        for one in outcome.comparisons
    ]
    head = ["metric", "A", "B", "B - A", "p (bootstrap)", "p (randomisation)"]
    yield _table(head, rows, kind="figures")
    won, lost, tied = outcome.wins
    yield f"<p>Drawn by {outcome.unit}. By segment ({outcome.by}): A better in {won}, B better in {lost}, "
    yield f"within a point in {tied}; Cohen's d {outcome.effect:+.2f}.</p>"
    parts = [
        [
            html.escape(part.name),
            str(part.segments),
            f"{part.first:.1f}",
            f"{part.second:.1f}",
            f"{part.second - part.first:+.1f}{_span(part.low, part.high, '+.1f')}",
        ]
        for part in outcome.slices
    ]
    yield "<h3>Where the difference lives</h3>"
    yield _table(["segments", "number", "A", "B", "B - A"], parts, kind="figures")
    if section.test_set.entry.restricted:
        yield "<p>The licence or fairness of this set forbids showing its text here.</p>"
    else:
        yield "<h3>Segments that moved most</h3>" + "".join(_movers(outcome))


def _movers(outcome: Outcome) -> Iterator[str]:
    for mover in outcome.movers:
        place = f"line {mover.line}" + (f", {html.escape(mover.document)}" if mover.document else "")
        yield f'<article class="mover"><header>{place}</header>'
        if mover.source:
            yield f'<p class="fa" dir="rtl" lang="fa">{html.escape(mover.source)}</p>'
        yield f'<p class="ref"><b>reference</b> {html.escape(mover.reference)}</p>'
        for name, text, score in zip("AB", mover.hypotheses, mover.scores, strict=True):
            marked = marked_differences(text, mover.reference)
            yield f'<p><b>{name}</b> <span class="ci">{score:.1f}</span> {marked}</p>'
        yield "</article>"


def marked_differences(hypothesis: str, reference: str) -> str:
    """The hypothesis as HTML: words that the reference has not in <mark>, words it lacks in <del>."""
    ours, theirs = hypothesis.split(), reference.split()
    matcher = difflib.SequenceMatcher(a=ours, b=theirs, autojunk=False)
    parts = []
    for tag, start, end, lacks, until in matcher.get_opcodes():
        if tag == "equal":
            parts.append(html.escape(" ".join(ours[start:end])))
            continue
        if end > start:
            parts.append(f"<mark>{html.escape(' '.join(ours[start:end]))}</mark>")
        if until > lacks:
            parts.append(f"<del>{html.escape(' '.join(theirs[lacks:until]))}</del>")
    return " ".join(parts)


def _provenance(cells: Sequence[Cell]) -> str:
    rows = []
    for cell in cells:
        facts = cell.facts
        machine = facts["machine"]
        versions = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
        where = f"{machine['processor'] or machine['system']}, {machine['cores']} cores"
        signatures = "<br>".join(html.escape(f"{row['name']}|{row['signature']}") for row in facts["scores"])
        shown = [where, versions, str(facts["commit"] or "-"), facts["finished"]]
        rows.append([html.escape(cell.label), *map(html.escape, shown), signatures])
    head = ["system", "machine", "versions", "commit", "finished", "signatures"]
    return (
        "<details open><summary>Signatures and machines</summary>"
        + _table(head, rows, kind="small")
        + "</details>"
    )
