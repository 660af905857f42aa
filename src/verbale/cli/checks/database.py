"""The database: reached, in the form of this version, whole; and the journal in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from verbale.cli import heads
from verbale.cli.checks.finding import Finding, fault, sound, warning
from verbale.domain.spine import journal
from verbale.kernel.errors import NotFound, VerbaleError
from verbale.kernel.home import Home
from verbale.records import triggers


def reached() -> tuple[bool, list[Finding]]:
    """Whether the database can be used at all; without it nothing else in it is looked at."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as why:
        mend = "Start the database, or correct “database” in node.toml, or restore a backup."
        return False, [fault("database", f"it cannot be used: {why}", mend)]
    if waiting:
        return False, [fault("database", f"{len(waiting)} changes of form are waiting", "Run: verbale upgrade")]
    return True, [sound("database", connection.vendor)]


def mode() -> str:
    """How SQLite keeps its own journal."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0])


def whole() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        says = str(cursor.fetchone()[0])
    if says != "ok":
        yield fault("database", f"it is damaged: {says}", "Restore the newest backup: verbale restore FILE --home DIR")


def chain(home: Home) -> Iterator[Finding]:
    try:
        found = journal.verify()
        compared = list(heads.compared(home.heads))
    except NotFound:
        yield fault("journal", "the node does not know who it is: its making broke off", "Run verbale init again.")
        return
    except VerbaleError as why:
        yield fault("journal", why.sentence(), "See: verbale journal verify")
        return
    for one in compared:
        if one.shows != heads.INTACT:
            says = f"beside the signed head {one.file} it is {one.shows}"
            yield fault("journal", says, "Compare with a backup, and ask who could write to this machine.")
    if not compared:
        yield warning("journal", "no signed head was exported, so a cut end would not show", "verbale carrier head")
    elif all(one.shows == heads.INTACT for one in compared):
        yield sound("journal", f"{found.count:,} entries, as the {len(compared)} signed heads say")


def guards() -> Iterator[Finding]:
    """Whether the database itself still refuses to alter the journal."""
    gone = triggers.missing(connection)
    if gone:
        mend = "Compare it with the signed heads: verbale journal verify. Then make them anew: verbale upgrade"
        yield fault("journal's triggers", f"missing or switched off: {', '.join(gone)}", mend)
    else:
        yield sound("journal's triggers", "the database refuses to alter the journal")
