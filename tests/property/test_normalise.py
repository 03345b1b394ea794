"""Normalisation holds its promises for any text: idempotent, encodable, nothing lost, offsets right."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.text.characters import NBSP, RLM, SOFT_HYPHEN, TATWEEL, ZWJ, ZWNJ
from translate.text.foldings import LETTERS
from translate.text.normalise import PROFILES, Profile, explain, normalise, normalise_with_map

_TROUBLE = (
    "ابپتهوی کيكىةأإآؤئۀءں ۱۲۳٤٥6789abzS \n\t\r"
    + TATWEEL
    + ZWNJ * 4
    + ZWJ
    + NBSP
    + RLM
    + SOFT_HYPHEN
    + "\u200b¬"
    '\u064b\u064e\u0651\u0654\u0653\u0655\u0670\u06d6"""“”«»‘’\'…....,,;;??!،؛؟٪%٫٬/-–—[]()@`\\:²½﷼ﷲﷺﻻﯽﹱ😀'
    "\u200d\ufe0fＡ１％\x00\x0b\x85\u2028\ud800\ufdd0\ufeff"
)
_PIECES = [
    "می\u200cشود",
    "هـ. ش",
    "http://a.ir/x",
    "a@b.ir",
    "گزارش.pdf",
    "S-300",
    "۱۴۰۳/۷/۲۰",
    "۳٫۵",
    "...",
    "های",
]
_WORDS = [
    "کتاب",
    "ها",
    "های",
    "کتابها",
    "میشود",
    "می",
    "شود",
    "نمیشود",
    "رسانههای",
    "خانه",
    "ای",
    "بی",
    "سابقه",
    "هم",
    "چنین",
    "آن",
    "ها",
    "را",
    "کرده",
    "اند",
    "میروند",
    "تر",
    "ترین",
]
_TEXTS = st.one_of(
    st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from([" ", "", ZWNJ, ". "])), max_size=8).map(
        lambda words: "".join(word + gap for word, gap in words)
    ),
    st.text(max_size=60),
    st.text(alphabet=_TROUBLE, max_size=40),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(alphabet=_TROUBLE, max_size=5)), max_size=8).map(
        "".join
    ),
)
_EVERY_PROFILE = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
_MANY = settings(max_examples=200, deadline=None)


@_EVERY_PROFILE
@_MANY
@given(text=_TEXTS)
def test_normalising_twice_changes_nothing(profile: Profile, text: str) -> None:
    once = normalise(text, profile)
    assert normalise(once, profile) == once


@_EVERY_PROFILE
@_MANY
@given(text=_TEXTS)
def test_the_map_is_of_the_same_text_and_points_forward_into_the_authors(profile: Profile, text: str) -> None:
    mapped = normalise_with_map(text, profile)
    assert mapped.text == normalise(text, profile)
    assert len(mapped.starts) == len(mapped.text)
    assert list(mapped.starts) == sorted(mapped.starts)
    assert all(0 <= start < len(text) for start in mapped.starts)


@_EVERY_PROFILE
@_MANY
@given(text=_TEXTS)
def test_a_character_that_is_no_folding_maps_to_itself(profile: Profile, text: str) -> None:
    mapped = normalise_with_map(text, profile)
    for character, start in zip(mapped.text, mapped.starts, strict=True):
        if character in "بپ@:":
            assert character in unicodedata.normalize("NFKC", text[start])


@_EVERY_PROFILE
@_MANY
@given(text=_TEXTS)
def test_what_a_model_sees_can_be_encoded(profile: Profile, text: str) -> None:
    seen = normalise(text, profile)
    seen.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]", seen)
    if profile.one_line:
        assert not re.search(r"[\n\r\u2028\u2029]", seen)


@_EVERY_PROFILE
@_MANY
@given(text=_TEXTS)
def test_every_change_names_its_rule_and_lies_in_the_text(profile: Profile, text: str) -> None:
    changes = explain(text, profile)
    for change in changes:
        assert change.rule
        assert text[change.start : change.end] == change.before
    assert bool(changes) or normalise(text, profile) == text


@_MANY
@given(text=_TEXTS)
def test_clean_keeps_the_lines(text: str) -> None:
    assert normalise(text, PROFILES["clean"]).count("\n") == text.count("\n")


_PLAIN = st.text(alphabet="ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی .،؛؟!:()" + ZWNJ, max_size=60)


@_EVERY_PROFILE
@_MANY
@given(text=_PLAIN)
def test_the_letters_of_plain_persian_are_the_same_afterwards(profile: Profile, text: str) -> None:
    def letters(of: str) -> str:
        return re.sub(f"[^{LETTERS}]", "", of)

    assert letters(normalise(text, profile)) == letters(text)


@_EVERY_PROFILE
@_MANY
@given(
    number=st.from_regex(r"[0-9۰-۹]{1,4}([./:,٫٬-][0-9۰-۹]{1,3}){0,3}", fullmatch=True),
    before=st.sampled_from(["در ", "«", "(", "سال", ""]),
    after=st.sampled_from([" بود", "»", "٪", ".", "م", ""]),
)
def test_a_number_reads_the_same_afterwards(profile: Profile, number: str, before: str, after: str) -> None:
    seen = normalise(before + number + after, profile)
    plain = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫٬", "0123456789.,")
    assert number.translate(plain) in seen.translate(plain)
