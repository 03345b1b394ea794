"""What the planner of a night predicts beside what the night then takes, on three sizes of model.

    python -m scripts.check_planner [--segments 2000,600,240] [--only builtin,wide,deep] [--processor]

Predicted and real are seconds from the plan to the end of the night, publication included. "wide" and "deep"
are Marian models of random weights (256 and 512 wide, 6 layers and 6): what they say is nonsense, what they
take is not. `--processor` predicts and measures the seconds of the processor with one worker instead of those
on the wall: the figure to trust where other programs are at work. `--glossary` adds a night of the built-in
model that keeps to the starter list and decodes again what misses a term. Models are converted and
calibrated beforehand, as after the first night.
"""

import argparse
import json
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from scripts.second_night import DEEDS, ENDS, SUBJECTS
from translate import wiring
from translate.engines.models import BUILTIN_FOLDER
from translate.formats.inputs import Input
from translate.nightly import night as night_module
from translate.nightly.night import run_night
from translate.nightly.planner import planner
from translate.nightly.settings import night_settings
from translate.records import Translation

SHAPES = {"wide": (256, 6, 4), "deep": (512, 6, 8)}
CONFIG = """
[[source]]
kind = "folder"
name = "desk"
path = "in"
[output]
folder = "out"
[translation]
model = {model}
glossary = {glossary}
{more}
[deadline]
finish_by = "{hour}"
margin = 1.0
least_beam = 4
[checks]
canary = false
hold = false
"""
RANDOM = "max_length_ratio = 1.0\nmax_length_extra = 5\nno_repeat_ngram = 2\n"
"""Random models never end a sentence by themselves, and say one word for ever: here they do as real ones."""


@dataclass
class Console:
    """Notes when the plan is said, which is when the night begins to do what was predicted."""

    clock: Callable[[], float]
    planned: float = 0.0

    def say(self, line: str) -> None:
        """Keep the time of the plan."""
        if "is taken" in line:
            self.planned = self.clock()

    @contextmanager
    def progress(self, inputs: Sequence[Input]) -> "Iterator[Console]":
        """Itself: nothing is shown."""
        del inputs
        yield self

    def settled(self, translation: Translation) -> None:
        """Unseen."""
        del translation

    def file_done(self, source: Input) -> None:
        """Unseen."""
        del source


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--segments", default="2000,600,240", help="for each model, in the order of --only")
    parser.add_argument("--only", default="builtin,wide,deep")
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    parser.add_argument("--processor", action="store_true")
    parser.add_argument("--glossary", action="store_true")
    options = parser.parse_args()
    nights = list(zip(options.only.split(","), map(int, options.segments.split(",")), strict=False))
    clock = time.process_time if options.processor else time.perf_counter
    print(f"{'model':<20}{'segments':>9}{'predicted s':>13}{'real s':>9}{'off by':>9}{'retries':>9}")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for name, segments in nights:
            measure(name, Path(folder) / name, segments, clock)
        if options.glossary:
            measure("builtin", Path(folder) / "glossary", nights[0][1], clock, glossary=True)


def measure(
    name: str, folder: Path, segments: int, clock: Callable[[], float], *, glossary: bool = False
) -> None:
    """A line of the table: one night with a deadline that is far enough."""
    is_random = name != "builtin"
    model = str(build(folder / name, *SHAPES[name])) if is_random else name
    write(folder / "in", segments)
    config = folder / "night.toml"
    more = RANDOM * is_random + "threads = 1\n" * (clock is time.process_time)
    names = ["starter"] * glossary
    config.write_text(
        CONFIG.format(
            model=json.dumps(model),
            glossary=json.dumps(names),
            more=more,
            hour=f"{time.localtime().tm_hour:02}:00",
        ),
        "utf-8",
    )
    settings = night_settings(config)
    with wiring.workshop(settings.translation):
        pass
    console = Console(clock)
    with patch.object(night_module, "planner", partial(planner, clock=clock)):
        night = run_night(settings, console=console)
    real, predicted = clock() - console.planned, night.predicted or 0.0
    retries = sum(night.manifest["rescued"].values()) + sum(
        night.manifest["terms"].get(rung, 0) for rung in ("n-best", "placed", "switched", "missed")
    )
    shown = f"{name}, glossary" if glossary else name
    off = predicted / real - 1
    print(
        f"{shown:<20}{night.segments.mt:>9}{predicted:>13.1f}{real:>9.1f}{off:>+9.1%}{retries:>9}", flush=True
    )


def build(folder: Path, width: int, layers: int, heads: int) -> Path:
    """A random Marian model of a shape, with the tokenizer of the built-in one.

    It never says a Persian piece nor the end of a sentence, and what it says depends on the place more than
    on the source: no Persian is left over and nothing is said five times in a row, so that the ladder has as
    little to do as with a model that can translate.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    folder.mkdir(parents=True)
    for path in BUILTIN_FOLDER.iterdir():
        if path.suffix in {".spm", ".json"}:
            shutil.copy(path, folder)
    shape = json.loads((folder / "config.json").read_text("utf-8"))
    for side in ("encoder", "decoder"):
        shape |= {f"{side}_layers": layers, f"{side}_attention_heads": heads, f"{side}_ffn_dim": 4 * width}
    shape |= {"d_model": width, "init_std": 0.02, "num_hidden_layers": layers, "dtype": "float32"}
    torch.manual_seed(1)
    network = MarianMTModel(MarianConfig(**shape)).eval()
    vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))
    unsaid = [number for piece, number in vocabulary.items() if not re.fullmatch("\u2581?[a-z]+", piece)]
    with torch.no_grad():
        network.get_input_embeddings().weight[shape["pad_token_id"]] = 0
        network.final_logits_bias[0, unsaid] = -1e4
    network.save_pretrained(folder)
    return folder


def write(folder: Path, segments: int) -> None:
    """Articles of 20 distinct sentences, short ones and long ones."""
    folder.mkdir(parents=True)
    for start in range(0, segments, 20):
        lines = [sentence(number) for number in range(start, min(start + 20, segments))]
        (folder / f"{start:06d}.txt").write_text("\n".join(lines) + "\n", "utf-8")


def sentence(number: int) -> str:
    parts = [f"{SUBJECTS[number % 7]} {DEEDS[number // 7 % 6]} {number}"]
    parts += [f"و {SUBJECTS[(number + more) % 7]} {DEEDS[(number + more) % 6]}" for more in range(number % 5)]
    return " ".join([*parts, ENDS[number // 42 % 5]])


if __name__ == "__main__":
    main()
