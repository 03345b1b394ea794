"""What a run would do, without doing it."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from translate.engines.base import Engine
from translate.pipeline.batching import by_length
from translate.pipeline.passage import Arrival, FileEnd
from translate.pipeline.splitting import is_translatable, split_document
from translate.records import Document, Job, Unreadable
from translate.store.approved import Approved
from translate.store.memory import Keys, Memory

# Written for timing only: headline, middling and long sentences in the proportions of news.
SAMPLE = (
    "قیمت نان در پایتخت بالا رفت",
    "وزیر راه از بهره‌برداری از دو خط تازه تا پایان سال خبر داد.",
    "او گفت: «تا این مشکل حل نشود، به میز گفت‌وگو برنمی‌گردیم.»",
    "تیم ملی والیبال ایران در سومین دیدار خود سه بر یک از سد حریف گذشت.",
    "به گزارش خبرنگار ما، شماری از کشاورزان استان در اعتراض به کم‌آبی مقابل فرمانداری گرد آمدند.",
    "این شرکت اعلام کرد که در شش ماه نخست امسال ۱۲ درصد بیش از دوره مشابه سال گذشته صادر کرده است.",
    "اگر بارش‌های پاییز به میانگین درازمدت نرسد، ذخیره سدهای مرکزی برای تابستان آینده کافی نخواهد بود.",
    "سخنگوی دولت گفت که لایحه هفته آینده به مجلس می‌رود و پس از تصویب، نخست در سه شهر آزمایش خواهد شد.",
)


@dataclass(slots=True)
class Survey:
    """What was found: `repeats` stand earlier in the same input, `remembered` are in the store.

    `approved` segments have English that a person accepted, and are none of the others. `to_translate` and
    `characters` count what is left for the model; `seconds` is its estimated time.
    """

    files: int = 0
    documents: int = 0
    unreadable: int = 0
    segments: int = 0
    approved: int = 0
    copies: int = 0
    repeats: int = 0
    remembered: int = 0
    to_translate: int = 0
    characters: int = 0
    seconds: float = 0.0


def survey(
    arrivals: Iterable[Arrival],
    *,
    engine: Engine,
    memory: Memory | None,
    keys: Keys,
    see: Callable[[str], str],
) -> Survey:
    """Read and segment everything, look it up, and time the engine on sentences of our own."""
    found = Survey()
    seen: set[bytes] = set()
    approved = memory.approved(None) if memory else None
    for arrival in arrivals:
        match arrival.content:
            case FileEnd():
                found.files += 1
            case Unreadable():
                found.unreadable += 1
            case Document() as document:
                found.documents += 1
                left = _not_approved(document, found, approved)
                _count([see(source) for source in left], found, seen, memory, keys)
    if found.characters:
        found.seconds = round(found.characters * seconds_per_character(engine, see), 2)
    return found


def seconds_per_character(engine: Engine, see: Callable[[str], str]) -> float:
    """Wall time that the engine needs for a character of source, warm, batches filled."""
    # Distinct texts, or the engine would be timed on one length after another.
    texts = [see(f"{number} {text}") for number in range(8) for text in SAMPLE]
    jobs = [Job(text, tokens) for text, tokens in zip(texts, engine.encode(texts), strict=True)]
    for _ in engine.translate([jobs[:4]]):
        pass
    began = time.perf_counter()
    for _ in engine.translate(by_length(jobs, token_budget=1024, most=16)):
        pass
    return (time.perf_counter() - began) / sum(map(len, texts))


def _not_approved(document: Document, found: Survey, approved: Approved | None) -> list[str]:
    """The sources of a document's segments, without those whose English a person accepted."""
    sources = [segment.source for segment in split_document(document).segments]
    accepted = approved.of(document.id, sources) if approved else {}
    found.segments += len(sources)
    found.approved += len(accepted)
    return [source for index, source in enumerate(sources) if index not in accepted]


def _count(views: Sequence[str], found: Survey, seen: set[bytes], memory: Memory | None, keys: Keys) -> None:
    texts = [text for text in views if is_translatable(text)]
    found.copies += len(views) - len(texts)
    fresh = {key: text for text in texts if (key := keys.of(text)) not in seen}
    found.repeats += len(texts) - len(fresh)
    seen |= fresh.keys()
    known = memory.look_up(list(fresh)) if memory else {}
    found.remembered += len(known)
    missing = [text for key, text in fresh.items() if key not in known]
    found.to_translate += len(missing)
    found.characters += sum(map(len, missing))
