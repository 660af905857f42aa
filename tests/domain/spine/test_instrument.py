"""Instruments: signed on paper, recorded here with what the paper shows and how it was approved (S57, S58, S20)."""

import pytest

from tests.domain.spine.told import acts, last
from tests.records.rows import person
from verbale.domain.spine import instrument as instruments
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.imprecise import NoDate
from verbale.records.instrument import Instrument, InstrumentStep
from verbale.records.person import Role

pytestmark = pytest.mark.django_db

REPORT = {
    "title": "Report on the supply of literature", "grade": "confidential", "serials": ["No. 41", "No. 118"],
    "seals": ["Academy", "Council"], "distribution": ["Academy", "Council", "Ministry"],
    "order_to_implement": "To be carried out from 18 February", "dated": "1964-01",
    "archive_reference": "Fund 12, 3/4", "original_language": "zh", "translators": ["E. Virta"],
}  # fmt: skip


def test_everything_on_the_paper_is_kept(desk, now):
    made = instruments.record(**REPORT, by=desk, at=now)
    kept = Instrument.objects.values(*REPORT, "recorded_by", "recorded_at").get(pk=made.pk)
    assert kept == REPORT | {"recorded_by": desk.pk, "recorded_at": now}
    assert last() == {
        "act": "instrument.recorded", "by": "Liisa Koski", "thing": ("instrument", made.pk), "basis": "",
        "facts": {"serials": ["No. 41", "No. 118"]},
    }  # fmt: skip


def test_a_title_is_enough(desk, now):
    made = instruments.record(title=" Agreement ", by=desk, at=now)
    assert (made.title, made.dated, made.serials) == ("Agreement", "", [])


@pytest.mark.parametrize("title", ["", "  "])
def test_without_a_title_nobody_finds_it(desk, now, title):
    with pytest.raises(instruments.NoTitle):
        instruments.record(title=title, by=desk, at=now)


@pytest.mark.parametrize("dated", ["yesterday", "1964-13", "18.2.1964"])
def test_a_date_that_is_none_is_refused(desk, now, dated):
    with pytest.raises(NoDate):
        instruments.record(title="Agreement", dated=dated, by=desk, at=now)
    assert (Instrument.objects.count(), acts()) == (0, [])


def test_the_chain_of_approval_keeps_its_order_and_its_dates(desk, now):
    made = instruments.record(**REPORT, by=desk, at=now)
    chain = [
        ("submitted", "Academy", "1963-12"),
        ("revised", "Academy", ""),
        ("submitted", "Academy", "1964-01-10/1964-01-15"),
        ("approved", "Council", "1964-01"),
        ("forwarded", "Ministry", "1964-02-18"),
    ]
    for what, who, on in chain:
        instruments.add_step(instrument=made, what=what, who=who, on=f" {on} ", by=desk, at=now)
    kept = list(InstrumentStep.objects.filter(instrument=made).values_list("position", "what", "who", "on"))
    assert kept == [(position, *step) for position, step in enumerate(chain, 1)]
    assert acts() == ["instrument.recorded", *["instrument.step"] * 5]
    assert last()["facts"] == {"what": "forwarded", "who": "Ministry", "on": "1964-02-18"}


def test_a_step_that_is_none_is_refused(desk, now):
    made = instruments.record(title="Agreement", by=desk, at=now)
    with pytest.raises(instruments.NoSuchStep) as caught:
        instruments.add_step(instrument=made, what="sung", who="Choir", on="", by=desk, at=now)
    assert caught.value.facts == {"what": "sung", "steps": "submitted, revised, approved, forwarded"}


@pytest.mark.parametrize("role", ["approver", "librarian", "auditor"])
def test_the_desk_or_an_administrator_records(desk, now, role):
    made, somebody = instruments.record(title="Agreement", by=desk, at=now), person(role)
    with pytest.raises(NeedsRole):
        instruments.record(title="Another", by=somebody, at=now)
    with pytest.raises(NeedsRole):
        instruments.add_step(instrument=made, what="approved", who="Council", on="", by=somebody, at=now)
    assert instruments.record(title="Another", by=person(Role.ADMINISTRATOR), at=now).title == "Another"
