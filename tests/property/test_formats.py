"""Round trips over whatever Hypothesis can think of."""

import json
from pathlib import PurePath

from hypothesis import given
from hypothesis import strategies as st

from translate.formats.base import Stretch, document_of
from translate.formats.jsonl import JsonLines
from translate.formats.markdown import Markdown
from translate.formats.naming import output_names
from translate.formats.txt import Txt
from translate.records import Document, Unreadable

MARKUP = [
    *["# ", "- ", "1. ", "> ", "```", "~~~", "    ", "\t", "|", "|-|-|", "---", "===", "**", "_", "[a](b)"],
    *["![", "<!--", "-->", "<br>", "<div>", "</p>", "<script>", "[x]: y", "[^1]: ", "\\", "https://x.ir"],
    *["  \n", "\n", "\n\n", "\r\n", "\r", " ", "سلام", "دنیا", "۱۲", "\u200c", "\u2028"],
]
markdown = st.lists(st.sampled_from(MARKUP), max_size=30).map("".join)
json_value = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def units_of(read: Document | Unreadable) -> list[str]:
    assert isinstance(read, Document)
    return [unit.text for unit in read.units]


@given(st.text())
def test_txt_is_rebuilt_to_the_character(text: str) -> None:
    (document,) = Txt().read(text, "n")
    assert Txt().write(document, units_of(document)) == text


@given(markdown | st.text())
def test_markdown_is_rebuilt_to_the_character(text: str) -> None:
    (document,) = Markdown().read(text, "n")
    assert Markdown().write(document, units_of(document)) == text


@given(markdown)
def test_markdown_reads_its_own_output_the_same(text: str) -> None:
    (document,) = Markdown().read(text, "n")
    (again,) = Markdown().read(Markdown().write(document, units_of(document)), "n")
    assert again == document


@given(st.dictionaries(st.text(), json_value, max_size=4), st.text(), st.text() | st.none())
def test_a_row_passes_through_and_is_valid_json(row: dict[str, object], text: str, title: str | None) -> None:
    row |= {"text": text, "title": title}
    (document,) = JsonLines().read(json.dumps(row), "n")
    written = json.loads(JsonLines().write(document, units_of(document)).encode(), parse_constant=_refused)
    assert written["text_en"] == written["text"] == text
    assert ("title_en" in written) == (title is not None)
    assert [key for key in row if key not in written] == []


@given(st.text())
def test_any_line_is_a_row_or_keeps_its_place(line: str) -> None:
    written = [
        JsonLines().write(read, []) for read in JsonLines().read(line, "n") if isinstance(read, Unreadable)
    ]
    lines = [number for number, each in enumerate(line.split("\n"), 1) if each.strip()]
    assert [json.loads(each.encode())["line"] for each in written] == lines


@given(st.lists(st.text(), max_size=4))
def test_a_document_of_stretches_holds_its_text(parts: list[str]) -> None:
    ends = [sum(map(len, parts[: index + 1])) for index in range(len(parts))]
    spans = [(end - len(part), end) for end, part in zip(ends, parts, strict=True)]
    text = "".join(parts)
    document = document_of("n", text, [Stretch(span) for span in spans])
    assert document.text == text
    assert units_of(document) == [part.strip() for part in parts if part.strip()]


PLACES = [
    *["x", "X", "x.txt", "x.TXT", "x.md", "x.txt.txt", "a/x.txt", "a/x.md", "A/x.txt", "stdin.txt"],
    *["%FF.txt", "\udcff.txt", "é.txt", "e\u0301.txt", "x.txt~71cc043f"],
    *["و" * 120 + ".txt", "و" * 121 + ".md"],
]
places = st.lists(st.sampled_from(PLACES), unique=True).map(lambda names: [PurePath(name) for name in names])


@given(places, st.randoms())
def test_output_names_never_meet_and_do_not_hang_on_the_order(given_: list[PurePath], random: object) -> None:
    names = output_names(given_, reserved=["stdin"])
    assert len({name.casefold() for name in [*names, "stdin"]}) == len(given_) + 1
    by_place = dict(zip(given_, names, strict=True))
    shuffled = sorted(given_, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert output_names(shuffled, reserved=["stdin"]) == [by_place[place] for place in shuffled]
    assert max((len(part.encode()) for name in names for part in name.split("/")), default=0) < 230


def _refused(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")
