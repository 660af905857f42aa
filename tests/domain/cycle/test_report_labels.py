"""The office's own labels of conclusions."""

import pytest

from tests.domain.cycle.bureau import acts
from verbale.domain.cycle import report_labels
from verbale.domain.spine.person import NeedsRole
from verbale.engines.report import BUILT_IN, BadLabels, Kind, NoLabel


def test_they_count_beside_the_built_in_ones_and_are_replaced_whole(bureau):
    by = {"by": bureau.who("desk"), "at": bureau.at()}
    assert (report_labels.own(), report_labels.labels().words) == ({}, BUILT_IN.words)
    report_labels.keep(own={"in_charge": ["Obmann", " "], "date": {"de": ["Stichtag"]}}, **by)
    assert report_labels.own() == {"in charge": ["Obmann"], "date": ["Stichtag"]}
    assert report_labels.labels().words[Kind.IN_CHARGE] == (*BUILT_IN.words[Kind.IN_CHARGE], "Obmann")
    report_labels.keep(own={}, **by)
    assert report_labels.own() == {}
    assert [act for act in acts() if act == "office.labels"] == ["office.labels"] * 2


@pytest.mark.parametrize(("own", "error"), [([], BadLabels), ({"who": ["x"]}, BadLabels), ({"date": ["a:b"]}, NoLabel)])
def test_what_is_no_label_is_refused_and_nothing_is_kept(bureau, own, error):
    with pytest.raises(error):
        report_labels.keep(own=own, by=bureau.who("desk"), at=bureau.at())
    assert report_labels.own() == {}


def test_who_may(bureau):
    with pytest.raises(NeedsRole):
        report_labels.keep(own={}, by=bureau.who("auditor"), at=bureau.at())
