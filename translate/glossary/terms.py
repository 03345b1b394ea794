"""What a glossary is: Persian terms and the English that is wanted for them."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

INFLECTED = frozenset({"term", "office", "organisation"})
"""Kinds that take possessive endings («سفیرمان»); a name with such an ending is mostly another word."""

INDEFINITE = frozenset({"term", "office"})
"""Kinds that take the indefinite «ی»: «تحریمی». After a place it makes another word: «ایرانی» is not Iran."""

KINDS = ("person", "place", "organisation", "office", "demonym", "term", "name", "")


@dataclass(frozen=True, slots=True)
class Term:
    """A Persian term, the English forms that are accepted (the first is preferred) and those that are not.

    `kind` is one of KINDS; an empty one is treated as a name. `where` names file and line.
    """

    persian: str
    english: tuple[str, ...]
    kind: str = ""
    forbidden: tuple[str, ...] = ()
    note: str = ""
    where: str = ""

    @property
    def preferred(self) -> str:
        """The English to write."""
        return self.english[0]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms, no two for the same Persian. `names` says where they came from, for the manifest."""

    terms: tuple[Term, ...]
    names: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def sha256(self) -> str:
        """Of everything that can change a translation or a flag; notes and line numbers do not."""
        return hashlib.sha256("\n".join(sorted(map(digest, self.terms))).encode()).hexdigest()


def digest(term: Term) -> str:
    """The term as one line: what a translation made with it depends on."""
    return "\t".join((term.persian, "|".join(term.english), term.kind, "|".join(term.forbidden)))


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Forms as a file gives them: trimmed, once each, no empty one."""
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
