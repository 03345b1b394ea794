import pytest

from translate.glossary.names import (
    Spelling,
    are_other,
    is_telling,
    latin_skeleton,
    persian_skeleton,
    spellings,
)


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("روحانی", ("Rouhani", "Rohani", "Ruhani")),
        ("قالیباف", ("Ghalibaf", "Qalibaf")),
        ("تهران", ("Tehran", "Tahran", "Teheran")),
        ("لاوروف", ("Lavrov", "Lavrof")),
    ],
)
def test_spellings_of_a_name_share_its_consonants(persian: str, english: tuple[str, ...]) -> None:
    assert {latin_skeleton(word) for word in english} == {persian_skeleton(persian)}


def test_a_pair_gives_its_names_once_each() -> None:
    found = list(spellings("روحانی در تهران با ماکرون دیدار کرد.", "Rouhani met Macron in Tehran."))
    assert set(found) == {
        Spelling("روحانی", "Rouhani"),
        Spelling("تهران", "Tehran"),
        Spelling("ماکرون", "Macron"),
    }


def test_a_word_that_two_names_may_mean_is_left_out() -> None:
    assert list(spellings("تهران و تهرانی", "Tehran and Tehrani")) == []


@pytest.mark.parametrize("word", ["محمد", "حسن", "است", "دو"])
def test_given_names_and_function_words_tell_nothing(word: str) -> None:
    assert not is_telling(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Iraq", "Iraqis"), ("Brazil", "Brazilian"), ("Al-Qaeda", "AlQaeda"), ("Macron", "Macron")],
)
def test_an_inflected_name_is_no_other_spelling(one: str, other: str) -> None:
    assert not are_other(one, other)


def test_spellings_may_differ_in_a_few_letters_only() -> None:
    assert are_other("Rouhani", "Rohani")
    assert not are_other("Civil", "Seville-Lane")
