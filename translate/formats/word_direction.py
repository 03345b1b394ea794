"""Word text turned from right-to-left to left-to-right: paragraphs, runs, tables, sections and styles."""

from typing import TYPE_CHECKING

from translate.formats.word_package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = ("bidi", "rtl", "cs", "bidiVisual", "rtlGutter")
# Of runs that are written right to left Word takes bold, italics and size from these.
_COMPLEX = {"bCs": "b", "iCs": "i", "szCs": "sz"}
_ENGLISH = "en-US"
_OFF = {"0", "false", "off"}
# The order in which the schema wants what may have to be put in.
_BEFORE_SZ = {f"{W}{name}" for name in ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps")} | {
    f"{W}{name}" for name in ("strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof")
}
_BEFORE_SZ |= {
    f"{W}{name}" for name in ("snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern")
}
_BEFORE_SZ.add(f"{W}position")
_BEFORE_B = {f"{W}rStyle", f"{W}rFonts"}
_BEFORE_I = _BEFORE_B | {f"{W}b", f"{W}bCs"}
_EARLIER = {"b": _BEFORE_B, "i": _BEFORE_I, "sz": _BEFORE_SZ}


def turn(root: "_Element") -> None:
    """Make everything in a part left-to-right, as English wants it.

    What Word writes as "left" or "right" of a right-to-left paragraph means its leading and trailing edge, so
    that it needs no change when the direction does. A paragraph that was set to the right without being
    right-to-left goes to the left.
    """
    for properties in root.iter(f"{W}rPr"):
        _turn_run(properties)
    for properties in root.iter(f"{W}pPr"):
        aligned = properties.find(f"{W}jc")
        if aligned is None or aligned.get(f"{W}val") not in {"right", "end"}:
            continue
        if properties.find(f"{W}bidi") is None and not _has_style(properties):
            properties.remove(aligned)
    for mark in [one for name in _MARKS for one in root.iter(f"{W}{name}")]:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    for language in root.iter(f"{W}lang", f"{W}themeFontLang"):
        language.set(f"{W}val", _ENGLISH)
        language.attrib.pop(f"{W}bidi", None)


def _turn_run(properties: "_Element") -> None:
    mark = properties.find(f"{W}rtl")
    if mark is None or mark.get(f"{W}val") in _OFF:
        return
    for complex_name, name in _COMPLEX.items():
        given = properties.find(f"{W}{complex_name}")
        if given is None:
            continue
        plain = properties.find(f"{W}{name}")
        if plain is None:
            place = sum(1 for one in properties if one.tag in _EARLIER[name])
            plain = properties.makeelement(f"{W}{name}", {})
            properties.insert(place, plain)
        plain.attrib.clear()
        plain.attrib.update(dict(given.attrib))


def _has_style(properties: "_Element") -> bool:
    """Whether a style may say that the paragraph is right-to-left."""
    return properties.find(f"{W}pStyle") is not None
