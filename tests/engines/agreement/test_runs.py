"""Two wordings compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.agreement import Fate, Run, runs
from verbale.engines.agreement.runs import Effort

WORDS = st.text(alphabet=st.sampled_from("ab д双国。. \n한x7"), max_size=60)


def side(found, fate):
    return "".join(run.text for run in found if run.fate in (Fate.SAME, fate))


@given(WORDS, WORDS)
def test_both_wordings_are_in_the_runs(before, after):
    found = runs(before, after)
    assert (side(found, Fate.REMOVED), side(found, Fate.ADDED)) == (before, after)
    assert all(run.text for run in found)
    assert all(one.fate is not other.fate for one, other in zip(found, found[1:], strict=False))


@given(WORDS)
def test_what_is_equal_stays(words):
    assert runs(words, words) == ((Run(Fate.SAME, words),) if words else ())


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("within five years", "within ten years", "within [-five ][+ten ]years"),
        ("в течение пяти лет", "в течение двух лет", "в течение [-пяти ][+двух ]лет"),
        ("双方交换图书。", "两国交换图书。", "[-双方][+两国]交换图书。"),
        ("5 년 동안", "5 달 동안", "5 [-년 ][+달 ]동안"),
        ("1957年12月", "1958年12月", "[-1957][+1958]年12月"),
        ("", "new", "[+new]"),
        ("old", "", "[-old]"),
    ],
)
def test_words_and_signs(before, after, told):
    signs = {Fate.SAME: "{}", Fate.REMOVED: "[-{}]", Fate.ADDED: "[+{}]"}
    assert "".join(signs[run.fate].format(run.text) for run in runs(before, after)) == told


def test_a_long_text_with_a_small_change_is_compared_by_words():
    before = "".join(f"The sides exchange books of kind {number}. " for number in range(4_000))
    after = before.replace("kind 2000.", "type 2000.")
    assert [run.text for run in runs(before, after) if run.fate is not Fate.SAME] == ["kind ", "type "]


def test_long_texts_with_much_repetition_are_compared_by_sentences():
    before = "".join(f"a a a a a a a a {number}. " for number in range(2_000))
    after = before.replace("a a a 0.", "b b b 0.").replace("a 1999.", "b 1999.")
    found = runs(before, after)
    assert [run.text for run in found if run.fate is Fate.ADDED] == ["a a a a a b b b 0. ", "a a a a a a a b 1999. "]


def test_what_would_take_too_long_counts_as_changed():
    before, after = "ab。" * 60_000, "b。" + "ab。" * 60_000 + "c"
    assert runs(before, after) == (Run(Fate.REMOVED, before), Run(Fate.ADDED, after))
    words = " ".join("a b" if number % 2 else f"a {number}" for number in range(2_000))
    other = " ".join("a c" if number % 2 else f"a {-number}" for number in range(2_000))
    effort = Effort(100_000)
    found = runs(words, other, effort)
    assert (side(found, Fate.REMOVED), side(found, Fate.ADDED)) == (words, other)
    assert effort.left >= 0


def test_effort_is_shared():
    effort = Effort(10)
    assert [run.text for run in runs("one two three", "one 2 three", effort)] == ["one ", "two ", "2 ", "three"]
    assert effort.left == 9
    effort.left = 0
    assert runs("a b c d", "x b y d", effort) == (Run(Fate.REMOVED, "a b c d"), Run(Fate.ADDED, "x b y d"))
