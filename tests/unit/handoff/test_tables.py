import csv
import io
from dataclasses import replace

import pytest

from tests.handoff_lines import HEADING
from tests.unit.handoff.files import ARTICLE, RAIN, SNOW, TEHRAN, content, read
from translate.errors import BadInput
from translate.handoff.base import Bilingual
from translate.handoff.status import places


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-2",
        "@SUM(A1)",
        "'=1",
        "\t=1",
        "\uff1d1",
        "00123456789012345678",
        "3-2",
        "1e5",
        "May 5",
        "'90",
    ],
)
def test_no_cell_of_a_csv_file_is_computed_or_taken_for_a_number(text: str) -> None:
    file = content("csv", Bilingual(text, text, (replace(TEHRAN, source=text, target=text, mt=text),)))
    cells = next(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert cells["target"].startswith("'")
    (back,) = read("csv", file)
    assert (back.document, back.source, back.target) == (text, text, text)


@pytest.mark.parametrize("text", ["'90s rock", "2024 was dry.", "Maybe.", "r2", "'", "12th"])
def test_ordinary_text_stands_in_a_csv_file_as_it_is(text: str) -> None:
    file = content("csv", Bilingual("a", "a", (replace(TEHRAN, target=text, mt=""),)))
    cells = next(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert cells["target"] == (f"'{text}" if text.startswith("'") else text)
    typed = file.replace(f'"{cells["target"]}"'.encode(), b'"\'80s rock"')
    assert read("csv", file)[0].target == text
    assert read("csv", typed)[0].target == "'80s rock"


def test_a_csv_file_opens_as_unicode_in_a_spreadsheet() -> None:
    assert content("csv").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8")])
def test_a_csv_file_saved_another_way_is_read(delimiter: str, encoding: str) -> None:
    rows = list(csv.reader(io.StringIO(content("csv").decode("utf-8-sig"))))
    saved = io.StringIO(newline="")
    csv.writer(saved, delimiter=delimiter).writerows(row[::-1] for row in rows)
    assert read("csv", saved.getvalue().encode(encoding)) == read("csv", content("csv"))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (b"source,target\n1,2\n", "no column document, index, run"),
        (content("csv").decode().encode("cp1256", "replace"), "not UTF-8"),
        (b"", "no column"),
    ],
)
def test_what_is_no_exported_csv_file_is_refused(file: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read("csv", file)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("12", [(12, 0)]),
        ("12 r3", [(12, 3)]),
        ("12\n13 r2", [(12, 0), (13, 2)]),
        (" 1, 2 + 3 ", [(1, 0), (2, 0), (3, 0)]),
        ("", []),
        ("note 12", []),
        ("12th", []),
    ],
)
def test_an_id_cell_names_one_segment_or_several_or_none(cell: str, wanted: list[tuple[int, int]]) -> None:
    assert places(cell) == wanted


def test_a_page_loads_nothing_and_says_what_is_doubtful() -> None:
    page = content("html").decode()
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page
    assert page.count('data-status="check">') == 2
    assert "numbers: «۳» is missing" in page


def test_line_ends_that_an_editor_makes_are_read_as_such() -> None:
    page = content("html").decode().replace(">It rains.<", "><div>It</div><div>rains.</div><")
    assert read("html", page.encode())[1].target == "It\nrains."
    page = content("html").decode().replace(">It rains.<", ">It<br>rains.<")
    assert read("html", page.encode())[1].target == "It\nrains."


def test_a_ticked_row_is_accepted() -> None:
    page = content("html").decode().replace('aria-label="1 is done"', 'aria-label="1 is done" checked=""')
    assert [line.accepted for line in read("html", page.encode())] == [False, True, False]


def test_another_page_is_refused() -> None:
    with pytest.raises(BadInput, match="not a hand-off page"):
        read("html", b"<html><body><table><tr><td>1</td></tr></table></body></html>")


def test_a_memory_says_what_it_knows_of_each_unit() -> None:
    memory = content("tmx").decode()
    assert '<prop type="x-mt-confidence">0.9</prop>' in memory
    assert '<prop type="x-origin">mt</prop>' in memory
    assert "<note>numbers: «۳» is missing</note>" in memory


def test_a_memory_of_another_tool_gives_persian_and_english() -> None:
    other = (
        '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx11.dtd"><tmx version="1.1"><header/><body>'
        f'<tu><tuv lang="FA"><seg>{RAIN.source}</seg></tuv><tuv lang="EN-US"><seg>Rain.</seg></tuv></tu>'
        "</body></tmx>"
    )
    (back,) = read("tmx", other.encode())
    assert (back.run, back.index, back.source, back.target) == ("", None, RAIN.source, "Rain.")


def test_every_format_says_which_run_it_is_of() -> None:
    for name in ("xliff", "xliff2", "tmx", "docx", "html", "csv"):
        assert {line.run for line in read(name, content(name))} == {HEADING.run}
        assert [line.revision for line in read(name, content(name))] == [0, 0, SNOW.revision]
    assert ARTICLE.name == "news/economy"
