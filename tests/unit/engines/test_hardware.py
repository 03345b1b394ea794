"""What the machine has, read from where the system says it."""

from pathlib import Path

import pytest

from translate.engines import hardware
from translate.engines.hardware import Gpu, cpu_features, parse_gpus, usable_cores
from translate.engines.torch_engine import preferred_precision


def test_instruction_sets_are_read_from_cpuinfo(tmp_path: Path) -> None:
    (tmp_path / "x86").write_text("processor\t: 0\nflags\t\t: fpu avx2 avx512f avx512_vnni avx512_bf16\n")
    (tmp_path / "arm").write_text("processor\t: 0\nFeatures\t: fp asimd asimddp bf16\n")
    assert cpu_features(tmp_path / "x86") == ("avx2", "avx512", "avx512-vnni", "avx512-bf16")
    assert cpu_features(tmp_path / "arm") == ("neon", "neon-dot", "neon-bf16")
    assert cpu_features(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"cpu.max": "150000 100000\n"}, 1.5),
        ({"cpu.max": "max 100000\n"}, None),
        ({"cpu/cpu.cfs_quota_us": "200000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 2.0),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, None),
        ({}, None),
    ],
)
def test_a_containers_quota_is_understood(
    tmp_path: Path, files: dict[str, str], expected: float | None
) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    assert hardware._cgroup_cores(tmp_path) == expected


def test_a_quota_below_one_core_still_leaves_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "_cgroup_cores", lambda: 0.5)
    assert usable_cores() == 1


def test_gpus_are_read_from_what_nvidia_smi_prints() -> None:
    answer = "0, NVIDIA H200, 143771\n1, NVIDIA L4, [N/A]\nnonsense\n"
    assert parse_gpus(answer) == (Gpu(0, "NVIDIA H200", 143771), Gpu(1, "NVIDIA L4", None))


def test_versions_are_known_without_importing() -> None:
    found = hardware.survey()
    assert found.versions["ctranslate2"]
    assert set(found.versions) == set(hardware.LIBRARIES)
    assert found.cores >= 1


@pytest.mark.parametrize(
    ("width", "fast", "expected"),
    [(256, True, "float32"), (512, True, "bfloat16"), (1024, False, "float32")],
)
def test_bfloat16_is_taken_where_the_model_is_wide_and_the_cpu_has_it(
    monkeypatch: pytest.MonkeyPatch, width: int, fast: bool, expected: str
) -> None:
    monkeypatch.setattr(hardware, "has_fast_bfloat16", lambda: fast)
    assert preferred_precision("cpu", width) == expected
