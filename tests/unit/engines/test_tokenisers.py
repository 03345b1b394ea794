"""Our tokenisers give what the tokenizers of transformers give, without transformers."""

import warnings
from pathlib import Path
from typing import Any

import pytest

from tests.tiny_models import build_m2m100, build_nllb, persian_lines
from translate.engines.families import family_of
from translate.engines.models import BUILTIN_FOLDER
from translate.engines.tokenisers import UNKNOWN, tokeniser_of
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


def from_transformers(folder: Path, **options: str) -> Any:
    from transformers import AutoTokenizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Marian's recommends a package that it does not use here
        return AutoTokenizer.from_pretrained(folder, **options)


def agree(folder: Path, theirs: Any) -> None:
    """Ids of every line, and the text of those ids, are the same."""
    ours = tokeniser_of(folder, family_of(folder))
    unknown = ours.vocabulary[UNKNOWN]
    for line, tokens in zip(LINES, ours.encode(LINES), strict=True):
        ids = [ours.vocabulary.get(token, unknown) for token in tokens]
        assert ids == theirs(line).input_ids
        spoken = [
            theirs.convert_ids_to_tokens(identity) for identity in ids[:-1] if identity in range(4, 400)
        ]
        assert ours.decode(spoken) == theirs.convert_tokens_to_string(spoken).strip()


def test_marian_pieces_and_texts_are_those_of_transformers(tiny_marian: Path) -> None:
    for folder in (BUILTIN_FOLDER, tiny_marian):
        agree(folder, from_transformers(folder))


def test_m2m100_pieces_and_texts_are_those_of_transformers(tmp_path: Path) -> None:
    folder = build_m2m100(tmp_path / "m2m100")
    agree(folder, from_transformers(folder, src_lang="fa"))


def test_nllb_pieces_and_texts_are_those_of_transformers(tmp_path: Path) -> None:
    from transformers import PreTrainedTokenizerFast
    from transformers.models.nllb.tokenization_nllb import NllbTokenizer

    folder = build_nllb(tmp_path / "nllb")
    theirs = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    framed = tokeniser_of(folder, family_of(folder)).encode(["او رفت."])[0]
    assert [framed[0], framed[-1]] == ["pes_Arab", "</s>"], "as NLLB's own tokenizer frames a text now"
    assert NllbTokenizer().legacy_behaviour is False
    for line, tokens in zip(LINES, tokeniser_of(folder, family_of(folder)).encode(LINES), strict=True):
        assert list(tokens[1:-1]) == theirs.tokenize(line)


def test_tags_in_a_text_are_text(tmp_path: Path) -> None:
    folder = build_nllb(tmp_path / "nllb")
    (tokens,) = tokeniser_of(folder, family_of(folder)).encode(["eng_Latn و </s> و <pad>"])
    assert tokens.count("</s>") == 1
    assert not {"eng_Latn", "<pad>"} & set(tokens)


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
