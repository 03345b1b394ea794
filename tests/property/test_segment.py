"""What holds for every text: order, edges, nothing lost, addresses and numbers whole."""

from hypothesis import given
from hypothesis import strategies as st

from translate.records import Span
from translate.text.characters import BIDI_MARKS
from translate.text.edges import trimmed
from translate.text.segment import paragraphs, segment, sentences, split_long

# What news is made of, in any order, and any code point at all, lone surrogates included.
WORDS = (
    "وی گفت رفت است م ه ق.م. ر.ک. جی. و... نک. ص الف Apple Inc. U.S. آقای اینکه هنوز ۱ ۲۰ 3 ۱۴۰۳ درصد\n"
    "تهران - ایرنا:"
)
MARKS = ".!?؟…۔:؛،-–()[]{}«»“”\"'/#@*•ـ\u200c\u200f\u200e\ufeff\u00a0\t\n\r\x85\u2028\x00"
BITS = st.sampled_from(
    WORDS.split()
    + list(MARKS)
    + [" ", " ", ". ", ".» ", "؟» ", ": «", "[1]", ". . .", "\r\n", "رم - ایرنا: "]
)
CODE_POINTS = st.text(st.characters(exclude_categories=()), max_size=60)
TEXTS = st.lists(BITS, max_size=60).map("".join) | CODE_POINTS
INVISIBLE = set(BIDI_MARKS + "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e")


def unseen(text: str) -> bool:
    return all(c.isspace() or c in INVISIBLE or (ord(c) < 0xA0 and not c.isprintable()) for c in text)


def assert_covers(text: str, spans: list[Span]) -> None:
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert unseen(text[at:start])
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert not unseen(text[start:end])
        at = end
    assert unseen(text[at:])


@given(TEXTS)
def test_spans_are_in_order_and_nothing_visible_is_outside(text: str) -> None:
    assert_covers(text, segment(text))
    assert_covers(text, paragraphs(text))
    assert_covers(text, sentences(text))


@given(TEXTS)
def test_a_sentence_lies_within_one_paragraph(text: str) -> None:
    bounds = paragraphs(text)
    for start, end in segment(text):
        assert any(first <= start and end <= last for first, last in bounds)


@given(TEXTS, st.integers(1, 40))
def test_pieces_fit_and_nothing_visible_is_lost(text: str, limit: int) -> None:
    spans = split_long(text, fits=lambda piece: len(piece) <= limit)
    assert_covers(text, spans)
    assert all(end - start <= limit for start, end in spans)


@given(TEXTS)
def test_pieces_end_where_characters_end(text: str) -> None:
    assert all(trimmed(text, *span) == span for span in split_long(text, fits=lambda piece: len(piece) <= 7))


NUMBERS = st.from_regex(r"\A[0-9]{1,3}([.,/:][0-9]{1,3}){1,3}\Z")
ADDRESSES = st.from_regex(
    r"\A(https?://|www\.)[a-z]{1,8}(\.[a-z]{2,5}){1,2}(/[a-z0-9_]{1,5}(\.html)?){0,3}\Z"
)


@given(NUMBERS, st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"]))
def test_a_number_is_never_broken(number: str, digits: str) -> None:
    number = number.translate(str.maketrans("0123456789", digits))
    text = f"مقدار آن {number} است. این رقم {number} نیست."
    assert len(segment(text)) == 2


@given(ADDRESSES)
def test_an_address_is_never_broken(address: str) -> None:
    text = f"خبر را در {address} بخوانید. نشانی {address} است."
    assert [text[a:b].count(address) for a, b in segment(text)] == [1, 1]
