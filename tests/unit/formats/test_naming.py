from pathlib import PurePath

import pytest

from translate.formats.naming import output_names


@pytest.mark.parametrize(
    ("places", "names"),
    [
        (["x.txt"], ["x"]),
        (["a/x.txt", "b/x.txt"], ["a/x", "b/x"]),
        (["x.txt", "x.md", "y.txt"], ["x.txt", "x.md", "y"]),
        (["x.txt", "x.md", "x.txt.txt"], ["x.txt", "x.md", "x.txt.txt"]),
        (["x.txt", "x.jsonl"], ["x.txt", "x.jsonl"]),  # both would write x.segments.jsonl
        (["notes.log", "README"], ["notes.log", "README"]),
        (["report.2024"], ["report.2024"]),
        (["stdin.txt"], ["stdin.txt"]),
        (["NEWS.TXT"], ["NEWS"]),
        (["\udcff\udcfe.txt"], ["%FF%FE"]),
    ],
)
def test_names(places: list[str], names: list[str]) -> None:
    assert output_names([PurePath(place) for place in places], reserved=["stdin"]) == names


def test_names_that_differ_in_case_only_get_a_hash() -> None:
    upper, lower = output_names([PurePath("X.txt"), PurePath("x.txt")])
    assert (upper[:6], lower[:6]) == ("X.txt~", "x.txt~")
    assert upper[6:] != lower[6:]


def test_a_long_name_is_cut_at_a_letter_and_stays_distinct() -> None:
    headline = "نشست" * 30
    one, two = output_names([PurePath(headline + "الف.txt"), PurePath(headline + "ب.txt")])
    assert one != two
    for name in (one, two):
        assert headline.startswith(name.partition("~")[0])
        assert len(f"{name}.segments.jsonl".encode()) <= 255
