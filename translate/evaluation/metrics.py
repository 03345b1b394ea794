"""The metrics by name, as sacreBLEU computes them, and the only place that touches its inner names.

sacreBLEU's public calls read the whole corpus anew for every score. Its sufficient statistics (counts per
segment) are enough for corpus scores, bootstrap and paired tests alike, but have no public name, so they are
taken here, once, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from translate.errors import BadUsage

Smoothing = Literal["exp", "floor", "add-k", "none"]

METRICS = {"bleu": "BLEU", "chrf": "chrF", "chrf++": "chrF++", "ter": "TER"}
"""Key on the command line -> name in reports."""

LOWER_IS_BETTER = frozenset({"TER"})

CHRF_PLUS_WORDS = 2  # word n-gram order of chrF++ (Popovic 2017)


@dataclass(frozen=True, slots=True)
class MetricOptions:
    """What sacreBLEU's command line lets one choose, under its names and with its defaults."""

    lowercase: bool = False
    tokenize: str = "13a"
    smooth_method: str = "exp"
    smooth_value: float | None = None
    effective_order: bool = False
    chrf_char_order: int = 6
    chrf_beta: int = 2
    chrf_whitespace: bool = False
    chrf_lowercase: bool = False
    chrf_eps_smoothing: bool = False
    ter_normalized: bool = False
    ter_no_punct: bool = False
    ter_asian_support: bool = False
    ter_case_sensitive: bool = False


def metric_keys(names: Sequence[str]) -> list[str]:
    """Keys of METRICS for what the user typed, in that order, each once; BadUsage for an unknown one."""
    keys = [name.lower() for name in names]
    unknown = [name for name in keys if name not in METRICS]
    if unknown:
        raise BadUsage(f"no metric called {unknown[0]!r}; there are {', '.join(METRICS)}")
    return list(dict.fromkeys(keys))


def sacrebleu_metric(key: str, options: MetricOptions) -> Any:
    """The metric object of sacreBLEU for a key of METRICS; BadUsage where it refuses the options."""
    from sacrebleu.metrics import BLEU, CHRF, TER

    if key == "bleu":
        _check_bleu(BLEU, options)
        return BLEU(
            lowercase=options.lowercase,
            force=True,  # tokenised text has a warning of our own
            tokenize=options.tokenize,
            smooth_method=options.smooth_method,
            smooth_value=options.smooth_value,
            effective_order=options.effective_order,
        )
    if key == "ter":
        return TER(
            normalized=options.ter_normalized,
            no_punct=options.ter_no_punct,
            asian_support=options.ter_asian_support,
            case_sensitive=options.ter_case_sensitive,
        )
    return CHRF(
        char_order=options.chrf_char_order,
        word_order=CHRF_PLUS_WORDS if key == "chrf++" else 0,
        beta=options.chrf_beta,
        lowercase=options.chrf_lowercase,
        whitespace=options.chrf_whitespace,
        eps_smoothing=options.chrf_eps_smoothing,
    )


def _check_bleu(bleu: Any, options: MetricOptions) -> None:
    if options.tokenize not in bleu.TOKENIZERS:
        raise BadUsage(f"no tokeniser called {options.tokenize!r}; there are {', '.join(bleu.TOKENIZERS)}")
    if options.smooth_method not in bleu.SMOOTH_DEFAULTS:
        known = ", ".join(bleu.SMOOTH_DEFAULTS)
        raise BadUsage(f"no smoothing called {options.smooth_method!r}; there are {known}")


def preprocess(metric: Any, text: str) -> str:
    """The text as the metric sees it: tokenised, lower-cased, as its options say."""
    seen: str = metric._preprocess_segment(text)  # noqa: SLF001 - see the module's docstring
    return seen


def reference_info(metric: Any, references: Sequence[str]) -> dict[str, Any]:
    """What the metric knows of a segment's (preprocessed) references."""
    info: dict[str, Any] = metric._extract_reference_info(references)  # noqa: SLF001
    return info


def segment_counts(metric: Any, hypothesis: str, info: dict[str, Any]) -> list[float]:
    """Sufficient statistics of one (preprocessed) segment against its references."""
    counts: list[float] = metric._compute_segment_statistics(hypothesis, info)  # noqa: SLF001
    return counts


def f_score(metric: Any, counts: Sequence[float]) -> float:
    """The chrF of one segment from its counts; what decides between several references."""
    value: float = metric._compute_f_score(counts)  # noqa: SLF001
    return value


def score_from_sums(metric: Any, sums: Sequence[float]) -> Any:
    """The score object of sacreBLEU for statistics that were summed over segments."""
    return metric._compute_score_from_stats(list(sums))  # noqa: SLF001


def signature(metric: Any, *, references: int) -> str:
    """The signature of a score over that many references, as sacreBLEU has it."""
    metric.num_refs = references
    text: str = metric.get_signature().format()
    return text
