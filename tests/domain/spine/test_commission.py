"""A joint commission: founding one is a proposal that the other side answers, with its own delegates (S1)."""

import pytest

from tests.domain.spine.other_side import OtherSide, revision
from verbale.domain.spine import commission, text
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.records.text import Text

TITLES = {"en": "Hydrology commission", "zh": "水文委员会"}
HEADINGS = {"1": {"en": "Founding", "zh": "成立"}, "2": {"en": "Delegates", "zh": "代表"}}


def draft(**delegates):
    given = {side.replace("_", "-"): names for side, names in delegates.items()}
    founding = dict.fromkeys(TITLES, "Founded.")
    return commission.draft(titles=TITLES, founding=founding, delegates=given, headings=HEADINGS)


@pytest.fixture
def theirs(us, partner, clock):
    return OtherSide(partner, lambda: clock.forward(minutes=1))


@pytest.mark.parametrize("names", [["Li Wei"], ("Anna Weber",)])
def test_a_commission_has_several_delegates_a_side(names):
    with pytest.raises(commission.TooFewDelegates) as refusal:
        draft(OURS=names, FI_NHI=[])
    assert refusal.value.facts == {"side": "OURS", "count": 1}


def test_it_exists_once_both_founded_it_and_each_named_its_delegates(theirs, desk, partner):
    one = text.open_text(partner=partner, revision=draft(OURS=["A", "B"], FI_NHI=[]), by=desk, at=theirs.now())
    assert commission.in_force(partner) == []
    both = draft(OURS=["A", "B"], FI_NHI=["C", "D", "E F"])
    theirs.does(Kind.PROPOSE, one, both)
    Text.objects.update(in_force=both.hash)
    (found,) = commission.in_force(partner)
    assert (found.titles, found.delegates) == (TITLES, {"OURS": ("A", "B"), "FI-NHI": ("C", "D", "E F")})


def test_a_commission_without_the_article_of_delegates_has_none(theirs, partner):
    bare = agreement.Revision("commission", ("en",), {"en": "Bare"}, (agreement.Article("1", {}, {"en": "Founded."}),))
    theirs.opens(bare)
    Text.objects.update(in_force=bare.hash)
    assert [one.delegates for one in commission.in_force(partner)] == [{}]


def test_the_side_that_answers_names_its_own():
    ours = draft(OURS=["A", "B"], FI_NHI=[])
    answered = commission.with_delegates(ours, "FI-NHI", ["C", "D"])
    assert answered == draft(OURS=["A", "B"], FI_NHI=["C", "D"])
    assert commission.delegates_in(answered) == {"OURS": ("A", "B"), "FI-NHI": ("C", "D")}
    with pytest.raises(commission.TooFewDelegates):
        commission.with_delegates(ours, "FI-NHI", ["C"])


def test_a_commission_without_the_article_gets_one():
    bare = agreement.Revision("commission", ("en",), {"en": "Bare"}, (agreement.Article("1", {}, {"en": "Founded."}),))
    named = commission.with_delegates(bare, "OURS", ["A", "B"])
    assert [one.identifier for one in named.articles] == ["1", "2"]
    assert commission.delegates_in(named) == {"OURS": ("A", "B")}


def test_another_text_names_no_delegates():
    with pytest.raises(commission.NotACommission):
        commission.with_delegates(revision(), "OURS", ["A", "B"])
