"""What trimming a vocabulary dropped, and what that does to a corpus."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from translate.engines.fingerprint import model_files
from translate.engines.tokenisers import Tokeniser
from translate.engines.trim_scripts import script_of_piece

EXAMPLES = 20
MOST_WORDS = 200_000
"""How many of the most frequent words of a corpus are cut again to measure what changed."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the words of a corpus, each counted as often as it occurs.

    `tokens` as the whole model cuts them; `changed` those among them that the trimmed one cuts otherwise;
    `unknown` and `unknown_before` tokens outside the vocabulary. `lost` are the most frequent whole pieces
    that occurred and were dropped, with their counts.
    """

    words: int
    tokens: int
    changed: int
    unknown_before: int
    unknown: int
    lost: tuple[tuple[str, int], ...]

    @property
    def changed_share(self) -> float:
        """Between 0 and 1."""
        return self.changed / self.tokens if self.tokens else 0.0


@dataclass(frozen=True, slots=True)
class Size:
    """Of a model: entries of its vocabulary, numbers in its weights, bytes of its files on disk."""

    tokens: int
    parameters: int
    disk: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a trim did.

    `dropped` and `kept` count tokens by script; `first_dropped` are those that stood first. Vocabularies are
    in the order of frequency in the model's own training text, or nearly so: what stood first was the most
    frequent.
    """

    family: str
    before: Size
    after: Size
    kept: Mapping[str, int]
    dropped: Mapping[str, int]
    first_dropped: tuple[str, ...]
    coverage: Coverage

    def row(self) -> dict[str, Any]:
        """As JSON, with the share of tokens that changed."""
        row = asdict(self)
        row["coverage"]["changed_share"] = self.coverage.changed_share
        return row


def size_of(folder: Path, *, tokens: int, parameters: int) -> Size:
    """The size of a model whose vocabulary and weights are known; disk counts what an engine reads."""
    return Size(tokens, parameters, sum(path.stat().st_size for path in model_files(folder)))


def by_script(tokens: Iterable[str]) -> dict[str, int]:
    """How many tokens each script has, most first."""
    return dict(Counter(map(script_of_piece, tokens)).most_common())


def first_dropped(vocabulary: Mapping[str, int], kept: frozenset[str]) -> tuple[str, ...]:
    """The dropped tokens that stood first in the vocabulary."""
    ordered = sorted(vocabulary, key=vocabulary.__getitem__)
    return tuple(islice((token for token in ordered if token not in kept), EXAMPLES))


def coverage(words: Mapping[str, int], whole: Tokeniser, trimmed: Tokeniser) -> Coverage:
    """Cut the most frequent words with both tokenisers and compare."""
    common = sorted(words.items(), key=lambda row: (-row[1], row[0]))[:MOST_WORDS]
    texts = [word for word, _ in common]
    tokens: Counter[str] = Counter()
    cut_otherwise: Counter[str] = Counter()
    unknown = 0
    for (_, count), before, after in zip(common, whole.encode(texts), trimmed.encode(texts), strict=True):
        for counter, found in ((tokens, before), (cut_otherwise, _missing(before, after))):
            for token in found:
                counter[token] += count
        unknown += count * _unknown(after, trimmed)
    lost = [row for row in cut_otherwise.most_common() if row[0] not in trimmed.vocabulary]
    return Coverage(
        words=sum(count for _, count in common),
        tokens=tokens.total(),
        changed=cut_otherwise.total(),
        unknown_before=sum(count for token, count in tokens.items() if token not in whole.vocabulary),
        unknown=unknown,
        lost=tuple(lost[:EXAMPLES]),
    )


def _missing(before: Sequence[str], after: Sequence[str]) -> Iterable[str]:
    """Tokens of `before` that are not in `after`, as often as they are missing."""
    return [] if before == after else (Counter(before) - Counter(after)).elements()


def _unknown(tokens: Sequence[str], tokeniser: Tokeniser) -> int:
    return sum(token not in tokeniser.vocabulary for token in tokens)
