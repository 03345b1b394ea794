"""What is read from each kind of file, and what is said of files that are not what they seem."""

import gzip
import json
from pathlib import Path

import pytest

from translate.errors import BadInput, UnreadableDocument
from translate.evaluation.reading import read_texts

XLIFF_12 = """<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.txt" source-language="fa" target-language="en" datatype="plaintext"><body>
<trans-unit id="u1"><source>یک</source>
<target>One <ph id="1">&lt;br/&gt;</ph>line <g id="2">here</g>.</target>
<alt-trans><target>Proposal</target></alt-trans></trans-unit>
<trans-unit id="u2"><source>دو</source></trans-unit>
</body></file></xliff>"""

XLIFF_20 = """<xliff version="2.0" srcLang="fa" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f1"><unit id="p1"><segment><source>یک</source><target>One.</target></segment>
<ignorable><source> </source></ignorable>
<segment><source>دو</source><target>Two.</target></segment></unit></file></xliff>"""

TMX = """<tmx version="1.4"><header srclang="fa"/><body>
<tu><tuv xml:lang="fa-IR"><seg>یک</seg></tuv><tuv xml:lang="en-GB"><seg>One.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Two.</seg></tuv><tuv xml:lang="fa"><seg>دو</seg></tuv></tu>
</body></tmx>"""


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    path = written(tmp_path / "h.txt", "a\u2028b\u0085c\x0cd\re\nsecond\n")
    assert read_texts(path, "hypothesis").texts == ["a\u2028b\u0085c\x0cd\re", "second"]


def test_an_empty_line_is_a_segment(tmp_path: Path) -> None:
    assert read_texts(written(tmp_path / "h.txt", "a\n\nb\n\n"), "hypothesis").texts == ["a", "", "b", ""]


def test_a_gzipped_file_reads_as_the_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"target": "One."}\n'))
    assert read_texts(str(path), "hypothesis").texts == ["One."]


def test_a_broken_gzip_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "h.txt.gz"
    path.write_bytes(gzip.compress(b"One.\n" * 1000)[:30])
    with pytest.raises(UnreadableDocument, match=r"h\.txt\.gz: not a complete gzip file"):
        read_texts(str(path), "hypothesis")


def test_rows_of_a_run_give_text_document_and_paragraph(tmp_path: Path) -> None:
    rows = [
        {"document": "d1", "unit": 0, "index": 0, "source": "یک", "target": "One.", "origin": "mt"},
        {"document": "d1", "unit": 1, "index": 1, "source": "دو", "target": "Two.", "origin": "failed"},
    ]
    path = written(tmp_path / "x.segments.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    read = read_texts(path, "hypothesis")
    assert read.texts == ["One.", "Two."]
    assert read.documents == ["d1", "d1"]
    assert read.paragraphs == ["d1\t0", "d1\t1"]
    assert [item.origin for item in read.items] == ["mt", "failed"]
    assert read_texts(path, "source").texts == ["یک", "دو"]


def test_a_field_can_be_named(tmp_path: Path) -> None:
    path = written(
        tmp_path / "news.jsonl", '{"doc": "n1", "domain": "sport", "ref_a": "A.", "ref_b": "B."}\n'
    )
    assert read_texts(f"{path}#ref_b", "reference").texts == ["B."]
    assert read_texts(path, "reference").domains == ["sport"]


def test_a_row_without_the_field_is_named_by_line(tmp_path: Path) -> None:
    path = written(tmp_path / "h.jsonl", '{"target": "a"}\n{"other": "b"}\n')
    with pytest.raises(UnreadableDocument, match="line 2 has no field"):
        read_texts(path, "hypothesis")


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "h.txt"
    path.write_bytes(b"good\n\xd3\xe1\xc7\xe3\n")
    with pytest.raises(UnreadableDocument, match="line 2 is not UTF-8"):
        read_texts(str(path), "hypothesis")


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no hypothesis in it"):
        read_texts(written(tmp_path / "h.txt", ""), "hypothesis")


def test_xliff_1_gives_targets_without_codes_and_proposals(tmp_path: Path) -> None:
    path = written(tmp_path / "h.xlf", XLIFF_12)
    read = read_texts(path, "hypothesis")
    assert read.texts == ["One line here.", ""]
    assert read.documents == ["a.txt", "a.txt"]
    assert read_texts(path, "source").texts == ["یک", "دو"]


def test_xliff_2_gives_a_text_a_segment(tmp_path: Path) -> None:
    read = read_texts(written(tmp_path / "h.xliff", XLIFF_20), "reference")
    assert read.texts == ["One.", "Two."]
    assert read.paragraphs == ["f1\tp1", "f1\tp1"]


def test_tmx_gives_the_variant_of_the_side(tmp_path: Path) -> None:
    path = written(tmp_path / "h.tmx", TMX)
    assert read_texts(path, "reference").texts == ["One.", "Two."]
    assert read_texts(path, "source").texts == ["یک", "دو"]


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    secret = written(tmp_path / "secret.txt", "secret")
    bomb = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>' + XLIFF_20.replace("One.", "One &e;")
    read = read_texts(written(tmp_path / "h.xliff", bomb), "hypothesis")
    assert "secret" not in "".join(read.texts)


def test_broken_xml_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="not well-formed XML"):
        read_texts(written(tmp_path / "h.tmx", "<tmx><body>"), "reference")
