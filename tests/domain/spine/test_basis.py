"""The basis of what is supplied: an article of a text in force (S66)."""

from datetime import date

import pytest

from tests.domain.spine.other_side import OtherSide, revision
from verbale.domain.spine import basis, text
from verbale.domain.spine.text_record import acts_of
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.records.text import Text, TextAct

FIRST = revision(_2="For five years.")


@pytest.fixture
def theirs(us, partner, clock):
    return OtherSide(partner, lambda: clock.forward(minutes=1))


@pytest.fixture
def one(theirs):
    found = theirs.opens(FIRST)
    Text.objects.update(in_force=FIRST.hash)
    found.refresh_from_db()
    return found


def test_an_article_with_the_role_is_cited(one, partner):
    assert basis.articles(one) == ["1"]
    assert basis.cite(text=one, article="1", partner=partner) == f"Exchange, article 1 ({FIRST.hash[:12]})"


def test_a_text_is_a_basis_to_its_last_day(theirs, desk):
    one = text.open_text(partner=theirs.partner, revision=FIRST, by=desk, at=theirs.now())
    head = agreement.Signatory("A", "texts", "Ours")
    for kind, facts in ((Kind.APPROVE, {"revision": FIRST.hash}), (Kind.GIVE_NOTICE, {"last_day": date(2026, 11, 22)})):
        act = agreement.draft(kind, acts_of(one), "OURS", by=head, at=theirs.now(), **facts)
        TextAct.objects.create(
            text=one, side="OURS", number=act.number, act=kind.value, hash=act.hash, body=act.as_json(), done_at=act.at
        )
        if kind is Kind.APPROVE:
            theirs.does(Kind.APPROVE, one, FIRST)
    basis.check_stands(text=one, article="1", on=date(2026, 11, 22))
    with pytest.raises(basis.NoBasisArticle):
        basis.check_stands(text=one, article="1", on=date(2026, 11, 23))


@pytest.mark.parametrize("article", ["2", "9", ""])
def test_another_article_is_no_basis(one, partner, article):
    with pytest.raises(basis.NoBasisArticle):
        basis.cite(text=one, article=article, partner=partner)


def test_a_text_that_is_only_proposed_is_no_basis(theirs, partner):
    proposed = theirs.opens(FIRST)
    theirs.does(Kind.APPROVE, proposed, FIRST)
    assert basis.articles(proposed) == []
    with pytest.raises(basis.NoBasisArticle):
        basis.cite(text=proposed, article="1", partner=partner)


def test_the_text_must_be_one_with_that_partner(one, third):
    with pytest.raises(basis.OtherAgreement):
        basis.cite(text=one, article="1", partner=third)
