"""Edits of TER (Snover et al. 2006), the same number as sacreBLEU's and several times sooner.

TER shifts blocks of words as long as that lowers the edit distance, and nearly all of its time goes into the
distances of shifts that are then not made. Those are computed here for a whole row of the matrix at once, one
bit a reference word (Myers 1999; Hyyro 2003), and from the first word that a shift moves.

sacreBLEU looks only near the diagonal of the matrix. Where that could matter, its own code is asked: see
`_beam_is_wide_enough`. Limits and order of preference are sacreBLEU's (they follow Tercom).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

BEAM = 25  # columns that sacreBLEU looks at on each side of the diagonal
LONGEST_SHIFT = 10
FARTHEST_SHIFT = 50
MOST_CANDIDATES = 1000

Masks = list[int]
"""A hypothesis: for each word the set of reference positions that hold the same word, as bits."""


class Row(NamedTuple):
    """A row of the edit matrix: `up`, `down` are the bits where it rises or falls from column to column.

    `rose`, `fell` are the bits where a column differs from the row before; `distance` is the last cell.
    """

    up: int
    down: int
    rose: int
    fell: int
    distance: int


def edit_rate(hypothesis: Sequence[str], reference: Sequence[str]) -> tuple[int, int]:
    """Edits, shifts included, and length of the reference, in words, as sacreBLEU counts them."""
    if not reference:
        return len(hypothesis), 0
    places: dict[str, int] = {}
    for position, word in enumerate(reference):
        places[word] = places.get(word, 0) | 1 << position
    words = [places.get(word, 0) for word in hypothesis]
    rows = _rows(words, len(reference), _first_row(len(reference)))
    if not _beam_is_wide_enough(len(words), len(reference), rows[-1].distance):
        from sacrebleu.metrics.lib_ter import translation_edit_rate

        edits, length = translation_edit_rate(list(hypothesis), list(reference))
        return edits, length
    return _shifted_distance(words, len(reference), rows), len(reference)


def _beam_is_wide_enough(hypothesis: int, reference: int, distance: int) -> bool:
    """Whether no cell that the answer depends on lies outside sacreBLEU's beam.

    A short reference lies inside it as a whole. Else: a path of `distance` edits strays at most that far
    from i = j, and i = j at most the difference in length from the beam's middle. Shifts that do not lower
    the distance are never made, so the first distance bounds them all.
    """
    return reference < BEAM or distance + abs(hypothesis - reference) < BEAM


def _first_row(width: int) -> Row:
    return Row(up=(1 << width) - 1, down=0, rose=0, fell=0, distance=width)


def _rows(words: Masks, width: int, first: Row) -> list[Row]:
    """The rows after `first`, one a word, `first` before them."""
    all_columns = (1 << width) - 1
    last = 1 << (width - 1)
    up, down, _, _, distance = first
    rows = [first]
    for same in words:
        vertical = same | down
        diagonal = (((same & up) + up) ^ up) | same | down
        rose = (down | ~(diagonal | up)) & all_columns
        fell = up & diagonal
        if rose & last:
            distance += 1
        elif fell & last:
            distance -= 1
        # Column 0 rises by one a row: a hypothesis word against nothing is a deletion.
        shifted_rose = ((rose << 1) | 1) & all_columns
        up = ((fell << 1) | ~(vertical | shifted_rose)) & all_columns
        down = vertical & shifted_rose
        rows.append(Row(up, down, rose, fell, distance))
    return rows


def _distance(words: Masks, width: int, first: Row) -> int:
    """The last cell of the rows after `first`; `_rows` without keeping them, for it is called most."""
    all_columns = (1 << width) - 1
    last = 1 << (width - 1)
    up, down, _, _, distance = first
    for same in words:
        vertical = same | down
        diagonal = (((same & up) + up) ^ up) | same | down
        rose = (down | ~(diagonal | up)) & all_columns
        fell = up & diagonal
        if rose & last:
            distance += 1
        elif fell & last:
            distance -= 1
        shifted_rose = ((rose << 1) | 1) & all_columns
        up = ((fell << 1) | ~(vertical | shifted_rose)) & all_columns
        down = vertical & shifted_rose
    return distance


def _shifted_distance(words: Masks, width: int, rows: list[Row]) -> int:
    """Shifts made plus the edit distance that is left when no shift lowers it any more."""
    shifts = checked = 0
    while True:
        best, checked = _best_shift(words, width, rows, checked)
        if checked >= MOST_CANDIDATES or best is None:
            return shifts + rows[-1].distance
        shifts += 1
        words = best
        rows = _rows(words, width, _first_row(width))


def _best_shift(words: Masks, width: int, rows: list[Row], checked: int) -> tuple[Masks | None, int]:
    """The words after the shift that lowers the distance most, or None; and the candidates seen so far."""
    align, reference_wrong, hypothesis_wrong = _alignment(words, width, rows)
    before = rows[-1].distance
    best: tuple[int, ...] = (1,)  # below every rank that gains an edit, above every one that does not
    best_words = None
    for start, place, length in _matches(words, width):
        if not any(hypothesis_wrong[start : start + length]) or not any(
            reference_wrong[place : place + length]
        ):
            continue
        if start <= align[place] < start + length:
            continue
        for target in _targets(align, place, length):
            shifted = _shift(words, start, length, target)
            kept = min(start, target)
            gain = before - _distance(shifted[kept:], width, rows[kept])
            checked += 1
            # Most gained first, then the longest block, the earliest one, the earliest target.
            if (rank := (gain, length, -start, -target)) > best:
                best, best_words = rank, shifted
        if checked >= MOST_CANDIDATES:
            break
    return best_words, checked


def _targets(align: list[int], place: int, length: int) -> Iterator[int]:
    """Positions in the hypothesis before which the block may go, the same one not twice in a row."""
    previous = -1
    for at in range(place - 1, place + length):
        if at >= len(align):
            return
        target = align[at] + 1 if at >= 0 else 0
        if target != previous:
            previous = target
            yield target


def _shift(words: Masks, start: int, length: int, target: int) -> Masks:
    end = start + length
    if target < start:
        return words[:target] + words[start:end] + words[target:start] + words[end:]
    if target > end:
        return words[:start] + words[end:target] + words[start:end] + words[target:]
    return words[:start] + words[end : length + target] + words[start:end] + words[length + target :]


def _matches(words: Masks, width: int) -> Iterator[tuple[int, int, int]]:
    """Start in the hypothesis, place in the reference and length of every block that both hold."""
    count = len(words)
    for start, same in enumerate(words):
        left = same
        while left:
            lowest = left & -left
            left ^= lowest
            place = lowest.bit_length() - 1
            if abs(place - start) > FARTHEST_SHIFT:
                continue
            longest = min(LONGEST_SHIFT, count - start, width - place)
            length = 1
            yield start, place, length
            while length < longest and words[start + length] >> (place + length) & 1:
                length += 1
                yield start, place, length


def _alignment(words: Masks, width: int, rows: list[Row]) -> tuple[list[int], list[bool], list[bool]]:
    """For each reference word the hypothesis word beside it (-1: before all); which of either are wrong.

    Follows the cheapest edits back from the last cell; where several are, a match or replacement is
    preferred to a deletion, and that to an insertion.
    """
    align = [-1] * width
    reference_wrong = [False] * width
    hypothesis_wrong = [False] * len(words)
    row, column = len(words), width
    while row or column:
        bit = 1 << (column - 1) if column else 0
        if row and column and words[row - 1] & bit:
            row, column = row - 1, column - 1
            align[column] = row
            continue
        step = _step(rows, row, bit)
        if step != "insertion":
            row -= 1
            hypothesis_wrong[row] = True
        if step != "deletion":
            column -= 1
            align[column] = row if step == "replacement" else row - 1
            reference_wrong[column] = True
    return align, reference_wrong, hypothesis_wrong


def _step(rows: list[Row], row: int, bit: int) -> str:
    """The edit that leads to a cell whose words differ: the column is that of `bit` (0: column 0)."""
    if not row:
        return "insertion"
    if not bit:
        return "deletion"
    here, before = rows[row], rows[row - 1]
    rise = 1 if here.rose & bit else -1 if here.fell & bit else 0
    slope = 1 if before.up & bit else -1 if before.down & bit else 0
    if rise + slope == 1:  # this cell minus the one before it on the diagonal
        return "replacement"
    return "deletion" if rise == 1 else "insertion"
