"""Put half-spaces (ZWNJ) back where a scraped Persian text lost them.

«رسانههای» becomes «رسانه‌های», «می شود» becomes «می‌شود». Only half-spaces change: one is put between two
letters, replaces a single blank, or is taken out where it can mean nothing (beside a blank, doubled). Any
blank-delimited token that holds something other than Persian letters and plain punctuation is left alone:
numbers, URLs, Latin words, e-mail addresses, handles, tags; so are `code` between backticks and <markup>.

An author's habit is taken into account: where a text already has its half-spaces, doubtful gaps are left as
they stand. Restoring twice changes nothing more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translate.text.characters import BIDI_MARKS, BOM, ZWJ, ZWNJ
from translate.text.halfspace_features import (
    CLOSES,
    OPENS,
    OUTSIDE,
    PAIR_LEFT,
    PAIR_RIGHT,
    SETTLED,
    SURELY_CLOSES,
    SURELY_OPENS,
)
from translate.text.halfspace_forms import Form, Token
from translate.text.halfspace_model import Model, shipped_model
from translate.text.memo import Memo

LETTERS = "\u0621-\u063a\u0641-\u0655\u0670-\u06d3\u06d5"
MARKS = ".,:;!?()[]{}\"'*/\u060c\u061b\u061f\u2026\u2013\u2014\u00ab\u00bb\u2018\u2019\u201c\u201d-"
RUN = re.compile(f"[{LETTERS}{ZWNJ}]+")
PLAIN = re.compile(f"[{LETTERS}{ZWNJ}{ZWJ}{BOM}{BIDI_MARKS}{re.escape(MARKS)}]*")
DOTTED = re.compile(f"[{LETTERS}]\\.[{LETTERS}]")  # with a slash: a Persian domain name with a path
CODE = re.compile(r"`[^`\n]*`|<[^<>\n]*>")
HALF_SPACES = re.compile(f"{ZWNJ}+")
WHITESPACE = re.compile(r"(?<=\s)(?=\S)|(?<=\S)(?=\s)")  # splits off white space, keeps it

# What a text shows of its author's habits.
KEPT, JOINED, SPACED = 1, 2, 4
# A pair whose own score is so far from the threshold is not asked about its neighbours.
IN_DOUBT = 3.0


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of a text give way to `replacement` (a half-space or nothing)."""

    start: int
    end: int
    replacement: str


_TOKENS: Memo[Token] = Memo()


def restore(text: str) -> str:
    """The text with its half-spaces restored; equal to applying `edits`."""
    if "`" in text or "<" in text:
        return _applied(text, edits(text))
    forms, joins = _plan(text, shipped_model())
    written = [form.text for form in forms]
    if not joins:
        return " ".join(written)
    woven = [" "] * (2 * len(written) - 1)
    woven[::2] = written
    for place in joins:
        woven[2 * place + 1] = ZWNJ
    return "".join(woven)


def edits(text: str) -> list[Edit]:
    """What `restore` changes: offsets into the text, in order, not overlapping."""
    masked = CODE.sub(lambda match: "\0" * len(match.group()), text)
    tokens = masked.split(" ")
    forms, joins = _plan(masked, shipped_model())
    joined = set(joins)
    found: list[Edit] = []
    start = 0
    for place, (token, form) in enumerate(zip(tokens, forms, strict=True)):
        if token != form.text:
            found += _token_edits(token, form.text, start)
        start += len(token) + 1
        if place in joined:
            found.append(Edit(start - 1, start, ZWNJ))
    return found


def _applied(text: str, changes: list[Edit]) -> str:
    parts: list[str] = []
    reached = 0
    for edit in changes:
        parts += text[reached : edit.start], edit.replacement
        reached = edit.end
    return "".join(parts) + text[reached:]


def _token_edits(old: str, new: str, start: int) -> Iterator[Edit]:
    """The half-spaces that make one spelling of a token the other."""
    here = there = 0
    while here < len(old) or there < len(new):
        had, has = old[here : here + 1], new[there : there + 1]
        if had == has:
            here, there = here + 1, there + 1
        elif has == ZWNJ:
            yield Edit(start + here, start + here, ZWNJ)
            there += 1
        else:
            yield Edit(start + here, start + here + 1, "")
            here += 1


def _plan(text: str, model: Model) -> tuple[list[Form], list[int]]:
    """How each blank-delimited token is written, and after which of them the blank becomes a half-space."""
    known = _TOKENS.young
    tokens = [known.get(token) or _look(token, model) for token in text.split(" ")]
    habits = 0
    for token in tokens:
        habits |= token.habits
    limits = model.sections.thresholds
    wary_inside = habits and not habits & JOINED
    wary_between = habits and not habits & SPACED
    forms = [token.wary for token in tokens] if wary_inside else [token.plain for token in tokens]
    return forms, _joins(forms, model, limits.pair_wary if wary_between else limits.pair)


def _joins(forms: list[Form], model: Model, limit: float) -> list[int]:
    found = []
    left = forms[0]
    for place, right in enumerate(forms[1:]):
        worth = left.opens or right.closes or (left.pair_left and right.pair_right)
        if worth and left.last and right.first and _is_judged(left, right, model):
            score = model.pair_score(left.last, right.first)
            if abs(score - limit) < IN_DOUBT:
                before, after = _neighbours(forms, place)
                score += model.neighbour_score(before, left.last, right.first, after)
            if score > limit:
                found.append(place)
        left = right
    return found


def _is_judged(left: Form, right: Form, model: Model) -> bool:
    """Whether a pair may be one word at all: most pairs of known parts never were."""
    return left.opens or right.closes or f"{left.last}{ZWNJ}{right.first}" in model.sections.pairs


