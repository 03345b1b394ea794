"""Tokens and their ids, as each kind of model keeps them beside its SentencePiece files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from translate.engines.families import Family, read_json, read_settings
from translate.engines.language_codes import M2M100, MBART50
from translate.errors import ModelUnavailable

SOURCE_FILES = ("source.spm", "src.spm.model", "joint.spm.model", "sentencepiece.bpe.model", "spiece.model")
TARGET_FILES = ("target.spm", "tgt.spm.model", "joint.spm.model", "sentencepiece.bpe.model", "spiece.model")


def processor(path: Path) -> Any:
    """The SentencePiece model in `path`; ModelUnavailable if it is none."""
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelUnavailable(
            f"{path}: damaged SentencePiece model; copy or download the file again"
        ) from error


def sentencepiece_files(folder: Path, family: Family) -> tuple[Path, Path]:
    """The SentencePiece models of source and target, which may be one file."""
    return _first(folder, family, SOURCE_FILES), _first(folder, family, TARGET_FILES)


def _first(folder: Path, family: Family, names: tuple[str, ...]) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise ModelUnavailable(f"{folder}: no SentencePiece model, which {family.name} models need")


def of_marian(folder: Path) -> Mapping[str, int]:
    """vocab.json as it is."""
    return _ids(folder / "vocab.json")


def of_m2m100(folder: Path) -> Mapping[str, int]:
    """vocab.json, and behind it the language tags in fairseq's order."""
    own = _ids(folder / "vocab.json")
    return {**own, **{f"__{code}__": len(own) + rank for rank, code in enumerate(M2M100.split())}}


def of_fairseq(folder: Path) -> Mapping[str, int]:
    """mBART-50 without a tokenizer.json: specials, SentencePiece's pieces but its first three, tags, mask."""
    pieces = _pieces(folder / "sentencepiece.bpe.model")[3:]
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *pieces, *MBART50.split(), "<mask>"]
    return {token: rank for rank, token in enumerate(tokens)}


def of_t5(folder: Path) -> Mapping[str, int]:
    """SentencePiece's own ids; sentinels, which no translation holds, are left out."""
    return {piece: rank for rank, piece in enumerate(_pieces(folder / "spiece.model"))}


def of_ctranslate2(folder: Path) -> Mapping[str, int]:
    """The target vocabulary beside a CTranslate2 model."""
    for name in ("shared_vocabulary", "target_vocabulary"):
        if (folder / f"{name}.json").is_file():
            tokens = read_json(folder / f"{name}.json")
            break
        if (folder / f"{name}.txt").is_file():
            tokens = (folder / f"{name}.txt").read_text("utf-8").split("\n")
            break
    if not isinstance(tokens, list):
        raise ModelUnavailable(f"{folder}: its vocabulary is not a list; copy or download the files again")
    return {str(token): rank for rank, token in enumerate(tokens)}


def _pieces(path: Path) -> list[str]:
    model = processor(path)
    return [model.id_to_piece(rank) for rank in range(model.get_piece_size())]


def _ids(path: Path) -> Mapping[str, int]:
    content = read_settings(path)
    if not all(isinstance(identity, int) for identity in content.values()):
        raise ModelUnavailable(f"{path}: damaged (ids are not numbers); copy or download the file again")
    return {token: int(str(identity)) for token, identity in content.items()}


VOCABULARIES: Mapping[str, Callable[[Path], Mapping[str, int]]] = {
    "marian": of_marian,
    "m2m100": of_m2m100,
    "fairseq": of_fairseq,
    "t5": of_t5,
    "ctranslate2": of_ctranslate2,
}
