"""The node that a command works on: its home, and the stores made ready once the home is known."""

from __future__ import annotations

import os
from pathlib import Path

from verbale.kernel.home import Home

NAMED = "verbale.home"
"""Under this key of a context's ``meta`` stands what --home named, if anything."""


def choose(path: str | None) -> None:
    """Makes a folder the home of this process and of those it starts; None leaves what the environment says."""
    if path is not None:
        os.environ["VERBALE_HOME"] = str(Path(path).expanduser().absolute())


def set_up() -> None:
    """Makes the stores ready, with the settings of the home that the environment names; once a process."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.config.settings")
    if not apps.ready:
        django.setup()


def opened() -> Home:
    """The home of a node that stands; refuses a folder without one."""
    from django.conf import settings

    home: Home = settings.HOME
    home.config()
    return home
