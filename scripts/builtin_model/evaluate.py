r"""Compare models on the development sets, through the text layer and the engine that users run.

    python -m scripts.builtin_model.evaluate v0=../shared/models/builtin-v0 v1=translate/builtin

The first model is the baseline; every other is tested against it: paired bootstrap (Koehn 2004), 1,000
resamples, whole documents drawn where the set knows them. Text profile and decoding are those of the preset
"builtin" unless given. Prints a table, the signatures and how many outputs were implausible, before and after
the pipeline decoded them again; --json keeps all.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from scripts.builtin_model.test_sets import TEST_SETS, TestSet
from translate.checks.implausible import implausible
from translate.engines import selection
from translate.engines.calibration import Layout
from translate.engines.models import resolve
from translate.engines.presets import presets
from translate.evaluation.extraction import Statistics, extract
from translate.evaluation.metrics import signature
from translate.evaluation.scoring import corpus_scores
from translate.evaluation.significance import compare_statistics
from translate.pipeline.ladder import Ladder
from translate.pipeline.lines import translate_lines
from translate.pipeline.stream import BatchRule
from translate.records import Decoding
from translate.text.normalise import PROFILES, normalise

METRIC_KEYS = ("bleu", "chrf")
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One model on one set. `low` and `high` bound the 95% interval; `p` is against the baseline."""

    test_set: str
    model: str
    metric: str
    value: float
    low: float
    high: float
    p: float | None
    signature: str
    segments: int


@dataclass(frozen=True, slots=True)
class Outputs:
    """English of every source, and how many outputs the pipeline decoded again, by what helped."""

    lines: list[str]
    mended: dict[str, int]


def translated(folder: str, sources: Sequence[str], *, decoding: Decoding, threads: int) -> Outputs:
    """What `tarjoman run` would give with this model as the built-in one."""
    model = resolve(folder)
    choice = selection.choose("auto", model, "cpu")
    profile = PROFILES["builtin"]
    with closing(selection.load(choice, model, decoding=decoding, layout=Layout(threads))) as engine:
        ladder = Ladder(engine, decoding)
        lines = translate_lines(
            sources,
            engine=engine,
            ladder=ladder,
            see=lambda text: normalise(text, profile),
            rule=BatchRule(),
        )
    return Outputs(lines, dict(ladder.rescued))


def rows_of(one: TestSet, outputs: dict[str, list[str]]) -> list[Row]:
    """Scores of every model on one set, the first being the baseline."""
    found = {name: extract(METRIC_KEYS, lines, one.references) for name, lines in outputs.items()}
    baseline = next(iter(found.values()))
    rows: list[Row] = []
    for name, statistics in found.items():
        scores = corpus_scores(statistics, resamples=RESAMPLES, documents=one.documents)
        for place, score in enumerate(scores):
            tested = None if statistics is baseline else _p(baseline[place], statistics[place], one)
            rows.append(
                Row(
                    test_set=one.name,
                    model=name,
                    metric=score.metric,
                    value=score.value,
                    low=score.interval.low if score.interval else score.value,
                    high=score.interval.high if score.interval else score.value,
                    p=tested,
                    signature=signature(statistics[place].metric, references=len(one.references)),
                    segments=len(one.sources),
                )
            )
    return rows


def _p(baseline: Statistics, ours: Statistics, one: TestSet) -> float:
    return compare_statistics(baseline, ours, documents=one.documents, resamples=RESAMPLES).p_bootstrap


def faults(sources: Sequence[str], outputs: Sequence[str]) -> Counter[str]:
    """How many outputs cannot be translations, by kind of fault."""
    seen = (implausible(source, output) for source, output in zip(sources, outputs, strict=True))
    return Counter(one.fault for one in seen if one)


def table(rows: Sequence[Row]) -> str:
    """The scores as a Markdown table, a line a set and metric."""
    models = list(dict.fromkeys(row.model for row in rows))
    lines = [f"| set | metric | {' | '.join(models)} |", "|---" * (2 + len(models)) + "|"]
    for test_set, metric in dict.fromkeys((row.test_set, row.metric) for row in rows):
        cells = [_cell(row) for row in rows if (row.test_set, row.metric) == (test_set, metric)]
        lines.append(f"| {test_set} | {metric} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(row: Row) -> str:
    tested = "" if row.p is None else f", p = {row.p:.3f}"
    return f"{row.value:.1f} [{row.low:.1f}, {row.high:.1f}]{tested}"


def samples(one: TestSet, outputs: Mapping[str, Sequence[str]], every: int) -> str:
    """Every so many segments with all that was made of them: chosen by a rule, not by hand."""
    blocks = []
    for row in range(every - 1, len(one.sources), every):
        lines = [f"source: {one.sources[row]}", f"reference: {one.references[0][row]}"]
        blocks.append("\n".join([*lines, *(f"{name}: {made[row]}" for name, made in outputs.items())]))
    return "\n\n".join(blocks)


def _decoding(options: argparse.Namespace) -> Decoding:
    chosen = {
        name: value
        for name in ("beam", "length_penalty", "repetition_penalty", "no_repeat_ngram")
        if (value := getattr(options, name)) is not None
    }
    return replace(presets()["builtin"].decoding, **chosen)


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="compare models on the development sets")
    parser.add_argument("models", nargs="+", metavar="NAME=FOLDER", help="the first is the baseline")
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="+", choices=list(TEST_SETS), default=list(TEST_SETS))
    parser.add_argument("--most", type=int, help="segments a set, evenly spaced")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--show-every", type=int, metavar="N", help="print every Nth segment of the first set"
    )
    parser.add_argument("--json", type=Path, help="file for scores and outputs")
    parser.add_argument("--beam", type=int)
    parser.add_argument("--length-penalty", type=float)
    parser.add_argument("--repetition-penalty", type=float)
    parser.add_argument("--no-repeat-ngram", type=int)
    options = parser.parse_args()
    if any("=" not in model for model in options.models):
        parser.error("name each model: NAME=FOLDER")
    return options


def main() -> None:
    options = _parsed()
    models = dict(model.split("=", 1) for model in options.models)
    decoding = _decoding(options)
    sets = [TEST_SETS[name](options.shared).sample(options.most) for name in options.sets]
    sources = [source for one in sets for source in one.sources]
    outputs = {
        name: translated(folder, sources, decoding=decoding, threads=options.threads)
        for name, folder in models.items()
    }
    rows: list[Row] = []
    start = 0
    for one in sets:
        end = start + len(one.sources)
        rows += rows_of(one, {name: made.lines[start:end] for name, made in outputs.items()})
        start = end
    print(table(rows))
    for text in dict.fromkeys(f"{row.metric}: {row.signature}" for row in rows):
        print(text)
    print(f"95% intervals and p-values: {RESAMPLES:,} resamples; decoding: {decoding}")
    for name, made in outputs.items():
        print(
            f"{name}: of {len(sources):,} outputs {sum(made.mended.values())} were implausible and decoded "
            f"again ({made.mended}); left: {dict(faults(sources, made.lines))}"
        )
    if options.show_every:
        print(samples(sets[0], {name: made.lines for name, made in outputs.items()}, options.show_every))
    if options.json:
        kept = {
            "decoding": asdict(decoding),
            "rows": [asdict(row) for row in rows],
            "outputs": {name: made.lines for name, made in outputs.items()},
        }
        options.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
