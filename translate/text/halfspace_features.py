"""What the half-space tagger looks at: the evidence around one gap, as hashed feature numbers.

Two kinds of gap are judged. A gap inside a piece («کتاب|ها») may have lost its half-space; a blank between
two pieces («کتاب ها») may stand for one. A piece is a stretch of Persian letters without blank or
half-space. Every feature is a slice of the letters, or a handful of frequency bands, hashed with a seed of
its own template; training and use call the same two functions, so they cannot drift apart.

The features see pieces only, never whether a half-space or a blank stands between them. That is what makes
restoring idempotent: putting a half-space in changes no other decision.
"""

from collections.abc import Iterator
from typing import Protocol
from zlib import crc32

TABLE_BITS = 20
MASK = (1 << TABLE_BITS) - 1
OUTSIDE = "#"  # stands for "no Persian piece here" beside a pair

# A word's code packs frequency bands (three bits each, see `band`) and flags.
WORD, LEFT, RIGHT, LEFT_JOINED, LEFT_APART, RIGHT_JOINED, RIGHT_APART = range(0, 21, 3)
LISTED_FLAG = 1 << 21  # stands in the word list
KNOWN_WHOLE = 1 << 22  # the authored texts write it as one word
SETTLED = 1 << 23  # never split: decided when the model was built
OPENS, CLOSES = 1 << 24, 1 << 25  # often the left, the right part of a joined word: worth judging
SURELY_OPENS, SURELY_CLOSES = 1 << 26, 1 << 27  # hardly ever stands apart («می», «های»)
PAIR_LEFT, PAIR_RIGHT = 1 << 28, 1 << 29  # is the left, the right part of a known pair
# A pair's code: how often joined and apart in the treebank, then in the authored texts, then the list.
JOINED, APART, AUTHORED_JOINED, AUTHORED_APART = range(0, 12, 3)
LISTED_PAIR = 1 << 12
BAND = 7

