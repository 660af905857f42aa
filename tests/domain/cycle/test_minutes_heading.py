"""The article of the session says all that the paper needs, or is refused for what it lacks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.minuting import LANGUAGES, conclusion, heading, revision, session
from verbale.domain.cycle.minutes_heading import (
    Heading,
    NoSessionArticle,
    Signing,
    heading_of,
    said_in,
    session_article,
)
from verbale.engines import agreement
from verbale.engines.agreement import as_plain, read_plain

WORDS = {"zh": "两种文本具有同等效力。", "ru": "Оба текста имеют одинаковую силу."}


def minutes(*articles: agreement.Article) -> agreement.Revision:
    return agreement.Revision("minutes", LANGUAGES, {"zh": "会议纪要", "ru": "Протокол"}, articles)


def refused(*articles: agreement.Article) -> str:
    with pytest.raises(NoSessionArticle) as refusal:
        heading_of(minutes(*articles))
    return str(refusal.value.facts["why"])


def test_what_it_says_is_read_as_it_was_said():
    assert heading_of(revision()) == heading()


def test_it_stands_in_the_plain_form_too():
    assert heading_of(read_plain(as_plain(revision()).encode())) == heading()


LINES = st.text("a書Ж-1", min_size=1)
SPOKEN = st.fixed_dictionaries({"zh": LINES, "ru": LINES})


@given(SPOKEN, SPOKEN, SPOKEN, st.integers(1, 999))
def test_whatever_it_says_is_read_back(label, place, names, number):
    said = replace(
        heading(),
        label=label, place=place, number=number,
        sides=(Signing("OURS", names, place, label), Signing("THEIRS", place, names, label)),
    )  # fmt: skip
    assert heading_of(minutes(session_article(said, WORDS))) == said


def test_one_article_and_no_other_bears_the_session():
    assert refused(conclusion()) == "0 articles have the role “session”, and one does"
    another = replace(session(), identifier="again")
    assert refused(session(), another) == "2 articles have the role “session”, and one does"


@pytest.mark.parametrize("fact", sorted(session().facts))
def test_a_fact_that_is_missing_is_named(fact):
    facts = {name: value for name, value in session().facts.items() if name != fact}
    assert f"“{fact}”" in refused(replace(session(), facts=facts))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"session": "1"}, "its fact “session” is no number"),
        ({"session": 0}, "its fact “session” is no number"),
        ({"session": True}, "its fact “session” is no number"),
        ({"first-day": "10 May 2027"}, "its fact “first-day” is no day, such as 2027-05-10"),
        ({"last-day": "2027-13-01"}, "its fact “last-day” is no day, such as 2027-05-10"),
        ({"last-day": 20270516}, "its fact “last-day” is missing"),
        ({"last-day": "2027-05-09"}, "it ends before it begins"),
        ({"side-2": "OURS"}, "its two sides are one"),
        ({"side-1": ["OURS"]}, "its fact “side-1” is missing"),
        ({"head-1-zh": None}, "its fact “head-1-zh” is missing"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(facts, why):
    assert refused(replace(session(), facts={**session().facts, **facts})) == why


def test_a_language_without_a_heading_is_named():
    assert refused(replace(session(), heading={"zh": "第一次会议"})) == "it has no heading in “ru”"


def named(**members):
    """The first side of the session with these members."""
    first, second = heading().sides
    return replace(first, members=members), second


def test_members_are_said_in_every_language():
    people = {"zh": ("王林，研究员", "李明"), "ru": ("Ван Линь, научный сотрудник", "Ли Мин")}
    said = replace(heading(), sides=named(**people))
    assert heading_of(minutes(session_article(said, WORDS))) == said
    assert said_in(session_article(said, WORDS).facts, "ru")[-2:] == ["Ван Линь, научный сотрудник", "Ли Мин"]


@pytest.mark.parametrize(
    "facts",
    [
        {"members-1-zh": ["王林"]},
        {"members-1-zh": ["王林"], "members-1-ru": ["Ван Линь", "Ли Мин"]},
        {"members-1-zh": ["王林"], "members-1-ru": "Ван Линь"},
        {"members-1-zh": ["王林"], "members-1-ru": [7]},
    ],
)
def test_members_that_are_not_as_many_in_every_language_are_refused(facts):
    assert "members-1" in refused(replace(session(), facts={**session().facts, **facts}))


def test_facts_are_named_by_language():
    assert isinstance(heading(), Heading)
    assert {name for name in session().facts if name.startswith("head")} == {
        "head-1-zh", "head-1-ru", "head-2-zh", "head-2-ru",
    }  # fmt: skip
