"""Tiny multilingual models of every family, their tokenizers trained on lines in ten scripts."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.tiny_models import persian_lines
from translate.engines.language_codes import M2M100, MBART50

ENGLISH = [
    "The president said on Saturday that prices fell in the market.",
    "He went to Tehran again and met the minister of trade.",
    "Three people were injured after heavy rain in the north.",
    "The team won the second match and will play on Friday.",
]
FOREIGN = [
    "Президент заявил в субботу, что цены на рынке снизились.",
    "Министр торговли снова встретился с делегацией в столице.",
    "Вчера в северных районах прошли сильные дожди.",
    "总统星期六表示市场价格下跌了，部长再次会见了代表团。",
    "昨天北部地区下了大雨，三人受伤。",
    "राष्ट्रपति ने शनिवार को कहा कि बाज़ार में कीमतें गिर गईं।",
    "Ο πρόεδρος δήλωσε το Σάββατο ότι οι τιμές στην αγορά μειώθηκαν.",
    "대통령은 토요일에 시장 가격이 하락했다고 말했다.",
    "הנשיא אמר בשבת כי המחירים בשוק ירדו.",
    "Cumhurbaşkanı cumartesi günü piyasada fiyatların düştüğünü söyledi.",
    "Rais alisema Jumamosi kwamba bei zimeshuka sokoni na waziri akakutana nao.",
    "Staatspräsident und Handelsminister trafen sich erneut in Straßburg.",
    "صدر نے ہفتے کو کہا کہ بازار میں قیمتیں گر گئی ہیں۔",
    "პრეზიდენტმა შაბათს განაცხადა, რომ ბაზარზე ფასები დაეცა.",
]
PIECES = 900

SHAPE: Mapping[str, Any] = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 128,
    "activation_function": "relu",
    "scale_embedding": True,
    "forced_eos_token_id": None,
    "init_std": 0.4,  # wide enough for outputs that differ from input to input
}
FAIRSEQ_IDS = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
FAIRSEQ_SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]
NLLB_TAGS = ["eng_Latn", "pes_Arab", "prs_Arab", "rus_Cyrl", "tur_Latn"]


def multilingual_lines() -> list[str]:
    """Our Persian lines, and as much English and foreign text beside them."""
    return [*persian_lines(), *ENGLISH * 10, *FOREIGN * 6]


def build_marian(folder: Path) -> Path:
    """Joint SentencePiece files, vocab.json with `<pad>` last, one output matrix for all."""
    from transformers import MarianConfig, MarianMTModel

    pieces = _sentencepiece(folder, "source.spm")
    shutil.copy(folder / "source.spm", folder / "target.spm")
    tokens = ["</s>", "<unk>", *(piece for piece in pieces if piece not in {"</s>", "<unk>", "<s>"}), "<pad>"]
    _write(folder / "vocab.json", {token: rank for rank, token in enumerate(tokens)})
    _write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "MarianTokenizer", "source_lang": "fa", "target_lang": "en"},
    )
    pad = len(tokens) - 1
    config = MarianConfig(
        **SHAPE,
        vocab_size=len(tokens),
        decoder_vocab_size=len(tokens),
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        bos_token_id=0,
    )
    network = _network(MarianMTModel, config)
    # CTranslate2 starts Marian's decoder from a zero embedding: the start token's row must be zero.
    network.get_input_embeddings().weight.data[pad] = 0
    network.final_logits_bias.normal_()
    network.generation_config.bad_words_ids = [[pad]]
    network.save_pretrained(folder)
    return folder


def build_m2m100(folder: Path) -> Path:
    """SentencePiece BPE; vocab.json in another order than the pieces, tags and eight rows behind it."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    pieces = _sentencepiece(folder, "sentencepiece.bpe.model", model_type="bpe")[3:]
    tokens = [*FAIRSEQ_SPECIALS, *sorted(pieces)]
    _write(folder / "vocab.json", {token: rank for rank, token in enumerate(tokens)})
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer"})
    rows = len(tokens) + len(M2M100.split()) + 8
    config = M2M100Config(**SHAPE, **FAIRSEQ_IDS, vocab_size=rows)
    _network(M2M100ForConditionalGeneration, config).save_pretrained(folder)
    return folder


