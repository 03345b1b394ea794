"""What an epoch draws, and how it is batched."""

import random

import pytest

from scripts.builtin_model.mixing import CodeSwitch, Example, batches, drawn
from scripts.builtin_model.preparation import Pair
from scripts.builtin_model.schedule import Schedule


def some(corpus: str, count: int) -> list[Pair]:
    return [Pair(corpus, f"{corpus} {number}", "", "x") for number in range(count)]


def test_a_corpus_is_drawn_by_its_share() -> None:
    pairs = [*some("whole", 10), *some("part", 40), *some("twice", 10)]
    chosen = drawn(pairs, {"whole": 1.0, "part": 0.25, "twice": 2.5}, random.Random(1))
    counts = {name: sum(pair.corpus == name for pair in chosen) for name in ("whole", "part", "twice")}
    assert counts == {"whole": 10, "part": 10, "twice": 25}


def test_epochs_draw_different_parts_and_the_same_seed_the_same_part() -> None:
    pairs = some("part", 100)
    first, again, other = (drawn(pairs, {"part": 0.1}, random.Random(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def examples(count: int, seed: int = 1) -> list[Example]:
    rng = random.Random(seed)
    return [Example([1] * rng.randint(2, 60), [1] * rng.randint(2, 60)) for _ in range(count)]


def test_every_example_is_in_exactly_one_batch() -> None:
    made = examples(200)
    grouped = [one for batch in batches(made, padded_tokens=500, rng=random.Random(1)) for one in batch]
    assert sorted(map(id, grouped)) == sorted(map(id, made))


def test_no_batch_is_larger_than_its_budget_and_most_are_nearly_full() -> None:
    sizes = [
        len(batch) * max(map(len, batch))
        for batch in batches(examples(500), padded_tokens=600, rng=random.Random(1))
    ]
    assert max(sizes) <= 600
    assert sorted(sizes)[len(sizes) // 2] > 500


def test_an_example_longer_than_the_budget_has_a_batch_of_its_own() -> None:
    long = Example([1] * 90, [1])
    made = list(batches([long, Example([1], [1])], padded_tokens=50, rng=random.Random(1)))
    assert [long] in made


SWITCH = CodeSwitch({"سازمان ملل": "United Nations", "ایران": "Iran", "از": "from"})


def test_a_term_stands_in_english_where_the_target_has_it() -> None:
    switched = SWITCH("سازمان ملل بیانیه داد", "The United Nations issued a statement", random.Random(1))
    assert switched == "United Nations بیانیه داد"


@pytest.mark.parametrize("english", ["The UN issued a statement", ""])
def test_a_term_that_the_target_puts_otherwise_stays_persian(english: str) -> None:
    assert SWITCH("سازمان ملل بیانیه داد", english, random.Random(1)) == "سازمان ملل بیانیه داد"


def test_words_of_two_letters_are_never_switched() -> None:
    assert SWITCH("از خانه", "from home", random.Random(1)) == "از خانه"


def test_the_rate_rises_stays_and_falls_to_zero() -> None:
    plan = Schedule(peak=1.0, warmup=10, fall=0.5, updates=100)
    assert [plan.learning_rate(at, 0) for at in (5, 10, 50, 75, 100)] == [0.5, 1.0, 1.0, 0.5, 0.0]


def test_a_run_that_is_slower_than_planned_ends_by_the_clock() -> None:
    plan = Schedule(peak=1.0, warmup=0, fall=0.5, updates=1000, minutes=10)
    assert plan.learning_rate(20, 10.0) == 0.0
    assert plan.learning_rate(20, 1.0) == 1.0


def test_guidance_fades_out() -> None:
    plan = Schedule(peak=1.0, warmup=0, guide_weight=0.8, guide_until=0.5, updates=100)
    assert [plan.guidance(at, 0) for at in (0, 25, 50, 90)] == [0.8, 0.4, 0.0, 0.0]
