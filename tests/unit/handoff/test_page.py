"""The bilingual page in a browser: edited, ticked, saved, read again."""

from pathlib import Path

from tests.unit.handoff.files import ARTICLE, TEHRAN, content, read
from tests.unit.review.browser import chromium


def test_a_page_saved_from_the_browser_holds_what_was_typed_and_ticked(tmp_path: Path) -> None:
    path = tmp_path / "hand-off.html"
    path.write_bytes(content("html"))
    with chromium() as browser:
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        cell = page.get_by_label("English of 0")
        cell.press("Control+a")
        page.keyboard.type("A <b> &  two blanks")
        page.keyboard.press("Enter")
        page.keyboard.type("line")
        page.get_by_label("1 is done").check()
        with page.expect_download() as saved:
            page.keyboard.press("Control+s")
        saved.value.save_as(tmp_path / "saved.html")
        assert saved.value.suggested_filename == "hand-off.html"
        assert complaints == []
    back = read("html", (tmp_path / "saved.html").read_bytes())
    assert [line.target for line in back] == [
        "A <b> &  two blanks\nline",
        *(one.target for one in ARTICLE.lines[1:]),
    ]
    assert [line.accepted for line in back] == [False, True, False]
    assert back[0].source == TEHRAN.source
