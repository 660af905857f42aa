"""Two nodes before their first day, and a quick place for their files."""

import gc
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.node import make_templates

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def quick():
    """A folder in memory, where there is one."""
    folder = Path(tempfile.mkdtemp(prefix="verbale-faults-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


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
