"""CTranslate2 as its quick start shows it: the whole list in one call, all but the beam by default."""

from pathlib import Path

from contest import Job, Translate, engine, take_part


def load(job: Job) -> Translate:
    import ctranslate2
    import sentencepiece

    source = sentencepiece.SentencePieceProcessor(model_file=str(Path(job.model) / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(model_file=str(Path(job.model) / "target.spm"))
    translator = ctranslate2.Translator(job.converted)

    def translate(lines: list[str]) -> list[str]:
        tokens = [[*source.encode(line, out_type=str), "</s>"] for line in lines]
        with engine():
            results = translator.translate_batch(tokens, beam_size=job.beam)
        return [target.decode(result.hypotheses[0]) for result in results]

    return translate


if __name__ == "__main__":
    take_part(load)
