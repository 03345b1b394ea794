"""What every format promises, whatever it reads. A new format gets a class here and inherits the rest."""

import json
from abc import ABC, abstractmethod
from typing import cast

import pytest

from translate.errors import UnreadableDocument
from translate.formats import registry
from translate.formats.base import TextFormat
from translate.records import Document, Unreadable

ZWNJ = "\u200c"
SENTENCE = f"رسانه{ZWNJ}ها می{ZWNJ}گویند که نشست «شورای عالی» در ۲۰ مهر ۱۴۰۳ در تهران برگزار شد."
NASTY = {
    "plain": SENTENCE,
    "CRLF": f"{SENTENCE}\r\n\r\n{SENTENCE}\r\n",
    "old Mac line ends": f"{SENTENCE}\r{SENTENCE}\r",
    "no final newline": f"{SENTENCE}\n{SENTENCE}",
    "many final newlines": f"\n\n  {SENTENCE}\n\n\n\t\n",
    "emoji and combining marks": f"👩‍👩‍👧 {SENTENCE} é 🇮🇷",
    "bidi marks": f"\u200f{SENTENCE}\u202b (IAEA) \u202c\u2066x\u2069\u061c",
    "NUL and control characters": f"{SENTENCE} \x00\x07\x1b[0m {SENTENCE}\x0b\x0c\x85",
    "line and paragraph separators": f"{SENTENCE}\u2028{SENTENCE}\u2029{SENTENCE}",
    "a stray byte order mark": f"{SENTENCE}\ufeff{SENTENCE}",
    "markup of other formats": '<p>&amp;&zwnj;</p> **x** {"a": 1} | a | b | \\n \\ud800 %s {0}',
    "a line of 100,000 characters": "الف ب " * 16_667,
}


def identity(read: Document | Unreadable) -> list[str]:
    return [unit.text for unit in read.units] if isinstance(read, Document) else []


class FormatContract(ABC):
    """The promises. `packed` puts text into a file of the format; `suffix` names the format."""

    suffix: str

    @abstractmethod
    def packed(self, text: str) -> str: ...

    @property
    def format(self) -> TextFormat:
        return cast("TextFormat", registry.for_suffix(self.suffix))

    def read(self, text: str) -> list[Document | Unreadable]:
        return list(self.format.read(self.packed(text), "name"))

    def test_the_registry_knows_it_by_each_of_its_suffixes(self) -> None:
        found = {type(registry.for_suffix(suffix)) for suffix in self.format.suffixes}
        assert found == {type(self.format)}
        assert set(self.format.suffixes) <= set(registry.supported())

    @pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
    def test_units_stand_in_the_text_in_order_and_apart(self, text: str) -> None:
        for document in self.read(text):
            assert isinstance(document, Document)
            place = len(document.before)
            for unit in document.units:
                assert document.text[place : place + len(unit.text)] == unit.text
                place += len(unit.text + unit.after)
            assert place == len(document.text)

    @pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
    def test_it_reads_the_same_twice(self, text: str) -> None:
        assert self.read(text) == self.read(text)

    @pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
    def test_every_word_is_in_a_unit(self, text: str) -> None:
        """Of words that no format takes for markup."""
        units = " ".join(unit for document in self.read(text) for unit in identity(document))
        words = [word for word in text.split() if word.isalpha() and not word.isascii()]
        assert [word for word in words if word not in units] == []

    def test_half_spaces_are_kept(self) -> None:
        units = " ".join(unit for document in self.read(SENTENCE) for unit in identity(document))
        assert units.count(ZWNJ) == SENTENCE.count(ZWNJ)

    def test_each_unit_comes_out_in_its_place(self) -> None:
        for document in self.read(f"{SENTENCE}\n\n{SENTENCE}\n"):
            assert isinstance(document, Document)
            english = [f"<{number}>" for number, _ in enumerate(document.units)]
            written = self.format.write(document, english)
            places = [written.index(unit) for unit in english]
            assert places == sorted(places)
            assert SENTENCE not in written or self.suffix == ".jsonl"

    def test_a_unit_too_few_or_too_many_is_refused(self) -> None:
        document = self.read(SENTENCE)[0]
        for units in ([], [*identity(document), "one more"]):
            with pytest.raises(ValueError, match="argument 2 is"):
                self.format.write(document, units)

    def test_a_byte_order_mark_is_dropped(self) -> None:
        packed = self.packed(SENTENCE)
        assert self.format.decode(b"\xef\xbb\xbf" + packed.encode(), name="n", encoding=None) == packed

    @pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
    def test_an_empty_file_is_said_to_be_empty(self, content: bytes) -> None:
        with pytest.raises(UnreadableDocument, match=r"^n: the file is empty"):
            self.format.decode(content, name="n", encoding=None)

    def test_windows_1256_is_named_and_read_when_told(self) -> None:
        packed = self.packed(f"رسانه{ZWNJ}هاي ايران مي{ZWNJ}گويند نشست «شوراي عالي» در تهران برگزار شد.")
        content = packed.encode("cp1256")
        with pytest.raises(UnreadableDocument, match="looks like Windows-1256; pass --encoding cp1256"):
            self.format.decode(content, name="n", encoding=None)
        assert self.format.decode(content, name="n", encoding="cp1256") == packed

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_utf_16_is_named_and_read_when_told(self, encoding: str) -> None:
        packed = self.packed(SENTENCE)
        content = packed.encode(encoding)
        with pytest.raises(UnreadableDocument, match=f"looks like UTF-16; pass --encoding {encoding}$"):
            self.format.decode(content, name="n", encoding=None)
        assert self.format.decode(content, name="n", encoding=encoding) == packed

    def test_a_binary_file_is_refused(self) -> None:
        with pytest.raises(UnreadableDocument, match="a PNG image"):
            self.format.decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", name="n", encoding=None)


