"""What is told of a pouch: its row, its envelope, what its manifest lists, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verbale.domain.spine.clauses import explained
from verbale.engines.seal import read_envelope, read_manifest
from verbale.kernel.errors import VerbaleError
from verbale.records.channel import Transfer
from verbale.records.dispatch import ArrivedPouch, Message, Pouch


def out(row: Pouch) -> dict[str, Any]:
    return {
        "id": row.pk, "partner": row.partner.code, "epoch": row.epoch, "number": row.number, "state": row.state,
        "sealed": row.sealed_at, "carried": row.carried_at, "acknowledged": row.acknowledged_at, "size": row.size,
        "file_name": row.file_name, "sha256": row.sha256, "envelope": row.envelope_hash, "erased": row.erased_at,
    }  # fmt: skip


def came(row: ArrivedPouch) -> dict[str, Any]:
    return {
        "id": row.pk, "partner": row.partner.code if row.partner else None, "epoch": row.epoch, "number": row.number,
        "state": row.state, "clause": row.clause, "refusal": row.refusal, "arrived": row.arrived_at, "size": row.size,
        "file_name": row.file_name, "sha256": row.sha256, "envelope": row.envelope_hash, "erased": row.erased_at,
    }  # fmt: skip


def transfer(row: Transfer) -> dict[str, Any]:
    return {
        "partner": row.partner.code, "way": row.way, "file_name": row.file_name, "done": row.done, "size": row.size,
        "percent": 100 * row.done // row.size if row.size else 100, "begun": row.begun_at, "moved": row.moved_at,
        "ended": row.ended_at, "fault": row.fault,
    }  # fmt: skip


def whole_out(row: Pouch, messages: Iterable[Message]) -> dict[str, Any]:
    """All of a pouch of ours."""
    told = [
        {
            "id": one.pk, "what": one.what, "about": one.thing_kind, "thing": one.thing_id, "queued": one.queued_at,
            "files": [file.name for file in one.files.all()],
        }
        for one in messages
    ]  # fmt: skip
    return {
        **out(row), **_inside(row), "messages": told, "checkpoint": row.checkpoint,
    }  # fmt: skip


def whole_in(row: ArrivedPouch) -> dict[str, Any]:
    """All of a pouch that came."""
    why = explained(row)
    means = {"means": str(why.meaning), "to_do": str(why.todo)} if why else {}
    return {**came(row), **means, **_inside(row), "told": row.told}


def _inside(row: Pouch | ArrivedPouch) -> dict[str, Any]:
    try:
        envelope = read_envelope(row.envelope.encode()) if row.envelope else None
        listed = read_manifest(row.manifest.encode()) if row.manifest else {}
    except VerbaleError as fault:
        # What is kept was altered: it is shown as it is, and verify says what is wrong.
        return {"said": row.envelope, "fault": fault.sentence()}
    said = {
        "sender": envelope.sender, "recipient": envelope.recipient, "epoch": envelope.epoch, "number": envelope.number,
        "previous": envelope.previous.as_json() if envelope.previous else None,
        "acknowledged": envelope.acknowledged.as_json() if envelope.acknowledged else None,
        "manifest": envelope.manifest,
    } if envelope else {}  # fmt: skip
    return {"said": said, "manifest": [{"path": path, "sha256": sha256} for path, sha256 in listed.items()]}
