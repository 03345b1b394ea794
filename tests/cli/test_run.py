import json
import re
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.command import ROOT, echoed, rows, tarjoman
from translate.store.edits import Change, Edits, State

# Settings whose default is found out: a file that names them all comments these out.
ARTICLE = "تیتر خبر\n\nوزیر گفت: «می‌آییم.» سپس رفت.او فردا ۱۴۰۳/۷/۲۰ بازمی‌گردد.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(ARTICLE, "utf-8")
    (folder / "deep" / "a.txt").write_text("خبر دیگر.\n", "utf-8")
    return folder


def test_a_folder_becomes_articles_segments_and_a_manifest(articles: Path, tmp_path: Path) -> None:
    ended = echoed([articles], tmp_path / "out")
    assert ended.code == 0, ended.err
    out = tmp_path / "out"
    english = (out / "a.en.txt").read_text("utf-8")
    assert [len(line) > 0 for line in english.split("\n")] == [True, False, True, False]
    assert (out / "deep" / "a.en.txt").is_file()
    found = rows(out / "a.segments.jsonl")
    assert (found[0]["document"], found[0]["unit"], found[0]["index"]) == ("a", 0, 0)
    assert {"source", "target", "origin", "confidence", "flags", "start", "end"} <= found[0].keys()
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    assert manifest["counts"]["documents"] == 2
    assert manifest["counts"]["segments"] == len(found) + 1
    assert manifest["model"]["sha256"]
    assert manifest["failures"] == {"documents": [], "segments": []}


def test_the_built_in_model_translates_offline_without_torch(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("این یک آزمایش است.\n", "utf-8")
    # A torch that cannot be imported: the conversion's own process is warmed up before.
    assert tarjoman("run", tmp_path / "a.txt", "-o", tmp_path / "warm").code == 0
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "torch.py").write_text("raise ImportError('torch is not for this path')\n")
    (tmp_path / "block" / "transformers.py").write_text("raise ImportError('nor is transformers')\n")
    ended = tarjoman(
        "run", tmp_path / "a.txt", "-o", tmp_path / "out", PYTHONPATH=f"{tmp_path / 'block'}:{ROOT}"
    )
    assert ended.code == 0, ended.err
    assert "test" in (tmp_path / "out" / "a.en.txt").read_text("utf-8").lower()
    assert ended.err.count("small and rough") == 1


def test_json_goes_to_stdout_and_is_the_manifest(articles: Path, tmp_path: Path) -> None:
    ended = echoed([articles], tmp_path / "out", "--json")
    assert ended.json() == json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))


def test_rows_of_jsonl_keep_their_fields_and_gain_english(tmp_path: Path) -> None:
    given: list[dict[str, Any]] = [
        {"id": 7, "title": "تیتر", "text": "متن یک. متن دو.", "url": "https://example.org", "tags": ["الف"]},
        {"id": "x", "title": "تیتر", "text": "متن سه."},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in given]
    (tmp_path / "feed.jsonl").write_text("\n".join([lines[0], "{broken", lines[1]]) + "\n", "utf-8")
    ended = echoed([tmp_path / "feed.jsonl"], tmp_path / "out")
    assert ended.code == 1
    assert "line 2" in ended.err
    first, broken, second = rows(tmp_path / "out" / "feed.en.jsonl")
    assert first == {**given[0], "title_en": first["title_en"], "text_en": first["text_en"]}
    assert first["title_en"]
    assert first["text_en"]
    assert (second["id"], broken["line"]) == ("x", 2)
    documents = {row["document"] for row in rows(tmp_path / "out" / "feed.segments.jsonl")}
    assert documents == {"7", "x"}


def test_standard_input_becomes_an_article(tmp_path: Path) -> None:
    ended = echoed(["-"], tmp_path / "out", stdin=ARTICLE.encode())
    assert ended.code == 0, ended.err
    assert (tmp_path / "out" / "stdin.en.txt").is_file()


def test_two_inputs_of_one_name_keep_an_output_each(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"خبر {folder}.\n", "utf-8")
    (tmp_path / "x" / "a.md").write_text("# تیتر\n", "utf-8")
    assert echoed([tmp_path / "x", tmp_path / "y"], tmp_path / "out").code == 0
    assert len(list((tmp_path / "out").rglob("*.segments.jsonl"))) == 3


def test_outputs_are_not_read_as_inputs(articles: Path) -> None:
    for _ in range(2):
        ended = echoed([articles], articles / "english", "--json")
        assert ended.json()["counts"]["files"] == 2


def test_to_jsonl_writes_persian_beside_english(articles: Path, tmp_path: Path) -> None:
    assert echoed([articles], tmp_path / "out", "--to", "jsonl").code == 0
    (row,) = rows(tmp_path / "out" / "a.en.jsonl")
    assert row["text"] == ARTICLE
    assert not (tmp_path / "out" / "a.en.txt").exists()


def test_a_row_of_several_paragraphs_comes_out_whole(tmp_path: Path) -> None:
    text = "یک خبر.\n\nدو خبر. سه خبر.\n\nچهار خبر."
    (tmp_path / "rows.jsonl").write_text(json.dumps({"title": "تیتر", "text": text}) + "\n", "utf-8")
    assert echoed([tmp_path / "rows.jsonl"], tmp_path / "out").code == 0
    (row,) = rows(tmp_path / "out" / "rows.en.jsonl")
    assert (row["title_en"], row["text_en"]) == ("تیتر", text)


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("یک.\nیک.\n12\nدو.\n", "utf-8")
    ended = echoed([tmp_path / "a.txt"], tmp_path / "out", "--dry-run", "--json")
    found = ended.json()
    assert (found["documents"], found["segments"], found["repeats"], found["copies"]) == (1, 4, 1, 1)
    assert found["to_translate"] == 2
    assert found["seconds"] >= 0
    assert not (tmp_path / "out").exists()


