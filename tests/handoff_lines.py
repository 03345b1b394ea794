"""Lines that are hard to carry through a file, and the schemas of the files; for tests and a script."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from translate.handoff.base import Bilingual, Heading, Line, Returned
from translate.records import Alternative, Flag

SCHEMAS = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
XSDS = {"xliff": SCHEMAS / "xliff-core-1.2-strict.xsd", "xliff2": SCHEMAS / "xliff-core-2.0.xsd"}
TMX = Path(__file__).parent / "unit" / "handoff" / "tmx14.dtd"

HEADING = Heading("4f1c2d3e5a6b4f1c2d3e5a6b4f1c2d3e", "0.1.0", "a/model & more", "2026-11-30T02:15:00Z")

WORDS = (
    "سلام",
    "کتاب\u200cها",
    "۱۴۰۳/۷/۲۰",
    "Tehran",
    "the ",
    ".",
    "؟",
    " ",
    "  ",
    "r2",
    "12",
    "done",
    "%s",
    "{}",
)
MARKUP = (
    "<b>",
    "</b>",
    "&amp;",
    "&#11;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?x?>",
    "<br>",
    "</td>",
    "</script>",
)
UNSEEN = (*"\u200c\u200e\u200f\u202b\u202c\u2066\u2069\ufeff\u00a0\u00ad\u2011\u0085\u2028\u2029", "e\u0301")
BREAKS = ("\t", "\n", "\r", "\r\n")
UNFIT = (*"\x00\x0b\x0c\x1b\x7f\x9f\ufffe\uffff\ufffd\ud800\udfff\ufdd0",)
EMOJI = ("\U0001f469\u200d\U0001f680", "\U0001f1ee\U0001f1f7", "\U0010ffff")
ESCAPES = ("⟦U+000B⟧", "⟦U+", "⟦", "=", "+1", "-2", "@x", "'", "'=", '"', ",", ";", "|", "\\")
PIECES = (*WORDS, *MARKUP, *UNSEEN, *BREAKS, *UNFIT, *EMOJI, *ESCAPES)

texts = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join),
    st.text(st.characters(codec=None), min_size=1, max_size=12),
)


@st.composite
def articles(draw: st.DrawFn, most: int = 4) -> Bilingual:
    """An article whose every text may hold anything."""
    lines = tuple(draw(_line(index)) for index in range(draw(st.integers(1, most))))
    return Bilingual(draw(texts), draw(texts), lines)


@st.composite
def _line(draw: st.DrawFn, index: int) -> Line:
    target = draw(st.one_of(st.just(""), texts))
    return Line(
        unit=index,
        index=index,
        source=draw(texts),
        target=target,
        mt=draw(st.one_of(st.just(target), texts)),
        origin=draw(st.sampled_from(("mt", "repeat", "memory", "human", "copy", "failed"))),
        confidence=draw(st.one_of(st.none(), st.floats(0, 1))),
        flags=tuple(draw(st.lists(st.builds(Flag, texts, texts), max_size=2))),
        alternatives=tuple(draw(st.lists(st.builds(Alternative, texts, st.none()), max_size=1))),
        state=draw(st.sampled_from(("untouched", "draft", "accepted", "rejected"))),
        revision=draw(st.integers(0, 12)),
    )


def expected(article: Bilingual) -> list[Returned]:
    """What has to come back of an article that nobody has touched."""
    return [
        Returned(
            run=HEADING.run,
            document=article.document,
            name=article.name,
            index=line.index,
            source=line.source,
            target=line.target,
            accepted=line.state == "accepted",
            revision=line.revision,
            lines=len(article.lines),
        )
        for line in article.lines
    ]


class _Local(etree.Resolver):  # type: ignore[misc]  # lxml ships no types
    """The schemas name xml.xsd by its address on the web; it lies beside them."""

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        del public_id
        if not system_url or not system_url.endswith("xml.xsd"):
            return None
        return self.resolve_filename(str(SCHEMAS / "xml.xsd"), context)


def schema(path: Path) -> etree.XMLSchema:
    """An XSD, read without a network."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(str(path), parser))


def tmx_dtd() -> etree.DTD:
    """The structure of TMX 1.4b."""
    return etree.DTD(str(TMX))
