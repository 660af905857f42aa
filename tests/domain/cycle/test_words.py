"""Words are kept in one spelling or refused with what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.domain.cycle import words

REFUSED = [
    (7, "it is no text"),
    (None, "it is no text"),
    ("", "it is empty"),
    (" \n ", "it is empty"),
    ("a" * 11, "it is longer than 10 characters"),
    ("a" * 21, "it is longer than 10 characters"),
    ("a\0b", "it holds the sign U+0000, which nobody can read"),
    ("a\ue000", "it holds the sign U+E000, which nobody can read"),
    ("a\ud800", "it holds the sign U+D800, which nobody can read"),
    ("a\u202eb", "it holds the sign U+202E, which nobody can read"),
]


@pytest.mark.parametrize(("said", "why"), REFUSED)
def test_what_cannot_be_kept_is_refused(said, why):
    with pytest.raises(words.BadWords) as refusal:
        words.entry(said, what="remark", longest=10)
    assert refusal.value.facts == {"what": "remark", "why": why}


@pytest.mark.parametrize("said", ["a\nb", "a\tb", "a\r\nb"])
def test_a_line_is_one_line(said):
    assert words.entry(said, what="place") == said.replace("\r", "")
    with pytest.raises(words.BadWords, match="more than one line"):
        words.line(said, what="place")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Agenda", "it is not given by language"),
        ({}, "it is empty"),
        ({"EN": "Agenda"}, "“EN” is no code of a language"),
        ({3: "Agenda"}, "“3” is no code of a language"),
        ({f"a{letter}": "x" for letter in "abcdefghi"}, "it has more than 8 languages"),
    ],
)
def test_words_by_language_that_cannot_be_kept(said, why):
    with pytest.raises(words.BadWords) as refusal:
        words.by_language(said, what="title")
    assert refusal.value.facts == {"what": "title", "why": why}


def test_an_empty_language_is_named():
    with pytest.raises(words.BadWords) as refusal:
        words.by_language({"en": "Agenda", "zh": " "}, what="title")
    assert refusal.value.facts == {"what": "title, zh", "why": "it is empty"}


@pytest.mark.parametrize("code", ["", "zh", "sr-Latn", " en "])
def test_codes_of_languages(code):
    assert words.language(code) == code.strip()


@pytest.mark.parametrize("code", ["English", "EN", "e", "zh_CN", 7])
def test_what_is_no_code_of_a_language(code):
    with pytest.raises(words.BadWords):
        words.language(code)


def test_what_is_not_needed_may_be_empty():
    assert (words.line(" ", what="x", needed=False), words.by_language({}, what="x", needed=False)) == ("", {})


@given(st.text(max_size=60))
def test_what_was_kept_once_is_kept_as_it_is(said):
    try:
        kept = words.entry(said, what="x", needed=False)
    except words.BadWords:
        return
    assert words.entry(kept, what="x", needed=False) == kept
