"""What two real nodes do to agree on minutes and sign them: commands in a terminal, and rounds of the carrier."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from tests.journeys import node_process  # makes Django ready
from tests.journeys.situation_steps import complete_office, grant, introduce, our_keys, staff
from verbale.carrier.rounds import round_trip
from verbale.domain.spine import party, token
from verbale.engines.seal.keys import load_keys
from verbale.journeys.demo_node import who
from verbale.records import files
from verbale.records.minutes import Minutes
from verbale.records.party import Party

__all__ = ["complete_office", "grant", "introduce", "node_process", "our_keys", "staff"]


def folders(*, to: str, back: str, at: datetime) -> None:
    """By which folders pouches go to the partner, and come."""
    party.set_folders(party=Party.objects.partners().get(), carry_to=to, carry_from=back, by=who("admin"), at=at)


def types(*, command: tuple[str, ...], handle: str, at: datetime, secret: str = "") -> tuple[int, Any, str]:
    """A person types a command: its exit code, what it says as JSON, and what it complains."""
    from click.testing import CliRunner

    from verbale.cli.main import verbale

    _, token_ = token.issue(person=who(handle), label="terminal", second_factor=True, at=at)
    done = CliRunner().invoke(verbale, [*command, "--json"], input=secret, env={"VERBALE_TOKEN": token_})
    return done.exit_code, json.loads(done.stdout or "null"), done.stderr


def turn(*, at: datetime) -> list[str]:
    """One round of the carrier; what went wrong in it."""
    done = round_trip(keys=load_keys(files.home().keys), at=at)
    return [*done["faults"], *(one["why"] for one in done["came"] if one["what"] == "refused")]


def concluded() -> bool:
    """Whether the only minutes of this node were noted as concluded."""
    return Minutes.objects.get().concluded_at is not None
