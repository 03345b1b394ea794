import datetime as dt
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sources.test_files import fetched, reason, text
from translate.errors import UserError
from translate.records import Document
from translate.sources.base import SourceFailed
from translate.sources.options import Site
from translate.sources.registry import open_source

ROWS: list[dict[str, Any]] = [
    {"id": "1", "title": "باران", "text": "باران آمد.", "rank": 2.0, "seen": "version 1"},
    {"id": "2", "title": None, "text": "برف آمد.", "rank": 5.0, "seen": "version 2"},
]


def as_jsonl(folder: Path) -> dict[str, Any]:
    (folder / "t.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    return {"kind": "jsonl", "path": "t.jsonl"}


def as_csv(folder: Path) -> dict[str, Any]:
    lines = [",".join(ROWS[0]), *(",".join(str(value or "") for value in row.values()) for row in ROWS)]
    (folder / "t.csv").write_text("\ufeff" + "\r\n".join(lines))
    return {"kind": "csv", "path": "t.csv"}


def as_parquet(folder: Path) -> dict[str, Any]:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(ROWS), folder / "t.parquet")
    return {"kind": "parquet", "path": "*.parquet"}


def as_dataset(folder: Path) -> dict[str, Any]:
    (folder / "set").mkdir()
    (folder / "set/train.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    return {"kind": "dataset", "path": "set"}


def as_sqlite(folder: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(folder / "t.db")) as database, database:
        database.execute("CREATE TABLE news (id, title, text, rank, seen)")
        database.executemany("INSERT INTO news VALUES (?, ?, ?, ?, ?)", [tuple(row.values()) for row in ROWS])
    return {"kind": "sqlite", "path": "t.db", "query": "SELECT * FROM news ORDER BY id"}


def as_sql(folder: Path) -> dict[str, Any]:
    as_sqlite(folder)
    return {"kind": "sql", "url": f"sqlite:///{folder}/t.db", "query": "SELECT * FROM news ORDER BY id"}


KINDS = [as_jsonl, as_csv, as_parquet, as_dataset, as_sqlite, as_sql]


@pytest.mark.parametrize("make", KINDS)
def test_every_kind_of_table_gives_the_same_articles(
    make: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    found = fetched(tmp_path, **make(tmp_path), priority="rank", modified="seen")
    assert [(one.id, one.priority, one.modified) for one in found] == [
        ("s/1", 2.0, "version 1"),
        ("s/2", 5.0, "version 2"),
    ]
    assert [text(one) for one in found] == ["باران\n\nباران آمد.", "برف آمد."]
    assert all(isinstance(one.content, Document) and one.content.row for one in found)
    assert found[0].hint != found[1].hint


@pytest.mark.parametrize("make", [as_csv, as_parquet, as_dataset, as_sqlite, as_sql])
def test_a_table_without_the_column_asked_for_says_which_there_are(
    make: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    with pytest.raises(SourceFailed, match=r"source s: no column 'texts'; did you mean 'text'"):
        fetched(tmp_path, **make(tmp_path), text="texts")


@pytest.mark.parametrize("make", KINDS)
def test_rows_beyond_the_limit_are_not_dropped_in_silence(
    make: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    source = open_source(
        {"name": "s", "max_rows": 1, **make(tmp_path)}, where="n.toml", site=Site(base=tmp_path)
    )
    given = source.articles()
    assert next(given).id == "s/1"
    with pytest.raises(SourceFailed, match="more than 1 rows"):
        next(given)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "sqlite"])
def test_a_table_that_is_not_there_is_a_source_that_failed(kind: str, tmp_path: Path) -> None:
    more = {"query": "SELECT 1"} if kind == "sqlite" else {}
    with pytest.raises(SourceFailed, match="no such file; is its disk mounted"):
        fetched(tmp_path, kind=kind, path="gone", **more)


@pytest.mark.parametrize("kind", ["parquet", "sqlite"])
def test_a_file_that_is_something_else_is_a_source_that_failed(kind: str, tmp_path: Path) -> None:
    (tmp_path / "t").write_text("not at all" * 100)
    more = {"query": "SELECT 1"} if kind == "sqlite" else {}
    with pytest.raises(SourceFailed, match="source s: "):
        fetched(tmp_path, kind=kind, path="t", **more)


def test_broken_rows_of_csv_keep_their_place(tmp_path: Path) -> None:
    content = (
        'id,title,text\n1,a,"یک\nو دو"\n2,b\n3,c,"x"y\n4,d,\n5,e,'.encode()
        + b"\xff\xfe\n6,f,"
        + "شش\n".encode()
    )
    (tmp_path / "t.csv").write_bytes(content)
    found = fetched(tmp_path, kind="csv", path="t.csv", title="title")
    assert text(found[0]) == "a\n\nیک\nو دو"
    assert reason(found[1]) == "2 columns instead of 3"
    assert "not a row of CSV" in reason(found[2])
    assert text(found[3]) == "d\n\n"
    assert "not UTF-8" in reason(found[4])
    assert text(found[5]) == "f\n\nشش"


def test_a_long_field_of_csv_is_no_error_and_tabs_may_part_fields(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("id\ttext\n1\t" + "خبر " * 100_000)
    (article,) = fetched(tmp_path, kind="csv", path="t.tsv", delimiter="\t")
    assert len(text(article)) == 400_000


def test_a_row_without_an_id_is_known_by_its_title(tmp_path: Path) -> None:
    def ids(*rows: dict[str, Any]) -> list[str]:
        (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)))
        return [one.id for one in fetched(tmp_path, kind="jsonl", path="t.jsonl")]

    (first,) = ids({"title": "باران", "text": "یک"})
    assert ids({"title": "نو", "text": "نو"}, {"title": "باران", "text": "یک، اصلاح شد"})[1] == first


def test_two_rows_of_one_id_are_two_articles(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"id": "a", "text": "یک"}\n{"id": "a", "text": "دو"}\n')
    assert [one.id for one in fetched(tmp_path, kind="jsonl", path="t.jsonl")] == ["s/a", "s/a#2"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "a"}, "no column 'text'; there are id"),
        ({"id": "a", "text": 5}, "'text' is not a text but int"),
        ({"id": "a", "text": " ", "title": ""}, "'text' is empty"),
        ({"id": "a", "text": "یک", "rank": "high"}, "'rank', its priority, is not a number: 'high'"),
    ],
)
def test_a_row_that_is_no_article_says_why(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    (tmp_path / "t.jsonl").write_text(json.dumps(row))
    (article,) = fetched(tmp_path, kind="jsonl", path="t.jsonl", priority="rank")
    assert reason(article) == message


def test_a_query_cannot_change_the_database(tmp_path: Path) -> None:
    table = as_sqlite(tmp_path)
    with pytest.raises(SourceFailed, match="readonly database"):
        fetched(tmp_path, **table | {"query": "DELETE FROM news RETURNING *"})
    assert len(fetched(tmp_path, **table)) == 2


def test_a_query_that_never_ends_is_ended(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS text FROM n"
    with pytest.raises(SourceFailed, match=r"took longer than 0\.05 s"):
        fetched(tmp_path, **as_sqlite(tmp_path) | {"query": endless, "seconds": 0.05})


def test_a_cell_that_is_not_utf8_spoils_its_row_only(tmp_path: Path) -> None:
    table = as_sqlite(tmp_path)
    with closing(sqlite3.connect(tmp_path / "t.db")) as database, database:
        database.execute("INSERT INTO news VALUES (0, 'x', CAST(x'ff' AS TEXT), 0, '')")
    found = fetched(tmp_path, **table)
    assert reason(found[0]) == "'text' is not UTF-8"
    assert [text(one) for one in found[1:]] == ["باران\n\nباران آمد.", "برف آمد."]


def test_values_that_json_does_not_know_become_texts(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    row = {
        "text": "یک",
        "day": dt.date(2024, 1, 2),
        "price": Decimal("1.50"),
        "raw": b"12",
        "n": float("nan"),
    }
    parquet.write_table(pa.Table.from_pylist([row]), tmp_path / "t.parquet")
    (article,) = fetched(tmp_path, kind="parquet", path="t.parquet")
    assert isinstance(article.content, Document)
    assert article.content.row == {
        "text": "یک",
        "day": "2024-01-02",
        "price": "1.50",
        "raw": "(2 bytes)",
        "n": None,
    }


def test_a_database_that_refuses_is_named_without_its_password(tmp_path: Path) -> None:
    source = open_source(
        {"kind": "sql", "name": "s", "url_env": "NEWS_DB", "query": "SELECT 1"},
        where="n.toml",
        site=Site(environment={"NEWS_DB": f"sqlite:///{tmp_path}/no/hunter2.db"}),
    )
    with pytest.raises(SourceFailed) as failure:
        list(source.articles())
    assert "source s: $NEWS_DB: " in str(failure.value)
    assert "hunter2" not in f"{failure.value!r}{source.shown}{failure.value.__cause__}"


def test_a_database_without_sqlalchemy_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.setitem(sys.modules, "sqlalchemy.exc", None)
    with pytest.raises(UserError, match=r"pip install 'tarjoman\[sql\]'"):
        fetched(tmp_path, kind="sql", url="sqlite://", query="SELECT 1")


def test_a_saved_data_set_is_read_too(tmp_path: Path) -> None:
    import datasets  # type: ignore[import-untyped]

    datasets.Dataset.from_list(ROWS).save_to_disk(str(tmp_path / "saved"))
    assert [one.id for one in fetched(tmp_path, kind="dataset", path="saved")] == ["s/1", "s/2"]


def test_a_data_set_that_is_not_there_is_a_source_that_failed(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    with pytest.raises(SourceFailed, match="source s: "):
        fetched(tmp_path, kind="dataset", path="set")
