"""A quick look at a network in training: greedy chrF on a few development lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from scripts.builtin_model.pieces import Pieces
from scripts.builtin_model.preparation import MODEL_SEES
from scripts.builtin_model.reading import lines_of
from translate.text.normalise import normalise

AT_ONCE = 50
LONGEST_OUTPUT = 120


@dataclass(frozen=True, slots=True)
class Dev:
    """Development sentences as the model sees them, with their references."""

    sources: Sequence[str]
    references: Sequence[str]

    @classmethod
    def from_files(cls, paths: Sequence[Path], *, lines: int) -> "Dev":
        """Evenly spaced `lines` of two parallel files."""
        rows = list(zip(*map(lines_of, paths), strict=True))
        chosen = rows[:: max(1, len(rows) // lines)][:lines]
        return cls([normalise(row[0], MODEL_SEES) for row in chosen], [row[1] for row in chosen])

    def score(self, model: Any, pieces: Pieces) -> dict[str, float]:
        """Score of greedy output in chrF, sacreBLEU's defaults."""
        import sacrebleu

        hypotheses = greedy(model, pieces, self.sources)
        return {"dev_chrf": round(sacrebleu.corpus_chrf(hypotheses, [list(self.references)]).score, 2)}


def greedy(model: Any, pieces: Pieces, sources: Sequence[str]) -> list[str]:
    """Greedy translations; the model is left in training mode if it was in it."""
    was_training = model.training
    model.eval()
    outputs: list[str] = []
    for start in range(0, len(sources), AT_ONCE):
        rows = pieces.encode(sources[start : start + AT_ONCE])
        longest = max(map(len, rows))
        ids = torch.tensor([[*row, *[pieces.pad] * (longest - len(row))] for row in rows]).to(model.device)
        with torch.inference_mode():
            made = model.generate(
                input_ids=ids,
                attention_mask=ids != pieces.pad,
                num_beams=1,
                do_sample=False,
                max_new_tokens=LONGEST_OUTPUT,
                max_length=None,
                bad_words_ids=[[pieces.pad]],
            )
        outputs += [pieces.decode(row.tolist()) for row in made]
    model.train(was_training)
    return outputs