def _neighbours(forms: list[Form], place: int) -> tuple[str, str]:
    """The pieces before and after the pair at a blank, whether or not a blank stands between."""
    before = forms[place].penult or (place and forms[place - 1].last) or OUTSIDE
    beyond = forms[place + 2].first if place + 2 < len(forms) else OUTSIDE
    return before, forms[place + 1].second or beyond or OUTSIDE


def _look(token: str, model: Model) -> Token:
    """Judge a token by itself. Tokens that hold other white space are judged part by part, unremembered."""
    if (remembered := _TOKENS.get(token)) is not None:
        return remembered
    code = model.sections.words.get(token, 0)
    if code & SETTLED:
        form = _coded(token, token, "", "", token, code, code)
        return _TOKENS.keep(token, Token(form, form, _spaced(code)))
    plain = PLAIN.fullmatch(token) is not None  # and so without white space
    parts = [token] if plain else WHITESPACE.split(token)
    if len(parts) > 1:
        return _merged([_look(part, model) for part in parts], model)
    if not plain or ("/" in token and DOTTED.search(token)):
        # Not remembered: numbers and addresses are quick to judge, and no two are alike.
        same = _edged(token, "", "", "", "", model)
        return Token(same, same, 0)
    return _TOKENS.keep(token, _judged(token, model))


def _judged(token: str, model: Model) -> Token:
    """Judge a token of letters and marks. The two commonest kinds need no search for their pieces."""
    core = token.strip(MARKS)
    if model.sections.words.get(core, 0) & SETTLED:
        return _beside_marks(token, core, model)
    return _single(token, model) if token.isalpha() else _by_runs(token, model)


def _beside_marks(token: str, core: str, model: Model) -> Token:
    """What `_by_runs` says of a settled word beside marks, «است.», by far the most of what it is asked."""
    first = core if token.startswith(core) else ""
    last = core if token.endswith(core) else ""
    form = _edged(token, first, OUTSIDE if first else "", OUTSIDE if last else "", last, model)
    return Token(form, form, 0)


def _single(piece: str, model: Model) -> Token:
    """What `_by_runs` says of a token that is one piece and nothing else."""
    spelling = model.spell(piece)
    form = _form(spelling.plain, model)
    wary = form if spelling.wary == spelling.plain else _form(spelling.wary, model)
    return Token(form, wary, JOINED * spelling.sure | _spaced(model.word(form.text)))


def _by_runs(token: str, model: Model) -> Token:
    plain: list[str] = []
    wary: list[str] = []
    habits = reached = 0
    for match in RUN.finditer(token):
        run = _tidy(match, token)
        spellings = [model.spell(piece) for piece in run.split(ZWNJ)]
        habits |= KEPT * (ZWNJ in run) | JOINED * any(spelling.sure for spelling in spellings)
        between = token[reached : match.start()]
        plain += between, ZWNJ.join([spelling.plain for spelling in spellings])
        wary += between, ZWNJ.join([spelling.wary for spelling in spellings])
        reached = match.end()
    plain.append(token[reached:])
    wary.append(token[reached:])
    form = _form("".join(plain), model)
    habits |= _spaced(model.word(form.text))
    return Token(form, form if wary == plain else _form("".join(wary), model), habits)


def _spaced(code: int) -> int:
    """A part that hardly ever stands apart does so here: the author writes blanks for half-spaces."""
    return SPACED * bool(code & (SURELY_OPENS | SURELY_CLOSES))


def _tidy(match: re.Match[str], token: str) -> str:
    """A run of letters without the half-spaces that can mean nothing: doubled, at the token's edge."""
    run = match.group()
    if ZWNJ not in run:
        return run
    run = HALF_SPACES.sub(ZWNJ, run)
    if match.start() == 0:
        run = run.lstrip(ZWNJ)
    return run.rstrip(ZWNJ) if match.end() == len(token) else run


def _form(text: str, model: Model) -> Form:
    if text in model.sections.words:
        return _edged(text, text, "", "", text, model)
    runs = list(RUN.finditer(text))
    first = second = penult = last = ""
    if runs and runs[0].start() == 0:
        pieces = runs[0].group().split(ZWNJ)
        first = pieces[0]
        second = pieces[1] if len(pieces) > 1 else "" if runs[0].end() == len(text) else OUTSIDE
    if runs and runs[-1].end() == len(text):
        pieces = runs[-1].group().split(ZWNJ)
        last = pieces[-1]
        penult = pieces[-2] if len(pieces) > 1 else "" if runs[-1].start() == 0 else OUTSIDE
    return _edged(text, first, second, penult, last, model)


def _edged(text: str, first: str, second: str, penult: str, last: str, model: Model) -> Form:
    start = model.word(first)
    return _coded(text, first, second, penult, last, start, start if last == first else model.word(last))


def _coded(text: str, first: str, second: str, penult: str, last: str, start: int, end: int) -> Form:
    """A form of which the codes of the first and the last piece are known."""
    return Form(
        text,
        first,
        second,
        penult,
        last,
        opens=bool(end & OPENS),
        closes=bool(start & CLOSES),
        pair_left=bool(end & PAIR_LEFT),
        pair_right=bool(start & PAIR_RIGHT),
    )


def _merged(tokens: list[Token], model: Model) -> Token:
    habits = 0
    for token in tokens:
        habits |= token.habits
    return Token(
        _run_together([token.plain for token in tokens], model),
        _run_together([token.wary for token in tokens], model),
        habits,
    )


def _run_together(forms: list[Form], model: Model) -> Form:
    head, tail = forms[0], forms[-1]
    text = "".join([form.text for form in forms])
    return _edged(text, head.first, head.second or OUTSIDE, tail.penult or OUTSIDE, tail.last, model)
