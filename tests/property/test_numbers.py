from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from translate.text import numbers, numerals_en, numerals_fa
from translate.text.characters import ARABIC_DIGITS, PERSIAN_DIGITS, ZWNJ
from translate.text.mentions import same_value
from translate.text.numbers import mentions_en, mentions_fa
from translate.text.scan import scan

SMALL = [
    "صفر",
    "یک",
    "دو",
    "سه",
    "چهار",
    "پنج",
    "شش",
    "هفت",
    "هشت",
    "نه",
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده",
    "شانزده",
    "هفده",
    "هجده",
    "نوزده",
]
TENS = ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
HUNDREDS = ["صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"]
SCALES = ((10**9, "میلیارد"), (10**6, "میلیون"), (10**3, "هزار"))
SYSTEMS = ("0123456789", PERSIAN_DIGITS, ARABIC_DIGITS)
NUMBERS = st.one_of(st.integers(2, 100), st.integers(2, 10**5), st.integers(2, 10**12 - 1))
WORDS = st.sampled_from(
    [
        "یک",
        "دو",
        "نه",
        "ده",
        "سی",
        "صد",
        "هزار",
        "میلیون",
        "نیم",
        "نیمی",
        "سوم",
        "چهارم",
        "اول",
        "و",
        "تا",
        "بر",
        "از",
        "به",
        "بین",
        "درصد",
        "تومان",
        "دلار",
        "سنت",
        "سال",
        "ماه",
        "ساعت",
        "صبح",
        "شب",
        "مهر",
        "تیر",
        "دی",
        "می",
        "سرطان",
        "جمعه",
        "سه",
        "شنبه",
        "دهه",
        "۱۴۰۳",
        "۲۰۲۴",
        "۸۸",
        "۷",
        "/",
        "-",
        ".",
        ":",
        "+",
        "%",
        "٪",
        "$",
        "«»",
        "،",
        "ربیع",
        "الاول",
        "زیر",
        "صفر",
        "منفی",
        "ام",
        "م",
        "مین",
        "ممیز",
        "همت",
        "میلادی",
        "one",
        "a",
        "half",
        "two",
        "third",
        "of",
        "to",
        "and",
        "quarter",
        "past",
        "May",
        "second",
        "th",
        "s",
        "$",
        "million",
        "dozen",
        "per",
        "cent",
        "am",
        "p",
        ".",
        "m",
        "-",
        "October",
        "the",
        "20",
        "2024",
    ]
)


def spell(number: int) -> list[str]:
    """The words of a Persian cardinal, «و» between them."""
    for scale, name in SCALES:
        if number >= scale:
            above, below = divmod(number, scale)
            words = [name] if above == 1 and scale == 1000 else [*spell(above), name]
            return words + (["و", *spell(below)] if below else [])
    if number < 20:
        return [SMALL[number]]
    unit, names = (10, TENS) if number < 100 else (100, HUNDREDS)
    above, below = divmod(number, unit)
    word = names[above - (2 if unit == 10 else 1)]
    return [word] + (["و", *spell(below)] if below else [])


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@given(NUMBERS, st.sampled_from([" ", ZWNJ]))
def test_a_spelled_number_reads_back_to_its_value(number: int, blank: str) -> None:
    text = " ".join(spell(number)).replace(" و ", f"{blank}و{blank}") + " نفر"
    (mention,) = mentions_fa(text)
    assert mention.value == number
    assert mention.text == text.removesuffix(" نفر")


@given(NUMBERS, st.sampled_from(SYSTEMS), st.sampled_from(["", ",", "٬"]))
def test_digits_of_any_system_read_back_to_their_value(number: int, system: str, separator: str) -> None:
    figures = grouped(number, separator).translate(str.maketrans("0123456789", system))
    (mention,) = mentions_fa(f"حدود {figures} نفر آمدند")
    assert mention.value == number
    assert mention.text == figures


@given(st.integers(0, 9999), st.integers(1, 99), st.sampled_from(SYSTEMS), st.sampled_from([".", "٫", "/"]))
def test_a_decimal_reads_back_to_its_value(whole: int, part: int, system: str, mark: str) -> None:
    figures = f"{whole}{mark}{part}".translate(str.maketrans("0123456789", system))
    (mention,) = mentions_fa(f"نرخ {figures} درصد شد")
    assert mention.value == Fraction(f"{whole}.{part}")


@given(st.integers(2, 999), st.sampled_from([(10**3, "هزار", "thousand"), (10**6, "میلیون", "million")]))
def test_a_scaled_sum_is_the_same_in_both_languages(count: int, scale: tuple[int, str, str]) -> None:
    (persian,) = mentions_fa(f"{count} {scale[1]} تومان")
    for english in (f"{count} {scale[2]} tomans", f"{count * scale[0]:,} tomans"):
        (other,) = mentions_en(english)
        assert same_value(persian, other)


@given(st.text(max_size=80))
def test_any_text_is_read_with_exact_offsets(text: str) -> None:
    check_spans(text)


@given(st.lists(WORDS, max_size=12), st.lists(st.sampled_from([" ", "", ZWNJ]), min_size=12, max_size=12))
def test_any_mix_of_number_words_is_read_with_exact_offsets(words: list[str], gaps: list[str]) -> None:
    check_spans("".join(word + gap for word, gap in zip(words, gaps, strict=False)))


def check_spans(text: str) -> None:
    for mentions in (mentions_fa(text), mentions_en(text)):
        end = 0
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.text != ""
            assert mention.start >= end
            end = mention.end


# What mentions begin with and what stands around it, so that a word alone and a word in company both come up.
_WORDS_FA = sorted({*numbers._STARTS_FA, "شب", "از", "تا", "و", "سال", "درصد", "دلار", "است"})
_WORDS_EN = sorted({*numbers._STARTS_EN, *numerals_en.SCALES, *numerals_en.DENOMINATORS, "of", "past", "$"})


@given(st.lists(st.sampled_from(_WORDS_FA), max_size=6), st.sampled_from([" ", "\u200c"]))
def test_a_persian_text_is_passed_over_only_where_no_reader_finds_anything(
    words: list[str], gap: str
) -> None:
    text = gap.join(words)
    read = numbers._mentions(text, scan(text, numerals_fa.GLUED), numbers._STARTS_FA, numbers._READERS_FA)
    assert numbers.mentions_fa(text) == read


@given(st.lists(st.sampled_from(_WORDS_EN), max_size=6), st.sampled_from([" ", "-", ""]))
def test_an_english_text_is_passed_over_only_where_no_reader_finds_anything(
    words: list[str], gap: str
) -> None:
    text = gap.join(words)
    toks = scan(text, {}, cased=numerals_en.CASED)
    assert numbers.mentions_en(text) == numbers._mentions(text, toks, numbers._STARTS_EN, numbers._READERS_EN)
