from translate.checks.copies import Copies
from translate.checks.names import Names
from translate.checks.registry import article_checks, article_flags
from translate.records import Flag
from translate.text.characters import ZWNJ

ROUHANI = [
    ("روحانی گفت مذاکرات ادامه دارد.", "Rouhani said the talks were continuing."),
    (
        f"به گفته روحانی، تحریم{ZWNJ}ها برداشته می{ZWNJ}شود.",
        "According to Rouhani, the sanctions will be lifted.",
    ),
    ("روحانی افزود که توافق نزدیک است.", "Rohani added that a deal was near."),
]
IRAQ = [
    ("عراق از این تصمیم استقبال کرد.", "Iraq welcomed the decision."),
    (f"مقام{ZWNJ}های عراق گفتند مرز بسته است.", "Iraqi officials said the border was closed."),
]


def test_the_rarer_spelling_of_a_name_is_flagged() -> None:
    assert list(Names()(ROUHANI)) == [(2, Flag("names", '«روحانی» is "Rouhani" elsewhere, here "Rohani"'))]


def test_the_ledger_goes_before_the_article() -> None:
    flags = list(Names({"روحانی": "Rohani"}.get)(ROUHANI))
    assert [place for place, _ in flags] == [0, 1]
    assert flags[0][1].detail == '«روحانی» is "Rohani" elsewhere, here "Rouhani"'


def test_an_adjective_is_no_other_spelling() -> None:
    assert list(Names()(IRAQ)) == []


def test_the_same_english_for_other_persian_is_flagged_at_its_second_place() -> None:
    english = "The minister said that talks would continue."
    pairs = [
        (f"وزیر گفت گفت{ZWNJ}وگوها ادامه دارد.", english),
        ("باران بارید.", "It rained."),
        ("قیمت نان بالا رفت.", english),
    ]
    assert list(Copies()(pairs)) == [
        (2, Flag("copies", "the same English as segment 1, whose Persian differs"))
    ]


def test_short_sentences_and_near_twins_may_have_one_translation() -> None:
    same = "He did not answer the reporters' questions."
    twins = [("او به پرسش خبرنگاران پاسخ نداد.", same), ("وی به پرسش خبرنگاران پاسخ نداد.", same)]
    assert list(Copies()(twins)) == []
    assert list(Copies()([("نه.", "No, never."), ("هرگز!", "No, never.")])) == []


def test_article_flags_come_for_every_pair_in_order() -> None:
    found = article_flags(ROUHANI, article_checks())
    assert [len(flags) for flags in found] == [0, 0, 1]
    assert article_flags([], article_checks()) == []
