"""XLIFF and TMX: targets put in, everything else kept to the byte."""

import pytest
from lxml import etree

from tests.handoff_lines import XSDS, schema
from translate.errors import UnreadableDocument
from translate.formats import registry
from translate.formats.exchange import Exchange
from translate.formats.tmx import Tmx
from translate.formats.xliff import Xlf, Xliff
from translate.records import Document, Unreadable

ONE = """<?xml version="1.0" encoding="UTF-8"?>\r
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="a" source-language="fa" datatype="html"><body>
  <trans-unit id="1">
   <source xml:lang="fa">در سال <g id="1">۱۴۰۲</g> باران<x id="2"/> &amp; برف</source>
  </trans-unit>
  <trans-unit id="2"><source>دو</source><target state="new"></target></trans-unit>
  <trans-unit id="3" approved="yes"><source>سه</source><target>Three</target></trans-unit>
  <trans-unit id="4" translate="no"><source>چهار</source></trans-unit>
  <trans-unit id="5"><source>پنج</source><target state="final">Five</target></trans-unit>
  <trans-unit id="6"><source>شش</source><target/><alt-trans><target>x</target></alt-trans></trans-unit>
  <trans-unit id="7"><source>هفت</source><target>Seven, by hand</target></trans-unit>
  <group translate="no"><trans-unit id="8"><source>هشت</source></trans-unit></group>
 </body></file></xliff>
"""
TWO = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="fa">
<file id="f"><unit id="u">
<segment><source>در سال <pc id="1">۱۴۰۲</pc><ph id="2"/> باران</source></segment>
<segment state="final"><source>متن</source><target>T</target></segment></unit></file></xliff>"""
MEMORY = """<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="fa-IR"><seg>متن <ph x="1">&lt;br></ph>دو</seg></tuv></tu>
<tu><tuv xml:lang="fa"><seg>یک</seg></tuv><tuv xml:lang="en-US"><seg>One</seg></tuv></tu></body></tmx>"""


def read(form: Exchange, text: str) -> Document:
    decoded = form.decode(text.encode(), name="n", encoding=None)
    (found,) = form.read(decoded, "n")
    assert isinstance(found, Document)
    return found


def test_only_what_is_to_be_translated_is_a_unit() -> None:
    assert [unit.text for unit in read(Xliff(), ONE).units] == ["در سال ۱۴۰۲ باران & برف", "دو", "شش"]


def test_nothing_but_the_new_targets_changes() -> None:
    state = 'state="needs-review-translation" state-qualifier="leveraged-mt"'
    out = Xliff().write(read(Xliff(), ONE), ["In 1402 rain & snow", "Two", "Six"])
    expected = (
        ONE.replace('datatype="html">', 'datatype="html" target-language="en">')
        .replace(
            "برف</source>",
            f'برف</source>\n   <target xml:lang="en" {state}>'
            'In <g id="1">1402</g> rain<x id="2"/> &amp; snow</target>',
        )
        .replace('<target state="new"></target>', f"<target {state}>Two</target>")
        .replace("<target/>", f"<target {state}>Six</target>")
    )
    assert out == expected


def test_a_target_of_version_2_says_that_it_is_machine_translation() -> None:
    out = Xliff().write(read(Xliff(), TWO), ["In 1402 it rained"])
    assert out == TWO.replace('srcLang="fa"', 'srcLang="fa" trgLang="en"').replace(
        "<segment><", '<segment state="initial" subState="tarjoman:mt"><'
    ).replace(
        "باران</source>",
        'باران</source><target>In <pc id="1">1402</pc><ph id="2"/> it rained</target>',
    )


def test_a_memory_gets_the_english_that_it_has_not() -> None:
    out = Tmx().write(read(Tmx(), MEMORY), ["Text two"])
    new = '<tuv xml:lang="en"><prop type="x-origin">mt</prop><seg>Text <ph x="1">&lt;br></ph>two</seg></tuv>'
    assert out == MEMORY.replace("دو</seg></tuv>", f"دو</seg></tuv>{new}")


def test_what_comes_out_keeps_to_the_schema() -> None:
    if not XSDS["xliff"].exists():
        pytest.skip("the XLIFF schemas are not installed (php-symfony-translation)")
    for version, form, text, units in (
        ("xliff", Xliff(), ONE, ["In <1402> & rain", "Two", "Six"]),
        ("xliff2", Xliff(), TWO, ["In <1402> & rain"]),
    ):
        schema(XSDS[version]).assertValid(etree.fromstring(form.write(read(form, text), units).encode()))


def test_a_file_that_is_done_says_so() -> None:
    done = ONE.replace("<file ", '<file target-language="de" ')
    (found,) = Xliff().read(done, "n")
    assert isinstance(found, Unreadable)
    assert "without a finished target" in found.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<xliff><file></xliff>", "not well-formed XML"),
        ("no XML", "not well-formed XML"),
        ('<!DOCTYPE t [<!ENTITY a "x">]><xliff/>', "declares XML entities"),
    ],
)
def test_what_is_no_sound_xml_is_refused_with_the_cause(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        Xliff().decode(text.encode(), name="n", encoding=None)


def test_a_file_in_another_encoding_comes_out_in_utf8_and_says_so() -> None:
    content = ONE.replace("UTF-8", "UTF-16").encode("utf-16")
    (found,) = Xliff().read(Xliff().decode(content, name="n", encoding="utf-16"), "n")
    assert isinstance(found, Document)
    out = Xliff().write(found, ["a", "b", "c"])
    assert out.startswith('<?xml version="1.0" encoding="UTF-8"?>')


def test_both_endings_are_kept() -> None:
    assert isinstance(registry.for_suffix(".xlf"), Xlf)
    assert registry.for_suffix(".xlf").output_suffix == ".en.xlf"
