"""XLIFF 1.2 and 2.x: sources translated into their targets, everything else as it was."""

from collections.abc import Iterator

from translate.formats.exchange import Exchange, Slot, content, has_persian
from translate.formats.tags import Edit, Passage
from translate.formats.xml import Element, attribute_edits, given, indent_before, tree

ENGLISH = "en"
_CODES_1 = ("bpt", "ept", "ph", "it")
_TO_DO = {"new", "needs-translation"}
_STATE_1 = {"state": "needs-review-translation", "state-qualifier": "leveraged-mt"}
_STATE_2 = {"state": "initial", "subState": "tarjoman:mt"}


class Xliff(Exchange):
    """An XLIFF file of either version.

    A source is translated where there is no target, an empty one, one that only repeats the source, or one
    whose state says that it is to be translated; approved, final and locked units stay. A new target says
    that it is machine translation: `needs-review-translation` and `leveraged-mt` in 1.2, `initial` and
    `tarjoman:mt` in 2.x.
    """

    suffixes: tuple[str, ...] = (".xliff",)
    output_suffix = ".en.xliff"

    def slots(self, text: str) -> Iterator[Slot]:
        """Units in order; those of a file into another language than English are passed over."""
        for root in tree(text).children:
            if root.name != "xliff":
                continue
            said = given(text, root)
            if "srcLang" in said:
                yield from _of_version_2(text, root)
            else:
                for file in root.below("file"):
                    yield from _of_version_1(text, file)


class Xlf(Xliff):
    """The same under its other ending."""

    suffixes: tuple[str, ...] = (".xlf",)
    output_suffix = ".en.xlf"


def _of_version_1(text: str, file: Element) -> Iterator[Slot]:
    if not _is_english(text, file, "target-language"):
        return
    language = tuple(attribute_edits(text, file, {"target-language": ENGLISH}))
    if "target-language" in given(text, file):
        language = ()
    for unit in _translatable(text, file, "trans-unit"):
        said = given(text, unit)
        source = unit.child("seg-source") or unit.child("source")
        if source is None or ("approved" in said and said["approved"].value == "yes"):
            continue
        target = unit.child("target")
        found = content(text, source, codes=_CODES_1)
        state = _value(text, target, "state")
        if has_persian(found) and _is_free(text, target, found, state, codes=_CODES_1):
            kept = {"xml:lang": ENGLISH} if target is None else {}
            yield _slot(text, source, target, found, {**kept, **_STATE_1}, language)


def _of_version_2(text: str, root: Element) -> Iterator[Slot]:
    if not _is_english(text, root, "trgLang"):
        return
    language = (
        () if "trgLang" in given(text, root) else tuple(attribute_edits(text, root, {"trgLang": ENGLISH}))
    )
    for unit in _translatable(text, root, "unit"):
        for segment in unit.children:
            source = segment.child("source") if segment.name == "segment" else None
            if source is None:
                continue
            state = _value(text, segment, "state") or "initial"
            target = segment.child("target")
            found = content(text, source, codes=())
            is_free = state == "initial" and _is_free(text, target, found, "", codes=())
            if has_persian(found) and is_free:
                states = tuple(attribute_edits(text, segment, _STATE_2))
                yield _slot(text, source, target, found, {}, language + states)


def _translatable(text: str, element: Element, name: str) -> Iterator[Element]:
    """Elements of that name below, without what says translate="no" by itself or by what holds it."""
    waiting = [(one, True) for one in reversed(element.children)]
    while waiting:
        one, is_open = waiting.pop()
        said = _value(text, one, "translate")
        is_open = said == "yes" if said else is_open
        if one.name == name and is_open:
            yield one
        elif one.name != name:
            waiting += [(child, is_open) for child in reversed(one.children)]


def _is_free(
    text: str, target: Element | None, source: Passage, state: str, *, codes: tuple[str, ...]
) -> bool:
    """Whether a new target may stand there."""
    if target is None or state in _TO_DO:
        return True
    words = content(text, target, codes=codes).text.strip()
    return state not in {"final", "signed-off", "translated"} and words in {"", source.text.strip()}


def _slot(
    text: str,
    source: Element,
    target: Element | None,
    found: Passage,
    said: dict[str, str],
    edits: tuple[Edit, ...],
) -> Slot:
    if target is not None and target.closing is not None:
        start, end = target.inside
        states = tuple(attribute_edits(text, target, said))
        return Slot(found, start, end, "", "", edits + states)
    prefix = source.opening.name.rpartition(":")[0]
    name = f"{prefix}:target" if prefix else "target"
    tag = "".join(f' {key}="{value}"' for key, value in said.items())
    before, after = f"<{name}{tag}>", f"</{name}>"
    if target is not None:  # <target/>
        return Slot(found, target.opening.start, target.opening.end, before, after, edits)
    return Slot(found, source.end, source.end, indent_before(text, source) + before, after, edits)


def _is_english(text: str, element: Element, name: str) -> bool:
    said = _value(text, element, name).lower()
    return not said or said.partition("-")[0] in {"en", "eng"}


def _value(text: str, element: Element | None, name: str) -> str:
    found = given(text, element).get(name) if element is not None else None
    return found.value if found else ""
