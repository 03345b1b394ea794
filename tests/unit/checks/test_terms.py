import pytest

from translate.checks.asides import Asides
from translate.checks.invented import Invented
from translate.checks.terms import Terms
from translate.glossary.matching import Matcher
from translate.glossary.terms import Term
from translate.text.characters import ZWNJ

CHECK = Terms(Matcher([Term("داعش", ("ISIS",), forbidden=("Daesh",)), Term("تهران", ("Tehran",))]))


def details(source: str, target: str) -> list[str]:
    return [flag.detail for flag in CHECK(source, target)]


def test_a_missed_term_is_flagged_with_the_wanted_form() -> None:
    assert details("داعش در تهران", "Daesh in Tahran") == [
        '«داعش» should be "ISIS", not "Daesh"',
        '«تهران» should be "Tehran"',
    ]


@pytest.mark.parametrize("target", ["ISIS in Tehran", ""])
def test_terms_that_are_said_and_empty_targets_are_let_pass(target: str) -> None:
    assert details("داعش در تهران", target) == []


@pytest.mark.parametrize(
    ("source", "target", "flagged"),
    [
        (f"این بندر (بزرگ{ZWNJ}ترین بندر این کشور) بسته شد.", "The port was closed.", True),
        (
            f"این بندر (بزرگ{ZWNJ}ترین بندر این کشور) بسته شد.",
            "The port (the country's largest) was closed.",
            False,
        ),
        (f"این بندر (بزرگ{ZWNJ}ترین بندر این کشور) بسته شد.", "The port – the largest – was closed.", False),
        ("گروه (داعش) گریخت.", "The group, ISIS, fled.", False),
        ("حضرت فاطمه (سلام الله علیها) آمد.", "Fatima came.", False),
        (f"این بندر (بزرگ{ZWNJ}ترین بندر این کشور) بسته شد.", "", False),
    ],
)
def test_a_lost_aside_is_flagged(source: str, target: str, *, flagged: bool) -> None:
    assert bool(list(Asides()(source, target))) is flagged


@pytest.mark.parametrize(
    ("source", "target", "flagged"),
    [
        ("نان گران شد.", "Bread got dearer. Follow @breadnews", True),
        ("نان گران شد.", "Bread got dearer: https://bread.example/1.", True),
        ("نان گران شد.", "Bread got dearer #Bread", True),
        ("نان گران شد @breadnews", "Bread got dearer @breadnews", False),
        ("هشتگ نان داغ شد.", "The hashtag #Bread was trending.", False),
        ("نان گران شد.", "Bread No. 3 cost $5.10 in the U.S.", False),
    ],
)
def test_an_invented_address_is_flagged(source: str, target: str, *, flagged: bool) -> None:
    assert bool(list(Invented()(source, target))) is flagged
