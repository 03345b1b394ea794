"""Numbers and dates are compared by value, and custom is no error."""

import pytest

from translate.checks.numbers import Numbers


def _details(source: str, target: str) -> list[str]:
    return [flag.detail for flag in Numbers()(source, target)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("این توافق در ۲۰ مهر ۱۴۰۳ امضا شد.", "The deal was signed on Friday, October 11, 2024."),
        ("بودجه سه هزار میلیارد تومان است.", "The budget is 3 trillion tomans."),
        ("نرخ رشد به ۸/۲ درصد رسید.", "Growth reached 8.2%."),
        ("از ۱۰ تا ۱۵ درصد مردم موافق‌اند.", "Between 10 percent and 15 percent of people agree."),
        ("ساعت ۱۴:۳۰ آغاز شد.", "It began at 2:30 p.m."),
        ("با سه ثانیه و ۵۰ صدم ثانیه اختلاف برد.", "He won by 3.5 seconds."),
        ("والیبالیست ۲ متر و ۴۶ سانتی‌متری", "A 2.46-meter volleyball player"),
        ("چین ۲۹۵ میلیارد و ترکیه ۳۷ میلیارد دلار", "China $295 billion and Turkey $37 billion"),
        ("از ۱۴ به ۱۱ میلیون تن رسید", "fell from 14 million to 11 million tons"),
        ("شورش آبان ۹۸", "the uprising of November 2019"),
        ("سیل ۱۲ همت خسارت زد", "Floods did 12 trillion tomans of damage"),
        ("مبلغ آن ۲۵ هزار یوروست", "It is worth 25,000 euros"),
        ("یازده میلیون کرون ارزش دارد", "It is worth eleven million Swedish kronor"),
    ],
)
def test_the_same_value_in_other_words_is_no_error(source: str, target: str) -> None:
    assert _details(source, target) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("یک سال بعد او بازگشت.", "A year later he returned."),
        ("در دو سوی مرز", "on both sides of the border"),
        ("در نگاه نخست", "at a glance"),
        ("نیمی از مردم", "most people"),
        ("صدها هزار دلار", "hundreds of thousands of dollars"),
        ("نشست سه‌جانبه", "a three-way meeting"),
        ("چارلز سوم", "Charles III"),
        ("سود سه‌ماهه شرکت", "the company's quarterly profit"),
        ("هر شب ساعت هفت", "every night at seven"),
        ("شب جمعه", "Thursday night"),
        ("نه قهرمان است و نه شهید", "He is neither a hero nor a martyr"),
        ("نشست در دوشنبه برگزار شد", "The meeting was held in Dushanbe"),
        ("نرخ بهره نیم درصد پایین آمد", "Rates fell by half a point"),
        ("دما به منفی ۱۰ درجه رسید", "It was 10 degrees below zero"),
    ],
)
def test_what_translators_leave_out_by_custom_is_no_error(source: str, target: str) -> None:
    assert _details(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ("پلیس ۴۷ نفر را بازداشت کرد.", "Police arrested 74 people.", "«۴۷» became '74'"),
        ("این بیمارستان ۴۰۰ تخت دارد.", "The hospital has beds.", "«۴۰۰» is missing"),
        ("بهای نفت افزایش یافت.", "Oil rose 5 percent.", "'5 percent' is not in the source"),
        ("چهل درصد بالا رفت", "went up by forty", "«چهل درصد» became 'forty'"),
        ("۴۲ میلیون تومان", "42 million rials", "«۴۲ میلیون تومان» became '42 million rials'"),
        (
            "سال ۱۴۰۳ از ۲۰ مارس ۲۰۲۴ آغاز شد",
            "1403 began on July 20, 2024",
            "«۲۰ مارس ۲۰۲۴» became 'July 20, 2024'",
        ),
        ("پرواز ساعت ۸ شب است", "The flight is at 8 a.m.", "«۸ شب» became '8 a.m.'"),
        ("نه سال پیش", "years ago", "«نه» is missing"),
        ("سه کشور اروپایی", "four European countries", "«سه» became 'four'"),
    ],
)
def test_a_value_that_is_lost_changed_or_added_is_named(source: str, target: str, detail: str) -> None:
    assert _details(source, target) == [detail]
