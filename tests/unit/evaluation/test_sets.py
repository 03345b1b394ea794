"""Test sets: what the list says, what is loaded, and that a wrong file is never used."""

import hashlib
import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from translate.errors import BadInput, BadUsage, OutputFailed
from translate.evaluation.fetching import Shelf
from translate.evaluation.sets import SetEntry, SetFile, load_set, read_entries

HOME = Path(__file__).parents[3] / "eval"

LINES = """
[mine]
title = "Mine"
licence = "CC0-1.0"
original = "en"
restricted = true
kind = "lines"
source = { name = "mine.fa", also = ["other.fa"] }
references = [{ name = "mine.en" }]
documents = { name = "mine.tsv", column = "URL" }
keep = { column = "domain", value = "news" }
"""


def folder_with(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return tmp_path


def mine(tmp_path: Path) -> Path:
    path = tmp_path / "sets.toml"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_every_set_of_the_list_says_what_one_must_know() -> None:
    entries = read_entries(HOME / "sets.toml")
    assert {"news", "ntrex-fas", "ntrex-prs", "flores-plus-devtest", "tico19", "tatoeba", "wmt24pp"} <= set(
        entries
    )
    for entry in entries.values():
        assert entry.original in {"fa", "en", "mixed"}
        assert entry.licence
        assert all(file.address is None or file.address.startswith("https://") for file in entry.files())
    assert entries["ntrex-fas"].direction.endswith("the Persian is a translation")


def test_our_own_set_loads_with_documents_domains_and_two_references(tmp_path: Path) -> None:
    news = load_set(read_entries(HOME / "sets.toml")["news"], Shelf(tmp_path, offline=True).locate)
    assert len(news.source) >= 400
    assert len(news.references) == 2
    assert len(set(news.documents or ())) >= 40
    assert news.domains


def test_a_part_of_a_set_is_kept_by_its_metadata(tmp_path: Path) -> None:
    where = folder_with(
        tmp_path,
        other_fa="یک\nدو\nسه\n",
        mine_en="one\ntwo\nthree\n",
        mine_tsv="URL\tdomain\nu1\tnews\nu2\ttravel\nu1\tnews\n",
    )
    loaded = load_set(read_entries(mine(tmp_path))["mine"], Shelf(tmp_path / "cache", where).locate)
    assert loaded.source == ("یک", "سه")
    assert loaded.references == (("one", "three"),)
    assert loaded.documents == ("u1", "u1")


def test_sources_and_references_of_other_length_are_refused(tmp_path: Path) -> None:
    where = folder_with(
        tmp_path, mine_fa="یک\nدو\n", mine_en="one\n", mine_tsv="URL\tdomain\nu\tnews\nu\tnews\n"
    )
    with pytest.raises(BadInput, match="2 sources but 1 references"):
        load_set(read_entries(mine(tmp_path))["mine"], Shelf(tmp_path / "cache", where).locate)


def test_the_checksum_of_a_set_changes_with_any_text(tmp_path: Path) -> None:
    sums = []
    for text in ("one\n", "One\n"):
        where = folder_with(tmp_path, mine_fa="یک\n", mine_en=text, mine_tsv="URL\tdomain\nu\tnews\n")
        loaded = load_set(read_entries(mine(tmp_path))["mine"], Shelf(tmp_path / "cache", where).locate)
        sums.append(loaded.checksum)
    assert sums[0] != sums[1]


def test_a_missing_file_says_where_to_put_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"x\.txt is not in .*; put it there, from https://host/x\.txt"):
        Shelf(tmp_path, offline=True).locate(SetFile("x.txt", address="https://host/x.txt"))


def test_a_file_with_a_wrong_checksum_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("tampered")
    with pytest.raises(BadInput, match="SHA-256 is"):
        Shelf(tmp_path / "cache", tmp_path).locate(SetFile("x.txt", sha256="0" * 64))


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Path]]:
    """An address that serves a folder. Plain http stands in for https: no certificate is at hand."""
    folder = tmp_path / "served"
    folder.mkdir()
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    monkeypatch.setattr(http.server.SimpleHTTPRequestHandler, "log_message", lambda *_: None)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    real = "urllib.request.urlopen"
    from urllib.request import urlopen

    monkeypatch.setattr(
        real, lambda address, timeout: urlopen(address.replace("https", "http"), timeout=timeout)
    )
    yield f"https://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


def test_a_fetched_file_is_cached_and_a_later_change_noticed(
    tmp_path: Path, served: tuple[str, Path]
) -> None:
    address, folder = served
    (folder / "x.txt").write_text("text")
    told: list[tuple[str, int, int | None]] = []
    shelf = Shelf(tmp_path / "cache", report=lambda *progress: told.append(progress))
    file = SetFile("x.txt", address=f"{address}/x.txt")
    path = shelf.locate(file)
    assert path.read_text() == "text"
    assert told[-1] == ("x.txt", 4, 4)
    path.write_text("changed")
    with pytest.raises(BadInput, match="delete it and fetch it anew"):
        shelf.locate(file)


def test_a_download_with_a_wrong_checksum_leaves_nothing(tmp_path: Path, served: tuple[str, Path]) -> None:
    address, folder = served
    (folder / "x.txt").write_text("other text")
    file = SetFile("x.txt", address=f"{address}/x.txt", sha256=hashlib.sha256(b"text").hexdigest())
    with pytest.raises(BadInput, match="nothing was kept"):
        Shelf(tmp_path / "cache").locate(file)
    assert not list((tmp_path / "cache").iterdir())


def test_an_address_that_does_not_answer_is_named(tmp_path: Path, served: tuple[str, Path]) -> None:
    address, _ = served
    with pytest.raises(OutputFailed, match=r"missing\.txt: cannot be fetched"):
        Shelf(tmp_path / "cache").locate(SetFile("missing.txt", address=f"{address}/missing.txt"))


def test_only_https_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="only https"):
        Shelf(tmp_path).locate(SetFile("x.txt", address="file:///etc/passwd"))


HUB = """
[hub]
title = "Hub"
licence = "CC-BY-SA-4.0"
original = "en"
restricted = true
kind = "hub"
hub = { path = "who/what", split = "dev", source_config = "pes", reference_config = "eng" }
fields = { source = "text", references = ["text"], document = "url", domain = "domain" }
"""


def hub_entry(tmp_path: Path) -> SetEntry:
    path = tmp_path / "sets.toml"
    path.write_text(HUB, encoding="utf-8")
    return read_entries(path)["hub"]


def test_a_hub_set_pairs_two_configurations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        @staticmethod
        def load_dataset(path: str, config: str, *, split: str) -> list[dict[str, str]]:
            assert (path, split) == ("who/what", "dev")
            return [{"text": f"{config} {n}", "url": "u1", "domain": "wikinews"} for n in range(2)]

    monkeypatch.setattr("translate.evaluation.sets.import_module", lambda _: Library)
    loaded = load_set(hub_entry(tmp_path), Shelf(tmp_path).locate)
    assert loaded.source == ("pes 0", "pes 1")
    assert loaded.references == (("eng 0", "eng 1"),)
    assert loaded.documents == ("u1", "u1")


def test_a_hub_set_without_the_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("translate.evaluation.sets.import_module", missing)
    with pytest.raises(BadUsage, match=r"tarjoman\[eval\]"):
        load_set(hub_entry(tmp_path), Shelf(tmp_path).locate)
