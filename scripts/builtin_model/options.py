"""The command line of a training run."""

import argparse
import time
from pathlib import Path

import torch

from scripts.builtin_model.network import Shape
from scripts.builtin_model.schedule import Schedule

TRIAL_PRODUCTS = 10


def parsed(arguments: list[str] | None = None) -> argparse.Namespace:
    """Options of a run; usage errors end the program."""
    parser = argparse.ArgumentParser(description="train the built-in model")
    _files(parser.add_argument_group("files"))
    _shape(parser.add_argument_group("shape of a new network"))
    _course(parser.add_argument_group("course of the run"))
    _draws(parser.add_argument_group("draws"))
    options = parser.parse_args(arguments)
    if not options.init and not options.tokenizer:
        parser.error("give --init FOLDER to go on from a model, or --tokenizer FOLDER for a new one")
    if not options.updates and not options.minutes:
        parser.error("give --updates or --minutes: the schedule must know where it ends")
    if options.bf16 is None:
        options.bf16 = _multiplies_bf16()
    return options


def schedule_of(options: argparse.Namespace) -> Schedule:
    """The schedule that the options ask for."""
    return Schedule(
        peak=options.rate,
        warmup=options.warmup,
        fall=options.fall,
        guide_weight=options.guide_weight,
        guide_until=options.guide_until,
        updates=options.updates,
        minutes=options.minutes,
    )


def _files(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--prepared", type=Path, required=True, help="what preparation wrote")
    group.add_argument("--out", type=Path, required=True, help="folder of weights, state and log")
    group.add_argument("--init", type=Path, help="Marian folder to go on from")
    group.add_argument("--tokenizer", type=Path, help="Marian folder with the pieces for a new network")
    group.add_argument(
        "--dev", type=Path, nargs=2, metavar=("SOURCE", "REFERENCE"), help="scored when saving"
    )
    group.add_argument("--dev-lines", type=int, default=100)
    group.add_argument("--pause-file", type=Path, help="training sleeps while this file exists")


def _shape(group: "argparse._ArgumentGroup") -> None:
    shape = Shape()
    group.add_argument("--width", type=int, default=shape.width)
    group.add_argument("--encoder-layers", type=int, default=shape.encoder_layers)
    group.add_argument("--decoder-layers", type=int, default=shape.decoder_layers)
    group.add_argument("--heads", type=int, default=shape.heads)
    group.add_argument("--inner", type=int, default=shape.inner)


def _course(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--updates", type=int, help="length of the run")
    group.add_argument("--minutes", type=float, help="length of the run; the earlier of the two ends it")
    group.add_argument("--rate", type=float, default=6e-4, help="learning rate at its peak")
    group.add_argument("--warmup", type=int, default=300)
    group.add_argument("--fall", type=float, default=0.35, help="part of the run in which the rate falls")
    group.add_argument("--guide-weight", type=float, default=0.5)
    group.add_argument("--guide-until", type=float, default=0.5)
    group.add_argument("--dropout", type=float, default=0.1)
    group.add_argument("--smoothing", type=float, default=0.1, help="label smoothing")
    group.add_argument("--weight-decay", type=float, default=0.01)
    group.add_argument("--seed", type=int, default=1)
    group.add_argument("--threads", type=int, help="CPU threads; torch's own choice by default")
    group.add_argument(
        "--bf16",
        action=argparse.BooleanOptionalAction,
        help="autocast to bf16; by default where it is faster",
    )
    group.add_argument("--save-minutes", type=float, default=10)
    group.add_argument("--keep", type=int, default=8, help="newest weights kept for averaging")


def _draws(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--batch-tokens", type=int, default=3500, help="padded tokens of the longer side")
    group.add_argument("--unrepaired", type=float, default=0.1, help="part with lost half-spaces")
    group.add_argument("--sampled", type=float, default=0.0, help="part segmented at random")
    group.add_argument("--exchanged", type=float, default=0.0, help="part with other names and numbers")
    group.add_argument("--code-switched", type=float, default=0.0, help="part with an English term inside")


def _multiplies_bf16() -> bool:
    """Whether bf16 is faster here, by trying: some CPUs say that they multiply it and are slower at it."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # CPU time of several would count their waiting for each other
    single, half = (_seconds_to_multiply(kind) for kind in (torch.float32, torch.bfloat16))
    torch.set_num_threads(threads)
    return half < single


def _seconds_to_multiply(kind: torch.dtype) -> float:
    """CPU time of a few products of the size that training does, after one to warm up."""
    left, right = torch.ones(2048, 256, dtype=kind), torch.ones(256, 1024, dtype=kind)
    torch.mm(left, right)
    began = time.process_time()
    for _ in range(TRIAL_PRODUCTS):
        torch.mm(left, right)
    return time.process_time() - began
