"""What the `eval` commands print and write."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import typer

from translate.cli.eval_setup import open_desk
from translate.errors import BadInput, BadUsage
from translate.evaluation.alignment import Aligned
from translate.evaluation.challenge import Answer, pass_rates
from translate.evaluation.compare import Outcome, compare
from translate.evaluation.gate import TOLERANCES, Baseline, Verdict
from translate.evaluation.metrics import METRICS, metric_keys
from translate.evaluation.results import Cell
from translate.evaluation.run import NeuralScore
from translate.evaluation.sets import SetEntry, TestSet
from translate.evaluation.stress import Strain
from translate.evaluation.suite import Setting, Suite, read_suite


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Columns of equal width, the first row a heading."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def print_json(value: object) -> None:
    """One line of JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def known_sets(entries: Sequence[SetEntry], *, as_json: bool) -> None:
    """Name, licence, direction and title of every set."""
    rows = [(one.name, one.licence, one.direction, one.title) for one in entries]
    if as_json:
        print_json([dict(zip(("name", "licence", "direction", "title"), row, strict=True)) for row in rows])
        return
    print_table([("set", "licence", "direction", "title"), *rows])


def loaded_sets(sets: Sequence[TestSet], *, as_json: bool) -> None:
    """Counts and checksum of loaded sets."""
    rows = [
        {
            "name": one.entry.name,
            "segments": len(one.source),
            "documents": len(set(one.documents)) if one.documents else None,
            "references": len(one.references),
            "checksum": one.checksum,
        }
        for one in sets
    ]
    if as_json:
        print_json(rows)
        return
    head = list(rows[0])
    print_table(
        [head, *([str(value if value is not None else "-") for value in row.values()] for row in rows)]
    )


def suite_named(name: str, home: Path) -> Suite:
    """A suite by its path or by its name in eval/suites; BadUsage lists those there are."""
    path = Path(name) if name.endswith(".toml") else home / "suites" / f"{name}.toml"
    if not path.is_file():
        there = ", ".join(sorted(found.stem for found in (home / "suites").glob("*.toml")))
        raise BadUsage(f"no suite called {name!r}; there are {there or 'none'}")
    return read_suite(path)


def comet_scorer(folder: Path) -> NeuralScore:
    """COMET against the first reference; BadUsage at once if it is not set up."""
    from translate.evaluation import comet

    if not comet.is_ready(folder):
        raise BadUsage("COMET is not set up; run: tarjoman eval setup comet")

    def score(
        sources: Sequence[str], hypotheses: Sequence[str], references: Sequence[Sequence[str]]
    ) -> dict[str, object]:
        return comet.score(folder, sources, hypotheses, references[0]).row()

    return score


def outcome(found: Outcome, names: tuple[str, str], *, as_json: bool) -> None:
    """A comparison: tests, wins, slices, the segments that moved most."""
    if as_json:
        print_json({"A": names[0], "B": names[1], **found.row()})
        return
    typer.echo(f"A: {names[0]}\nB: {names[1]}\ndrawn by {found.unit}\n")
    rows = [("metric", "A", "B", "B-A", "95% of B-A", "p(bootstrap)", "p(randomisation)", "better")]
    for one in found.comparisons:
        span = f"{one.spread.low:+.2f} to {one.spread.high:+.2f}"
        tests = (f"{one.p_bootstrap:.4f}", f"{one.p_randomisation:.4f}")
        scores = (f"{one.first:.2f}", f"{one.second:.2f}", f"{one.difference:+.2f}")
        rows.append((one.metric, *scores, span, *tests, one.better))
    print_table(rows)
    first, second, ties = found.wins
    typer.echo(f"\nsegments by {found.by}: A better {first}, B better {second}, within a point {ties}")
    typer.echo(f"Cohen's d of segment scores: {found.effect:+.3f}\n")
    parts = [("segments", "number", "A", "B", "B-A", "95%")]
    for part in found.slices:
        span = "-" if part.low is None else f"{part.low:+.1f} to {part.high:+.1f}"
        scores = (f"{part.first:.1f}", f"{part.second:.1f}", f"{part.second - part.first:+.1f}")
        parts.append((part.name, str(part.segments), *scores, span))
    print_table(parts)
    for mover in found.movers:
        typer.echo(f"\nline {mover.line}" + (f" ({mover.document})" if mover.document else ""))
        typer.echo(
            (f"  source     {mover.source}\n" if mover.source else "") + f"  reference  {mover.reference}"
        )
        for name, text, score in zip("AB", mover.hypotheses, mover.scores, strict=True):
            typer.echo(f"  {name} {score:5.1f}    {text}")


