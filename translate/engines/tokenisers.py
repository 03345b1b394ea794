"""Text into the tokens a model knows, and back, without transformers.

SentencePiece is called directly: the same pieces as the tokenizer of transformers (tested), without its
import, and without reading control tokens such as `</s>` or `>>eng<<` out of a newspaper's text. Models
that come with a tokenizer.json only go through the `tokenizers` library.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from translate.engines import vocabularies
from translate.engines.families import Family, read_settings
from translate.errors import ModelUnavailable

UNKNOWN = "<unk>"
BLANK = "\u2581"  # SentencePiece's mark for a blank
SPECIAL = frozenset({"<s>", "</s>", "<pad>", "<mask>", UNKNOWN})


class Tokeniser(Protocol):
    """`encode` gives the tokens as the model sees them, special tokens included; `decode` plain text.

    `vocabulary` maps every token the model knows to its id; a piece outside it is the unknown token.
    `target_prefix` are the tokens that every output is made to begin with.
    """

    vocabulary: Mapping[str, int]
    target_prefix: tuple[str, ...]

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text."""
        ...

    def decode(self, tokens: Sequence[str]) -> str:
        """Text of target tokens, special tokens left out."""
        ...

    def pieces(self, text: str) -> list[str]:
        """Target tokens of a text, without any frame."""
        ...


class SentencePieceTokeniser:
    """SentencePiece for the pieces, the model's own vocabulary for the ids."""

    def __init__(self, *, source: Path, target: Path, vocabulary: Mapping[str, int], frame: "Frame") -> None:
        self.vocabulary = vocabulary
        self.target_prefix = frame.target_prefix
        self._frame = frame
        self._source = vocabularies.processor(source)
        self._target = self._source if target == source else vocabularies.processor(target)

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text, special tokens included."""
        # One thread: the cores belong to the decoder.
        pieces = self._source.encode(list(texts), out_type=str, num_threads=1)
        return [self._frame.around(line) for line in pieces]

    def decode(self, tokens: Sequence[str]) -> str:
        """Text of target tokens, special tokens left out."""
        text: str = self._target.decode_pieces(_spoken(tokens, self.vocabulary))
        # Pieces that the target model does not know are passed through with their mark.
        return text.replace(BLANK, " ").strip()

    def pieces(self, text: str) -> list[str]:
        """Target tokens of a text, without any frame."""
        found: list[str] = self._target.encode(text, out_type=str, num_threads=1)
        return found


class JsonTokeniser:
    """A tokenizer.json, run by the `tokenizers` library."""

    def __init__(self, path: Path, *, frame: "Frame") -> None:
        self._tokenizer = _from_json(path)
        # A newspaper that writes </s> means the four characters.
        self._tokenizer.encode_special_tokens = True
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.vocabulary: Mapping[str, int] = self._tokenizer.get_vocab(with_added_tokens=True)
        self.target_prefix = frame.target_prefix
        self._frame = frame

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Tokens of each text, special tokens included."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [self._frame.around(line.tokens) for line in encoded]

    def decode(self, tokens: Sequence[str]) -> str:
        """Text of target tokens, special tokens left out."""
        text: str = self._tokenizer.decoder.decode(_spoken(tokens, self.vocabulary))
        return text.strip()

    def pieces(self, text: str) -> list[str]:
        """Target tokens of a text, without any frame."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).tokens)


class Frame:
    """What stands around the pieces of a text: language tags and the end mark."""

    def __init__(self, family: Family, *, suffix: tuple[str, ...] | None = None) -> None:
        self.prefix = self._filled(family.source_prefix, family)
        self.suffix = self._filled(family.source_suffix if suffix is None else suffix, family)
        self.target_prefix = self._filled(family.target_prefix, family)

    def around(self, pieces: Sequence[str]) -> tuple[str, ...]:
        """The pieces with their frame."""
        return (*self.prefix, *pieces, *self.suffix)

    @staticmethod
    def _filled(tokens: tuple[str, ...], family: Family) -> tuple[str, ...]:
        return tuple(token.format(source=family.source, target=family.target) for token in tokens)


def _spoken(tokens: Sequence[str], vocabulary: Mapping[str, int]) -> list[str]:
    """Tokens that are text: no special ones, and none of those that only fill up a padded vocabulary."""
    return [token for token in tokens if token in vocabulary and token not in SPECIAL]


def _from_json(path: Path) -> Any:
    import tokenizers

    try:
        return tokenizers.Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing narrower
        raise ModelUnavailable(f"{path}: damaged ({error}); copy or download the file again") from error


def tokeniser_of(folder: Path, family: Family) -> Tokeniser:
    """The tokeniser of the model in `folder`; ModelUnavailable if it does not know the family's tags."""
    tokeniser = _unchecked(folder, family)
    frame = Frame(family)
    unknown = [tag for tag in (*frame.prefix, *frame.target_prefix) if tag not in tokeniser.vocabulary]
    if unknown:
        raise ModelUnavailable(f"{folder}: the model does not know the language tag {unknown[0]}")
    return tokeniser


def _unchecked(folder: Path, family: Family) -> Tokeniser:
    if family.vocabulary in {"fairseq", "t5"} and (folder / "tokenizer.json").is_file():
        return JsonTokeniser(folder / "tokenizer.json", frame=Frame(family))
    source, target = vocabularies.sentencepiece_files(folder, family)
    return SentencePieceTokeniser(
        source=source,
        target=target,
        vocabulary=vocabularies.VOCABULARIES[family.vocabulary](folder),
        frame=Frame(family, suffix=_own_suffix(folder, family)),
    )


def _own_suffix(folder: Path, family: Family) -> tuple[str, ...] | None:
    """No end mark where a CTranslate2 model's configuration says that the engine adds it."""
    if family.ctranslate2_only and read_settings(folder / "config.json").get("add_source_eos"):
        return ()
    return None
