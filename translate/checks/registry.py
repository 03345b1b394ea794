"""Every check, by the name that its flags carry, in the order in which their flags are shown."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import cast

from translate.checks.base import ArticleCheck, Check, Pair
from translate.records import Flag

CHECKS = {
    "empty": "translate.checks.empty:Empty",
    "source script": "translate.checks.script:SourceScript",
    "repetition": "translate.checks.repetition:Repetition",
    "length": "translate.checks.length:Length",
    "short": "translate.checks.short:Short",
    "numbers": "translate.checks.numbers:Numbers",
    "negation": "translate.checks.negation:Negation",
    "question": "translate.checks.question:Question",
    "places": "translate.checks.places:Places",
    "latin": "translate.checks.latin:Latin",
    "marks": "translate.checks.marks:Marks",
    "asides": "translate.checks.asides:Asides",
    "invented": "translate.checks.invented:Invented",
}


ARTICLE_CHECKS = {
    "names": "translate.checks.names:Names",
    "copies": "translate.checks.copies:Copies",
}
"""Checks that look at a whole article; their flags come behind those of the pairs."""


def flags(source: str, target: str) -> tuple[Flag, ...]:
    """What all checks say of one translation. Takes any Unicode and never raises."""
    return tuple(flag for check in checks() for flag in check(source, target))


@cache
def checks() -> tuple[Check, ...]:
    """All checks, ready to be called; each is stateless and may be shared."""
    return tuple(cast("Check", _resolved(place)) for place in CHECKS.values())


def article_flags(pairs: Sequence[Pair], checks: Sequence[ArticleCheck]) -> list[tuple[Flag, ...]]:
    """What the checks say of the translations of one article, for each pair in order."""
    found: list[list[Flag]] = [[] for _ in pairs]
    for check in checks:
        for place, flag in check(pairs):
            found[place].append(flag)
    return [tuple(some) for some in found]


@cache
def article_checks() -> tuple[ArticleCheck, ...]:
    """All article checks as they are without a ledger."""
    return tuple(cast("ArticleCheck", _resolved(place)) for place in ARTICLE_CHECKS.values())


def _resolved(place: str) -> object:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)()
