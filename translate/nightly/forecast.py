"""How long a night will take, from the plan to publication, told from some of its batches (`pace.py`).

To decoding come reading, normalising, looking up and tokenising, which take place once more in the run
(before the first batch for a whole window, later beside the workers), and the files, which are written when
decoding is over: each on the disk before it has its name, then linked into its night.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate import wiring
from translate.config import Settings
from translate.engines.base import Batch
from translate.formats.atomic import replace_file
from translate.formats.inputs import Input
from translate.nightly.links import link
from translate.nightly.pace import Clock, measured_pace
from translate.pipeline.batching import by_length
from translate.pipeline.reading import arrivals
from translate.pipeline.splitting import is_translatable, split_document
from translate.records import Document, Job
from translate.store.memory import Memory
from translate.wiring import Workshop

PROBES = 6
"""Files that are written to see what writing one costs."""

LINKS = 4
"""Names that an article's two outputs get on their way: in the finished night and in `current`."""


@dataclass(slots=True)
class Article:
    """The author's segments of an article."""

    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """Articles by document, and the seconds that reading and splitting took."""

    articles: Mapping[str, Article]
    files: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Seconds with an engine that is open: `fixed` whatever is translated, `decoding`, `writing`.

    `segments` are to be decoded. `weights` are tokens of each text that is not known, `per_token` seconds for
    one of them, `per_article` seconds for an article that is written; `views` is what the model sees of a
    source.
    """

    fixed: float
    decoding: float
    writing: float
    segments: int
    weights: Mapping[str, int]
    views: Mapping[str, str]
    per_token: float
    per_article: float

    @property
    def seconds(self) -> float:
        """All in all."""
        return self.fixed + self.decoding + self.writing

    def costs(self, articles: Iterable[Article]) -> list[float]:
        """Seconds for each article, one after the other; a sentence is paid for where it first stands."""
        paid: set[str] = set()
        found: list[float] = []
        for article in articles:
            fresh = {self.views[source] for source in article.sources} - paid
            paid |= fresh
            found.append(self.per_article + self.per_token * sum(self.weights.get(text, 0) for text in fresh))
        return found


def read_articles(
    inputs: Sequence[Input], settings: Settings, *, clock: Clock = time.perf_counter
) -> Reading:
    """Read everything once, as the run will."""
    began = clock()
    articles: dict[str, Article] = defaultdict(Article)
    for arrival in arrivals(inputs, encoding=settings.encoding):
        if isinstance(arrival.content, Document):
            segments = split_document(arrival.content).segments
            articles[arrival.content.id].sources += [segment.source for segment in segments]
    return Reading(dict(articles), len(inputs), clock() - began)


def forecast(
    shop: Workshop,
    memory: Memory,
    reading: Reading,
    *,
    scratch: Path,
    spare: bool,
    clock: Clock = time.perf_counter,
) -> Forecast:
    """What the articles will take with this engine. `scratch` is a folder to write in.

    `spare`: whether there is a core for reading and checking that no worker uses.
    """
    began = clock()
    sources = dict.fromkeys(source for one in reading.articles.values() for source in one.sources)
    views = {source: shop.see(source) for source in sources}
    texts = [text for text in dict.fromkeys(views.values()) if is_translatable(text)]
    jobs = [*_unknown(shop, memory, texts)]
    batches = [*_batches(shop, jobs)]
    preparing = reading.seconds + clock() - began
    segments = sum(len(one.sources) for one in reading.articles.values())
    pace = measured_pace(shop, wiring.judge(shop, memory.path), batches, clock=clock)
    known = pace.judging * (segments - len(jobs))
    tokens = sum(len(job.tokens) for job in jobs)
    batched = sum(len(job.tokens) for batch in batches for job in batch)
    decoding = pace.decoding * tokens / max(1, batched)  # what is too long for a batch goes in pieces
    writing = reading.files * _writing(scratch, clock)
    return Forecast(
        fixed=known + _uncovered(preparing, segments, shop, spare=spare),
        decoding=decoding,
        writing=writing,
        segments=len(jobs),
        weights={job.text: len(job.tokens) for job in jobs},
        views=views,
        per_token=decoding / max(1, tokens),
        per_article=writing / max(1, len(reading.articles)),
    )


def _unknown(shop: Workshop, memory: Memory, texts: Sequence[str]) -> Iterator[Job]:
    keys = shop.keys()
    of_text = {text: keys.of(text) for text in texts}
    known = memory.look_up(list(of_text.values()))
    missing = [text for text, key in of_text.items() if key not in known]
    yield from map(Job, missing, shop.engine.encode(missing))


def _batches(shop: Workshop, jobs: Sequence[Job]) -> Iterator[Batch]:
    """As the run will compose them, without what is too long for the model."""
    rule = shop.rule
    fitting = [job for job in jobs if len(job.tokens) <= shop.engine.max_source_tokens]
    for start in range(0, len(fitting), rule.window):
        window = fitting[start : start + rule.window]
        yield from by_length(window, token_budget=rule.tokens, most=rule.most)


def _uncovered(preparing: float, segments: int, shop: Workshop, *, spare: bool) -> float:
    """Seconds of reading and preparing that decoding does not cover.

    The first window is prepared before anything is decoded. Later ones are prepared beside the workers, which
    have one core fewer meanwhile unless there is one to spare.
    """
    first = min(1.0, shop.rule.window / max(1, segments))
    beside = 0.0 if spare else (1 - first) / max(1, shop.engine.workers)
    return preparing * (first + beside)


def _writing(scratch: Path, clock: Clock) -> float:
    """Seconds to put the two outputs of an article on the disk and to give them their names."""
    began = clock()
    for number in range(PROBES):
        path = scratch / f"probe-{number % 2}"
        with replace_file(path) as stream:
            stream.write("probe\n" * 500)
        for name in range(LINKS // 2):
            other = scratch / f"probe-{number % 2}-{name}"
            link(path, other)
            other.unlink()
    seconds = clock() - began
    for number in range(2):
        (scratch / f"probe-{number}").unlink()
    return 2 * seconds / PROBES
