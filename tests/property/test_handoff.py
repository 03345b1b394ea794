"""Whatever a text holds, it comes back from every hand-off format as it was, and the files are valid."""

import io
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.handoff_lines import HEADING, XSDS, articles, expected, schema, texts, tmx_dtd
from translate.handoff import registry
from translate.handoff.base import Bilingual, Line, write
from translate.handoff.characters import UNFIT_FOR_LINES, UNFIT_FOR_WORD, UNFIT_FOR_XML, spelled, unspelled

several = st.lists(articles(), min_size=1, max_size=2, unique_by=lambda one: one.document)


def written(name: str, found: list[Bilingual]) -> bytes:
    stream = io.BytesIO()
    write(registry.named(name), stream, HEADING, found)
    return stream.getvalue()


@pytest.mark.parametrize("name", registry.FORMATS)
@given(found=several)
@settings(max_examples=30, deadline=None)
def test_every_line_comes_back_from_a_valid_file_as_it_was(name: str, found: list[Bilingual]) -> None:
    content = written(name, found)
    back = list(registry.named(name).read(io.BytesIO(content)))
    assert back == [line for article in found for line in expected(article)]
    structure = _structure(name)
    if structure is not None:
        structure.assertValid(etree.fromstring(content))


@cache
def _structure(name: str) -> Any:
    """What a file of the format is valid against; None where that is nothing, or is not here."""
    if name == "tmx":
        return tmx_dtd()
    path = XSDS.get(name)
    return schema(path) if path is not None and path.exists() else None


@pytest.mark.parametrize("name", XSDS)
def test_the_xsd_would_have_told(name: str) -> None:
    if not XSDS[name].exists():
        pytest.skip("the XSDs of Debian's php-symfony-translation are not here: validity was not tested")
    content = written(name, [Bilingual("a", "a", (Line(0, 0, "a", "b", "b", "mt"),))])
    assert _structure(name).validate(etree.fromstring(content))
    assert not _structure(name).validate(etree.fromstring(content.replace(b'id="0"', b'no="0"')))


@pytest.mark.parametrize("unfit", [UNFIT_FOR_XML, UNFIT_FOR_WORD, UNFIT_FOR_LINES])
@given(text=texts)
def test_a_spelled_text_is_fit_and_is_read_back(unfit: re.Pattern[str], text: str) -> None:
    assert not unfit.search(spelled(text, unfit))
    assert unspelled(spelled(text, unfit)) == text
