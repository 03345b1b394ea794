import gzip
import io
import zipfile

import pytest

from translate.errors import EXIT_BAD_INPUT, EXIT_USAGE, BadUsage, UnreadableDocument
from translate.formats.encoding import decode, html_charset

PERSIAN = "رسانه\u200cها گزارش دادند.\nنشست در تهران برگزار شد.\n"
ARABIC_KEYS = PERSIAN.replace("ی", "ي").replace("ک", "ك")  # cp1256 has no Persian ی


def reason(content: bytes, encoding: str | None = None) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        decode(content, name="news.txt", encoding=encoding)
    assert str(refused.value) == f"news.txt: {refused.value.reason}"
    assert refused.value.exit_code == EXIT_BAD_INPUT
    return refused.value.reason


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 100)
    return stream.getvalue()


def test_control_characters_in_a_text_are_kept() -> None:
    text = "متن\x00با\x07زنگ\x1b[0m.\r\n"
    assert decode(text.encode(), name="n", encoding=None) == text


def test_a_byte_that_is_no_utf8_is_named_with_offset_and_line() -> None:
    content = "خط یک\nخط ".encode() + b"\xff" + " دو".encode()
    assert reason(content).startswith("not UTF-8: byte 0xFF at offset 15 (line 2); ")


def test_damaged_utf8_is_not_taken_for_windows_1256() -> None:
    assert "not UTF-8: byte 0xD8 at offset" in reason((PERSIAN * 3).encode() + b"\xd8.\n")


def test_a_latin_text_is_not_taken_for_windows_1256() -> None:
    assert "not UTF-8" in reason("Für Käse, Öl und Bücher".encode("latin-1"))
    assert "not UTF-8" in reason("Présidents élus à Genève".encode("latin-1"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"),
        (zipped("a.txt"), "a ZIP archive"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document (.docx)"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook (.xlsx)"),
        (gzip.compress(PERSIAN.encode(), mtime=0), "a gzip archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (bytes(range(256)), "a binary file"),
        (b"\0" * 100 + b"text", "a binary file"),
        (PERSIAN.encode() + b"\xff\0", "a binary file"),
    ],
)
def test_a_binary_is_named(content: bytes, kind: str) -> None:
    assert reason(content).startswith(kind)
    assert "save its text as UTF-8" in reason(content)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"])
def test_a_binary_is_refused_whatever_encoding_is_claimed(content: bytes) -> None:
    assert "not a text file" in reason(content, "cp1256")


@pytest.mark.parametrize("text", ["سلام", "news\n", PERSIAN])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_from_its_bytes(text: str, encoding: str) -> None:
    assert reason(text.encode(encoding)) == f"looks like UTF-16; pass --encoding {encoding}"
    assert decode(text.encode(encoding), name="n", encoding="utf-16") == text


def test_utf32_is_not_taken_for_utf16() -> None:
    assert reason(PERSIAN.encode("utf-32")) == "looks like UTF-32; pass --encoding utf-32"


def test_the_mark_of_a_named_encoding_is_dropped() -> None:
    assert decode(("\ufeff" + PERSIAN).encode("utf-16-le"), name="n", encoding="utf-16-le") == PERSIAN


def test_a_utf8_file_among_old_ones_is_read_as_utf8() -> None:
    assert decode(PERSIAN.encode(), name="n", encoding="cp1256") == PERSIAN
    assert decode(ARABIC_KEYS.encode("cp1256"), name="n", encoding="cp1256") == ARABIC_KEYS


def test_utf16_read_as_windows_1256_is_noticed() -> None:
    assert reason(PERSIAN.encode("utf-16"), "cp1256") == "looks like UTF-16; pass --encoding utf-16"


def test_what_does_not_fit_the_named_encoding_is_refused() -> None:
    assert "not utf-16: " in reason(PERSIAN.encode("utf-16")[:-1], "utf-16")
    assert "not ascii: ordinal not in range(128) at offset 0 (line 1)" in reason(b"\xe3", "ascii")


@pytest.mark.parametrize("encoding", ["nope", "rot13", "base64", "", "a\0b"])
def test_an_encoding_that_does_not_exist_is_a_usage_error(encoding: str) -> None:
    with pytest.raises(BadUsage, match="try utf-8, cp1256 or utf-16") as refused:
        decode(b"x", name="n", encoding=encoding)
    assert refused.value.exit_code == EXIT_USAGE


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<meta charset="windows-1256">', "windows-1256"),
        (b'<META http-equiv=Content-Type content="text/html; charset=cp1256">', "cp1256"),
        (b"<?xml version='1.0' encoding='iso-8859-6'?>", "iso-8859-6"),
        (b'<meta charset="utf-8">', None),
        (b'<meta charset="utf-16">', None),
        (b'<meta charset="iso-8859-1">', None),
        (b'<meta charset="x-nonsense">', None),
        (b"<meta name=description content=x>", None),
        (b" " * 5000 + b'<meta charset="windows-1256">', None),
    ],
)
def test_a_page_declares_its_encoding(page: bytes, charset: str | None) -> None:
    assert html_charset(page) == charset
