"""docs/faults.md and the tests name each other."""

import ast
import re
from pathlib import Path

from tests.command import ROOT

TABLE = ROOT / "docs" / "faults.md"


def written() -> set[str]:
    """Every test function in this folder but those of this file."""
    here = Path(__file__)
    return {
        node.name
        for path in here.parent.glob("test_*.py")
        if path != here
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def rows() -> list[list[str]]:
    found = [
        line.strip("|").split(" | ") for line in TABLE.read_text("utf-8").splitlines() if "test_" in line
    ]
    return [[cell.strip() for cell in row] for row in found if len(row) == 5]


def test_every_fault_has_a_test_and_every_test_stands_in_the_table() -> None:
    named = {name for row in rows() for name in re.findall(r"\btest_\w+", row[4])}
    assert named == written()


def test_every_fault_says_what_is_said_how_it_ends_and_what_is_kept() -> None:
    assert len(rows()) >= 25
    for row in rows():
        assert all(row), row
        assert re.fullmatch(r"(-|\d+)((, alone|;| or) \d+)?", row[2]), row
