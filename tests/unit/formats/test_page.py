import pytest

from translate.formats import registry
from translate.formats.page import Page
from translate.records import Document

PAGE = """<!DOCTYPE html>
<html lang="fa-IR" dir="rtl"><head><meta charset="utf-8"><title>خبر</title><style>p{x:"</p>"}</style>
<meta name="description" content="شرح &quot;خبر&quot;"><meta name=author content="نام"></head>
<body class=x><script>if (a<b) "<p>سلام</p>"</script>
<p>وزیر در سال <b class='y'>۱۴۰۲</b> آمد<br>به <a href="x" title="پیوند">NATO</a> رفت<!-- x -->.</p>
<p>English only &amp; x</p><img alt='عکس' src=y><pre>متن</pre><ul><li>نام <code>ls</code> دو</ul>
<div translate="no">بماند</div><table><tr><td>&#1575;لف &lt; ب</td></tr></table></body></html>
"""
DIRECTION = ('lang="fa-IR" dir="rtl"', 'lang="en" dir="ltr"')


def read(page: str) -> Document:
    (found,) = Page().read(page, "n")
    assert isinstance(found, Document)
    return found


def test_every_text_and_what_is_read_out_is_a_unit() -> None:
    assert [unit.text for unit in read(PAGE).units] == [
        "خبر",
        'شرح "خبر"',
        "وزیر در سال ۱۴۰۲ آمد",
        "پیوند",
        "به NATO رفت.",
        "عکس",
        "نام  دو",
        "الف < ب",
    ]


def test_a_page_whose_texts_stay_changes_only_its_language_and_direction() -> None:
    document = read(PAGE)
    assert Page().write(document, [unit.text for unit in document.units]) == PAGE.replace(*DIRECTION)


def test_tags_and_attributes_stay_around_the_english() -> None:
    english = [
        "News",
        'A "story"',
        "The minister came in 1402",
        "Link",
        "to NATO and left.",
        "P",
        "one",
        "A < B",
    ]
    out = Page().write(read(PAGE), english)
    assert "<title>News</title>" in out
    assert 'content="A &quot;story&quot;"' in out
    assert "<p>The minister came in <b class='y'>1402</b><br>" in out
    assert 'to <a href="x" title="Link">NATO</a> and left' in out
    assert "<td>A &lt; B</td>" in out
    for kept in (
        "<pre>متن</pre>",
        '<div translate="no">بماند</div>',
        '"<p>سلام</p>"',
        "<!-- x -->",
        "<code>ls</code>",
    ):
        assert out.count(kept) == 1


def test_an_old_encoding_is_no_longer_declared() -> None:
    document = read('<meta charset="windows-1256"><p>خبر')
    assert Page().write(document, ["News"]) == '<meta charset="utf-8"><p>News'


@pytest.mark.parametrize(
    "page",
    [
        "<p>خبر",
        "خبر <",
        "<a title='خبر>",
        "<p>خبر</b></p>",
        "<b>خبر<p>تازه</b>",
        "<!-- خبر",
        "<p translate=no>خبر",
    ],
)
def test_broken_markup_is_kept_as_it_is(page: str) -> None:
    document = read(page)
    assert Page().write(document, [unit.text for unit in document.units]) == page


def test_a_page_is_kept_whole_only_where_that_is_asked_for() -> None:
    assert registry.for_suffix(".html").output_suffix == ".en.txt"
    assert isinstance(registry.for_suffix(".html", whole_page=True), Page)
