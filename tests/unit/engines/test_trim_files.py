"""The files of a trim: SentencePiece models, weights in each form they come in, settings."""

import json
from pathlib import Path

import pytest

from translate.engines.models import BUILTIN_FOLDER
from translate.engines.trim_sentencepiece import NORMAL, is_unigram, read_pieces, without
from translate.engines.trim_settings import renewed
from translate.engines.trim_vocabulary import indispensable, renumbered
from translate.engines.trim_weights import parameters, stored_tensors, write_trimmed
from translate.errors import ModelUnavailable

SPM = BUILTIN_FOLDER / "source.spm"


def test_pieces_are_read_as_sentencepiece_reads_them() -> None:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(SPM))
    pieces = read_pieces(SPM)
    assert [piece.text for piece in pieces] == [processor.id_to_piece(i) for i in range(len(processor))]
    assert [piece.score for piece in pieces] == [processor.get_score(i) for i in range(len(processor))]
    assert [piece.kind != NORMAL for piece in pieces] == [
        processor.is_control(i) or processor.is_unknown(i) for i in range(len(processor))
    ]


def test_a_model_with_all_its_pieces_is_the_same_bytes() -> None:
    assert without(SPM, lambda _: True) == SPM.read_bytes()


def test_a_dropped_piece_is_gone_and_its_text_is_cut_from_what_is_left() -> None:
    import sentencepiece

    whole = sentencepiece.SentencePieceProcessor(model_file=str(SPM))
    (first, *_) = whole.encode("دولت", out_type=str)
    cut = without(SPM, lambda piece: piece.text != first)
    smaller = sentencepiece.SentencePieceProcessor(model_proto=cut)
    assert len(smaller) == len(whole) - 1
    assert first not in smaller.encode("دولت", out_type=str)
    assert smaller.decode(smaller.encode("دولت")) == "دولت"


def test_merges_and_scores_are_told_apart(tmp_path: Path) -> None:
    from tests.tiny_models import train_sentencepiece

    assert is_unigram(train_sentencepiece(tmp_path / "unigram", pieces=200))
    assert not is_unigram(train_sentencepiece(tmp_path / "bpe", pieces=200, model_type="bpe"))


def test_a_unigram_model_keeps_the_piece_that_unknown_characters_are_rated_by() -> None:
    normal = [piece for piece in read_pieces(SPM) if piece.kind == NORMAL]
    lowest = min(normal, key=lambda piece: piece.score).text
    vocabulary = json.loads((BUILTIN_FOLDER / "vocab.json").read_text("utf-8"))
    assert lowest in indispensable(BUILTIN_FOLDER, vocabulary)


@pytest.mark.parametrize("content", [b"\xff\xff\xff\xff", b"\x0a\x7f\x0a", b"\x0b"])
def test_a_damaged_sentencepiece_model_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "source.spm"
    path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match=r"source\.spm: damaged"):
        read_pieces(path)


def test_ids_close_ranks_and_rows_without_a_token_stay() -> None:
    vocabulary = {"<pad>": 0, "a": 1, "ж": 2, "b": 3}
    assert renumbered(vocabulary, frozenset({"<pad>", "a", "b"}), rows=6) == {0: 0, 1: 1, 3: 2, 4: 3, 5: 4}


def test_weights_come_out_of_shards_and_pytorch_files_alike(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    kept, rows = [0, 2, 3], 5
    shared = torch.arange(rows * 4, dtype=torch.bfloat16).reshape(rows, 4)
    bias = torch.arange(rows, dtype=torch.float32).reshape(1, rows)
    other = torch.arange(6, dtype=torch.float16).reshape(2, 3)
    for name in ("shards", "pytorch"):
        (tmp_path / name).mkdir()
    save_file({"model.shared.weight": shared}, tmp_path / "shards" / "model-1.safetensors")
    save_file({"final_logits_bias": bias, "fc.weight": other}, tmp_path / "shards" / "model-2.safetensors")
    shards = {
        "model.shared.weight": "model-1.safetensors",
        "final_logits_bias": "model-2.safetensors",
        "fc.weight": "model-2.safetensors",
    }
    (tmp_path / "shards" / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))
    # As PyTorch stored tied weights: the same array under several names.
    state = {
        "lm_head.weight": shared,
        "model.encoder.embed_tokens.weight": shared,
        "model.shared.weight": shared,
        "final_logits_bias": bias,
        "fc.weight": other,
    }
    torch.save(state, tmp_path / "pytorch" / "pytorch_model.bin")
    for name in ("shards", "pytorch"):
        tensors = stored_tensors(tmp_path / name)
        assert parameters(tensors) == shared.numel() + bias.numel() + other.numel()
        write_trimmed(tensors, tmp_path / f"{name}.safetensors", kept=kept, rows=rows)
        loaded = load_file(tmp_path / f"{name}.safetensors")
        assert loaded.keys() == {"model.shared.weight", "final_logits_bias", "fc.weight"}
        assert torch.equal(loaded["model.shared.weight"], shared[kept])
        assert torch.equal(loaded["final_logits_bias"], bias[:, kept])
        assert torch.equal(loaded["fc.weight"], other)


def test_a_missing_shard_is_named(tmp_path: Path) -> None:
    index = {"weight_map": {"model.shared.weight": "model-00001-of-00002.safetensors"}}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(ModelUnavailable, match="model-00001-of-00002"):
        stored_tensors(tmp_path)


def test_settings_follow_their_tokens_and_forget_dropped_ones() -> None:
    ids = {0: 0, 2: 1, 5: 2}
    settings = {
        "vocab_size": 6,
        "eos_token_id": [2, 5],
        "pad_token_id": 5,
        "forced_bos_token_id": None,
        "bad_words_ids": [[5], [3], [2, 3]],
        "suppress_tokens": [3, 2],
        "begin_suppress_tokens": [3],
        "num_beams": 5,
        "task_specific_params": {"translation": {"bos_token_id": 2}},
    }
    assert renewed(settings, ids, rows=3) == {
        "vocab_size": 3,
        "eos_token_id": [1, 2],
        "pad_token_id": 2,
        "forced_bos_token_id": None,
        "bad_words_ids": [[2]],
        "suppress_tokens": [1],
        "begin_suppress_tokens": None,
        "num_beams": 5,
        "task_specific_params": {"translation": {"bos_token_id": 1}},
    }
