"""What an epoch draws from the corpora, and in which batches."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.builtin_model.exchange import Exchange
from scripts.builtin_model.pieces import Pieces, seed_sampling
from scripts.builtin_model.preparation import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """How draws are varied.

    unrepaired: part of the draws that show half-spaces lost, where the pair has such a copy.
    sampled: part of the draws whose source is segmented at random (subword regularisation).
    code_switched: part of the draws in which a term of the lexicon stands in English in the source.
    exchanged: part of the draws in which names and numbers are exchanged for others on both sides.
    longest: pieces of the longer side; longer pairs are left out.
    """

    unrepaired: float = 0.1
    sampled: float = 0.0
    code_switched: float = 0.0
    exchanged: float = 0.0
    longest: int = 160


@dataclass(frozen=True, slots=True)
class Example:
    """Ids of one draw, each side with its end mark."""

    source: list[int]
    target: list[int]

    def __len__(self) -> int:
        return max(len(self.source), len(self.target))


class CodeSwitch:
    """Puts the English of a known term into a Persian source, as a glossary does."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._terms = {persian: english for persian, english in terms.items() if len(persian) > 2}
        self._most_words = max((len(term.split()) for term in self._terms), default=0)

    def __call__(self, persian: str, english: str, rng: random.Random) -> str:
        """The source with one of its terms in English, if the target has that English; else unchanged."""
        words = persian.split()
        found = [
            (start, end)
            for start in range(len(words))
            for end in range(start + 1, min(start + self._most_words, len(words)) + 1)
            if self._terms.get(" ".join(words[start:end]), "\0") in english
        ]
        if not found:
            return persian
        start, end = rng.choice(found)
        return " ".join([*words[:start], self._terms[" ".join(words[start:end])], *words[end:]])


def terms_of(pairs: Sequence[Pair]) -> dict[str, str]:
    """Terms for code switching: the project's own lexicon."""
    return {pair.persian: pair.english for pair in pairs if pair.corpus.startswith("lexicon/")}


def drawn(pairs: Sequence[Pair], shares: Mapping[str, float], rng: random.Random) -> list[Pair]:
    """The pairs of one epoch: each corpus by its share, whole copies first, a random part for the rest."""
    by_corpus: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_corpus.setdefault(pair.corpus, []).append(pair)
    chosen: list[Pair] = []
    for name, members in by_corpus.items():
        copies, part = divmod(shares[name], 1.0)
        chosen += members * int(copies)
        chosen += rng.sample(members, round(part * len(members)))
    return chosen


@dataclass(frozen=True, slots=True)
class Variation:
    """What draws are varied with: parts of `mixture`, terms of `switch`, names of `exchange`."""

    mixture: Mixture
    switch: CodeSwitch
    exchange: Exchange

    def __call__(self, pair: Pair, rng: random.Random) -> tuple[str, str]:
        """Source and target of one draw."""
        mixture, source, target = self.mixture, pair.persian, pair.english
        chance = rng.random()
        if pair.unrepaired and chance < mixture.unrepaired:
            source = pair.unrepaired
        elif chance > 1 - mixture.code_switched:
            source = self.switch(source, target, rng)
        if mixture.exchanged and rng.random() < mixture.exchanged:
            return self.exchange(source, target, rng)
        return source, target


def examples(pairs: Sequence[Pair], pieces: Pieces, vary: Variation, rng: random.Random) -> list[Example]:
    """One example a pair, varied; what is too long is left out."""
    texts = [vary(pair, rng) for pair in pairs]
    sources = [source for source, _ in texts]
    encoded = pieces.encode(sources)
    targets = pieces.encode([target for _, target in texts])
    mixture = vary.mixture
    seed_sampling(rng.randrange(2**31))
    for at in rng.sample(range(len(sources)), round(mixture.sampled * len(sources))):
        encoded[at] = pieces.encode([sources[at]], sampled=True)[0]
    made = (Example(source, target) for source, target in zip(encoded, targets, strict=True))
    unknown = pieces.unknown
    return [one for one in made if len(one) <= mixture.longest and unknown not in one.target]


def batches(drawn: Sequence[Example], *, padded_tokens: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of neighbours in length, at most `padded_tokens` on the longer side, in random order.

    Padding is paid per batch, so a bucket goes by the longer side of its pairs.
    """
    shuffled = list(drawn)
    rng.shuffle(shuffled)  # sorting is stable: equals meet other neighbours in every epoch
    shuffled.sort(key=len)
    groups: list[list[Example]] = [[]]
    for example in shuffled:
        # Sorted, so the newest is the longest of its batch.
        if groups[-1] and (len(groups[-1]) + 1) * len(example) > padded_tokens:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    yield from (group for group in groups if group)
