"""The corpora that the built-in model learns from: where each lies, its licence, how often it is drawn."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.builtin_model.reading import lines_of

Lines = Iterator[tuple[str, str]]
"""Persian and English of one pair after the other, as the files have them."""

TEMPLATE_SEED = 1

OWN = Path(__file__).parent / "corpus"
"""Articles of ours that are kept in the repository, beside those among the shared data."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One corpus. `share` is how often each of its pairs is drawn in an epoch; below 1, a random part is.

    `read` takes the folder of shared data. `ours` marks what the project wrote itself: its half-spaces are
    right, so that copies with lost ones can be made from it.
    """

    read: Callable[[Path], Lines]
    share: float
    licence: str
    ours: bool = False


def _columns(path: Path) -> Lines:
    for line in lines_of(path):
        persian, tab, english = line.partition("\t")
        if tab:
            yield persian, english


def _authored(pattern: str) -> Callable[[Path], Lines]:
    def read(shared: Path) -> Lines:
        for path in sorted((shared / "authored").glob(pattern)):
            yield from _columns(path)

    return read


def _own(_shared: Path) -> Lines:
    for path in sorted(OWN.glob("*.tsv")):
        yield from _columns(path)


def _sides(stem: str, *, persian: str = "fa", english: str = "en") -> Callable[[Path], Lines]:
    def read(shared: Path) -> Lines:
        base = shared / "parallel" / "train" / stem
        sides = [base.with_name(f"{base.name}.{suffix}") for suffix in (persian, english)]
        yield from zip(*map(lines_of, sides), strict=True)

    return read


def _templates(count: int) -> Callable[[Path], Lines]:
    """`count` distinct pairs from the sampler that lies beside the templates; always the same ones."""

    def read(shared: Path) -> Lines:
        sampler = shared / "authored" / "sample.py"
        command = [sys.executable, str(sampler), "-n", str(count), "--seed", str(TEMPLATE_SEED)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
        for line in done.stdout.split("\n"):
            persian, tab, english = line.partition("\t")
            if tab:
                yield persian, english

    return read


LEXICON = (
    "demonym", "number_date", "organisation", "person_family", "person_full", "person_given", "place", "term",
    "title", "verb",
)  # fmt: skip
"""Kinds of our lexicon, each a corpus of its own: names are exchanged for others of their kind."""

# Shares were set by size and nearness to news, not tuned: our own text is four fifths of what is drawn.
# Articles that came when a run was under way are drawn twice, to be seen as often as those before them.
# Debian and React paragraphs are technical and full of English; Wiktionary and names are single words.
CORPORA: Mapping[str, Corpus] = {
    "articles": Corpus(_authored("art_*.tsv"), 1.0, "CC0-1.0", ours=True),
    "later-articles": Corpus(_own, 2.0, "CC0-1.0", ours=True),
    "pairs": Corpus(_authored("pairs_*.tsv"), 1.0, "CC0-1.0", ours=True),
    **{
        f"lexicon/{kind}": Corpus(_authored(f"lexicon/{kind}.tsv"), 0.1, "CC0-1.0", ours=True)
        for kind in LEXICON
    },
    "templates": Corpus(_templates(100_000), 0.06, "CC0-1.0"),
    "nllb-seed": Corpus(_sides("nllb_seed_prs/nllb_seed", persian="prs"), 0.5, "CC-BY-SA-4.0"),
    "manythings": Corpus(_sides("anki_pes/manythings_pes"), 0.5, "CC-BY-2.0-FR"),
    "mizan-dev": Corpus(_sides("mizan_dev/mizan_dev"), 0.25, "CC-BY-4.0"),
    "debian-handbook": Corpus(_sides("debian_handbook/debian_handbook"), 0.15, "CC-BY-SA-3.0"),
    "wiktionary": Corpus(_sides("wiktionary_en_fa/wiktionary"), 0.05, "CC-BY-SA-3.0"),
    "react-docs": Corpus(_sides("react_docs/react_docs"), 0.1, "CC-BY-4.0"),
    "massive": Corpus(_sides("massive_subset/massive"), 0.25, "CC-BY-4.0"),
    "cldr-names": Corpus(_sides("cldr_names/cldr_names"), 0.1, "Unicode-3.0"),
    "cldr-cities": Corpus(_sides("cldr_names/cldr_cities"), 0.1, "Unicode-3.0"),
    "iran-places": Corpus(_sides("iran_places/iran_places"), 0.1, "MIT"),
    "tico19-terms": Corpus(_sides("tico19_terms/tico19_terms"), 0.25, "CC0-1.0"),
}
