import json
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.review.folders import article, written
from translate.errors import BadUsage
from translate.records import Flag
from translate.review.output import OutputFolder
from translate.review.server.doorplate import take_port
from translate.store.edits import Change
from translate.store.memory import Entry, Memory

pytest.importorskip("starlette")
from starlette.testclient import TestClient

from translate.review.server.app import application
from translate.review.server.room import Room

TOKEN, PORT = "let-me-in", 8123
HOME = f"http://127.0.0.1:{PORT}"
TEHRAN = ("تهران ۵ میلیون نفر دارد.", "Tehran has 6 million people.")
RAIN = ("باران می‌بارد.", "It rains.")
NUMBER = Flag("numbers", "«۵ میلیون» became '6 million'")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OutputFolder]:
    files = {"a": article("a", TEHRAN, RAIN, flags=[NUMBER]), "b": article("b", RAIN)}
    with OutputFolder(written(tmp_path / "out", files)) as opened:
        yield opened


@pytest.fixture
def stranger(folder: OutputFolder) -> TestClient:
    """A browser that was not given the token."""
    return TestClient(application(Room(folder, by="ann"), token=TOKEN, port=PORT), base_url=HOME)


@pytest.fixture
def guest(stranger: TestClient) -> TestClient:
    """A browser that has opened the printed address."""
    stranger.get("/", params={"token": TOKEN})
    return stranger


def edit(**more: object) -> dict[str, object]:
    source, _ = TEHRAN
    return {"index": 0, "source": source, "target": "5 million live in Tehran.", "state": "draft",
            "revision": 0, "seconds": 1.5, **more}  # fmt: skip


def save(guest: TestClient, *edits: dict[str, object], **headers: str) -> Any:
    body = {"document": "a", "edits": list(edits)}
    return guest.post("/api/save", json=body, headers={"origin": HOME, **headers})


@pytest.mark.parametrize("path", ["/", "/article?id=a", "/api/help?id=a&index=0", "/static/article.js"])
def test_nothing_is_shown_without_the_token(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 403
    assert stranger.get(path, params={"token": "guess"}).status_code == 403


def test_the_token_becomes_a_cookie_of_this_port_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get("/article", params={"id": "a", "token": TOKEN}, follow_redirects=False)
    assert answer.headers["location"] == "/article?id=a"
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"tarjoman-{PORT}=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get("/article?id=a").status_code == 200


def test_a_path_of_two_slashes_does_not_lead_to_another_host(stranger: TestClient) -> None:
    answer = stranger.get(f"{HOME}//evil.example/?token={TOKEN}", follow_redirects=False)
    assert answer.headers["location"].startswith("/evil.example")


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:1", ""])
def test_a_name_that_was_pointed_at_this_machine_gets_nothing(guest: TestClient, host: str) -> None:
    assert guest.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}"])
def test_another_site_cannot_write(guest: TestClient, folder: OutputFolder, origin: str) -> None:
    assert save(guest, edit(), origin=origin).status_code == 403
    assert folder.edits.latest("a") == {}


def test_a_form_of_another_type_cannot_write(guest: TestClient) -> None:
    body = json.dumps({"document": "a", "edits": [edit()]})
    headers = {"origin": HOME, "content-type": "text/plain"}
    assert guest.post("/api/save", content=body, headers=headers).status_code == 400


def test_pages_allow_nothing_from_elsewhere(guest: TestClient) -> None:
    for path in ("/", "/article?id=a"):
        answer = guest.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe-inline" not in policy
        assert "http://" not in answer.text.replace("http://127.0.0.1", "")
        assert "https://" not in answer.text


@pytest.mark.parametrize("name", ["../../room.py", "..%2f..%2froom.py", "%2e%2e/room.py", "/etc/passwd"])
def test_files_outside_the_page_are_not_served(guest: TestClient, name: str) -> None:
    assert guest.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("document", ["../out/a", "/etc/passwd", "", "a.segments.jsonl"])
def test_only_articles_of_the_run_are_shown(guest: TestClient, document: str) -> None:
    answer = guest.get("/article", params={"id": document})
    assert answer.status_code == 404


