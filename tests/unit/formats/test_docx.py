import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from translate.errors import UnreadableDocument
from translate.formats import word_package
from translate.formats.docx import Docx
from translate.formats.word_package import W
from translate.records import Document

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BIDI = "<w:pPr><w:bidi/></w:pPr>"
RICH = (
    f"<w:p>{BIDI}<w:r><w:rPr><w:rtl/></w:rPr><w:t>در سال </w:t></w:r><w:r><w:rPr><w:bCs/><w:rtl/></w:rPr>"
    "<w:t>۱۴۰۲</w:t></w:r><w:r><w:rPr><w:rtl/></w:rPr><w:t> باران</w:t></w:r><w:r><w:footnoteReference "
    'w:id="2"/></w:r><w:r><w:t xml:space="preserve"> در </w:t></w:r><w:hyperlink r:id="rId9"><w:r><w:t>تهران'
    "</w:t></w:r></w:hyperlink><w:r><w:t> بارید.</w:t></w:r></w:p>"
)


def package(body: str, **more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        for name, content in more.items():
            new.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def read(content: bytes) -> Document:
    (found,) = Docx().documents(io.BytesIO(content), name="a.docx", encoding=None)
    assert isinstance(found, Document)
    return found


def written(content: bytes, *units: str, part: str = "word/document.xml") -> Any:
    return word_package.parts(Docx().write(read(content), units), name="a.en.docx")[part]


def words(root: Any) -> list[str]:
    return ["".join(one.text or "" for one in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]


def test_formats_links_and_notes_stay_each_once() -> None:
    root = written(package(RICH), "In 1402 it rained in Tehran.")
    assert words(root) == ["In 1402 it rained in Tehran."]
    (link,) = root.iter(f"{W}hyperlink")
    assert "".join(one.text for one in link.iter(f"{W}t")) == "Tehran"
    bold = [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert [run.findtext(f"{W}t") for run in bold] == ["1402"]
    assert len(list(root.iter(f"{W}footnoteReference"))) == 1


def test_the_english_reads_from_left_to_right() -> None:
    body = (
        f"{RICH}<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr><w:tr><w:tc><w:p>"
        "<w:pPr><w:jc w:val='right'/></w:pPr><w:r>"
        "<w:rPr><w:rtl/><w:lang w:bidi='fa-IR'/></w:rPr><w:t>خبر</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    root = written(package(body), "It rained.", "News")
    assert not [one for name in ("bidi", "rtl", "bidiVisual", "jc") for one in root.iter(f"{W}{name}")]
    (language,) = root.iter(f"{W}lang")
    assert dict(language.attrib) == {f"{W}val": "en-US"}


def test_a_link_keeps_words_where_its_neighbours_have_changed_places() -> None:
    root = written(package(RICH), "It rained in Tehran in 1402.")
    (link,) = root.iter(f"{W}hyperlink")
    assert "".join(one.text for one in link.iter(f"{W}t")).strip()


def test_headers_and_footnotes_are_translated_in_their_parts() -> None:
    note = (
        f"<w:footnotes {NAMESPACES}><w:footnote w:id='2'><w:p><w:r><w:t>یادداشت</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    root = written(package(RICH, footnotes=note), "It rained.", "Note", part="word/footnotes.xml")
    assert words(root) == ["Note"]


def test_runs_that_word_has_cut_are_one_text() -> None:
    body = "<w:p><w:r><w:t>خب</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t>ر تازه</w:t></w:r></w:p>"
    assert [unit.text for unit in read(package(body)).units] == ["خبر تازه"]


def test_tracked_changes_are_accepted() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>کهنه</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>تازه</w:t></w:r></w:ins></w:p>"
    )
    assert [unit.text for unit in read(package(body)).units] == ["تازه"]
    assert words(written(package(body), "new")) == ["new"]


def test_a_paragraph_whose_text_stays_keeps_its_runs() -> None:
    root = written(package(RICH), read(package(RICH)).units[0].text)
    assert len(list(root.iter(f"{W}r"))) == 7


def test_a_text_box_and_the_paragraph_around_it_are_both_translated() -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>جعبه</w:t></w:r></w:p></w:txbxContent></w:pict>"
    body = f"<w:p><w:r><w:t>بیرون</w:t></w:r><w:r>{box}</w:r></w:p>"
    root = written(package(body), "Outside", "Box")
    assert sorted(one.text for one in root.iter(f"{W}t")) == ["Box", "Outside"]
    assert len(list(root.iter(f"{W}txbxContent"))) == 1


def test_other_parts_stay_to_the_byte() -> None:
    out = Docx().write(read(package(RICH, theme="<x/>")), ["It rained."])
    assert zipfile.ZipFile(io.BytesIO(out)).read("word/theme.xml") == b"<x/>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "encrypted file or an old .doc"),
        (b"no package", "not a whole .docx"),
        (package(RICH)[:-40], "not a whole .docx"),
        (package("<w:p>"), "broken XML"),
        (package("").replace(b"word/document.xml", b"word/somewhat.xml"), "no Word document in it"),
    ],
)
def test_what_is_no_word_file_is_refused_with_the_cause(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read(content)


def test_a_part_that_grows_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "LARGEST_PART", 100)
    with pytest.raises(UnreadableDocument, match="when unpacked"):
        read(package(RICH))


def test_a_file_of_python_docx_opens_again_after_translation(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_paragraph("خبر ").add_run("تازه").bold = True
    made.add_table(1, 2).rows[0].cells[1].text = "تهران"
    path = tmp_path / "a.docx"
    made.save(path)
    out = tmp_path / "b.docx"
    out.write_bytes(Docx().write(read(path.read_bytes()), ["Fresh news", "Tehran"]))
    again = docx.Document(out)
    assert again.paragraphs[0].text == "Fresh news"
    assert any(run.bold for run in again.paragraphs[0].runs)
    assert again.tables[0].rows[0].cells[1].text == "Tehran"
