"""Check the news set: `python eval/news/check.py [--against FOLDER]` prints counts, then every problem found.

Fields, order, scripts, duplicates, lengths, the distance between the two references, dates, numbers, and the
overlap of Persian 7-grams with training text (FOLDER holds TSV files, Persian first). The exit code is 1
where there is a problem. Run it from the repository root with the package installed.
"""

import argparse
import difflib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from figures import missing_numbers, plain, wrong_dates

from translate.text.characters import ZWNJ

NEWS = Path(__file__).with_name("news.jsonl")
MIN_DOCUMENTS, MIN_SEGMENTS = 40, 400
LENGTH_RATIO = (0.6, 2.6)  # characters of a reference to characters of its source, ten added to both
TOO_ALIKE = 0.85  # two hands that share this much of a long segment are one hand
NGRAM = 7

PERSIAN_LETTER = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")
ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff\u200c]")
SCRAPED_ONLY = re.compile(r"[\u064a\u0643\u0660-\u06690-9]")  # Arabic yeh, kaf and digits, Latin digits

# Seven words that any reporter may write in a row; they say nothing about copying.
STOCK_PHRASES = frozenset(
    {
        "در نشست علنی روز سه شنبه با",
        "جان خود را از دست داده اند",
        "درصد زعفران جهان را تولید می کند",
        "بیش از دو برابر شده و به",
        "طرحی را در دست بررسی دارد که",
    }
)

# Numbers compared by eye: right, and beyond what the reader of figures knows.
BY_EYE = {
    ("news-18", 4): "four kilos and 200 grams are 4.2 kilos",
    ("news-19", 9): "24:00 is midnight",
    ("news-35", 6): "a hundred and fifty years",
}


@dataclass(frozen=True, slots=True)
class NewsSegment:
    """One row of news.jsonl; `seg` counts from 1 in its document, and segment 1 is the headline."""

    doc: str
    domain: str
    spelling: str
    seg: int
    src: str
    ref_a: str
    ref_b: str

    @property
    def references(self) -> dict[str, str]:
        """Both references under their field names."""
        return {"ref_a": self.ref_a, "ref_b": self.ref_b}


FIELDS = {name: int if name == "seg" else str for name in NewsSegment.__slots__}


def read(path: Path = NEWS) -> list[NewsSegment]:
    """Segments in file order; ValueError names the first line that is not one."""
    segments = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        if {key: type(value) for key, value in row.items()} != FIELDS:
            raise ValueError(f"{path.name}:{number}: the fields or their types are not {list(FIELDS)}")
        segments.append(NewsSegment(**row))
    return segments


def order(segments: list[NewsSegment]) -> Iterator[str]:
    """Documents stand together from news-01 on; segments count from 1; a document has one label."""
    documents = dict.fromkeys(segment.doc for segment in segments)
    expected = [f"news-{number:02}" for number in range(1, len(documents) + 1)]
    if list(documents) != expected or [s.doc for s in segments] != sorted(s.doc for s in segments):
        yield "documents are not news-01, news-02 ... in order"
    for document in documents:
        numbers = [segment.seg for segment in segments if segment.doc == document]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{document}: segments are not 1, 2, 3 ... in order"
    if len({(segment.doc, segment.domain, segment.spelling) for segment in segments}) != len(documents):
        yield "a document has two domains or two spellings"


def scripts(segment: NewsSegment) -> Iterator[str]:
    """Persian in the source, none in the references, and clean spelling where it is promised."""
    if segment.spelling not in {"clean", "scraped"}:
        yield "spelling is neither clean nor scraped"
    if not PERSIAN_LETTER.search(segment.src):
        yield "no Persian in the source"
    if segment.spelling == "clean" and SCRAPED_ONLY.search(segment.src):
        yield "Arabic letters or foreign digits in clean spelling"
    if any(ARABIC_SCRIPT.search(text) for text in segment.references.values()):
        yield "Arabic script in a reference"
    if any(text != " ".join(text.split()) for text in (segment.src, segment.ref_a, segment.ref_b)):
        yield "doubled, leading or trailing blanks"


