"""Terms of a glossary that a translation says in another way."""

from collections.abc import Iterator
from dataclasses import dataclass

from translate.glossary.english import forbidden_form, is_obeyed
from translate.glossary.matching import Matcher, distinct_terms
from translate.records import Flag


@dataclass(slots=True)
class Terms:
    """A flag for every term of the source whose English is missing, or stands in a forbidden form.

    It needs a glossary, so it is made for a run and is in no registry. Its details have one form for
    programs to read: «Persian» should be "English", and then perhaps: , not "form".
    """

    name = "glossary"

    matcher: Matcher

    def __call__(self, source: str, target: str) -> Iterator[Flag]:
        """One flag a term, in the order of the source; the wanted form is the preferred one."""
        if not target.strip():
            return
        for term in distinct_terms(self.matcher.matches(source)):
            if not is_obeyed(target, term):
                detail = f'«{term.persian}» should be "{term.preferred}"'
                wrong = forbidden_form(target, term)
                yield Flag(self.name, detail if wrong is None else f'{detail}, not "{wrong}"')
