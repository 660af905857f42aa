"""A process that is one node after another: opened on a home, with the node's door served in a thread.

Importing it makes Django ready, also where the process was begun without a home; models are imported after it.
"""

from __future__ import annotations

import os
import threading
from datetime import datetime
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.db import connection

from verbale.kernel.home import Home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.config.settings")
django.setup()

# A password is hashed slowly on purpose; here nobody guesses any.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def open_home(*, home: str) -> None:
    """Lets this process work on another home of the same side, as a node that is started on it would."""
    from verbale.carrier import file_state, keeping

    connection.close()
    _name(Home(Path(home)))
    settings.NODE = settings.HOME.config()
    keeping._kept.clear()
    file_state._digest.cache_clear()


def _name(home: Home) -> None:
    os.environ["VERBALE_HOME"] = str(home.path)
    settings.HOME = home
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = home.database


def restore(*, backup: str, home: str, at: datetime) -> None:
    """Restores a backup into a new home, as ``verbale restore`` does, in a process of its own: a fork of this one."""
    from verbale.journeys.backup import restore as journey

    connection.close()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _name(Home(Path(home)))
            journey(backup=Path(backup), home=Home(Path(home)), at=at)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def serve() -> int:
    """Begins to serve the node's door in this process; the port."""
    from verbale.config.wsgi import application

    # Situations that take a day pass in seconds here, with all the calls of a day.
    settings.CHANNEL_PAUSE, settings.CHANNEL_CALLS, settings.CHANNEL_STRANGERS = 0.0, 1_000_000, 1_000_000
    options = settings.DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")

    class Handler(WSGIRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    server = make_server("127.0.0.1", 0, application, handler_class=Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port
