"""What keeping to a glossary gives and costs: terms obeyed and chrF, strategy by strategy.

    python scripts/measure_glossary.py [SRC REF...] [--glossary F] [--model M]

SRC and REF are texts with a segment a line; without them our own news set is taken, whose results are for
reporting: choose by another set. "reference" is the share of terms that the first reference says.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

import sacrebleu

from translate import wiring
from translate.config import settings
from translate.glossary.english import is_obeyed
from translate.glossary.matching import Matcher, distinct_terms
from translate.glossary.reading import read_glossaries
from translate.pipeline.batching import by_length
from translate.pipeline.terms import RUNGS, TermKeeper
from translate.records import Job, Result

NEWS = Path(__file__).parents[1] / "eval" / "news" / "news.jsonl"
STRATEGIES: dict[str, Sequence[str]] = {
    "plain": (),
    "n-best": ("n-best",),
    "placed": ("placed",),
    "switched source": ("switched",),
    "all": RUNGS,
}


def news() -> tuple[list[str], list[list[str]]]:
    rows = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
    return [row["src"] for row in rows], [[row[name] for row in rows] for name in ("ref_a", "ref_b")]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def plain(shop: wiring.Workshop, texts: list[str]) -> dict[str, Result]:
    jobs = [Job(text, tokens) for text, tokens in zip(texts, shop.engine.encode(texts), strict=True)]
    batches = by_length(jobs, token_budget=shop.rule.tokens, most=shop.rule.most)
    return {result.job.text: shop.ladder.mend(result) for result in shop.engine.translate(batches)}


def measure(
    shop: wiring.Workshop, glossary: Sequence[str], sources: list[str], refs: list[list[str]]
) -> None:
    terms = read_glossaries(glossary)
    matcher = Matcher(terms)
    seen = [shop.see(source) for source in sources]
    wanted = [distinct_terms(matcher.matches(text)) for text in seen]
    began = time.process_time()
    first = plain(shop, list(dict.fromkeys(seen)))
    decoding = time.process_time() - began
    total = sum(map(len, wanted))
    holding = sum(1 for found in wanted if found)
    print(f"{len(sources)} segments, {holding} of them with {total} terms of {len(terms)}")
    print(f"the plain translations took {decoding:.1f} s of processor time\n")
    print("| strategy | terms obeyed | chrF | segments changed | seconds of processor time |")
    print("|---|---|---|---|---|")
    said = sum(is_obeyed(line, term) for line, found in zip(refs[0], wanted, strict=True) for term in found)
    print(f"| reference | {100 * said / total:.1f} | | | |")
    for name, rungs in STRATEGIES.items():
        keeper = TermKeeper(shop.engine, shop.decoding, matcher, terms.sha256, rungs)
        began = time.process_time()
        mended = {text: keeper.mend(result) for text, result in first.items()}
        spent = time.process_time() - began
        targets = [mended[text].target for text in seen]
        changed = sum(mended[text] is not first[text] for text in seen)
        obeyed = sum(
            is_obeyed(line, term) for line, found in zip(targets, wanted, strict=True) for term in found
        )
        chrf = sacrebleu.corpus_chrf(targets, refs).score
        print(f"| {name} | {100 * obeyed / total:.1f} | {chrf:.2f} | {changed} | {spent:.1f} |", flush=True)


def speed(glossary: Sequence[str], sources: list[str]) -> None:
    matcher = Matcher(read_glossaries(glossary))
    for source in sources:
        matcher.matches(source)
    texts = sources * max(1, 500_000 // sum(map(len, sources)))
    began = time.process_time()
    for text in texts:
        matcher.matches(text)
    characters = sum(map(len, texts))
    print(f"\nmatching: {characters / (time.process_time() - began) / 1e6:.2f} million characters a second")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="*", type=Path, metavar="SRC REF")
    parser.add_argument("--glossary", action="append", help="TSV, TBX or starter")
    parser.add_argument("--model", default="builtin")
    arguments = parser.parse_args()
    chosen = arguments.glossary or ["starter"]
    source_lines, references = (
        (lines(arguments.texts[0]), [lines(path) for path in arguments.texts[1:]])
        if arguments.texts
        else news()
    )
    with wiring.workshop(settings(file=None, flags={"model": arguments.model})) as workshop:
        measure(workshop, chosen, source_lines, references)
    speed(chosen, source_lines)