# Windows across the gap: so many letters before it, so many after it.
WINDOWS = (
    *((left, 0) for left in range(1, 7)),
    *((0, right) for right in range(1, 7)),
    *((1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (3, 2), (2, 3), (3, 3), (4, 2), (2, 4), (1, 5), (4, 4)),
)


class Lookup(Protocol):
    """What is known about words and pairs. Codes are 0 for the unknown."""

    def word(self, piece: str) -> int:
        """The word's code."""
        ...

    def part(self, piece: str) -> int:
        """The word's code, where only its bands as a part of words are asked for."""
        ...

    def pair(self, left: str, right: str) -> int:
        """The pair's code."""
        ...

    def authored(self, piece: str) -> str | None:
        """How the authored texts most often write this word once its half-spaces are taken out."""
        ...

    def listed(self, piece: str) -> str | None:
        """How the word list writes it."""
        ...


def band(count: int) -> int:
    """Frequency in six bands: 0, 1, 2-4, 5-19, 20-99, 100 and more."""
    return sum(count >= floor for floor in (1, 2, 5, 20, 100))


def has_cut(spelling: str | None, at: int, half_space: str) -> int:
    """0 word unknown, 1 half-space after `at` letters, 2 half-spaces elsewhere only, 3 written as one."""
    if spelling is None:
        return 0
    parts = spelling.split(half_space)
    if len(parts) == 1:
        return 3
    reached = 0
    for part in parts:
        reached += len(part)
        if reached == at:
            return 1
    return 2


def inner_gaps(piece: str, known: Lookup, half_space: str) -> Iterator[int]:
    """Gaps inside a piece worth judging: a side is a known part, or a known spelling splits there."""
    authored, listed = known.authored(piece), known.listed(piece)
    spelled = (authored is not None and half_space in authored) or (
        listed is not None and half_space in listed
    )
    for at in range(1, len(piece)):
        parts = known.part(piece[:at]) >> LEFT & BAND or known.part(piece[at:]) >> RIGHT & BAND
        if parts or (spelled and 1 in (has_cut(authored, at, half_space), has_cut(listed, at, half_space))):
            yield at


def inner_features(piece: str, at: int, known: Lookup, half_space: str) -> list[int]:
    """Table rows for the gap after `at` letters of a piece."""
    raw = f"^{piece}$".encode("utf-16-le")
    middle, end = 2 * at + 2, len(raw)
    rows = [
        crc32(raw[max(0, middle - 2 * left) : middle + 2 * right], seed)
        for seed, (left, right) in enumerate(WINDOWS)
    ]
    left_part, right_part = raw[:middle], raw[middle:]
    for seed, letters in enumerate((0, 2, 4), start=40):
        rows.append(crc32(raw[middle - letters :], seed))
        rows.append(crc32(raw[: middle + letters + 2 * (letters > 0)], seed + 10))
    left, right, whole = known.word(piece[:at]), known.word(piece[at:]), known.word(piece)
    shorter, longer = known.word(piece[: at - 1]), known.word(piece[: at + 1])
    lw, rw, ww = left & BAND, right & BAND, whole & BAND
    ll, rr = left >> LEFT & BAND, right >> RIGHT & BAND
    lh, rh, wh = bool(left & LISTED_FLAG), bool(right & LISTED_FLAG), bool(whole & LISTED_FLAG)
    written = 4 * has_cut(known.authored(piece), at, half_space) + has_cut(
        known.listed(piece), at, half_space
    )
    before, after = min(at, 4), min(len(piece) - at, 4)
    near_left, near_right = raw[middle - 2 : middle], raw[middle : middle + 6]
    rows += [
        crc32(bytes((lw, rw)), 60),
        crc32(bytes((ll, rr, lw, rw)), 61),
        crc32(bytes((lh, rh, wh)), 62),
        crc32(bytes((lh, rh, lw, rw)), 63),
        crc32(bytes((written,)), 64),
        crc32(bytes((written, rr)), 65),
        crc32(right_part, 1000 + written),
        crc32(bytes((ww, wh)), 66),
        crc32(right_part, 1100 + 2 * ww + wh),
        crc32(right_part, 1200 + 2 * lw + lh),
        crc32(left_part, 1300 + 2 * rw + rh),
        crc32(bytes((before, after)), 67),
        crc32(near_right, 1400 + 20 * before + 2 * lw + lh),
        crc32(raw[max(0, middle - 6) : middle], 1500 + 20 * after + 2 * rw + rh),
        crc32(bytes((ll, rw, rh, lh)), 68),
        crc32(bytes((rr, lw, lh)), 69),
        crc32(near_left + near_right, 1600 + 2 * ww + wh),
        # «وزن|های» or «وزنه|ای»: is the word with one letter fewer or more the better known?
        crc32(right_part, 1700 + 6 * lw + (shorter & BAND)),
        crc32(right_part, 1800 + 6 * lw + (longer & BAND)),
        crc32(bytes((lw, shorter & BAND, longer & BAND, rr)), 70),
        crc32(raw[middle : end if end - middle < 8 else middle + 8], 1900 + 2 * lw + lh),
    ]
    return [row & MASK for row in rows]


def pair_features(left: str, right: str, known: Lookup) -> list[int]:
    """Table rows for the blank between two pieces, neighbours unseen."""
    raw = f"{left} {right}".encode("utf-16-le")
    middle = 2 * len(left)
    left_part, right_part = raw[:middle], raw[middle:]
    rows = [crc32(left_part, 200), crc32(right_part, 201), crc32(raw, 202)]
    rows += [crc32(raw[max(0, middle - 2 * letters) :], 210 + letters) for letters in (1, 2, 3, 4)]
    rows += [crc32(raw[: middle + 2 + 2 * letters], 220 + letters) for letters in (1, 2, 3)]
    a, c, both = known.word(left), known.word(right), known.pair(left, right)
    joined, apart, hj = both & BAND, both >> APART & BAND, bool(both & LISTED_PAIR)
    aj, aa = both >> AUTHORED_JOINED & BAND, both >> AUTHORED_APART & BAND
    lefts, rights = a >> LEFT & BAND, c >> RIGHT & BAND
    lj, la, rj, ra = (
        a >> LEFT_JOINED & BAND,
        a >> LEFT_APART & BAND,
        c >> RIGHT_JOINED & BAND,
        c >> RIGHT_APART & BAND,
    )
    aw, cw, one = a & BAND, c & BAND, bool(known.word(left + right) & LISTED_FLAG)
    seen = 16 * joined + 2 * aj + hj
    rows += [
        crc32(bytes((joined, apart)), 240),
        crc32(bytes((joined, apart, aj, aa, hj)), 241),
        crc32(bytes((lefts, rights)), 242),
        crc32(bytes((lefts, rights, aw, cw)), 243),
        crc32(right_part, 2000 + 6 * lefts + aw),
        crc32(left_part, 2100 + 6 * rights + cw),
        crc32(left_part, 2200 + seen),
        crc32(right_part, 2400 + seen),
        crc32(bytes((one, lefts, rights, hj)), 244),
        crc32(right_part, 2600 + 8 * aw + min(len(left), 5)),
        crc32(left_part, 2700 + 8 * cw + min(len(right), 5)),
        crc32(raw[middle - 2 :], 2800 + aw),
        crc32(bytes((lj, la)), 245),
        crc32(bytes((rj, ra)), 246),
        crc32(bytes((lj, la, rj, ra)), 247),
        crc32(bytes((lj, la, joined, aj)), 248),
        crc32(bytes((rj, ra, joined, aj)), 249),
        crc32(right_part, 2900 + 2 * one + hj),
        crc32(left_part, 3000 + 2 * one + hj),
    ]
    return [row & MASK for row in rows]


def neighbour_features(before: str, left: str, right: str, after: str) -> list[int]:
    """Table rows for a pair's neighbours; `OUTSIDE` where there is no piece next to it."""
    texts = (
        f"{before}|{right}",
        f"{right}|{after}",
        f"{left}|{after}",
        f"{before}|{left}",
        f"{before[-2:]}|{right}",
        f"{after[:2]}|{right}",
        f"{after[-3:]}|{left}",
        f"{before[-2:]}|{left[-2:]}|{right}",
        f"{left[-2:]}|{right}|{after[:2]}",
        f"{before == OUTSIDE}|{right}",
        f"{after == OUTSIDE}|{right}",
    )
    return [crc32(text.encode("utf-16-le"), seed) & MASK for seed, text in enumerate(texts, start=300)]
