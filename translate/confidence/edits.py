"""Word edits between two texts: what post-editing effort is counted in."""


def word_edits(machine: str, person: str) -> tuple[int, int]:
    """Insertions, deletions and replacements of words from `machine` to `person`, and the words of `person`.

    Words are what blanks separate, case apart, as on the review page. The first over the second is HTER
    without shifts: a block that moved counts word by word, so that it is never below the TER.
    """
    made = person.lower().split()
    return _distance(machine.lower().split(), made), len(made)


def _distance(left: list[str], right: list[str]) -> int:
    """Levenshtein's distance, a row of the matrix at once, one bit a word of `right` (Hyyro 2003)."""
    if not right:
        return len(left)
    places: dict[str, int] = {}
    for position, word in enumerate(right):
        places[word] = places.get(word, 0) | 1 << position
    all_columns = (1 << len(right)) - 1
    last = 1 << (len(right) - 1)
    up, down, distance = all_columns, 0, len(right)
    for word in left:
        same = places.get(word, 0) | down
        diagonal = (((same & up) + up) ^ up) | same
        rose = (down | ~(diagonal | up)) & all_columns
        fell = up & diagonal
        distance += bool(rose & last) - bool(fell & last)
        shifted = ((rose << 1) | 1) & all_columns
        up = ((fell << 1) | ~(diagonal | shifted)) & all_columns
        down = diagonal & shifted
    return distance


ENGLISH_WORDS = 1.1
"""English words for a Persian word in running news; 1.10 on our own news set."""


def expected_words(source: str, target: str) -> float:
    """How many words a translation will have when a person is done with it.

    Between what the source asks for and what the machine wrote: a machine that lost half of a sentence says
    too little of it, the source too little of how this one is put. The source alone where there is no target.
    """
    asked, written = ENGLISH_WORDS * len(source.split()), len(target.split())
    return (asked + written) / 2 if written else asked
