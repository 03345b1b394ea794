"""What only a browser shows: typing, saving, keys, two windows, a server that dies."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.review.browser import chromium, opened, served, started
from tests.unit.review.folders import article, written
from translate.confidence.edits import word_edits
from translate.records import Flag
from translate.review.output import OutputFolder

pytestmark = pytest.mark.slow
pytest.importorskip("uvicorn")

NUMBER = Flag("numbers", "«۵ میلیون» became '6 million'")
PAIRS = (
    ("تهران ۵ میلیون نفر دارد.", "Tehran has 6 million people."),
    ("باران می‌بارد.", "It rains."),
    ("هوا سرد است.", "The air is cold."),
)
AXE = "axe-core@4.11.0"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    yield made
    made.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return written(tmp_path / "out", {"a": article("a", *PAIRS, flags=[NUMBER])})


def text(page: Any, index: int) -> Any:
    return page.locator(f"#s{index} textarea")


def wait(page: Any, index: int, phase: str) -> None:
    page.wait_for_selector(f"#s{index}[data-phase={phase}]")


def test_the_keyboard_alone_fixes_edits_accepts_searches_and_goes_back(context: Any, out: Path) -> None:
    from playwright.sync_api import expect

    with served(out) as address:
        page = opened(context, address, "a")
        page.wait_for_selector("#s0 button[data-fix]")
        page.keyboard.press("Alt+n")
        page.keyboard.press("Alt+x")
        assert text(page, 0).input_value() == "Tehran has 5 million people."
        page.keyboard.press("Control+z")
        assert text(page, 0).input_value() == PAIRS[0][1]
        page.keyboard.press("Control+Shift+z")
        page.keyboard.press("Control+Enter")
        wait(page, 0, "saved")
        page.keyboard.press("Control+a")
        page.keyboard.type("It is raining")
        page.keyboard.press("Control+s")
        wait(page, 1, "saved")
        page.keyboard.press("Alt+s")
        page.keyboard.type("cold")
        page.keyboard.press("Tab")
        page.keyboard.type("chilly")
        page.click("#replace-all")
        wait(page, 2, "saved")
        page.keyboard.press("Escape")
        page.keyboard.press("Alt+z")
        expect(text(page, 1)).to_have_value("It rains.")
        wait(page, 1, "saved")
        page.keyboard.press("Alt+v")
        assert page.inner_text("#reading").split("\n\n") == [
            "Tehran has 5 million people.",
            "It rains.",
            "The air is chilly.",
        ]
        assert page.inner_text("#accepted") == "1"
    with OutputFolder(out) as folder:
        kept = folder.edits.latest("a")
        assert [(kept[index].target, kept[index].state) for index in range(3)] == [
            ("Tehran has 5 million people.", "accepted"),
            ("It rains.", "draft"),
            ("The air is chilly.", "draft"),
        ]
        assert [one.target for one in folder.edits.versions("a", 1)] == ["It is raining", "It rains."]


def test_a_server_killed_in_mid_edit_loses_nothing_that_was_typed(context: Any, out: Path) -> None:
    with started(out) as address:
        page, other = opened(context, address, "a"), opened(context, address, "a")
        text(page, 0).fill("Saved before it died.")
        wait(page, 0, "saved")
    text(page, 1).fill("Typed while it was dead.")
    wait(page, 1, "failed")
    # The line at the top counts a moment after the segment has changed.
    page.locator("#saved", has_text="kept in this browser").wait_for()
    text(other, 2).fill("Typed in a window that was closed then.")
    other.close()
    with started(out) as again:
        assert again == address
        page.click("#retry")
        wait(page, 1, "saved")
        third = opened(context, address, "a")
        assert [text(third, index).input_value() for index in range(3)] == [
            "Saved before it died.",
            "Typed while it was dead.",
            "Typed in a window that was closed then.",
        ]
        wait(third, 2, "saved")
    with OutputFolder(out) as folder:
        assert folder.edits.latest("a")[2].target == "Typed in a window that was closed then."


def test_two_windows_on_a_segment_show_both_texts_and_overwrite_neither(context: Any, out: Path) -> None:
    with served(out) as address:
        one, two = opened(context, address, "a"), opened(context, address, "a")
        text(one, 1).fill("Rain falls.")
        wait(one, 1, "saved")
        text(two, 1).fill("Rain pours.")
        wait(two, 1, "conflict")
        assert text(two, 1).input_value() == "Rain pours."
        assert "falls" in two.inner_text("#s1 .theirs")
        two.click("#s1 button[data-choice=mine]")
        wait(two, 1, "saved")
        text(one, 1).fill("Rain drums.")
        wait(one, 1, "conflict")
        one.click("#s1 button[data-choice=theirs]")
        wait(one, 1, "saved")
        assert text(one, 1).input_value() == "Rain pours."
    with OutputFolder(out) as folder:
        assert [one.target for one in folder.edits.versions("a", 1)] == ["Rain falls.", "Rain pours."]


def test_no_page_scrolls_sideways_on_a_phone_or_asks_the_network_for_anything(
    browser: Any, tmp_path: Path
) -> None:
    long = "http://example.com/" + "a" * 200
    out = written(tmp_path / "out", {"a": article("a", *PAIRS, (f"نشانی {long}", long), flags=[NUMBER])})
    context = browser.new_context(viewport={"width": 360, "height": 740})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    with served(out) as address:
        page = opened(context, address, "a")
        text(page, 0).focus()
        page.click("#more")
        for path in ("article?id=a", ""):
            assert page.evaluate("document.documentElement.scrollWidth") == 360, path
            page.goto(address.partition("?")[0])
    context.close()
    assert all(url.startswith(address.partition("?")[0]) for url in asked)


COUNT = """async ([a, b]) => {
  const { edits, changes } = await import("/static/words.js");
  const side = (kind) => changes(a, b).filter((run) => run[0] !== kind).map((run) => run[1]).join("");
  return [edits(a, b), side("ins"), side("del")];
}"""


def test_the_page_counts_word_edits_as_the_report_does_and_its_marks_hold_both_texts(
    context: Any, out: Path
) -> None:
    with served(out) as address:
        page = opened(context, address, "a")
        for before, after in (
            ("the old house fell", "a new House fell down"),
            ("", "all of it is new"),
            ("all of it goes", ""),
            ("one two three four", "two three four one"),
            ("It rose 5.2 percent, he said.", "It rose by 5.1%, she said"),
            ("a b a b a b", "b a b a"),
        ):
            edits, _ = word_edits(before, after)
            assert page.evaluate(COUNT, [before, after]) == [edits, before, after]


def test_axe_finds_nothing_to_complain_of_in_light_and_dark(context: Any, out: Path, axe: str) -> None:
    with served(out) as address:
        page = opened(context, address, "a")
        text(page, 0).fill("Tehran has 7 million.")
        wait(page, 0, "saved")
        page.wait_for_selector("#history button")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page, axe) == []
        page.keyboard.press("Alt+/")
        assert violations(page, axe) == []
        page.goto(address)
        assert violations(page, axe) == []


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from a folder named in AXE_CORE or fetched by npm."""
    if named := os.environ.get("AXE_CORE"):
        return Path(named).read_text("utf-8")
    folder = tmp_path_factory.mktemp("axe")
    with tempfile.TemporaryDirectory() as cache:
        words = ["npm", "install", "--prefix", str(folder), "--cache", cache, "--no-audit", "--no-fund", AXE]
        try:
            subprocess.run(words, capture_output=True, check=True, timeout=60)
        except (OSError, subprocess.SubprocessError) as error:
            pytest.skip(f"axe-core is not here and npm cannot fetch it: {type(error).__name__}")
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")
