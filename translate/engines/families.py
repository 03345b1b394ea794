"""The families of models: how each is recognised in a folder and how it is told its languages.

Every family is a row of `FAMILIES`; which row a folder belongs to is decided by `family_of`, from what
its files say. Sources: the model cards, the tokenizers of transformers 5, the fairseq recipes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from translate.errors import ModelUnavailable

Settings = Mapping[str, object]

EOS = "</s>"


@dataclass(frozen=True, slots=True)
class Family:
    """How a family is loaded and told its languages.

    `source` and `target` are its tags for Persian and English ("" where it has none). `source_prefix`
    and `source_suffix` frame the pieces of a text; `target_prefix` is forced at the start of the
    output. In all three `{source}` and `{target}` stand for the tags. `tokeniser` is what makes the
    pieces: "marian" and "m2m100" are SentencePiece with a vocabulary file of its own, "hub" is a
    tokenizer.json, "spm" the SentencePiece files beside a CTranslate2 model. `required` are the files
    without which nothing works.
    """

    name: str
    profile: str
    tokeniser: Literal["marian", "m2m100", "hub", "spm"]
    source: str = ""
    target: str = ""
    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = (EOS,)
    target_prefix: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    positions: int = 512


FAMILIES: Mapping[str, Family] = {
    "marian": Family(
        name="marian",
        profile="marian",
        tokeniser="marian",
        required=("source.spm", "target.spm", "vocab.json"),
    ),
}


def family_of(folder: Path) -> Family:
    """The family of the model in `folder`; ModelUnavailable says what was found and what is supported."""
    config = read_settings(folder / "config.json")
    kind = str(config.get("model_type", ""))
    if kind == "marian":
        return FAMILIES["marian"]
    raise ModelUnavailable(
        f"{folder}: a model of type {kind or 'unknown'!r} ({_architectures(config)}); supported are "
        f"{', '.join(sorted(FAMILIES))} (encoder-decoder translation models)"
    )


def _architectures(config: Settings) -> str:
    names = config.get("architectures")
    return ", ".join(map(str, names)) if isinstance(names, list) and names else "no architecture named"


def read_settings(path: Path) -> Settings:
    """The JSON object in `path`; ModelUnavailable names the file where it is missing or broken."""
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ModelUnavailable(f"{path}: missing; this folder does not hold a whole model") from error
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"{path}: damaged ({error}); copy or download the file again") from error
    if not isinstance(content, dict):
        raise ModelUnavailable(f"{path}: damaged (not a JSON object); copy or download the file again")
    return content


def longest_source(folder: Path, family: Family) -> int:
    """Tokens that the model takes at most, special tokens included.

    The smaller of its positions and of what its tokenizer declares; models with relative positions
    (T5) declare neither reliably and get the family's own figure, the length they were trained on.
    """
    declared = [read_settings(folder / "config.json").get("max_position_embeddings")]
    if (folder / "tokenizer_config.json").is_file():
        declared.append(read_settings(folder / "tokenizer_config.json").get("model_max_length"))
    # Tokenizers without a limit declare 1e30.
    limits = [int(limit) for limit in declared if isinstance(limit, int | float) and 0 < limit < 1e6]
    return min([*limits, family.positions])
