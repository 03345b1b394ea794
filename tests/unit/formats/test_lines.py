import io

import pytest

from translate.errors import BadUsage, UnreadableDocument
from translate.formats import lines as lines_module
from translate.formats.jsonl import JsonLines
from translate.formats.lines import Undecodable, decoded_lines
from translate.records import Document, Unreadable

ROW = '{"id": "1", "text": "یک خبر."}'


def lines(content: bytes, encoding: str | None = None) -> list[str | Undecodable]:
    return list(decoded_lines(io.BytesIO(content), name="feed", encoding=encoding))


def test_lines_end_at_line_feeds_and_nowhere_else() -> None:
    assert lines("یک\u2028دو\r\nسه\n\nچهار".encode()) == ["یک\u2028دو\r", "سه", "", "چهار"]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert lines("یک\nدو".encode("utf-8-sig")) == ["یک", "دو"]


def test_a_bad_byte_spoils_its_line_and_no_other() -> None:
    first, bad, last = lines(b"\xdb\x8c\xda\xa9\n\xdb\xff\n\xd8\xaf\xd9\x88\n")
    assert (first, last) == ("یک", "دو")
    assert isinstance(bad, Undecodable)
    assert bad.reason == "not UTF-8: byte 0xDB at column 1"


def test_a_bad_byte_far_behind_the_sample_spoils_its_line_only() -> None:
    found = lines(("خبر " * 30 + "\n").encode() * 2000 + b"\xff\n" + "آخر".encode())
    assert isinstance(found[2000], Undecodable)
    assert found[2001] == "آخر"


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-32"])
def test_another_encoding_is_read_when_it_is_named(encoding: str) -> None:
    assert lines("سلام\nجهان".encode(encoding), encoding) == ["سلام", "جهان"]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (("اين خبر به زبان فارسي است\n" * 4).encode("cp1256"), "Windows-1256"),
        ("سلام\nجهان".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7", "PDF"),
        (b" \n", "empty"),
        (b"\xfb\xfe\xfd\n\xff\xff", "not UTF-8"),
    ],
)
def test_a_file_that_is_something_else_is_refused_with_the_cause(content: bytes, cause: str) -> None:
    with pytest.raises(UnreadableDocument, match=cause):
        lines(content)


def test_an_encoding_that_does_not_exist_is_a_wrong_command_line() -> None:
    with pytest.raises(BadUsage):
        lines(ROW.encode(), "utf-99")


def test_rows_around_a_bad_byte_are_read() -> None:
    content = ROW.encode() + b'\n{"id": "2", "text": "\xff"}\n' + ROW.replace("1", "3").encode()
    first, bad, last = JsonLines().documents(io.BytesIO(content), name="feed", encoding=None)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, Unreadable)
    assert (first.id, last.id, bad.where) == ("1", "3", "feed line 2")


def test_rows_are_read_as_they_are_asked_for() -> None:
    file = io.BytesIO((ROW + "\n").encode() * 100_000)
    documents = JsonLines().documents(file, name="feed", encoding=None)
    next(documents)
    assert file.tell() < 200_000


def test_a_line_that_is_too_long_is_passed_over_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "LONGEST_LINE", 100_000)
    first, long, last = lines(b"one\n" + b"x" * 350_000 + b"\nlast")
    assert (first, last) == ("one", "last")
    assert isinstance(long, Undecodable)
    assert (long.raw, "a line of more than" in long.reason) == ("x" * 200, True)


def test_a_file_that_begins_with_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "LONGEST_LINE", 100_000)
    with pytest.raises(UnreadableDocument, match="a line of more than"):
        lines(b"x" * 350_000)
