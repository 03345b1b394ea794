"""Models for tests: a cache folder that lasts for the session, and tiny random models built on the spot."""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translate.engines.cache import CACHE_VARIABLE

PERSIAN_LINES = Path(__file__).parent / "golden" / "persian_lines.txt"


def persian_lines() -> list[str]:
    """About 200 sentences of our own writing."""
    return PERSIAN_LINES.read_text("utf-8").splitlines()


def shared_cache() -> Path:
    """The session's cache folder (see conftest.py): a model is converted once for all tests."""
    return Path(os.environ[CACHE_VARIABLE])


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


def build_m2m100(folder: Path, *, small: bool = False) -> Path:
    """A random M2M100 with vocab.json and SentencePiece; `small` makes a SMaLL-100 of it."""
    from transformers import M2M100ForConditionalGeneration

    folder.mkdir(parents=True)
    shutil.move(
        train_sentencepiece(folder / "trained", pieces=400, model_type="bpe"),
        folder / "sentencepiece.bpe.model",
    )
    own = ["<s>", "<pad>", "</s>", "<unk>", *_pieces(folder / "sentencepiece.bpe.model")[3:]]
    (folder / "vocab.json").write_text(json.dumps({token: rank for rank, token in enumerate(own)}))
    name = "SMALL100Tokenizer" if small else "M2M100Tokenizer"
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": name}))
    return _save(M2M100ForConditionalGeneration, _m2m100_config(len(own) + 100 + 8), folder)


def build_nllb(folder: Path) -> Path:
    """A random NLLB with a tokenizer.json of its own: BPE behind fairseq's four specials, tags last."""
    import tokenizers
    from tokenizers import decoders, models, normalizers, pre_tokenizers, trainers
    from transformers import M2M100ForConditionalGeneration

    folder.mkdir(parents=True)
    tokenizer = tokenizers.Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace("  ", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(persian_lines(), trainer)
    tokenizer.add_special_tokens(["pes_Arab", "prs_Arab", "eng_Latn", "<mask>"])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "NllbTokenizer"}))
    return _save(M2M100ForConditionalGeneration, _m2m100_config(tokenizer.get_vocab_size()), folder)


def _m2m100_config(tokens: int) -> Any:
    from transformers import M2M100Config

    return M2M100Config(vocab_size=tokens, scale_embedding=True, **_SMALL_BART)


def build_mbart50(folder: Path) -> Path:
    """A random mBART-50 with its SentencePiece file only, as the published one."""
    from transformers import MBartConfig, MBartForConditionalGeneration

    folder.mkdir(parents=True)
    shutil.move(train_sentencepiece(folder / "trained", pieces=400), folder / "sentencepiece.bpe.model")
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "MBart50Tokenizer"}))
    tokens = 4 + len(_pieces(folder / "sentencepiece.bpe.model")[3:]) + 52 + 1
    config = MBartConfig(vocab_size=tokens, scale_embedding=True, **_SMALL_BART)
    return _save(MBartForConditionalGeneration, config, folder)


def build_t5(folder: Path, *, kind: str) -> Path:
    """A random T5 ("t5"), MADLAD-400 ("madlad") or mT5 ("mt5") with its SentencePiece file only."""
    from transformers import MT5Config, MT5ForConditionalGeneration, T5Config, T5ForConditionalGeneration

    folder.mkdir(parents=True)
    tags = ["<2en>", "<2fa>"] if kind == "madlad" else []
    model = train_sentencepiece(
        folder / "trained", pieces=400, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, user_defined_symbols=tags
    )
    shutil.move(model, folder / "spiece.model")
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "T5Tokenizer"}))
    shape: dict[str, Any] = {
        "vocab_size": len(_pieces(folder / "spiece.model")) + 28,  # padded, as published ones are
        "d_model": 32,
        "d_kv": 8,
        "d_ff": 64,
        "num_layers": 2,
        "num_heads": 4,
        "feed_forward_proj": "relu" if kind == "t5" else "gated-gelu",
        "tie_word_embeddings": kind == "t5",
        "decoder_start_token_id": 0,
        "pad_token_id": 0,
        "eos_token_id": 1,
        "initializer_factor": 3.0,
    }
    if kind == "mt5":
        return _save(MT5ForConditionalGeneration, MT5Config(**shape), folder)
    return _save(T5ForConditionalGeneration, T5Config(**shape), folder, own_output_layer=kind == "madlad")


_SMALL_BART: dict[str, Any] = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 128,
    "activation_function": "relu",
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "decoder_start_token_id": 2,
    "forced_eos_token_id": None,
    "init_std": 0.3,
}


def _save(architecture: Any, config: Any, folder: Path, *, own_output_layer: bool = False) -> Path:
    import torch

    torch.manual_seed(5)
    network = architecture(config).eval()
    if own_output_layer:
        network.lm_head.weight = torch.nn.Parameter(torch.randn_like(network.lm_head.weight))
    network.save_pretrained(folder)
    return folder


def _pieces(model: Path) -> list[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    return [processor.id_to_piece(rank) for rank in range(processor.get_piece_size())]
