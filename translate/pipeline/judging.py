"""The judge: from a segment and what was found for its pieces to a Translation with flags and confidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from translate.checks import registry
from translate.checks.base import ArticleCheck, Check
from translate.confidence.features import Evidence, geometric_mean
from translate.records import Flag, Origin, Segment, Translation
from translate.store.memory import Entry

Piece = tuple[Entry, Origin]
"""What the memory or the engine has for one piece of a segment, and where that came from."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Says what becomes of a segment. The same pieces always give the same Translation.

    `more` are checks beside those of the registry that need something of this run, such as its glossary;
    `articles` look at an article when it is whole.
    `confidence` says how sure a translation is, 0 to 1, None where it cannot tell; without it nobody can.
    """

    more: tuple[Check, ...] = ()
    articles: tuple[ArticleCheck, ...] = field(default_factory=registry.article_checks)
    confidence: Callable[[Evidence], float | None] | None = None

    def translation(self, segment: Segment, pieces: Sequence[Piece]) -> Translation:
        """The segment with the targets of its pieces put together; there is at least one piece."""
        entries = [entry for entry, _ in pieces]
        target = " ".join(entry.target.strip() for entry in entries)
        # The author's text, not the model's view of it: quotes and digits are folded there.
        flags = self._flags(segment.source, target)
        return Translation(
            segment,
            target,
            _origin(pieces),
            confidence=self._confidence(segment.source, target, entries, flags),
            flags=flags,
            alternatives=entries[0].alternatives if len(entries) == 1 else (),
            token_scores=tuple(score for entry in entries for score in entry.token_scores),
        )

    def approval(self, segment: Segment, target: str) -> Translation:
        """A segment whose target a person accepted: certain, and flagged all the same."""
        flags = self._flags(segment.source, target)
        return Translation(segment, target, "human", confidence=1.0, flags=flags)

    def failure(self, segment: Segment, reason: str) -> Translation:
        """A segment that has no translation; the reason is its only flag."""
        return Translation(segment, "", "failed", flags=(Flag("failed", reason),))

    def copy(self, segment: Segment, target: str) -> Translation:
        """A segment in which there was nothing to translate."""
        return Translation(segment, target, "copy")

    def article(self, translations: Sequence[Translation]) -> tuple[Translation, ...]:
        """The segments of a whole article, with the flags that only an article can show behind their own."""
        pairs = [(one.segment.source, one.target) for one in translations]
        found = registry.article_flags(pairs, self.articles)
        return tuple(
            replace(one, flags=(*one.flags, *flags)) if flags else one
            for one, flags in zip(translations, found, strict=True)
        )

    def _flags(self, source: str, target: str) -> tuple[Flag, ...]:
        more = tuple(flag for check in self.more for flag in check(source, target))
        return (*registry.flags(source, target), *more)

    def _confidence(
        self, source: str, target: str, entries: Sequence[Entry], flags: tuple[Flag, ...]
    ) -> float | None:
        if self.confidence is None:
            return None
        score = geometric_mean(entry.score for entry in entries)
        return self.confidence(Evidence(source, target, score, flags))


def _origin(pieces: Sequence[Piece]) -> Origin:
    """The origin of a segment in pieces is that of its freshest piece."""
    origins = {origin for _, origin in pieces}
    return next(kind for kind in ("mt", "repeat", "memory", "human") if kind in origins)
