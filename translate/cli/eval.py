"""`tarjoman eval`: test sets, suites, comparisons, reports, gates, stress and challenge tests."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from translate.cli import eval_show as show
from translate.cli.eval_setup import (
    cache_home,
    entries,
    eval_home,
    flag_names,
    load_sets,
    open_desk,
    shelf,
    tell,
)
from translate.errors import BadUsage
from translate.evaluation.metrics import metric_keys
from translate.evaluation.suite import Setting

eval_app = typer.Typer(
    help="Which model, which setting, is it really better, where does it fail?", no_args_is_help=True
)

GATE_SHUT = 1
PLAIN = Setting("default", {})

Sets = Annotated[Path | None, typer.Option("--sets", help="Another list of test sets than eval/sets.toml.")]
From = Annotated[
    Path | None, typer.Option("--from", help="A folder with the sets' files; nothing is fetched.")
]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
Model = Annotated[str, typer.Option("--model", help="builtin, a known name, a folder, or a hub id.")]
Models = Annotated[list[str], typer.Option("--model", help="A model; give it again for more of them.")]
Metrics = Annotated[str, typer.Option("--metrics", "-m", help="Comma-separated: bleu, chrf, chrf++, ter.")]


def _cores() -> int:
    return os.cpu_count() or 1


@eval_app.command("sets")
def sets_command(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="Sets to load.")] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Fetch what is missing into the cache.")] = False,
    folder: From = None,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """List the known test sets; with names, check their files (and fetch them) and count segments."""
    if not names:
        show.known_sets(list(entries(sets).values()), as_json=as_json)
        return
    loaded = load_sets(names, shelf(folder, offline=not fetch), sets=sets, skip_missing=False)
    show.loaded_sets(loaded, as_json=as_json)


@eval_app.command("run")
def run_command(
    suite: Annotated[str, typer.Argument(metavar="SUITE", help="A name in eval/suites or a TOML file.")],
    models: Models,
    out: Annotated[Path, typer.Option("-o", "--out", help="Results; a folder a suite.")] = Path("results"),
    folder: From = None,
    sets: Sets = None,
    skip_missing: Annotated[
        bool, typer.Option("--skip-missing", help="Leave out sets that are not at hand; they are named.")
    ] = False,
    comet: Annotated[
        bool, typer.Option("--comet", help="COMET as well (tarjoman eval setup comet).")
    ] = False,
    as_json: Json = False,
) -> None:
    """Run models over a suite's sets and settings; what was done before is reused."""
    from translate.evaluation.results import table
    from translate.evaluation.run import Extras, run_suite

    chosen = show.suite_named(suite, eval_home())
    loaded = load_sets(chosen.sets, shelf(folder), sets=sets, skip_missing=skip_missing)
    extras = Extras(
        flag_names=flag_names, neural=show.comet_scorer(cache_home() / "comet") if comet else None
    )
    cells = run_suite(
        chosen,
        models,
        loaded,
        out / chosen.name,
        open_desk=open_desk,
        extras=extras,
        progress=tell,
        jobs=_cores(),
    )
    if as_json:
        typer.echo(json.dumps([dict(cell.facts) for cell in cells], ensure_ascii=False))
        return
    names = list(dict.fromkeys(row["metric"] for cell in cells for row in cell.facts["scores"]))
    typer.echo(table(cells, names))
    if not comet:
        tell("COMET was not run (--comet; needs: tarjoman eval setup comet)")


@eval_app.command("compare")
def compare_command(
    first: Annotated[str, typer.Argument(metavar="A", help="Hypothesis of system A.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Hypothesis of system B.")],
    ref: Annotated[list[str], typer.Option("--ref", "-r", help="A reference; repeat it for more.")],
    src: Annotated[str | None, typer.Option(help="The source, shown beside the segments.")] = None,
    metrics: Metrics = "bleu,chrf,ter",
    resamples: Annotated[int, typer.Option(min=100, help="Bootstrap samples.")] = 1000,
    trials: Annotated[int, typer.Option(min=100, help="Trials of approximate randomisation.")] = 1000,
    as_json: Json = False,
) -> None:
    """Is B really better than A, and where? Documents are drawn whole where a file names them."""
    from translate.evaluation.alignment import align
    from translate.evaluation.compare import compare
    from translate.evaluation.reading import read_texts

    references = [read_texts(path, "reference") for path in ref]
    source = read_texts(src, "source") if src else None
    sides = [align(read_texts(path, "hypothesis"), references, source=source) for path in (first, second)]
    outcome = compare(
        *sides,
        keys=metric_keys(metrics.split(",")),
        resamples=resamples,
        trials=trials,
        jobs=_cores(),
    )
    show.outcome(outcome, (first, second), as_json=as_json)


