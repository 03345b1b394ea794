"""How a token may be written, as the half-space tagger remembers it."""

from typing import NamedTuple


class Form(NamedTuple):
    """A token as it will be written, and the pieces at its edges.

    `first` and `last` are empty where the token does not begin or end in a Persian letter. `second` and
    `penult` are their inner neighbours: a piece, `OUTSIDE`, or empty where the token is a single piece.
    The flags are those of `last` and `first`, see halfspace_features.
    """

    text: str
    first: str
    second: str
    penult: str
    last: str
    opens: bool
    closes: bool
    pair_left: bool
    pair_right: bool


class Token(NamedTuple):
    """Both ways to write a token (see `Spelling`) and what it shows of the author's habits."""

    plain: Form
    wary: Form
    habits: int
