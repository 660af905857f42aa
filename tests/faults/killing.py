"""Two nodes whose processes die by SIGKILL again and again, while people go on acting: a program of its own.

Every process is a fork of this one, which has loaded the program and opened nothing: a carrier for each side, as
``python -m verbale.carrier run`` begins it, and one process for each act of a person. They share nothing but what lies
on the disk: the two homes and the two folders between them. The inspector is at work, as in any node.

    python -m tests.faults.killing FOLDER EMPTY KILLS SEED
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from tests.forks import ended, fork

SIDES = ("NORTH", "SOUTH")
ROUNDS = 40


def main(folder: Path, empty: Path, kills: int, seed: int) -> dict[str, Any]:
    """Builds the nodes, kills, lets them come to rest; what both hold then."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "verbale.config.settings"
    django.setup()
    _load()
    build(folder, empty)
    random = Random(seed)
    carriers = {side: fork(lambda side=side: carrier(folder, side)) for side in SIDES}
    died = 0
    try:
        while died < kills:
            act(folder, random)
            time.sleep(random.uniform(0, 0.4))
            side = random.choice(SIDES)
            died += end(carriers[side]) == -signal.SIGKILL
            carriers[side] = fork(lambda side=side: carrier(folder, side))
    finally:
        for process in carriers.values():
            end(process)
    rounds = settle(folder)
    return {"kills": died, "rounds": rounds, **{side: told(folder, side, lambda: state(side)) for side in SIDES}}


def build(folder: Path, empty: Path) -> None:
    """Two nodes that know each other, with a folder each way; ``empty`` is a database with tables and nobody in it."""
    from verbale.engines.seal.keys import make_keys
    from verbale.kernel.home import Home, NodeConfig

    keys = {}
    for side in SIDES:
        home = Home(folder / side / "home")
        home.create(NodeConfig(side=side), secret="the sessions of a node that is killed")
        home.keys.rmdir()
        keys[side] = make_keys(home.keys)
        shutil.copyfile(empty, home.database)
        (folder / f"from-{side}").mkdir()
    for side in SIDES:
        assert ended(fork(lambda side=side: found(folder, side, keys))) == 0


def found(folder: Path, side: str, keys: dict[str, Any]) -> None:
    from tests.faults.node import found as founded
    from tests.faults.node import other
    from verbale.records.party import Party

    opened(folder, side)
    founded(side, keys)
    Party.objects.partners().update(
        carry_to=str(folder / f"from-{side}"), carry_from=str(folder / f"from-{other(side)}"), resend_after=1
    )


def opened(folder: Path, side: str) -> None:
    """Lets Django, which has opened nothing yet, work on one side's node."""
    from django.conf import settings
    from django.db import connection

    from verbale.kernel.home import Home

    home = Home(folder / side / "home")
    os.environ["VERBALE_HOME"] = str(home.path)
    settings.HOME, settings.NODE = home, home.config()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = home.database


def _load() -> None:
    """Loads the program, so that no fork has to; a carrier that is to be killed at work hardly rests between rounds."""
    import tests.faults.ledger
    import verbale.carrier.rounds
    from verbale.carrier import __main__ as command

    assert tests.faults.ledger
    assert verbale.carrier.rounds
    command.PAUSE = 0.1


def carrier(folder: Path, side: str) -> None:
    """The carrier, until it is killed."""
    from verbale.carrier.__main__ import carrier as command

    opened(folder, side)
    command.main(args=["--home", str(folder / side / "home"), "run"], standalone_mode=False)


def act(folder: Path, random: Random) -> None:
    """A person acts in a process of their own, which is sometimes killed too.

    What a person was told was done stands in a file beside the nodes.
    """
    side, seed = random.choice(SIDES), random.getrandbits(32)
    process = fork(lambda: person(folder, side, seed))
    if random.random() < 0.3:
        time.sleep(random.uniform(0, 0.1))
        assert end(process) in (0, -signal.SIGKILL)
    else:
        assert ended(process) == 0


def person(folder: Path, side: str, seed: int) -> None:
    from tests.faults.acts import on_a_text, own_acts

    opened(folder, side)
    random = Random(seed)
    for number in range(3):
        on_a_text(seed + number, random, datetime.now(UTC))
    with (folder / f"{side}.told").open("a") as told:
        told.write("".join(f"{one}\n" for one in own_acts(side)))


def settle(folder: Path) -> int:
    """Rounds of both sides, one after the other, until neither waits for anything; how many."""
    for number in range(1, ROUNDS + 1):
        waits = [told(folder, side, lambda side=side: once(folder, side)) for side in SIDES]
        if waits == ["", ""]:
            return number
    raise AssertionError(f"the two sides do not come to rest; they wait for {waits}")


def once(folder: Path, side: str) -> str:
    from tests.faults.ledger import quiet
    from verbale.carrier.rounds import round_trip
    from verbale.engines.seal.keys import load_keys
    from verbale.kernel.home import Home

    done = round_trip(keys=load_keys(Home(folder / side / "home").keys), at=datetime.now(UTC))
    assert done["faults"] == [], done["faults"]
    return quiet()


def state(side: str) -> dict[str, Any]:
    """What a node holds: both sides' acts, how often the journal tells each, where each text stands."""
    from tests.faults.acts import own_acts
    from verbale.domain.spine import channel, journal
    from verbale.domain.spine.text_record import standing_of
    from verbale.records.journal import JournalPayload
    from verbale.records.party import Party
    from verbale.records.text import Text

    entries = JournalPayload.objects.filter(act__startswith="text.", facts__has_key="number").order_by("entry")
    return {
        "acts": {one: own_acts(one) for one in SIDES},
        "journal": [facts["act"] for facts in entries.values_list("facts", flat=True)],
        "texts": {text.pk: repr(standing_of(text, datetime.now(UTC).date())) for text in Text.objects.order_by("pk")},
        "stopped": channel.of(Party.objects.partners().get()).stopped_why,
        "verified": journal.verify().count,
    }


def end(process: int) -> int:
    """Kills a process that this one began; how it ended."""
    os.kill(process, signal.SIGKILL)
    return ended(process)


def told(folder: Path, side: str, ask: Callable[[], Any]) -> Any:
    """What a question gives that is asked in a node's own process."""
    answer = folder / f"{side}.answer"

    def tell() -> None:
        opened(folder, side)
        answer.write_text(json.dumps(ask()))

    assert ended(fork(tell)) == 0
    return json.loads(answer.read_text())


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
