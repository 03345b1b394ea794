from dataclasses import replace

import pytest
from lxml import etree

from tests.handoff_lines import HEADING
from tests.unit.handoff.files import ARTICLE, RAIN, TEHRAN, content, read
from translate.errors import BadInput
from translate.handoff.base import Bilingual, Line, State
from translate.records import Alternative

ONE, TWO = "{urn:oasis:names:tc:xliff:document:1.2}", "{urn:oasis:names:tc:xliff:document:2.0}"


def unit(name: str, line: Line) -> etree._Element:
    tree = etree.fromstring(content(name, Bilingual("d", "d", (line,))))
    return next(tree.iter(f"{ONE}trans-unit", f"{TWO}unit"))


@pytest.mark.parametrize(
    ("line", "state", "qualifier", "approved"),
    [
        (TEHRAN, "needs-review-translation", "leveraged-mt", "no"),
        (RAIN, "needs-adaptation", "leveraged-mt", "no"),
        (replace(TEHRAN, origin="human"), "needs-review-translation", "leveraged-tm", "no"),
        (replace(TEHRAN, state="draft"), "needs-review-translation", None, "no"),
        (replace(TEHRAN, state="accepted"), "final", None, "yes"),
        (replace(TEHRAN, state="rejected"), "needs-translation", None, "no"),
        (replace(TEHRAN, origin="failed", target=""), "needs-translation", None, "no"),
    ],
)
def test_states_of_1_2_say_what_is_left_to_do(
    line: Line, state: str, qualifier: str | None, approved: str
) -> None:
    found = unit("xliff", line)
    target = found.find(f"{ONE}target")
    assert target is not None
    assert (target.get("state"), target.get("state-qualifier"), found.get("approved")) == (
        state,
        qualifier,
        approved,
    )


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("untouched", ("initial", "tarjoman:mt")),
        ("draft", ("initial", "tarjoman:draft")),
        ("accepted", ("final", None)),
    ],
)
def test_states_of_2_1_say_what_is_left_to_do(state: State, wanted: tuple[str, str | None]) -> None:
    segment = unit("xliff2", replace(TEHRAN, state=state)).find(f"{TWO}segment")
    assert segment is not None
    assert (segment.get("state"), segment.get("subState")) == wanted


def test_the_machine_s_own_text_stays_beside_an_edit_and_is_no_memory_match() -> None:
    line = replace(TEHRAN, target="Edited.", alternatives=(Alternative("Tehran, capital.", None),))
    found = unit("xliff", line).findall(f"{ONE}alt-trans")
    assert [one.findtext(f"{ONE}target") for one in found] == [TEHRAN.mt, "Tehran, capital."]
    assert all((one.get("origin") or "").startswith("MT:") for one in found)
    assert b"match-quality" not in content("xliff") + content("xliff2")
    assert b"matchQuality" not in content("xliff2")
    assert b'its:mtConfidence="0.9"' in content("xliff2", Bilingual("d", "d", (line,)))


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_a_flag_is_a_note(name: str) -> None:
    assert "«۳» is missing" in content(name).decode()


def test_a_unit_of_1_2_that_a_tool_has_cut_is_read_whole() -> None:
    pieces = b'><mrk mtype="seg" mid="0">It </mrk><mrk mtype="seg" mid="1">rains.</mrk></target>'
    cut = content("xliff").replace(b">It rains.</target>", pieces)
    assert read("xliff", cut)[1].target == "It rains."


def test_a_unit_of_2_1_that_a_tool_has_cut_is_read_whole() -> None:
    def segment(source: str, target: str) -> str:
        return f'<segment state="translated"><source>{source}</source><target>{target}</target></segment>'

    text = content("xliff2", Bilingual("d", "d", (RAIN,))).decode()
    start, end = text.index("<segment"), text.index("</unit>")
    source = RAIN.source.split(" ")
    between = "<ignorable><source> </source><target> </target></ignorable>"
    cut = text[:start] + segment(source[0], "It") + between + segment(source[1], "rains.") + text[end:]
    (back,) = read("xliff2", cut.encode())
    assert (back.source, back.target, back.accepted) == (RAIN.source, "It rains.", True)


def test_the_run_is_found_where_a_tool_has_written_the_file_element_anew() -> None:
    anew = content("xliff").replace(b"build-num=", b"product-version=")
    assert {line.run for line in read("xliff", anew)} == {HEADING.run}


def test_codes_that_a_tool_put_in_are_no_text() -> None:
    coded = content("xliff").replace(
        b">It rains.<", b'>It <g id="1">rains</g><ph id="2">\\b</ph><x id="3"/>.<'
    )
    assert read("xliff", coded)[1].target == "It rains."


@pytest.mark.parametrize("state", ["final", "signed-off", "translated"])
def test_what_a_tool_calls_finished_is_accepted(state: str) -> None:
    finished = content("xliff").replace(b'state="needs-adaptation"', f'state="{state}"'.encode(), 1)
    assert [line.accepted for line in read("xliff", finished)] == [False, True, False]


@pytest.mark.parametrize("name", ["xliff", "xliff2", "tmx"])
def test_a_file_cut_short_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="not well-formed XML"):
        read(name, content(name)[:-40])


@pytest.mark.parametrize("name", ["xliff", "xliff2", "tmx"])
def test_entities_are_refused_before_they_grow(name: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(BadInput, match="declares XML entities"):
        read(name, content(name).replace(b"?>\n", b"?>\n" + bomb, 1))


def test_an_article_without_lines_is_left_out() -> None:
    assert b"<file" not in content("xliff", Bilingual("d", "d", ()))
    assert len(ARTICLE.lines) == 3
