"""`verbale pouch`: what left sealed and what came."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Group
from verbale.cli.output import laid_out, say
from verbale.cli.session import Session, seen, signed_in
from verbale.records.dispatch import ArrivedPouch, Message, MessageState, Pouch


@click.group(cls=Group)
def pouch() -> None:
    """Pouches out and in. Sealing, carrying and opening is the carrier's: see verbale carrier."""


@pouch.command(name="list", example="verbale pouch list --partner FI-NHI")
@click.option("--partner", metavar="CODE")
@signed_in
def list_(me: Session, partner: str | None) -> None:
    """Lists pouches that left and that came, and how many messages wait for the next one."""
    out = seen(Pouch, me).select_related("partner")
    came = seen(ArrivedPouch, me).select_related("partner")
    waiting = seen(Message, me).filter(state=MessageState.QUEUED)
    if partner:
        one = named.partner(me, partner)
        out, came, waiting = out.filter(partner=one), came.filter(partner=one), waiting.filter(partner=one)
    data = {"out": [_out(row) for row in out], "in": [_in(row) for row in came], "waiting": waiting.count()}
    say(data, *_lines(data))


def _lines(data: dict[str, Any]) -> list[str]:
    out = laid_out(data["out"], ("partner", "number", "state", "sealed", "carried", "size", "file_name"))
    came = laid_out(data["in"], ("partner", "number", "state", "arrived", "size", "file_name", "refusal"))
    return [
        "Out:", *(f"  {line}" for line in out or ["none"]), "In:", *(f"  {line}" for line in came or ["none"]),
        f"Messages that wait for the next pouch: {data['waiting']}",
    ]  # fmt: skip


@pouch.command(example="verbale pouch show 7zq0…")
@click.argument("identifier")
@signed_in
def show(me: Session, identifier: str) -> None:
    """Shows a pouch: what was in one of ours, or what became of one that came."""
    mine = seen(Pouch, me).select_related("partner").filter(pk=identifier).first()
    if mine is None:
        say(_in(named.one(ArrivedPouch, seen(ArrivedPouch, me), "pouch", identifier)))
        return
    messages = seen(Message, me).filter(pouch=mine)
    rows = [
        {"what": row.what, "about": row.thing_kind, "id": row.thing_id, "queued": row.queued_at} for row in messages
    ]
    say({**_out(mine), "messages": rows})


def _out(row: Pouch) -> dict[str, Any]:
    return {
        "id": row.pk, "partner": row.partner.code, "number": row.number, "state": row.state, "sealed": row.sealed_at,
        "carried": row.carried_at, "size": row.size, "file_name": row.file_name, "sha256": row.sha256,
        "epoch": row.epoch, "envelope": row.envelope_hash, "acknowledged": row.acknowledged_at,
    }  # fmt: skip


def _in(row: ArrivedPouch) -> dict[str, Any]:
    return {
        "id": row.pk, "partner": row.partner.code if row.partner else None, "number": row.number, "state": row.state,
        "arrived": row.arrived_at, "size": row.size, "file_name": row.file_name, "sha256": row.sha256,
        "refusal": row.refusal,
    }  # fmt: skip
