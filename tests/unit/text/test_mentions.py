import pytest

from translate.text.mentions import Mention, endpoints, same_value
from translate.text.numbers import mentions_en, mentions_fa


def fa(text: str) -> Mention:
    (mention,) = mentions_fa(text)
    return mention


def en(text: str) -> Mention:
    (mention,) = mentions_en(text)
    return mention


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("۲۰ مهر ۱۴۰۳", "October 11, 2024"),
        ("۲۰ مهر ۱۴۰۳", "20 Mehr 1403"),
        ("۲۰ مهر", "Mehr 20"),
        ("۲۰ مهر", "October 11"),
        ("سال ۱۳۹۹", "in 2020"),
        ("سال ۱۳۹۹", "in 2021"),
        ("اول تا سوم آبان‌ماه ۱۴۰۳", "October 22 to 24, 2024"),
        ("دهه هفتاد", "the 1990s"),
        ("سه میلیون نفر", "3,000,000 people"),
        ("سه میلیون نفر", "three million people"),
        ("۳ میلیون نفر", "3m people"),
        ("هشت و نیم سال", "8.5 years"),
        ("نیم میلیون نفر", "500,000 people"),
        ("یک سوم مردم", "one third of people"),
        ("۱۰ تا ۱۵ درصد", "10-15%"),
        ("۵۰۰ هزار تومان", "500,000 tomans"),
        ("۵۰ همت", "50 trillion tomans"),
        ("۳ بر ۱", "beat them 1-3"),
        ("ساعت ۱۷", "5 p.m."),
        ("شاهد ۱۳۶", "Shahed-136"),
        ("کانال دو", "the second"),
        ("المپیک ۲۰۲۴ پاریس", "2024"),
        ("جمعه", "Friday"),
    ],
)
def test_the_two_languages_can_say_the_same(persian: str, english: str) -> None:
    assert same_value(fa(persian), en(english))
    assert same_value(en(english), fa(persian))


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("۲۰ مهر ۱۴۰۳", "October 21, 2024"),
        ("سال ۱۳۹۹", "in 2019"),
        ("۵ درصد", "5 people"),
        ("۵ درصد", "50 percent"),
        ("۵۰۰ هزار تومان", "500,000 rials"),
        ("۵۰۰ هزار تومان", "500 million tomans"),
        ("۳ میلیون دلار", "3 million euros"),
        ("۱۰ تا ۱۵ درصد", "10-16%"),
        ("۱۰ تا ۱۵ نفر", "15 people"),
        ("جمعه", "Thursday"),
        ("ساعت ۱۷", "6 p.m."),
        ("مهرماه", "December"),
    ],
)
def test_a_planted_error_is_seen(persian: str, english: str) -> None:
    assert not same_value(fa(persian), en(english))


def test_the_ends_of_a_range_compare_with_single_mentions() -> None:
    low, high = endpoints(fa("۱۰ تا ۱۵ درصد"))
    assert same_value(low, en("10 percent"))
    assert same_value(high, en("15 percent"))
    assert [m.kind for m in endpoints(fa("سال‌های ۱۳۹۰ تا ۱۴۰۰"))] == ["year", "year"]
    assert endpoints(en("5 people")) == (en("5 people"),)
