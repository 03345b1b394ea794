from fractions import Fraction

import pytest

from translate.text.characters import RLM, ZWNJ
from translate.text.dates import ClockTime
from translate.text.mentions import show
from translate.text.numbers import mentions_fa


def read(text: str) -> list[tuple[str, str, str | None]]:
    return [(m.kind, show(m.value), m.unit) for m in mentions_fa(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("۱٬۲۵۰٬۰۰۰ نفر", 1_250_000),
        ("1,250,000 نفر", 1_250_000),
        ("١٢٥٠٠٠٠ نفر", 1_250_000),
        ("۱.۲۵۰.۰۰۰ نفر", 1_250_000),
        ("۱۲.۵۰۰ نفر", 12_500),
        ("۱۲،۵۰۰ نفر", 12_500),
        ("بیست و پنج هزار و سیصد نفر", 25_300),
        ("دو میلیون و صد هزار نفر", 2_100_000),
        ("هزار و ۴۰۰ نفر", 1_400),
        ("یکصد و بیست نفر", 120),
        ("سه صد نفر", 300),
        ("نیم میلیون نفر", 500_000),
        ("سه میلیون و نیم نفر", 3_500_000),
        ("یک و نیم میلیون نفر", 1_500_000),
    ],
)
def test_a_count_is_read_in_every_digit_system_and_spelling(text: str, value: int) -> None:
    mention = mentions_fa(text)[0]
    assert (mention.kind, mention.value, mention.unit) == ("number", Fraction(value), None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("۸/۲ درصد", "8.2"),
        ("۸٫۲ درصد", "8.2"),
        ("8.2٪", "8.2"),
        ("۳،۵ درصد", "3.5"),
        ("هشت ممیز دو درصد", "8.2"),
        ("سه دهم درصد", "0.3"),
        ("دو و سه دهم درصد", "2.3"),
        ("نیم درصد", "0.5"),
        ("صد در صد", "100"),
        ("۲۰ در صد", "20"),
        ("%۱۲", "12"),
        ("۲ واحد درصد", "2"),
    ],
)
def test_a_percentage_keeps_its_decimals(text: str, value: str) -> None:
    assert read(text) == [("percent", value, "%")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("۳ هزار و ۵۰۰ میلیارد تومان", 3_500_000_000_000, "IRT"),
        ("۴ هزار و ۳۰۰ هزار میلیارد تومان", 4_300_000_000_000_000, "IRT"),
        ("۵۰ همت", 50_000_000_000_000, "IRT"),
        ("ده میلیون ریال", 10_000_000, "IRR"),
        ("قرارداد ۲۰ میلیارد دلاری", 20_000_000_000, "USD"),
        ("$۵۰ میلیون", 50_000_000, "USD"),
        ("۳ میلیون دلار کانادا", 3_000_000, "CAD"),
    ],
)
def test_scale_words_and_currency_belong_to_the_sum(text: str, value: int, unit: str) -> None:
    assert read(text) == [("money", str(value), unit)]


def test_dollars_and_cents_are_one_sum() -> None:
    assert read("۶۳ دلار و ۱۷ سنت") == [("money", "63.17", "USD")]


@pytest.mark.parametrize("text", ["سی‌وپنج نفر", "سی وپنج نفر", "سیوپنج نفر", "سی و پنج نفر", "۳۵نفر"])
def test_lost_and_kept_half_spaces_read_alike(text: str) -> None:
    assert [show(m.value) for m in mentions_fa(text)] == ["35"]


@pytest.mark.parametrize("text", ["بیست‌وپنجمین", "بیست و پنجم", "۲۵مین", "۲۵م", "۲۵‌ام", "بیستوپنجم"])
def test_an_ordinal_is_read_in_every_spelling(text: str) -> None:
    assert read(f"دوره {text} مسابقات") == [("ordinal", "25", None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("یک سوم", "1/3"), ("سه‌چهارم", "0.75"), ("دوسوم", "2/3"), ("نصف", "0.5"), ("نیمی", "0.5")],
)
def test_a_share_is_a_fraction(text: str, value: str) -> None:
    assert read(f"{text} مردم") == [("fraction", value, None)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("۱۰ تا ۱۵ درصد", "10..15", "%"),
        ("بین ۵ تا ۷ درجه", "5..7", None),
        ("بین ۵۰ و ۶۰ کشته", "50..60", None),
        ("۱۰ تا ۱۵ میلیون دلار", "10000000..15000000", "USD"),
        ("۵۰۰ هزار تا یک میلیون نفر", "500000..1000000", None),
        ("دو سه روز", "2..3", None),
        ("دو یا سه نفر", "2..3", None),
        ("۲۰-۳۰ متر", "20..30", None),
    ],
)
def test_a_range_shares_unit_and_scale(text: str, value: str, unit: str | None) -> None:
    assert read(text) == [("range", value, unit)]


