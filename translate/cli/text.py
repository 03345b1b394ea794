"""`tarjoman normalise` and `tarjoman segment`: the text layer, shown."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from translate.errors import BadInput, BadUsage, UnreadableDocument
from translate.text.characters import BOM

if TYPE_CHECKING:
    from translate.text.normalise import Profile

STANDARD_INPUT = "-"

FileArgument = Annotated[str, typer.Argument(metavar="[FILE|-]", help="A text file; - is standard input.")]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", help="The file's encoding where it is not UTF-8, like cp1256.")
]


def normalise_command(
    file: FileArgument = STANDARD_INPUT,
    profile: Annotated[
        str, typer.Option("--profile", "-p", help="Who reads it: clean (people), or a model's profile.")
    ] = "clean",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say on stderr what changed in each line, and by which rule.")
    ] = False,
    encoding: EncodingOption = None,
) -> None:
    """Normalise Persian text line by line; as many lines come out as went in."""
    from translate.text.normalise import normalise

    wanted = _profile(profile)
    with _pipe():
        for number, (line, ending) in enumerate(_lines(file, encoding), start=1):
            if explain:
                _explain_changes(number, line, wanted)
            _write(normalise(line, wanted) + ending)


def segment_command(
    file: FileArgument = STANDARD_INPUT,
    as_json: Annotated[
        bool, typer.Option("--json", help="One row a sentence: text, start, end (characters of the input).")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show on stderr what stands around each boundary.")
    ] = False,
    encoding: EncodingOption = None,
) -> None:
    """Split Persian text into sentences, one a line, as the pipeline sees them."""
    from translate.text.segment import segment

    text = _whole(file, encoding)
    with _pipe():
        for start, end in segment(text):
            sentence = text[start:end]
            if as_json:
                _write(json.dumps({"text": sentence, "start": start, "end": end}, ensure_ascii=False) + "\n")
            else:
                _write(" ".join(sentence.split()) + "\n")
            if explain:
                _explain_boundary(text, end)


def _profile(name: str) -> "Profile":
    """A profile by its own name, or that of a model by the model's name or folder."""
    from translate.engines.families import FAMILIES, family_of
    from translate.engines.presets import presets
    from translate.text.profiles import PROFILES

    if name in PROFILES:
        return PROFILES[name]
    if preset := presets().get(name):
        return PROFILES[preset.profile or FAMILIES[preset.family].profile]
    if Path(name).is_dir():
        return PROFILES[family_of(Path(name)).profile]
    near = get_close_matches(name, [*PROFILES, *presets()], n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise BadUsage(
        f"no profile or model {name!r}; {hint}"
        f"profiles are {', '.join(PROFILES)}; tarjoman models list shows the models"
    )


def _explain_changes(number: int, line: str, profile: "Profile") -> None:
    from translate.text.normalise import explain

    for change in explain(line, profile):
        before, after = _visible(change.before), _visible(change.after)
        typer.echo(f"{number}:{change.start}-{change.end}\t{before} -> {after}\t{change.rule}", err=True)


def _explain_boundary(text: str, end: int) -> None:
    before, after = _visible(text[max(0, end - 12) : end]), _visible(text[end : end + 12])
    typer.echo(f"{end}\t{before} | {after}", err=True)


def _visible(text: str) -> str:
    """The text with each character that cannot be seen written as its code point."""
    shown = "".join(each if each.isprintable() else f"<U+{ord(each):04X}>" for each in text)
    return shown or "(nothing)"


def _lines(file: str, encoding: str | None) -> Iterator[tuple[str, str]]:
    """Each line and its ending: LF, CR LF or nothing. UTF-8 is read a line at a time, the rest at once."""
    lines = _utf8_lines(file) if encoding is None else _fed(_whole(file, encoding))
    for line in lines:
        body = line.removesuffix("\n").removesuffix("\r") if line.endswith("\n") else line
        yield body, line[len(body) :]


def _fed(text: str) -> Iterator[str]:
    """Lines with their line feed; unlike `splitlines`, nothing else ends one."""
    for match in re.finditer(r"[^\n]*\n|[^\n]+", text):
        yield match.group()


def _utf8_lines(file: str) -> Iterator[str]:
    offset = 0
    with _opened(file) as stream:
        for number, line in enumerate(stream, start=1):
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError as error:
                place = f"line {number}, byte {offset + error.start}"
                raise UnreadableDocument(_name(file), f"{place}: {_reason(line)}") from error
            yield text.removeprefix(BOM) if number == 1 else text
            offset += len(line)


def _reason(line: bytes) -> str:
    """Why a line is not UTF-8, as far as one line shows it, and what to do."""
    from translate.formats.encoding import decode

    try:
        decode(line, name="", encoding=None)
    except UnreadableDocument as why:
        if why.reason.startswith("looks like"):
            return why.reason
    return "not UTF-8; mend the file, or pass --encoding NAME if it is written in another encoding"


def _whole(file: str, encoding: str | None) -> str:
    """The characters of the input. Raises UnreadableDocument, naming the place and the next step."""
    from translate.formats.encoding import decode

    with _opened(file) as stream:
        return decode(stream.read(), name=_name(file), encoding=encoding)


def _name(file: str) -> str:
    return "standard input" if file == STANDARD_INPUT else file


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        with Path(file).open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        raise BadInput(f"{file}: no such file; give a text file, or - for standard input") from error
    except IsADirectoryError as error:
        raise BadInput(f"{file}: is a folder; give one text file, or - for standard input") from error


@contextmanager
def _pipe() -> Iterator[None]:
    """A reader that has had enough (`| head`) ends the command quietly."""
    try:
        yield
    except BrokenPipeError:
        # Python flushes standard output once more on its way out; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None


def _write(text: str) -> None:
    """UTF-8 whatever the locale, a line at a time, so that the next command of a pipe need not wait."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
