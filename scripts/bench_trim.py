"""What trimming a vocabulary gains: a whole model and its trimmed form, in one run, taking turns.

    python scripts/bench_trim.py                    NLLB-600M shape: 2.5 GB of memory, some minutes
    python scripts/bench_trim.py --shape small      the same in small, under a minute
    python scripts/bench_trim.py --proof FILE...    is the output the same? The built-in model, Persian lines

The shapes have random weights, so targets are made as long as their sources; speed and memory do not depend
on what the numbers are. The tokenizer is a BPE over our own words, filled up to NLLB's 256,206 entries with
made-up pieces of other scripts. Their shares are about those of a BPE of 256,000 pieces that was trained on
the word frequencies of 42 languages (package wordfreq); real vocabularies differ.

Memory is that of a process that does nothing but load tokenizer and int8 model and translate: in use after
the last batch, and at its peak, which is reached while loading. `cpu` is speed by processor time, which a
busy machine disturbs less.
"""

import argparse
import ctypes
import json
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lines import authored_lines, lines_from

from translate.engines.conversion_worker import convert
from translate.engines.families import family_of
from translate.engines.language_codes import M2M100
from translate.engines.models import BUILTIN_FOLDER
from translate.engines.tokenisers import BLANK, tokeniser_of
from translate.engines.trim import trim
from translate.engines.trim_corpus import own_words
from translate.engines.trim_pieces import Rules
from translate.engines.trim_report import Report

BEAMS = (1, 4)
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
TAGS = ["pes_Arab", "prs_Arab", "eng_Latn", *(f"{code}_Latn" for code in M2M100.split() if code != "en")]
TRAINED_SHARE = 0.17
SHARES = {
    "abdeghiklmnoprstuwyz": 0.47,  # Latin of other languages without accents
    "aeioukmnrstlzçéèíóöüşžčā": 0.16,
    "абвгдежзийклмнопрстуфхцчшщыьэюя": 0.115,
    "کگچپیوهنملقفغعظطضصشسژزرذدخحجتبا": 0.05,
    "αβγδεζηθικλμνξοπρστυφχψω": 0.04,
    "".join(map(chr, range(0x4E00, 0x5600))): 0.045,
    "".join(map(chr, range(0x0B85, 0x0BBA))): 0.03,
    "".join(map(chr, range(0x0995, 0x09BA))): 0.03,
    "".join(map(chr, range(0x0905, 0x093A))): 0.02,
    "".join(map(chr, range(0x05D0, 0x05EB))): 0.02,
    "".join(map(chr, range(0xAC00, 0xB000))): 0.02,
}
SHAPES: dict[str, dict[str, Any]] = {
    "nllb-600m": {"entries": 256_206, "d_model": 1024, "ffn": 4096, "heads": 16, "layers": 12},
    "small": {"entries": 64_206, "d_model": 256, "ffn": 1024, "heads": 4, "layers": 3},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shape", choices=SHAPES, default="nllb-600m")
    parser.add_argument("--segments", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep the models here (or use those that are here)")
    parser.add_argument("--proof", type=Path, nargs="+", metavar="FILE", help="compare outputs instead")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        serve(Path(options.worker[0]), Path(options.worker[1]), options.threads)
    elif options.proof:
        prove(options.proof, options.segments)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            measure(options, options.folder or Path(temporary))


def measure(options: argparse.Namespace, folder: Path) -> None:
    if not (folder / "whole" / "model.safetensors").is_file():
        build(folder / "whole", SHAPES[options.shape])
    if not (folder / "trimmed").is_dir():
        began = time.perf_counter()
        report = trim(folder / "whole", folder / "trimmed")
        print(f"trimmed in {time.perf_counter() - began:.0f} s")
    report = json.loads((folder / "trimmed" / "trimmed.json").read_text("utf-8"))
    for name in ("whole", "trimmed"):
        if not (folder / f"{name}-int8").is_dir():
            quietly_convert(folder / name, folder / f"{name}-int8")
    print_report(report)
    print_speed(race(options, folder), folder)


def build(folder: Path, shape: dict[str, Any]) -> None:
    """An NLLB of this shape with random weights in half precision."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration
    from transformers.utils import logging

    logging.disable_progress_bar()

    folder.mkdir(parents=True)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "NllbTokenizer"}))
    tokenizer = multilingual_tokenizer(shape["entries"])
    tokenizer.save(str(folder / "tokenizer.json"))
    config = M2M100Config(
        vocab_size=shape["entries"],
        d_model=shape["d_model"],
        encoder_layers=shape["layers"],
        decoder_layers=shape["layers"],
        encoder_ffn_dim=shape["ffn"],
        decoder_ffn_dim=shape["ffn"],
        encoder_attention_heads=shape["heads"],
        decoder_attention_heads=shape["heads"],
        activation_function="relu",
        scale_embedding=True,
    )
    torch.manual_seed(0)
    torch.set_default_dtype(torch.float16)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    torch.set_default_dtype(torch.float32)


def multilingual_tokenizer(entries: int) -> Any:
    """BPE over our own words, then made-up pieces of other scripts, each merged from two that are there."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    size = entries - len(TAGS) - 1  # the mask
    trained = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    trained.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    trainer = trainers.BpeTrainer(
        vocab_size=int(size * TRAINED_SHARE), special_tokens=SPECIAL, show_progress=False
    )
    trained.train_from_iterator(tempered(), trainer)
    model = json.loads(trained.to_str())["model"]
    vocabulary, merges = dict(model["vocab"]), [tuple(merge) for merge in model["merges"]]
    fill(vocabulary, merges, size)
    whole = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, unk_token="<unk>", fuse_unk=True))
    whole.normalizer = normalizers.NFKC()
    whole.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    whole.decoder = decoders.Metaspace(prepend_scheme="always")
    whole.add_special_tokens([*SPECIAL, *TAGS, "<mask>"])
    return whole


