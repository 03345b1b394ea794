"""Sources of Word files, pages, exchange files: what a night publishes of them is whole and valid."""

from pathlib import Path

import docx
import pytest
from lxml import etree

from tests.handoff_lines import XSDS, schema, tmx_dtd
from tests.unit.nightly.newsroom import SENTENCES, Newsroom, jsonl
from translate.formats import registry
from translate.handoff import registry as hand_offs
from translate.nightly.build import ENDINGS, split_name

FIRST, SECOND = SENTENCES[0], SENTENCES[3]

XLIFF = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="fa" target-language="en" datatype="plaintext"><body>
<trans-unit id="1"><source>{FIRST}</source></trans-unit>
<trans-unit id="2" approved="yes"><source>{SECOND}</source><target>Rain.</target></trans-unit>
</body></file></xliff>
"""
DONE = XLIFF.replace("</source></trans-unit>", '</source><target state="final">Done.</target></trans-unit>')
MEMORY = f"""<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="fa" datatype="plaintext" segtype="sentence" adminlang="en"
 creationtool="t" creationtoolversion="1" o-tmf="t"/><body>
<tu><tuv xml:lang="fa"><seg>{FIRST}</seg></tuv></tu></body></tmx>
"""
PAGE = f"""<!DOCTYPE html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>{SECOND}</title></head>
<body><nav><a href="/">{{menu}}</a></nav><article><h1>{SECOND}</h1><p>{FIRST} {FIRST} {FIRST}</p></article>
</body></html>
"""


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A folder of files of every kind that keeps its structure."""
    room = Newsroom(tmp_path)
    room.config = room.config.replace('[[source]]\nkind = "jsonl"\nname = "wire"\npath = "rows.jsonl"\n', "")
    room.write("old.xliff", XLIFF)
    room.write("memory.tmx", MEMORY)
    room.write("deep/tool.xlf", XLIFF)
    room.write("page.html", PAGE.format(menu=SECOND))
    room.write("notes.md", f"# {SECOND}\n\n* {FIRST}\n")
    written = docx.Document()
    written.add_heading(SECOND)
    written.add_paragraph(FIRST)
    written.add_table(1, 1).cell(0, 0).text = SECOND
    written.save(str(tmp_path / "in" / "report.docx"))
    return room


