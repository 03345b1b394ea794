"""A title and several paragraphs come back whole and in order, whatever they are read from and written to."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translate.cli.app import app
from translate.formats.registry import for_suffix, supported

TITLE = "تیتر خبر"
PARAGRAPHS = ("باران بارید.", "وزیر رفت. مردم ماندند.", "مدرسه باز شد.", "بازار بسته بود.")
SENTENCES = ("باران بارید.", "وزیر رفت.", "مردم ماندند.", "مدرسه باز شد.", "بازار بسته بود.")


def _plain() -> bytes:
    return "\n\n".join((TITLE, *PARAGRAPHS)).encode() + b"\n"


def _markdown() -> bytes:
    return b"# " + _plain()


def _row() -> bytes:
    return (json.dumps({"id": 1, "title": TITLE, "text": "\n\n".join(PARAGRAPHS)}) + "\n").encode()


def _page() -> bytes:
    body = "".join(f"<p>{one}</p>\n\n" for one in PARAGRAPHS)
    return f"<html><body><article><h1>{TITLE}</h1>\n{body}</article></body></html>".encode()


def _word() -> bytes:
    from docx import Document as Word

    word = Word()
    word.add_heading(TITLE)
    for one in PARAGRAPHS:
        word.add_paragraph(one)
        word.add_paragraph("")
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _xliff() -> bytes:
    units = "".join(
        f'<trans-unit id="{number}"><source>{one}</source></trans-unit>\n'
        for number, one in enumerate((TITLE, *PARAGRAPHS))
    )
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" '
        'source-language="fa" target-language="en" datatype="plaintext"><body>'
        f"{units}</body></file></xliff>"
    ).encode()


def _tmx() -> bytes:
    units = "".join(f'<tu><tuv xml:lang="fa"><seg>{one}</seg></tuv></tu>\n' for one in (TITLE, *PARAGRAPHS))
    return (
        '<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="paragraph" '
        'o-tmf="t" adminlang="en" srclang="fa" datatype="plaintext"/>'
        f"<body>{units}</body></tmx>"
    ).encode()


MADE: dict[str, Callable[[], bytes]] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".jsonl": _row,
    ".ndjson": _row,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".docx": _word,
    ".xliff": _xliff,
    ".xlf": _xliff,
    ".tmx": _tmx,
}


def _run(file: Path, out: Path, *more: str) -> None:
    ended = CliRunner().invoke(app, ["run", str(file), "-o", str(out), "--engine", "echo", *more])
    assert ended.exit_code == 0, ended.output


def _english(file: Path) -> str:
    """What can be the English of an output; of bilingual files only what stands in the target."""
    if file.suffix == ".docx":
        return zipfile.ZipFile(file).read("word/document.xml").decode()
    text = file.read_text("utf-8")
    if file.suffix in {".jsonl", ".ndjson"}:
        row = json.loads(text)
        return f"{row['title_en']}\n{row['text_en']}"
    if file.suffix in {".xliff", ".xlf"}:
        return "\n".join(part.partition("</target>")[0] for part in text.split("<target")[1:])
    if file.suffix == ".tmx":
        return "\n".join(part.partition("</tuv>")[0] for part in text.split('<tuv xml:lang="en')[1:])
    return text


def _in_order(text: str) -> None:
    places = [text.find(one) for one in (TITLE, *SENTENCES)]
    assert -1 not in places, text
    assert places == sorted(places), text


@pytest.mark.parametrize("suffix", supported())
def test_every_paragraph_of_a_file_is_in_its_output_in_order(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(MADE[suffix]())
    _run(file, tmp_path / "out")
    (written,) = (tmp_path / "out").glob(f"a{for_suffix(suffix).output_suffix}")
    _in_order(_english(written))
