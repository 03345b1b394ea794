"""The vocabulary files of a model folder: read, and written again with the pieces that stay.

Ids are renumbered without gaps and in their old order, so whatever a family expects (specials first,
language tags behind the pieces, `<pad>` last) is as it was.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from translate.engines.families import read_json
from translate.engines.trim_sentencepiece import NORMAL, Piece, is_unigram, read_pieces, without

Json = dict[str, Any]


def sentencepiece_models(folder: Path) -> list[Path]:
    """Every SentencePiece file in the folder, by name."""
    return sorted((*folder.glob("*.spm"), *folder.glob("*.model")))


def sentencepiece_texts(folder: Path) -> frozenset[str]:
    """The pieces of all SentencePiece files in the folder."""
    return frozenset(piece.text for path in sentencepiece_models(folder) for piece in read_pieces(path))


def indispensable(folder: Path, vocabulary: Mapping[str, int]) -> frozenset[str]:
    """Tokens that are no ordinary pieces, and the one on which a unigram tokenizer's arithmetic hangs.

    Control, byte, unknown and user-defined pieces; added tokens; whatever the model knows besides its
    SentencePiece files. A unigram tokenizer rates an unknown character by its lowest-scored piece, so
    that piece stays: without it texts with such characters could be cut differently.
    """
    found: set[str] = set()
    models = sentencepiece_models(folder)
    for path in models:
        pieces = read_pieces(path)
        found.update(piece.text for piece in pieces if piece.kind != NORMAL)
        if is_unigram(path):
            found.add(_lowest([piece for piece in pieces if piece.kind == NORMAL]))
    if models:
        found.update(vocabulary.keys() - sentencepiece_texts(folder))
    if (folder / "tokenizer.json").is_file():
        found.update(_indispensable_to_json(_object(folder / "tokenizer.json")))
    return frozenset(found)


def _lowest(pieces: Sequence[Piece]) -> str:
    return min(pieces, key=lambda piece: piece.score).text


def _indispensable_to_json(tokenizer: Json) -> set[str]:
    added = {token["content"] for token in tokenizer.get("added_tokens", ())}
    model = tokenizer["model"]
    if model.get("type") != "Unigram":
        return added | {str(model["unk_token"])} if model.get("unk_token") else added
    scores = model["vocab"]
    return added | {scores[model["unk_id"]][0], min(scores, key=lambda entry: entry[1])[0]}


def renumbered(vocabulary: Mapping[str, int], kept: frozenset[str], *, rows: int) -> dict[int, int]:
    """New id of every id that stays, in the old order.

    Rows of the embedding that no token names (padding of the matrix, T5's sentinels) stay as well:
    tokenizers count on ids behind the vocabulary.
    """
    dropped = {identity for token, identity in vocabulary.items() if token not in kept}
    dropped -= {identity for token, identity in vocabulary.items() if token in kept}
    total = max(rows, *(identity + 1 for identity in vocabulary.values()))
    staying = (identity for identity in range(total) if identity not in dropped)
    return {old: new for new, old in enumerate(staying)}


def rewrite(folder: Path, output: Path, *, kept: frozenset[str], ids: Mapping[int, int]) -> None:
    """Write the folder's vocabulary files to `output` with the tokens `kept`, under their new `ids`."""
    for path in sentencepiece_models(folder):
        (output / path.name).write_bytes(without(path, lambda piece: piece.text in kept))
    for name, renewed in _JSON_FILES.items():
        if (folder / name).is_file():
            _write(output / name, renewed(_object(folder / name), ids))


def _object(path: Path) -> Json:
    content = read_json(path)
    if not isinstance(content, dict):
        raise TypeError(f"{path}: not a JSON object")
    return content


def _write(path: Path, content: Json) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _ids_of_tokens(tokens: Json, ids: Mapping[int, int]) -> Json:
    """vocab.json, added_tokens.json: token to id."""
    return {token: ids[identity] for token, identity in tokens.items() if identity in ids}


def _tokenizer_config(config: Json, ids: Mapping[int, int]) -> Json:
    added = config.get("added_tokens_decoder")
    if not added:
        return config
    renewed = {str(ids[int(old)]): token for old, token in added.items() if int(old) in ids}
    return {**config, "added_tokens_decoder": renewed}


def _tokenizer_json(tokenizer: Json, ids: Mapping[int, int]) -> Json:
    added = [{**token, "id": ids[token["id"]]} for token in tokenizer.get("added_tokens", ())]
    return {
        **tokenizer,
        "added_tokens": added,
        "model": _model(tokenizer["model"], ids),
        "post_processor": _post_processor(tokenizer.get("post_processor"), ids),
        "padding": _padding(tokenizer.get("padding"), ids),
    }


def _model(model: Json, ids: Mapping[int, int]) -> Json:
    if model.get("type") == "Unigram":
        staying = [entry for identity, entry in enumerate(model["vocab"]) if identity in ids]
        return {**model, "vocab": staying, "unk_id": ids[model["unk_id"]]}
    vocabulary = _ids_of_tokens(model["vocab"], ids)
    return {**model, "vocab": vocabulary, "merges": _merges(model["merges"], vocabulary)}


def _merges(merges: Sequence[Any], vocabulary: Json) -> list[Any]:
    """Merges whose parts and whole are all still pieces; in older files a merge is `left right`."""
    pairs = ((merge, merge.split(" ") if isinstance(merge, str) else merge) for merge in merges)
    return [
        merge
        for merge, (left, right) in pairs
        if left in vocabulary and right in vocabulary and left + right in vocabulary
    ]


def _post_processor(processor: Json | None, ids: Mapping[int, int]) -> Json | None:
    """The template's special tokens under their new ids."""
    if processor is None:
        return None
    if processor.get("type") == "Sequence":
        return {**processor, "processors": [_post_processor(part, ids) for part in processor["processors"]]}
    if processor.get("type") != "TemplateProcessing":
        return processor
    tokens = {
        name: {**token, "ids": [ids[identity] for identity in token["ids"]]}
        for name, token in processor["special_tokens"].items()
    }
    return {**processor, "special_tokens": tokens}


def _padding(padding: Json | None, ids: Mapping[int, int]) -> Json | None:
    return None if padding is None else {**padding, "pad_id": ids[padding["pad_id"]]}


_JSON_FILES = {
    "vocab.json": _ids_of_tokens,
    "added_tokens.json": _ids_of_tokens,
    "tokenizer_config.json": _tokenizer_config,
    "tokenizer.json": _tokenizer_json,
}
