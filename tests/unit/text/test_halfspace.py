"""Half-spaces: what is restored, what is left alone, and that the model file is what the code expects."""

from array import array

import pytest

from translate.text import halfspace
from translate.text.characters import ZWNJ
from translate.text.halfspace import Edit, edits, restore
from translate.text.halfspace_features import SETTLED
from translate.text.halfspace_model import MODEL_PATH, pack, shipped_model, unpack


def h(text: str) -> str:
    """A visible `_` for the half-space."""
    return text.replace("_", ZWNJ)


def applied(text: str, changes: list[Edit]) -> str:
    for edit in reversed(changes):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("lost", "right"),
    [
        ("رسانههای خارجی", "رسانه_های خارجی"),
        ("او به خانه میرود.", "او به خانه می_رود."),
        ("دولت نمیخواهد مذاکره کند", "دولت نمی_خواهد مذاکره کند"),
        ("پیامدهای این تصمیم برای خانوادهها", "پیامدهای این تصمیم برای خانواده_ها"),
        ("بزرگترین شهر کشور", "بزرگ_ترین شهر کشور"),
        ("نیروهای مرزی وارد شدهاند.", "نیروهای مرزی وارد شده_اند."),
    ],
)
def test_a_half_space_lost_inside_a_word_is_put_back(lost: str, right: str) -> None:
    assert restore(lost) == h(right)


@pytest.mark.parametrize(
    ("lost", "right"),
    [
        ("او به خانه می رود.", "او به خانه می_رود."),
        ("نمی توان گفت", "نمی_توان گفت"),
        ("کتاب های تازه", "کتاب_های تازه"),
        ("گزارش ها را خوانده اند.", "گزارش_ها را خوانده_اند."),
        ("برنامه ریزی برای سال آینده", "برنامه_ریزی برای سال آینده"),
        ("سیاست گذاری های تازه دولت", "سیاست_گذاری_های تازه دولت"),
    ],
)
def test_a_blank_that_stands_for_a_half_space_becomes_one(lost: str, right: str) -> None:
    assert restore(lost) == h(right)


@pytest.mark.parametrize(
    "text",
    [
        "ما میهمان داریم و میان ما اختلافی نیست.",
        "این بهتر از آن است و بیشتر مردم می_دانند.",
        "نامه را خواند و خانه را فروخت.",
        "ماهی در تنگ تنها بود.",
        "او بیمار بود و در بیمارستان بستری شد.",
        "ای ایران، ای مرز پرگهر",
        "میدان آزادی در تهران است.",
        "دولت و مردم در کنار هم ایستادند.",
    ],
)
def test_words_that_only_look_like_parts_are_left_whole(text: str) -> None:
    assert restore(h(text)) == h(text)


@pytest.mark.parametrize(
    "kept",
    [
        "https://example.ir/کتابها?q=میشود",
        "www.example.com/خبرهای",
        "name@example.com",
        "علی@مثال.ایران",
        "#کتابهای_خوب",
        "@خبرگزاریها",
        "مثال.ایران/کتابها",
        "۱۴۰۳/۰۷/۲۰",
        "۳٫۵",
        "S-300",
        "۱۳۹۰–۱۴۰۰",
        "`می شود = کتاب ها`",
        "<a title='کتاب ها'>",
        "«COVID-19»",
    ],
)
def test_what_is_not_plain_persian_keeps_every_character(kept: str) -> None:
    output = restore(f"رسانههای {kept} ها می شود")
    assert output == f"{h('رسانه_های')} {kept} {h('ها می_شود')}"


def test_a_number_is_not_glued_to_the_word_after_it() -> None:
    assert restore("دهه ۹۰ ها") == "دهه ۹۰ ها"


def test_a_half_space_beside_a_blank_or_doubled_is_taken_out() -> None:
    assert restore(h("او می_ رود و کتاب__ها را _خواند_")) == h("او می_رود و کتاب_ها را خواند")


def test_half_spaces_between_other_scripts_are_not_ours_to_remove() -> None:
    assert restore(f"a{ZWNJ}b{ZWNJ}") == f"a{ZWNJ}b{ZWNJ}"


def test_two_blanks_are_never_a_half_space() -> None:
    assert restore("می  رود") == "می  رود"


def test_line_breaks_separate_words() -> None:
    assert restore("او می\nرود\n\nکتابهای تازه\n") == h("او می\nرود\n\nکتاب_های تازه\n")


def test_an_author_who_writes_half_spaces_is_trusted_where_it_is_doubtful() -> None:
    model = shipped_model()
    doubtful = next(word for word in sorted(model.sections.doubtful) if len(word) > 4)
    split = model.spell(doubtful).plain
    assert restore(doubtful) == split != doubtful
    assert restore(h(f"{doubtful} را می_خواهد")) == h(f"{doubtful} را می_خواهد")


def test_edits_are_what_restore_does_with_offsets_into_the_text() -> None:
    text = h("رسانههای ما می شود\nکتاب__ها `کتاب ها` می_ رود")
    changes = edits(text)
    assert applied(text, changes) == restore(text)
    assert changes[0] == Edit(5, 5, ZWNJ)
    assert text[changes[1].start : changes[1].end] == " "


def test_text_that_needs_nothing_has_no_edits() -> None:
    assert edits(h("او به خانه می_رود.")) == []
    assert edits("") == []


def test_a_very_long_run_of_letters_is_left_alone() -> None:
    assert restore("می" * 5000) == "می" * 5000


def test_the_model_file_survives_a_round_trip_byte_for_byte() -> None:
    packed = MODEL_PATH.read_bytes()
    assert pack(unpack(packed)) == packed


def test_the_model_file_is_small_enough_to_ship() -> None:
    assert MODEL_PATH.stat().st_size < 4_000_000


def test_every_spelling_of_the_lexicon_is_made_of_settled_parts() -> None:
    model = shipped_model()
    for letters in list(model.sections.exact)[::20]:
        for spelling in model.spell(letters)[:2]:
            assert spelling.replace(ZWNJ, "") == letters
            parts = spelling.split(ZWNJ)
            if len(parts) > 1:
                assert [model.spell(part).wary for part in parts] == parts


def test_listed_words_are_found_by_their_checksums() -> None:
    model = shipped_model()
    assert model.word("آبازور") == 0
    assert model.word("آباژور") != 0
    whole = model.sections.listed_whole
    assert whole == array("I", sorted(set(whole)))


def test_the_short_ways_to_judge_a_token_say_what_the_general_one_says() -> None:
    model = shipped_model()
    settled = [word for word, code in model.sections.words.items() if code & SETTLED][::40]
    others = [*model.sections.exact][::40] + [word + "های" for word in settled[::10]]
    for word in settled:
        for token in (word + ".", f"«{word}", f"({word})،", f"«{word}»"):
            general = halfspace._by_runs(token, model)
            assert halfspace._beside_marks(token, word, model) == general == halfspace._look(token, model)
    for word in others:
        general = halfspace._by_runs(word, model)
        assert halfspace._single(word, model) == general == halfspace._look(word, model)
