"""Which sentence a text is, and with what it was filled."""

import pytest

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
