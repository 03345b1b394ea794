"""Each case is scored by `tarjoman score` and by sacreBLEU's own command; what they print must be equal."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from translate.cli.score import score_command

HYPOTHESIS = (
    "The president said on Monday that the talks had failed.",
    "At least 12 people were killed, officials said.",
    "Oil prices rose by 3.5% to $82.40 a barrel",
    '"We will not accept it," he told reporters.',
    "the minister of foreign affairs travelled to Baghdad yesterday for talks",
    "No.",
    "Tehran's stock exchange index fell 1,200 points; it's the worst day since 2020.",
)
REFERENCE = (
    "The president said on Monday that talks had failed.",
    "At least twelve people have been killed, officials said.",
    "Oil prices rose 3.5% to $82.40 a barrel.",
    '"We will not accept this," he told journalists.',
    "Yesterday the foreign minister travelled to Baghdad for talks.",
    "No.",
    "The index of the Tehran stock exchange fell by 1,200 points, its worst day since 2020.",
)
SECOND = (
    "On Monday, the president said the negotiations failed.",
    "Officials said at least 12 were killed.",
    "The price of oil climbed 3.5 per cent, to $82.40 per barrel.",
    '"This we will not accept," he told reporters.',
    "The foreign minister went to Baghdad for talks yesterday.",
    "No",
    "Tehran's stock index dropped 1,200 points, the worst day since 2020.",
)
THIRD = tuple(reversed(REFERENCE))


@dataclass(frozen=True, slots=True)
class Case:
    """`theirs` are arguments of the sacrebleu command, `ours` of tarjoman score."""

    claim: str
    theirs: str
    ours: str
    hypothesis: bytes = "\n".join(HYPOTHESIS).encode() + b"\n"
    references: tuple[bytes, ...] = ("\n".join(REFERENCE).encode() + b"\n",)


def lines(*texts: str, end: str = "\n") -> bytes:
    return "".join(text + end for text in texts).encode()


BLEU, CHRF, PLUS, TER = "-m bleu", "-m chrf", "-m chrf -cw 2", "-m ter"
TWO = (lines(*REFERENCE), lines(*SECOND))
THREE = (*TWO, lines(*THIRD))
EMPTY = lines("", *HYPOTHESIS[1:5], "", HYPOTHESIS[6])
ODD = (
    f"A dash - and\u00a0a hard blank {HYPOTHESIS[0]}",
    f"{HYPOTHESIS[1]} \U0001f600\U0001f44d\U0001f3fd",
    f"one\u2028two {HYPOTHESIS[2]}",
    "&quot;quoted&quot; &amp; <skipped> text",
    "\tTabs\tand  doubled   blanks ",
    "یک خط فارسی in English",
    "naïve café … “curly” ‘quotes’ – dash",
)
ODD_REFERENCE = (
    f"A dash — and a hard blank {REFERENCE[0]}",
    f"{REFERENCE[1]} \U0001f600",
    f"one two {REFERENCE[2]}",
    '"quoted" & text',
    "Tabs and doubled blanks",
    "a Persian line in English",
    "naive café ... \"curly\" 'quotes' - dash",
)
ODD_HYPOTHESIS, ODD_REFERENCES = lines(*ODD), (lines(*ODD_REFERENCE),)

CASES = [
    Case("three metrics", "-m bleu chrf ter", "-m bleu,chrf,ter"),
    Case("chrF++", PLUS, "-m chrf++"),
    Case("BLEU without case", f"{BLEU} -lc", "-m bleu --lowercase"),
    Case("BLEU international", f"{BLEU} -tok intl", "-m bleu --tokenize intl"),
    Case("BLEU of characters", f"{BLEU} -tok char", "-m bleu --tokenize char"),
    Case("BLEU untokenised", f"{BLEU} -tok none", "-m bleu --tokenize none"),
    Case("BLEU Chinese tokeniser", f"{BLEU} -tok zh", "-m bleu --tokenize zh"),
    Case("BLEU floor", f"{BLEU} -s floor", "-m bleu --smooth-method floor"),
    Case("BLEU floor 0.5", f"{BLEU} -s floor -sv 0.5", "-m bleu --smooth-method floor --smooth-value 0.5"),
    Case("BLEU add-k", f"{BLEU} -s add-k", "-m bleu --smooth-method add-k"),
    Case("BLEU add-k 2", f"{BLEU} -s add-k -sv 2", "-m bleu --smooth-method add-k --smooth-value 2"),
    Case("BLEU unsmoothed", f"{BLEU} -s none", "-m bleu --smooth-method none"),
    Case("chrF of 4 characters", f"{CHRF} -cc 4", "-m chrf --chrf-char-order 4"),
    Case("chrF beta 3", f"{CHRF} --chrf-beta 3", "-m chrf --chrf-beta 3"),
    Case("chrF with blanks", f"{CHRF} --chrf-whitespace", "-m chrf --chrf-whitespace"),
    Case("chrF without case", f"{CHRF} --chrf-lowercase", "-m chrf --chrf-lowercase"),
    Case("chrF++ smoothed", f"{PLUS} --chrf-eps-smoothing", "-m chrf++ --chrf-eps-smoothing"),
    Case("TER with case", f"{TER} --ter-case-sensitive", "-m ter --ter-case-sensitive"),
    Case("TER without stops", f"{TER} --ter-no-punct", "-m ter --ter-no-punct"),
    Case("TER normalised", f"{TER} --ter-normalized", "-m ter --ter-normalized"),
    Case(
        "TER Asian",
        f"{TER} --ter-normalized --ter-asian-support",
        "-m ter --ter-normalized --ter-asian-support",
    ),
    Case("two references", "-m bleu chrf ter", "-m bleu,chrf,ter", references=TWO),
    Case("three references", "-m bleu chrf ter", "-m bleu,chrf,ter", references=THREE),
    Case("chrF++ of three references", PLUS, "-m chrf++", references=THREE),
    Case("intervals", "-m bleu chrf ter -ci", "-m bleu,chrf,ter --resamples 1000"),
    Case("intervals of 77", f"{PLUS} -ci -cin 77", "-m chrf++ --resamples 77", references=TWO),
    Case("empty hypotheses", "-m bleu chrf ter", "-m bleu,chrf,ter", hypothesis=EMPTY),
    Case("empty references", "-m bleu chrf ter", "-m bleu,chrf,ter", references=(EMPTY,)),
    Case("nothing but empty hypotheses", "-m bleu chrf ter", "-m bleu,chrf,ter", hypothesis=b"\n" * 7),
    Case("no shared word", "-m bleu chrf ter", "-m bleu,chrf,ter", hypothesis=lines(*"abcdefg")),
    Case("one segment", "-m bleu chrf ter", "-m bleu,chrf,ter", lines(HYPOTHESIS[0]), (lines(REFERENCE[0]),)),
    Case("CRLF", "-m bleu chrf ter", "-m bleu,chrf,ter", hypothesis=lines(*HYPOTHESIS, end="\r\n")),
    Case("a lone CR", "-m bleu chrf ter", "-m bleu,chrf,ter", hypothesis=lines("a\rb", *HYPOTHESIS[1:])),
    Case("a byte order mark", "-m bleu chrf ter", "-m bleu,chrf,ter", b"\xef\xbb\xbf" + lines(*HYPOTHESIS)),
    Case("no line feed at the end", "-m bleu chrf ter", "-m bleu,chrf,ter", lines(*HYPOTHESIS)[:-1]),
    Case("odd characters", "-m bleu chrf ter", "-m bleu,chrf,ter", ODD_HYPOTHESIS, ODD_REFERENCES),
    Case("odd characters, chrF++", PLUS, "-m chrf++", ODD_HYPOTHESIS, ODD_REFERENCES),
    Case(
        "odd characters, chrF blanks",
        f"{CHRF} --chrf-whitespace",
        "-m chrf --chrf-whitespace",
        ODD_HYPOTHESIS,
        ODD_REFERENCES,
    ),
    Case(
        "odd characters, intl", f"{BLEU} -tok intl", "-m bleu --tokenize intl", ODD_HYPOTHESIS, ODD_REFERENCES
    ),
    Case("a perfect translation", "-m bleu chrf ter", "-m bleu,chrf,ter", lines(*REFERENCE)),
    Case(
        "a hypothesis three times as long",
        "-m bleu chrf ter",
        "-m bleu,chrf,ter",
        lines(*(f"{text} {text} {text}" for text in HYPOTHESIS)),
    ),
]


def width(case: Case) -> str:
    """Decimals: sacreBLEU resamples in single precision, so its intervals are exact to four or five."""
    return "4" if "-ci" in case.theirs else "6"


def their_lines(case: Case, hypothesis: Path, references: list[Path]) -> list[str]:
    command = [sys.executable, "-m", "sacrebleu", *map(str, references), "-i", str(hypothesis)]
    options = [*case.theirs.split(), "-f", "text", "-w", width(case), "--no-color", "--force"]
    done = subprocess.run([*command, *options], capture_output=True, check=True)
    return done.stdout.decode().split("\n")


def our_lines(case: Case, hypothesis: Path, references: list[Path]) -> list[str]:
    app = typer.Typer()
    app.command()(score_command)
    options = [*case.ours.split(), "-w", width(case), "--quiet"]
    if "--resamples" not in options:
        options += ["--resamples", "0"]
    arguments = [str(hypothesis), *(word for path in references for word in ("--ref", str(path)))]
    done = CliRunner().invoke(app, [*arguments, *options], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout.split("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.claim)
def test_the_printed_scores_are_those_of_sacrebleu(case: Case, tmp_path: Path) -> None:
    hypothesis = tmp_path / "hypothesis.txt"
    hypothesis.write_bytes(case.hypothesis)
    references = [tmp_path / f"reference{number}.txt" for number in range(len(case.references))]
    for path, content in zip(references, case.references, strict=True):
        path.write_bytes(content)
    assert our_lines(case, hypothesis, references) == their_lines(case, hypothesis, references)


def test_the_table_holds_at_least_thirty_cases() -> None:
    assert len(CASES) >= 30
