from pathlib import Path

import pytest

from translate.formats.markdown import Markdown
from translate.records import Document

GOLDEN = Path(__file__).parents[2] / "golden" / "formats"


def document(text: str) -> Document:
    (read,) = Markdown().read(text, "n")
    assert isinstance(read, Document)
    assert read.text == text
    return read


def units(text: str) -> list[str]:
    read = document(text)
    assert all(unit.one_paragraph for unit in read.units)
    return [unit.text for unit in read.units]


def test_an_article_keeps_its_markup() -> None:
    read = document((GOLDEN / "article.md").read_text(encoding="utf-8"))
    english = [f"<{number}>" for number, _ in enumerate(read.units, 1)]
    assert Markdown().write(read, english) == (GOLDEN / "article.en.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# تیتر #\n### **تیتر** دو ###", ["تیتر", "**تیتر** دو"]),
        ("#هشتگ و متن", ["#هشتگ و متن"]),
        ("# سی#", ["سی#"]),
        ("####### هفت", ["####### هفت"]),
        ("تیتر\n===\nمتن\n---\n", ["تیتر", "متن"]),
        ("یک\nدو\n\nسه", ["یک\nدو", "سه"]),
        ("یک  \nدو\\\nسه", ["یک", "دو", "سه"]),
        ("یک  دو", ["یک  دو"]),
        ("- یک\n* دو\n+ سه\n1. چهار\n2) پنج\n۳. شش", ["یک", "دو", "سه", "چهار", "پنج", "شش"]),
        ("- [ ] کار\n- [x] شد", ["کار", "شد"]),
        ("- یک\n  ادامه\n\n  بند دو", ["یک\n  ادامه", "بند دو"]),
        ("1. یک\n    - دو\n\n        بند", ["یک", "دو", "بند"]),
        ("سال\n1403. بود", ["سال\n1403. بود"]),
        ("-5 درجه", ["-5 درجه"]),
        ("> یک\n> دو\n>> سه", ["یک", "دو", "سه"]),
        ("> - یک\n> 1. دو", ["یک", "دو"]),
        ("> یک\nادامه", ["یک\nادامه"]),
        ("***\n* * *\n___\n-\n", []),
    ],
)
def test_marks_of_headings_lists_and_quotes_stand_outside_the_units(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    "untouched",
    [
        "---\ntitle: عنوان\n---\n",
        '+++\ntitle = "عنوان"\n+++\n',
        "```python\n# متن\n\n```\n",
        "~~~~\nمتن\n~~~\n```\n~~~~\n",
        "    کد\n\n\tکد\n",
        "> ```\n> کد\n> ```\n",
        "<!-- یادداشت -->\n",
        "<!-- یادداشت\n\nبلند -->\n",
        "<script>\nvar الف;\n\n</script>\n",
        "<pre>الف</pre>\n",
        "[ref]: http://x.ir/الف 'عنوان'\n",
        "https://x.ir/الف\n",
        "<https://x.ir/الف>\n",
    ],
)
def test_what_is_not_prose_is_untouched(untouched: str) -> None:
    assert units(untouched) == []
    assert units(f"{untouched}\nمتن پس از آن") == ["متن پس از آن"]


def test_a_fence_that_never_closes_goes_to_the_end() -> None:
    assert units("متن\n```\nکد\n\nکد") == ["متن"]


def test_code_in_a_quote_ends_with_the_quote() -> None:
    assert units("> ```\n> کد\nمتن") == ["متن"]


def test_an_indented_line_goes_on_with_its_paragraph() -> None:
    assert units("یک\n    دو") == ["یک\n    دو"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert units("---\nمتن یک\n\n---\nمتن دو") == ["متن یک", "متن دو"]


def test_words_behind_a_comment_or_a_script_are_read() -> None:
    assert units("<!-- الف\nب --> پ\n<!-- ت --> ث <!-- ج --> چ") == ["پ", "ث", "چ"]
    assert units("<script>x\n</script> پس") == ["پس"]


def test_table_cells_are_units_and_rules_are_not() -> None:
    table = "| الف | `ب|پ` |\n|:--|--:|\n| ت\\|ث | |\nج | چ\n\nد | ذ"
    assert units(table) == ["الف", "`ب|پ`", "ت\\|ث", "ج", "چ", "د | ذ"]


def test_block_tags_part_units_and_inline_tags_do_not() -> None:
    text = '<div dir="rtl">\nیک <b>دو</b><br>سه\n</div>\n<table><tr><td>چهار</td><td>پنج</td></tr></table>'
    assert units(text) == ["یک <b>دو</b>", "سه", "چهار", "پنج"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**کل پررنگ**", ["کل پررنگ"]),
        ("***هر دو***", ["هر دو"]),
        ("*_تو در تو_*", ["تو در تو"]),
        ("**یک** و **دو**", ["**یک** و **دو**"]),
        ("[پیوند](http://x.ir/a_(b))", ["پیوند"]),
        ('![شرح](a.png "عنوان")', ["شرح"]),
        ("![](a.png)", []),
        ("[متن][ref]", ["متن"]),
        ("[یک](a) و [دو](b)", ["[یک](a) و [دو](b)"]),
    ],
)
def test_markup_around_a_whole_unit_stands_outside(text: str, expected: list[str]) -> None:
    assert units(text) == expected


def test_a_footnote_is_a_unit_behind_its_mark() -> None:
    read = document("متن[^1]\n\n[^1]: پانوشت\n")
    assert Markdown().write(read, ["text[^1]", "note"]) == "text[^1]\n\n[^1]: note\n"


@pytest.mark.parametrize(
    "text", ["- " * 5000, ">" * 5000, "<!-- -->" * 5000, "*_" * 2000 + "x" + "_*" * 2000]
)
def test_deep_nesting_ends(text: str) -> None:
    assert document(text).text == text
