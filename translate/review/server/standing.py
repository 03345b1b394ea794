"""Which flags stand for a text that somebody has edited."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from translate.checks import registry
from translate.glossary.english import has_form
from translate.records import Flag
from translate.review.output import Row

_TERM = re.compile(r'«(?P<persian>.*)» should be "(?P<wanted>[^"]*)"(?:, not "(?P<wrong>.*)")?', re.DOTALL)
_NAME = re.compile(r'«(?P<persian>.*)» is "(?P<wanted>.*)" elsewhere, here "(?P<wrong>.*)"', re.DOTALL)
_WORDINGS = {"glossary": _TERM, "names": _NAME}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a flag of a glossary or of the names of an article wants; `wrong` is what stands there instead."""

    persian: str
    wanted: str
    wrong: str

    def stands(self, target: str) -> bool:
        """Whether `target` still lacks the wanted form, or has the wrong one."""
        if self.wrong and has_form(target, (self.wrong,)):
            return True
        return not has_form(target, (self.wanted,))


def wording(flag: Flag) -> Wording | None:
    """The parts of such a flag; None for any other."""
    shape = _WORDINGS.get(flag.check)
    match = shape.fullmatch(flag.detail) if shape else None
    return Wording(match["persian"], match["wanted"], match["wrong"] or "") if match else None


def standing(row: Row, target: str) -> tuple[Flag, ...]:
    """The run's own flags for its own target; for another what the checks say of that.

    The glossary and the other segments of the article are not at hand here: a flag that came of them stands
    until its wanted form is there, and no new one is raised.
    """
    if target == row.mt:
        return row.flags
    return (*_checked(row.source, target), *_kept(row.flags, target))


@lru_cache(maxsize=20_000)  # the list counts flags that the page has shown
def _checked(source: str, target: str) -> tuple[Flag, ...]:
    return registry.flags(source, target)


def _kept(flags: Sequence[Flag], target: str) -> list[Flag]:
    return [flag for flag in flags if (found := wording(flag)) and found.stands(target)]
