from typing import Any

import pytest

from translate.errors import BadUsage
from translate.sources.identity import article_id
from translate.sources.options import Address, Site, without_secrets
from translate.sources.registry import kinds, open_source, open_sources

DB = {"kind": "sql", "name": "s", "query": "SELECT 1"}


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_names_what_it_must_be_told(kind: str) -> None:
    with pytest.raises(BadUsage, match=rf"n\.toml, source 1 \({kind}\): 'name' is missing"):
        open_sources([{"kind": kind}], where="n.toml", site=Site())


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"kind": "folders"}, "kind 'folders' is no kind of source; did you mean 'folder'"),
        ({}, "kind None is no kind of source; there are folder, glob"),
        ({"kind": "folder", "name": "s", "path": "."} | {"encodign": "x"}, "did you mean 'encoding'"),
        ({"kind": "folder", "name": "s", "path": 5}, "path must be a text, not 5"),
        ({"kind": "folder", "name": "s", "path": "."} | {"may_be_empty": 1}, "must be true or false"),
        ({"kind": "jsonl", "name": "s", "path": "."} | {"max_rows": 0}, "a whole number from 1"),
        ({"kind": "jsonl", "name": "s", "path": "."} | {"priority": True}, "must be a number or a text"),
        (
            {"kind": "jsonl", "name": "s", "path": "."} | {"priority": float("inf")},
            "must be a number or a text",
        ),
        ({"kind": "folder", "name": "../s", "path": "."}, "a name is made of letters"),
        ({"kind": "glob", "name": "s", "path": "here"}, 'say kind = "folder"'),
        ({"kind": "csv", "name": "s", "path": "x"} | {"delimiter": ";;"}, "must be one character"),
        (DB, "say either 'url' or 'url_env'"),
        (DB | {"url": "sqlite://", "url_env": "X"}, "say either 'url' or 'url_env'"),
        (DB | {"url_env": "NOT_SET"}, "the environment variable NOT_SET is not set"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_with_its_key(table: dict[str, Any], message: str) -> None:
    with pytest.raises(BadUsage, match=message):
        open_source(table, where="n.toml", site=Site(environment={}))


def test_two_sources_of_one_name_are_refused_also_where_only_case_differs() -> None:
    tables = [{"kind": "folder", "name": name, "path": "."} for name in ("news", "News")]
    with pytest.raises(BadUsage, match="two sources are named 'news'"):
        open_sources(tables, where="n.toml", site=Site())


def test_an_address_from_the_environment_is_never_shown() -> None:
    secret = "postgresql://u:hunter2@db/news"
    source = open_source(DB | {"url_env": "X"}, where="n.toml", site=Site(environment={"X": secret}))
    assert source.shown == "$X"
    assert "hunter2" not in repr(source) + repr(Address(secret, "$X"))
    assert (
        Address(secret, "$X").scrubbed(f"cannot reach {secret} with hunter2") == "cannot reach *** with ***"
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://u:p@news.example:8443/feed?key=1#x", "https://news.example:8443/feed?..."),
        ("http://[::1]/a", "http://[::1]/a"),
        ("sqlite:///news.db", "sqlite:/news.db"),
        ("http://[::1", "(not an address)"),
        ("feed.xml", "feed.xml"),
    ],
)
def test_an_address_is_shown_without_login_and_query(address: str, shown: str) -> None:
    assert without_secrets(address) == shown


def test_ids_are_paths_or_say_what_they_were() -> None:
    assert article_id("s", "1403/07/خبر روز.txt") == "s/1403/07/خبر روز.txt"
    assert article_id("s", "https://a.example/b?c=1").startswith("s/a.example-b-c=1~")
    assert article_id("s", "a/../b").startswith("s/a-..-b~")
    assert article_id("s", "\udcff.txt") == "s/%FF.txt"
    assert article_id("s", "///").startswith("s/article~")
    assert article_id("s", "a:1") != article_id("s", "a;1")
