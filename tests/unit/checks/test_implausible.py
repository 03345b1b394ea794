import pytest

from translate.checks.implausible import implausible, looping

SOURCE = "وزیر امور خارجه در دیدار با همتای خود بر گسترش روابط تأکید کرد"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (SOURCE, "The foreign minister stressed the expansion of ties in a meeting with his counterpart."),
        ("بله", "Yes, of course."),
        ("نه، نه، نه، نه، نه!", "No, no, no, no, no!"),
        ("خیلی خیلی خوب", "very, very, very, very good"),
        ("۱۲ ۱۲ ۱۲ ۱۲ ۱۲ ۱۲ گفت", "12 12 12 12 12 12 he said"),
        ("علی دایی", "Ali Daei"),
    ],
)
def test_a_possible_translation_is_left_alone(source: str, target: str) -> None:
    assert implausible(source, target) is None


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("The minister of the minister of the minister of the minister of the minister of the", "loop"),
        ("the the the the the", "loop"),
        ("He stressed وزیر in the meeting with his counterpart.", "source script"),
        ("Yes.", "too short"),
        (" ".join(str(number) for number in range(70)), "too long"),
    ],
)
def test_a_fault_is_named(target: str, fault: str) -> None:
    found = implausible(SOURCE, target)
    assert found is not None
    assert found.fault == fault


def test_four_in_a_row_are_rhetoric_and_five_are_a_loop() -> None:
    assert looping(list("abababab")) == ()
    assert looping(list("xababababab")) == ("a", "b")


def test_looping_is_linear_in_the_words() -> None:
    assert looping([str(number % 9) for number in range(200_000)]) == ()
