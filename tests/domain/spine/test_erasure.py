"""The act of erasing: a ground, two people, and nothing in the way."""

from datetime import date, timedelta

import pytest

from tests.domain.spine.told import acts
from tests.records.rows import make, person
from verbale.domain.spine import erasure, journal, retention
from verbale.domain.spine.authority import NotHolder
from verbale.domain.spine.erasure_scope import KINDS, REPLACED, mentions, scrubbed
from verbale.domain.spine.person import NeedsRole, NeedsSecondFactor
from verbale.kernel.errors import NotFound
from verbale.records import models as records
from verbale.records.erasure import Erasure
from verbale.records.journal import JournalPayload
from verbale.records.person import Role


@pytest.fixture
def talk(db):
    return make(records.Correspondence, subject="About Meier", text="Meier said so")


def propose(by, at, *things, **changed):
    facts = {"order": "Order 12", "reason": "A person asked"} | changed
    return erasure.propose(things=[(one.kind, one.pk) for one in things], by=by, at=at, **facts)


def test_two_people_erase(admin, second_admin, talk, now):
    made = propose(admin, now, talk)
    with pytest.raises(erasure.SecondPersonNeeded):
        erasure.confirm(erasure=made, by=admin, at=now)
    erasure.confirm(erasure=made, by=second_admin, at=now)
    talk.refresh_from_db()
    assert (talk.subject, talk.text, talk.said_to) == (REPLACED, REPLACED, "")
    assert acts() == ["erasure.proposed", "erasure.confirmed", "erased"]
    with pytest.raises(erasure.NotProposed, match="done"):
        erasure.confirm(erasure=made, by=second_admin, at=now)
    with pytest.raises(erasure.NotProposed):
        erasure.withdraw(erasure=made, by=admin, at=now)
    with pytest.raises(erasure.Hindered, match="erased before"):
        propose(admin, now, talk)


def test_only_administrators_propose_confirm_and_withdraw(admin, desk, approver, talk, now):
    made = propose(admin, now, talk)
    for who in (desk, approver, person(Role.AUDITOR, handle="a"), person(Role.LIBRARIAN, handle="l")):
        with pytest.raises(NeedsRole):
            propose(who, now, talk)
        with pytest.raises(NeedsRole):
            erasure.confirm(erasure=made, by=who, at=now)
        with pytest.raises(NeedsRole):
            erasure.withdraw(erasure=made, by=who, at=now)


GROUNDS = {
    "no order": {"order": " "},
    "no reason": {"reason": " "},
}


@pytest.mark.parametrize("changed", GROUNDS.values(), ids=GROUNDS.keys())
def test_nothing_is_erased_without_a_ground(admin, talk, now, changed):
    with pytest.raises(erasure.NoGround):
        propose(admin, now, talk, **changed)


def test_things_are_named_once_and_exist(admin, talk, now):
    for things in ([], [talk, talk]):
        with pytest.raises(erasure.NothingToErase):
            propose(admin, now, *things)
    for kind in KINDS:
        with pytest.raises(NotFound):
            erasure.propose(things=[(kind, "none")], order="o", reason="r", by=admin, at=now)
    for kind in ("person", "journalhead", "textact", "", "Document"):
        with pytest.raises(NotFound):
            erasure.propose(things=[(kind, "1")], order="o", reason="r", by=admin, at=now)
    assert Erasure.objects.count() == 0


def make_rule(admin, now, **changed):
    facts = {
        "code": "talks", "titles": {"en": "Talks"}, "sorts": ["correspondence"], "event": "added", "days": 1,
        "basis": "Archive act", "in_force_from": date(2026, 1, 1),
    }  # fmt: skip
    return retention.make(**(facts | changed), by=admin, at=now)


def test_what_is_not_due_a_rule_does_not_erase(admin, second_admin, talk, now):
    rule = make_rule(admin, now)
    with pytest.raises(erasure.NotDue):
        propose(admin, now, talk, rule=rule, order="")
    with pytest.raises(erasure.NoGround):
        propose(admin, now, talk, rule=rule)
    later = now + timedelta(days=2)
    made = propose(admin, later, talk, rule=rule, order="")
    assert made.things.get().why.startswith("talks: 1 days after")
    retention.end(rule=rule, on=now.date(), by=admin, at=now)
    with pytest.raises(erasure.NotDue):
        erasure.confirm(erasure=made, by=second_admin, at=later)
    talk.refresh_from_db()
    assert talk.text == "Meier said so"


