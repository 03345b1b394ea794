"""What other programs read in our files. Skipped where they are not here."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.handoff.files import ARTICLE, content

TOOLKIT_VARIABLE = "TARJOMAN_TOOLKIT_PYTHON"
"""A Python of an environment of its own that has translate-toolkit: its import name is ours."""

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>FA</source_lang><target_lang>EN</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""

READ = """
import json, sys
from translate.storage import tmx, xliff, xliff2
classes = {"xliff": xliff.xlifffile, "xliff2": xliff2.Xliff2File, "tmx": tmx.tmxfile}
units = [unit for unit in classes[sys.argv[1]].parsefile(sys.argv[2]).units if unit.source]
print(json.dumps([[str(unit.source), str(unit.target)] for unit in units]))
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT (Debian package omegat) is not here")
def test_omegat_fills_in_what_the_memory_holds(tmp_path: Path) -> None:
    for folder in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary", "home"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(PROJECT, "utf-8")
    (tmp_path / "source" / "a.txt").write_text("\n\n".join(line.source for line in ARTICLE.lines), "utf-8")
    (tmp_path / "tm" / "auto" / "ours.tmx").write_bytes(content("tmx"))
    command = ["omegat", "--mode=console-translate", str(tmp_path), f"--config-dir={tmp_path / 'home'}"]
    home = {**os.environ, "HOME": str(tmp_path / "home")}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=200, env=home, check=False)
    # It ends with 0 whatever happens, so what it wrote is looked at.
    filled = (tmp_path / "target" / "a.txt").read_text("utf-8")
    assert [line for line in filled.split("\n") if line] == [line.target for line in ARTICLE.lines], (
        ended.stdout
    )


@pytest.mark.parametrize("name", ["xliff", "xliff2", "tmx"])
def test_translate_toolkit_reads_every_unit(name: str, tmp_path: Path) -> None:
    python = os.environ.get(TOOLKIT_VARIABLE)
    if not python:
        pytest.skip(f"{TOOLKIT_VARIABLE} names no Python with translate-toolkit")
    (tmp_path / "file").write_bytes(content(name))
    command = [python, "-c", READ, name, str(tmp_path / "file")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=100, cwd=tmp_path, check=True)
    units = json.loads(ended.stdout)
    assert units == [[line.source, line.target] for line in ARTICLE.lines]
