"""EasyNMT with our weights in place of those that its OPUS-MT class would download.

Its sentence splitter needs a model that it downloads; every line is one sentence, so it is switched off.
"""

import time
from pathlib import Path

from contest import Job, Translate, take_part, timed


def load(job: Job) -> Translate:
    import torch
    from easynmt import EasyNMT
    from easynmt.models import OpusMT
    from transformers import MarianMTModel, MarianTokenizer

    torch.set_num_threads(job.cores)
    model = MarianMTModel.from_pretrained(job.model).float().eval()
    model.generate = timed(model.generate)
    opus = OpusMT()
    opus.models["Helsinki-NLP/opus-mt-fa-en"] = {
        "tokenizer": MarianTokenizer.from_pretrained(Path(job.model)),
        "model": model,
        "last_loaded": time.time(),
    }
    easy = EasyNMT(translator=opus)
    return lambda lines: easy.translate(
        lines, source_lang="fa", target_lang="en", beam_size=job.beam, perform_sentence_splitting=False
    )


if __name__ == "__main__":
    take_part(load)
