"""Names and numbers that both sides have alike are exchanged on both sides."""

import random
import re

import pytest

from scripts.builtin_model.exchange import Exchange

PEOPLE = {"نوری": "Nouri", "کمالی": "Kamali"}
PLACES = {"تهران": "Tehran", "خوی": "Khoy"}
EXCHANGE = Exchange([PEOPLE, PLACES])
PERSIAN, ENGLISH = "نوری در تهران 214 کارگر دارد", "Nouri has 214 workers in Tehran"


def outcomes(persian: str, english: str) -> set[tuple[str, str]]:
    return {EXCHANGE(persian, english, random.Random(seed)) for seed in range(40)}


def test_both_sides_always_have_the_same_names_and_numbers() -> None:
    english_of = PEOPLE | PLACES
    for persian, english in outcomes(PERSIAN, ENGLISH):
        names = [english_of[word] for word in persian.split() if word in english_of]
        assert sorted(names) == sorted(word for word in english.split() if word in english_of.values())
        assert re.findall(r"\d+", persian) == re.findall(r"\d+", english)


def test_a_name_becomes_another_of_its_kind_and_a_number_another_of_its_length() -> None:
    found = [english.split() for _, english in outcomes(PERSIAN, ENGLISH)]
    assert {words[0] for words in found} == {"Nouri", "Kamali"}
    assert {words[-1] for words in found} == {"Tehran", "Khoy"}
    assert len({words[2] for words in found}) > 5
    assert all(100 <= int(words[2]) <= 999 for words in found)


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("تهران و باز تهران", "Tehran and again Tehran"),
        ("در سال 1402", "in 1402"),
        ("در سال 2015", "in 2015"),
        ("3 نفر", "3 people"),
        ("نتیجه 12-10 شد", "It ended 12-10"),
        ("نوری رفت", "He left"),
        ("214 نفر", "the 214th"),
    ],
)
def test_what_stands_twice_on_one_side_or_means_only_itself_is_kept(persian: str, english: str) -> None:
    assert outcomes(persian, english) == {(persian, english)}


def test_a_decimal_keeps_its_shape() -> None:
    shapes = {re.sub(r"\d", "0", persian) for persian, _ in outcomes("17.4 درصد", "17.4 percent")}
    assert shapes == {"00.0 درصد"}
