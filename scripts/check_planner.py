"""What the planner of a night predicts beside what the night then takes, on three sizes of model.

    python scripts/check_planner.py [--segments 1500] [--only builtin,small,base] [--folder FOLDER]

"small" and "base" are Marian models of random weights with the vocabulary of the tests (256 wide with 3
layers, 512 with 6): what they say is nonsense, what they take is not. Seconds are those of loading the model
and of the run; gathering, canary and publication are apart from both columns. Calibrations
are made beforehand.
"""

import argparse
import json
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from second_night import DEEDS, ENDS, SUBJECTS  # noqa: E402 - a script's neighbours are no package

SHAPES = {"small": (256, 3, 4), "base": (512, 6, 8)}
CONFIG = """
[[source]]
kind = "folder"
name = "desk"
path = "in"
[output]
folder = "out"
[translation]
model = "{model}"
max_length_ratio = 1.0
max_length_extra = 5
[deadline]
finish_by = "{hour}"
margin = 1.0
least_beam = 4
[checks]
canary = false
hold = false
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--segments", type=int, default=1500)
    parser.add_argument("--only", default="builtin,small,base")
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    options = parser.parse_args()
    print(f"{'model':<10}{'segments':>9}{'predicted s':>13}{'real s':>9}{'off by':>9}")
    for name in options.only.split(","):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            measure(name, Path(folder), options.segments)


def measure(name: str, folder: Path, segments: int) -> None:
    from translate import wiring
    from translate.nightly.night import run_night
    from translate.nightly.settings import night_settings

    model = name if name == "builtin" else str(build(folder / name, *SHAPES[name]))
    write(folder / "in", segments)
    config = folder / "night.toml"
    config.write_text(CONFIG.format(model=json.dumps(model)[1:-1], hour="23:59"), "utf-8")
    settings = night_settings(config)
    with wiring.workshop(settings.translation):  # converted and calibrated, as after the first night
        pass
    silent = SimpleNamespace(settled=lambda _translation: None, file_done=lambda _source: None)
    console = SimpleNamespace(say=lambda _line: None, progress=lambda _inputs: nullcontext(silent))
    night = run_night(settings, console=console)
    timings = night.manifest["timings"]
    real = timings["load_seconds"] + timings["seconds"]
    predicted = night.predicted or 0.0
    off = predicted / real - 1
    print(f"{name:<10}{night.segments.mt:>9}{predicted:>13.1f}{real:>9.1f}{off:>+9.1%}", flush=True)


def build(folder: Path, width: int, layers: int, heads: int) -> Path:
    """A random Marian model of a shape; its tokenizer is that of the tests."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    from tests.tiny_models import build_marian

    build_marian(folder)
    shape = json.loads((folder / "config.json").read_text("utf-8"))
    for side in ("encoder", "decoder"):
        shape |= {f"{side}_layers": layers, f"{side}_attention_heads": heads, f"{side}_ffn_dim": 4 * width}
    shape |= {"d_model": width, "init_std": 0.1, "num_hidden_layers": layers}
    torch.manual_seed(1)
    network = MarianMTModel(MarianConfig(**shape)).eval()
    with torch.no_grad():
        network.get_input_embeddings().weight[shape["pad_token_id"]] = 0
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