def published(folder: Path) -> set[str]:
    """What is out, without the segments beside each."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*.en.*") if path.is_file())
    return set(found)


def test_files_of_every_kind_are_published_whole_in_their_own_format(room: Newsroom) -> None:
    night = room.night()
    assert (night.outcome, night.articles.done, night.exit_code) == ("published", 6, 0)
    for folder in ("latest", "current"):
        desk = room.out / folder / "desk"
        assert published(desk) == {
            "old.xliff.en.xliff",
            "memory.tmx.en.tmx",
            "deep/tool.xlf.en.xlf",
            "page.html.en.txt",
            "notes.md.en.txt",
            "report.docx.en.docx",
        }
        for path in (desk / "old.xliff.en.xliff", desk / "deep" / "tool.xlf.en.xlf"):
            tree = etree.parse(path)
            assert [one.text for one in tree.iter("{*}target")] == [FIRST, "Rain."]
        variants = etree.parse(desk / "memory.tmx.en.tmx").findall(".//tuv")
        assert [one.findtext("seg") for one in variants] == [FIRST, FIRST]
        word = docx.Document(str(desk / "report.docx.en.docx"))
        assert [one.text for one in word.paragraphs] == [SECOND, FIRST]
        assert word.tables[0].cell(0, 0).text == SECOND
        assert len(list(desk.rglob("*.segments.jsonl"))) == 6


@pytest.mark.skipif(not XSDS["xliff"].is_file(), reason="the schema of XLIFF is not installed")
def test_published_exchange_files_are_valid(room: Newsroom) -> None:
    room.night()
    desk = room.out / "latest" / "desk"
    schema(XSDS["xliff"]).assertValid(etree.parse(desk / "deep" / "tool.xlf.en.xlf"))
    tmx_dtd().assertValid(etree.parse(desk / "memory.tmx.en.tmx"))


def test_a_file_that_changed_takes_the_place_of_the_one_before_in_current(room: Newsroom) -> None:
    room.night()
    room.write("deep/tool.xlf", XLIFF.replace(FIRST, SENTENCES[1]))
    night = room.night()
    assert (night.articles.changed, night.articles.done, night.segments.mt) == (1, 1, 1)
    tree = etree.parse(room.out / "current" / "desk" / "deep" / "tool.xlf.en.xlf")
    assert [one.text for one in tree.iter("{*}target")] == [SENTENCES[1], "Rain."]
    assert len(published(room.out / "current" / "desk")) == 6


def test_a_file_that_is_gone_leaves_current_in_whatever_format_it_was(room: Newsroom) -> None:
    room.night()
    for name in ("deep/tool.xlf", "report.docx", "memory.tmx"):
        (room.folder / "in" / name).unlink()
    assert room.night().articles.withdrawn == 3
    assert published(room.out / "current" / "desk") == {
        "old.xliff.en.xliff",
        "page.html.en.txt",
        "notes.md.en.txt",
    }


def test_a_file_without_work_and_a_broken_one_are_set_aside_and_publish_nothing(room: Newsroom) -> None:
    room.write("done.xlf", DONE)
    room.write("broken.tmx", MEMORY[:-20])
    room.write("broken.docx", "no package")
    night = room.night()
    assert (night.articles.done, night.articles.quarantined, night.exit_code) == (6, 3, 1)
    reasons = {one["id"]: one["reason"] for one in jsonl(room.out / "quarantine.jsonl")}
    assert "without a finished target" in reasons["desk/done.xlf"]
    assert len(reasons) == 3
    assert not [path for path in (room.out / "latest" / "desk").iterdir() if "done" in path.name]


def test_hand_off_files_stand_beside_articles_of_the_same_format(room: Newsroom) -> None:
    room.config = room.config.replace('engine = "echo"', 'engine = "echo"\nto = ["txt", "docx", "xliff"]')
    room.night()
    names = {path.name for path in (room.out / "current" / "desk").iterdir()}
    assert {"report.docx.en.docx", "report.docx.fa-en.docx", "report.docx.en.xliff"} <= names
    assert {"old.xliff.en.xliff", "old.xliff.fa-en.xliff", "old.xliff.en.docx"} <= names


def test_pages_are_published_whole_where_the_configuration_says_so(room: Newsroom) -> None:
    room.config = room.config.replace('engine = "echo"', 'engine = "echo"\npages = "whole"')
    room.night()
    current = room.out / "current" / "desk" / "page.html.en.html"
    text = current.read_text("utf-8")
    assert '<html lang="en" dir="ltr">' in text
    assert f'<nav><a href="/">{SECOND}</a></nav>' in text
    room.write("page.html", PAGE.format(menu=SENTENCES[1]))
    assert room.night().articles.changed == 1
    assert f'<nav><a href="/">{SENTENCES[1]}</a></nav>' in current.read_text("utf-8")


def test_another_choice_of_pages_publishes_them_anew_in_place_of_the_old_ones(room: Newsroom) -> None:
    room.night()
    room.config = room.config.replace('engine = "echo"', 'engine = "echo"\npages = "whole"')
    assert room.night().articles.changed == 1
    desk = room.out / "current" / "desk"
    assert {path.name for path in desk.glob("page*")} == {"page.html.en.html", "page.html.segments.jsonl"}


def test_the_ending_of_every_output_is_known() -> None:
    forms = [
        registry.for_suffix(suffix, whole_page=whole)
        for suffix in registry.supported()
        for whole in (False, True)
    ]
    own = {form.output_suffix for form in forms}
    others = {
        f"{language}{hand_offs.named(name).suffix}"
        for name in hand_offs.FORMATS
        for language in (".en", ".fa-en")
    }
    assert own | others <= set(ENDINGS)
    assert all(split_name(f"desk/a.b{ending}") == ("desk/a.b", ending) for ending in ENDINGS)