@eval_app.command("report")
def report_command(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A suite's results folder.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The page to write.")] = Path("report.html"),
    folder: From = None,
    sets: Sets = None,
) -> None:
    """One HTML page over the results of a suite; opens from disk, needs no network."""
    from translate.evaluation.results import read_cells

    cells = read_cells(results)
    if not cells:
        raise BadUsage(f"{results}: no results there; run tarjoman eval run first")
    names = list(dict.fromkeys(cell.facts["set"]["name"] for cell in cells))
    loaded = load_sets(names, shelf(folder, offline=True), sets=sets, skip_missing=False)
    show.write_report(results.name, cells, loaded, out, jobs=_cores())
    typer.echo(str(out))


@eval_app.command("gate")
def gate_command(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    baseline: Annotated[Path, typer.Argument(metavar="BASELINE", help="A baseline file (JSON).")],
    model: Model = "builtin",
    hypothesis: Annotated[
        str | None, typer.Option("--hyp", help="Judge this file instead of a model.")
    ] = None,
    set_name: Annotated[str, typer.Option("--set", help="The test set (with --write).")] = "news",
    write: Annotated[bool, typer.Option("--write", help="Make this the baseline.")] = False,
    metrics: Metrics = "bleu,chrf",
    tolerance: Annotated[
        list[str] | None, typer.Option("--tolerance", help="METRIC=POINTS that may be lost; repeatable.")
    ] = None,
    folder: From = None,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """Exit 0 unless the model is worse than the baseline by more than chance and tolerance (exit 1)."""
    from translate.evaluation.gate import judge, read_baseline

    keys = metric_keys(metrics.split(","))
    tolerances = show.tolerances(tolerance or [])
    old = None if write else read_baseline(baseline)
    name = old.set_name if old else set_name
    [test_set] = load_sets([name], shelf(folder), sets=sets, skip_missing=False)
    hypotheses = show.hypotheses(hypothesis, model, test_set)
    if old is None:
        show.write_baseline(baseline, hypothesis or model, test_set, hypotheses, keys)
        return
    verdicts = judge(
        show.baseline_texts(old, test_set), test_set.aligned(hypotheses), keys=keys, tolerances=tolerances
    )
    show.verdicts(verdicts, as_json=as_json)
    if not all(verdict.passed for verdict in verdicts):
        raise typer.Exit(GATE_SHUT)


@eval_app.command("stress")
def stress_command(
    model: Model = "builtin",
    set_name: Annotated[str, typer.Option("--set", help="The test set to damage.")] = "news",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N segments.")] = None,
    seed: Annotated[int, typer.Option(help="Of the damage.")] = 1,
    folder: From = None,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """Damage the text in one way at a time: what changes, what it costs, what the text layer repairs."""
    from translate.evaluation.stress import stress

    [test_set] = load_sets([set_name], shelf(folder), sets=sets, skip_missing=False)
    texts = show.first_segments(test_set, limit)
    with open_desk(model, PLAIN) as desk, open_desk(model, PLAIN, bare=True) as bare:
        strains = stress(texts, desk.translate, bare=bare.translate, seed=seed, progress=tell)
    show.strains(strains, as_json=as_json)


@eval_app.command("challenge")
def challenge_command(
    model: Model = "builtin",
    folder: Annotated[Path | None, typer.Option(help="Another folder than eval/challenge.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="Also every item that failed.")] = False,
    as_json: Json = False,
) -> None:
    """Short items by phenomenon: how many translations hold what they must and nothing they must not."""
    from translate.evaluation.challenge import read_challenges, take

    items = read_challenges(folder or eval_home() / "challenge")
    with open_desk(model, PLAIN) as desk:
        answers = take(items, desk.translate)
    show.challenge(answers, failures=failures, as_json=as_json)


@eval_app.command("setup")
def setup_command(
    what: Annotated[str, typer.Argument(metavar="comet", help="The part to set up.")],
) -> None:
    """Install an optional part into an environment of its own."""
    from translate.evaluation import comet

    if what != "comet":
        raise BadUsage(f"nothing called {what!r} to set up; there is: comet")
    folder = cache_home() / "comet"
    tell(f"installing {comet.REQUIREMENT} into {folder}; this takes minutes and about 3 GB")
    comet.setup(folder)
    typer.echo(str(folder))
