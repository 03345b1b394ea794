import json
from dataclasses import replace

import pytest

from translate.formats.jsonl import JsonLines
from translate.records import Document, Unit, Unreadable


def read(*lines: str) -> list[Document | Unreadable]:
    return list(JsonLines().read("\n".join(lines), "n.jsonl"))


def written(read_: Document | Unreadable) -> dict[str, object]:
    units = [f"<{unit.text}>" for unit in read_.units] if isinstance(read_, Document) else []
    line = JsonLines().write(read_, units)
    assert line.endswith("}\n")
    assert "\n" not in line[:-1]
    row = json.loads(line.encode())
    assert isinstance(row, dict)
    return row


def test_title_and_text_are_units_and_the_rest_passes_through_in_order() -> None:
    (document,) = read('{"date": "۱۴۰۳", "id": "a", "title": "ت", "text": "م", "tags": [1, {"x": null}]}')
    assert isinstance(document, Document)
    assert [(unit.field, unit.text, unit.one_paragraph) for unit in document.units] == [
        ("title", "ت", True),
        ("text", "م", False),
    ]
    assert list(written(document).items()) == [
        ("date", "۱۴۰۳"),
        ("id", "a"),
        ("title", "ت"),
        ("text", "م"),
        ("tags", [1, {"x": None}]),
        ("title_en", "<ت>"),
        ("text_en", "<م>"),
    ]


def test_every_paragraph_of_a_text_is_in_its_english() -> None:
    (document,) = read('{"title": "ت", "text": "الف\\n\\nب\\nپ"}')
    assert isinstance(document, Document)
    title, _ = document.units
    paragraphs = (Unit("الف", after="\n\n"), Unit("ب", after="\n"), Unit("پ"))
    row = json.loads(JsonLines().write(replace(document, units=(title, *paragraphs)), ["T", "A", "B", "P"]))
    assert (row["title_en"], row["text_en"]) == ("T", "A\n\nB\nP")


def test_letters_are_written_as_letters() -> None:
    (document,) = read('{"text": "\\u0645\\u200c"}')
    assert JsonLines().write(document, ["x"]) == '{"text": "م\u200c", "text_en": "x"}\n'


@pytest.mark.parametrize("title", ["", ', "title": null'])
def test_a_row_without_a_title_gets_no_english_title(title: str) -> None:
    (document,) = read(f'{{"text": "م"{title}}}')
    assert "title_en" not in written(document)


def test_an_english_field_that_was_there_is_replaced() -> None:
    assert written(read('{"text": "م", "text_en": "old"}')[0])["text_en"] == "<م>"


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('{"text": "م"', "not valid JSON: Expecting ',' delimiter (column 13)"),
        ('{"text": "a\tb"}', "not valid JSON: Invalid control character at (column 12)"),
        ("متن ساده", "not valid JSON: Expecting value (column 1)"),
        ('["text"]', 'not a JSON object; a row looks like {"id": ..., "title": ..., "text": ...}'),
        ('{"title": "ت"}', 'no field "text"'),
        ('{"text": null}', '"text" is not a string'),
        ('{"text": ["م"]}', '"text" is not a string'),
        ('{"text": "م", "title": 3}', '"title" is not a string'),
        ('{"text": "م", "x": ' + "[" * 200 + "]" * 200 + "}", "nested more than 100 levels deep"),
        ('{"text": "م", "x": ' + "[" * 100_000, "nested more than 100 levels deep"),
        ('{"text": "م", "x": ' + "9" * 5000 + "}", "Exceeds the limit (4300 digits)"),
    ],
)
def test_a_broken_line_fails_by_its_number_and_the_rest_go_on(line: str, cause: str) -> None:
    first, broken, last = read('{"id": 1, "text": "م"}', "", "  \r", line, '{"id": 2, "text": "م"}')
    assert (first.id, last.id) == ("1", "2")
    assert isinstance(broken, Unreadable)
    assert broken.where == "n.jsonl line 4"
    assert broken.reason.startswith(cause)
    assert written(broken) == {"line": 4, "error": broken.reason, "raw": line}


def test_ids_are_the_rows_own_or_name_and_line() -> None:
    rows = ['{"id": "a"', '{"id": 7', '{"id": true', '{"id": null', '{"id": ""', '{"id": 1.5', '{"x": 0']
    assert [each.id for each in read(*[f'{row}, "text": ""}}' for row in rows])] == [
        *["a", "7", "n.jsonl:3", "n.jsonl:4", "n.jsonl:5", "n.jsonl:6", "n.jsonl:7"],
    ]


def test_ids_that_come_twice_stay_distinct_and_the_row_keeps_its_own() -> None:
    rows = [
        f'{{"id": {row}, "text": ""}}' for row in ('"a"', '"a"', '"a#2"', '"a"', "5", '"5"', '"n.jsonl:8"')
    ]
    found = read(*rows, "broken")
    ids = [each.id for each in found]
    assert ids[:2] == ["a", "a#2"]
    assert ids[4:6] == ["5", "5#2"]
    assert len(set(ids)) == len(ids)
    assert written(found[1])["id"] == "a"


def test_an_id_that_comes_20000_times_is_counted_on() -> None:
    ids = [each.id for each in read(*['{"id": "a", "text": ""}'] * 20_000)]
    assert ids[-1] == "a#20000"


def test_what_json_in_utf8_cannot_hold_is_replaced() -> None:
    (document,) = read('{"text": "a\\ud800b \\ud83d\\ude00", "x\\udfff": [NaN, -Infinity, 1e999, 1.5]}')
    assert isinstance(document, Document)
    assert document.units[0].text == "a\ufffdb 😀"
    assert written(document)["x\ufffd"] == [None, None, None, 1.5]


def test_an_english_text_with_a_lone_surrogate_is_still_valid() -> None:
    (document,) = read('{"text": "م"}')
    assert json.loads(JsonLines().write(document, ["a\ud800"]).encode())["text_en"] == "a\ufffd"


def test_a_line_separator_inside_a_string_does_not_end_the_row() -> None:
    (document,) = read('{"text": "a\u2028b\u0085c"}\r')
    assert written(document)["text"] == "a\u2028b\u0085c"


def test_rows_are_read_one_at_a_time() -> None:
    rows = JsonLines().read('{"text": "a"}\n{"text": "b"}\n' + "broken\n" * 1_000_000, "n")
    assert [next(rows).id, next(rows).id] == ["n:1", "n:2"]


def test_a_row_that_is_refused_later_keeps_its_place_by_its_id() -> None:
    refused = Unreadable("a\ud800", "news/n.jsonl: a", "no Persian in it", raw="text")
    assert written(refused) == {"id": "a\ufffd", "error": "no Persian in it", "raw": "text"}
