"""Bytes to characters, or a reason why not that says what to do."""

import codecs
import re
from collections.abc import Mapping

from translate.errors import BadUsage, UnreadableDocument

BOM = "\ufeff"

_SAMPLE = 65_536  # bytes; enough to tell an encoding, little enough to be free

_MAGIC: Mapping[bytes, str] = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Microsoft Office document",
    b"{\\rtf": "an RTF document",
    b"BZh91AY&SY": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"SQLite format 3\x00": "an SQLite database",
    b"\x7fELF": "a program",
}
_INSIDE_ZIP: Mapping[bytes, str] = {
    b"word/": "a Word document (.docx)",
    b"xl/": "an Excel workbook (.xlsx)",
    b"ppt/": "a PowerPoint presentation (.pptx)",
    b"application/epub": "an EPUB book",
    b"application/vnd.oasis.opendocument": "an OpenDocument file",
}
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
_BINARY = "a binary file, not text; save its text as UTF-8 and give that"
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_USUAL = re.compile("[\t\n\r -~\u00a0-\u00ff\u0600-\u06ff\u2000-\u206f\ufb50-\ufdff\ufe70-\ufeff]")


def decode(content: bytes, *, name: str, encoding: str | None) -> str:
    """The characters of `content`, without a byte order mark.

    Without `encoding` only UTF-8 is read; anything else is named in an UnreadableDocument. With it, a
    file that is plainly UTF-8 all the same is read as UTF-8, so that one setting serves a folder of old
    and new files. An encoding that does not exist is a BadUsage.
    """
    if encoding is not None:
        _check(encoding)
    if not content.strip():
        raise UnreadableDocument(name, "the file is empty")
    if kind := _binary_by_magic(content):
        raise UnreadableDocument(name, kind)
    as_told = encoding and not _plainly_utf8(content)
    text = _as_told(content, name, str(encoding)) if as_told else _utf8(content, name)
    text = text.removeprefix(BOM)
    if not text.strip():
        raise UnreadableDocument(name, "the file is empty (white space only)")
    return text


def html_charset(content: bytes) -> str | None:
    """The encoding that a page declares, by meta or XML declaration in its first 4 KiB, if it is believable.

    Not UTF-8, which shows by itself; not UTF-16, in which the declaration could not be read; not Latin-1,
    which no Persian page is written in, though many servers and editors declare it.
    """
    declared = _DECLARED.search(content[:4096])
    if declared is None:
        return None
    encoding = (declared[1] or declared[2]).decode("ascii")
    try:
        _check(encoding)
    except BadUsage:
        return None
    name = codecs.lookup(encoding).name
    return None if name.startswith("utf-") or name in {"ascii", "iso8859-1", "cp1252"} else encoding


def _check(encoding: str) -> None:
    try:
        known = codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise BadUsage(f"unknown encoding {encoding!r}; try utf-8, cp1256 or utf-16") from error
    # Codecs like base64 and rot13 share the namespace; CPython marks those that make text of bytes.
    if not getattr(known, "_is_text_encoding", True):
        raise BadUsage(f"{encoding!r} is not a text encoding; try utf-8, cp1256 or utf-16")


def _as_told(content: bytes, name: str, encoding: str) -> str:
    if codecs.lookup(encoding).name == "utf-16" and _looks_like(content, "utf-16-be"):
        encoding = "utf-16-be"  # without a mark Python assumes the byte order of the machine
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"not {encoding}: {error.reason} at {_where(content, error.start)}"
        raise UnreadableDocument(name, reason) from error
    except UnicodeError as error:
        raise UnreadableDocument(name, f"not {encoding}: {error}") from error
    if _is_dirt(text[:_SAMPLE].encode("utf-8", errors="replace")):
        reason = f"read as {encoding} it is mostly control characters"
        raise UnreadableDocument(name, _other_unicode(content) or reason)
    return text


