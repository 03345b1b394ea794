"""Our TER edits are sacreBLEU's, whatever the words."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.lib_ter import translation_edit_rate

from translate.evaluation.edit_rate import edit_rate

# Few distinct words make many matches and shifts, many make replacements; more than 25 leave the beam.
words = st.integers(1, 30).flatmap(lambda size: st.lists(st.integers(1, size).map(str), max_size=40))


@settings(deadline=None, max_examples=300)
@given(words, words)
def test_edits_of_any_two_texts_are_those_of_sacrebleu(hypothesis: list[str], reference: list[str]) -> None:
    assert edit_rate(hypothesis, reference) == translation_edit_rate(hypothesis, reference)


@settings(deadline=None, max_examples=300)
@given(words, st.data())
def test_edits_of_a_reordered_text_are_those_of_sacrebleu(
    reference: list[str], choice: st.DataObject
) -> None:
    cuts = sorted(choice.draw(st.lists(st.integers(0, len(reference)), min_size=3, max_size=3)))
    first, second, third = cuts
    moved = reference[:first] + reference[second:third] + reference[first:second] + reference[third:]
    hypothesis = choice.draw(st.sampled_from([moved, moved[1:], [*moved, "new"], ["new", *moved[:-1]]]))
    assert edit_rate(hypothesis, reference) == translation_edit_rate(hypothesis, reference)
