"""Every check, by the name that its flags carry, in the order in which their flags are shown."""

from functools import cache
from importlib import import_module
from typing import cast

from translate.checks.base import Check
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
}


def flags(source: str, target: str) -> tuple[Flag, ...]:
    """What all checks say of one translation. Takes any Unicode and never raises."""
    return tuple(flag for check in checks() for flag in check(source, target))


@cache
def checks() -> tuple[Check, ...]:
    """All checks, ready to be called; each is stateless and may be shared."""
    return tuple(_resolved(place) for place in CHECKS.values())


def _resolved(place: str) -> Check:
    module, _, name = place.partition(":")
    return cast("Check", getattr(import_module(module), name)())