def _plainly_utf8(content: bytes) -> bool:
    """Whether it can only be UTF-8: letters beyond ASCII, all well formed, and no NUL.

    In an 8-bit code page or UTF-16 a Persian text is never well-formed UTF-8 beyond a word or two.
    """
    if content.isascii() or b"\0" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8(content: bytes, name: str) -> str:
    if reason := _other_unicode(content):
        raise UnreadableDocument(name, reason)
    if _is_dirt(content[:_SAMPLE]):
        raise UnreadableDocument(name, _BINARY)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(name, _why_not_utf8(content, error)) from error


def _binary_by_magic(content: bytes) -> str | None:
    kind = next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), None)
    if kind == "a ZIP archive":
        kind = next((inside for part, inside in _INSIDE_ZIP.items() if part in content), kind)
    return kind and f"{kind}, not a text file; save its text as UTF-8 and give that"


def _other_unicode(content: bytes) -> str | None:
    for mark, title, encoding in _MARKS:
        if content.startswith(mark):
            return f"looks like {title}; pass --encoding {encoding}"
    for encoding in ("utf-16-le", "utf-16-be"):
        if _looks_like(content, encoding):
            return f"looks like UTF-16; pass --encoding {encoding}"
    return None


def _looks_like(content: bytes, encoding: str) -> bool:
    """Whether UTF-16 of this byte order makes usual characters of nearly all of it.

    The telltale is NUL (the upper half of a blank) or 06 (that of an Arabic letter): no UTF-8 text has many.
    """
    sample = content[:_SAMPLE]
    if sample.count(b"\0") + sample.count(b"\x06") < len(sample) / 5:
        return False
    text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
    return len(_USUAL.findall(text)) >= 0.95 * len(text)


def _is_dirt(sample: bytes) -> bool:
    """Whether three characters in ten are control characters, the rule of Perl's -T.

    A stray NUL or escape sequence is dirt in a text, which keeps it; this much is something else.
    """
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 10 > len(sample) * 3


def _why_not_utf8(content: bytes, error: UnicodeDecodeError) -> str:
    if b"\0" in content:
        return _BINARY
    if _looks_like_cp1256(content):
        return "looks like Windows-1256; pass --encoding cp1256"
    byte = f"byte 0x{content[error.start]:02X} at {_where(content, error.start)}"
    return f"not UTF-8: {byte}; mend the file, or pass --encoding NAME if it is written in another encoding"


def _looks_like_cp1256(content: bytes) -> bool:
    """Whether Windows-1256 makes Arabic-script words of the bytes beyond ASCII.

    Words, not letters: «für» in Latin-1 would give an Arabic letter between two Latin ones. And not where
    UTF-8 finds more Arabic letters than errors: that is damaged UTF-8, which cp1256 turns into «ط§غŒ».
    """
    as_utf8 = content.decode("utf-8", errors="replace")
    if len(_ARABIC.findall(as_utf8)) > as_utf8.count("\N{REPLACEMENT CHARACTER}"):
        return False
    words = [word for word in _WORD.findall(content.decode("cp1256")) if not word.isascii()]
    letters = sum(map(len, words))
    return letters > 0 and sum(len(_ARABIC.findall(word)) for word in words) >= 0.8 * letters


def _where(content: bytes, offset: int) -> str:
    line = content.count(b"\n", 0, offset) + 1
    return f"offset {offset} (line {line})"


def is_damaged_utf8(content: bytes) -> bool:
    """Whether it is UTF-8 text but for some bytes, and neither another encoding nor no text at all."""
    if _binary_by_magic(content) or _other_unicode(content) or b"\0" in content or _is_dirt(content):
        return False
    return bool(content.strip()) and not _looks_like_cp1256(content)


def has_wide_characters(encoding: str) -> bool:
    """Whether a line feed is more than one byte in it. BadUsage where there is no such encoding."""
    _check(encoding)
    return len("\n".encode(encoding)) > 1
