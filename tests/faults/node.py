"""A whole node among others in one process: its own database in memory, its own home, its own clock.

Django knows one database and one home at a time; ``working`` puts a node's in their place. A node that crashed keeps
what it committed and what lay on its disk, and nothing else.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from tests.engines.seal.pouches import fresh_keys
from verbale.carrier import file_state, keeping
from verbale.domain.spine import authority, channel, journal, office, party, party_keys
from verbale.engines.seal.keys import NodeKeys
from verbale.journeys.backup import FILES, FOLDERS
from verbale.kernel.home import Home, NodeConfig
from verbale.records.party import Party
from verbale.records.person import Person, RoleHeld

BEGIN = datetime(2026, 11, 21, 9, tzinfo=UTC)
SIDES = ("NORTH", "SOUTH")
PEOPLE = {
    "admin": "administrator",
    "admin2": "administrator",
    "desk": "desk",
    "head": "approver",
}
RESEND_AFTER = 30
"""Minutes after which a node of the simulation sends again."""


def other(side: str) -> str:
    """The other side."""
    return SIDES[1 - SIDES.index(side)]


class Database(DatabaseWrapper):
    """A connection to a database in memory, which outlives it: a new one to the same is a process begun again."""

    point: Callable[[str], None] = staticmethod(lambda where: None)
    """Called where the process may die."""

    def __init__(self, raw: sqlite3.Connection | None = None, *, name: str = ":memory:") -> None:
        options = {"transaction_mode": "IMMEDIATE"}
        super().__init__({**connections.settings["default"], "NAME": name, "OPTIONS": options}, "default")
        self.raw = raw
        self.execute_wrappers.append(self._after_write)

    def get_new_connection(self, conn_params: Any) -> sqlite3.Connection:
        if self.raw is None:
            self.raw = super().get_new_connection(conn_params)
        return self.raw

    def _commit(self) -> None:
        self.point("before commit")
        super()._commit()
        self.point("after commit")

    def _after_write(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """A write outside a transaction commits by itself."""
        made = execute(sql, params, many, context)
        if not self.in_atomic_block and sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.point("after a write outside a transaction")
        return made


@dataclass
class Backup:
    """A copy of a node: its database, then its folders, which a running node may have changed in between."""

    database: sqlite3.Connection
    folder: Path
    at: datetime
    whole: bool = False


@dataclass
class Node:
    """One side's node."""

    side: str
    home: Home
    keys: NodeKeys
    database: Database = field(default_factory=Database)
    ahead: timedelta = timedelta(0)
    """By how much its clock is wrong."""
    kept: dict[Path, Any] = field(default_factory=dict)
    backups: list[Backup] = field(default_factory=list)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Lets this process be this node."""
        before = connections["default"], settings.HOME, settings.NODE, keeping._kept
        connections["default"] = self.database
        settings.HOME, settings.NODE, keeping._kept = self.home, NodeConfig(side=self.side), self.kept
        try:
            yield
        finally:
            connections["default"], settings.HOME, settings.NODE, keeping._kept = before

    def begin_again(self) -> None:
        """What a process that died leaves: nothing of an open transaction, nothing it only remembered."""
        raw = self.database.raw
        assert raw is not None
        raw.rollback()
        self.database = Database(raw)
        self.kept = {}
        file_state._digest.cache_clear()

    def back_up(self, to: Path, at: datetime) -> None:
        """Copies the database; the folders follow with ``end_backup``."""
        copy = sqlite3.connect(":memory:")
        assert self.database.raw is not None
        self.database.raw.backup(copy)
        self.backups.append(Backup(copy, to, at))

    def end_backup(self) -> None:
        """Copies the folders of a backup that was begun."""
        for backup in self.backups:
            if not backup.whole:
                for name in FOLDERS:
                    shutil.copytree(self.home.path / name, backup.folder / name, ignore=shutil.ignore_patterns(".*"))
                backup.whole = True

    def restore(self, backup: Backup, at: datetime) -> None:
        """Puts a backup back, as ``journeys.backup.restore`` does with a tar of it."""
        backup.database.backup(_raw(self.database))
        self.begin_again()
        for name in FOLDERS:
            shutil.rmtree(self.home.path / name)
            shutil.copytree(backup.folder / name, self.home.path / name)
        with self.working():
            found = journal.verify()
            with transaction.atomic():
                journal.record(
                    act="node.restored", thing=("office", "1"), by=None, at=at, facts={"entries": found.count}
                )
                channel.begin_epochs(at=at)


def _raw(database: Database) -> sqlite3.Connection:
    database.ensure_connection()
    assert database.raw is not None
    return database.raw


def who(handle: str) -> Person:
    """A person of the node that works now."""
    return Person.objects.get(handle=handle)


def partner() -> Party:
    """The other side, as the node that works now knows it."""
    return Party.objects.partners().get()


@dataclass
class Templates:
    """A node of each side before its first day, from which every walk begins."""

    folder: Path
    nodes: dict[str, Node]

    def copies(self, folder: Path) -> dict[str, Node]:
        """Both nodes anew, each with a folder ``to`` the other and one ``from`` it beside its home."""
        return {side: self.copy(side, folder, Database()) for side in self.nodes}

    def copy(self, side: str, folder: Path, database: Database) -> Node:
        """One node anew."""
        template = self.nodes[side]
        home = Home(folder / template.side / "home")
        for path in (*home.folders(), folder / template.side / "to", folder / template.side / "from"):
            path.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copyfile(template.home.path / name, home.path / name)
        made = Node(template.side, home, template.keys, database)
        _raw(template.database).backup(_raw(made.database))
        with made.working():
            carry = {"carry_to": str(folder / made.side / "to"), "carry_from": str(folder / made.side / "from")}
            Party.objects.partners().update(**carry)
        return made


def make_templates(folder: Path) -> Templates:
    """Builds the two nodes once; the database that is ``connection`` now has the tables, and nobody in it."""
    connection.ensure_connection()
    empty = connection.connection
    keys = {side: fresh_keys() for side in SIDES}
    nodes = {}
    for side in SIDES:
        home = Home(folder / side)
        home.create(NodeConfig(side=side), secret="the sessions of a simulated node")
        node = nodes[side] = Node(side, home, keys[side])
        empty.backup(_raw(node.database))
        with node.working():
            found(side, keys)
    return Templates(folder, nodes)


def found(side: str, keys: dict[str, NodeKeys]) -> None:
    """The people, the office, the parties and the authority of a node."""
    for handle, role in PEOPLE.items():
        person = Person.objects.create(handle=handle, name=handle.capitalize(), email=f"{handle}@example.org")
        RoleHeld.objects.create(person=person, role=role)
    admin = who("admin")
    office.describe(
        by=admin, at=BEGIN, complete=True, names={"en": f"{side} Institute"}, languages=["en"], time_zone="UTC",
        answer_days=30, batch_from=5,
    )  # fmt: skip
    for code in SIDES:
        made = party.introduce(code=code, names={"en": code}, language="en", by=admin, at=BEGIN, is_us=code == side)
        added = party_keys.add(party=made, keys=keys[code].public, by=admin, at=BEGIN)
        party_keys.confirm(keys=added, fingerprint=keys[code].public.fingerprint, by=admin, at=BEGIN)
    Party.objects.partners().update(resend_after=RESEND_AFTER)
    texts = authority.define(code="texts", titles={"en": "Texts"}, by=admin, at=BEGIN)
    held = authority.propose(
        person=who("head"), authority=texts, since=date(2020, 1, 1), until=None, by=admin, at=BEGIN
    )
    authority.confirm(held=held, by=who("admin2"), at=BEGIN)
