"""SentencePiece and the vocabulary: text into ids in Marian's order, `</s>` first and `<pad>` last."""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"
SAMPLING_ALPHA = 0.2  # of the unigram distribution over segmentations; smaller is wilder


class Pieces:
    """One joint SentencePiece model and the ids of its pieces."""

    def __init__(self, folder: Path) -> None:
        """Read `source.spm` and `vocab.json` of a Marian folder."""
        import sentencepiece

        self._model: Any = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self.ids: Mapping[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
        self.end, self.unknown, self.pad = (self.ids[token] for token in (END, UNKNOWN, PAD))
        self._names = sorted(self.ids, key=self.ids.__getitem__)
        if self.pad != len(self.ids) - 1:
            raise SystemExit(f"{folder}: {PAD} must be the last of the vocabulary, as CTranslate2 expects")

    def encode(self, texts: Sequence[str], *, sampled: bool = False) -> list[list[int]]:
        """Ids of each text with the end mark; `sampled` draws a segmentation instead of the best one."""
        options = {"enable_sampling": True, "alpha": SAMPLING_ALPHA, "nbest_size": -1} if sampled else {}
        lines = self._model.encode(list(texts), out_type=str, num_threads=1, **options)
        unknown = self.unknown
        return [[*(self.ids.get(piece, unknown) for piece in line), self.end] for line in lines]

    def decode(self, ids: Iterable[int]) -> str:
        """Text of target ids; the end mark and the padding are left out."""
        left_out = {self.end, self.unknown, self.pad}
        kept = [self._names[number] for number in ids if number not in left_out]
        text: str = self._model.decode_pieces(kept)
        return text


def seed_sampling(seed: int) -> None:
    """Make `Pieces.encode(..., sampled=True)` repeatable."""
    import sentencepiece

    sentencepiece.set_random_generator_seed(seed)


def train_pieces(texts: Iterable[str], folder: Path, *, size: int) -> None:
    """A joint unigram model of `size` ids, `<pad>` among them, as the tokenizer files of a Marian folder."""
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(folder / "trained"),
        vocab_size=size - 1,
        character_coverage=0.9999,
        hard_vocab_limit=False,
        bos_id=-1,
        unk_id=1,
        eos_id=0,
        num_threads=1,
        minloglevel=2,
    )
    shutil.copy(folder / "trained.model", folder / "target.spm")
    (folder / "trained.model").replace(folder / "source.spm")
    (folder / "trained.vocab").unlink()
    _write_vocabulary(folder)


def _write_vocabulary(folder: Path) -> None:
    import sentencepiece

    model: Any = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    names = [model.id_to_piece(number) for number in range(model.get_piece_size())]
    ids = {name: number for number, name in enumerate([*names, PAD])}
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False), "utf-8")
    settings = {
        "tokenizer_class": "MarianTokenizer",
        "source_lang": "fa",
        "target_lang": "en",
        "separate_vocabs": False,
        "model_max_length": 256,
        "eos_token": END,
        "unk_token": UNKNOWN,
        "pad_token": PAD,
        "sp_model_kwargs": {},
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")
