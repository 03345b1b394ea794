from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.review.folders import article
from translate.errors import BadUsage
from translate.handoff import registry
from translate.pipeline.handing_off import TARGETS, HandOffs, heading
from translate.pipeline.outputs import checked_targets
from translate.records import Translation

SETTINGS = {
    "id": "4f",
    "tarjoman": "0.1.0",
    "model": {"name": "builtin"},
    "started": "2026-11-30T02:15:00+00:00",
}
NEWS = article("7", ("خبر.", "News."), ("باران.", "Rain."))


def written(
    out: Path, *documents: list[Translation], taken: str = ".en.txt", to: tuple[str, ...] = TARGETS
) -> None:
    with ExitStack() as stack:
        files = HandOffs(out, "deep/feed", to, heading(SETTINGS), taken=taken, stack=stack)
        for translations in documents:
            files.write(translations[0].segment.document if translations else "none", translations)


def test_the_documents_of_one_input_share_its_files(tmp_path: Path) -> None:
    written(tmp_path, NEWS, article("8", ("برف.", "Snow.")))
    for path in (tmp_path / "deep").iterdir():
        with path.open("rb") as file:
            back = list(registry.of_file(path).read(file))
        assert [(line.document, line.name, line.target, line.run) for line in back] == [
            ("7", "deep/feed", "News.", "4f"),
            ("7", "deep/feed", "Rain.", "4f"),
            ("8", "deep/feed", "Snow.", "4f"),
        ]


def test_a_hand_off_file_does_not_take_the_name_of_the_translated_article(tmp_path: Path) -> None:
    written(tmp_path, NEWS, taken=".en.docx", to=("docx", "html"))
    assert {path.name for path in (tmp_path / "deep").iterdir()} == {"feed.fa-en.docx", "feed.en.html"}


def test_no_file_is_made_of_documents_without_segments(tmp_path: Path) -> None:
    written(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_abandoned_leaves_no_half_file(tmp_path: Path) -> None:
    def killed() -> None:
        with ExitStack() as stack:
            files = HandOffs(tmp_path, "feed", TARGETS, heading(SETTINGS), taken=".en.txt", stack=stack)
            files.write("7", NEWS)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert list(tmp_path.iterdir()) == []


def test_what_a_person_accepted_is_handed_off_as_finished(tmp_path: Path) -> None:
    written(tmp_path, [replace(one, origin="human") for one in NEWS], to=("xliff",))
    with (tmp_path / "deep" / "feed.en.xliff").open("rb") as file:
        assert all(line.accepted for line in registry.named("xliff").read(file))


def test_an_output_that_does_not_exist_is_refused_with_those_that_do() -> None:
    assert checked_targets(["xliff", "docx", "xliff"]) == ("xliff", "docx")
    with pytest.raises(BadUsage, match=r"--to pdf: no such output; there are txt, jsonl, xliff, xliff2, tmx"):
        checked_targets(["pdf"])
