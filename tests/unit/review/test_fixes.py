from fractions import Fraction

import pytest

from translate.checks import registry
from translate.checks.number_reading import read_fa
from translate.records import Flag
from translate.review.output import Row
from translate.review.server.figures import wordings
from translate.review.server.fixes import Fix, applied, explained
from translate.review.server.standing import standing


@pytest.mark.parametrize(
    ("source", "target", "fixed"),
    [
        (
            "او روز ۲۰ مهر ۱۴۰۳ به تهران رسید.",
            "He came to Tehran on March 20, 2024.",
            "He came to Tehran on October 11, 2024.",
        ),
        ("قیمت‌ها ۱/۱ درصد بالا رفت.", "Prices rose by 1.2%.", "Prices rose by 1.1%."),
        ("بودجه ۷۳۰ میلیون دلار است.", "The budget is $170 million.", "The budget is $730 million."),
        ("شاخص به ۲ میلیون و ۱۴۵ هزار رسید.", "It reached 2.6 million.", "It reached 2.145 million."),
        ("بازی ساعت ۱۵:۳۰ آغاز شد.", "The match began at 4:40 p.m.", "The match began at 3:30 p.m."),
        ("دهه ۱۳۸۰ سخت بود.", "The 1960s were hard.", "The 2000s were hard."),
        ("وزیر به عراق رفت.", "The minister went to Iran.", "The minister went to Iraq."),
        ("آیا دولت می‌ماند؟", "Will the government stay.", "Will the government stay?"),
        ("این خبر از شهر رسید.", "The news of the of the city came.", "The news of the city came."),
        ("گزارش BBC درباره جنگ است.", "The report is on the war.", "The report is on the war. BBC"),
    ],
)  # fmt: skip
def test_a_fix_settles_its_flag(source: str, target: str, fixed: str) -> None:
    flags = registry.flags(source, target)
    fixes = [fix for flag in flags if (fix := explained(flag, source, target).fix)]
    assert [applied(fix, target) for fix in fixes] == [fixed]


def test_a_fix_that_the_check_would_flag_again_is_not_offered() -> None:
    source, target = "قیمت ۱/۵ درصد بالا رفت.", "It rose by 1.3 percent.6 percent."
    flag = Flag("numbers", "«۱/۵ درصد» became '1.3 percent'")
    assert explained(flag, source, target).fix is None


def test_a_sum_is_not_put_in_the_place_of_a_percentage_but_offered_at_the_cursor() -> None:
    source, target = "۱۲ درصد مردم رای دادند.", "The people voted for $170 million."
    (flag,) = registry.flags(source, target)
    assert flag.detail == "«۱۲ درصد» became '$170 million'"
    assert explained(flag, source, target).fix == Fix("", "12 percent")


def test_a_fix_does_not_touch_a_longer_number_that_contains_the_wrong_one() -> None:
    assert applied(Fix("5", "6"), "In 2015, 5.5 and 5 came.") == "In 2015, 5.5 and 6 came."


def test_a_flag_in_words_that_nobody_knows_is_shown_without_a_fix() -> None:
    seen = explained(Flag("new check", "something else"), "متن", "text")
    assert (seen.check, seen.detail, seen.fix) == ("new check", "something else", None)


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("۳۴", "34"),
        ("۱۱۸ هزار تومان", "118,000 tomans"),
        ("سه هزار میلیارد ریال", "3 trillion rials"),
        ("پنجمین", "fifth"),
        ("شنبه ۵ آبان ۱۴۰۳", "Saturday, October 26, 2024"),
        ("دوشنبه", "Monday"),
        ("۵ آبان", "5 Aban"),
        ("سال ۱۴۰۳", "1403 (2024–25)"),
        ("۲۵ یورو", "€25"),
    ],
)
def test_a_persian_figure_is_said_as_english_news_says_it(persian: str, english: str) -> None:
    (mention,) = read_fa(persian)
    assert next(wordings(mention)) == english


def test_a_number_whose_decimals_do_not_end_has_no_wording() -> None:
    (mention,) = read_fa("یک سوم")
    assert mention.value == Fraction(1, 3)
    assert list(wordings(mention)) == []


@pytest.mark.parametrize(
    ("flag", "target", "fixed"),
    [
        (
            Flag("glossary", '«برجام» should be "nuclear deal", not "JCPOA accord"'),
            "JCPOA accord or not, the JCPOA accord holds.",
            "Nuclear deal or not, the JCPOA accord holds.",
        ),
        (
            Flag("names", '«روحانی» is "Rouhani" elsewhere, here "Rohani"'),
            "Mr. Rohani said so.",
            "Mr. Rouhani said so.",
        ),
        (Flag("glossary", '«سپاه» should be "IRGC"'), "The corps said so.", "The corps said so. IRGC"),
    ],
)
def test_a_glossary_or_ledger_flag_is_fixed_by_the_wanted_form(flag: Flag, target: str, fixed: str) -> None:
    fix = explained(flag, "متن", target).fix
    assert fix is not None
    assert applied(fix, target) == fixed


def test_a_glossary_flag_stands_after_an_edit_until_its_form_is_there() -> None:
    flag = Flag("glossary", '«سپاه» should be "IRGC", not "the army"')
    row = Row(
        "a", 0, 0, "سپاه آمد.", "The army came.", "mt", None, (flag,), (), "The army came.", "untouched", 0
    )
    assert standing(row, "The army came in.") == (flag,)
    assert standing(row, "The IRGC came in with the army.") == (flag,)
    assert standing(row, "The IRGC came in.") == ()
    assert standing(row, row.mt) == (flag,)
