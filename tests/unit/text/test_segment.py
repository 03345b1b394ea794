import json
from pathlib import Path
from typing import Any

import pytest

from translate.text.segment import paragraphs, segment, sentences

ROOT = Path(__file__).parents[3]
CHALLENGE = ROOT / "eval" / "challenge" / "segmentation.jsonl"
SHARED = ROOT.parent / "shared" / "data" / "segmentation"
# What no rule of ours can tell: see eval/challenge/README-segmentation.md.
KNOWN_TO_FAIL = {"own-134", "own-323"}


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text)]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def boundary_f1(items: list[dict[str, Any]]) -> float:
    right = wrong = missed = 0
    for item in items:
        gold = {end for _, end in item["sents"]}
        mine = {end for _, end in segment(item["text"])}
        right, wrong, missed = right + len(gold & mine), wrong + len(mine - gold), missed + len(gold - mine)
    return 200 * right / (2 * right + wrong + missed)


@pytest.mark.parametrize("item", rows(CHALLENGE), ids=lambda item: f"{item['id']}-{item['tag']}")
def test_a_challenge_item_is_split_as_its_author_meant(item: dict[str, Any]) -> None:
    as_meant = [list(span) for span in segment(item["text"])] == item["sents"]
    assert as_meant is (item["id"] not in KNOWN_TO_FAIL)


@pytest.mark.parametrize(
    ("name", "least"),
    [("challenge", 99.0), ("ud_seraji_dev_run", 98.8), ("ud_perdt_dev_run", 99.9)],
)
def test_the_figures_to_reach_are_reached(name: str, least: float) -> None:
    path = SHARED / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the shared segmentation sets are not beside this checkout")
    assert boundary_f1(rows(path)) >= least


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u200c", "\ufeff", "\u200f \u200e", "\x00", "\u2028"])
def test_a_text_without_a_visible_character_has_no_sentence(text: str) -> None:
    assert segment(text) == paragraphs(text) == sentences(text) == []


@pytest.mark.parametrize(
    "line_break", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\n\n \n"]
)
def test_every_kind_of_line_break_bounds_a_sentence(line_break: str) -> None:
    assert split(f"سیل در گیلان{line_break}راه‌ها بسته شد") == ["سیل در گیلان", "راه‌ها بسته شد"]


def test_line_breaks_within_one_paragraph_are_wrapping() -> None:
    text = "وزیر\nآمد. مردم\r\nرفتند."
    assert [text[a:b] for a, b in sentences(text)] == ["وزیر\nآمد.", "مردم\r\nرفتند."]


def test_offsets_point_into_the_text_as_it_came() -> None:
    text = "\ufeff  تیتر خبر \r\n\r\n  او آمد.  تو رفتی؟ "
    assert segment(text) == [(3, 11), (18, 25), (27, 35)]
    assert split(text) == ["تیتر خبر", "او آمد.", "تو رفتی؟"]


def test_a_bidi_mark_stays_with_the_word_that_it_touches() -> None:
    assert split("\u200fاو آمد.\u200f \u200e تو رفتی.") == ["\u200fاو آمد.\u200f", "تو رفتی."]


@pytest.mark.parametrize(
    "text",
    [
        "نرخ تورم ۴۲.۵ درصد و رشد 3.1 و کسری ٢.٧ است.",
        "نشانی http://a.ir/b.html?x=1.2&y=ا.ب را باز کنید.",
        "نامه به ali.rezaei@mail.co.ir بفرستید.",
        "از ق.م. تا ه. ش. و از ۱۹۰۰ م. تا امروز.",
        "ن.ا.ج.ا. و م. ر. شفیعی و جی. کی. رولینگ آمدند.",
        "پایتون 3.12.1 روی 10.0.0.1 در تاریخ ۱۴۰۳.۷.۲۰ ساعت ۱۹.۳۰ نصب شد.",
    ],
)
def test_no_stop_within_a_number_a_name_or_an_address_ends_a_sentence(text: str) -> None:
    assert split(text) == [text]


def test_a_lost_blank_after_a_stop_does_not_hide_the_boundary() -> None:
    assert split("باران بارید.سیل آمد؟بله!خانه‌ها رفت.") == ["باران بارید.", "سیل آمد؟", "بله!", "خانه‌ها رفت."]


def test_arabic_letters_read_as_persian_ones() -> None:
    assert split("جي. كي. رولينگ آمد. او رفت.") == ["جي. كي. رولينگ آمد.", "او رفت."]


def test_a_short_quotation_stays_whole_and_a_long_one_does_not() -> None:
    short = "وی گفت: «ما آماده‌ایم. آن‌ها نیستند.»"
    assert split(short + " جلسه تمام شد.") == [short, "جلسه تمام شد."]
    long = "وی گفت: «" + "ما برای این بازی سخت تمرین کرده‌ایم. " * 20 + "همین.»"
    assert len(split(long)) == 21


def test_an_unclosed_quotation_does_not_swallow_its_paragraph() -> None:
    assert split("وی گفت: «ما آماده‌ایم. آن‌ها نیستند. جلسه تمام شد.") == [
        "وی گفت: «ما آماده‌ایم.",
        "آن‌ها نیستند.",
        "جلسه تمام شد.",
    ]


def test_a_dateline_amid_a_paragraph_is_a_line_of_its_own() -> None:
    text = "راه‌ها باز شد. رم - ایرنا: پاپ به لبنان می‌رود."
    assert split(text) == ["راه‌ها باز شد.", "رم - ایرنا:", "پاپ به لبنان می‌رود."]
    assert split(text[15:]) == ["رم - ایرنا: پاپ به لبنان می‌رود."]


def test_a_remark_in_brackets_belongs_to_what_it_says_something_about() -> None:
    assert split("نرخ بالا رفت. (منبع: گمرک) مردم ناراضی‌اند.") == [
        "نرخ بالا رفت. (منبع: گمرک)",
        "مردم ناراضی‌اند.",
    ]
    assert split("چرا رفتید؟ (می‌خندد) خسته بودم.") == ["چرا رفتید؟", "(می‌خندد) خسته بودم."]


def test_a_quotation_said_to_come_from_somebody_goes_on() -> None:
    asked = "«چرا این همه سال در این خانه ماندید؟» خبرنگار پرسید."
    assert split(asked + " زن خندید.") == [asked, "زن خندید."]
    alone = "«چرا این همه سال در این خانه ماندید؟»"
    assert split(alone + " خانه‌های شهر کهنه‌اند.") == [alone, "خانه‌های شهر کهنه‌اند."]


def test_marks_alone_join_the_sentence_before_them() -> None:
    assert split("او آمد. ***") == ["او آمد. ***"]
    assert split("***") == ["***"]


@pytest.mark.parametrize(
    "text", ["\ud800. \udc00.", "\x00. a\x00.", "«" * 5000 + "." + "»" * 5000, "ا.\u0301 ب"]
)
def test_odd_code_points_are_cut_nowhere_and_lost_nowhere(text: str) -> None:
    assert "".join(split(text)).replace(" ", "") == text.replace(" ", "").strip("\x00")
