import pytest

from translate.text.mentions import show
from translate.text.numbers import mentions_en


def read(text: str) -> list[tuple[str, str, str | None]]:
    return [(m.kind, show(m.value), m.unit) for m in mentions_en(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,000,000 people", "3000000"),
        ("three million people", "3000000"),
        ("3.4m barrels", "3400000"),
        ("two and a half million people", "2500000"),
        ("half a million people", "500000"),
        ("one million two hundred thousand doses", "1200000"),
        ("two hundred and fifty thousand people", "250000"),
        ("one hundred and twenty million people", "120000000"),
        ("twenty-five people", "25"),
        ("eight and a half years", "8.5"),
        ("a dozen films", "12"),
        ("a 45-year-old", "45"),
        ("minus 12 degrees", "-12"),
        ("5 degrees below zero", "-5"),
        ("prices doubled", "2"),
    ],
)
def test_a_count_is_read_in_figures_and_words(text: str, value: str) -> None:
    assert read(text) == [("number", value, None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("22%", "22"), ("0.3 per cent", "0.3"), ("half a percent", "0.5"), ("25 percentage points", "25")],
)
def test_a_percentage_is_read(text: str, value: str) -> None:
    assert read(f"up by {text} again") == [("percent", value, "%")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$4.2 billion", "4200000000", "USD"),
        ("US$50m", "50000000", "USD"),
        ("€12 million", "12000000", "EUR"),
        ("58,200 tomans", "58200", "IRT"),
        ("500,000 Iranian rials", "500000", "IRR"),
        ("5 million Canadian dollars", "5000000", "CAD"),
        ("20 cents", "0.2", "USD"),
        ("a 20-million-dollar deal", "20000000", "USD"),
    ],
)
def test_a_sum_has_its_currency(text: str, value: str, unit: str) -> None:
    assert read(text) == [("money", value, unit)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("21st", "21"), ("twenty-first", "21"), ("third", "3"), ("two-hundredth", "200"), ("Second", "2")],
)
def test_an_ordinal_is_read(text: str, value: str) -> None:
    assert read(f"the {text} anniversary") == [("ordinal", value, None)]


def test_a_roman_numeral_after_a_name_is_an_ordinal() -> None:
    assert read("after World War II") == [("ordinal", "2", None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("two-thirds of", "2/3"), ("a quarter of", "0.25"), ("one fifth of", "0.2"), ("Half of", "0.5")],
)
def test_a_share_is_a_fraction(text: str, value: str) -> None:
    assert read(f"{text} the seats") == [("fraction", value, None)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("10 to 15 percent", "10..15", "%"),
        ("between 5 and 7 degrees", "5..7", None),
        ("$10-15 million", "10000000..15000000", "USD"),
        ("two or three days", "2..3", None),
        ("fifty to sixty deaths", "50..60", None),
    ],
)
def test_a_range_shares_unit_and_scale(text: str, value: str, unit: str | None) -> None:
    assert read(text) == [("range", value, unit)]


def test_a_fall_is_two_values_with_one_unit() -> None:
    assert read("fell from 40 to 35 percent") == [("percent", "40", "%"), ("percent", "35", "%")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18:30", "18:30"),
        ("8:30 a.m.", "8:30am"),
        ("5pm", "5:00pm"),
        ("noon", "12:00pm"),
        ("half past eleven at night", "11:30pm"),
        ("quarter to five in the afternoon", "4:45pm"),
        ("1830 GMT", "18:30"),
    ],
)
def test_a_time_of_day_is_read(text: str, value: str) -> None:
    assert read(f"It began at {text}")[0] == ("time", value, None)


@pytest.mark.parametrize(
    ("text", "value"), [("S-300", "300"), ("COVID-19", "19"), ("P5+1", "5+1"), ("G20", "20")]
)
def test_a_code_is_no_quantity(text: str, value: str) -> None:
    assert read(f"the {text} again") == [("code", value, None)]


@pytest.mark.parametrize(
    "text",
    [
        "one of the suspects",
        "no one was hurt",
        "this one is different",
        "thousands of people and dozens of cars",
        "both candidates",
        "the bottom half of the table",
        "second-hand cars",
        "less than a second.",
        "a third party",
        "the Friday prayer leader",
        "May said she may march",
        "a double standard",
        "https://example.org/2024/10/11",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert read(text) == []
