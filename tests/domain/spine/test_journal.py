"""The journal: written with the act, without gaps, and whatever is altered in it is found."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.spine.told import acts, last
from tests.patience import PATIENCE
from verbale.domain.spine import journal
from verbale.engines.chain import BrokenChain
from verbale.kernel.canonical import NotCanonical
from verbale.kernel.clock import NoZone
from verbale.kernel.errors import NotFound
from verbale.records import triggers
from verbale.records.journal import JournalEntry, JournalErasure, JournalHead, JournalPayload

pytestmark = pytest.mark.django_db

ORDER = ("order", "0123456789")


def write(number, now, **facts):
    for position in range(number):
        journal.record(act=f"act {position + 1}", thing=ORDER, by=None, at=now, **facts)


def test_an_act_is_told_whole(thing, desk, now, random):
    entry = journal.record(
        act="order.received", thing=thing, by=desk, at=now, basis="Article 4", facts={"lines": 3}, random=random
    )
    assert last() == {
        "act": "order.received", "by": "Liisa Koski", "thing": ("order", thing.pk), "basis": "Article 4",
        "facts": {"lines": 3},
    }  # fmt: skip
    assert (entry.number, entry.payload.by, entry.payload.at) == (1, desk.pk, now)
    assert journal.head() == (1, entry.hash)


def test_what_the_node_did_has_no_person(now):
    write(1, now)
    assert last() == {"act": "act 1", "by": "", "thing": ORDER, "basis": "", "facts": {}}


def test_each_entry_names_the_one_before(now):
    write(3, now)
    entries = list(JournalEntry.objects.all())
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == ["0" * 64, entries[0].hash, entries[1].hash]
    assert [journal.hash_at(number) for number in range(5)] == ["0" * 64, *(entry.hash for entry in entries), None]


def test_the_same_act_twice_has_two_digests(now):
    """The salt keeps an erased payload from being guessed."""
    write(1, now)
    write(1, now)
    assert JournalEntry.objects.values("digest").distinct().count() == 2


def test_an_act_that_fails_is_not_told(now):
    with transaction.atomic():
        write(2, now)
        transaction.set_rollback(True)
    write(1, now)
    assert acts() == ["act 1"]
    assert journal.verify().count == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(now):
    with pytest.raises(journal.OutsideTransaction) as caught:
        write(1, now)
    assert caught.value.facts == {"act": "act 1"}
    assert journal.head() == (0, "0" * 64)


@pytest.mark.parametrize("facts", [{"n": float("nan")}, {"n": 2**53}, {"n": b"bytes"}])
def test_facts_without_a_canonical_form_are_refused(now, facts):
    with pytest.raises((NotCanonical, TypeError)), transaction.atomic():
        write(1, now, facts=facts)
    assert journal.head() == (0, "0" * 64)


def test_a_moment_without_a_zone_is_refused(now):
    with pytest.raises(NoZone):
        write(1, now.replace(tzinfo=None))


SAFE_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15) | SAFE_TEXT
FACTS = st.recursive(SCALARS, lambda of: st.lists(of, max_size=3) | st.dictionaries(SAFE_TEXT, of, max_size=3))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone(timedelta(hours=8))))  # noqa: DTZ001


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(facts=st.dictionaries(SAFE_TEXT, FACTS, max_size=3), at=MOMENTS, basis=SAFE_TEXT)
def test_whatever_was_written_verifies(db, facts, at, basis):
    """The digest was made before the database turned the payload into its own types and back."""
    entry = journal.record(act="act", thing=ORDER, by=None, at=at, basis=basis, facts=facts)
    found = journal.verify()
    assert (found.count, found.head, found.first_fault) == (entry.number, entry.hash, None)


def test_an_empty_journal_verifies():
    assert journal.verify().count == 0


def alter(statement):
    """Does what somebody can who owns the database and takes the triggers away."""
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    triggers.create(connection)


def sha(digit):
    return digit * 64


ENTRY, PAYLOAD = triggers.ENTRY, triggers.PAYLOAD
ALTERED = [
    # what was done to the third of five entries, the first broken entry, why
    (f"UPDATE {PAYLOAD} SET act = 'act 4' WHERE entry_id = 3", 3, "its payload is not the one that was entered"),
    (f"UPDATE {PAYLOAD} SET by_name = 'Nobody' WHERE entry_id = 3", 3, "its payload is not the one that was entered"),
    (f"UPDATE {PAYLOAD} SET \"by\" = 'nobody' WHERE entry_id = 3", 3, "its payload is not the one that was entered"),
    (f"UPDATE {PAYLOAD} SET basis = 'x' WHERE entry_id = 3", 3, "its payload is not the one that was entered"),
    (f"UPDATE {PAYLOAD} SET facts = '[]' WHERE entry_id = 3", 3, "its payload is not the one that was entered"),
    (f"UPDATE {PAYLOAD} SET thing_id = '1' WHERE entry_id = 3", 3, "its payload is not the one that was entered"),
    (f"UPDATE {PAYLOAD} SET at = '1987-10-16 00:00:00' WHERE entry_id = 3", 3,
     "its payload is not the one that was entered"),
    (f"UPDATE {PAYLOAD} SET facts = '{{\"n\": 1e400}}' WHERE entry_id = 3", 3,
     "its payload is not the one that was entered"),
    (f"DELETE FROM {PAYLOAD} WHERE entry_id = 3", 3, "its payload is missing, and nobody erased it"),
    (f"UPDATE {ENTRY} SET hash = '{sha('a')}' WHERE number = 3", 3,
     "its hash is not made from its number, previous hash and digest"),
    (f"UPDATE {ENTRY} SET digest = '{sha('a')}' WHERE number = 3", 3,
     "its hash is not made from its number, previous hash and digest"),
    (f"UPDATE {ENTRY} SET previous = '{sha('a')}' WHERE number = 3", 3,
     "it does not name the hash of the entry before it"),
    (f"INSERT INTO {triggers.ERASURE} (erased_id, told_by_id, reason) VALUES (3, 5, 'none')", 3,
     "its payload was erased, and is still there"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "number", "why"), ALTERED)
def test_an_alteration_is_found(now, statement, number, why):
    write(5, now)
    alter(statement)
    with pytest.raises(BrokenChain) as caught:
        journal.verify()
    assert caught.value.facts == {"number": number, "why": why, "good": number - 1}


@pytest.mark.parametrize("page", [1, 2, 3, 2000])
@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize("at", ["", "long ago", "2026-13-40 25:00:00"])
def test_a_payload_that_cannot_even_be_read_is_found(now, at, number, page, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL holds no date that is none")
    monkeypatch.setattr(journal, "PAGE", page)
    write(5, now)
    alter(f"UPDATE {PAYLOAD} SET at = '{at}' WHERE entry_id = {number}")
    with pytest.raises(BrokenChain) as caught:
        journal.verify()
    why = "its payload is not the one that was entered"
    assert caught.value.facts == {"number": number, "why": why, "good": number - 1}


def test_an_entry_taken_out_is_found(now):
    write(5, now)
    alter(f"DELETE FROM {PAYLOAD} WHERE entry_id = 3")
    alter(f"DELETE FROM {ENTRY} WHERE number = 3")
    with pytest.raises(BrokenChain) as caught:
        journal.verify()
    assert caught.value.facts == {"number": 3, "why": "it does not have the next number", "good": 2}


def test_the_end_cut_off_is_found(now):
    write(5, now)
    alter(f"DELETE FROM {PAYLOAD} WHERE entry_id > 3")
    alter(f"DELETE FROM {ENTRY} WHERE number > 3")
    with pytest.raises(journal.CutOff) as caught:
        journal.verify()
    assert caught.value.facts == {"last": 3, "number": 5}


@pytest.mark.parametrize("facts", [{"number": 4}, {"number": 6}, {"hash": "a" * 64}])
def test_an_altered_head_is_found(now, facts):
    write(5, now)
    JournalHead.objects.update(**facts)
    with pytest.raises(journal.CutOff):
        journal.verify()


def test_a_head_taken_away_is_found(now):
    write(2, now)
    JournalHead.objects.all().delete()
    with pytest.raises(journal.CutOff):
        journal.verify()


def test_an_erased_payload_leaves_its_place(now, admin):
    write(3, now)
    journal.erase(number=2, reason="a person asked for it", by=admin, at=now)
    assert acts() == ["act 1", "act 3", "journal.erased"]
    assert last() == {
        "act": "journal.erased", "by": "Aino Laine", "thing": ("journalentry", "2"), "basis": "",
        "facts": {"reason": "a person asked for it"},
    }  # fmt: skip
    found = journal.verify()
    assert (found.count, found.erased) == (4, (2,))


def test_only_an_administrator_erases(now, desk):
    write(1, now)
    with pytest.raises(journal.NotEraser) as caught:
        journal.erase(number=1, reason="r", by=desk, at=now)
    assert caught.value.facts == {"person": "Liisa Koski"}
    assert acts() == ["act 1"]


def test_nothing_is_erased_twice(now, admin):
    write(1, now)
    journal.erase(number=1, reason="r", by=admin, at=now)
    with pytest.raises(journal.AlreadyErased) as caught:
        journal.erase(number=1, reason="r", by=admin, at=now)
    assert caught.value.facts == {"number": 1}
    assert journal.verify().count == 2


def test_what_tells_of_an_erasure_is_not_erased(now, admin):
    write(1, now)
    journal.erase(number=1, reason="r", by=admin, at=now)
    with pytest.raises(journal.TellsOfErasure) as caught:
        journal.erase(number=2, reason="r", by=admin, at=now)
    assert caught.value.facts == {"number": 2}


def test_an_entry_that_is_not_there_is_not_erased(now, admin):
    with pytest.raises(NotFound):
        journal.erase(number=1, reason="r", by=admin, at=now)


def test_an_erasure_that_no_entry_tells_of_is_found(now):
    """Whoever has the database can satisfy the trigger, but not the chain."""
    write(3, now)
    JournalErasure.objects.create(erased_id=1, told_by_id=3, reason="none")
    JournalPayload.objects.filter(entry=1).delete()
    with pytest.raises(journal.UntoldErasure) as caught:
        journal.verify()
    assert caught.value.facts == {"number": 1}


def test_an_erasure_is_not_told_by_that_of_another(now, admin):
    write(2, now)
    journal.erase(number=2, reason="r", by=admin, at=now)
    JournalErasure.objects.create(erased_id=1, told_by_id=3, reason="none")
    JournalPayload.objects.filter(entry=1).delete()
    with pytest.raises(journal.UntoldErasure) as caught:
        journal.verify()
    assert caught.value.facts == {"number": 1}


@pytest.mark.parametrize("page", [1, 2, 3, 4])
def test_it_is_read_page_by_page(now, page, monkeypatch):
    monkeypatch.setattr(journal, "PAGE", page)
    write(3, now)
    assert journal.verify().count == 3
    alter(f"UPDATE {PAYLOAD} SET act = 'act 4' WHERE entry_id = 3")
    with pytest.raises(BrokenChain) as caught:
        journal.verify()
    assert caught.value.facts["number"] == 3


def test_an_entry_before_the_first_is_found(now):
    write(1, now)
    JournalEntry.objects.create(number=0, previous=sha("a"), digest=sha("b"), hash=sha("c"))
    with pytest.raises(BrokenChain) as caught:
        journal.verify()
    assert caught.value.facts == {"number": 1, "why": "it does not have the next number", "good": 0}


@pytest.mark.django_db(transaction=True)
def test_it_verifies_while_others_write():
    ended, failed = threading.Event(), []

    def work():
        try:
            for turn in range(20):
                with transaction.atomic():
                    journal.record(act=f"act {turn}", thing=ORDER, by=None, at=datetime.now(UTC))
        except Exception as fault:
            failed.append(fault)
        finally:
            ended.set()
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    counts = [journal.verify().count]
    while not ended.is_set():
        counts.append(journal.verify().count)
    thread.join(PATIENCE)
    assert (failed, counts, journal.verify().count) == ([], sorted(counts), 20)


@pytest.mark.django_db(transaction=True)
def test_who_writes_at_once_leaves_no_gap():
    """Four threads write five acts each, and every other one is given up; on one node each has its own connection."""
    begin = threading.Barrier(4)
    failed = []

    def work(who):
        try:
            begin.wait(PATIENCE)
            for turn in range(5):
                with transaction.atomic():
                    journal.record(act=f"{who}.{turn}", thing=ORDER, by=None, at=datetime.now(UTC))
                    if turn % 2:
                        transaction.set_rollback(True)
        except Exception as fault:
            failed.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert failed == []
    assert list(JournalEntry.objects.values_list("number", flat=True)) == list(range(1, 13))
    assert sorted(acts()) == sorted(f"{who}.{turn}" for who in range(4) for turn in (0, 2, 4))
    assert journal.verify().count == 12


def test_the_number_of_an_entry_cannot_be_taken_twice(now):
    write(1, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        JournalEntry.objects.create(number=1, previous=sha("a"), digest=sha("b"), hash=sha("c"))