class TextContract(FormatContract):
    """Formats whose output is the text that was read with other units."""

    def packed(self, text: str) -> str:
        return text

    @pytest.mark.parametrize(
        "text", [*NASTY.values(), "", " \r\n\t\n", "\n"], ids=[*NASTY, "", "blank", "newline"]
    )
    def test_the_text_is_rebuilt_to_the_character(self, text: str) -> None:
        (document,) = self.read(text)
        assert isinstance(document, Document)
        assert document.text == text
        assert self.format.write(document, identity(document)) == text

    def test_no_unit_begins_or_ends_with_white_space(self) -> None:
        for text in NASTY.values():
            assert all(
                unit == unit.strip() != "" for document in self.read(text) for unit in identity(document)
            )


class TestTxt(TextContract):
    suffix = ".txt"


class TestMarkdown(TextContract):
    suffix = ".md"


class TestJsonLines(FormatContract):
    suffix = ".jsonl"

    def packed(self, text: str) -> str:
        return json.dumps({"id": "a", "title": "خبر", "text": text}, ensure_ascii=False) + "\n"

    @pytest.mark.parametrize("text", [*NASTY.values(), ""], ids=[*NASTY, "empty"])
    def test_the_row_comes_out_as_it_came_with_english_beside_it(self, text: str) -> None:
        (document,) = self.read(text)
        row = json.loads(self.format.write(document, identity(document)).encode().decode())
        assert row == {"id": "a", "title": "خبر", "text": text, "title_en": "خبر", "text_en": text}


class TestHtml(FormatContract):
    suffix = ".html"

    def packed(self, text: str) -> str:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        return f"<html><body><article><p>{escaped}</p></article></body></html>"

    def test_what_is_written_is_the_text_of_the_article(self) -> None:
        (document,) = self.read(SENTENCE)
        assert isinstance(document, Document)
        assert self.format.write(document, identity(document)) == document.text == SENTENCE + "\n"
