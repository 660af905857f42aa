"""The office: described by an administrator, in what there is."""

from zoneinfo import ZoneInfo

import pytest

from tests.domain.spine.told import acts, last
from verbale.domain.spine import office as offices
from verbale.domain.spine.person import NeedsRole
from verbale.records.office import Office

pytestmark = pytest.mark.django_db


def test_before_the_first_run_there_is_a_plain_one():
    office = offices.office()
    assert (office.languages, office.time_zone, office.answer_days, office.pk) == (["en"], "UTC", 30, 1)
    assert (Office.objects.count(), offices.zone()) == (0, ZoneInfo("UTC"))


def test_it_is_described(admin, now):
    facts = {
        "names": {"en": "Institute", "zh": "研究所"}, "address": "Helsinki", "time_zone": "Europe/Helsinki",
        "languages": ["en", "zh"], "mail_from": "desk@fi.example", "mail_host": "mail", "mail_port": 587,
        "answer_days": 14, "batch_from": 3,
    }  # fmt: skip
    offices.describe(by=admin, at=now, **facts)
    assert Office.objects.values(*facts).get() == facts
    assert sorted(facts) == sorted(offices.SETTINGS)
    assert (offices.zone(), offices.office().name("zh")) == (ZoneInfo("Europe/Helsinki"), "研究所")
    assert last()["facts"] == {"set": sorted(facts)}


def test_what_is_not_named_stays(admin, now):
    offices.describe(by=admin, at=now, address="Helsinki", answer_days=14)
    offices.describe(by=admin, at=now, address="Espoo")
    assert Office.objects.values("address", "answer_days").get() == {"address": "Espoo", "answer_days": 14}


def test_it_is_completed_once(clock):
    begun = clock.now()
    offices.describe(by=None, at=begun)
    assert offices.office().completed_at is None
    offices.describe(by=None, at=begun, complete=True)
    offices.describe(by=None, at=clock.forward(days=1), complete=True)
    assert offices.office().completed_at == begun


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"time_zone": "Helsinki"}, offices.NoSuchTimeZone),
        ({"time_zone": ""}, offices.NoSuchTimeZone),
        ({"time_zone": "../UTC"}, offices.NoSuchTimeZone),
        ({"languages": ["en", "la"]}, offices.NoSuchLanguage),
        ({"colour": "blue"}, offices.NoSuchSetting),
        ({"id": 2}, offices.NoSuchSetting),
        ({"completed_at": None}, offices.NoSuchSetting),
        ({"answer_days": 0}, offices.OutOfBounds),
        ({"answer_days": 366}, offices.OutOfBounds),
        ({"batch_from": 1}, offices.OutOfBounds),
        ({"mail_port": 70_000}, offices.OutOfBounds),
        ({"mail_port": -1}, offices.OutOfBounds),
    ],
)
def test_what_makes_no_sense_is_refused(admin, now, facts, error):
    with pytest.raises(error):
        offices.describe(by=admin, at=now, **facts)
    assert (Office.objects.count(), acts()) == (0, [])


def test_only_an_administrator_describes_it(desk, now):
    with pytest.raises(NeedsRole):
        offices.describe(by=desk, at=now, address="Espoo")
