"""Nobody rewrites the journal: the database itself refuses, whoever asks and however."""

import pytest
from django.db import DatabaseError, connection, transaction

from verbale.domain.spine import journal
from verbale.records import triggers
from verbale.records.journal import JournalEntry, JournalErasure, JournalPayload

pytestmark = pytest.mark.django_db

HASH = "ab" * 32


@pytest.fixture
def written(clock):
    """Two entries, of which the first was erased, so that every table of the journal has a row."""
    first, second = (journal.record(act=act, thing=("order", "1"), by=None, at=clock.now()) for act in ("a", "b"))
    JournalErasure.objects.create(erased=first, told_by=second, reason="asked for")
    return first, second


def refused(act):
    with pytest.raises(DatabaseError, match="the journal cannot be altered"), transaction.atomic():
        act()


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "act",
    [
        lambda: JournalEntry.objects.filter(number=2).update(hash=HASH),
        lambda: JournalEntry.objects.filter(number=2).update(number=3),
        lambda: JournalEntry.objects.get(number=2).save(force_update=True),
        lambda: JournalEntry.objects.filter(number=2)._raw_delete("default"),
        lambda: JournalPayload.objects.filter(entry=2).update(act="c"),
        lambda: JournalPayload.objects.filter(entry=1).update(act="c"),
        lambda: JournalPayload.objects.filter(entry=2).delete(),
        lambda: JournalPayload.objects.all().delete(),
        lambda: JournalErasure.objects.update(reason="another"),
        lambda: JournalErasure.objects.all().delete(),
    ],
)
def test_the_orm_cannot_alter_it(written, act):
    refused(act)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE records_journalentry SET hash = '{HASH}' WHERE number = 2",
        "DELETE FROM records_journalentry WHERE number = 2",
        "UPDATE records_journalpayload SET act = 'c'",
        "DELETE FROM records_journalpayload WHERE entry_id = 2",
        "UPDATE records_journalerasure SET reason = 'another'",
        "DELETE FROM records_journalerasure",
    ],
)
def test_raw_sql_cannot_alter_it(written, statement):
    refused(lambda: sql(statement))


@pytest.mark.parametrize("table", [triggers.ENTRY, triggers.PAYLOAD, triggers.ERASURE])
def test_a_row_cannot_take_the_place_of_another(written, table):
    if connection.vendor == "sqlite":
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    else:
        key = {triggers.ENTRY: "number", triggers.PAYLOAD: "entry_id", triggers.ERASURE: "erased_id"}[table]
        statement = f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = 9"
    refused(lambda: sql(statement))


def test_the_hash_of_an_entry_cannot_be_taken_by_another(written):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    columns = "number, previous, digest, hash"
    refused(
        lambda: sql(
            f"INSERT OR REPLACE INTO records_journalentry ({columns}) "
            "SELECT 9, previous, digest, hash FROM records_journalentry WHERE number = 2"
        )
    )


@pytest.mark.parametrize("table", [triggers.ENTRY, triggers.PAYLOAD, triggers.ERASURE])
def test_a_table_cannot_be_emptied(written, table):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    refused(lambda: sql(f"TRUNCATE {table} CASCADE"))


def test_a_payload_goes_once_an_erasure_names_it(written):
    assert JournalPayload.objects.filter(entry=1).delete() == (1, {"records.JournalPayload": 1})
    assert list(JournalPayload.objects.values_list("act", flat=True)) == ["b"]


def test_a_new_entry_is_written_in_spite_of_them(written, clock):
    assert journal.record(act="c", thing=("order", "1"), by=None, at=clock.now()).number == 3


def test_dropped_and_made_again_they_hold(written):
    triggers.drop(connection)
    JournalPayload.objects.filter(entry=2).update(act="b")
    triggers.create(connection)
    refused(lambda: JournalPayload.objects.filter(entry=2).update(act="c"))


def test_those_that_are_missing_are_named_and_made_anew(written):
    assert (triggers.missing(connection), triggers.mend(connection)) == ([], [])
    on = f" ON {triggers.ENTRY}" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER {triggers.ENTRY}_no_update{on}")
    assert triggers.missing(connection) == [f"{triggers.ENTRY}_no_update"]
    assert triggers.mend(connection) == [f"{triggers.ENTRY}_no_update"]
    assert triggers.missing(connection) == []
    refused(lambda: JournalEntry.objects.filter(number=2).update(hash=HASH))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_transactional_test_begins_with_an_empty_journal(clock, time):
    with transaction.atomic():
        assert journal.record(act="a", thing=("order", "1"), by=None, at=clock.now()).number == 1
    refused(lambda: JournalPayload.objects.update(act="c"))