def tempered() -> Iterator[str]:
    """Our words, each as often as the square root of its count."""
    for word, count in own_words().items():
        yield " ".join([word] * max(1, round(count**0.5)))


def fill(vocabulary: dict[str, int], merges: list[tuple[str, str]], size: int) -> None:
    """Add made-up pieces until the vocabulary has `size`, each alphabet its share of what is added."""
    chance = random.Random(0)
    free = size - len(vocabulary)
    for characters, share in SHARES.items():
        alphabet = [letter for letter in characters if letter.isalpha()]  # the ranges have gaps
        for letter in alphabet:
            vocabulary.setdefault(letter, len(vocabulary))
        starts, ends = [*alphabet, *(BLANK + letter for letter in alphabet)], [*alphabet]
        goal = min(size, len(vocabulary) + int(free * share))
        while len(vocabulary) < goal:
            left, right = chance.choice(starts), chance.choice(ends)
            piece = left + right
            if piece in vocabulary:
                continue
            add(vocabulary, merges, left, right)
            # Short ones grow on: pieces of up to seven letters.
            if len(piece) <= 4:
                starts.append(piece)
            if len(piece) <= 3 and piece[0] != BLANK:
                ends.append(piece)
    while len(vocabulary) < size:
        vocabulary[f"madeupword{len(vocabulary)}"] = len(vocabulary)


def add(vocabulary: dict[str, int], merges: list[tuple[str, str]], left: str, right: str) -> None:
    """A piece with its merge; a word-initial letter that is no piece yet comes first."""
    if left not in vocabulary:
        merges.append((BLANK, left[1:]))
        vocabulary[left] = len(vocabulary)
    merges.append((left, right))
    vocabulary[left + right] = len(vocabulary)