def test_a_dry_run_knows_what_is_in_the_memory(articles: Path, tmp_path: Path) -> None:
    echoed([articles], tmp_path / "out")
    found = echoed([articles], tmp_path / "out", "--dry-run", "--json").json()
    assert found["to_translate"] == 0
    assert found["remembered"] > 0


def test_a_dry_run_counts_what_people_have_accepted(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    echoed([articles], out)
    with closing(Edits(out / ".tarjoman" / "memory.db")) as edits:
        states: dict[str, State] = {"deep/a": "accepted", "a": "draft"}
        for document, state in states.items():
            edits.save(
                Change(document, 0, "خبر دیگر.", mt="", target="More news.", state=state), expected_revision=0
            )
    found = echoed([articles], out, "--dry-run", "--json").json()
    assert (found["approved"], found["remembered"], found["to_translate"]) == (1, found["segments"] - 1, 0)


def test_a_second_run_reuses_everything_and_leaves_the_same_articles(articles: Path, tmp_path: Path) -> None:
    echoed([articles], tmp_path / "out")
    first = (tmp_path / "out" / "a.en.txt").read_bytes()
    counts = echoed([articles], tmp_path / "out", "--json").json()["counts"]
    assert (counts["mt"], counts["decoded"]) == (0, 0)
    assert (tmp_path / "out" / "a.en.txt").read_bytes() == first


def test_a_shared_store_serves_another_folder(articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "m.db"
    echoed([articles], tmp_path / "out", "--store", store)
    counts = echoed([articles], tmp_path / "out2", "--store", store, "--json").json()["counts"]
    assert counts["decoded"] == 0
    stats = tarjoman("memory", "stats", store, "--json").json()
    assert (stats["runs"], stats["unfinished"]) == (2, 0)


def test_alternatives_and_token_scores_are_written_and_remembered(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("این یک آزمایش است.\n\n۱۲\n", "utf-8")
    words = (
        "run",
        tmp_path / "a.txt",
        "-o",
        tmp_path / "out",
        "--beam",
        "3",
        "--n-best",
        "3",
        "--token-scores",
    )
    assert tarjoman(*words).code == 0
    first = (tmp_path / "out" / "a.segments.jsonl").read_bytes()
    translated, copied = rows(tmp_path / "out" / "a.segments.jsonl")
    assert [set(one) for one in translated["alternatives"]] == [{"target", "score"}] * 2
    assert 0 < translated["confidence"] < 1
    assert all(score <= 0 for score in translated["token_scores"])
    assert not {"alternatives", "token_scores"} & copied.keys()
    ended = tarjoman(*words, "--json")
    assert ended.json()["counts"]["decoded"] == 0
    assert ended.json()["memory_failures"] == 0
    assert ended.json()["confidence"]["recalibrated_from_edits"] == 0
    decoding = ended.json()["decoding"]
    assert (decoding["beam"], decoding["n_best"], decoding["token_scores"]) == (3, 3, True)
    assert (tmp_path / "out" / "a.segments.jsonl").read_bytes() == first.replace(b'"mt"', b'"memory"')
    # Another decoding is another translation.
    assert tarjoman(*words[:-1], "--json").json()["counts"]["decoded"] == 1


def test_more_alternatives_than_hypotheses_are_refused(articles: Path, tmp_path: Path) -> None:
    ended = tarjoman("run", articles, "-o", tmp_path / "out", "--beam", "2", "--n-best", "3")
    assert ended.code == 2
    assert "--beam 3" in ended.err


def test_a_tag_that_the_model_is_not_told_is_refused(articles: Path, tmp_path: Path) -> None:
    ended = tarjoman("run", articles, "-o", tmp_path / "out", TARJOMAN_TARGET_LANGUAGE="eng_Latn")
    assert ended.code == 2
    assert "family marian are not told a target language" in ended.err


def test_a_configuration_file_is_obeyed_and_flags_go_before_it(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text('engine = "echo"\nto = ["jsonl"]\n')
    words: list[str | Path] = ["run", articles, "-o", tmp_path / "out", "--config", tmp_path / "c.toml"]
    assert tarjoman(*words).code == 0
    assert (tmp_path / "out" / "a.en.jsonl").is_file()
    assert tarjoman(*words, "--to", "txt").code == 0
    assert (tmp_path / "out" / "a.en.txt").is_file()


@pytest.mark.parametrize("name", ["cpu.toml", "gpu.toml"])
def test_the_shipped_configurations_hold_every_setting_and_no_other(name: str, tmp_path: Path) -> None:
    from translate.config import Settings, settings

    path = ROOT / "configs" / name
    assert settings(file=path, flags={}, environment={}).model == "builtin"
    lines = path.read_text("utf-8").splitlines()
    # A commented setting is "# key = value"; a sentence has more words before its equals sign.
    (tmp_path / name).write_text("\n".join(re.sub(r"^# (?=\w+ = )", "", line) for line in lines), "utf-8")
    settings(file=tmp_path / name, flags={}, environment={})
    assert tomllib.loads((tmp_path / name).read_text("utf-8")).keys() == set(Settings.__slots__)


def test_a_test_set_that_the_model_has_seen_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("یک.\n", "utf-8")
    (tmp_path / "mizan_dev.en").write_text("One.\n", "utf-8")
    assert echoed([tmp_path / "a.txt"], tmp_path / "out").code == 0
    ended = tarjoman("score", tmp_path / "out" / "a.segments.jsonl", "--ref", tmp_path / "mizan_dev.en")
    assert ended.code == 0, ended.err
    assert "the model was trained on mizan_dev" in ended.err
