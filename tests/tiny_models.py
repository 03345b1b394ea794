"""Models for tests: a cache folder that lasts for the session, and tiny random models built on the spot."""

import atexit
import functools
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translate.engines.cache import CACHE_VARIABLE

PERSIAN_LINES = Path(__file__).parent / "golden" / "persian_lines.txt"


def persian_lines() -> list[str]:
    """About 200 sentences of our own writing."""
    return PERSIAN_LINES.read_text("utf-8").splitlines()


@functools.cache
def shared_cache() -> Path:
    """A cache folder for all tests of a session: a model is converted once for all of them."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    folder = Path(tempfile.mkdtemp(prefix="tarjoman-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def train_sentencepiece(prefix: Path, *, pieces: int, **options: Any) -> Path:
    """A SentencePiece model over the Persian lines and some English; PREFIX.model is returned."""
    import sentencepiece

    english = ["the president said on Saturday", "prices fell in the market", "he went to Tehran again"] * 5
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([*persian_lines(), *english]),
        model_prefix=str(prefix),
        vocab_size=pieces,
        character_coverage=0.999,
        hard_vocab_limit=False,
        minloglevel=2,
        **options,
    )
    return prefix.with_suffix(".model")


def build_marian(folder: Path, *, pieces: int = 400, seed: int = 1) -> Path:
    """A random Marian model of a few thousand weights with a real tokenizer, in `folder`."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    model = train_sentencepiece(folder / "trained", pieces=pieces)
    shutil.copy(model, folder / "source.spm")
    shutil.move(model, folder / "target.spm")
    vocabulary = [*_special_first(folder / "source.spm"), "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(vocabulary)}))
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "MarianTokenizer", "source_lang": "fa", "target_lang": "en"})
    )
    pad = len(vocabulary) - 1
    torch.manual_seed(seed)
    network = MarianMTModel(
        MarianConfig(
            vocab_size=len(vocabulary),
            decoder_vocab_size=len(vocabulary),
            d_model=32,
            encoder_layers=2,
            decoder_layers=2,
            encoder_attention_heads=4,
            decoder_attention_heads=4,
            encoder_ffn_dim=64,
            decoder_ffn_dim=64,
            max_position_embeddings=128,
            activation_function="relu",
            scale_embedding=True,
            share_encoder_decoder_embeddings=True,
            pad_token_id=pad,
            decoder_start_token_id=pad,
            eos_token_id=0,
            bos_token_id=0,
            forced_eos_token_id=None,
            init_std=0.5,  # wide enough for outputs that differ from input to input
        )
    ).eval()
    with torch.no_grad():
        # CTranslate2 starts Marian's decoder from a zero embedding: the row of the start token must be zero.
        network.get_input_embeddings().weight[pad] = 0
    network.save_pretrained(folder)
    return folder


def _special_first(model: Path) -> Sequence[str]:
    """Pieces of a SentencePiece model as Marian orders them: </s>, <unk>, then the rest."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    return ["</s>", "<unk>", *(piece for piece in pieces if piece not in {"</s>", "<unk>", "<s>"})]
