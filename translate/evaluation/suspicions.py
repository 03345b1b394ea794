"""What usually means that a score is not the score one thinks it is. Warnings, never errors."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from translate.evaluation.alignment import Aligned
from translate.evaluation.reading import Texts
from translate.text.characters import BOM

PERSIAN_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3]")
# A stop, comma, clitic or entity that a tokeniser has set apart; honest English has next to none.
TOKENISED = re.compile(r"\w (?:[.,;:!?]|n't|'s|'re|'ve|'ll|@-@|&apos;s|&quot;)(?=\s|$)")
NAMED_REFERENCE = re.compile(r"(?:^|[._-])(?:refs?|reference|gold|human)(?:[._-]|\d|$)", re.IGNORECASE)
NAMED_HYPOTHESIS = re.compile(
    r"(?:^|[._-])(?:hyps?|hypothesis|mt|output|system|segments)(?:[._-]|\d|$)", re.IGNORECASE
)

MACHINE_ORIGINS = frozenset({"mt", "repeat", "memory"})


def suspicions(
    aligned: Aligned, hypothesis: Texts, references: Sequence[Texts], *, trained_on: Sequence[str] = ()
) -> list[str]:
    """Everything suspicious, a sentence each. `trained_on` names the sets the scored model has seen."""
    return [
        *_swapped(hypothesis, references),
        *_identical(aligned, references),
        *_persian(aligned, references),
        *_surface(aligned),
        *_holes(aligned, hypothesis),
        *_byte_order_marks([hypothesis, *references]),
        *_trained(references, trained_on),
    ]


def _swapped(hypothesis: Texts, references: Sequence[Texts]) -> Iterator[str]:
    hypothesis_name = Path(hypothesis.path).name
    for reference in references:
        name = Path(reference.path).name
        by_name = NAMED_REFERENCE.search(hypothesis_name) and NAMED_HYPOTHESIS.search(name)
        by_origin = any(item.origin in MACHINE_ORIGINS for item in reference.items)
        if by_name or by_origin:
            why = "holds machine translation" if by_origin else "is named like a hypothesis"
            yield f"hypothesis and reference may be swapped: {reference.path} {why}"


def _identical(aligned: Aligned, references: Sequence[Texts]) -> Iterator[str]:
    for number, reference in enumerate(references):
        pairs = zip(aligned.hypotheses, aligned.references[number], strict=True)
        same = sum(bool(ours) and ours == theirs for ours, theirs in pairs)
        # Short lines may agree by chance; half of a test set does not.
        if 2 * same > len(aligned.hypotheses):
            yield f"{same} of {len(aligned.hypotheses)} hypotheses equal their reference in {reference.path}"
    for first, second in _pairs(range(len(references))):
        if aligned.references[first] == aligned.references[second]:
            yield f"{references[first].path} and {references[second].path} are one reference given twice"


def _pairs(numbers: range) -> Iterator[tuple[int, int]]:
    return ((a, b) for a in numbers for b in numbers if a < b)


def _persian(aligned: Aligned, references: Sequence[Texts]) -> Iterator[str]:
    lines = [
        line
        for line, text in zip(aligned.lines, aligned.hypotheses, strict=True)
        if PERSIAN_LETTER.search(text)
    ]
    if lines:
        yield f"{len(lines)} hypotheses hold Persian letters, the first in line {lines[0]}"
    for number, reference in enumerate(references):
        found = sum(bool(PERSIAN_LETTER.search(text)) for text in aligned.references[number])
        if found:
            yield f"{found} references in {reference.path} hold Persian letters; is it the source?"


def _surface(aligned: Aligned) -> Iterator[str]:
    if _share(aligned.hypotheses, _tokenised) > 0.3 and _share(aligned.references[0], _tokenised) < 0.1:
        yield "the hypotheses look tokenised (blanks before stops); sacreBLEU expects plain text"
    if _share(aligned.references[0], _tokenised) > 0.3:
        yield "the references look tokenised (blanks before stops); sacreBLEU expects plain text"
    if _share(aligned.hypotheses, _lower_case) > 0.9 and _share(aligned.references[0], _lower_case) < 0.5:
        yield "the hypotheses are in lower case, the references are not; --lowercase compares both so"


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    with_letters = [text for text in texts if any(letter.isalpha() for letter in text)]
    return sum(test(text) for text in with_letters) / max(1, len(with_letters))


def _tokenised(text: str) -> bool:
    return bool(TOKENISED.search(text))


def _lower_case(text: str) -> bool:
    return text == text.lower()


def _holes(aligned: Aligned, hypothesis: Texts) -> Iterator[str]:
    pairs = zip(aligned.lines, aligned.hypotheses, aligned.references[0], strict=True)
    empty = [line for line, ours, theirs in pairs if theirs and not ours]
    if empty:
        yield f"{len(empty)} hypotheses are empty, the first in line {empty[0]}; they count as they are"
    failed = sum(item.origin == "failed" for item in hypothesis.items)
    if failed:
        yield f"{failed} segments failed in the run; their text is scored as it stands"


def _byte_order_marks(sides: Sequence[Texts]) -> Iterator[str]:
    for side in sides:
        if side.items[0].text.startswith(BOM):
            yield f"{side.path} begins with a byte order mark, which sacreBLEU counts as a letter; remove it"


def _trained(references: Sequence[Texts], trained_on: Sequence[str]) -> Iterator[str]:
    for reference in references:
        name = Path(reference.path).name.lower()
        for known in trained_on:
            if known.lower() in name:
                yield f"the model was trained on {known}, and {reference.path} looks like it: no test"
