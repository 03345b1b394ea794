"""Text into the tokens a model knows, and back, without transformers.

SentencePiece is called directly: the same pieces as the tokenizer of transformers (tested), without its
import, and without reading control tokens such as `</s>` or `>>eng<<` out of a newspaper's text.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from translate.engines.families import Family, read_settings
from translate.errors import ModelUnavailable

UNKNOWN = "<unk>"
BLANK = "\u2581"  # SentencePiece's mark for a blank


class Tokeniser(Protocol):
    """`encode` gives the tokens as the model sees them, special tokens included; `decode` plain text.

    `vocabulary` maps every token the model knows to its id; a piece outside it is the `unknown` token.
    `target_prefix` are the tokens that every output is made to begin with.
    """

    vocabulary: Mapping[str, int]
    unknown: str
    target_prefix: tuple[str, ...]

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text."""
        ...

    def decode(self, tokens: Sequence[str]) -> str:
        """Text of target tokens, special tokens left out."""
        ...


class SentencePieceTokeniser:
    """SentencePiece for the pieces, the model's own vocabulary for the ids."""

    unknown = UNKNOWN

    def __init__(
        self,
        *,
        source: Path,
        target: Path,
        vocabulary: Mapping[str, int],
        family: Family,
        special: frozenset[str],
    ) -> None:
        self.vocabulary = vocabulary
        self._source = _processor(source)
        self._target = self._source if target == source else _processor(target)
        self._prefix = _filled(family.source_prefix, family)
        self._suffix = _filled(family.source_suffix, family)
        self.target_prefix = _filled(family.target_prefix, family)
        self._special = special

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text, special tokens included."""
        # One thread: the cores belong to the decoder.
        pieces = self._source.encode(list(texts), out_type=str, num_threads=1)
        return [(*self._prefix, *line, *self._suffix) for line in pieces]

    def decode(self, tokens: Sequence[str]) -> str:
        """Text of target tokens, special tokens left out."""
        text: str = self._target.decode_pieces([token for token in tokens if token not in self._special])
        # Pieces that the target model does not know are passed through with their mark.
        return text.replace(BLANK, " ").strip()


def _filled(tokens: tuple[str, ...], family: Family) -> tuple[str, ...]:
    return tuple(token.format(source=family.source, target=family.target) for token in tokens)


def _processor(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelUnavailable(
            f"{path}: damaged SentencePiece model; copy or download the file again"
        ) from error


def tokeniser_of(folder: Path, family: Family) -> Tokeniser:
    """The tokeniser of the model in `folder`."""
    return SentencePieceTokeniser(
        source=folder / "source.spm",
        target=folder / "target.spm",
        vocabulary=_vocabulary(folder / "vocab.json"),
        family=family,
        special=frozenset({"</s>", "<pad>", UNKNOWN}),
    )


def _vocabulary(path: Path) -> Mapping[str, int]:
    content = read_settings(path)
    if not all(isinstance(identity, int) for identity in content.values()):
        raise ModelUnavailable(f"{path}: damaged (ids are not numbers); copy or download the file again")
    return {token: int(str(identity)) for token, identity in content.items()}
