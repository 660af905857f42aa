"""Two nodes before their first day, and a quick place for their files."""

import gc
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from tests.faults.node import make_templates
from tests.memory import quick_folder


@pytest.fixture(scope="session")
def quick():
    """A folder in memory, where there is one with room."""
    with quick_folder("faults") as folder:
        yield folder


@pytest.fixture(scope="session")
def templates(django_db_setup, django_db_blocker, quick):
    with django_db_blocker.unblock():
        made = make_templates(quick / "templates")
    # What is there before the first walk need not be looked through for garbage after each.
    gc.collect()
    gc.freeze()
    return made


@pytest.fixture(scope="session")
def empty(django_db_setup, django_db_blocker, quick):
    """A database with every table, and nobody in it."""
    with django_db_blocker.unblock(), closing(sqlite3.connect(quick / "empty.sqlite3")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return quick / "empty.sqlite3"
