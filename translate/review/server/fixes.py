"""Flags for a person: what each is about, and where one is known, the change that settles it.

A fix is offered only when the check that raised the flag is silent after it. The wordings read here are those
of translate/checks; a flag in another wording is shown without a fix.
"""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from translate.checks import registry
from translate.checks.number_reading import read_en, read_fa
from translate.checks.places import gazetteer
from translate.records import Flag
from translate.review.server.figures import wordings
from translate.review.server.standing import wording

ABOUT = {
    "empty": "No words",
    "source script": "Persian left in the English",
    "repetition": "Words come again",
    "length": "Much too long or too short: lost or invented text",
    "short": "A sentence became a few words",
    "numbers": "Number or date differs",
    "negation": "Only one side says “not”",
    "question": "Only one side asks",
    "places": "Another country or city",
    "latin": "Latin word or address lost",
    "marks": "Quotation marks or brackets differ",
    "glossary": "Not the glossary’s word",
    "names": "A name in another spelling",
    "failed": "No translation",
}
"""What a check looks for, in a few words."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Put `new` in the place of `old`; where `old` is empty, `new` goes in at the cursor."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A flag with its explanation. `persian` and `english` are the words of each side that it is about."""

    check: str
    detail: str
    about: str
    persian: str = ""
    english: str = ""
    fix: Fix | None = None


_BECAME = re.compile(r"«(?P<persian>.*)» became (?P<english>(?P<mark>['\"]).*(?P=mark))", re.DOTALL)
_MISSING = re.compile(r"«(?P<persian>.*)» is missing", re.DOTALL)
_LATIN = re.compile(r"(?P<english>(?P<mark>['\"]).*(?P=mark)) is missing", re.DOTALL)
_LEFT = re.compile(r"«(?P<persian>.*)» is (?:left untranslated|negated.*)", re.DOTALL)
_SAID = re.compile(r"(?:repeats )?(?P<english>(?P<mark>['\"]).*(?P=mark)).*", re.DOTALL)


@lru_cache(maxsize=50_000)  # a large article again and again; each is some hundred bytes
def explained(flag: Flag, source: str, target: str) -> Explained:
    """The flag of `target`, the English of `source`, ready to be shown."""
    about = ABOUT.get(flag.check, "")
    if said := wording(flag):
        english = _as_it_stands(said.wrong, target)
        fix = Fix(english, _in_case(said.wanted, english, target))
        return Explained(flag.check, flag.detail, about, said.persian, english, fix)
    plain = _read(Explained(flag.check, flag.detail, about))
    offers = _OFFERS.get(flag.check)
    fixes = offers(plain, source, target) if offers else iter(())
    return replace(plain, fix=next((fix for fix in fixes if _settles(fix, plain, source, target)), None))


def _read(flag: Explained) -> Explained:
    """With the words of both sides that its detail quotes."""
    for shape in (_BECAME, _MISSING, _LATIN, _LEFT, _SAID):
        if match := shape.fullmatch(flag.detail):
            parts = match.groupdict()
            return replace(
                flag, persian=parts.get("persian", ""), english=_unquoted(parts.get("english", ""))
            )
    return flag


def _as_it_stands(form: str, target: str) -> str:
    """The form in the letters that the target writes it in; empty where it is not there."""
    match = re.search(_whole(form), target, re.IGNORECASE) if form else None
    return match[0] if match else ""


def _in_case(wanted: str, instead: str, target: str) -> str:
    """With a capital where what it replaces begins a sentence."""
    begins = re.search(rf"(?:^|[.!?]\s+)[\"'“(]*{re.escape(instead)}", target) if instead else None
    return wanted[:1].upper() + wanted[1:] if begins else wanted


def applied(fix: Fix, target: str) -> str:
    """The target after it; where the cursor is not known, at the end."""
    if not fix.old:
        return f"{target} {fix.new}".strip()
    return re.sub(_whole(fix.old), lambda _: fix.new, target, count=1)


def _settles(fix: Fix, flag: Explained, source: str, target: str) -> bool:
    """Whether the flag goes and no other comes; what is put in beside a wrong figure leaves that flagged."""
    after = applied(fix, target)
    if after == target:
        return False
    before = sum(1 for _ in _check(flag.check)(source, target))
    seen = [one.detail for one in _check(flag.check)(source, after)]
    return flag.detail not in seen and len(seen) < before + (not fix.old)


def _numbers(flag: Explained, source: str, _target: str) -> Iterator[Fix]:
    """The right figure in the place of the wrong one; at the cursor where that one is of another kind."""
    mention = next((one for one in read_fa(source) if one.text == flag.persian), None)
    if mention is None:
        return
    old = flag.english
    if old and {one.unit for one in read_en(old)} - {None, mention.unit}:
        old = ""
    for said in wordings(mention, instead=flag.english):
        yield Fix(old, said)


def _places(flag: Explained, _source: str, _target: str) -> Iterator[Fix]:
    place = gazetteer().persian(flag.persian)
    if place is not None:
        yield Fix(flag.english, place.name.title())


def _latin(flag: Explained, _source: str, _target: str) -> Iterator[Fix]:
    yield Fix("", flag.english)


def _repetition(flag: Explained, _source: str, target: str) -> Iterator[Fix]:
    """Every run of the repeated words becomes one of them."""
    words = flag.english.split()
    half = len(words) // 2
    cycles: Sequence[list[str]] = [words[:1]] if len({*words}) == 1 else [words[:half], words]
    for cycle in cycles:
        one = r"\s+".join(map(re.escape, cycle))
        if cycle and (run := re.search(rf"(?<!\S){one}(?:[\s,]+{one})+", target)):
            yield Fix(run[0], " ".join(cycle))


def _question(flag: Explained, _source: str, target: str) -> Iterator[Fix]:
    last = target.rstrip()[-1:]
    asks = flag.detail.startswith("the source asks")
    if last in (".?" if asks else "?"):
        words = target.split()
        yield Fix(words[-1], words[-1][:-1] + ("?" if asks else "."))


def _whole(text: str) -> str:
    """`text` where it is not a part of a longer word or number."""
    before = r"(?<![\w.,])" if text[:1].isalnum() else ""
    return before + re.escape(text) + (r"(?!\w|[.,]\d)" if text[-1:].isalnum() else "")


def _unquoted(text: str) -> str:
    """What `repr` made of a word, undone."""
    try:
        return str(ast.literal_eval(text)) if text else ""
    except (ValueError, SyntaxError):
        return text.strip("'\"")


@cache
def _check(name: str) -> Callable[[str, str], Iterator[Flag]]:
    return next(check for check in registry.checks() if check.name == name)


_OFFERS: dict[str, Callable[[Explained, str, str], Iterator[Fix]]] = {
    "numbers": _numbers,
    "places": _places,
    "latin": _latin,
    "repetition": _repetition,
    "question": _question,
}
