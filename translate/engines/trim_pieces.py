"""Which pieces of a vocabulary Persian and English need. Pure functions.

Every set of pieces kept here is closed: whatever stands inside a kept piece and is itself a piece is kept
too. So every merge that leads a BPE tokenizer to a kept piece still exists, and a text whose pieces are all
kept is cut as before.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from translate.engines.tokenisers import BLANK
from translate.engines.trim_scripts import ALPHABETS, ASCII_LETTERS, PERSIAN, is_common, script_of

ZWNJ = "\u200c"  # zero width non-joiner: the Persian half-space

_SPECIAL = re.compile(
    r"<[^<>\s]+>"  # <unk>, <0x0A>, <2en>, <extra_id_7>, <mask>
    r"|>>[^<>\s]*<<"  # OPUS-MT's target tags
    r"|__[a-z]{2,3}__"  # M2M100's
    r"|[a-z]{2,3}_[A-Z][A-Za-z]{1,3}"  # NLLB's eng_Latn, mBART-50's en_XX
    r"|madeupword\d+"  # fairseq's padding of a vocabulary
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What stays besides what the corpus uses.

    `all_persian` keeps every piece that Persian letters alone make up, `short_latin` every piece of at most
    so many ASCII letters (None: of any number), so that any name can be spelled in pieces of some length.
    `min_count` is how often a word must stand in the corpus and our own list together to count.
    """

    all_persian: bool = True
    short_latin: int | None = 3
    min_count: int = 1


def is_special(piece: str) -> bool:
    """Whether it looks like a control token, a byte, a sentinel or a language tag."""
    return _SPECIAL.fullmatch(piece) is not None


def needed(
    pieces: Collection[str], *, always: Collection[str], words: Mapping[str, int], rules: Rules
) -> frozenset[str]:
    """The pieces to keep: those in `always`, special ones, those the rules name, those inside a word.

    A piece is inside a word if the word, a blank mark before it, holds its characters in a row: every way
    in which a tokenizer could cut the word is kept, not only its first choice. Marks and digits at the
    ends of a piece do not count: a word may stand before any comma.
    """
    cores = {piece: _core(piece) for piece in pieces}
    frequent = (word for word, count in words.items() if count >= rules.min_count)
    used = _inside(frequent, frozenset(pieces).union(cores.values()))
    return frozenset(
        piece
        for piece, core in cores.items()
        if piece in always or not used.isdisjoint((piece, core)) or is_special(piece) or fits(piece, rules)
    )


def fits(piece: str, rules: Rules) -> bool:
    """Whether script alone keeps the piece: single letters of the alphabets, marks, and what `rules` name."""
    letters = [character for character in piece if not is_common(character)]
    if not letters:
        return True
    if len(piece.removeprefix(BLANK)) == 1:
        return script_of(letters[0]) in ALPHABETS
    if all(letter in PERSIAN for letter in letters):
        return rules.all_persian
    if all(letter in ASCII_LETTERS for letter in letters):
        return rules.short_latin is None or len(letters) <= rules.short_latin
    return False


def _core(piece: str) -> str:
    """The piece from its first letter to its last, with the blank mark if that stands right before."""
    letters = [place for place, character in enumerate(piece) if not is_common(character)]
    if not letters:
        return piece
    first = letters[0]
    start = first - 1 if first and piece[first - 1] == BLANK else first
    return piece[start : letters[-1] + 1]


def _inside(words: Iterable[str], known: frozenset[str]) -> set[str]:
    longest = max(map(len, known), default=0)
    found: set[str] = set()
    for word in words:
        found.update(known.intersection(_stretches(BLANK + word, longest)))
    return found


def _stretches(text: str, longest: int) -> Iterator[str]:
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + longest) + 1):
            yield text[start:end]


def words_of(line: str) -> Iterator[str]:
    """The words of a line as tokenizers come to see them.

    As they stand, in compatibility form (NFKC, which most tokenizers apply), and divided at half-spaces,
    which SentencePiece's usual normalisation turns into blanks. Each distinct form once an occurrence.
    """
    for word in line.split():
        composed = unicodedata.normalize("NFKC", word)
        yield from dict.fromkeys([word, *composed.split(), *composed.replace(ZWNJ, " ").split()])
