"""The best CTranslate2 script that we can write by hand, for one file that fits into memory.

A single-threaded worker a core, sorted by length and cut into batches by CTranslate2 itself, no Python
between batches, texts tokenised and joined in one call each. The size of the batches is the best of
scripts/sweep_batches.py.
"""

from pathlib import Path

from contest import Job, Translate, engine, take_part

BATCH = 16


def load(job: Job) -> Translate:
    import ctranslate2
    import sentencepiece

    source = sentencepiece.SentencePieceProcessor(
        model_file=str(Path(job.model) / "source.spm"), add_eos=True
    )
    target = sentencepiece.SentencePieceProcessor(model_file=str(Path(job.model) / "target.spm"))
    translator = ctranslate2.Translator(
        job.converted, device="cpu", compute_type="int8", inter_threads=job.cores, intra_threads=1
    )

    def translate(lines: list[str]) -> list[str]:
        tokens = source.encode(lines, out_type=str)
        with engine():
            results = translator.translate_batch(
                tokens, beam_size=job.beam, max_batch_size=BATCH, batch_type="examples"
            )
        english: list[str] = target.decode([result.hypotheses[0] for result in results])
        return english

    return translate


if __name__ == "__main__":
    take_part(load)
