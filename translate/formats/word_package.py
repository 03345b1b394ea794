"""A Word file as a package: which of its parts hold text, read within limits, written with parts replaced."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from translate.errors import UnreadableDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_TEXT = re.compile(r"word/(?:document|header|footer|footnotes|endnotes|comments)\d*\.xml")
_STYLE = re.compile(r"word/(?:styles|numbering|settings)\.xml")
_MAIN = re.compile(r"word/document\d*\.xml")
_OLE = b"\xd0\xcf\x11\xe0"  # what Word wraps an encrypted file in, and how its old files begin
LARGEST_PART = 64 << 20
"""Bytes of a part of XML when unpacked; a novel has two or three MiB."""
LARGEST_PACKAGE = 512 << 20
"""Bytes of all parts when unpacked, pictures among them."""


def parts(content: bytes, *, name: str) -> "dict[str, _Element]":
    """The parts that hold text or styles, by name, the document itself first.

    Raises UnreadableDocument for what is no Word file, is encrypted or broken, or grows beyond the limits.
    """
    from lxml import etree

    if content.startswith(_OLE):
        raise UnreadableDocument(
            name, "an encrypted file or an old .doc; open it in Word and save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            held = _within_limits(package, name)
            raw = {
                part: _read(package, part, name) for part in sorted(held, key=lambda one: not _is_main(one))
            }
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise UnreadableDocument(name, f"not a whole .docx file ({error}); save it again in Word") from error
    if not any(map(_is_main, raw)):
        raise UnreadableDocument(name, "no Word document in it (word/document.xml is missing)")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        return {part: etree.fromstring(text, parser) for part, text in raw.items()}
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(name, f"broken XML inside ({error.msg}); save it again in Word") from error


def is_text(part: str) -> bool:
    """Whether a part holds paragraphs."""
    return _TEXT.fullmatch(part) is not None


def _is_main(part: str) -> bool:
    return _MAIN.fullmatch(part) is not None


def packed(content: bytes, changed: "Mapping[str, _Element]") -> bytes:
    """The package with some parts replaced; all others, their order and their dates stay."""
    from lxml import etree

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if entry.filename in changed:
                body = etree.tostring(
                    changed[entry.filename], xml_declaration=True, encoding="UTF-8", standalone=True
                )
            else:
                body = old.read(entry)
            new.writestr(entry, body, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _within_limits(package: zipfile.ZipFile, name: str) -> list[str]:
    """The names of the parts to read; what a package says of its sizes is checked again on reading."""
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST_PACKAGE:
        raise UnreadableDocument(name, f"more than {LARGEST_PACKAGE >> 20} MiB when unpacked")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableDocument(name, "parts of it are encrypted; save it without a password")
    return [one.filename for one in entries if is_text(one.filename) or _STYLE.fullmatch(one.filename)]


def _read(package: zipfile.ZipFile, part: str, name: str) -> bytes:
    with package.open(part) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise UnreadableDocument(name, f"{part} has more than {LARGEST_PART >> 20} MiB when unpacked")
    return content
