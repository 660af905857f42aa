"""The statutes that name a commission, and what a change leaves as it stands."""

from dataclasses import replace

import pytest

from tests.domain.cycle.sitting import found, govern, in_force
from verbale.domain.cycle import statute, statute_change
from verbale.domain.cycle.statute import Duty, NoStatute, Span, Terms
from verbale.domain.cycle.statute_change import NotOfCommission
from verbale.domain.spine import text as texts
from verbale.engines.agreement import Article, Revision
from verbale.records.text import Text

SEAL = Article("seal", {"en": "Seal"}, {"en": "It is round."}, facts={"round": True})


def written(commission, *more, **terms):
    revision = statute.draft(
        titles={"en": "Statute"}, terms=Terms(commission, **terms), words={"en": "Terms."},
        duties=[Duty("1", {"en": "Books"}), Duty("2", {"en": "Maps"}, other=True)],
        headings={"terms": {"en": "Settings"}, "duty": {"en": "Duty"}},
    )  # fmt: skip
    return Revision("statute", ("en",), revision.title, (*revision.articles, *more))


def redrafted(revision, **other):
    terms = statute_change.terms_in(revision)
    said = {"titles": revision.title, "terms": terms, "words": {"en": "Terms."}, "duties": [
        Duty(one.identifier, one.text, other=one.facts.get("other") is True) for one in revision.with_role("duty")
    ]}  # fmt: skip
    return statute_change.redrafted(revision, **(said | other))


def test_nothing_changed_is_the_same_revision():
    revision = written("7" * 26, SEAL)
    assert redrafted(revision) == revision


def test_other_articles_keep_their_place_and_new_duties_their_heading():
    first = Article("0", {}, {"en": "Preamble."})
    revision = written("7" * 26, SEAL)
    revision = replace(revision, articles=(first, *revision.articles))
    new = redrafted(revision, duties=[Duty("2", {"en": "Charts"}), Duty("3", {"en": "Tides"})])
    assert [(one.identifier, dict(one.text), dict(one.heading)) for one in new.articles] == [
        ("0", {"en": "Preamble."}, {}), ("terms", {"en": "Terms."}, {"en": "Settings"}),
        ("2", {"en": "Charts"}, {"en": "Duty"}), ("3", {"en": "Tides"}, {"en": "Duty"}),
        ("seal", {"en": "It is round."}, {"en": "Seal"}),
    ]  # fmt: skip
    assert new.article("seal") == SEAL


def test_a_revision_without_terms_gets_them():
    bare = Revision("statute", ("en",), {"en": "Statute"}, (SEAL,))
    assert isinstance(statute_change.terms_in(bare), NoStatute)
    new = statute_change.redrafted(
        bare, titles={"en": "Statute"}, terms=Terms("7"), words={"en": "Terms."}, duties=[Duty("1", {"en": "Books"})]
    )
    assert [one.identifier for one in new.articles] == ["terms", "seal", "1"]
    assert statute_change.terms_in(new) == Terms("7")


def test_what_differs_between_terms_is_named():
    assert statute_change.changed(Terms("7"), Terms("7", agenda=Span("P1M"), costs="own")) == ["agenda", "costs"]
    assert statute_change.changed(Terms("7"), Terms("7")) == []


def test_the_statute_in_force_stands_before_one_that_is_proposed(bureau):
    commission, other = found(bureau), found(bureau)
    assert (statute_change.texts_of(commission), statute_change.standing_text(commission)) == ([], None)
    by = {"by": bureau.who("desk"), "at": bureau.at()}
    proposed = texts.open_text(partner=bureau.partner, revision=written(commission.pk), **by)
    assert statute_change.standing_text(commission) == proposed
    governing = govern(bureau, commission)
    govern(bureau, other)
    assert statute_change.standing_text(commission) == governing
    assert {one.pk for one in statute_change.texts_of(commission)} == {proposed.pk, governing.pk}


def test_the_commission_that_a_statute_names_must_be_in_force_with_that_partner(bureau):
    commission = found(bureau)
    assert statute_change.commission_of(written(commission.pk), bureau.partner) == commission
    for named, partner in ((commission.pk, bureau.third), ("7" * 26, bureau.partner)):
        with pytest.raises(NotOfCommission):
            statute_change.commission_of(written(named), partner)
    Text.objects.filter(pk=commission.pk).update(in_force="")
    with pytest.raises(NotOfCommission):
        statute_change.check_founded(Text.objects.get(pk=commission.pk))


def test_statutes_of_many_commissions_are_read_at_the_cost_of_one(bureau, django_assert_num_queries):
    commissions = [found(bureau) for _ in range(4)]
    for one in commissions[:3]:
        govern(bureau, one)
    broken = Article("t", {}, {"en": "Terms."}, roles=("terms",), facts={"commission": commissions[3].pk, "costs": "x"})
    in_force(bureau, Revision("statute", ("en",), {"en": "Broken"}, (broken,)))
    with django_assert_num_queries(1):
        read = statute.in_force_of(commissions)
    assert [type(read[one.pk]) for one in commissions] == [statute.Statute] * 3 + [NoStatute]
    with pytest.raises(NoStatute):
        statute.in_force(commissions[3])
