"""Two officers decide at once, in two threads on a database file of their own; run as a program in its own process."""

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home, NodeConfig


def race(home: Path) -> tuple[int, list[str], list[str], list[str]]:
    """Decisions kept, sentences of those refused, states of the lines, and the journal's acts."""
    Home(home).create(NodeConfig(side="OURS"), secret="a secret of the race")
    environment = os.environ | {"VERBALE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "verbale.config.settings"}
    environment.pop("VERBALE_DATABASE", None)
    command = [sys.executable, "-m", "tests.domain.cycle.racing"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert run.returncode == 0, run.stderr
    kept, refused, states, entries = json.loads(run.stdout)
    return kept, refused, states, entries


def main() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from tests.domain.cycle.bureau import OPEN, acts, open_bureau
    from verbale.records.decision import Decision

    bureau = open_bureau(Home.from_environment(), SetClock(datetime(2026, 11, 21, 9, tzinfo=UTC)))
    order = bureau.order(OPEN)
    line = bureau.take_up(bureau.lines(order)[0])
    refused: list[str] = []
    start = threading.Barrier(2)
    officers = [threading.Thread(target=_decide, args=(bureau, line.pk, who, start, refused)) for who in _OFFICERS]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    print(json.dumps([Decision.objects.count(), refused, bureau.states(order), acts(line)]))


_OFFICERS = ("desk", "desk2")


def _decide(bureau: Any, line: str, who: str, start: threading.Barrier, refused: list[str]) -> None:
    from django.db import connection

    from verbale.domain.cycle import decision
    from verbale.kernel.errors import Refused
    from verbale.records.request import OrderLine

    seen = OrderLine.objects.get(pk=line)
    start.wait()
    try:
        decision.decide(line=seen, by=bureau.who(who), at=datetime(2026, 11, 21, 10, tzinfo=UTC))
    except Refused as fault:
        refused.append(fault.sentence())
    finally:
        connection.close()


if __name__ == "__main__":
    main()
