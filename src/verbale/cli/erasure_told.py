"""Erasures and requests to erase: by their identifiers, and as they are told."""

from __future__ import annotations

from typing import Any

from verbale.cli.named import one
from verbale.cli.sign_in import SignedIn, seen
from verbale.records.erasure import AskedFile, Erased, Erasure, ErasureAsked


def named(me: SignedIn, identifier: str) -> Erasure:
    return one(Erasure, seen(Erasure, me).select_related("rule__authority"), "erasure", identifier)


def request_named(me: SignedIn, identifier: str) -> ErasureAsked:
    return one(ErasureAsked, seen(ErasureAsked, me).select_related("partner"), "request to erase", identifier)


def told(row: Erasure) -> dict[str, Any]:
    return {
        "id": row.pk, "state": row.state, "ground": row.rule.code if row.rule else row.order, "reason": row.reason,
        "proposed": row.proposed_at, "proposed_by": row.proposed_by.handle if row.proposed_by else "",
        "confirmed": row.confirmed_at, "confirmed_by": row.confirmed_by.handle if row.confirmed_by else "",
        "again": row.again, "cleared": row.cleared_at,
    }  # fmt: skip


def request(row: ErasureAsked) -> dict[str, Any]:
    return {
        "id": row.pk, "side": row.side, "partner": row.partner.code, "rule": row.rule, "reason": row.reason,
        "asked": row.at, "due": row.due_on, "signed": bool(row.signature), "answered": row.answered_at,
    }  # fmt: skip


def whole(me: SignedIn, row: Erasure) -> dict[str, Any]:
    """An erasure with its things."""
    things = [
        {
            "thing": f"{each.thing_kind}:{each.thing_id}", "sha256": each.sha256, "why": each.why, "kept": each.kept,
            "cleared": each.cleared, "erased": each.erased_at,
        }
        for each in seen(Erased, me).filter(erasure=row)
    ]  # fmt: skip
    return {**told(row), "things": things}


def whole_request(me: SignedIn, row: ErasureAsked) -> dict[str, Any]:
    """A request with its files and their answers."""
    files = seen(AskedFile, me).filter(asked=row)
    return {**request(row), "files": [{"sha256": f.sha256, "answer": f.answer, "why": f.why} for f in files]}
