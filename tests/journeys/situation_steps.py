"""What two real nodes do in the tests of the situations: each function is one step, run in its own node's process."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.journeys.node_process import open_home, restore, serve
from tests.journeys.situation_nodes import revision_of
from verbale.carrier.rounds import round_trip
from verbale.domain.spine import authority, channel, journal, node_address, party, text, token
from verbale.domain.spine.text_proof import check
from verbale.domain.spine.text_record import acts_of, standing_of
from verbale.engines.agreement import Kind
from verbale.engines.seal.keys import load_keys
from verbale.journeys.demo_node import complete_office, introduce, our_keys, staff, who
from verbale.records import files
from verbale.records.channel import ReturnedPouch
from verbale.records.dispatch import Message, MessageState
from verbale.records.journal import JournalPayload
from verbale.records.party import Party
from verbale.records.text import Text

__all__ = ["complete_office", "introduce", "open_home", "our_keys", "restore", "serve", "staff"]


def _partner() -> Party:
    return Party.objects.partners().get()


def reach(*, address: str, folder: str, resend_after: int, at: datetime) -> None:
    """By which line and which folder pouches go to the partner, and after how many minutes again."""
    other, admin = _partner(), who("admin")
    node_address.set_address(party=other, address=address, by=admin, at=at)
    party.set_folders(party=other, carry_to=folder, carry_from="", by=admin, at=at)
    party.set_resending(party=other, minutes=resend_after, by=admin, at=at)


def grant(*, since: date, at: datetime) -> None:
    """Two administrators let the head approve texts."""
    defined = authority.define(code="texts", titles={"en": "Texts"}, by=who("admin"), at=at)
    held = authority.propose(person=who("head"), authority=defined, since=since, until=None, by=who("admin"), at=at)
    authority.confirm(held=held, by=who("admin2"), at=at)


# What people and the carrier do


def begin(*, label: str, identifier: str, at: datetime) -> None:
    """The desk proposes a first text."""
    text.open_text(partner=_partner(), revision=revision_of(label), by=who("desk"), at=at, identifier=identifier)


def act(*, about: str, kind: Kind, label: str, last_day: date | None, at: datetime) -> None:
    """The desk or the head acts on a text."""
    one = Text.objects.get(pk=about)
    desk: dict[str, Any] = {"text": one, "by": who("desk"), "at": at}
    head: dict[str, Any] = {"text": one, "by": who("head"), "at": at, "second_factor": True}
    match kind:
        case Kind.PROPOSE:
            text.propose(**desk, revision=revision_of(label))
        case Kind.WITHDRAW:
            text.withdraw(**desk)
        case Kind.APPROVE:
            text.approve(**head, revision=revision_of(label).hash)
        case Kind.TAKE_BACK:
            text.take_back(**head)
        case Kind.GIVE_NOTICE:
            assert last_day is not None
            text.give_notice(**head, last_day=last_day)
        case Kind.CONCLUDE:
            raise AssertionError("a node concludes, and no person")


def turn(*, at: datetime) -> dict[str, Any]:
    """One round of the carrier, as if every pause after a fault were over."""
    home = files.home()
    for path in home.door.glob("*.pace"):
        path.unlink()
    return round_trip(keys=load_keys(home.keys), at=at)


def waits() -> str:
    """For what this node still waits, empty if for nothing."""
    other = _partner()
    stands = channel.of(other)
    if Message.objects.filter(state=MessageState.QUEUED).exists():
        return "messages to be sealed"
    if channel.open_ones(other).filter(asks=True).exists():
        return "pouches to be acknowledged"
    if stands.owes_acknowledgement or channel.open_ones(other).filter(state="sealed").exists():
        return "pouches to be carried"
    return "its epoch to be confirmed" if stands.catching_up else ""


# Backup and restore


def back_up(*, to: str, at: datetime) -> int:
    from verbale.journeys.backup import back_up as journey

    return journey(home=files.home(), to=Path(to), at=at)


def asked() -> int | None:
    """The epoch that the partner asks for."""
    return channel.of(_partner()).asks_epoch


def confirm(*, epoch: int, at: datetime) -> None:
    channel.confirm_epoch(partner=_partner(), epoch=epoch, by=who("admin"), at=at)


# What the node tells


def told(*, about: str, on: date) -> dict[str, Any] | None:
    """Where a text stands here: what its acts amount to, their hashes, and what is written down for lists."""
    one = Text.objects.filter(pk=about).first()
    if one is None:
        return None
    return {
        "standing": standing_of(one, on), "acts": sorted(each.hash for each in acts_of(one)),
        "row": (one.state, one.change, one.in_force, one.ends_on, one.titles, one.depositary),
    }  # fmt: skip


def proved(*, about: str) -> list[tuple[str, int, str]]:
    """Side, number and finding of each act, worked out anew."""
    return [(each.side, each.number, each.finding.value) for each in check(Text.objects.get(pk=about))]


def log() -> dict[str, Any]:
    """How the channel stands, and what of it the journal, which is verified, tells."""
    stands, entries = channel.of(_partner()), journal.verify().count
    kinds = ("node.restored", "epoch.begun", "epoch.asked", "epoch.confirmed", "channel.caught up")
    rows = JournalPayload.objects.filter(act__in=kinds).order_by("entry")
    return {
        "entries": entries, "told": list(rows.values_list("act", flat=True)), "epoch": stands.epoch,
        "stopped": stands.stopped_why, "our_log": stands.our_log[:1], "their_log": stands.their_log[:1],
        "last_sent": stands.our_log, "last_held": stands.their_log, "countersigned": stands.countersigned,
        "refused": list(JournalPayload.objects.filter(act="message.refused").values_list("facts", flat=True)),
        "returned": ReturnedPouch.objects.count(),
    }  # fmt: skip


def print_text(*, about: str, at: datetime) -> tuple[dict[str, Any], str]:
    """What ``verbale text print`` says, as data and for people."""
    from click.testing import CliRunner

    from verbale.cli.main import verbale

    _, secret = token.issue(person=who("desk"), label="printing", second_factor=True, at=at - timedelta(days=1))
    printed = []
    for form in (["--json"], []):
        done = CliRunner().invoke(verbale, ["text", "print", about, *form], env={"VERBALE_TOKEN": secret})
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        printed.append(done.stdout)
    return json.loads(printed[0]), printed[1]