def build_nllb(folder: Path) -> Path:
    """A tokenizer.json with BPE behind fairseq's specials, language tags last and two rows of padding."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    folder.mkdir(parents=True)
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    trainer = trainers.BpeTrainer(vocab_size=PIECES, special_tokens=FAIRSEQ_SPECIALS, show_progress=False)
    tokenizer.train_from_iterator(multilingual_lines(), trainer)
    tokenizer.add_special_tokens([*NLLB_TAGS, "<mask>"])
    tag = tokenizer.token_to_id("pes_Arab")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="pes_Arab $A </s>", special_tokens=[("pes_Arab", tag), ("</s>", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    _write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "NllbTokenizer", "src_lang": "pes_Arab", "extra_special_tokens": NLLB_TAGS},
    )
    config = M2M100Config(**SHAPE, **FAIRSEQ_IDS, vocab_size=tokenizer.get_vocab_size() + 2)
    network = _network(M2M100ForConditionalGeneration, config)
    network.generation_config.forced_bos_token_id = tokenizer.token_to_id("eng_Latn")
    network.save_pretrained(folder)
    return folder


def build_mbart50(folder: Path) -> Path:
    """A tokenizer.json with unigram pieces in fairseq's order: specials, pieces, tags, mask."""
    from transformers import MBartConfig, MBartForConditionalGeneration

    pieces = _scored(folder)
    tags = [*MBART50.split(), "<mask>"]
    vocabulary = [*((token, 0.0) for token in FAIRSEQ_SPECIALS), *pieces, *((tag, 0.0) for tag in tags)]
    _unigram(folder, vocabulary, unknown=3, special=[*FAIRSEQ_SPECIALS, *tags])
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "MBart50Tokenizer", "src_lang": "fa_IR"})
    config = MBartConfig(**SHAPE, **FAIRSEQ_IDS, vocab_size=len(vocabulary))
    _network(MBartForConditionalGeneration, config).save_pretrained(folder)
    return folder


def build_mbart50_as_published(folder: Path) -> Path:
    """Its SentencePiece file only: ids come from fairseq's order of specials, pieces, tags and mask."""
    from transformers import MBartConfig, MBartForConditionalGeneration

    pieces = _sentencepiece(folder, "sentencepiece.bpe.model")
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "MBart50Tokenizer"})
    rows = len(pieces) + 1 + len(MBART50.split()) + 1
    config = MBartConfig(**SHAPE, **FAIRSEQ_IDS, vocab_size=rows)
    _network(MBartForConditionalGeneration, config).save_pretrained(folder)
    return folder


def build_mt5(folder: Path) -> Path:
    """A SentencePiece file only, and a matrix padded beyond it; an output layer of its own."""
    from transformers import MT5Config, MT5ForConditionalGeneration

    pieces = _sentencepiece(folder, "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "T5Tokenizer", "extra_ids": 0})
    _save_t5(MT5ForConditionalGeneration, MT5Config, folder, rows=len(pieces) + 12)
    return folder


def build_madlad(folder: Path) -> Path:
    """A tokenizer.json with unigram pieces, target tags among the first and sentinels behind the pieces."""
    from transformers import T5Config, T5ForConditionalGeneration

    sentinels = [f"<extra_id_{number}>" for number in reversed(range(10))]
    special = ["<pad>", "</s>", "<unk>", "<2en>", "<2fa>", "<2ru>"]
    pieces = _scored(folder)
    vocabulary = [*((token, 0.0) for token in special), *pieces, *((token, 0.0) for token in sentinels)]
    _unigram(folder, vocabulary, unknown=2, special=[*special, *sentinels])
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "T5Tokenizer", "extra_ids": 10})
    _save_t5(T5ForConditionalGeneration, T5Config, folder, rows=len(vocabulary) + 6)
    return folder


BUILDERS: Mapping[str, Callable[[Path], Path]] = {
    "marian": build_marian,
    "m2m100": build_m2m100,
    "nllb": build_nllb,
    "mbart50": build_mbart50,
    "mbart50 as published": build_mbart50_as_published,
    "mt5": build_mt5,
    "madlad": build_madlad,
}


def _sentencepiece(folder: Path, name: str, **options: Any) -> list[str]:
    """Train a SentencePiece model, store it as `name`, return its pieces."""
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(multilingual_lines()),
        model_prefix=str(folder / "trained"),
        vocab_size=PIECES,
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
        **options,
    )
    (folder / "trained.vocab").unlink()
    shutil.move(folder / "trained.model", folder / name)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
    return [processor.id_to_piece(rank) for rank in range(len(processor))]


def _scored(folder: Path) -> list[tuple[str, float]]:
    """Unigram pieces with their scores, without SentencePiece's own three specials."""
    import sentencepiece

    _sentencepiece(folder, "throwaway.model")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "throwaway.model"))
    (folder / "throwaway.model").unlink()
    return [(processor.id_to_piece(rank), processor.get_score(rank)) for rank in range(3, len(processor))]


def _unigram(folder: Path, vocabulary: list[tuple[str, float]], *, unknown: int, special: list[str]) -> None:
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens(special)
    tokenizer.save(str(folder / "tokenizer.json"))


def _save_t5(architecture: Any, configuration: Any, folder: Path, *, rows: int) -> None:
    """A T5 with an output layer of its own, as every T5 since 1.1."""
    import torch

    config = configuration(
        vocab_size=rows,
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
        initializer_factor=3.0,
    )
    network = _network(architecture, config)
    network.lm_head.weight = torch.nn.Parameter(torch.randn(rows, 32))
    network.save_pretrained(folder)


def _network(architecture: Any, config: Any) -> Any:
    import torch

    torch.manual_seed(5)
    return architecture(config).eval()


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
