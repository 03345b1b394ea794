"""What this machine has: usable cores, instruction sets, GPUs, library versions. No torch is imported."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

CPU_FLAGS = {
    "avx2": "avx2",
    "avx512f": "avx512",
    "avx512_vnni": "avx512-vnni",
    "avx_vnni": "avx-vnni",
    "avx512_bf16": "avx512-bf16",
    "amx_bf16": "amx-bf16",
    "amx_int8": "amx-int8",
    "asimd": "neon",
    "asimddp": "neon-dot",
    "bf16": "neon-bf16",
}
"""Flags of /proc/cpuinfo that decide how fast matrices multiply, and the names we print."""

LIBRARIES = ("ctranslate2", "sentencepiece", "tokenizers", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Gpu:
    """A CUDA device: `memory_mib` is what the card has in all, None where unknown."""

    index: int
    name: str
    memory_mib: int | None = None


@dataclass(frozen=True, slots=True)
class Hardware:
    """What was found. `versions` holds None for a library that is not installed."""

    cores: int
    cpu_features: tuple[str, ...]
    gpus: tuple[Gpu, ...]
    versions: dict[str, str | None]


def survey() -> Hardware:
    """Look at the machine; about 0.2 s, most of it nvidia-smi where there is one."""
    return Hardware(
        cores=usable_cores(),
        cpu_features=cpu_features(),
        gpus=gpus(),
        versions={name: installed_version(name) for name in LIBRARIES},
    )


def usable_cores() -> int:
    """Cores this process may use: its affinity, cut down by a container's CPU quota (cgroup 1 or 2)."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _cgroup_cores()
    return max(1, min(allowed, int(quota))) if quota is not None else allowed


def _cgroup_cores(root: Path = Path("/sys/fs/cgroup")) -> float | None:
    """CPU quota in cores, None where there is no limit."""
    try:
        if (root / "cpu.max").is_file():
            quota, period = (root / "cpu.max").read_text().split()[:2]
        else:
            quota = (root / "cpu/cpu.cfs_quota_us").read_text().strip()
            period = (root / "cpu/cpu.cfs_period_us").read_text().strip()
        cores = int(quota) / int(period)
    except (OSError, ValueError, ZeroDivisionError):  # no cgroup, or "max"
        return None
    return cores if cores > 0 else None


def cpu_features(cpuinfo: Path = Path("/proc/cpuinfo")) -> tuple[str, ...]:
    """Instruction sets that matter here, as far as the system tells; empty where it does not."""
    try:
        lines = cpuinfo.read_text(errors="replace").splitlines()
    except OSError:
        return ()
    flags = {flag for line in lines if line.startswith(("flags", "Features")) for flag in line.split()}
    return tuple(name for flag, name in CPU_FLAGS.items() if flag in flags)


def has_fast_bfloat16() -> bool:
    """Whether this CPU multiplies bfloat16 matrices in hardware."""
    return bool({"avx512-bf16", "amx-bf16", "neon-bf16"} & set(cpu_features()))


def gpu_count() -> int:
    """CUDA devices that CTranslate2 can use; without it, those that nvidia-smi lists."""
    try:
        import ctranslate2
    except ImportError:
        return len(_listed_by_nvidia_smi())
    return int(ctranslate2.get_cuda_device_count())


def gpus() -> tuple[Gpu, ...]:
    """CUDA devices with name and memory."""
    listed = _listed_by_nvidia_smi()
    return listed or tuple(Gpu(index, "CUDA device") for index in range(gpu_count()))


def _listed_by_nvidia_smi() -> tuple[Gpu, ...]:
    program = shutil.which("nvidia-smi")
    if program is None:
        return ()
    query = [program, "--query-gpu=index,name,memory.total", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(query, capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):  # a driver without a card
        return ()
    return parse_gpus(answer)


def parse_gpus(answer: str) -> tuple[Gpu, ...]:
    """Devices from the lines `index, name, MiB` of nvidia-smi."""
    rows = [line.split(", ") for line in answer.splitlines() if line.count(", ") == 2]
    return tuple(Gpu(int(index), name, int(mib) if mib.isdigit() else None) for index, name, mib in rows)


def installed_version(name: str) -> str | None:
    """Version of an installed distribution, None if there is none. Nothing is imported."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None
