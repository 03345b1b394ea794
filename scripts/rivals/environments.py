"""An environment of its own for each rival that wants other libraries than ours."""

import subprocess
import sys
import venv
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

REQUIREMENTS = {"argos": "argostranslate==1.11.0", "easy_nmt": "EasyNMT==2.0.2"}
INSTALLED = "installed.txt"
"""Written last, into the finished environment."""


def pythons(names: Iterable[str], home: Path) -> dict[str, str]:
    """The interpreter for each contender; one that cannot be installed is left out, with a word on stderr."""
    found: dict[str, str] = {}
    for name in names:
        if name not in REQUIREMENTS:
            found[name] = sys.executable
        elif installed(home / name, REQUIREMENTS[name]):
            found[name] = str(home / name / "bin" / "python")
    return found


def installed(folder: Path, requirement: str) -> bool:
    """Make the environment unless it is there. Torch is held to our own release: the same for everybody."""
    if (folder / INSTALLED).is_file():
        return True
    print(f"installing {requirement} in {folder} ...", file=sys.stderr, flush=True)
    venv.create(folder, with_pip=True, clear=True)
    constraint = folder / "constraint.txt"
    constraint.write_text(f"torch=={version('torch').partition('+')[0]}\n")
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-compile", "-c", constraint]
    finished = subprocess.run([*pip, requirement], check=False, capture_output=True, text=True)
    if finished.returncode:
        print(f"{requirement}: {finished.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return False
    (folder / INSTALLED).write_text(requirement + "\n")
    return True