def test_a_rule_may_ask_for_the_word_of_an_authority(admin, second_admin, approver, talk, now):
    archive = make(records.Authority, code="archive")
    rule = make_rule(admin, now, authority=archive, days=0)
    made = propose(admin, now, talk, rule=rule, order="")
    assert not Erasure.objects.visible_to(approver).exists()
    for who, fault in ((second_admin, NeedsRole), (approver, NotHolder)):
        with pytest.raises(fault):
            erasure.confirm(erasure=made, by=who, at=now, second_factor=True)
    make(
        records.AuthorityHeld, person=approver, authority=archive, since=date(2026, 1, 1), confirmed_by=admin,
        confirmed_at=now,
    )  # fmt: skip
    assert list(Erasure.objects.visible_to(approver)) == [made]
    with pytest.raises(NeedsSecondFactor):
        erasure.confirm(erasure=made, by=approver, at=now)
    erasure.confirm(erasure=made, by=approver, at=now, second_factor=True)
    talk.refresh_from_db()
    assert talk.text == REPLACED


def test_a_journal_payload_goes_and_the_chain_holds(admin, second_admin, talk, now):
    from django.db import transaction

    with transaction.atomic():
        entry = journal.record(act="talked", thing=talk, by=admin, at=now, facts={"why": "Meier was ill"})
    made = erasure.propose(things=[("journalentry", str(entry.number))], order="Order 12", reason="r", by=admin, at=now)
    erasure.confirm(erasure=made, by=second_admin, at=now)
    assert not JournalPayload.objects.filter(entry=entry).exists()
    assert journal.verify().count == 5
    with pytest.raises(erasure.Hindered, match="erased before"):
        erasure.propose(things=[("journalentry", "1")], order="o", reason="r", by=admin, at=now)
    told = JournalPayload.objects.get(act="journal.erased").entry_id
    with pytest.raises(erasure.Hindered, match="It stays"):
        erasure.propose(things=[("journalentry", str(told))], order="o", reason="r", by=admin, at=now)


def test_journal_payloads_that_quote_it_go_with_it(admin, second_admin, talk, now):
    from django.db import transaction

    with transaction.atomic():
        journal.record(act="logged", thing=talk, by=admin, at=now, facts={"subject": "Re: About Meier"})
        journal.record(act="logged", thing=talk, by=admin, at=now, facts={"subject": "Something else"})
    erasure.confirm(erasure=propose(admin, now, talk), by=second_admin, at=now)
    left = JournalPayload.objects.filter(act="logged")
    assert [one.facts for one in left] == [{"subject": "Something else"}]
    assert journal.verify().count == len(acts()) + 1


def test_an_edition_that_another_follows_stays(admin, now):
    edition = make(records.Edition)
    make(records.Edition, follows=edition, following="corrections")
    with pytest.raises(erasure.Hindered, match="Another edition follows it"):
        propose(admin, now, edition)


def test_an_edition_that_a_partner_s_catalogue_quotes_stays(admin, now):
    edition = make(records.Edition)
    make(records.Offer).editions.add(edition)
    with pytest.raises(erasure.Hindered, match="published from it"):
        propose(admin, now, edition)


def test_a_file_that_hangs_on_something_is_erased_there(admin, now, home):
    document = make(records.Document)
    with pytest.raises(erasure.Hindered, match="hangs on 1 documents"):
        erasure.propose(things=[("storedfile", document.file_id)], order="o", reason="r", by=admin, at=now)


SCRUBBED = [
    ("Meier", "[erased]"),
    ("Mr Meier said", "[erased]"),
    ({"a": ["Meier", 1, None, True]}, {"a": ["[erased]", 1, None, True]}),
    ("an A", "an A"),
    ("A", "[erased]"),
    ({"Meier": "x"}, {"Meier": "x"}),
    ("Maier", "Maier"),
]


@pytest.mark.parametrize(("value", "left"), SCRUBBED)
def test_texts_are_scrubbed_out_of_json(value, left):
    assert scrubbed(value, ("Meier", "A")) == left
    assert mentions(value, ("Meier", "A")) is (value != left)
    assert scrubbed(value, ()) == value
