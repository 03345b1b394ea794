"""Our engine alone: batches that are ready, results that nobody keeps."""

import time
from pathlib import Path

from contest import Report, job_given, report

from translate import wiring
from translate.config import Settings
from translate.pipeline.batching import by_length
from translate.records import Job


def main() -> None:
    job = job_given()
    lines = Path(job.source).read_text("utf-8").splitlines()
    settings = Settings(beam=job.beam, threads=job.cores)
    with wiring.workshop(settings) as shop:
        texts = list(dict.fromkeys(map(shop.see, lines)))
        tokens = shop.engine.encode(texts)
        jobs = [Job(text, pieces) for text, pieces in zip(texts, tokens, strict=True)]
        rule = shop.rule
        batches = list(by_length(jobs, token_budget=rule.tokens, most=rule.most))
        began, used = time.perf_counter(), time.process_time()
        results = list(shop.engine.translate(batches))
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
    report(
        job,
        Report(
            len(lines),
            sum(len(result.target.split()) for result in results),
            engine=seconds,
            cpu=cpu,
            source_tokens=sum(map(len, tokens)),
            target_tokens=sum(result.target_tokens for result in results),
            note=f"batches of {rule.most}, {rule.tokens} tokens",
        ),
    )


if __name__ == "__main__":
    main()
