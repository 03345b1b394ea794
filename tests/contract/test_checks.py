"""What every check promises. A new check is found in the registry."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.checks.base import Check
from translate.checks.registry import CHECKS, checks, flags
from translate.records import Flag

SETS = Path(__file__).parents[2] / "eval" / "checks" / "sets"
ANY = st.text(max_size=60)
PERSIAN = st.text(alphabet="ابپتجچحخدرزسشصعغفقکگلمنوهی \u200c۰۱۲۳۴۵۶۷۸۹0123456789.,/٪«»()؟@#:A", max_size=60)
ENGLISH = st.text(alphabet="abcdefghij XYZ0123456789.,/%$\"'“”()?-—@#:", max_size=60)

CLEAN = [
    ("وزیر خارجه ایران روز دوشنبه به پکن رفت.", "Iran's foreign minister travelled to Beijing on Monday."),
    ("آیا مذاکرات ادامه دارد؟", "Are the talks continuing?"),
    ("او گفت: «ما این طرح را نمی‌پذیریم.»", 'He said: "We do not accept this plan."'),
    ("در این حادثه ۱۲ نفر کشته شدند.", "Twelve people were killed in the accident."),
    ("شرکت OpenAI (آمریکا) به نشانی www.example.org", "OpenAI (USA), at www.example.org"),
    ("ادامه دارد", "To be continued"),
    ("***", "***"),
]
FAULTY = {
    "empty": ("سلام دنیا", ""),
    "source script": ("روزنامه شرق نوشت.", "The newspaper شرق wrote."),
    "repetition": ("او رفت.", "He went and went and went and went and went and went and went."),
    "length": (
        "رئیس‌جمهور صبح امروز در جمع خبرنگاران گفت دولت برنامه‌ای برای افزایش قیمت ندارد.",
        "The president spoke.",
    ),
    "short": ("بله", "Yes, I think that the government will continue to support the people."),
    "numbers": ("پلیس ۴۷ نفر را بازداشت کرد.", "Police arrested 74 people."),
    "negation": ("دولت این طرح را نمی‌پذیرد.", "The government accepts the plan."),
    "question": ("آیا دولت استعفا می‌دهد؟", "The government will resign."),
    "places": ("ارتش عراق وارد شهر شد.", "The Iranian army entered the city."),
    "latin": ("شرکت OpenAI مدل تازه‌ای عرضه کرد.", "The company released a new model."),
    "marks": ("فیلم «برادران لیلا» جایزه گرفت.", "The film \"Leila's Brothers won a prize."),
    "asides": ("بندر (بزرگترین بندر این کشور) بسته شد.", "The port was closed."),
    "invented": ("نان گران شد.", "Bread got dearer. Follow @breadnews"),
}

every_check = pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)


@every_check
@settings(max_examples=150, deadline=None)
@given(source=st.one_of(ANY, PERSIAN), target=st.one_of(ANY, ENGLISH, PERSIAN))
def test_it_takes_any_text_and_says_the_same_twice(check: Check, source: str, target: str) -> None:
    found = list(check(source, target))
    assert found == list(check(source, target))
    assert all(flag == Flag(check.name, flag.detail) and flag.detail for flag in found)


@every_check
@pytest.mark.parametrize(
    "strange", ["", " ", "\x00", "\ud800", "\u202e", "۱" * 5000, "(" * 3000, "#" + "a" * 9000]
)
def test_it_takes_what_no_text_should_be(check: Check, strange: str) -> None:
    for pair in ((strange, "The end."), ("پایان.", strange), (strange, strange)):
        list(check(*pair))


@every_check
def test_it_says_nothing_of_good_translations(check: Check) -> None:
    assert [list(check(source, target)) for source, target in CLEAN] == [[]] * len(CLEAN)


@every_check
def test_it_says_nothing_of_a_pair_of_empty_strings(check: Check) -> None:
    assert list(check("", "")) == []


@every_check
def test_it_finds_its_own_fault(check: Check) -> None:
    assert list(check(*FAULTY[check.name]))


def test_the_registry_names_each_check_as_its_flags_do() -> None:
    assert [check.name for check in checks()] == list(CHECKS)


def test_flags_come_from_every_check_in_the_order_of_the_registry() -> None:
    source = "ارتش عراق ۴۷ نفر را نمی‌شناسد."
    found = flags(source, "The Iranian army knows 74 people, knows 74 people, knows 74 people?")
    assert [flag.check for flag in found] == ["numbers", "negation", "question", "places"]


def test_checks_load_nothing_heavy() -> None:
    import subprocess

    program = "import sys; from translate.checks.registry import flags; flags('۱', '1'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {"torch", "numpy", "transformers", "ctranslate2"}.isdisjoint(done.stdout.split())


@pytest.mark.parametrize("check", list(CHECKS))
def test_its_precision_on_the_labelled_set_is_at_least_90(check: str) -> None:
    """What docs/checks.md promises of every check that is on."""
    from eval.checks.score import fault_sets, found, number_sets

    labelled = (number_sets() | fault_sets())[check]
    right, wrong = sum(found(check, labelled.faulty)), sum(found(check, labelled.correct))
    assert len(labelled.faulty) + len(labelled.correct) >= 60
    assert right >= 0.9 * (right + wrong)


def test_numbers_are_found_and_false_alarms_are_rare() -> None:
    from eval.checks.score import found, number_sets

    for labelled in number_sets().values():
        assert sum(found("numbers", labelled.faulty)) >= 0.98 * len(labelled.faulty)
        assert sum(found("numbers", labelled.correct)) < 0.02 * len(labelled.correct)
