import logging
from pathlib import Path

import pytest

from translate.formats.html import Html
from translate.records import Document, Unreadable

GOLDEN = Path(__file__).parents[2] / "golden" / "formats"
ZWNJ = "\u200c"
SENTENCE = f"رسانه{ZWNJ}ها می{ZWNJ}گویند که نشست «شورای عالی» در تهران برگزار شد."


def article(page: str) -> Document:
    (read,) = Html().read(page, "n")
    assert isinstance(read, Document)
    return read


def refused(page: str) -> str:
    (read,) = Html().read(page, "n.html")
    assert isinstance(read, Unreadable)
    assert read.id == read.where == "n.html"
    assert Html().write(read, []) == ""
    return read.reason


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><p>{SENTENCE}</p>{body}</article></body></html>"


def lines(body: str) -> list[str]:
    """The article of a page without its first paragraph."""
    return article(page(body)).text.removeprefix(f"{SENTENCE}\n\n").splitlines()


def test_an_article_is_read_without_menus_scripts_and_footers() -> None:
    read = article((GOLDEN / "page.html").read_text(encoding="utf-8"))
    assert read.text == (GOLDEN / "page.txt").read_text(encoding="utf-8")
    assert [unit.field for unit in read.units] == ["title"] + ["text"] * (len(read.units) - 1)
    assert all(unit.one_paragraph for unit in read.units)


def test_half_spaces_survive_in_each_spelling() -> None:
    for spelling in (ZWNJ, "&zwnj;", "&#8204;", "&#08204;", "&#x200c;", "&#X200C;", "&zwnj "):
        assert f"کتاب{ZWNJ}" in article(page(f"<p>کتاب{spelling}ها رسید.</p>")).text, spelling


def test_a_zero_width_joiner_survives_too() -> None:
    assert "ه\u200d.ق" in article(page("<p>سال ۱۲۰۰ ه&zwj;.ق بود.</p>")).text


def test_an_article_that_stands_only_in_json_ld_keeps_its_half_spaces() -> None:
    text = "متن خبر در اینجا می\\u200cآید و ادامه دارد. " * 8
    script = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script>'
    )
    read = article(f"<html><head>{script}</head><body><div></div></body></html>")
    assert read.text.count(f"می{ZWNJ}آید") == 8


@pytest.mark.parametrize("taken", ["\u2e31", "\u2e32", "&#x2E31;", "&#11825;"])
def test_a_page_that_holds_a_stand_in_is_refused(taken: str) -> None:
    assert refused(page(f"<p>{taken}</p>")).startswith("it holds U+2E31 or U+2E32")


@pytest.mark.parametrize(
    "empty",
    [
        "",
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>خانه</a> <a href='/s'>سیاست</a></nav></body></html>",
        "<html><body>" + "<ul>" + "<li><a href='x'>خبر یک و دو</a></li>" * 9 + "</ul></body></html>",
        "<html><body><form><label>نام کاربری</label><button>ورود</button></form></body></html>",
        "<html><head><title>عنوان</title></head><body><script>x</script></body></html>",
        "<div>" * 5000 + SENTENCE,
    ],
)
def test_a_page_without_an_article_is_unreadable(empty: str) -> None:
    assert refused(empty) == "no article found in the page; save its text as .txt"


def test_nothing_is_logged_about_a_page_that_cannot_be_read(caplog: pytest.LogCaptureFixture) -> None:
    refused("<html><body></body></html>")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_the_title_stands_first_where_the_article_does_not_say_it() -> None:
    (title, text) = article(page("", head="<title>تیتر خبر</title>")).units
    assert (title.text, title.after, title.field) == ("تیتر خبر", "\n\n", "title")
    assert (text.text, text.after, text.field) == (SENTENCE, "\n", "text")


def test_the_title_is_not_said_twice() -> None:
    body = f"<article><p>روتیتر خبر</p><h1>تیتر خبر</h1><p>{SENTENCE}</p></article>"
    read = article(f"<html><head><title>تیتر خبر - سایت</title></head><body>{body}</body></html>")
    assert [unit.text for unit in read.units] == ["روتیتر خبر", "تیتر خبر", SENTENCE]
    assert [unit.field for unit in read.units] == ["text", "title", "text"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>یک<br>دو<br/><br/>سه</p>", ["یک", "دو", "سه"]),
        ("<p>یک\n   دو&nbsp;سه</p>", ["یک دو سه"]),
        ("<p>یک <a href='x'>دو</a> <b>سه</b>.</p>", ["یک دو سه."]),
        ("<ul><li>یک<ul><li>دو</li></ul>سه</li><li></li><li><p>چهار</p><p>پنج</p></li></ul>",
         ["- یک", "- دو", "سه", "- چهار", "پنج"]),
        ("<table><tr><td>یک</td><td>دو</td></tr><tr><td><p>سه</p><p>چهار</p></td><td>پنج</td></tr></table>",
         ["یک | دو", "سه چهار | پنج"]),
        ("<blockquote><p>یک</p><p>دو</p></blockquote><p>سه</p>", ["یک", "دو", "", "سه"]),
    ],
)  # fmt: skip
def test_blocks_are_parted_as_on_the_page(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_a_fragment_without_html_around_it_is_read() -> None:
    assert article(f"<p>{SENTENCE}</p>").text == f"{SENTENCE}\n"
    assert article(f"<div>{SENTENCE}<br>{SENTENCE}</div>").units[1].text == SENTENCE


def test_a_news_flash_is_not_glued_to_the_menus_around_it() -> None:
    menu = "<nav><a href='/'>خانه</a></nav><div class='header'>سایت خبری ما</div>"
    flash = f"<div class='news'><h1>تیتر</h1><div>{SENTENCE}</div><div>یک <a href='x'>پیوند</a>.</div></div>"
    read = article(f"<html><body>{menu}{flash}<footer>حقوق محفوظ</footer></body></html>")
    assert [unit.text for unit in read.units] == ["تیتر", SENTENCE, "یک پیوند."]


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    persian = "نشست شوراي عالي در تهران برگزار شد"
    declared = page(f"<p>{persian}</p>", head='<meta charset="windows-1256">').replace("ی", "ي")
    text = Html().decode(declared.encode("cp1256"), name="n", encoding=None)
    assert text == declared
    assert persian in article(text).text


def test_a_page_in_utf8_is_read_as_that_whatever_it_declares() -> None:
    declared = page("", head='<meta charset="windows-1256">')
    assert Html().decode(declared.encode(), name="n", encoding=None) == declared


def test_an_xml_declaration_does_not_hinder() -> None:
    xhtml = f'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">{page("")}</html>'
    assert SENTENCE in article(xhtml).text
