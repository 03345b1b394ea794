"""What a first script does: transformers' generate, batches of 8 in the order of the file."""

from contest import Job, Translate, engine, take_part

BATCH = 8


def load(job: Job) -> Translate:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    torch.set_num_threads(job.cores)
    tokenizer = AutoTokenizer.from_pretrained(job.model)
    model = AutoModelForSeq2SeqLM.from_pretrained(job.model, dtype=torch.float32).eval()

    @torch.inference_mode()
    def translate(lines: list[str]) -> list[str]:
        english: list[str] = []
        for start in range(0, len(lines), BATCH):
            batch = tokenizer(lines[start : start + BATCH], return_tensors="pt", padding=True)
            with engine():
                output = model.generate(**batch, num_beams=job.beam)
            english += tokenizer.batch_decode(output, skip_special_tokens=True)
        return english

    return translate


if __name__ == "__main__":
    take_part(load)
