"""Sources that hang, clash or change while a night reads them, and a configuration with a slip in it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.command import inside, rows
from tests.faults.echoing import articles
from tests.faults.nights import SOURCE, nightly
from tests.unit.sources.web import Web, serving
from translate.nightly import gather as gathering
from translate.nightly import night as night_module

ROWS = """
[[source]]
name = "{name}"
kind = "jsonl"
path = "{name}.jsonl"
"""
FEED = """
[[source]]
name = "agency"
kind = "feed"
url = "{url}"
allow_private = true
seconds = 0.2
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles(tmp_path / "in", count=2)
    return tmp_path


@pytest.fixture
def hanging() -> Iterator[Web]:
    """A server that takes a question and never answers it."""
    over = threading.Event()

    def wait(_: BaseHTTPRequestHandler) -> None:
        over.wait(60)

    with serving() as web:
        web.routes["/rss"] = wait
        try:
            yield web
        finally:
            over.set()


def test_a_feed_that_never_answers_is_given_up_and_the_other_sources_go_on(
    folder: Path, hanging: Web
) -> None:
    ended = nightly(folder, sources=SOURCE + FEED.format(url=hanging.at("/rss")))
    assert ended.code == 1
    assert "source agency: " in ended.err
    assert "took longer than 0.2 s" in ended.err
    assert len(list((folder / "out" / "latest" / "news").glob("*.en.txt"))) == 2


def test_the_same_id_in_two_sources_and_twice_in_one_names_as_many_articles(tmp_path: Path) -> None:
    for name in ("desk", "wire"):
        lines = [f'{{"id": 7, "text": "خبر {number} از {name}."}}\n' for number in range(2)]
        (tmp_path / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    assert nightly(tmp_path, sources=ROWS.format(name="desk") + ROWS.format(name="wire")).code == 0
    latest = tmp_path / "out" / "latest"
    ids = [row["id"] for row in rows(latest / "articles.jsonl")]
    assert len(set(ids)) == 4
    for name in ("desk", "wire"):
        said = [row["text_en"] for row in rows(latest / f"{name}.en.jsonl")]
        assert said == [f"خبر {number} از {name}." for number in range(2)]


def test_an_article_that_grows_while_a_night_reads_it_is_whole_in_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = folder / "in" / "01.txt"
    gather = gathering.gather

    def growing(*words: object, **more: object) -> object:
        work = gather(*words, **more)  # type: ignore[arg-type]
        with article.open("ab") as file:
            file.write("سطری که دیر رسید".encode())
        return work

    with monkeypatch.context() as patch:
        patch.setattr(night_module, "gather", growing)
        assert nightly(folder).code == 0
    with article.open("ab") as file:
        file.write(" و پایان آن.\n".encode())
    assert nightly(folder).code == 0
    assert nightly(folder, "calm").code == 0
    grown, calm = (
        (folder / out / "current" / "news" / "01.en.txt").read_text("utf-8") for out in ("out", "calm")
    )
    assert grown == calm
    assert "سطری که دیر رسید و پایان آن." in grown


def test_nul_bytes_in_an_article_of_a_night_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes("یک\x00خبر خوب.\n".encode())
    (tmp_path / "desk.jsonl").write_bytes('{"id": "a\\u0000b", "text": "خبر\\u0000دیگر."}\n'.encode())
    ended = nightly(tmp_path, sources=SOURCE + ROWS.format(name="desk"))
    assert ended.code == 0, ended.err
    assert len(rows(tmp_path / "out" / "latest" / "articles.jsonl")) == 2


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("[quarantine]\ntrys = 3\n", "unknown setting 'trys'; did you mean 'tries'?"),
        ("[retension]\nnights = 3\n", "unknown section 'retension'; did you mean [retention]?"),
    ],
)
def test_a_slip_in_the_configuration_of_nights_ends_with_2_and_the_nearest_name(
    folder: Path, slip: str, said: str
) -> None:
    ended = nightly(folder, more=slip)
    assert (ended.code, said in ended.err) == (2, True)
    assert "out.toml" in ended.err
    assert not (folder / "out").exists()


def test_a_slip_in_the_configuration_of_a_run_ends_with_2_and_the_nearest_name(folder: Path) -> None:
    (folder / "c.toml").write_text("baem = 4\n", "utf-8")
    ended = inside("run", folder / "in", "-o", folder / "out", "--config", folder / "c.toml")
    assert (ended.code, "unknown setting 'baem'; did you mean 'beam'?" in ended.err) == (2, True)
    assert not (folder / "out").exists()
