"""What the smaller checks see, and what they let pass."""

import pytest

from translate.checks.latin import Latin
from translate.checks.length import Length, letters
from translate.checks.marks import Marks
from translate.checks.negation import Negation
from translate.checks.places import Places
from translate.checks.question import Question
from translate.checks.registry import flags
from translate.checks.repetition import Repetition
from translate.checks.script import SourceScript


def test_a_copied_sentence_is_called_one() -> None:
    assert [flag.detail for flag in SourceScript()("هوا سرد است.", " هوا سرد  است.")] == [
        "the source was copied"
    ]
    assert [flag.detail for flag in SourceScript()("هوا سرد است.", "It is سرد.")] == [
        "«سرد» is left untranslated"
    ]
    assert not list(SourceScript()("حرف «پ»", "the letter «پ»"))


@pytest.mark.parametrize(
    ("target", "seen"),
    [
        ("no no no way", "no no no"),
        ("the end of the of the year", "of the of the"),
        (
            "he said the talks would go on and he said the talks had failed and he said the talks were over",
            "he said the talks",
        ),
    ],
)
def test_repetition_shows_the_words_that_come_back(target: str, seen: str) -> None:
    assert [flag.detail for flag in Repetition()("مذاکرات ادامه دارد", target)] == [f"repeats {seen!r}"]


def test_what_the_source_repeats_may_be_repeated() -> None:
    assert not list(Repetition()("کار و کار و کار", "work and work and work"))
    assert not list(Repetition()("نه نه نه", "no no no"))


def test_a_negation_is_answered_by_any_denying_word() -> None:
    for target in (
        "He failed to come.",
        "It is impossible.",
        "He came without money.",
        "He has yet to come.",
    ):
        assert not list(Negation()("او نمی‌آید.", target))
    assert [flag.detail for flag in Negation()("او نمی‌آید.", "He comes.")] == [
        "«نمی‌آید» is negated; nothing in the English is"
    ]


def test_a_denial_that_the_source_does_not_make_is_seen() -> None:
    assert list(Negation()("باران بارید.", "It didn't rain."))
    assert not list(Negation()("باران بارید.", "Not only rain fell."))
    assert not list(Negation()("حضور ممنوع است.", "You are not allowed in."))


def test_an_indirect_question_needs_no_mark() -> None:
    assert not list(Question()("پرسید آیا می‌آید؟", "He asked whether she was coming."))
    assert list(Question()("آیا می‌آید؟", "She is coming."))


def test_a_capital_may_stand_for_its_country_but_not_for_another() -> None:
    assert not list(Places()("واشنگتن پاسخ داد.", "The US responded."))
    assert [flag.detail for flag in Places()("واشنگتن پاسخ داد.", "Russia responded.")] == [
        "«واشنگتن» became 'Russia'"
    ]


def test_a_word_that_only_looks_like_a_place_asks_for_none() -> None:
    for source in ("روستای ما", "ترک تحصیل", "مصرف برق", "کابل برق", "رمان تازه"):
        assert not list(Places()(source, "in Germany"))


def test_a_latin_word_is_found_in_any_case_and_spacing() -> None:
    assert not list(Latin()("پهپاد MQ-9 و iPhone", "The MQ9 drone and the IPHONE"))
    assert [flag.detail for flag in Latin()("نشانی news@example.ir، سایت www.example.ir.", "x")] == [
        "'news@example.ir' is missing",
        "'www.example.ir' is missing",
    ]


def test_names_lose_their_marks_without_a_flag_and_speech_does_not() -> None:
    assert not list(Marks()("کشتی «هرمز» غرق شد.", "The ship Hormoz sank."))
    speech = "وزیر گفت: «این بودجه برای همه سال کافی نیست.»"
    assert [flag.detail for flag in Marks()(speech, "The minister said it isn't enough.")] == [
        "the quotation marks of the source are lost"
    ]


def test_inches_are_no_open_quotation() -> None:
    assert not list(Marks()("تلویزیون ۵۵ اینچی", 'a 55" television'))
    assert not list(Marks()("«نسل زد ۲۱۲»", '"Gen Z 212"'))


def test_length_counts_letters_and_digits_only() -> None:
    assert letters("«می‌رود»، ۱۲.") == 7
    source = "رئیس‌جمهور صبح امروز در جمع خبرنگاران گفت دولت برنامه‌ای ندارد."
    assert [flag.detail[:10] for flag in Length()(source, "He spoke.")] == ["too little"]
    assert [flag.detail[:8] for flag in Length()(source, "He spoke. " * 40)] == ["too much"]


def test_flags_of_an_empty_translation_say_only_that_and_what_it_lost() -> None:
    assert [flag.check for flag in flags("سلام دنیا", "")] == ["empty"]
