"""Normalisation: profiles, the map back, explanations, and what a family's SentencePiece does by itself."""

from pathlib import Path

import pytest
import sentencepiece

from translate.text.characters import ZWNJ
from translate.text.foldings import (
    ARABIC_LETTERS,
    ASCII_DIGITS,
    CURLY_QUOTES,
    HALF_SPACE_LOOK_ALIKES,
    PLAIN_SIGNS,
    PRESENTATION_FORMS,
    RARE_MARKS,
    STRAIGHT_QUOTES,
)
from translate.text.normalise import PROFILES, Profile, explain, normalise, normalise_with_map
from translate.text.protected import protected_spans
from translate.text.rewriting import Fast, Table, Traced

CLEAN, BUILTIN = PROFILES["clean"], PROFILES["builtin"]
_SOURCE_MODEL = Path(__file__).parents[3] / "translate" / "builtin" / "source.spm"


@pytest.fixture(scope="module")
def vocabulary() -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_file=str(_SOURCE_MODEL))


def test_a_profile_is_registered_under_its_own_name() -> None:
    assert all(profile.name == name for name, profile in PROFILES.items())


def test_the_map_leads_from_a_word_back_to_the_authors_spelling() -> None:
    author = "«كتابهاي\u200f  علي» ۳٫۵ ﷲ"
    seen = normalise_with_map(author, BUILTIN)
    assert seen.text == '"کتاب های علی" 3.5 الله'
    start = seen.text.index("های")
    assert author[slice(*seen.author_span(start, start + 3))] == "هاي\u200f"
    start = seen.text.index("3.5")
    assert author[slice(*seen.author_span(start, start + 3))] == "۳٫۵"
    start = seen.text.index("الله")
    assert author[slice(*seen.author_span(start, start + 2))] == "ﷲ"
    assert seen.author_span(0, len(seen.text)) == (0, len(author))
    assert seen.author_span(2, 2) == (2, 2)


def test_the_map_of_a_protected_stretch_is_exact() -> None:
    author = "ي https://a.ir/كتاب ي"
    seen = normalise_with_map(author, CLEAN)
    assert [author[start] for start in seen.starts[1:-1]] == list(seen.text[1:-1])


def test_explanations_come_in_the_order_of_the_text() -> None:
    changes = explain("رسانههای ايران", CLEAN)
    assert [(change.before, change.after, change.rule) for change in changes] == [
        ("", ZWNJ, "half-space"),
        ("ي", "ی", "Arabic letter"),
    ]


def test_text_that_is_well_as_it_is_needs_no_explanation() -> None:
    assert explain("رسانه‌های ایران، «خبر» ۳٫۵ درصد.", CLEAN) == []


@pytest.mark.parametrize(
    "sign", ["«خبر»", "۳٫۵ ٪", "– —", "[الف]", "خانۀ", "حتماً", "زكاة آیة الله", "‘الف’", "۱٬۲۰۰"]
)
def test_the_builtin_vocabulary_knows_every_character_it_is_given(
    sign: str, vocabulary: sentencepiece.SentencePieceProcessor
) -> None:
    assert vocabulary.unk_id() in vocabulary.encode(sign)
    assert vocabulary.unk_id() not in vocabulary.encode(normalise(sign, BUILTIN))


def test_nmt_nfkc_would_read_a_power_and_a_fraction_as_other_numbers(
    vocabulary: sentencepiece.SentencePieceProcessor,
) -> None:
    assert vocabulary.normalize("10²").strip("▁ ") == "102"
    assert vocabulary.normalize(normalise("10² و 2½", PROFILES["t5"])).replace("▁", " ").split() == [
        "10^2",
        "و",
        "2",
        "1/2",
    ]


def test_the_half_space_is_left_to_a_sentencepiece_that_makes_it_a_blank(
    vocabulary: sentencepiece.SentencePieceProcessor,
) -> None:
    kept, blanked = normalise("می‌شود", PROFILES["t5"]), normalise("می‌شود", PROFILES["nllb"])
    assert ZWNJ in kept
    assert vocabulary.normalize(kept) == vocabulary.normalize(blanked)


def test_a_profile_that_keeps_half_spaces_restores_none() -> None:
    assert normalise("رسانههای می‌شود", Profile(name="own", half_spaces="keep")) == "رسانههای می‌شود"


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("(https://a.ir/الف).", "https://a.ir/الف"),
        ("سایت www.irna.ir، خبر", "www.irna.ir"),
        ("به a.b@c.ir بنویسید", "a.b@c.ir"),
        ("فایل گزارش_۱.pdf را", "گزارش_۱.pdf"),
        (r"در C:\داده\۱ است", r"C:\داده\۱"),
        ("در /home/علی/x است", "/home/علی/x"),
        ("دستور `x = ۱` را", "`x = ۱`"),
    ],
)
def test_addresses_names_paths_and_code_are_protected(text: str, stretch: str) -> None:
    assert [text[start:end] for start, end in protected_spans(text)] == [stretch]


@pytest.mark.parametrize("text", ["۱۴۰۳/۷/۲۰", "و/یا", "۸/۲ ریشتر", "او رفت.بعد", "S-300"])
def test_ordinary_text_is_not_protected(text: str) -> None:
    assert protected_spans(text) == []


def test_folding_a_character_twice_is_folding_it_once() -> None:
    tables = (
        *(HALF_SPACE_LOOK_ALIKES, PRESENTATION_FORMS, ARABIC_LETTERS, RARE_MARKS, ASCII_DIGITS),
        *(CURLY_QUOTES, STRAIGHT_QUOTES, PLAIN_SIGNS),
    )
    for table in tables:
        assert not set("".join(table.entries.values())) & table.entries.keys(), table.rule


def test_both_ways_of_running_a_step_agree_when_one_feeds_the_next() -> None:
    steps = [Table("first", {"a": "bb"}), Table("second", {"b": "c"})]
    traced = Traced("xay")
    traced.run_all(steps)
    assert traced.text == Fast(steps).run("xay") == "xccy"
    assert traced.starts == [0, 1, 1, 2]


def test_a_megabyte_of_junk_ends() -> None:
    assert normalise("\u064b\u200c" * 500_000, CLEAN) == ""


def test_a_word_of_a_hundred_thousand_letters_ends() -> None:
    word = "ب" * 100_000
    assert normalise(word + "\u064b", CLEAN) == normalise_with_map(word, CLEAN).text == word
