import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from tests.command import ROOT
from translate.errors import BadUsage
from translate.nightly import settings as module
from translate.nightly.settings import night_settings

LEAST = '[[source]]\nkind = "folder"\nname = "a"\npath = "in"\n[output]\nfolder = "out"\n'


def _written(folder: Path, text: str) -> Path:
    path = folder / "n.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_configuration_is_read_and_names_every_key() -> None:
    path = ROOT / "configs" / "nightly.toml"
    night_settings(path, environment={})
    text = path.read_text("utf-8")
    told = {key for table in tomllib.loads(text).values() if isinstance(table, dict) for key in table}
    named = {line.lstrip("# ").partition("=")[0].strip() for line in text.splitlines() if "=" in line}
    kinds = (module.Output, module.Deadline, module.Checks, module.Quarantine, module.Retention)
    assert {each.name for kind in kinds for each in fields(kind)} <= named
    assert told <= named


def test_the_shipped_configuration_says_the_defaults() -> None:
    said = tomllib.loads((ROOT / "configs" / "nightly.toml").read_text("utf-8"))
    for name in ("deadline", "checks", "quarantine", "retention", "privacy"):
        found = getattr(night_settings(ROOT / "configs" / "nightly.toml", environment={}), name)
        assert found == type(found)(), name
        assert said[name]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("[chekcs]\nhold = true\n", r"did you mean \[checks\]"),
        ("[checks]\nholt = true\n", "did you mean 'hold'"),
        ("[translation]\nbaem = 4\n", "did you mean 'beam'"),
        ('[translation]\nto = ["pdf"]\n', "no such output"),
        ('[deadline]\nfinish_by = "six"\n', "no time of day"),
        ('[deadline]\norder = "random"\n', "'newest' or 'listed'"),
        ('[deadline]\nprecisions = ["half"]\n', "must be 'float32' or 'float16'"),
        ("[checks]\nceiling = 2.0\n", "at most 1"),
        ("[checks]\nhold = 1\n", "true or false"),
    ],
)
def test_what_cannot_be_is_named_with_its_section(more: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match=message):
        night_settings(_written(tmp_path, LEAST + more), environment={})


def test_a_night_without_a_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match=r"no \[\[source\]\]"):
        night_settings(_written(tmp_path, '[output]\nfolder = "out"\n'), environment={})


def test_paths_start_from_the_file_and_a_feed_is_never_complete(tmp_path: Path) -> None:
    feed = '[[source]]\nkind = "feed"\nname = "f"\nurl = "https://news.example/rss"\n'
    found = night_settings(_written(tmp_path, feed + LEAST), environment={})
    assert found.out == tmp_path / "out"
    assert found.store == tmp_path / "out" / ".tarjoman" / "memory.db"
    assert [origin.complete for origin in found.origins] == [False, True]
