"""One rival of the text layer in an environment of its own: JSON lines in, JSON lines out.

    python bench_text_rival.py NAME < jobs.jsonl

A job is {"do": "split" | "normalise", "text"}; the answer {"out": sentences | text, "seconds"}, or
{"error"} where the rival raised. Runs without this project installed: only the rival is imported.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Jobs = dict[str, Callable[[str], Any]]


def hazm() -> Jobs:
    module = importlib.import_module("hazm")
    return {"normalise": module.Normalizer().normalize, "split": module.SentenceTokenizer().tokenize}


def parsivar() -> Jobs:
    module = importlib.import_module("parsivar")
    return {"normalise": module.Normalizer().normalize, "split": module.Tokenizer().tokenize_sentences}


def shekar() -> Jobs:
    module = importlib.import_module("shekar")
    split = importlib.import_module("shekar.tokenization").SentenceTokenizer()
    return {"normalise": module.Normalizer(), "split": lambda text: list(split(text))}


def sentencex() -> Jobs:
    module = importlib.import_module("sentencex")
    return {"split": lambda text: list(module.segment("fa", text))}


def pysbd() -> Jobs:
    return {"split": importlib.import_module("pysbd").Segmenter(language="fa", clean=False).segment}


def blingfire() -> Jobs:
    module = importlib.import_module("blingfire")
    return {"split": lambda text: module.text_to_sentences(text).split("\n")}


def syntok() -> Jobs:
    process = importlib.import_module("syntok.segmenter").process

    def split(text: str) -> list[str]:
        found = [list(sentence) for paragraph in process(text) for sentence in paragraph]
        return [text[each[0].offset : each[-1].offset + len(each[-1].value)] for each in found if each]

    return {"split": split}


def spacy() -> Jobs:
    pipeline = importlib.import_module("spacy").blank("fa")
    pipeline.add_pipe("sentencizer")
    return {"split": lambda text: [sentence.text for sentence in pipeline(text).sents]}


RIVALS = {
    "hazm": hazm,
    "parsivar": parsivar,
    "shekar": shekar,
    "sentencex": sentencex,
    "pysbd": pysbd,
    "blingfire": blingfire,
    "syntok": syntok,
    "spacy": spacy,
}


def answer(jobs: Jobs, job: dict[str, str]) -> dict[str, Any]:
    if job["do"] not in jobs:
        return {"error": "not offered"}
    start = time.process_time()
    try:
        out = jobs[job["do"]](job["text"])
    except Exception as error:  # noqa: BLE001 - a rival that raises is a figure of the table
        return {"error": repr(error)}
    return {"out": out, "seconds": time.process_time() - start}


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # some print while they load
    jobs = RIVALS[sys.argv[1]]()
    for line in sys.stdin:
        answers.write(json.dumps(answer(jobs, json.loads(line))) + "\n")


if __name__ == "__main__":
    main()