def test_a_change_is_two_values_with_one_unit() -> None:
    assert read("از ۴۰ به ۳۵ درصد رسید") == [("percent", "40", "%"), ("percent", "35", "%")]


@pytest.mark.parametrize("text", ["۳ بر ۱", "سه بر یک", "۳-۱"])
def test_a_score_keeps_its_order(text: str) -> None:
    assert read(f"با نتیجه {text} برد") == [("score", "3..1", None)]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("ساعت ۱۸:۳۰", ClockTime(18, 30)),
        ("ساعت ۱۹.۳۰", ClockTime(19, 30)),
        ("هشت و نیم صبح", ClockTime(8, 30, "am")),
        ("۵ بعدازظهر", ClockTime(5, 0, "pm")),
        ("۵ بعد از ظهر", ClockTime(5, 0, "pm")),
        ("ساعت ۸ و ۴۵ دقیقه", ClockTime(8, 45)),
        ("ساعت ده شب", ClockTime(10, 0, "pm")),
        ("نیمه‌شب", ClockTime(12, 0, "am")),
    ],
)
def test_a_time_of_day_is_read(text: str, clock: ClockTime) -> None:
    mention = mentions_fa(f"جلسه {text} برگزار شد")[0]
    assert (mention.kind, mention.value) == ("time", clock)


@pytest.mark.parametrize(
    ("text", "value"), [("منفی ۱۲ درجه", "-12"), ("-۲۰ درجه", "-20"), ("۵ درجه زیر صفر", "-5")]
)
def test_cold_is_negative(text: str, value: str) -> None:
    assert read(f"دما {text} بود")[0] == ("number", value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [("اس-۳۰۰", "300"), ("جی‌۲۰", "20"), ("کووید-۱۹", "19"), ("۰۲۱-۸۸۷۷۶۶۵۵", "02188776655"), ("۱+۵", "5+1")],
)
def test_a_code_is_no_quantity(text: str, value: str) -> None:
    assert read(f"درباره {text} گفت") == [("code", value, None)]


@pytest.mark.parametrize(
    "text",
    [
        "یک مقام آگاه گفت",
        "هزاران نفر و ده‌ها خودرو",
        "چند هزار نفر",
        "صدها هزار نفر",
        "هر دو نامزد",
        "سیزده به در",
        "بی‌بی‌سی و سی ان ان",
        "نشست سه‌جانبه",
        "نخست‌وزیر",
        "نه، این تصمیم نبود",
        "نه‌تنها او",
        "دو و میدانی",
        "خودروی دست دوم",
        "نجات دهم",
        "امام جمعه تهران",
        "چهارشنبه‌سوری",
        "در ده بالا",
        "https://example.ir/1403/07/20",
        "info2024@example.org",
        "نقطه صفر مرزی",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert read(text) == []


def test_offsets_point_into_the_text_as_the_author_wrote_it() -> None:
    text = f"نرخ {RLM}تورّم ٤٠{RLM}٪ و ٣ ميليون نفـر"
    mentions = mentions_fa(text)
    assert [text[m.start : m.end] for m in mentions] == [m.text for m in mentions]
    assert [(m.kind, show(m.value)) for m in mentions] == [("percent", "40"), ("number", "3000000")]


def test_a_second_quarter_is_no_three_months() -> None:
    assert read(f"سه{ZWNJ}ماههٔ دوم سال") == [("ordinal", "2", None)]


def test_a_list_of_counts_is_not_one_number() -> None:
    assert [show(m.value) for m in mentions_fa("۲۰ و ۳۰ نفر")] == ["20", "30"]
    assert [show(m.value) for m in mentions_fa("۱۰ میلیون و ۲۰ میلیون نفر")] == ["10000000", "20000000"]
