"""Hand-off files in memory, as they are written and after somebody had them."""

import io
from collections.abc import Callable
from zipfile import ZipFile

from tests.handoff_lines import HEADING
from translate.handoff import registry
from translate.handoff.base import Bilingual, Line, Returned, write
from translate.records import Flag

TEHRAN = Line(0, 0, "تهران پایتخت است.", "Tehran is the capital.", "Tehran is the capital.", "mt", 0.9)
RAIN = Line(1, 1, "باران می\u200cبارد.", "It rains.", "It rains.", "mt", 0.2)
SNOW = Line(2, 2, "۳ برف.", "Snow.", "Snow.", "mt", 0.9, (Flag("numbers", "«۳» is missing"),), revision=4)
ARTICLE = Bilingual("economy", "news/economy", (TEHRAN, RAIN, SNOW))


def content(name: str, article: Bilingual = ARTICLE) -> bytes:
    stream = io.BytesIO()
    write(registry.named(name), stream, HEADING, [article])
    return stream.getvalue()


def read(name: str, file: bytes) -> list[Returned]:
    return list(registry.named(name).read(io.BytesIO(file)))


def part(file: bytes, name: str) -> str:
    """A part of a Word document."""
    with ZipFile(io.BytesIO(file)) as package:
        return package.read(name).decode()


def changed(file: bytes, change: Callable[[str], str]) -> bytes:
    """A Word document with another body."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == "word/document.xml" else text)
    return stream.getvalue()
