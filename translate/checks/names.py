"""One name in two spellings within an article, or in another than on earlier nights."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from translate.checks.base import Pair
from translate.glossary.names import Spelling, are_other, spellings, usual
from translate.records import Flag


def unknown(_: str) -> str | None:
    """A ledger that knows no name."""
    return None


class Names:
    """A flag where a segment spells a name in another way than the rest of its article, or than the ledger.

    `known` gives the spelling of a Persian name on earlier nights. The most frequent spelling of an article
    is the right one, of several the first; the ledger's goes before it.
    """

    name = "names"

    def __init__(self, known: Callable[[str], str | None] = unknown) -> None:
        self._known = known

    def __call__(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, Flag]]:
        """The place of a pair in the article and its flag; one flag a name and pair."""
        return self.flags([tuple(spellings(*pair)) for pair in pairs])

    def flags(self, found: Sequence[Sequence[Spelling]]) -> Iterator[tuple[int, Flag]]:
        """The same, from the spellings of each pair."""
        counts: dict[str, Counter[str]] = {}
        for persian, english in (spelling for names in found for spelling in names):
            counts.setdefault(persian, Counter())[english] += 1
        wanted = {persian: self._known(persian) or usual(forms) for persian, forms in counts.items()}
        for place, names in enumerate(found):
            for persian, english in names:
                if are_other(english, wanted[persian]):
                    detail = f'«{persian}» is "{wanted[persian]}" elsewhere, here "{english}"'
                    yield place, Flag(self.name, detail)
