"""Readers of tokens that several others ask about the same place: read once, answered from then on."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar

from translate.text.scan import Token

_Answer = TypeVar("_Answer")


def read_once(reader: Callable[[Sequence[Token], int], _Answer]) -> Callable[[Sequence[Token], int], _Answer]:
    """The same reader, which remembers its answers for the tokens that it was given last.

    The reader must be a function of the tokens and the place alone, and nobody may change the tokens. Threads
    may call it at once: tokens and answers change hands together.
    """
    last: tuple[Sequence[Token], dict[int, _Answer]] = ((), {})

    @wraps(reader)
    def asked(toks: Sequence[Token], i: int) -> _Answer:
        nonlocal last
        of, answers = last
        if of is not toks:
            answers = {}
            last = (toks, answers)
        if i not in answers:
            answers[i] = reader(toks, i)
        return answers[i]

    return asked
