import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary.matching import Matcher
from translate.glossary.terms import Term
from translate.text.characters import ZWNJ

TERMS = (
    Term("ایران", ("Iran",), "place"),
    Term("آمریکا", ("US",), "place"),
    Term(f"رئیس{ZWNJ}جمهور", ("president",), "office"),
    Term("کمیته امداد", ("Relief Committee",), "organisation"),
    Term("سازمان ملل", ("UN",), "organisation"),
    Term("سازمان ملل متحد", ("United Nations",), "organisation"),
    Term("تحریم", ("sanction",), "term"),
    Term("گروه ۱+۵", ("P5+1",)),
    Term(f"احمدی{ZWNJ}نژاد", ("Ahmadinejad",)),
    Term("وزارت بهداشت، درمان", ("Health Ministry",), "organisation"),
    Term("در", ("Door",)),
)
MATCHER = Matcher(TERMS)


def found(text: str) -> list[str]:
    return [match.term.preferred for match in MATCHER.matches(text)]


@pytest.mark.parametrize("text", ["احمدینژاد", "احمدی نژاد", f"احمدی{ZWNJ}نژاد"])
def test_a_half_space_may_be_kept_blank_or_lost(text: str) -> None:
    assert found(text) == ["Ahmadinejad"]


@pytest.mark.parametrize(
    "text", ["\u0643\u0645\u064a\u062a\u0647 امداد", "کُمیتهٔ امداد", f"کمیته{ZWNJ}ی امداد", "كمیتۀ امداد"]
)
def test_arabic_letters_diacritics_and_ezafe_are_free(text: str) -> None:
    assert found(text) == ["Relief Committee"]


@pytest.mark.parametrize("text", ["گروه 1+5", "گروه ۱+۵", "گروه ١+٥"])
def test_digits_are_of_any_kind(text: str) -> None:
    assert found(text) == ["P5+1"]


@pytest.mark.parametrize("text", ["ایرانی", f"ایران{ZWNJ}شناسی", "ایرانیان", f"ایران{ZWNJ}ای", "پیرایران"])
def test_a_place_does_not_stand_inside_another_word(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["ایران", "ایران را", "ایران،", "«ایران»", f"ایران{ZWNJ}را", f"به{ZWNJ}ایران"]
)
def test_a_place_by_itself_is_found(text: str) -> None:
    assert found(text) == ["Iran"]


@pytest.mark.parametrize(
    "text",
    [
        f"تحریم{ZWNJ}ها",
        "تحریم های",
        f"تحریم{ZWNJ}هایشان",
        "تحریمی",
        "تحریمشان",
        f"تحریم{ZWNJ}شان",
        "تحریم را",
        "تحریمرا",
    ],
)
def test_a_term_takes_plural_possessive_and_indefinite_endings(text: str) -> None:
    assert found(text) == ["sanction"]


def test_ezafe_after_a_vowel_is_no_other_word() -> None:
    assert found("آمریکای شمالی") == ["US"]


@pytest.mark.parametrize("text", ["درمان", "درش", "درها و"])
def test_a_short_stem_takes_no_ending_that_makes_another_word(text: str) -> None:
    assert found(text) == (["Door"] if text.startswith("درها") else [])


def test_the_longest_term_wins_and_no_two_overlap() -> None:
    assert found("سازمان ملل متحد و سازمان ملل") == ["United Nations", "UN"]


def test_a_comma_is_part_of_a_term_only_where_the_term_has_one() -> None:
    assert found("وزارت بهداشت، درمان") == ["Health Ministry"]
    assert found("سازمان، ملل") == []


def test_the_ending_is_inside_the_span() -> None:
    text = f"علیه تحریم{ZWNJ}های تازه"
    (match,) = MATCHER.matches(text)
    assert text[match.start : match.end] == f"تحریم{ZWNJ}های"


@given(st.text(alphabet=f"ایرانآمکتحسزمل {ZWNJ}یهشدو،.1۱aB«»\u064b", max_size=60))
def test_matches_stand_in_order_inside_the_text_and_apart(text: str) -> None:
    reached = 0
    for match in MATCHER.matches(text):
        assert reached <= match.start < match.end <= len(text)
        reached = match.end
