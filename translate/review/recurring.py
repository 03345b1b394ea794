"""Corrections that come back: which Persian term people keep giving which English, ready for a glossary."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate.glossary.persian import TOKEN, folded
from translate.review.effort import PostEdit
from translate.text.words import word_set

FEWEST = 3
"""Distinct sources in which the same English was put in for a term to be proposed."""

CLOSE = 0.6
"""Dice coefficient of the sources that hold the Persian and the targets that hold the English."""

_MOST_WORDS = 4

# Neither a term of their own nor the edge of one.
_PERSIAN_EDGES = word_set(
    "و به از در با تا که این آن را بر برای هم نیز است بود شد یک هر می ها های ای اما ولی یا اگر چه",
    "شده کرد کرده گفت دارد شود باید خود او وی آنها ما من بین میان پس پیش بعد قبل روی زیر هیچ همه نه",
)
_ENGLISH_EDGES = word_set(
    "a an and are as at be been but by for from had has have he her his in is it its of on or she so that",
    "the their they this to was were which who will with would not said",
)
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term to think about: `sources` is in how many distinct sources its English was put in.

    `instead_of` is what the machine had there, the most frequent first; "" for nothing.
    """

    persian: str
    english: str
    sources: int
    instead_of: tuple[str, ...]

    def as_line(self) -> str:
        """A line of a glossary file; its note says where the term comes from."""
        was = ", ".join(one or "nothing" for one in self.instead_of)
        return "\t".join(
            (self.persian, self.english, "", "", f"put in {self.sources} times instead of {was}")
        )


def proposals(edits: Sequence[PostEdit]) -> list[Proposal]:
    """Terms whose English people put in over at least FEWEST distinct sources, the most frequent first.

    The English is a phrase of up to four words, one of them changed at least. The Persian is the phrase whose
    sources are most nearly those whose finished text has the English; it must share CLOSE of them. Words that
    are no name must have replaced the same words of the machine's FEWEST times: else they are mere rewriting.
    """
    distinct = list({" ".join(one.source.split()): one for one in edits}.values())
    put_in = _put_in(distinct)
    recurring = {
        phrase: where
        for phrase, where in put_in.items()
        if len(where) >= FEWEST and (_is_one_mistake(where.values()) or _is_name(phrase, where, distinct))
    }
    if not recurring:
        return []
    english = _holding(_phrases(_english(one.target), _ENGLISH_EDGES) for one in distinct)
    persian_phrases = [set(_phrases(_persian(one.source), _PERSIAN_EDGES)) for one in distinct]
    persian = _holding(persian_phrases)
    found = []
    for phrase, where in recurring.items():
        shared = Counter(one for place in where for one in persian_phrases[place])
        best = _nearest(english[phrase], [one for one, count in shared.items() if count >= FEWEST], persian)
        if best is not None:
            found.append((best[0], phrase, best[1]))
    chosen = _without_parts(sorted(found, key=lambda one: (-one[0], -len(one[1]), -len(one[2]), one[1])))
    made = [_proposal(phrase, term, recurring[phrase], distinct) for phrase, term in chosen]
    return sorted(made, key=lambda one: (-one.sources, one.persian))


def _put_in(edits: Sequence[PostEdit]) -> dict[Words, dict[int, str]]:
    """For every phrase with a word that somebody put in, in which edits, and what had stood there."""
    found: dict[Words, dict[int, str]] = defaultdict(dict)
    for place, one in enumerate(edits):
        before, after = _english(one.mt), _english(one.target)
        for tag, start, end, new_start, new_end in difflib.SequenceMatcher(
            None, before, after, autojunk=False
        ).get_opcodes():
            if tag in {"replace", "insert"}:
                near = after[max(0, new_start - _MOST_WORDS + 1) : new_end + _MOST_WORDS - 1]
                put_in = set(after[new_start:new_end]).difference(before)
                for phrase in _phrases(near, _ENGLISH_EDGES):
                    if not put_in.isdisjoint(phrase):
                        found[phrase].setdefault(place, " ".join(before[start:end][:_MOST_WORDS]))
    return found