def test_what_an_article_says_cannot_become_markup(tmp_path: Path) -> None:
    nasty = "</textarea></script><script>alert(1)</script>"
    files = {"a": article("a", ("متن", nasty), flags=[Flag("numbers", nasty)])}
    with OutputFolder(written(tmp_path / "out", files)) as folder:
        browser = TestClient(application(Room(folder), token=TOKEN, port=PORT), base_url=HOME)
        browser.get("/", params={"token": TOKEN})
        assert "<script>alert" not in browser.get("/article?id=a").text
        assert "<script>alert" not in browser.get("/").text


def test_a_saved_edit_is_in_the_store_with_its_time_and_person(
    guest: TestClient, folder: OutputFolder
) -> None:
    (outcome,) = save(guest, edit()).json()["outcomes"]
    assert (outcome["refused"], outcome["edit"]["revision"], outcome["flags"]) == (False, 1, [])
    kept = folder.edits.latest("a")[0]
    assert (kept.target, kept.mt, kept.seconds, kept.by, kept.model) == (
        "5 million live in Tehran.",
        TEHRAN[1],
        1.5,
        "ann",
        "echo",
    )
    assert "5 million live in Tehran." in guest.get("/article?id=a").text


def test_a_second_window_is_refused_and_told_what_stands_there(
    guest: TestClient, folder: OutputFolder
) -> None:
    save(guest, edit())
    (outcome,) = save(guest, edit(target="Mine.")).json()["outcomes"]
    assert outcome["refused"]
    assert (outcome["edit"]["target"], outcome["edit"]["revision"]) == ("5 million live in Tehran.", 1)
    assert len(folder.edits.versions("a", 0)) == 1


def test_a_conflict_does_not_hold_up_the_other_segments(guest: TestClient) -> None:
    save(guest, edit())
    other = edit(index=1, source=RAIN[0], target="Rain falls.")
    outcomes = save(guest, edit(target="Mine."), other).json()["outcomes"]
    assert [(one["index"], one["refused"]) for one in outcomes] == [(0, True), (1, False)]


def test_the_same_sent_again_after_a_lost_answer_is_kept_once(
    guest: TestClient, folder: OutputFolder
) -> None:
    for _ in range(2):
        (outcome,) = save(guest, edit()).json()["outcomes"]
        assert not outcome["refused"]
    assert len(folder.edits.versions("a", 0)) == 1


def test_an_edit_of_another_persian_sentence_is_refused(guest: TestClient, folder: OutputFolder) -> None:
    (outcome,) = save(guest, edit(source="متن دیگر")).json()["outcomes"]
    assert (outcome["refused"], "edit" in outcome) == (True, False)
    assert folder.edits.latest("a") == {}


@pytest.mark.parametrize(
    "wrong",
    [{"index": -1}, {"state": "done"}, {"target": 7}, {"seconds": "1"}, {"seconds": 1e9}, {"more": 1}],
)
def test_an_edit_that_makes_no_sense_is_told_so(guest: TestClient, wrong: dict[str, object]) -> None:
    answer = save(guest, edit(**wrong))
    assert (answer.status_code, "load the page again" in answer.json()["error"]) == (400, True)


def test_flags_come_with_a_fix_that_was_tried(guest: TestClient) -> None:
    (flag,) = guest.get("/api/flags", params={"id": "a", "of": "0,1"}).json()["flags"]["0"]
    assert flag["fix"] == {"old": "6 million", "new": "5 million"}
    assert (flag["persian"], flag["english"]) == ("۵ میلیون", "6 million")


def test_an_edit_of_a_sentence_that_has_changed_is_a_suggestion_and_not_applied(
    guest: TestClient, folder: OutputFolder
) -> None:
    old = ("تهران ۵ میلیون و ۱۰۰ هزار نفر دارد.", "Tehran has 5.1 million people.")
    folder.edits.save(
        Change("a", 0, *old, "There are 5.1 million in Tehran.", "accepted"), expected_revision=0
    )
    page = guest.get("/article?id=a").text
    assert "There are 5.1 million" not in page
    (one,) = guest.get("/api/help", params={"id": "a", "index": 0}).json()["suggestions"]
    assert (one["kind"], one["target"], one["source"]) == (
        "earlier",
        "There are 5.1 million in Tehran.",
        old[0],
    )
    (outcome,) = save(guest, edit(revision=1)).json()["outcomes"]
    assert outcome["edit"]["revision"] == 2


