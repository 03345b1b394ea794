import re
from pathlib import Path

import pytest

from tests.unit.nightly.nights import GOOD, HELD, night
from translate.errors import OutputFailed
from translate.nightly.prometheus import write_metrics
from translate.nightly.records import SourceTrouble

LINE = re.compile(
    r'^(tarjoman_[a-z_]+)(\{[a-z]+="(\\.|[^"\\\n])*"(,[a-z]+="(\\.|[^"\\\n])*")*\})? (-?[0-9.e+-]+)$'
)


def metrics(path: Path) -> dict[str, float]:
    """Values by name and labels; every line of the file must be one of the format."""
    rows = path.read_text(encoding="utf-8").splitlines()
    found = [LINE.match(row) for row in rows if not row.startswith("#")]
    assert all(found), rows
    return {f"{each[1]}{each[2] or ''}": float(each[6]) for each in found if each}


def test_a_good_night_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "tarjoman.prom"
    write_metrics(path, GOOD, now=1000.5)
    found = metrics(path)
    expected = {
        "tarjoman_last_success_timestamp_seconds": 1000.5,
        "tarjoman_night_number": 7,
        "tarjoman_night_exit_code": 0,
        'tarjoman_night_outcome{outcome="published"}': 1,
        'tarjoman_night_outcome{outcome="held"}': 0,
        'tarjoman_night_articles{state="new"}': 2,
        'tarjoman_night_segments{origin="mt"}': 20,
        "tarjoman_night_words": 400,
        "tarjoman_night_seconds": 12.5,
        "tarjoman_night_peak_memory_bytes": 512.5 * 1024 * 1024,
        'tarjoman_night_flag_ratio{check="numbers"}': 0.05,
        'tarjoman_night_flag_usual_ratio{check="numbers"}': 0.04,
        "tarjoman_night_flagged_ratio": 0.05,
        "tarjoman_night_sources_failed": 0,
    }
    assert expected.items() <= found.items()
    assert 'tarjoman_night_flag_usual_ratio{check="length"}' not in found


def test_every_metric_has_one_help_and_one_type_before_its_values(tmp_path: Path) -> None:
    path = tmp_path / "tarjoman.prom"
    write_metrics(path, GOOD)
    described: list[str] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        name = row.split()[2] if row.startswith("#") else re.split(r"[ {]", row)[0]
        if row.startswith("# HELP"):
            assert name not in described
            described.append(name)
        assert name == described[-1]
    assert path.read_text(encoding="utf-8").count("# TYPE") == len(described)
    assert path.read_text(encoding="utf-8").endswith("\n")


@pytest.mark.parametrize("bad", [HELD, night(outcome="failed", exit_code=74)])
def test_the_last_success_stays_on_record_through_bad_nights(tmp_path: Path, bad: object) -> None:
    path = tmp_path / "tarjoman.prom"
    write_metrics(path, GOOD, now=1000.0)
    for now in (2000.0, 3000.0):
        write_metrics(path, bad, now=now)  # type: ignore[arg-type]
    found = metrics(path)
    assert found["tarjoman_last_success_timestamp_seconds"] == 1000
    assert found["tarjoman_last_run_timestamp_seconds"] == 3000
    write_metrics(path, night(outcome="nothing"), now=4000.0)
    assert metrics(path)["tarjoman_last_success_timestamp_seconds"] == 4000


def test_a_first_night_that_fails_claims_no_success(tmp_path: Path) -> None:
    write_metrics(tmp_path / "tarjoman.prom", HELD)
    assert "tarjoman_last_success_timestamp_seconds" not in metrics(tmp_path / "tarjoman.prom")


def test_rates_of_nothing_are_left_out(tmp_path: Path) -> None:
    write_metrics(tmp_path / "tarjoman.prom", night(flags=(), flagged=None, peak_mib=None))
    assert not [name for name in metrics(tmp_path / "tarjoman.prom") if "flag" in name or "peak" in name]


def test_odd_names_are_escaped(tmp_path: Path) -> None:
    write_metrics(
        tmp_path / "tarjoman.prom", night(model='a "b"\\\nc', trouble=(SourceTrouble("s", "down"),))
    )
    found = metrics(tmp_path / "tarjoman.prom")
    assert found["tarjoman_night_sources_failed"] == 1
    assert any('model="a \\"b\\"\\\\\\nc"' in name for name in found)


def test_the_collector_can_read_it_and_never_sees_half_of_it(tmp_path: Path) -> None:
    path = tmp_path / "tarjoman.prom"
    write_metrics(path, GOOD)
    assert path.stat().st_mode & 0o777 == 0o644
    assert [each.name for each in tmp_path.iterdir()] == ["tarjoman.prom"]
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputFailed):
        write_metrics(tmp_path / "file/tarjoman.prom", GOOD)
