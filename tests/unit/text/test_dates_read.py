import pytest

from translate.text.mentions import show
from translate.text.numbers import mentions_en, mentions_fa


def read_fa(text: str) -> list[tuple[str, str]]:
    return [(m.kind, show(m.value)) for m in mentions_fa(text)]


def read_en(text: str) -> list[tuple[str, str]]:
    return [(m.kind, show(m.value)) for m in mentions_en(text)]


@pytest.mark.parametrize(
    "text",
    [
        "۲۰ مهر ۱۴۰۳",
        "20 مهرماه 1403",
        "۲۰ مهر ماه ۱۴۰۳",
        "۲۰ مهر‌ماه سال ۱۴۰۳",
        "بیستم مهر ۱۴۰۳",
        "بیستم مهرماه ۱۴۰۳",
        "۲۰م مهر ۱۴۰۳",
        "۱۴۰۳/۰۷/۲۰",
        "۱۴۰۳/۷/۲۰",
        "۰۳/۷/۲۰",
        "۱۴۰۳-۰۷-۲۰",
        "۱۴۰۳.۷.۲۰",
        "۲۰/۷/۱۴۰۳",
        "٢٠ مهر ١٤٠٣",
        "۲۰ مهر ۰۳",
    ],
)
def test_every_news_spelling_of_a_day_reads_alike(text: str) -> None:
    assert read_fa(f"نشست {text} برگزار شد") == [("date", "solar 1403-07-20")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("جمعه ۲۰ مهر", "solar ????-07-20 fri"),
        ("جمعه، ۲۰ مهر ۱۴۰۳", "solar 1403-07-20 fri"),
        ("پنج شنبه", "thu"),
        ("سه‌شنبه", "tue"),
        ("یکشنبه", "sun"),
        ("نیمه مهر", "solar ????-07 mid"),
        ("اواخر شهریورماه", "solar ????-06 late"),
        ("آبان ۹۸", "solar 1398-08"),
        ("ماه مه ۲۰۲۳", "gregorian 2023-05"),
        ("۱۱ اکتبر ۲۰۲۴", "gregorian 2024-10-11"),
        ("۱۱ اکتوبر", "gregorian ????-10-11"),
        ("۲۴ اسد ۱۴۰۰", "solar 1400-05-24"),
        ("دهم محرم", "lunar ????-01-10"),
        ("۱۷ ربیع‌الاول", "lunar ????-03-17"),
        ("۳۱/۱۰/۱۹۱۷", "gregorian 1917-10-31"),
        ("سی‌ام شهریور", "solar ????-06-30"),
    ],
)
def test_partial_and_foreign_dates_say_what_they_know(text: str, value: str) -> None:
    assert read_fa(f"رویداد {text} ثبت شد") == [("date", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("سال ۸۸", "solar 1388"),
        ("سال هفتاد و شش", "solar 1376"),
        ("سال ۱۳۵۷", "solar 1357"),
        ("المپیک ۲۰۲۴", "gregorian 2024"),
        ("سال ۱۹۷۹ میلادی", "gregorian 1979"),
        ("سال ۳۲۹ هجری قمری", "lunar 0329"),
        ("۵۵۰ پیش از میلاد", "gregorian -550"),
    ],
)
def test_a_year_knows_its_calendar(text: str, value: str) -> None:
    assert read_fa(f"در {text} رخ داد") == [("year", value)]


@pytest.mark.parametrize("text", ["۱۴۰۰ نفر", "۱۳۵۰ واحد", "بیش از ۲۰۰۰ نفر", "قطعنامه ۲۲۳۱"])
def test_four_figures_that_count_are_no_year(text: str) -> None:
    assert [kind for kind, _ in read_fa(text)] == ["number"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("دهه ۷۰", "solar 1370s"), ("دههٔ هفتاد", "solar 1370s"), ("دهه ۱۹۹۰", "gregorian 1990s"),
     ("دهه ۶۰ میلادی", "gregorian 1960s")],
)  # fmt: skip
def test_a_decade_is_read(text: str, value: str) -> None:
    assert read_fa(f"سینمای {text} درخشید") == [("decade", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("اول تا سوم آبان‌ماه", "solar ????-08-01..solar ????-08-03"),
        ("۲۲ تا ۲۴ اکتبر ۲۰۲۴", "gregorian 2024-10-22..gregorian 2024-10-24"),
        ("سال‌های ۸۴ تا ۹۲", "solar 1384..solar 1392"),
        ("۱۳۹۰–۱۴۰۰", "solar 1390..solar 1400"),
        ("۲۰۲۳-۲۴", "gregorian 2023..gregorian 2024"),
    ],
)
def test_a_range_of_dates_shares_month_and_year(text: str, value: str) -> None:
    assert read_fa(f"از {text} ادامه داشت") == [("range", value)]


def test_days_that_share_a_month_are_dates_of_their_own() -> None:
    assert read_fa("۲۰ و ۲۱ مهر") == [("date", "solar ????-07-20"), ("date", "solar ????-07-21")]


@pytest.mark.parametrize(
    "text",
    [
        "به گزارش خبرگزاری مهر",
        "طرح مسکن مهر",
        "بهمن جان کوهنوردان را گرفت",
        "آذر معینی درگذشت",
        "تیر شلیک کرد",
        "سرطان معده",
        "بشار اسد گریخت",
        "میزان بارندگی",
        "مه غلیظ",
        "با لحنی جدی",
        "حمل کالا",
    ],
)
def test_a_month_name_that_is_a_word_is_no_date(text: str) -> None:
    assert read_fa(text) == []


def test_the_second_week_of_a_month_is_not_its_second_day() -> None:
    assert read_fa("هفتهٔ دوم آوریل") == [("ordinal", "2"), ("date", "gregorian ????-04")]


@pytest.mark.parametrize(
    "text",
    [
        "October 11, 2024",
        "Oct. 11, 2024",
        "11 October 2024",
        "11th of October 2024",
        "October 11th, 2024",
        "11 Oct 2024",
        "2024-10-11",
    ],
)
def test_every_usual_english_form_of_a_day_reads_alike(text: str) -> None:
    assert read_en(f"It was held on {text} in Tehran.") == [("date", "gregorian 2024-10-11")]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Friday, October 11", "date", "gregorian ????-10-11 fri"),
        ("20 Mehr 1403", "date", "solar 1403-07-20"),
        ("Mehr 20", "date", "solar ????-07-20"),
        ("mid-October", "date", "gregorian ????-10 mid"),
        ("early June 2024", "date", "gregorian 2024-06 early"),
        ("May 2023", "date", "gregorian 2023-05"),
        ("tenth of Muharram", "date", "lunar ????-01-10"),
        ("9/11", "date", "gregorian ????-09-11"),
        ("2015-16", "range", "gregorian 2015..gregorian 2016"),
        ("October 22 to 24", "range", "gregorian ????-10-22..gregorian ????-10-24"),
        ("550 BC", "year", "gregorian -550"),
        ("539 B.C.", "year", "gregorian -539"),
        ("1396", "year", "unknown 1396"),
        ("1990s", "decade", "gregorian 1990s"),
        ("'90s", "decade", "gregorian 1990s"),
        ("eighties", "decade", "gregorian 1980s"),
    ],
)
def test_english_dates_are_read(text: str, kind: str, value: str) -> None:
    assert read_en(f"It was in the {text}, he said.") == [(kind, value)]


def test_an_age_is_no_decade() -> None:
    assert read_en("a man in his eighties") == []
