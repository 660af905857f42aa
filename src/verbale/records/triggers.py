"""Triggers that keep the journal from being rewritten, on SQLite and PostgreSQL.

An entry refuses UPDATE and DELETE. A payload refuses UPDATE, and DELETE unless an erasure names its entry. An
erasure refuses both. What would get round this is refused too: SQLite's INSERT OR REPLACE, which takes a row away
without asking the triggers for DELETE, and PostgreSQL's TRUNCATE.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ENTRY, PAYLOAD, ERASURE = "records_journalentry", "records_journalpayload", "records_journalerasure"

_REFUSALS = [
    (ENTRY, "UPDATE", ""),
    (ENTRY, "DELETE", ""),
    (PAYLOAD, "UPDATE", ""),
    (PAYLOAD, "DELETE", f"NOT EXISTS (SELECT 1 FROM {ERASURE} WHERE erased_id = OLD.entry_id)"),
    (ERASURE, "UPDATE", ""),
    (ERASURE, "DELETE", ""),
]
_KEYS = {ENTRY: ("number", "hash"), PAYLOAD: ("entry_id",), ERASURE: ("erased_id",)}
"""The columns by which a new row could take the place of an old one."""
_MESSAGE = "the journal cannot be altered"


def create(connection: BaseDatabaseWrapper) -> None:
    """Makes the triggers on this connection's database."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand on this connection's database and do not, or are switched off.

    SQLite drops a table's triggers with the table, which Django makes anew when a migration changes a column.
    """
    extra = "TRUNCATE" if connection.vendor == "postgresql" else "INSERT"
    due = {(table, _name(table, verb)) for table, verb, _ in _REFUSALS} | {
        (table, _name(table, extra)) for table in _KEYS
    }
    standing = (
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(standing)
        found = set(cursor.fetchall())
    return sorted(name for _, name in due - found)


def mend(connection: BaseDatabaseWrapper) -> list[str]:
    """Makes the triggers anew if any is missing; which were."""
    gone = missing(connection)
    if gone:
        with transaction.atomic(using=connection.alias):
            drop(connection)
            create(connection)
    return gone


def drop(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away, for migrations and for emptying a test database."""
    with connection.cursor() as cursor:
        for table in _KEYS:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for verb in ("UPDATE", "DELETE", "INSERT", "TRUNCATE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{on}")


def create_in_migration(apps: object, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    create(editor.connection)


def drop_in_migration(apps: object, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    drop(editor.connection)


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb.lower()}"


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} FOR EACH ROW "
        + (f"WHEN {unless} " if unless else "")
        + f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        for table, verb, unless in _REFUSALS
    ] + [
        f"CREATE TRIGGER {_name(table, 'INSERT')} BEFORE INSERT ON {table} FOR EACH ROW "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(f'{key} = NEW.{key}' for key in keys)}) "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        for table, keys in _KEYS.items()
    ]


def _postgresql() -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION verbale_refuse_journal() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
    )
    refuse_payload = (
        "CREATE OR REPLACE FUNCTION verbale_refuse_payload() RETURNS trigger AS $$ BEGIN "
        f"IF EXISTS (SELECT 1 FROM {ERASURE} WHERE erased_id = OLD.entry_id) THEN RETURN OLD; END IF; "
        f"RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
    )
    rows = [
        f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {'verbale_refuse_payload' if unless else 'verbale_refuse_journal'}()"
        for table, verb, unless in _REFUSALS
    ]
    tables = [
        f"CREATE TRIGGER {_name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
        "EXECUTE FUNCTION verbale_refuse_journal()"
        for table in _KEYS
    ]
    return [refuse, refuse_payload, *rows, *tables]
