"""What many tests begin with, made by the first of them in a process: the others get its rows put back.

Making an office takes its people dozens of acts; putting back the rows that these left takes a hundredth of a second.
Each test still has them to itself, in a transaction of its own that is undone.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection

Rows = TypeVar("Rows")
Shared = TypeVar("Shared")

_ALWAYS_THERE = {"django_content_type", "auth_permission", "django_migrations"}


class _Kept(NamedTuple):
    tables: list[tuple[str, list[tuple[Any, ...]]]]
    """The statement that inserts a row into a table, and the table's rows."""
    rows: bytes
    shared: Any


_KEPT: dict[Hashable, _Kept] = {}


def once(name: Hashable, make: Callable[[], tuple[Rows, Shared]]) -> tuple[Rows, Shared]:
    """What ``make`` gives, and what it writes into an empty database and nowhere else.

    Of its rows each test gets copies; what is shared must be frozen. Where the database is not empty, or what is
    written does not end with the test, it is made anew.
    """
    if not connection.in_atomic_block or not _is_empty():
        return make()
    if name not in _KEPT:
        rows, shared = make()
        _KEPT[name] = _Kept(_tables(), pickle.dumps(rows), shared)
        return rows, shared
    kept = _KEPT[name]
    with connection.cursor() as cursor:
        for insert, values in kept.tables:
            cursor.executemany(insert, values)
    return pickle.loads(kept.rows), kept.shared


@cache
def _names() -> list[str]:
    return sorted(set(connection.introspection.django_table_names(only_existing=True)) - _ALWAYS_THERE)


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {name})" for name in _names()))
        return not cursor.fetchone()[0]


def _tables() -> list[tuple[str, list[tuple[Any, ...]]]]:
    found = []
    with connection.cursor() as cursor:
        for name in _names():
            cursor.execute(f"SELECT * FROM {name}")
            if values := cursor.fetchall():
                columns = ", ".join(f'"{column[0]}"' for column in cursor.description)
                places = ", ".join(["%s"] * len(cursor.description))
                found.append((f"INSERT INTO {name} ({columns}) VALUES ({places})", values))
    return found
