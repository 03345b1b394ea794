"""A model with the part of its vocabulary that Persian and English need.

Multilingual models spend most of their memory, and at every decoding step most of their time in the output
layer, on pieces of other languages. `trim` writes a standard checkpoint without them: embeddings, output
layer, tokenizer and configuration agree on new ids, all other weights are copied bit for bit.

What is promised: a source whose pieces are all kept is cut into the same pieces, every kept token has its
own embedding and output row, so the network computes the same scores for every token that is left. Greedy
output is the same wherever the whole model would have produced no dropped token; in beam search scores are
normalised over fewer tokens, which can reorder hypotheses that were close.
"""

import json
import secrets
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from translate.engines import trim_weights
from translate.engines.families import Family, family_of, missing_file, read_settings
from translate.engines.fingerprint import SETTINGS
from translate.engines.tokenisers import Tokeniser, tokeniser_of
from translate.engines.trim_corpus import own_words, words_in
from translate.engines.trim_pieces import Rules, needed
from translate.engines.trim_report import Report, by_script, coverage, first_dropped, size_of
from translate.engines.trim_settings import renewed
from translate.engines.trim_vocabulary import indispensable, renumbered, rewrite, sentencepiece_texts
from translate.errors import BadUsage, ModelUnavailable, OutputFailed

REPORT = "trimmed.json"
WEIGHTS = "model.safetensors"

COPIED = (*SETTINGS, "tokenization_*.py", "README*", "LICEN[CS]E*", "NOTICE*")
"""What goes along unless it is rewritten: settings, and the terms, which hold for the smaller model too."""


def trim(folder: Path, output: Path, *, corpus: Sequence[Path] = (), rules: Rules | None = None) -> Report:
    """Write the model in `folder` to the new folder `output` with the pieces that Persian and English need.

    The pieces are those that `rules` name and those inside the words of the `corpus` (text files, in
    addition to our own word list). Weights are copied tensor by tensor, so memory does not grow with the
    model. BadUsage where `output` exists or the model keeps no vocabulary that could be cut;
    ModelUnavailable, UnreadableDocument and OutputFailed for the files.
    """
    rules = rules or Rules()
    family = _trimmable(folder)
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise BadUsage(f"{output}: exists already; choose another folder for the trimmed model")
    words = Counter(own_words()) + Counter(words_in(corpus))
    try:
        return _written(folder, output, family, words, rules)
    except OSError as error:
        raise OutputFailed(
            f"{output}: cannot be written ({error.strerror}); it takes about the space of {folder}"
        ) from error


def _trimmable(folder: Path) -> Family:
    family = family_of(folder)
    missing = missing_file(folder, family)
    if missing:
        raise ModelUnavailable(f"{folder}: {missing} is missing, which a {family.name} model needs")
    if family.ctranslate2_only:
        raise BadUsage(
            f"{folder}: published in CTranslate2 format; trimming needs the transformers checkpoint"
        )
    if read_settings(folder / "config.json").get("share_encoder_decoder_embeddings") is False:
        raise BadUsage(
            f"{folder}: has one vocabulary for each of its two languages; there is nothing to trim"
        )
    return family


def _written(folder: Path, output: Path, family: Family, words: Mapping[str, int], rules: Rules) -> Report:
    """Build in a folder beside the output and rename it: what is called `output` is always whole."""
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.parent / f".{output.name}.part-{secrets.token_hex(4)}"
    part.mkdir()
    try:
        report = _build(folder, part, family, words, rules)
        part.replace(output)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return report


def _build(folder: Path, part: Path, family: Family, words: Mapping[str, int], rules: Rules) -> Report:
    whole = tokeniser_of(folder, family)
    settings = read_settings(folder / "config.json")
    rows = int(str(settings["vocab_size"]))
    pieces = whole.vocabulary.keys() | sentencepiece_texts(folder)
    kept = needed(pieces, always=indispensable(folder, whole.vocabulary), words=words, rules=rules)
    ids = renumbered(whole.vocabulary, kept, rows=rows)
    _copy(folder, part)
    rewrite(folder, part, kept=kept, ids=ids)
    staying = [identity for identity in ids if identity < rows]
    _rewrite_settings(folder, part, ids, rows=len(staying))
    tensors = trim_weights.stored_tensors(folder)
    trim_weights.write_trimmed(tensors, part / WEIGHTS, kept=staying, rows=rows)
    trimmed = tokeniser_of(part, family)
    _check(whole, trimmed, ids)
    dropped = [token for token in whole.vocabulary if token not in trimmed.vocabulary]
    report = Report(
        family=family.name,
        before=size_of(folder, tokens=rows, parameters=trim_weights.parameters(tensors)),
        after=size_of(
            part,
            tokens=len(staying),
            parameters=trim_weights.parameters(trim_weights.stored_tensors(part)),
        ),
        kept=by_script(trimmed.vocabulary),
        dropped=by_script(dropped),
        first_dropped=first_dropped(whole.vocabulary, frozenset(trimmed.vocabulary)),
        coverage=coverage(words, whole, trimmed),
    )
    (part / REPORT).write_text(json.dumps(report.row(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    return report


def _copy(folder: Path, part: Path) -> None:
    for pattern in COPIED:
        for path in folder.glob(pattern):
            # An index lists the shards of weights that are one file now.
            if path.is_file() and not path.name.endswith(".index.json"):
                shutil.copyfile(path, part / path.name)


def _rewrite_settings(folder: Path, part: Path, ids: Mapping[int, int], *, rows: int) -> None:
    for name in ("config.json", "generation_config.json"):
        if (folder / name).is_file():
            settings = renewed(dict(read_settings(folder / name)), ids, rows=rows)
            (part / name).write_text(json.dumps(settings, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _check(whole: Tokeniser, trimmed: Tokeniser, ids: Mapping[int, int]) -> None:
    """The written tokenizer must give every kept token the row that was copied for it: else it is our bug."""
    wrong = [
        token
        for token, identity in trimmed.vocabulary.items()
        if ids.get(whole.vocabulary.get(token, -1)) != identity
    ]
    if wrong or len(trimmed.vocabulary) != sum(whole.vocabulary[token] in ids for token in whole.vocabulary):
        raise RuntimeError(f"the trimmed tokenizer disagrees with the weights about {wrong[:3]}")
