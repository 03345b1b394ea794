import textwrap

import pytest

from translate.text.segment import paragraphs, segment

PROSE = (
    "سازمان هواشناسی نسبت به بارش سنگین برف در استان‌های غربی کشور هشدار داد و از رانندگان خواست از سفر "
    "غیرضروری پرهیز کنند. راهداران در آماده‌باش هستند و در گردنه‌ها شن و نمک انبار شده است. مدیرکل بحران "
    "گفت که تا پایان هفته از شدت سرما کاسته نخواهد شد و مدارس شهرهای کوهستانی تعطیل می‌ماند."
)
SECOND = (
    "فیلم تازه این کارگردان در جشنواره ونیز به نمایش درآمد و منتقدان آن را ستودند. اکران عمومی آن از پاییز "
    "آغاز خواهد شد."
)


def wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def lines_of(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


@pytest.mark.parametrize("width", [40, 50, 60, 72, 80, 100])
def test_a_paragraph_broken_at_a_fixed_width_is_one(width: int) -> None:
    text = wrapped(PROSE, width)
    assert len(paragraphs(text)) == 1
    assert [text[a:b].replace("\n", " ") for a, b in segment(text)] == [PROSE[a:b] for a, b in segment(PROSE)]


def test_paragraphs_of_a_wrapped_document_stay_apart() -> None:
    text = "\n\n".join([wrapped(PROSE, 60), wrapped(SECOND, 60), wrapped(PROSE, 60)])
    assert [line.replace("\n", " ") for line in lines_of(text)] == [PROSE, SECOND, PROSE]


def test_sentences_of_a_wrapped_document_without_blank_lines_are_the_same() -> None:
    plain = "\n".join([PROSE, SECOND, PROSE])
    text = "\n".join([wrapped(PROSE, 60), wrapped(SECOND, 60), wrapped(PROSE, 60)])
    assert segment(text) == segment(plain)


def test_a_headline_above_wrapped_text_stays_apart() -> None:
    text = "برف سنگین در راه غرب کشور\n" + wrapped(PROSE, 60)
    assert lines_of(text)[0] == "برف سنگین در راه غرب کشور"
    assert len(lines_of(text)) == 2


def test_an_item_mark_begins_a_paragraph_in_wrapped_text() -> None:
    text = wrapped(PROSE, 60) + "\n" + wrapped("- " + PROSE, 60)
    assert [line.replace("\n", " ") for line in lines_of(text)] == [PROSE, "- " + PROSE]


@pytest.mark.parametrize(
    "text",
    [
        "افزایش نرخ بلیت مترو از ابتدای سال آینده\nکاهش ساعت کاری ادارات در فصل تابستان",
        "وزیر نیرو: قطعی برق صنایع کاهش می‌یابد\nوزیر نفت: ذخایر سوخت نیروگاه‌ها کافی است",
        "بنی‌آدم اعضای یک پیکرند\nکه در آفرینش ز یک گوهرند\nچو عضوی به درد آورد روزگار",
        "- افزایش دستمزد کارگران در سال نو\n- کاهش مالیات بنگاه‌های کوچک\n- حمایت از تولید داخلی و صادرات",
        "\n".join([PROSE, SECOND, PROSE]),
    ],
)
def test_lines_of_their_own_are_not_joined(text: str) -> None:
    assert lines_of(text) == text.split("\n")


def test_an_address_that_sticks_out_does_not_hide_the_width() -> None:
    address = "https://example.ir/" + "a" * 90
    text = "\n\n".join([*[wrapped(PROSE, 60)] * 8, address])
    assert [line.replace("\n", " ") for line in lines_of(text)] == [*[PROSE] * 8, address]
