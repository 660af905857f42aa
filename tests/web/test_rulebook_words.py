"""What a check found, in the reader's language."""

import pytest
from django.utils import translation

from verbale.engines.rules.proof import BadProperty
from verbale.web import rulebook_words
from verbale.web.refusal import sentence
from verbale.web.rulebook_words import basis, place, why


@pytest.fixture
def marked(monkeypatch):
    """Sentences as if each were translated, so that what was not can be seen."""
    monkeypatch.setattr("verbale.web.rulebook_words._t", lambda text: f"<{text}>")


def found(**facts):
    return {"place": "", "decision": "", "rule": 0, "column": "", **facts}


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        (found(decision="supply"), "decision “supply”"),
        (found(decision="s", rule=3, column="bound by"), "decision “s”, rule 3, column “Bound by received marks”"),
        (found(place="property “a”"), "property “a”"),
        (found(place="“b.cases.md”"), "“b.cases.md”"),
    ],
)  # fmt: skip
def test_where(finding, told):
    assert place(finding) == told


def test_a_reason_within_a_reason_is_translated_too(marked):
    assert why("character 3: a value must stand here; the text ends") == (
        "<character 3: <a value must stand here; <the text ends>>>"
    )


def test_of_a_table_of_cases_each_line_is_translated(marked):
    told = "line 3, column 8 “rule”: the table has rules 1 to 15; line 4: no case stands below the headings; and 2 more"
    assert why(told) == (
        "<line 3, column 8 “rule”: <the table has rules 1 to 15>>; <line 4: <no case stands below the headings>>; "
        "<and 2 more>"
    )


def test_facts_are_told_as_everywhere_else():
    gap = (
        'no rule matches where distribution is "open" or "internal" and bound by is [] or unknown and year is from '
        '1900 to 1950; for instance: distribution "open", bound by ["a, b"], batch true, route unknown, year 1900, '
        'series "Rivers and seas, or so"'
    )
    assert why(gap) == (
        "no rule matches where Distribution: open / internal; Bound by received marks: none / unknown; "
        'Year: from 1900 to 1950; for instance: Distribution: open; Bound by received marks: ["a, b"]; Batch: yes; '
        "Whom they asked: unknown; Year: 1900; Series: Rivers and seas, or so"
    )


def test_what_is_no_sentence_of_ours_stays(marked):
    assert (why(""), why("100 % {odd}")) == ("", "<100 % {odd}>")


def test_it_is_told_in_chinese():
    with translation.override("zh-hans"):
        assert "发行范围" in why('no rule ever matches; for instance: distribution "open"')


def test_the_reason_of_a_refusal_is_translated_within_its_sentence(marked):
    fault = BadProperty(character=3, why="a value must stand here; the text ends")
    assert "<a value must stand here; <the text ends>>" in sentence(fault)


def test_a_fact_of_many_words_is_told_as_it_is():
    assert rulebook_words._fact("a " * 100_000 + "!") == "a " * 100_000 + "!"


def test_of_a_basis_only_our_own_words_are_translated(marked):
    assert basis("Principle 2: what is not open is not supplied") == "Principle 2: what is not open is not supplied"
    assert basis("For internal eyes only. Withheld: no rule decides.") == (
        "<For internal eyes only. Withheld: <no rule decides>.>"
    )


def test_what_is_no_sentence_of_ours_is_not_cut_at_its_words(marked):
    assert why("the moon is not made of cheese") == "the moon is not made of cheese"
    assert why("abc is not a value of type number") == "<{cell} is not {wanted}>".format(
        cell="abc", wanted="<a value of type number>"
    )
    assert why("it is not well-formed XML: look at line 1, column 2") == (
        "<it is not well-formed XML: look at line 1, column 2>"
    )
