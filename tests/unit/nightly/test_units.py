import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

CONFIGS = Path(__file__).parents[3] / "configs"
SERVICE, TIMER = "tarjoman-nightly.service", "tarjoman-nightly.timer"
PROGRAM = "/opt/tarjoman/bin/tarjoman"


def settings(name: str) -> RawConfigParser:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[method-assign, assignment]
    parser.read(CONFIGS / name, encoding="utf-8")
    return parser


def verified(folder: Path, *, but: tuple[str, str] = ("", "")) -> str:
    """What systemd says of our units, with a program that exists in place of ours."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    text = (CONFIGS / SERVICE).read_text(encoding="utf-8").replace(PROGRAM, "/bin/true").replace(*but)
    (folder / SERVICE).write_text(text, encoding="utf-8")
    shutil.copy(CONFIGS / TIMER, folder)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(folder / SERVICE), str(folder / TIMER)],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{done.stdout}{done.stderr}".strip()


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    assert verified(tmp_path) == ""


def test_systemd_would_say_what_is_wrong_with_them(tmp_path: Path) -> None:
    assert "ProtectSystm" in verified(tmp_path, but=("ProtectSystem=", "ProtectSystm="))


def test_a_night_starts_at_a_quarter_past_two_in_tehran_and_makes_up_for_what_it_missed() -> None:
    timer = settings(TIMER)["Timer"]
    assert timer["OnCalendar"] == "*-*-* 02:15:00 Asia/Tehran"
    assert timer["Persistent"] == "true"
    assert timer["RandomizedDelaySec"] == "5min"


def test_only_a_night_that_needs_a_person_fails_the_unit() -> None:
    assert settings(SERVICE)["Service"]["SuccessExitStatus"].split() == ["1", "75", "130"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("UMask", "0077"),
        ("ProtectSystem", "strict"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
    ],
)
def test_the_service_is_shut_in(key: str, value: str) -> None:
    assert settings(SERVICE)["Service"][key] == value


def test_the_line_of_cron_keeps_others_out_and_sends_one_line() -> None:
    lines = (CONFIGS / "nightly.cron").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("15 2 * * * ")]
    assert line.split()[5] == "tarjoman"
    assert "umask 077; " in line
    assert f"{PROGRAM} nightly /etc/tarjoman/nightly.toml 2>>" in line
    assert "%" not in line  # cron would make a line feed of it


def test_every_way_to_start_a_night_runs_the_same_command() -> None:
    assert settings(SERVICE)["Service"]["ExecStart"] == f"{PROGRAM} nightly /etc/tarjoman/nightly.toml"
    container = (CONFIGS / "Containerfile").read_text(encoding="utf-8").splitlines()
    assert 'ENTRYPOINT ["tarjoman"]' in container
    assert 'CMD ["nightly", "/etc/tarjoman/nightly.toml"]' in container
    assert "USER 10001" in container