def test_accepted_translations_of_this_and_of_like_sentences_are_suggested(
    guest: TestClient, folder: OutputFolder
) -> None:
    like = TEHRAN[0].replace("تهران", "تبریز")
    folder.edits.save(
        Change("x", 0, like, "", "Tabriz has 5 million people.", "accepted"), expected_revision=0
    )
    folder.edits.save(
        Change("y", 3, TEHRAN[0], "", "Tehran is home to 5 million.", "accepted"), expected_revision=0
    )
    told = guest.get("/api/help", params={"id": "a", "index": 0}).json()["suggestions"]
    assert [(one["kind"], one["target"]) for one in told] == [
        ("accepted", "Tehran is home to 5 million."),
        ("like", "Tabriz has 5 million people."),
    ]
    assert 70 <= told[1]["percent"] < 100


def test_what_the_machine_made_of_a_very_like_sentence_is_suggested_last(
    guest: TestClient, folder: OutputFolder
) -> None:
    memory = Memory(folder.store)
    run, _ = memory.begin("earlier")
    like, target = TEHRAN[0].replace("۵", "۷"), "Tehran has 7 million."
    memory.remember([Entry(b"1", like, target, None, run, 0), Entry(b"2", RAIN[0], "Rain.", None, run, 0)])
    memory.close()
    (one,) = guest.get("/api/help", params={"id": "a", "index": 0}).json()["suggestions"]
    assert (one["kind"], one["target"], one["by_person"]) == ("like", target, False)


def test_the_list_counts_what_was_done_and_finds_words_of_either_language(guest: TestClient) -> None:
    save(guest, edit(state="accepted"))
    page = guest.get("/").text
    assert "<dt>accepted</dt><dd>1/2</dd>" in page
    assert "<dt>accepted</dt><dd>0/1</dd>" in page
    found = guest.get("/", params={"q": "تهران"}).text
    assert "/article?id=a" in found
    assert "/article?id=b" not in found


def test_what_another_window_saved_is_news_to_this_one(guest: TestClient) -> None:
    save(guest, edit())
    (one,) = guest.get("/api/news", params={"id": "a", "since": 0}).json()["news"]
    assert (one["index"], one["target"]) == (0, "5 million live in Tehran.")
    assert guest.get("/api/news", params={"id": "a", "since": one["id"]}).json()["news"] == []


def test_a_server_that_comes_back_has_its_port_and_token_again(tmp_path: Path) -> None:
    bound, first = take_port(tmp_path, 0)
    bound.close()
    bound, second = take_port(tmp_path, 0)
    bound.close()
    assert second == first
    assert stat.S_IMODE((tmp_path / "review.json").stat().st_mode) == 0o600


def test_a_port_that_somebody_else_took_gets_another_token(tmp_path: Path) -> None:
    bound, first = take_port(tmp_path, 0)
    bound.listen()
    other, second = take_port(tmp_path, 0)
    other.close()
    bound.close()
    assert (second.port == first.port, second.token == first.token) == (False, False)


def test_a_port_that_was_asked_for_and_is_taken_is_refused_by_name(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadUsage, match=f"port {port}: "):
            take_port(tmp_path, port)


@pytest.mark.parametrize(("to", "begins"), [("txt", b"5 million"), ("xliff", b"<?xml"), ("csv", b"")])
def test_an_article_is_exported_with_its_edits(guest: TestClient, to: str, begins: bytes) -> None:
    save(guest, edit())
    answer = guest.get("/export", params={"id": "a", "to": to})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content.startswith(begins)
    assert b"5 million live in Tehran." in answer.content


def test_an_export_that_does_not_exist_is_named(guest: TestClient) -> None:
    answer = guest.get("/export", params={"id": "a", "to": "pdf"})
    assert (answer.status_code, "xliff" in answer.text) == (404, True)
