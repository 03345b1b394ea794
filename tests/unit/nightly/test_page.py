from dataclasses import replace
from html.parser import HTMLParser

from translate.nightly.page import page
from translate.nightly.records import Articles, Corrected, FlagRate, Night, Segments, Setback

NIGHT = Night(
    number=7,
    name="000007-2026-12-01",
    outcome="held",
    exit_code=3,
    started="2026-12-01T02:15:00+03:30",
    seconds=75.0,
    reason="too many flags",
    articles=Articles(seen=10, new=4, held=3, quarantined=1),
    segments=Segments(total=80, mt=70, words=900),
    flags=(FlagRate("numbers", 30, 70, 0.1, 0.15, broken=True),),
    flagged=FlagRate("any", 35, 70, 0.2, 0.3, broken=True),
    setbacks=(Setback("desk", "desk/خبر<b>.txt", "not UTF-8 & worse", 2),),
    look_first=("Held: too many flags",),
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_the_report_fetches_nothing_and_knows_both_colour_schemes() -> None:
    reader = _Reader()
    reader.feed(page(NIGHT))
    assert reader.addresses == []
    assert not {"script", "link", "img"} & set(reader.open)
    assert "prefers-color-scheme: dark" in page(NIGHT)
    assert "@import" not in page(NIGHT)


def test_what_articles_say_of_themselves_is_escaped_and_keeps_its_direction() -> None:
    text = page(NIGHT)
    assert "<bdi>desk/خبر&lt;b&gt;.txt</bdi>" in text
    assert "not UTF-8 &amp; worse" in text


def test_the_report_names_what_is_out_anew_and_why() -> None:
    corrected = (Corrected("desk", "desk/a.txt", "edited", 3, 0),)
    text = page(replace(NIGHT, articles=Articles(edited=1, corrected=5), corrections=corrected))
    assert "<td>desk/a.txt<td>edited<td>3<td>0" in text
    assert "and 4 more, see corrections.jsonl" in text


def test_figures_that_are_nothing_stand_back() -> None:
    text = page(NIGHT)
    assert "<div class='figure'><b>10</b><span>seen</span>" in text
    assert "<div class='figure nil'><b>0</b><span>withdrawn</span>" in text


def test_the_report_begins_with_what_to_look_at() -> None:
    text = page(NIGHT)
    assert text.index("Look at this first") < text.index("Articles") < text.index("Flags")
    assert "beyond the limit" in text
    assert "1 min 15 s" in text