def lengths(segment: NewsSegment) -> Iterator[str]:
    """A reference far shorter or longer than its source has lost or gained something."""
    low, high = LENGTH_RATIO
    for name, text in segment.references.items():
        ratio = (len(text) + 10) / (len(segment.src) + 10)
        if not low <= ratio <= high:
            yield f"{name}: length ratio {ratio:.2f}"


def hands(segment: NewsSegment) -> Iterator[str]:
    """The references are by two hands: never equal, and long ones clearly different."""
    first, second = segment.ref_a.lower().split(), segment.ref_b.lower().split()
    alike = difflib.SequenceMatcher(a=first, b=second, autojunk=False).ratio()
    if first == second or (len(first) > 8 and alike > TOO_ALIKE):
        yield f"references too alike ({alike:.2f})"


def figures(segment: NewsSegment) -> Iterator[str]:
    """Dates and numbers of the source stand in both references."""
    for name, text in segment.references.items():
        yield from (f"{name}: {problem}" for problem in wrong_dates(segment.src, text))
        if (segment.doc, segment.seg) not in BY_EYE:
            yield from (f"{name}: {problem}" for problem in missing_numbers(segment.src, text))


def duplicates(segments: list[NewsSegment]) -> Iterator[str]:
    """No text stands twice: not as a source, not as a reference of one hand."""
    columns = ([s.src for s in segments], [s.ref_a for s in segments], [s.ref_b for s in segments])
    for column in columns:
        yield from (f"stands twice: {text}" for text, count in Counter(column).items() if count > 1)


def problems(segments: list[NewsSegment]) -> list[str]:
    """Every problem of the set itself, each with its document and segment."""
    found = [*order(segments), *duplicates(segments)]
    for segment in segments:
        for check in (scripts, lengths, hands, figures):
            found.extend(f"{segment.doc}/{segment.seg}: {problem}" for problem in check(segment))
    documents = len({segment.doc for segment in segments})
    if documents < MIN_DOCUMENTS or len(segments) < MIN_SEGMENTS:
        found.append(f"only {documents} documents and {len(segments)} segments")
    return found


def persian_ngrams(text: str) -> set[str]:
    """Runs of seven words; half-spaces and blanks count alike, letters and digits are unified."""
    words = re.findall(r"\w+", plain(text).replace(ZWNJ, " "))
    return {" ".join(words[start : start + NGRAM]) for start in range(len(words) - NGRAM + 1)}


def overlap(segments: list[NewsSegment], folder: Path) -> list[tuple[str, str]]:
    """(document, 7-gram) for each 7-gram of ours that training text in FOLDER/*.tsv holds as well."""
    ours: dict[str, str] = {}
    for segment in segments:
        ours.update(dict.fromkeys(persian_ngrams(segment.src), segment.doc))
    shared: set[str] = set()
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            shared |= persian_ngrams(line.split("\t")[0]) & ours.keys()
    return sorted((ours[ngram], ngram) for ngram in shared - STOCK_PHRASES)


def describe(segments: list[NewsSegment]) -> str:
    """Counts for the data card, as rows of a Markdown table."""
    documents = {segment.doc: segment for segment in segments}
    columns = zip(*((s.src, s.ref_a, s.ref_b) for s in segments), strict=True)
    source_lengths = sorted(len(segment.src.split()) for segment in segments)
    middle, longest = source_lengths[len(segments) // 2], source_lengths[-1]
    domains = Counter(segment.domain for segment in documents.values())
    facts = {
        "documents": len(documents),
        "documents in scraped spelling": sum(s.spelling == "scraped" for s in documents.values()),
        "segments": len(segments),
        "words: source, reference A, reference B": ", ".join(
            f"{len(' '.join(c).split()):,}" for c in columns
        ),
        "source words in a segment: median, longest": f"{middle}, {longest}",
        "documents by domain": ", ".join(f"{name} {count}" for name, count in sorted(domains.items())),
    }
    return "\n".join(f"| {name} | {value} |" for name, value in facts.items())


def main() -> int:
    """Print counts and problems; 1 where there are any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="training text: *.tsv, Persian first")
    folder = parser.parse_args().against
    segments = read()
    found = problems(segments)
    if folder:
        found += [f"{doc}: shared with training text: {ngram}" for doc, ngram in overlap(segments, folder)]
    print(describe(segments))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
