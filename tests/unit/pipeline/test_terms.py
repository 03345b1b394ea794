from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from translate.engines.base import Batch
from translate.engines.placing import Trace
from translate.glossary.matching import Matcher
from translate.glossary.terms import Term
from translate.pipeline.terms import TermKeeper
from translate.records import Decoding, Job, Result
from translate.store.memory import Keys
from translate.text.characters import ZWNJ

SOURCE = f"روحانی امروز در تهران با وزیر خارجه فرانسه دیدار و گفت{ZWNJ}وگو کرد"
PLAIN = "Rohani met the French foreign minister in Tahran today for talks."
GOOD = "Rouhani met the French foreign minister in Tehran today for talks."
TERMS = (Term("تهران", ("Tehran",), "place"), Term("روحانی", ("Rouhani",), "person"))


class Scripted:
    """Gives its hypotheses where several are wanted, else what it makes of a mixed source."""

    name = signature = "scripted"
    max_source_tokens = 64
    workers = 1
    memory_failures = 0

    def __init__(self, *, best: Sequence[str] = (PLAIN,), mixed: str = PLAIN) -> None:
        self._best = best
        self._mixed = mixed
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        return [tuple(text.split()) for text in texts]

    def translate(self, batches: Iterable[Batch]) -> Iterator[Result]:
        raise AssertionError(f"one job at a time, not {batches}")

    def redecode(self, job: Job, decoding: Decoding) -> Result:
        self.asked.append(job.text)
        if decoding.n_best == 1:
            return Result(job, self._mixed, -1.0, 5)
        first, *others = [Result(job, target, -1.0, 5) for target in self._best]
        return replace(first, alternatives=tuple(others))

    def close(self) -> None:
        pass


class Placer(Scripted):
    """Also places words: in place of the one that it has for the span."""

    def __init__(self, *, spoils: bool = False) -> None:
        super().__init__()
        self._spoils = spoils

    def trace(self, job: Job, decoding: Decoding) -> Trace:
        del decoding
        return Trace(Result(job, PLAIN, -1.0, 5), (), ())

    def place(self, trace: Trace, decoding: Decoding, *, span: tuple[int, int], words: str) -> Trace:
        del decoding
        said = {"تهران": "Tahran", "روحانی": "Rohani"}[trace.result.job.text[slice(*span)]]
        target = f"{words} " * 30 if self._spoils else trace.result.target.replace(said, words)
        return Trace(replace(trace.result, target=target), (), ())


def keeper(engine: Scripted) -> TermKeeper:
    return TermKeeper(engine, Decoding(), Matcher(TERMS), "hash")


def result(target: str = PLAIN, source: str = SOURCE) -> Result:
    return Result(Job(source, tuple(source.split())), target, -0.5, 3)


def test_what_says_all_terms_or_has_none_is_not_decoded_again() -> None:
    engine = Scripted()
    kept = keeper(engine)
    other = result("Bread got dearer.", "نان گران شد")
    assert (kept.mend(result(GOOD)), kept.mend(other)) == (result(GOOD), other)
    assert engine.asked == []
    assert kept.counts == {"wanted": 2, "plain": 2, "missed": 0}


def test_the_first_hypothesis_that_says_the_terms_is_taken() -> None:
    kept = keeper(Scripted(best=(PLAIN, PLAIN.replace("Tahran", "Tehran"), GOOD)))
    mended = kept.mend(result())
    assert (mended.target, mended.job.text) == (GOOD, SOURCE)
    assert kept.counts["n-best"] == 2


def test_words_are_placed_one_term_after_the_other() -> None:
    kept = keeper(Placer())
    assert kept.mend(result()).target == GOOD
    assert kept.counts["placed"] == 2


def test_a_candidate_that_is_spoiled_is_not_taken() -> None:
    kept = keeper(Placer(spoils=True))
    assert kept.mend(result()).target == PLAIN
    assert kept.counts["missed"] == 2


def test_the_source_with_english_in_it_is_the_last_resort_and_answers_the_same_job() -> None:
    engine = Scripted(mixed=GOOD)
    mended = keeper(engine).mend(result())
    assert engine.asked[-1].startswith("Rouhani امروز در Tehran")
    assert (mended.target, mended.job.text) == (GOOD, SOURCE)


def test_only_sources_with_terms_get_other_memory_keys_and_only_for_those_terms() -> None:
    plain, kept = Keys("s"), keeper(Scripted())
    marked = Keys("s", kept.mark)
    fewer = Keys("s", TermKeeper(Scripted(), Decoding(), Matcher(TERMS[:1]), "other").mark)
    assert marked.of("نان گران شد") == plain.of("نان گران شد")
    assert len({plain.of(SOURCE), marked.of(SOURCE), fewer.of(SOURCE)}) == 3
    assert marked.of("تهران") == fewer.of("تهران")
