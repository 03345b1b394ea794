"""Stress test: the same text damaged in one way at a time. What changes, what it costs, what we repair."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translate.evaluation.alignment import Aligned
from translate.evaluation.challenge import Translate
from translate.evaluation.extraction import extract
from translate.evaluation.perturbations import PERTURBATIONS, Perturb
from translate.evaluation.scoring import corpus_scores

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Strain:
    """One kind of damage over the segments that it touches; scores on those segments alone.

    `changed` is the share of them whose translation differs from that of the clean text. `clean` and
    `damaged` are scores behind the text layer, `bare_clean` and `bare_damaged` without it (None if not
    asked for).
    """

    phenomenon: str
    touched: int
    changed: float
    clean: float
    damaged: float
    bare_changed: float | None = None
    bare_clean: float | None = None
    bare_damaged: float | None = None

    @property
    def fall(self) -> float:
        """Points lost behind the text layer."""
        return self.clean - self.damaged

    @property
    def bare_fall(self) -> float | None:
        """Points lost without the text layer."""
        if self.bare_clean is None or self.bare_damaged is None:
            return None
        return self.bare_clean - self.bare_damaged

    @property
    def repaired(self) -> float | None:
        """Share of the bare fall that the text layer takes back; None where nothing fell."""
        bare = self.bare_fall
        return None if bare is None or bare < SMALLEST_FALL else 1 - self.fall / bare


SMALLEST_FALL = 0.1  # points; a share of less is a share of rounding


def stress(
    texts: Aligned,
    translate: Translate,
    *,
    bare: Translate | None = None,
    seed: int = 1,
    metric: str = "chrf",
    progress: Progress = lambda _: None,
) -> list[Strain]:
    """A strain for each perturbation. `texts` needs a source; its hypotheses are not looked at.

    `translate` works behind the text layer, `bare` hands the text to the model as it stands.
    """
    source = list(texts.source or ())
    progress("clean text")
    clean = translate(source)
    bare_clean = bare(source) if bare else None
    strains = []
    for name, perturb in PERTURBATIONS.items():
        progress(name)
        damaged = damage(source, perturb, seed=seed)
        touched = [at for at, text in enumerate(source) if damaged[at] != text]
        if not touched:
            continue
        inputs = [damaged[at] for at in touched]
        references = [[column[at] for at in touched] for column in texts.references]
        score = _scorer(references, metric)
        before, after = [clean[at] for at in touched], translate(inputs)
        strain = Strain(name, len(touched), _changed(before, after), score(before), score(after))
        if bare and bare_clean:
            strain = _with_bare(strain, [bare_clean[at] for at in touched], bare(inputs), score)
        strains.append(strain)
    return strains


def damage(source: Sequence[str], perturb: Perturb, *, seed: int) -> list[str]:
    """Every text damaged; a text's damage depends on the seed and its place alone."""
    return [perturb(text, random.Random(f"{seed} {at}")) for at, text in enumerate(source)]  # noqa: S311


def _scorer(references: Sequence[Sequence[str]], metric: str) -> Callable[[Sequence[str]], float]:
    def score(hypotheses: Sequence[str]) -> float:
        return corpus_scores(extract([metric], hypotheses, references))[0].value

    return score


def _changed(before: Sequence[str], after: Sequence[str]) -> float:
    return sum(a != b for a, b in zip(before, after, strict=True)) / len(before)


def _with_bare(
    strain: Strain, before: Sequence[str], after: Sequence[str], score: Callable[[Sequence[str]], float]
) -> Strain:
    return Strain(
        strain.phenomenon,
        strain.touched,
        strain.changed,
        strain.clean,
        strain.damaged,
        bare_changed=_changed(before, after),
        bare_clean=score(before),
        bare_damaged=score(after),
    )