def _is_one_mistake(instead_of: Iterable[str]) -> bool:
    """Whether the machine had the same words there often enough."""
    return any(count >= FEWEST for was, count in Counter(instead_of).items() if was)


def _is_name(phrase: Words, where: Iterable[int], edits: Sequence[PostEdit]) -> bool:
    """Whether every word is always written with a capital, and not only because a sentence begins there.

    A name is misspelled in many ways, so that its corrections are alike on one side only.
    """
    written = [_capitals(edits[place].target, phrase) for place in where]
    return all(is_capital for is_capital, _ in written) and any(is_inside for _, is_inside in written)


def _capitals(text: str, phrase: Words) -> tuple[bool, bool]:
    """Whether all words of the phrase have capitals here, and whether it stands inside of the text."""
    forms = list(_forms(text, phrase))
    capital = all(word[0].isupper() for form in forms for word in form.split())
    return capital, any(not text.startswith(form) for form in forms)


def _holding(texts: Iterable[Iterable[Words]]) -> dict[Words, set[int]]:
    """For every phrase the texts that hold it."""
    found: dict[Words, set[int]] = defaultdict(set)
    for place, phrases in enumerate(texts):
        for phrase in phrases:
            found[phrase].add(place)
    return found


def _nearest(
    english: set[int], candidates: Iterable[Words], holding: Mapping[Words, set[int]]
) -> tuple[float, Words] | None:
    """The Persian phrase whose sources come nearest to the targets that hold the English, if near enough."""
    scored = (
        (2 * len(holding[one] & english) / (len(holding[one]) + len(english)), len(one), one)
        for one in candidates
    )
    score, _, best = max(scored, default=(0.0, 0, ()))
    return (score, best) if score >= CLOSE else None


def _without_parts(ranked: Iterable[tuple[float, Words, Words]]) -> list[tuple[Words, Words]]:
    """One English for a Persian, and no pair that is a part of a better one."""
    chosen: list[tuple[Words, Words]] = []
    for _, english, persian in ranked:
        if not any(_is_part(english, other) or _is_part(persian, theirs) for other, theirs in chosen):
            chosen.append((english, persian))
    return chosen


def _is_part(words: Words, of: Words) -> bool:
    """Whether one holds the other."""
    if len(words) > len(of):
        words, of = of, words
    return any(of[at : at + len(words)] == words for at in range(len(of) - len(words) + 1))


def _proposal(
    english: Words, persian: Words, where: Mapping[int, str], edits: Sequence[PostEdit]
) -> Proposal:
    forms = Counter(form for place in where for form in _forms(edits[place].target, english))
    shown = Counter(form for place in where for form in _persian_forms(edits[place].source, persian))
    return Proposal(
        persian=shown.most_common(1)[0][0] if shown else " ".join(persian),
        english=forms.most_common(1)[0][0],
        sources=len(where),
        instead_of=tuple(was for was, _ in Counter(where.values()).most_common(3)),
    )


def _forms(text: str, phrase: Words) -> Iterator[str]:
    """How the phrase is written where it stands in a text."""
    found = list(_ENGLISH_WORD.finditer(text))
    words = tuple(match.group().lower() for match in found)
    for at in range(len(words) - len(phrase) + 1):
        if words[at : at + len(phrase)] == phrase:
            yield text[found[at].start() : found[at + len(phrase) - 1].end()]


def _persian_forms(text: str, phrase: Words) -> Iterator[str]:
    found = list(TOKEN.finditer(text))
    words = tuple(folded(match.group()) for match in found)
    for at in range(len(words) - len(phrase) + 1):
        if words[at : at + len(phrase)] == phrase:
            yield text[found[at].start() : found[at + len(phrase) - 1].end()]


def _phrases(words: Sequence[str], edges: frozenset[str]) -> Iterator[Words]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            phrase = tuple(words[start:end])
            if phrase[0] in edges or phrase[-1] in edges or not any(map(str.isalpha, "".join(phrase))):
                continue
            yield phrase


def _english(text: str) -> Words:
    return tuple(match.group().lower() for match in _ENGLISH_WORD.finditer(text))


def _persian(text: str) -> Words:
    return tuple(folded(match.group()) for match in TOKEN.finditer(text))