def write_report(name: str, cells: Sequence[Cell], sets: Sequence[TestSet], out: Path, *, jobs: int) -> None:
    """The HTML page; the first two systems of every set are compared."""
    from translate.evaluation.report import Section, page

    sections = []
    for test_set in sets:
        members = tuple(cell for cell in cells if cell.facts["set"]["name"] == test_set.entry.name)
        for cell in members:
            if cell.facts["set"]["checksum"] != test_set.checksum:
                raise BadInput(f"{test_set.entry.name}: the set at hand is not the one these results are on")
        compared = None
        if len(members) > 1:
            sides = [test_set.aligned(cell.hypotheses) for cell in members[:2]]
            compared = compare(*sides, keys=("bleu", "chrf", "ter"), jobs=jobs)
        sections.append(Section(test_set, members, compared))
    notes = [
        "Scores on Persian that is itself a translation do not compare with scores on Persian news.",
        "COMET was not run." if not any(cell.score("COMET") for cell in cells) else "COMET is included.",
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    part.write_text(page(f"Evaluation: {name}", sections, notes=notes), encoding="utf-8")
    part.replace(out)


def tolerances(given: Sequence[str]) -> dict[str, float]:
    """METRIC=POINTS over the defaults."""
    found = dict(TOLERANCES)
    for text in given:
        name, _, points = text.partition("=")
        try:
            found[METRICS[metric_keys([name])[0]]] = float(points)
        except ValueError as error:
            raise BadUsage(f"--tolerance {text}: say METRIC=POINTS, for example bleu=0.5") from error
    return found


def hypotheses(path: str | None, model: str, test_set: TestSet) -> list[str]:
    """From a file, or from a model that translates the set now."""
    from translate.evaluation.reading import read_texts

    if path:
        return read_texts(path, "hypothesis").texts
    with open_desk(model, Setting("default", {})) as desk:
        return [" ".join(line.split()) for line in desk.translate(test_set.source)]


def write_baseline(
    path: Path, model: str, test_set: TestSet, lines: Sequence[str], keys: Sequence[str]
) -> None:
    """Keep these hypotheses and their scores as the baseline."""
    from translate.evaluation.scoring import score_texts

    if test_set.entry.restricted:
        raise BadUsage(f"{test_set.entry.name} is restricted; a baseline in the repository needs an open set")
    scores = score_texts(test_set.aligned(lines), keys=keys, resamples=1000)
    rows = tuple(score.row() for score in scores)
    Baseline(test_set.entry.name, test_set.checksum, model, tuple(lines), rows).write(path)
    typer.echo(f"{path}: " + ", ".join(f"{score.metric} {score.value:.2f}" for score in scores))


def baseline_texts(old: Baseline, test_set: TestSet) -> Aligned:
    """The baseline's hypotheses on this set; BadInput if the set has changed since."""
    if old.checksum != test_set.checksum:
        raise BadInput(f"{old.set_name} has changed since the baseline was made; make a new one with --write")
    return test_set.aligned(old.hypotheses)


def verdicts(found: Sequence[Verdict], *, as_json: bool) -> None:
    """A line a metric, failed ones first."""
    if as_json:
        print_json([{**asdict(one), "passed": one.passed} for one in found])
        return
    for one in sorted(found, key=lambda verdict: verdict.passed):
        typer.echo(one.reason)


def first_segments(test_set: TestSet, limit: int | None) -> Aligned:
    """The set without hypotheses, cut to its first segments."""
    whole = test_set.aligned(test_set.source)
    if limit is None:
        return whole
    return replace(
        whole,
        hypotheses=whole.hypotheses[:limit],
        source=test_set.source[:limit],
        references=tuple(column[:limit] for column in whole.references),
        documents=whole.documents and whole.documents[:limit],
        domains=whole.domains and whole.domains[:limit],
        lines=whole.lines[:limit],
    )


def strains(found: Sequence[Strain], *, as_json: bool) -> None:
    """The stress test as a table: chrF behind the text layer and without it."""
    if as_json:
        print_json([{**asdict(one), "repaired": one.repaired} for one in found])
        return
    rows = [("damage", "touched", "changed", "fall", "changed bare", "fall bare", "repaired")]
    for one in found:
        bare = "-" if one.bare_changed is None else f"{one.bare_changed:.0%}"
        fall = "-" if one.bare_fall is None else f"{one.bare_fall:.2f}"
        repaired = "-" if one.repaired is None else f"{one.repaired:.0%}"
        measured = (f"{one.changed:.0%}", f"{one.fall:.2f}")
        rows.append((one.phenomenon, str(one.touched), *measured, bare, fall, repaired))
    print_table(rows)


def challenge(answers: Sequence[Answer], *, failures: bool, as_json: bool) -> None:
    """Pass rates by phenomenon with Wilson's interval."""
    rates = pass_rates(answers)
    if as_json:
        rows = [{"id": one.item.id, "passed": one.passed, "translation": one.translation} for one in answers]
        print_json({"rates": [{**asdict(rate), "share": rate.share} for rate in rates], "items": rows})
        return
    table = [
        (one.phenomenon, f"{one.passed}/{one.items}", f"{one.share:.0%}", f"{one.low:.0%} to {one.high:.0%}")
        for one in rates
    ]
    print_table([("phenomenon", "passed", "share", "95%"), *table])
    for answer in answers if failures else ():
        if not answer.passed:
            typer.echo(
                f"\n{answer.item.id}  {answer.item.source}\n  {answer.translation}\n  {answer.item.note}"
            )
