"""Bodies: institutes and enterprises, cities and provinces with capacities of their own, each of one side."""

import pytest

from tests.domain.cycle.commitments import acts, open_desk
from verbale.domain.cycle import acting_body
from verbale.domain.cycle.acting_body import BadBody, describe, known_or_named, name_body
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.records.programme import ActingBody


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


def named(desk, name="Shanghai", what="city", **facts):
    return name_body(**({"side": desk.partner, "name": name, "what": what} | facts), **desk.doing())


def test_a_city_acts_with_capacities_of_its_own_and_directs_its_commission(desk):
    city = named(desk, capacities=" Electronics, \r\n ships ")
    commission = named(desk, "Commission for Science", "city commission", under=city)
    assert (city.what, city.capacities, commission.under) == ("city", "Electronics, \n ships", city)
    assert acts(city) == ["body.named"]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": " "}, BadWords),
        ({"name": "x" * 301}, BadWords),
        ({"what": "village"}, BadBody),
        ({"capacities": "x" * 4001}, BadWords),
    ],
)
def test_what_is_no_body_is_refused(desk, facts, refusal):
    with pytest.raises(refusal):
        named(desk, **facts)
    assert not ActingBody.objects.exists()


def test_a_name_stands_once_a_side(desk):
    named(desk)
    with pytest.raises(acting_body.BodyKnown):
        named(desk, " Shanghai ")
    assert named(desk, side=desk.us).side == desk.us


def test_nobody_directs_the_other_side_or_itself(desk):
    city, ours = named(desk), named(desk, side=desk.us)
    with pytest.raises(BadBody):
        named(desk, "Institute", "institute", under=ours)
    below = named(desk, "Institute", "institute", under=city)
    with pytest.raises(BadBody):
        describe(body=city, what="city", under=below, capacities="", **desk.doing())
    with pytest.raises(BadBody):
        describe(body=city, what="city", under=city, capacities="", **desk.doing())
    changed = describe(body=below, what="enterprise", under=None, capacities="Lasers", **desk.doing())
    assert (changed.what, changed.under, changed.capacities, acts(below)) == (
        "enterprise", None, "Lasers", ["body.named", "body.described"],
    )  # fmt: skip


def test_one_that_is_not_known_is_named(desk):
    city = named(desk)
    assert known_or_named(side=desk.partner, name="Shanghai", **desk.doing()) == city
    assert known_or_named(side=desk.partner, name="New", **desk.doing()).what == "institute"


def test_only_the_desk_names(desk):
    with pytest.raises(NeedsRole):
        name_body(side=desk.us, name="A", what="city", by=desk.librarian, at=desk.at())
    with pytest.raises(NeedsRole):
        describe(body=named(desk), what="city", under=None, capacities="", by=desk.librarian, at=desk.at())
