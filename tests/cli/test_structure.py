"""`tarjoman run` on files that keep their structure, as a user gives the command."""

from pathlib import Path

from tests.command import echoed

PAGE = '<html lang="fa" dir="rtl"><p class=x>خبر <b>تازه</b> رسید.</p></html>'
MEMORY = '<tmx version="1.4"><body><tu><tuv xml:lang="fa"><seg>خبر</seg></tuv></tu></body></tmx>'


def test_a_page_and_a_memory_come_back_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "in" / "memory.tmx").write_text(MEMORY, "utf-8")
    out = tmp_path / "out"
    ended = echoed([tmp_path / "in"], out, "--pages", "whole")
    assert ended.code == 0, ended.err
    assert (out / "page.en.html").read_text("utf-8") == PAGE.replace('"fa" dir="rtl"', '"en" dir="ltr"')
    new = '<tuv xml:lang="en"><prop type="x-origin">mt</prop><seg>خبر</seg></tuv>'
    assert (out / "memory.en.tmx").read_text("utf-8") == MEMORY.replace("</tuv>", f"</tuv>{new}")


def test_a_page_is_an_article_or_whole(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    ended = echoed([tmp_path / "page.html"], tmp_path / "out", "--pages", "half")
    assert ended.code == 2
    assert "--pages: pages must be article or whole, not 'half'" in ended.err


def test_a_broken_word_file_is_named_with_the_cause(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no package")
    ended = echoed([tmp_path / "a.docx"], tmp_path / "out")
    assert ended.code == 65
    assert "a.docx: not a whole .docx file" in ended.err
