from collections.abc import Sequence

from translate.text.asked import read_once
from translate.text.scan import Token, scan


def test_a_place_is_read_once_and_other_tokens_are_read_anew() -> None:
    asked: list[str] = []

    @read_once
    def reader(toks: Sequence[Token], i: int) -> str:
        asked.append(toks[i].text)
        return toks[i].text

    first, second = scan("دو کتاب", {}), scan("سه کتاب", {})
    assert [reader(first, 0), reader(first, 0), reader(first, 1)] == ["دو", "دو", "کتاب"]
    assert [reader(second, 0), reader(first, 0)] == ["سه", "دو"]
    assert asked == ["دو", "کتاب", "سه", "دو"]
