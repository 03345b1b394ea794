"""How long a night will take: real batches of it are decoded, evenly spread over short and long ones.

The time of a batch is taken to be proportional to its padded tokens (segments x the longest), with the factor
that the sample shows. To that come reading and normalising, which take place once more in the run (before the
first batch for a whole window, later beside the workers), the checks, and the writing of files.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate.checks import registry
from translate.config import Settings
from translate.engines.base import Batch
from translate.formats.atomic import replace_file
from translate.formats.inputs import Input
from translate.pipeline.batching import by_length
from translate.pipeline.reading import arrivals
from translate.pipeline.splitting import is_translatable, split_document
from translate.records import Document, Job, Result
from translate.store.memory import Memory
from translate.wiring import Workshop

SECONDS = 8.0
"""No batch of the sample is handed over after this. At most `SHARE` of all batches are decoded."""

SHARE = 0.1
FEWEST = 4
"""Batches a worker, at least: with fewer, the last ones leave workers idle and would count double."""

PROBES = 5
"""Files that are written to see what writing one costs."""


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
    """`seconds` in all, `fixed` of them whatever is translated; `segments` are to be decoded.

    `weights` are tokens of each text that is not known, `per_token` seconds for one of them, `per_article`
    seconds for an article that is written.
    """

    seconds: float
    fixed: float
    segments: int
    weights: Mapping[str, int]
    views: Mapping[str, str]
    per_token: float
    per_article: float

    def costs(self, articles: Iterable[Article]) -> list[float]:
        """Seconds for each article, one after the other; a sentence is paid for where it first stands."""
        paid: set[str] = set()
        found: list[float] = []
        for article in articles:
            fresh = {self.views[source] for source in article.sources} - paid
            paid |= fresh
            found.append(self.per_article + self.per_token * sum(self.weights.get(text, 0) for text in fresh))
        return found


def read_articles(inputs: Sequence[Input], settings: Settings) -> Reading:
    """Read everything once, as the run will."""
    began = time.perf_counter()
    articles: dict[str, Article] = defaultdict(Article)
    for arrival in arrivals(inputs, encoding=settings.encoding):
        if isinstance(arrival.content, Document):
            segments = split_document(arrival.content).segments
            articles[arrival.content.id].sources += [segment.source for segment in segments]
    return Reading(dict(articles), len(inputs), time.perf_counter() - began)


def forecast(shop: Workshop, memory: Memory, reading: Reading, *, scratch: Path) -> Forecast:
    """What the articles will take with this engine. `scratch` is a folder to write in."""
    began = time.perf_counter()
    sources = dict.fromkeys(source for one in reading.articles.values() for source in one.sources)
    views = {source: shop.see(source) for source in sources}
    seeing = time.perf_counter() - began
    texts = [text for text in dict.fromkeys(views.values()) if is_translatable(text)]
    jobs = [*_unknown(shop, memory, texts)]
    batches = [*_batches(shop, jobs)]
    sample = _sample(batches, shop.engine.workers)
    seconds, results = _decoded(shop, sample)
    per_padded = seconds / max(1, sum(map(_padded, sample)))
    padded, tokens = sum(map(_padded, batches)), sum(len(job.tokens) for job in jobs)
    segments = sum(len(one.sources) for one in reading.articles.values())
    beside = reading.seconds + seeing + segments * _checking(results)
    per_file = _writing(scratch)
    fixed = shop.load_seconds + _uncovered(beside, segments, shop)
    decoding = per_padded * padded
    return Forecast(
        seconds=fixed + decoding + per_file * reading.files,
        fixed=fixed,
        segments=len(jobs),
        weights={job.text: len(job.tokens) for job in jobs},
        views=views,
        per_token=decoding / max(1, tokens),
        per_article=per_file * reading.files / max(1, len(reading.articles)),
    )


def _unknown(shop: Workshop, memory: Memory, texts: Sequence[str]) -> Iterator[Job]:
    keys = shop.keys()
    of_text = {text: keys.of(text) for text in texts}
    known = memory.look_up(list(of_text.values()))
    missing = [text for text, key in of_text.items() if key not in known]
    yield from map(Job, missing, shop.engine.encode(missing))


def _batches(shop: Workshop, jobs: Sequence[Job]) -> Iterator[Batch]:
    """As the run will compose them, but that a too long text is not split."""
    rule = shop.rule
    fitting = [job for job in jobs if len(job.tokens) <= shop.engine.max_source_tokens]
    for start in range(0, len(fitting), rule.window):
        window = fitting[start : start + rule.window]
        yield from by_length(window, token_budget=rule.tokens, most=rule.most)


def _sample(batches: Sequence[Batch], workers: int) -> list[Batch]:
    """Batches at even distances, so that long and short ones have their share."""
    count = min(len(batches), max(FEWEST * workers, round(SHARE * len(batches))))
    return [batches[int((place + 0.5) * len(batches) / count)] for place in range(count)]


def _decoded(shop: Workshop, sample: list[Batch]) -> tuple[float, list[Result]]:
    """Seconds for the sample, mending included; cuts `sample` to what there was time for."""
    if not sample:
        return 0.0, []
    for _ in shop.engine.translate([min(sample, key=_padded)]):  # the first batch allocates memory
        pass
    handed: list[Batch] = []
    began = time.perf_counter()

    def in_time() -> Iterator[Batch]:
        for batch in _from_the_middle(sample):
            if handed and time.perf_counter() - began > SECONDS:
                return
            handed.append(batch)
            yield batch

    results = [shop.ladder.mend(result) for result in shop.engine.translate(in_time())]
    sample[:] = handed
    return time.perf_counter() - began, results


def _from_the_middle(sample: Sequence[Batch]) -> list[Batch]:
    """In an order of which every beginning is spread evenly: by the reversed bits of the place."""
    bits = max(1, (len(sample) - 1).bit_length())
    return [
        sample[place] for place in sorted(range(len(sample)), key=lambda place: f"{place:0{bits}b}"[::-1])
    ]


def _padded(batch: Batch) -> int:
    return len(batch) * max(len(job.tokens) for job in batch)


def _uncovered(beside: float, segments: int, shop: Workshop) -> float:
    """Seconds of reading, normalising and checking that decoding does not cover.

    The first window is read before anything is decoded. Later ones are read beside the workers, which on
    a CPU have one core fewer meanwhile.
    """
    first = min(1.0, shop.rule.window / max(1, segments))
    return beside * (first + (1 - first) / max(1, shop.engine.workers))


def _checking(results: Sequence[Result]) -> float:
    """Seconds that the checks take for a segment."""
    began = time.perf_counter()
    for result in results:
        registry.flags(result.job.text, result.target)
    return (time.perf_counter() - began) / max(1, len(results))


def _writing(scratch: Path) -> float:
    """Seconds to put the two outputs of an article on the disk."""
    began = time.perf_counter()
    for number in range(PROBES):
        path = scratch / f"probe-{number % 2}"
        with replace_file(path) as stream:
            stream.write("probe\n" * 500)
    for number in range(2):
        (scratch / f"probe-{number}").unlink(missing_ok=True)
    return 2 * (time.perf_counter() - began) / PROBES
