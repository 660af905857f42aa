"""The machine: Python, SQLite, disk, clock, translations, static files."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from verbale.cli.checks.finding import Finding, fault, sound, warning
from verbale.kernel.home import Home

OLDEST = (3, 11)
MIB = 1024 * 1024
PAGES_NEED = ("web/verbale.css", "django_htmx/htmx-2.min.js")
LEAST, LOW = 200 * MIB, 2048 * MIB


def python() -> Iterator[Finding]:
    version = platform.python_version()
    if sys.version_info[:2] < OLDEST:
        yield fault("python", version, "Install Python 3.11 or newer and run make setup.")
    else:
        yield sound("python", version)


def sqlite(mode: str) -> Iterator[Finding]:
    """``mode`` is how the node's database keeps its own journal: wal or delete."""
    version = sqlite3.sqlite_version
    if settings.WAL_IS_SAFE:
        yield sound("sqlite", f"{version}, journal mode {mode}")
    elif mode == "wal":
        mend = "Stop all processes of the node and start them again; install SQLite 3.51.3 or newer."
        yield fault("sqlite", f"{version} can corrupt a database in WAL mode, and this one is in it", mend)
    else:
        yield sound("sqlite", f"{version}; its WAL mode is not safe, so journal mode {mode} is used")


def disk(home: Home) -> Iterator[Finding]:
    free = shutil.disk_usage(home.path).free
    says = f"{free // MIB:,} MiB free"
    mend = f"Make room on the disk of {home.path}."
    yield (
        fault("disk", says, mend)
        if free < LEAST
        else warning("disk", says, mend)
        if free < LOW
        else sound("disk", says)
    )


def clock(home: Home, at: datetime) -> Iterator[Finding]:
    made = datetime.fromtimestamp(home.config_file.stat().st_mtime, at.tzinfo)
    if at < made - timedelta(minutes=5):
        yield fault("clock", f"it says {at:%Y-%m-%d %H:%M} UTC, before the node was made", "Set the machine's clock.")
    else:
        yield sound("clock", f"{at:%Y-%m-%d %H:%M} UTC")


def messages() -> Iterator[Finding]:
    languages = [code for code, _ in settings.LANGUAGES if code != "en"]
    compiled = [path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/django.mo")]
    if len(compiled) < len(languages):
        yield fault("translations", f"{len(compiled)} of {len(languages)} are compiled", "Run: make setup")
    else:
        yield sound("translations", f"{len(compiled)} compiled")


def static() -> Iterator[Finding]:
    missing = [name for name in PAGES_NEED if finders.find(name) is None]
    if missing:
        yield fault("static files", f"missing: {', '.join(missing)}", "Run: make setup")
    else:
        yield sound("static files", "found")
