"""Our tokenisers give what the tokenizers of transformers give, without transformers."""

import warnings
from pathlib import Path
from typing import Any

import pytest

from tests.tiny_models import persian_lines
from translate.engines.families import family_of
from translate.engines.models import BUILTIN_FOLDER
from translate.engines.tokenisers import tokeniser_of
from translate.errors import ModelUnavailable

pytestmark = pytest.mark.slow

LINES = [
    *persian_lines(),
    "",
    " ",
    "  دو  فاصله  ",
    "سطر\tبا تب",
    "English و 𝕏 و ۱۲٫۵ درصد",
    "می\u200cشود",
]


def from_transformers(folder: Path) -> Any:
    from transformers import AutoTokenizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Marian's recommends a package that it does not use here
        return AutoTokenizer.from_pretrained(folder)


def test_marian_pieces_and_texts_are_those_of_transformers(tiny_marian: Path) -> None:
    for folder in (BUILTIN_FOLDER, tiny_marian):
        ours, theirs = tokeniser_of(folder, family_of(folder)), from_transformers(folder)
        unknown = ours.vocabulary[ours.unknown]
        for line, tokens in zip(LINES, ours.encode(LINES), strict=True):
            ids = [ours.vocabulary.get(token, unknown) for token in tokens]
            assert ids == theirs(line).input_ids
            known = [theirs.convert_ids_to_tokens(identity) for identity in ids]
            assert ours.decode(known) == theirs.decode(ids, skip_special_tokens=True)


def test_a_damaged_sentencepiece_model_is_named(tmp_path: Path) -> None:
    for name in ("config.json", "vocab.json", "target.spm"):
        (tmp_path / name).write_bytes((BUILTIN_FOLDER / name).read_bytes())
    (tmp_path / "source.spm").write_bytes((BUILTIN_FOLDER / "source.spm").read_bytes()[:1000])
    with pytest.raises(ModelUnavailable, match=r"source\.spm"):
        tokeniser_of(tmp_path, family_of(tmp_path))


def test_a_vocabulary_of_the_wrong_shape_is_named(tmp_path: Path) -> None:
    for name in ("config.json", "source.spm", "target.spm"):
        (tmp_path / name).write_bytes((BUILTIN_FOLDER / name).read_bytes())
    (tmp_path / "vocab.json").write_text('{"a": "b"}')
    with pytest.raises(ModelUnavailable, match=r"vocab\.json"):
        tokeniser_of(tmp_path, family_of(tmp_path))
