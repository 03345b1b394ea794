"""A transformers model as a CTranslate2 one, made once and kept in the cache.

The key is the weights' hash, the converter's version and the quantisation. The work is done by a
process of its own, so that torch never enters the one that translates, in a temporary folder that is
renamed when complete: a conversion that is killed leaves nothing that could be taken for a model.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from translate.engines.cache import cache_folder, turn
from translate.errors import ModelUnavailable, OutputFailed

COMPLETE = "complete.json"
"""Written last, into the finished folder: the sizes of its files."""


def converted(folder: Path, *, sha256: str, quantisation: str) -> Path:
    """The CTranslate2 form of the model in `folder`, converted now unless the cache has it."""
    cache = cache_folder("ctranslate2")
    key = f"{sha256[:32]}-{version('ctranslate2')}-{quantisation}"
    place = cache / key
    if _is_complete(place):
        return place
    with turn(cache / f"{key}.lock") as alone:
        if _is_complete(place):  # made by another process while this one waited
            return place
        if alone:
            _clear(cache, key)
        _convert(folder, place, quantisation)
    return place


def _is_complete(place: Path) -> bool:
    try:
        sizes = json.loads((place / COMPLETE).read_bytes())
        return all((place / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _clear(cache: Path, key: str) -> None:
    """Remove what a killed conversion or a damaged disk left under this key."""
    for leftover in (cache / key, *cache.glob(f"{key}.part-*")):
        shutil.rmtree(leftover, ignore_errors=True)


def _convert(folder: Path, place: Path, quantisation: str) -> None:
    try:
        part = Path(tempfile.mkdtemp(dir=place.parent, prefix=f"{place.name}.part-"))
        try:
            _run_worker(folder, part / "model", quantisation)
            _publish(part / "model", place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise OutputFailed(
            f"{place.parent}: cannot keep the converted model ({error.strerror}); "
            "free some space or set TARJOMAN_CACHE to another folder"
        ) from error


def _publish(finished: Path, place: Path) -> None:
    files = sorted(path for path in finished.iterdir() if path.is_file())
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    (finished / COMPLETE).write_text(json.dumps({path.name: path.stat().st_size for path in files}))
    try:
        finished.rename(place)
    except OSError:
        # Without locks two processes may finish at once: the first one's folder is as good as ours.
        if not _is_complete(place):
            raise


def _run_worker(folder: Path, output: Path, quantisation: str) -> None:
    package_root = str(Path(__file__).parents[2])
    inherited = os.environ.get("PYTHONPATH")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (package_root, inherited))),
        "HF_HUB_OFFLINE": "1",
    }
    # -P: a folder of the user's called `translate` or `torch` is not taken for ours.
    command = [sys.executable, "-P", "-m", "translate.engines.conversion_worker"]
    finished = subprocess.run(
        [*command, str(folder), str(output), quantisation],
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if finished.returncode < 0:
        raise ModelUnavailable(
            f"{folder}: killed by signal {-finished.returncode} while it was converted; often memory runs "
            "short: free some and try again, or try --engine transformers"
        )
    if finished.returncode != 0:
        lines = finished.stderr.strip().splitlines() or [f"exit status {finished.returncode}"]
        raise ModelUnavailable(
            f"{folder}: cannot be converted for CTranslate2 ({lines[-1]}); try --engine transformers"
        )
