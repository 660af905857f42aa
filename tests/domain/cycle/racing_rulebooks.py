"""Two administrators put two approved drafts into force at once, in two threads; a program in its own process."""

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home, NodeConfig

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)


def race(home: Path) -> tuple[list[list[Any]], list[str], list[str]]:
    """Versions with their number and end, the names of the refusals, the states of the drafts."""
    Home(home).create(NodeConfig(side="OURS"), secret="a secret of the race")
    environment = os.environ | {"VERBALE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "verbale.config.settings"}
    environment.pop("VERBALE_DATABASE", None)
    command = [sys.executable, "-m", "tests.domain.cycle.racing_rulebooks"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert run.returncode == 0, run.stderr
    versions, refused, states = json.loads(run.stdout)
    return versions, refused, states


def main() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from tests.domain.cycle.bureau import open_bureau
    from verbale.records.policy import PolicyVersion
    from verbale.records.policy_draft import PolicyDraft

    bureau = open_bureau(Home.from_environment(), SetClock(datetime(2026, 11, 21, 9, tzinfo=UTC)))
    drafts = [_approved(bureau, name) for name in ("supply-1964-amended.dmn", "release-today.dmn")]
    refused: list[str] = []
    start = threading.Barrier(2)
    people = zip(("admin", "admin2"), drafts, (date(2027, 1, 1), date(2028, 1, 1)), strict=True)
    threads = [threading.Thread(target=_into_force, args=(bureau, *each, start, refused)) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    versions = PolicyVersion.objects.order_by("number").values_list("number", "in_force_until")
    told = [[number, until is None] for number, until in versions]
    states = PolicyDraft.objects.order_by("number").values_list("state", flat=True)
    print(json.dumps([told, refused, list(states)]))


def _approved(bureau: Any, name: str) -> Any:
    from tests.domain.cycle.bureau import rulebook as book_of
    from tests.rulebooks import CASES, check
    from verbale.domain.spine import policy_approval, policy_draft
    from verbale.records.person import Authority

    desk, committee = bureau.who("desk"), Authority.objects.get(code="committee")
    draft = policy_draft.draft(
        policy=bureau.policy, rulebook=book_of(name), file_name=name, cases=CASES, cases_name="c.csv", by=desk, at=AT
    )
    check(draft, by=desk, at=AT)
    return policy_approval.approve(
        draft=draft, authority=committee, reason="So be it", by=bureau.who("committee"), at=AT, second_factor=True
    )


def _into_force(bureau: Any, who: str, draft: Any, since: date, start: threading.Barrier, refused: list[str]) -> None:
    from django.db import connection

    from verbale.domain.spine import policy_approval
    from verbale.kernel.errors import Refused

    by = bureau.who(who)
    start.wait()
    try:
        policy_approval.into_force(draft=draft, since=since, by=by, at=AT)
    except Refused as fault:
        refused.append(type(fault).__name__)
    finally:
        connection.close()


if __name__ == "__main__":
    main()
