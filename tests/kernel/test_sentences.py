"""Which sentence a text is, and with what it was filled."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.kernel.sentences import Sentences

KNOWN = Sentences(["it has {size} bytes", "it has {size} bytes, more than {most}", "{a}: {b}", "nothing"])


@pytest.mark.parametrize(
    ("text", "sentence", "facts"),
    [
        ("it has 9 bytes", "it has {size} bytes", {"size": "9"}),
        ("it has 9 bytes, more than 5", "it has {size} bytes, more than {most}", {"size": "9", "most": "5"}),
        ("it has: two\nlines", "{a}: {b}", {"a": "it has", "b": "two\nlines"}),
        ("nothing", "nothing", {}),
        ("something {else}", "something {{else}}", {}),
        ("", "", {}),
    ],
)
def test_which_it_is(text, sentence, facts):
    assert KNOWN.of(text) == (sentence, facts)
    assert sentence.format(**facts) == text


def test_what_is_told_is_the_readers_own():
    facts = KNOWN.of("it has 9 bytes")[1]
    facts["size"] = "other"
    assert KNOWN.of("it has 9 bytes")[1] == {"size": "9"}


def test_words_that_repeat_what_stands_between_the_gaps_cost_one_walk():
    """As a pattern of five gaps, this text took minutes."""
    known = Sentences(["rule {number} has {asked} + {given} cells under {inputs} + {outputs} columns"])
    text = "rule 1 has 2" + " + 3 cells under 4" * 20_000
    assert known.of(text) == (text, {})


@given(st.lists(st.sampled_from(["{a}", "{b}", "{c}", "x", "y", "xy", ""]), max_size=7, unique=True), st.text("xyz\n"))
def test_the_walk_finds_what_a_pattern_finds(parts, text):
    template = "".join(parts)
    pattern = re.compile(re.sub(r"\\\{(\w)\\\}", r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)
    found = pattern.fullmatch(text)
    assert Sentences([template]).of(text) == ((template, found.groupdict()) if found else (text, {}))
