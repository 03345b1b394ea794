import os
from pathlib import Path

import pytest

from translate.errors import EXIT_BAD_INPUT, BadInput, OutputFailed
from translate.formats.inputs import Input, discover
from translate.formats.walk import Skipped

PLACES = [
    *["news/b.txt", "news/a.md", "news/.hidden.txt", "news/photo.png", "news/.git/x.txt"],
    *["news/sport/a.html", "news/sport/deep/c.JSONL", "more/b.txt", "notes.log"],
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for place in PLACES:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(place)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*arguments: str, exclude: Path | None = None) -> list[str]:
    return [found.name for found in discover(arguments, exclude=exclude).inputs]


def refused(*arguments: str, exclude: Path | None = None) -> str:
    with pytest.raises(BadInput) as error:
        discover(arguments, exclude=exclude)
    assert error.value.exit_code == EXIT_BAD_INPUT
    return str(error.value)


def test_a_folder_is_read_with_all_below_it_and_says_what_it_skipped() -> None:
    found = discover(["news"])
    assert found.inputs == (
        Input("news/a.md", "a", ".md"),
        Input("news/b.txt", "b", ".txt"),
        Input("news/sport/a.html", "sport/a", ".html"),
        Input("news/sport/deep/c.JSONL", "sport/deep/c", ".jsonl"),
    )
    assert set(found.skipped) == {
        Skipped(Path("news/.git"), "hidden"),
        Skipped(Path("news/.hidden.txt"), "hidden"),
        Skipped(Path("news/photo.png"), "not a supported kind of file"),
    }


def test_a_single_file_is_named_without_its_folder() -> None:
    assert names("news/sport/a.html") == ["a"]


def test_folders_are_kept_below_the_common_one() -> None:
    assert names("news/b.txt", "more/b.txt") == ["more/b", "news/b"]
    assert names("news", "more")[0] == "more/b"


def test_the_order_of_the_arguments_changes_nothing() -> None:
    assert discover(["news", "more", "notes.log"]).inputs == discover(["notes.log", "more", "news"]).inputs


def test_a_file_named_twice_counts_once(folder: Path) -> None:
    assert names("news", "news/b.txt", "news/../news/b.txt", str(folder / "news" / "b.txt")) == names("news")


def test_of_a_file_and_a_link_to_it_the_file_is_read() -> None:
    Path("news/0.txt").symlink_to("b.txt")
    assert Input("news/b.txt", "b", ".txt") in discover(["news"]).inputs
    assert "0" not in names("news")


def test_a_loop_of_links_ends() -> None:
    before = names("news")
    Path("news/sport/loop").symlink_to("..")
    Path("news/sport/itself").symlink_to("itself")
    assert names("news") == before
    assert names("news/**/*.txt") == ["b"]


def test_a_broken_link_is_skipped_and_said() -> None:
    Path("news/gone.txt").symlink_to("nowhere.txt")
    assert Skipped(Path("news/gone.txt"), "not a file, or a broken link") in discover(["news"]).skipped


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("news/*.txt", ["b"]),
        ("news/**/a.*", ["a", "sport/a"]),
        ("**/b.txt", ["more/b", "news/b"]),
        ("*/b.t?t", ["more/b", "news/b"]),
        ("news/[a-b].*", ["a", "b"]),
        ("news/s*", ["sport/a", "sport/deep/c"]),
        ("news/sport/**", ["a", "deep/c"]),
        ("news/.h*", []),
    ],
)
def test_a_quoted_pattern_is_expanded(pattern: str, expected: list[str]) -> None:
    if expected:
        assert names(pattern) == expected
    else:
        assert "nothing to translate (1 left out: news/.hidden.txt, hidden" in refused(pattern)


def test_a_file_whose_name_looks_like_a_pattern_is_that_file() -> None:
    Path("[1].txt").write_text("x")
    assert names("[1].txt") == ["[1]"]


def test_a_file_with_an_unknown_ending_is_plain_text_when_named() -> None:
    assert discover(["notes.log"]).inputs == (Input("notes.log", "notes.log", ".txt"),)


def test_standard_input_comes_last_under_a_name_of_its_own() -> None:
    Path("stdin.txt").write_text("x")
    found = discover(["-", "stdin.txt", "-"]).inputs
    assert found == (Input("stdin.txt", "stdin.txt", ".txt"), Input(None, "stdin", ".txt"))


def test_the_output_folder_inside_the_input_is_not_read() -> None:
    out = Path("news/out")
    out.mkdir()
    (out / "b.en.txt").write_text("x")
    before = names("news", exclude=out)
    assert before == names("news", exclude=out.absolute())
    assert "out/b.en" not in before
    assert "out/b.en" in names("news")


def test_outputs_beside_the_inputs_are_not_read() -> None:
    for name in ("b.en.txt", "b.segments.jsonl", "c.en.jsonl"):
        Path("news", name).write_text("x")
    assert names("news", exclude=Path("news")) == ["a", "b", "sport/a", "sport/deep/c"]
    assert names("news/*.txt", exclude=Path()) == ["b"]
    assert "an output of an earlier run" in refused("news/b.en.txt", exclude=Path("news"))


def test_a_file_name_that_is_not_utf8_is_read_under_a_name_that_is(folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/news/\xff.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert "%FF" in names("news")


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("nwes", "nwes: no such file or folder; did you mean news?"),
        ("news/sprot/a.html", "news/sprot/a.html: no such file or folder; did you mean news/sport?"),
        ("news/zzz.txt", "news/zzz.txt: no such file or folder; "),
        ("b.txt/x", "b.txt/x: no such file or folder; "),
        ("a\0b", "no such file or folder"),
        ("x" * 5000, "no such file or folder"),
        ("", "an empty name: no such file or folder"),
        ("news/*.pdf", "news/*.pdf: no file matches this pattern"),
        ("nowhere/**/*.txt", "nowhere/**/*.txt: no file matches this pattern"),
    ],
)
def test_what_is_missing_is_named(argument: str, message: str) -> None:
    assert message in refused(argument)


def test_a_folder_with_nothing_to_read_is_bad_input() -> None:
    Path("empty").mkdir()
    assert refused("empty").startswith("empty: nothing to translate; what can be read: .txt")
    assert refused().startswith("no INPUT given: nothing to translate")


def test_a_folder_that_cannot_be_listed_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(OutputFailed, match=r"news: cannot be listed \(Permission denied\)"):
        discover(["news"])
