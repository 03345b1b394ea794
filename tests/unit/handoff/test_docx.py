import io
import re

import docx
import pytest

from tests.unit.handoff.files import ARTICLE, RAIN, TEHRAN, changed, content, part, read
from translate.errors import BadInput

FILE = content("docx")


def test_word_opens_it_with_persian_from_right_to_left() -> None:
    table = docx.Document(io.BytesIO(FILE)).tables[0]
    persian = table.rows[2].cells[1]._tc.xml
    assert "<w:bidi/>" in persian
    assert "<w:rtl/>" in persian
    assert "<w:bidi/>" not in table.rows[2].cells[2]._tc.xml
    assert [cell.text for cell in table.rows[3].cells] == ["1", RAIN.source, RAIN.target, "check"]


def test_a_flag_is_a_comment_on_the_english() -> None:
    comments = part(FILE, "word/comments.xml")
    assert comments.count("<w:comment ") == 1
    assert "numbers: «۳» is missing" in comments
    commented = re.search(
        r"<w:commentRangeStart[^>]*/>(.*?)<w:commentRangeEnd", part(FILE, "word/document.xml")
    )
    assert commented is not None
    assert ">Snow.<" in commented[1]


def test_tracked_changes_are_read_as_accepted() -> None:
    before, after = "It rains.</w:t></w:r>", "It </w:t></w:r>"
    after += (
        "<w:del><w:r><w:delText>rains.</w:delText></w:r></w:del><w:ins><w:r><w:t>pours.</w:t></w:r></w:ins>"
    )
    back = read("docx", changed(FILE, lambda body: body.replace(before, after)))
    assert back[1].target == "It pours."


def test_done_in_the_last_column_is_accepted() -> None:
    back = read("docx", changed(FILE, lambda body: body.replace(">check<", ">Done <", 1)))
    assert [line.accepted for line in back] == [False, True, False]


def test_rows_merged_cell_by_cell_are_told_apart_by_their_paragraphs() -> None:
    back = read("docx", changed(FILE, _merged))
    assert [(line.index, line.source, line.target) for line in back[:2]] == [
        (0, TEHRAN.source, TEHRAN.target),
        (1, RAIN.source, RAIN.target),
    ]


def test_rows_merged_into_one_text_say_which_segments_they_are() -> None:
    def joined(body: str) -> str:
        return _merged(body).replace(
            f"{TEHRAN.target}</w:t></w:r></w:p><w:p>", f"{TEHRAN.target} </w:t></w:r>"
        )

    back = read("docx", changed(FILE, joined))
    assert (back[0].index, back[0].also, back[0].target) == (0, (1,), f"{TEHRAN.target} {RAIN.target}")
    assert [line.index for line in back] == [0, 2]


def test_a_document_without_our_table_is_refused() -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    with pytest.raises(BadInput, match="no table of a hand-off"):
        read("docx", stream.getvalue())
    with pytest.raises(BadInput, match="not a Word document"):
        read("docx", b"PK no")


def test_the_number_of_an_edit_stands_beside_the_index() -> None:
    assert [line.revision for line in read("docx", FILE)] == [0, 0, 4]
    assert ">2 r4<" in part(FILE, "word/document.xml")
    assert len(ARTICLE.lines) == read("docx", FILE)[0].lines


def _merged(body: str) -> str:
    """The rows of segments 0 and 1 as Word merges them: all text in the first, the second goes on."""
    rows = re.findall(r"<w:tr>.*?</w:tr>", body)
    first, second = rows[2:4]
    cells = re.findall(r"<w:tc>.*?</w:tc>", second)
    paragraphs = [re.findall(r"<w:p>.*?</w:p>", cell)[0] for cell in cells]
    into = iter(paragraphs)
    taller = re.sub(r"</w:p></w:tc>", lambda _: f"</w:p>{next(into)}</w:tc>", first)
    taller = taller.replace("</w:tcPr>", '<w:vMerge w:val="restart"/></w:tcPr>')
    goes_on = re.sub(r"<w:p>.*?</w:p>", "<w:p/>", second).replace("</w:tcPr>", "<w:vMerge/></w:tcPr>")
    return body.replace(first, taller).replace(second, goes_on)
