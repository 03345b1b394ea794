"""Word counts: of the user's corpus, and of our own where none is given."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from translate.engines.trim_pieces import words_of
from translate.errors import UnreadableDocument

OWN_WORDS = Path(__file__).with_name("trim_words.tsv")
"""`word<TAB>count` of our own news sentences, Persian and English (scripts/trim_words.py)."""


def own_words() -> Mapping[str, int]:
    """The counts that come with the package; English words also with a capital and in lower case.

    Pieces tell case apart, and a word that stood inside a sentence may open another.
    """
    counts: Counter[str] = Counter()
    for row in OWN_WORDS.read_text("utf-8").splitlines():
        word, count = row.split("\t")
        for form in {word, word.lower(), word[:1].upper() + word[1:]}:
            counts[form] += int(count)
    return counts


def words_in(paths: Sequence[Path]) -> Mapping[str, int]:
    """The counts of all words in text files, read line by line; UnreadableDocument names a bad file."""
    counts: Counter[str] = Counter()
    for path in paths:
        try:
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    counts.update(words_of(line))
        except UnicodeDecodeError as error:
            raise UnreadableDocument(path, "not UTF-8; convert it first") from error
        except OSError as error:
            raise UnreadableDocument(path, f"cannot be read ({error.strerror})") from error
    return counts
