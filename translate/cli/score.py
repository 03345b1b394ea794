"""`tarjoman score`: a hypothesis against its references."""

import csv
import json
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from translate.errors import BadUsage
from translate.evaluation.alignment import Aligned, align
from translate.evaluation.extraction import Statistics, extract
from translate.evaluation.metrics import MetricOptions, metric_keys
from translate.evaluation.reading import Texts, read_texts
from translate.evaluation.scoring import DEFAULT_METRICS, MetricScore, corpus_scores, segment_scores
from translate.evaluation.suspicions import suspicions


class Level(StrEnum):
    """What counts as one segment."""

    segment = "segment"
    paragraph = "paragraph"
    document = "document"


ALL_METRICS = ",".join(DEFAULT_METRICS)
HYP_HELP = (
    "The translation: txt (a segment a line), jsonl, segments.jsonl, XLIFF, TMX, each also .gz; "
    "- is standard input. FILE.jsonl#FIELD names a field."
)


def _option(flag: str, text: str, metric: str) -> Any:
    panel = f"{metric} options (sacreBLEU's names and defaults)"
    return typer.Option(flag, help=text, rich_help_panel=panel)


bleu = partial(_option, metric="BLEU")
chrf = partial(_option, metric="chrF")
ter = partial(_option, metric="TER")


def score_command(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    hypothesis: Annotated[str, typer.Argument(metavar="HYP", help=HYP_HELP)],
    ref: Annotated[list[str], typer.Option("--ref", "-r", help="A reference; repeat it for more.")],
    src: Annotated[str | None, typer.Option(help="The source; its length and documents must agree.")] = None,
    metrics: Annotated[str, typer.Option("--metrics", "-m", help="bleu, chrf, chrf++, ter.")] = ALL_METRICS,
    level: Annotated[Level, typer.Option(help="What one segment is: join to paragraphs or documents.")] = (
        Level.segment
    ),
    each: Annotated[bool, typer.Option("--each", help="Also the score of each segment by itself.")] = False,
    resamples: Annotated[
        int, typer.Option(min=0, help="Bootstrap samples behind an interval; 0: none.")
    ] = 1000,
    by_document: Annotated[bool, typer.Option("--by-document", help="Resample whole documents.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    as_tsv: Annotated[bool, typer.Option("--tsv", help="Tab-separated, a metric a line.")] = False,
    width: Annotated[int, typer.Option("--width", "-w", min=0, max=12, help="Decimals in plain output.")] = 1,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0: one a core.")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No warnings.")] = False,
    lowercase: Annotated[bool, bleu("--lowercase", "Ignore case.")] = False,
    tokenize: Annotated[str, bleu("--tokenize", "13a, intl, char, none ...")] = "13a",
    smooth_method: Annotated[str, bleu("--smooth-method", "exp, floor, add-k or none.")] = "exp",
    smooth_value: Annotated[float | None, bleu("--smooth-value", "For floor and add-k.")] = None,
    chrf_char_order: Annotated[int, chrf("--chrf-char-order", "Longest character n-gram.")] = 6,
    chrf_beta: Annotated[int, chrf("--chrf-beta", "Weight of recall.")] = 2,
    chrf_whitespace: Annotated[bool, chrf("--chrf-whitespace", "Count blanks.")] = False,
    chrf_lowercase: Annotated[bool, chrf("--chrf-lowercase", "Ignore case.")] = False,
    chrf_eps_smoothing: Annotated[bool, chrf("--chrf-eps-smoothing", "Smooth as NLTK and Moses do.")] = False,
    ter_case_sensitive: Annotated[bool, ter("--ter-case-sensitive", "Heed case.")] = False,
    ter_asian_support: Annotated[bool, ter("--ter-asian-support", "Split CJK characters.")] = False,
    ter_no_punct: Annotated[bool, ter("--ter-no-punct", "Drop punctuation.")] = False,
    ter_normalized: Annotated[bool, ter("--ter-normalized", "Normalise and tokenise.")] = False,
) -> None:
    """BLEU, chrF, chrF++ and TER of a translation, as sacreBLEU computes them, with 95% intervals."""
    if as_json and as_tsv:
        raise BadUsage("--json and --tsv exclude each other")
    options = MetricOptions(
        lowercase=lowercase,
        tokenize=tokenize,
        smooth_method=smooth_method,
        smooth_value=smooth_value,
        chrf_char_order=chrf_char_order,
        chrf_beta=chrf_beta,
        chrf_whitespace=chrf_whitespace,
        chrf_lowercase=chrf_lowercase,
        chrf_eps_smoothing=chrf_eps_smoothing,
        ter_case_sensitive=ter_case_sensitive,
        ter_asian_support=ter_asian_support,
        ter_no_punct=ter_no_punct,
        ter_normalized=ter_normalized,
    )
    keys = metric_keys(metrics.replace(" ", "").split(","))
    sides = read_texts(hypothesis, "hypothesis"), [read_texts(path, "reference") for path in ref]
    source = read_texts(src, "source") if src else None
    aligned = align(*sides, source=source, level=level.value)
    if not quiet:
        _warn(aligned, *sides)
    found = extract(keys, aligned.hypotheses, aligned.references, options=options, jobs=jobs or _cores())
    documents = _documents(aligned) if by_document else None
    scores = corpus_scores(found, resamples=resamples, documents=documents)
    if as_json:
        print_json(scores, found, aligned, each=each)
    elif as_tsv:
        print_tsv(scores, found, aligned, each=each)
    else:
        print_plain(scores, found, aligned, width=width, each=each)


