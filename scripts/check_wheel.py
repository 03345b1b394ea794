"""Build the wheel, install it in an empty environment, translate an article without a network.

    python scripts/check_wheel.py [--keep FOLDER] [--files-only]

First the wheel must hold every file of the package that git knows, byte for byte: the pages of `tarjoman
review` (templates, styles, scripts), the parts of hand-off files, tables, presets and the built-in model.
`--files-only` stops there, which takes seconds and no network.

The network is taken away for good: the translation runs in a network namespace of its own where the system
allows that (`unshare --net`), else behind a proxy that does not exist. Prints the English and a verdict.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
TORCH = os.environ.get("TORCH", "torch==2.13.0")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it")
    parser.add_argument("--files-only", action="store_true", help="look into the wheel, install nothing")
    options = parser.parse_args()
    check = check_files if options.files_only else check_all
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        check(options.keep)
        return
    with tempfile.TemporaryDirectory() as name:
        check(Path(name))


def check_files(folder: Path) -> Path:
    """Build the wheel and compare it with the package's files; its path."""
    subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--wheel-dir", folder / "dist", ROOT],
        check=True,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
    listed = subprocess.run(["git", "ls-files", "translate"], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    names = [name for name in listed.stdout.decode().splitlines() if (ROOT / name).is_file()]
    with zipfile.ZipFile(wheel) as packed:
        held = set(packed.namelist())
        wrong = [
            name for name in names if name not in held or packed.read(name) != (ROOT / name).read_bytes()
        ]
    if wrong:
        sys.exit(f"FAILED: missing from the wheel, or other than in the folder: {', '.join(wrong)}")
    kinds = Counter(Path(name).suffix or Path(name).name for name in names)
    print("ok: the wheel holds " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    return wheel


def check_all(folder: Path) -> None:
    """The files, and then a translation."""
    python = installed(folder, check_files(folder))
    article = folder / "economy.txt"
    shutil.copy(ROOT / "examples" / "economy.txt", article)
    environment = {**os.environ, "TARJOMAN_CACHE": str(folder / "cache"), "HOME": str(folder)}
    environment.pop("PYTHONPATH", None)
    command = [str(python.with_name("tarjoman")), "run", str(article), "-o", str(folder / "out")]
    subprocess.run([*without_network(environment), *command], check=True, cwd=folder, env=environment)
    english = (folder / "out" / "economy.en.txt").read_text("utf-8")
    print(english)
    lines = len((folder / "out" / "economy.segments.jsonl").read_text("utf-8").splitlines())
    if "[untranslated" in english or lines < 8:
        sys.exit("FAILED: the article is not translated")
    print(f"ok: {lines} segments translated from the installed wheel, without a network")


def installed(folder: Path, wheel: Path) -> Path:
    """A fresh environment with the wheel in it; its Python."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        pip(python, "install", "--upgrade", "pip")
        pip(python, "install", TORCH)
    pip(python, "install", str(wheel))
    return python


def without_network(environment: dict[str, str]) -> list[str]:
    """What to put before a command; changes the environment where a namespace cannot be had."""
    unshare = ["unshare", "--net"]
    if shutil.which("unshare") and subprocess.run([*unshare, "true"], check=False).returncode == 0:
        return unshare
    environment.update({"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"})
    return []


def pip(python: Path, *words: str) -> None:
    subprocess.run([python, "-m", "pip", "--quiet", *words], check=True)


if __name__ == "__main__":
    main()
