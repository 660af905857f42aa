"""A statute: terms that refuse nonsense, and lead times in calendar months, read from a text as it was written."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.commission import with_statute
from tests.domain.cycle.sitting import DUTIES, found, in_force
from verbale.domain.cycle import statute
from verbale.domain.cycle.statute import BadStatute, Duty, NoDuty, NoOtherIssues, NoStatute, Span, Terms
from verbale.engines import agreement
from verbale.kernel.errors import NotFound
from verbale.records.text import Text

SPANS = st.builds(
    lambda years, months, weeks, days: Span(f"P{years}Y{months}M{weeks}W{days}D"), *[st.integers(0, 99)] * 4
)
WORD = st.sampled_from(("en", "zh", "zh-Hans", "none", "both"))
TERMS = st.builds(
    Terms,
    commission=st.text("0123456789abcdefghjkmnpqrstvwxyz", max_size=26),
    delegates=st.integers(1, 200),
    sessions=st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted).map(tuple),
    host=st.sampled_from(("alternating", "agreed", "OURS")),
    first_host=st.sampled_from(("", "OURS", "THEIRS")),
    agenda=SPANS, memorandum=SPANS, delegation=SPANS, minutes=SPANS, report=SPANS,
    prevails=WORD,
    force=st.sampled_from(statute.FORCES), costs=st.sampled_from(statute.COSTS),
    interim=st.sampled_from(statute.INTERIM),
    other_issues=st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("iso", "before", "after"),
    [
        ("P2M", date(1957, 10, 14), date(1958, 2, 14)),
        ("P2W", date(1957, 11, 30), date(1957, 12, 28)),
        ("P10D", date(1957, 12, 4), date(1957, 12, 24)),
        ("P1Y", date(1956, 12, 14), date(1958, 12, 14)),
        ("P1Y2M3W4D", date(1956, 9, 19), date(1959, 3, 11)),
        ("P0D", date(1957, 12, 14), date(1957, 12, 14)),
    ],
)
def test_a_time_is_counted_by_the_calendar(iso, before, after):
    day = date(1957, 12, 14)
    assert (Span(iso).before(day), Span(iso).after(day), str(Span(iso))) == (before, after, iso)


@pytest.mark.parametrize(
    ("day", "month_before"),
    [
        (date(1957, 3, 31), date(1957, 2, 28)), (date(1956, 3, 31), date(1956, 2, 29)),
        (date(1957, 1, 31), date(1956, 12, 31)), (date(1957, 7, 31), date(1957, 6, 30)),
        (date(1957, 3, 28), date(1957, 2, 28)),
    ],
)  # fmt: skip
def test_a_month_before_is_never_in_the_same_month(day, month_before):
    assert Span("P1M").before(day) == month_before


def test_no_day_is_before_the_first_or_after_the_last():
    assert Span("P2M").before(date(1, 1, 5)) == date.min
    assert Span("P99Y").after(date(9999, 12, 31)) == date.max
    assert Span("P2D").after(date(9999, 12, 31)) == date.max


@given(SPANS, st.dates())
def test_before_is_never_after(span, day):
    assert span.before(day) <= day <= span.after(day)


@pytest.mark.parametrize("iso", ["", "P", "2M", "P2", "PM", "P2M ", "P-2M", "P2M3Y", "P1.5M", "PT2H", "p2m", "P٢M"])
def test_what_is_no_time_is_refused(iso):
    with pytest.raises(BadStatute):
        Span(iso)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("delegates", 0), ("delegates", 201), ("sessions", (0, 1)), ("sessions", (2, 1)), ("sessions", (1, 13)),
        ("host", ""), ("force", "applause"), ("costs", "nobody"), ("interim", "secret"), ("prevails", ""),
        ("prevails", "no language"),
    ],
)  # fmt: skip
def test_terms_refuse_nonsense_at_birth(setting, value):
    with pytest.raises(BadStatute) as refusal:
        Terms("7", **{setting: value})
    assert refusal.value.facts["setting"] == setting


@pytest.mark.parametrize(
    "facts",
    [
        {"commission": 7}, {"commission": None}, {"delegates": "two"}, {"delegates": True}, {"sessions": "often"},
        {"sessions": "2-1"}, {"sessions": None}, {"sessions": "1-"}, {"agenda": "two months"}, {"agenda": 2},
        {"minutes": None}, {"report": ("P2D",)}, {"other-issues": "yes"}, {"other-issues": 1}, {"host": None},
        {"first-host": 1}, {"prevails": False}, {"costs": ("host",)}, {"quorum": 3}, {"other_issues": True},
    ],
)  # fmt: skip
def test_facts_that_are_no_terms_are_refused(facts):
    with pytest.raises(BadStatute):
        Terms.of_facts({"commission": "7", **facts})


@given(TERMS)
def test_terms_are_read_as_they_were_written(terms):
    facts = terms.as_facts()
    article = agreement.Article("terms", {}, {"en": "Terms."}, ("terms",), facts)
    assert Terms.of_facts(article.facts) == terms
    assert Terms.of_facts(agreement.Article.of_json(article.as_json()).facts) == terms
    said = {one.name.replace("_", "-") for one in fields(Terms) if getattr(terms, one.name) != ""}
    assert set(facts) == said


def test_what_a_statute_does_not_say_is_as_usual():
    assert Terms.of_facts({"commission": "7"}) == Terms("7")
    assert Terms.of_facts({"sessions": 2}).sessions == (2, 2)
    assert Terms.of_facts({}).commission == ""


def test_a_duty_needs_a_number_of_its_own():
    with pytest.raises(BadStatute):
        Duty("other", {"en": "Other issues"})
    assert Duty("10", {"en": "Other", "zh": "其他"}).title("zh") == "其他"
    assert Duty("10", {"en": "Other"}).title("ru") == "Other"


def read(text=None, **terms):
    revision = statute.draft(
        titles={"en": "Statute", "zh": "章程"}, terms=Terms("7", **terms), words={"en": "Terms.", "zh": "条款。"},
        duties=DUTIES, headings={"terms": {"en": "Terms"}, "duty": {"en": "Mandate"}},
    )  # fmt: skip
    return statute.read(text or Text(titles={"en": "Statute"}), revision)


def test_a_draft_is_read_as_it_was_written():
    text = Text(titles={"en": "Statute"})
    one = read(text, delegates=4, prevails="zh")
    terms = Terms("7", delegates=4, prevails="zh")
    assert one == statute.Statute(text, {"en": "Statute", "zh": "章程"}, ("en", "zh"), terms, DUTIES)


def test_an_item_falls_under_a_duty_that_there_is():
    one = read()
    assert (one.duty("2"), one.duty("other")) == (DUTIES[1], DUTIES[2])
    with pytest.raises(NoDuty) as refusal:
        one.duty("11")
    assert refusal.value.facts == {"number": "11", "known": "1, 2, 10"}


def test_other_issues_only_where_the_statute_admits_them():
    with pytest.raises(NoOtherIssues):
        read(other_issues=False).duty("other")


def test_where_no_duty_takes_other_issues_they_stand_beside_the_mandate():
    revision = statute.draft(
        titles={"en": "Statute"}, terms=Terms("7"), words={"en": "Terms."},
        duties=[Duty("1", {"en": "Books"})], headings={},
    )  # fmt: skip
    assert statute.read(Text(), revision).duty("other") is None


@pytest.mark.parametrize(
    ("terms", "hosts"),
    [
        ({}, ["OURS", "THEIRS", "OURS"]),
        ({"first_host": "THEIRS"}, ["THEIRS", "OURS", "THEIRS"]),
        ({"host": "agreed"}, ["", "", ""]),
        ({"host": "THEIRS"}, ["THEIRS"] * 3),
    ],
)
def test_the_host_follows_from_the_number(terms, hosts):
    one = read(**terms)
    for sides in (["OURS", "THEIRS"], ["THEIRS", "OURS"]):
        assert [one.host_of(number, sides) for number in (1, 2, 3)] == hosts


def article(number, roles=(), **facts):
    return agreement.Article(number, {}, {"en": "Words."}, roles, facts)


@pytest.mark.parametrize(
    "articles",
    [
        [article("1")],
        [article("1", ("terms",), commission="7"), article("2", ("terms",), commission="7")],
        [article("1", ("terms",), commission="7", delegates=0)],
        [article("1", ("terms",), commission="7", quorum=3)],
        [article("1", ("terms",), commission="7", prevails="ru")],
        [article("1", ("terms",), commission="7"), article("other", ("duty",))],
    ],
)
def test_a_text_that_is_no_statute_is_refused_by_its_title(articles):
    revision = agreement.Revision("statute", ("en",), {"en": "Statute"}, tuple(articles))
    with pytest.raises(NoStatute) as refusal:
        statute.read(Text(titles={"en": "Statute"}), revision)
    assert refusal.value.facts["title"] == "Statute"


def test_the_statute_in_force_is_the_newest_that_names_the_commission(bureau):
    commission, another = found(bureau), found(bureau)
    with pytest.raises(NotFound):
        statute.in_force(commission)
    with_statute(bureau, commission, delegates=2)
    with_statute(bureau, another, delegates=3)
    with_statute(bureau, commission, delegates=4)
    assert statute.in_force(commission).terms.delegates == 4
    assert statute.in_force(another).terms.delegates == 3


def test_a_statute_that_ended_is_none(bureau):
    commission = with_statute(bureau)
    Text.objects.filter(text_kind="statute").update(in_force="")
    with pytest.raises(NotFound):
        statute.in_force(commission)


def test_a_statute_of_another_commission_that_cannot_be_read_is_in_nobody_s_way(bureau):
    commission = with_statute(bureau)
    for of in ("0" * 26, commission.pk):
        terms = article("1", ("terms",), commission=of, quorum=3)
        in_force(bureau, agreement.Revision("statute", ("en",), {"en": "Odd"}, (terms,)))
        if of != commission.pk:
            assert statute.in_force(commission).terms == Terms(commission.pk)
    with pytest.raises(NoStatute):
        statute.in_force(commission)
