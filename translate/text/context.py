"""What stands around one stop: words before and after it, the token it is in, the sentence so far."""

import re
from typing import NamedTuple

from translate.text.characters import BIDI_MARKS, ZWNJ
from translate.text.finite_verbs import is_finite
from translate.text.pairs import Pairs
from translate.text.words import fold

# How far back and ahead a rule may look; keeps a paragraph of stops linear.
REACH = 240
_WORD = re.compile(rf"[^\s«»“”„\"()\[\]{{}}،؛,;:!?؟…۔/<>|{BIDI_MARKS}]+")
_LAST_WORD = re.compile(_WORD.pattern + r"\Z")
_NEXT_WORD = re.compile(rf"[\s«“„\"(\[{BIDI_MARKS}{ZWNJ}]*([^\W_][\w{ZWNJ}]*)")
_BLANK = re.compile(r"\s")
_A_STOP = re.compile("[.!?؟…۔]")
_LONGEST_WORD = 40
_ADDRESS = re.compile(r"[«“„\"'(\[{‘]*(?:(?:https?|ftp)://|www\.|[^\s@]+@[A-Za-z0-9-]+\.)", re.IGNORECASE)
_ALNUM = re.compile(r"[^\W_]")


class Address(NamedTuple):
    """A URL or an e-mail address: where it begins and where its path does (its end if it has none)."""

    start: int
    path: int


def _address(text: str, start: int, end: int) -> Address | None:
    match = _ADDRESS.match(text, start, end)
    if match is None:
        return None
    slash = text.find("/", match.end(), end)
    return Address(match.start(), end if slash < 0 else slash)


class Context:
    """One stop of a paragraph at a time, with what the rules ask about it. Offsets are into `text`."""

    __slots__ = (
        "_address",
        "_token",
        "after",
        "following",
        "marker",
        "pairs",
        "start",
        "stop",
        "tail",
        "text",
    )

    def __init__(self, text: str, pairs: Pairs) -> None:
        self.text = text
        self.pairs = pairs
        self.start = 0  # where the sentence began
        self.marker = 0  # the number of the last list item seen in this paragraph
        self.stop = self.after = self.tail = self.following = 0
        self._token = (0, 0)
        self._address: Address | None = None

    def begin(self, start: int) -> None:
        """A new sentence begins at `start`."""
        self.start = start

    def look_at(self, stop: int, after: int, tail: int, following: int) -> None:
        """Turn to the stop `text[stop:after]`: its closing marks end at `tail`, the next word is ahead."""
        self.stop, self.after, self.tail, self.following = stop, after, tail, following

    def has_words(self, end: int) -> bool:
        """Whether the sentence has a letter or digit before `end`."""
        return _ALNUM.search(self.text, self.start, end) is not None

    @property
    def glued(self) -> bool:
        """Whether the next word follows without a blank."""
        return self.following == self.tail

    @property
    def before(self) -> str:
        """The character before the stop (a blank if the stop begins the paragraph)."""
        return self.text[self.stop - 1] if self.stop else " "

    @property
    def next(self) -> str:
        """The first visible character after the stop and its closing marks."""
        return self.text[self.following]

    def word_before(self, at: int | None = None) -> str:
        """The word that ends at `at` (default: the stop), blanks between skipped; "" after punctuation."""
        end = self.stop if at is None else at
        floor = max(self.start, end - 2 * _LONGEST_WORD)
        stretch = self.text[floor:end].rstrip().rstrip(ZWNJ + BIDI_MARKS)
        last = stretch[stretch.rfind(" ") + 1 :]
        if last.isalnum():
            return last
        match = _LAST_WORD.search(stretch, max(0, len(stretch) - _LONGEST_WORD))
        return match.group() if match else ""

    def word_after(self) -> str:
        """The next word, folded; "" if punctuation comes first."""
        match = _NEXT_WORD.match(self.text, self.tail)
        return fold(match.group(1)) if match else ""

    def address(self) -> Address | None:
        """The URL or e-mail address that the stop is in or right behind, if any; looked up once a token."""
        if not self._token[0] <= self.stop < self._token[1]:
            self._token = self._token_around(self.stop)
            self._address = _address(self.text, *self._token)
        return self._address

    def _token_around(self, at: int) -> tuple[int, int]:
        """The run of characters without a blank that `at` is in."""
        start = at
        while start > self._token[1] and not self.text[start - 1].isspace():
            start -= 1
        blank = _BLANK.search(self.text, at)
        return start, blank.start() if blank else len(self.text)

    def words_so_far(self) -> list[str]:
        """Words of the sentence before the stop, no further back than REACH characters."""
        stretch = self.text[max(self.start, self.stop - REACH) : self.stop]
        return _WORD.findall(stretch)

    def has_verb_so_far(self) -> bool:
        """Whether the sentence has a finite verb before the stop."""
        return any(map(is_finite, self.words_so_far()))

    def words_ahead(self) -> list[str]:
        """Words between the stop and the next one, no further than REACH characters."""
        stretch = self.text[self.following : self.following + REACH]
        return _WORD.findall(_A_STOP.split(stretch, maxsplit=1)[0])


def is_persian(character: str) -> bool:
    """A letter of the Arabic script, or a mark on one."""
    return "\u0600" <= character <= "\u08ff" and not character.isdecimal() and character not in "؟،؛۔٪٫٬"


def number(word: str) -> int | None:
    """The value of a run of digits of any of the three systems, or None."""
    return int(word) if word.isdecimal() and len(word) <= 18 else None
