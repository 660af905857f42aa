"""Who pays what of a session, under each cost rule and for each host."""

import pytest

from verbale.domain.cycle.session_costs import Share, shares
from verbale.domain.cycle.statute import Terms

SIDES = ("OURS", "THEIRS")


@pytest.mark.parametrize("host", SIDES)
def test_the_host_pays_the_organisation_and_each_side_its_own_delegation(host):
    assert shares(Terms("7", costs="host"), host, SIDES) == (
        Share("organisation", "", (host,)), Share("delegation", "OURS", ("OURS",)),
        Share("delegation", "THEIRS", ("THEIRS",)),
    )  # fmt: skip


def test_each_side_pays_what_it_causes():
    assert shares(Terms("7", costs="own"), "OURS", SIDES) == (
        Share("organisation", "", SIDES), Share("delegation", "OURS", ("OURS",)),
        Share("delegation", "THEIRS", ("THEIRS",)),
    )  # fmt: skip


def test_both_sides_bear_everything_together():
    assert shares(Terms("7", costs="shared"), "OURS", SIDES) == (
        Share("organisation", "", SIDES, True), Share("delegation", "OURS", SIDES, True),
        Share("delegation", "THEIRS", SIDES, True),
    )  # fmt: skip
