from collections.abc import Callable

import pytest

from translate.text.segment import split_long

LONG = (
    "رئیس‌جمهور در نشست هیئت دولت گفت که دولت قصد ندارد قیمت بنزین را افزایش دهد، اما از وزارت نفت خواسته "
    "است طرحی برای اصلاح مصرف آماده کند؛ طرحی که باید در مجلس بررسی شود و نمایندگان درباره آن نظر دهند، زیرا "
    "بدون همراهی مردم هیچ اصلاحی پایدار نمی‌ماند."
)


def shorter_than(limit: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= limit


def pieces(text: str, limit: int) -> list[str]:
    return [text[start:end] for start, end in split_long(text, fits=shorter_than(limit))]


def test_a_sentence_that_fits_is_left_alone() -> None:
    assert pieces(LONG, 1000) == [LONG]


def test_a_semicolon_near_the_middle_is_the_first_choice() -> None:
    assert [piece[-1] for piece in pieces(LONG, 200)] == ["؛", "."]


def test_a_comma_before_a_clause_beats_a_comma_within_one() -> None:
    text = (
        "وزیر در تهران، اصفهان و شیراز سخن گفت و وعده داد، اما هیچ‌یک از این وعده‌ها، به گفته مردم، عملی نشد."
    )
    assert pieces(text, 70)[1].startswith("اما")


def test_a_comma_that_would_leave_a_tiny_piece_is_passed_over() -> None:
    text = "دیروز، که " + "کارگران کارخانه در برابر استانداری گرد آمدند " * 4 + "رفت"
    assert min(map(len, pieces(text, 120))) > 40


@pytest.mark.parametrize("limit", [12, 20, 30, 45, 80])
def test_a_number_keeps_its_scale_and_an_initial_its_name(limit: int) -> None:
    text = "کسری بودجه به ۴۵۰ هزار میلیارد تومان رسید و م. ر. عارف در نامه‌ای به مجلس خواستار اصلاح آن شد"
    cut_after = [piece.split()[-1] for piece in pieces(text, limit) if piece != text]
    assert "م." not in cut_after
    if limit >= 30:
        assert "۴۵۰" not in cut_after


def test_words_numbers_and_addresses_stay_whole_where_there_is_a_blank() -> None:
    address = "https://example.ir/" + "خبر/" * 20
    text = f"متن کامل گزارش ۱۲٬۵۰۰٫۷۵ را در {address} می‌توانید بخوانید و نیم‌فاصله‌ها را ببینید"
    words = set(text.split())
    for limit in (100, 110, 130):
        assert {word for piece in pieces(text, limit) for word in piece.split()} == words


def test_an_address_alone_is_cut_behind_a_mark() -> None:
    address = "https://example.ir/" + "abcdef/" * 30
    assert all(piece.endswith("/") for piece in pieces(address, 60))


def test_combining_marks_surrogates_and_half_spaces_stay_with_their_letter() -> None:
    for unit in ("e\u0301", "\ud83d\ude00", "می\u200cشود"):
        text = unit * 50
        parts = pieces(text, 20)
        assert "".join(parts) == text
        assert all(part[0] not in "\u0301\ude00\u200c" and part[-1] not in "\ud83d\u200c" for part in parts)


def test_what_cannot_fit_is_returned_character_by_character() -> None:
    assert pieces("ابپ ت", 0) == ["ا", "ب", "پ", "ت"]


@pytest.mark.parametrize("text", ["", "  ", "\u200c\n"])
def test_nothing_visible_gives_no_piece(text: str) -> None:
    assert split_long(text, fits=shorter_than(5)) == []


@pytest.mark.parametrize("text", ["کلمه " * 20_000, "ا" * 100_000])
def test_a_very_long_line_asks_few_questions(text: str) -> None:
    asked = []

    def fits(piece: str) -> bool:
        asked.append(len(piece))
        return len(piece) <= 500

    spans = split_long(text, fits=fits)
    assert all(end - start <= 500 for start, end in spans)
    assert len(asked) <= 2.5 * len(text) / 500
    assert len(spans) <= 1.6 * len(text) / 500
