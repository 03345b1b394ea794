"""The families of models: how each is recognised in a folder and how it is told its languages.

Every family is a row of `FAMILIES`, written by how it differs from its relatives; `family_of` decides which
row a folder belongs to, from what its files say. Sources: the model cards, the tokenizers of transformers 5,
the fairseq recipes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    output. In all three `{source}` and `{target}` stand for the tags. `vocabulary` says where pieces and
    ids come from (`translate.engines.tokenisers`); `required` are the files without which nothing works,
    alternatives divided by a bar. `positions` is the longest text that the family was made for.
    `ctranslate2_only` marks what is published without a transformers checkpoint.
    """

    name: str
    profile: str
    vocabulary: Literal["marian", "m2m100", "fairseq", "t5", "ctranslate2"]
    source: str = ""
    target: str = ""
    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = (EOS,)
    target_prefix: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    positions: int = 512
    ctranslate2_only: bool = False


_MARIAN_FILES = ("source.spm", "target.spm", "vocab.json")
_M2M100_FILES = ("sentencepiece.bpe.model", "vocab.json")
_T5_FILES = ("tokenizer.json|spiece.model",)
_QUICKMT_FILES = (
    "model.bin",
    "src.spm.model|joint.spm.model|source.spm",
    "tgt.spm.model|joint.spm.model|target.spm",
    "shared_vocabulary.json|target_vocabulary.json|shared_vocabulary.txt|target_vocabulary.txt",
)

_MARIAN = Family("marian", "marian", "marian", required=_MARIAN_FILES)
_NLLB = Family(
    "nllb",
    "nllb",
    "fairseq",
    "pes_Arab",
    "eng_Latn",
    source_prefix=("{source}",),
    target_prefix=("{target}",),
    required=("tokenizer.json",),
)
_M2M100 = Family("m2m100", "m2m100", "m2m100", "fa", "en", ("__{source}__",), required=_M2M100_FILES)
_T5 = Family("t5", "t5", "t5", required=_T5_FILES)

_ROWS = (
    _MARIAN,
    # Many-target models of OPUS-MT want the target language before the text.
    replace(_MARIAN, name="marian-multilingual", target="eng", source_prefix=(">>{target}<<",)),
    _NLLB,
    replace(_M2M100, target_prefix=("__{target}__",)),
    # SMaLL-100: source [target tag] text </s>, and nothing forced on the target.
    replace(_M2M100, name="small100", source_prefix=("__{target}__",)),
    replace(
        _NLLB,
        name="mbart50",
        profile="mbart50",
        source="fa_IR",
        target="en_XX",
        required=("tokenizer.json|sentencepiece.bpe.model",),
    ),
    replace(_T5, name="madlad", target="en", source_prefix=("<2{target}>",)),
    # Any other T5 that was tuned to translate: it knows its one direction.
    _T5,
    replace(_T5, name="mt5"),
    Family(
        "quickmt", "quickmt", "ctranslate2", required=_QUICKMT_FILES, positions=256, ctranslate2_only=True
    ),
)

FAMILIES: Mapping[str, Family] = {row.name: row for row in _ROWS}


def family_of(folder: Path) -> Family:
    """The family of the model in `folder`; ModelUnavailable says what was found and what is supported."""
    config = read_settings(folder / "config.json")
    name = _name_of(folder, config)
    if name is None:
        kind = str(config.get("model_type") or "unknown")
        raise ModelUnavailable(
            f"{folder}: a model of type {kind!r} ({_architectures(config)}); supported are encoder-decoder "
            f"translation models of the families {', '.join(FAMILIES)}"
        )
    return FAMILIES[name]


def _name_of(folder: Path, config: Settings) -> str | None:
    kind = config.get("model_type")
    tokenizer = _tokenizer_class(folder, config)
    if kind == "marian":
        # One target needs no word; several, English among them, need to be told.
        return "marian-multilingual" if _mentions(folder / "vocab.json", '">>eng<<"') else "marian"
    if kind == "m2m_100":
        return _of_m2m100(folder, tokenizer)
    if kind == "mbart":
        return "mbart50" if tokenizer.startswith("MBart50") else None
    if kind == "t5" and not tokenizer.startswith("ByT5"):
        tagged = any(_mentions(folder / name, "<2en>") for name in ("tokenizer.json", "spiece.model"))
        return "madlad" if tagged else "t5"
    if kind == "mt5":
        return "mt5"
    return "quickmt" if kind is None and (folder / "model.bin").is_file() else None


def _of_m2m100(folder: Path, tokenizer: str) -> str:
    """NLLB, M2M100 and SMaLL-100 share one architecture and differ in their tokenizers."""
    if tokenizer.startswith("Nllb") or not (folder / "vocab.json").is_file():
        return "nllb"
    if tokenizer == "SMALL100Tokenizer" or (folder / "tokenization_small100.py").is_file():
        return "small100"
    return "m2m100"


def _tokenizer_class(folder: Path, config: Settings) -> str:
    """The class that the tokenizer names itself by, "" where it does not."""
    path = folder / "tokenizer_config.json"
    own = read_settings(path).get("tokenizer_class") if path.is_file() else None
    return str(own or config.get("tokenizer_class") or "")


def _mentions(path: Path, text: str) -> bool:
    return path.is_file() and text.encode() in path.read_bytes()


def _architectures(config: Settings) -> str:
    names = config.get("architectures")
    return ", ".join(map(str, names)) if isinstance(names, list) and names else "no architecture named"


def read_settings(path: Path) -> Settings:
    """The JSON object in `path`; ModelUnavailable names the file where it is missing or broken."""
    content = read_json(path)
    if not isinstance(content, dict):
        raise ModelUnavailable(f"{path}: damaged (not a JSON object); copy or download the file again")
    return content


def read_json(path: Path) -> object:
    """What the JSON in `path` holds; ModelUnavailable names the file where it is missing or broken."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ModelUnavailable(f"{path}: missing; this folder does not hold a whole model") from error
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"{path}: damaged ({error}); copy or download the file again") from error


def missing_file(folder: Path, family: Family) -> str | None:
    """The first required file that is not there ("a or b" where either would do), None if all are."""
    for names in family.required:
        if not any((folder / name).is_file() for name in names.split("|")):
            return names.replace("|", " or ")
    return None


def longest_source(folder: Path, family: Family) -> int:
    """Tokens that the model takes at most, special tokens included.

    The smallest of its positions, of what its tokenizer declares and of the family's own figure.
    """
    declared = [read_settings(folder / "config.json").get("max_position_embeddings")]
    if (folder / "tokenizer_config.json").is_file():
        declared.append(read_settings(folder / "tokenizer_config.json").get("model_max_length"))
    # Tokenizers without a limit declare 1e30.
    limits = [int(limit) for limit in declared if isinstance(limit, int | float) and 0 < limit < 1e6]
    return min([*limits, family.positions])
