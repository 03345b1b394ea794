"""Rule 1 and rule 2 of the plan: no sentence is lost; the memory is the checkpoint."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.pipeline.engines import Died, TelltaleEngine
from tests.unit.pipeline.streams import document, translated
from translate.pipeline.assembly import english_units
from translate.pipeline.passage import Departure
from translate.pipeline.splitting import SplitDocument, split_document
from translate.records import Document

WORDS = st.sampled_from(
    [
        "ایران",
        "گفت",
        "می‌شود",
        "۳٫۵",
        "1403/7/20",
        "م.",
        "U.S.",
        "«سلام»",
        "رفت.وی",
        "كتاب",
        "؟",
        "!",
        "...",
        "و...",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TEXTS = st.lists(SENTENCES, max_size=8).flatmap(
    lambda parts: st.sampled_from([". ", ".\n", "\n\n", "؟ ", "\r\n", " "]).map(lambda gap: gap.join(parts))
)
ANY_TEXT = st.one_of(TEXTS, st.text(max_size=60))


def rebuilt(split: SplitDocument) -> str:
    """The document's text from nothing but its segments, the gaps between them and the separators."""
    pieces = [split.document.before]
    for number, unit in enumerate(split.document.units):
        position = 0
        for segment in split.segments:
            if segment.unit == number:
                pieces += [unit.text[position : segment.start], segment.source]
                position = segment.end
        pieces += [unit.text[position:], unit.after]
    return "".join(pieces)


def visible(text: str) -> str:
    return "".join(text.split())


@given(ANY_TEXT)
def test_a_document_rebuilt_from_its_segments_is_the_document_that_was_read(text: str) -> None:
    read = document(text)
    assert rebuilt(split_document(read)) == read.text == text


@given(ANY_TEXT)
def test_segments_stand_in_order_and_quote_their_unit(text: str) -> None:
    split = split_document(document(text))
    position = (0, 0)
    for number, segment in enumerate(split.segments):
        assert segment.index == number
        assert position <= (segment.unit, segment.start)
        assert split.document.units[segment.unit].text[segment.start : segment.end] == segment.source
        assert segment.source.strip()
        position = (segment.unit, segment.end)


@settings(max_examples=40, deadline=None)
@given(st.lists(ANY_TEXT, max_size=6))
def test_every_segment_ends_as_exactly_one_translation(texts: list[str]) -> None:
    documents = [document(text, str(number)) for number, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        departures = translated(documents, TelltaleEngine(), Path(folder) / "m.db")
    assert [departure.file for departure in departures] == list(range(len(documents)))
    for departure, read in zip(departures, documents, strict=True):
        assert isinstance(departure.content, SplitDocument)
        assert departure.content.segments == split_document(read).segments
        assert tuple(done.segment for done in departure.translations) == departure.content.segments
        assert all(done.target.strip() for done in departure.translations)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_english_has_the_lines_of_the_persian(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (departure,) = translated([document(text)], TelltaleEngine(), Path(folder) / "m.db")
    assert isinstance(departure.content, SplitDocument)
    units = english_units(departure.content, departure.translations)
    english = departure.content.document.before + "".join(
        unit + read.after for unit, read in zip(units, departure.content.document.units, strict=True)
    )
    assert [bool(visible(line)) for line in english.split("\n")] == [
        bool(visible(line)) for line in text.split("\n")
    ]


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=6),
    deaths=st.lists(st.integers(0, 6), min_size=1, max_size=4),
    in_flight=st.integers(1, 3),
)
def test_a_run_killed_anywhere_and_resumed_gives_the_bytes_of_an_undisturbed_one(
    texts: list[str], deaths: list[int], in_flight: int
) -> None:
    documents = [document(text, str(number)) for number, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        calm = TelltaleEngine(in_flight=in_flight)
        undisturbed = translated(documents, calm, Path(folder) / "calm.db")
        lives = [TelltaleEngine(dies_after=batches, in_flight=in_flight) for batches in deaths]
        lives.append(TelltaleEngine(in_flight=in_flight))
        resumed = resumed_until_done(documents, lives, Path(folder) / "killed.db")
    # The telltale engine writes each batch's composition into its targets.
    assert resumed == undisturbed
    decoded = sum(len(life.seen) for life in lives)
    most_lost = (len(lives) - 1) * (in_flight + 1) * 3
    assert len(calm.seen) <= decoded <= len(calm.seen) + most_lost


def resumed_until_done(
    documents: list[Document], lives: list[TelltaleEngine], store: Path
) -> list[Departure]:
    for life in lives:
        try:
            return translated(documents, life, store)
        except Died:
            continue
    raise AssertionError("the last life does not die")
