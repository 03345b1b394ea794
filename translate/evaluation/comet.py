"""COMET in an environment of its own: it pins versions that cannot live beside ours."""

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from translate.errors import BadUsage, OutputFailed
from translate.evaluation import comet_worker

REQUIREMENT = "unbabel-comet==2.2.7"
DEFAULT_MODEL = "Unbabel/wmt22-comet-da"  # Apache-2.0; wants source and reference


@dataclass(frozen=True, slots=True)
class CometScore:
    """Mean over segments (about 0 to 1) and the score of each; `signature` names model and version."""

    value: float
    segments: tuple[float, ...]
    signature: str

    def row(self) -> dict[str, object]:
        """The JSON form, as other scores have it; intervals are left to `eval compare`."""
        return {
            "metric": "COMET",
            "name": "COMET",
            "value": self.value,
            "signature": self.signature,
            "low": None,
            "high": None,
            "mean": None,
            "interval": None,
        }


def python_of(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def is_ready(folder: Path) -> bool:
    """Whether `setup` has finished there."""
    return (folder / "ready").is_file()


def setup(folder: Path, *, requirement: str = REQUIREMENT) -> None:
    """Make the environment and install COMET into it; OutputFailed with pip's last line if that fails."""
    venv.create(folder, with_pip=True, clear=True)
    command = [str(python_of(folder)), "-m", "pip", "install", "--quiet", requirement]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().split("\n") or [""])[-1]
        raise OutputFailed(f"{requirement} cannot be installed into {folder}: {last}")
    (folder / "ready").write_text(f"{requirement}\n", encoding="utf-8")


def score(
    folder: Path,
    sources: Sequence[str],
    hypotheses: Sequence[str],
    references: Sequence[str],
    *,
    model: str = DEFAULT_MODEL,
    batch: int = 16,
    gpus: int = 0,
) -> CometScore:
    """COMET against one reference; BadUsage if the environment is not set up, OutputFailed if it breaks."""
    if not is_ready(folder):
        raise BadUsage("COMET is not set up; run: tarjoman eval setup comet")
    columns = zip(sources, hypotheses, references, strict=True)
    rows: list[dict[str, object]] = [{"model": model, "batch": batch, "gpus": gpus}]
    rows += [{"src": source, "mt": mt, "ref": reference} for source, mt, reference in columns]
    # -P: without it the worker's own folder comes first, and this file is what `import comet` finds.
    command = [str(python_of(folder)), "-P", str(comet_worker.__file__)]
    sent = "".join(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run(command, input=sent, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        last = (done.stderr.strip().split("\n") or [""])[-1]
        raise OutputFailed(f"COMET failed: {last}")
    head, *answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    values = tuple(answer["score"] for answer in answers)
    if len(values) != len(hypotheses):
        raise OutputFailed(f"COMET answered {len(values)} of {len(hypotheses)} segments")
    signature = f"nrefs:1|model:{head['model']}|comet:{head['version']}"
    return CometScore(fmean(values), values, signature)