def _cores() -> int:
    return os.cpu_count() or 1


def _documents(aligned: Aligned) -> Sequence[str]:
    if aligned.documents is None:
        raise BadUsage("--by-document needs a file with document ids, such as segments.jsonl")
    return aligned.documents


def _warn(aligned: Aligned, hypothesis: Texts, references: Sequence[Texts]) -> None:
    for line in suspicions(aligned, hypothesis, references, trained_on=trained_on(hypothesis.path)):
        typer.echo(f"warning: {line}", err=True)


def trained_on(hypothesis: str) -> list[str]:
    """Sets that the model behind a run's output was trained on, from the manifest beside it; [] unknown."""
    manifest = Path(hypothesis).parent / "run.json"
    if not manifest.is_file():
        return []
    run = json.loads(manifest.read_text(encoding="utf-8"))
    model = run.get("model") if isinstance(run, dict) else None
    named = model.get("trained_on", []) if isinstance(model, dict) else []
    return [str(name) for name in named]


def print_plain(
    scores: Sequence[MetricScore],
    found: Sequence[Statistics],
    aligned: Aligned,
    *,
    width: int,
    each: bool,
) -> None:
    """What `sacrebleu --format text` (with `--confidence`, where there are intervals) prints."""
    if each:
        for one in found:
            for number, value in enumerate(segment_scores(one), 1):
                typer.echo(f"{one.name}\t{number}\t{value:.{width}f}")
    lines = [plain_parts(score, width=width) for score in scores]
    longest = max(len(left) for left, _ in lines)
    for left, right in lines:
        typer.echo(f"{left:>{longest}} = {right}")
    typer.echo(f"{len(aligned.hypotheses)} segments, {len(aligned.references)} reference(s)", err=True)


def plain_parts(score: MetricScore, *, width: int) -> tuple[str, str]:
    """Name with signature, and figures, as sacreBLEU prints them around its ` = `."""
    figures = f"{score.value:.{width}f}"
    signature = score.signature
    if span := score.interval:
        figures += f" (μ = {span.mean:.{width}f} ± {span.half_width:.{width}f})"
        references, _, rest = signature.partition("|")
        drawn = score.interval_signature.removesuffix("|unit:segment")
        signature = f"{references}|{drawn}|{rest}"
    return f"{score.name}|{signature}", f"{figures} {score.detail}".rstrip()


def print_tsv(
    scores: Sequence[MetricScore], found: Sequence[Statistics], aligned: Aligned, *, each: bool
) -> None:
    """A header and a line a metric; with `each` a line a segment and metric below."""
    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    writer.writerow(["metric", "segment", "value", "low", "high", "signature"])
    for score in scores:
        row = score.row()
        writer.writerow([score.metric, "all", row["value"], row["low"], row["high"], score.signature])
    if each:
        for one in found:
            for line, value in zip(aligned.lines, segment_scores(one), strict=True):
                writer.writerow([one.name, line, value, "", "", ""])


def print_json(
    scores: Sequence[MetricScore], found: Sequence[Statistics], aligned: Aligned, *, each: bool
) -> None:
    """The contract's object; with `each` an `each` list of rows {"line", "document", METRIC: value}."""
    answer: dict[str, object] = {
        "scores": [score.row() for score in scores],
        "segments": len(aligned.hypotheses),
        "references": len(aligned.references),
    }
    if each:
        rows: list[dict[str, object]] = [{"line": line} for line in aligned.lines]
        for one in found:
            for row, value in zip(rows, segment_scores(one), strict=True):
                row[one.name] = value
        if aligned.documents:
            for row, document in zip(rows, aligned.documents, strict=True):
                row["document"] = document
        answer["each"] = rows
    typer.echo(json.dumps(answer, ensure_ascii=False))