def quietly_convert(folder: Path, output: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        convert(folder, output, "int8")


class Worker:
    """A process of its own with one model: its memory is the model's, not ours."""

    def __init__(self, folder: Path, name: str, threads: int) -> None:
        command = [sys.executable, __file__, "--threads", str(threads), "--worker"]
        self._process = subprocess.Popen(
            [*command, str(folder / name), str(folder / f"{name}-int8")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to {"lines": [...], "beam": 4}."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(request), file=self._process.stdin, flush=True)
        return dict(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def serve(folder: Path, converted: Path, threads: int) -> None:
    """Translate what is asked on standard input, a request a line."""
    import ctranslate2

    tokeniser = tokeniser_of(folder, family_of(folder))
    translator = ctranslate2.Translator(str(converted), compute_type="int8", intra_threads=threads)
    for request in map(json.loads, sys.stdin):
        rows = [list(row) for row in tokeniser.encode(request["lines"])]
        # Random weights never end a sentence: as long as the longest source, start and end not counted.
        length = max(map(len, rows)) - 2
        began = time.process_time()
        wall = time.perf_counter()
        outputs = translator.translate_batch(
            rows,
            [["eng_Latn"]] * len(rows),
            beam_size=request["beam"],
            min_decoding_length=length,
            max_decoding_length=length,
        )
        answer = {
            "wall": time.perf_counter() - wall,
            "cpu": time.process_time() - began,
            "tokens": sum(len(output.hypotheses[0]) for output in outputs),
            "memory": memory(),
            "source_tokens": sum(map(len, rows)),
        }
        print(json.dumps(answer), flush=True)


def memory() -> dict[str, int]:
    """Resident bytes of this process: in use, and at its peak (Linux with glibc).

    Before looking, glibc is told to give back what was freed, some 330 MiB of loading buffers among it: how
    much of that it would keep by itself varies from run to run.
    """
    ctypes.CDLL(None).malloc_trim(0)
    status = Path("/proc/self/status").read_text()
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return {"in use": int(lines["VmRSS"].split()[0]) * 1024, "peak": int(lines["VmHWM"].split()[0]) * 1024}


def race(options: argparse.Namespace, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The models in turns, round after round, so that a busy machine hits both alike."""
    lines = sorted(authored_lines(options.segments), key=len)
    workers = {name: Worker(folder, name, options.threads) for name in ("whole", "trimmed")}
    answers: dict[str, list[dict[str, Any]]] = {name: [] for name in workers}
    for worker in workers.values():
        worker.ask({"lines": lines[:2], "beam": 1})  # warm
    for _ in range(options.rounds):
        for beam in BEAMS:
            for name, worker in workers.items():
                answers[name].append({"beam": beam, **worker.ask({"lines": lines, "beam": beam})})
    for worker in workers.values():
        worker.close()
    return answers


def print_report(report: dict[str, Any]) -> None:
    before, after = report["before"], report["after"]
    for key in ("tokens", "parameters", "disk"):
        print(f"{key:<28}{before[key]:>16,}{after[key]:>16,}{after[key] / before[key]:>8.2f}")
    print("dropped:", ", ".join(f"{script} {count:,}" for script, count in report["dropped"].items()))
    print("kept:", ", ".join(f"{script} {count:,}" for script, count in report["kept"].items()))
    seen = report["coverage"]
    print(f"of our own words' {seen['tokens']:,} tokens {seen['changed_share']:.4%} are cut otherwise")


def print_speed(answers: dict[str, list[dict[str, Any]]], folder: Path) -> None:
    """Best of the rounds: what others do on the machine only ever slows a round down."""
    print(f"{'CTranslate2 int8':<28}{'whole':>16}{'trimmed':>16}{'ratio':>8}")
    for beam in BEAMS:
        for clock in ("wall", "cpu"):
            speeds = [
                max(row["tokens"] / row[clock] for row in answers[name] if row["beam"] == beam)
                for name in ("whole", "trimmed")
            ]
            print_row(f"tokens/s beam {beam}, {clock}", speeds, 1)
    for key, label in (("in use", "in use"), ("peak", "peak")):
        sizes = [max(row["memory"][key] for row in answers[name]) / 2**20 for name in ("whole", "trimmed")]
        print_row(f"resident MiB, {label}", sizes, 0)
    files = [(folder / f"{name}-int8" / "model.bin").stat().st_size / 2**20 for name in ("whole", "trimmed")]
    print_row("model.bin MiB", files, 0)
    source = [answers[name][-1]["source_tokens"] for name in ("whole", "trimmed")]
    print_row("source tokens", source, 0)


def print_row(label: str, values: list[float], digits: int) -> None:
    whole, trimmed = values
    print(f"{label:<28}{whole:>16,.{digits}f}{trimmed:>16,.{digits}f}{trimmed / whole:>8.2f}")


def prove(files: list[Path], segments: int) -> None:
    """The built-in model, trimmed harder than it would ever be, on `segments` lines of each file."""
    import torch

    from translate.engines.trim_check import agreement, compared
    from translate.text.normalise import normalise
    from translate.text.profiles import PROFILES

    torch.set_num_threads(1)
    for label, rules in (("default", Rules()), ("hard", HARD)):
        with tempfile.TemporaryDirectory() as temporary:
            trimmed = Path(temporary) / "trimmed"
            report: Report = trim(BUILTIN_FOLDER, trimmed, rules=rules)
            print(f"{label}: {report.before.tokens:,} -> {report.after.tokens:,} tokens, {report.dropped}")
            for file in files:
                lines = [normalise(line, PROFILES["marian"]) for line in lines_from(file, segments)]
                for beam in BEAMS:
                    rows = compared(BUILTIN_FOLDER, trimmed, lines, beam=beam, max_tokens=60)
                    print(f"  {file.name} beam {beam}: {asdict(agreement(rows))}")


# No piece stays by rule but single letters, and a word must have been seen often.
HARD = Rules(all_persian=False, short_latin=1, min_count=20)


if __name__ == "__main__":
    main()
