"""Records as programs read them: what `--json` prints of each thing, in one place."""

from __future__ import annotations

from typing import Any

from verbale.domain.cycle.fulfilment import price_of
from verbale.records.approval import ApprovalStep
from verbale.records.correspondence import Correspondence
from verbale.records.decision import Decision
from verbale.records.document import Document
from verbale.records.fulfilment import Sourcing
from verbale.records.instrument import Instrument
from verbale.records.need import Need, NeedLine
from verbale.records.person import AccessToken, AuthorityHeld, Person
from verbale.records.policy import PolicyVersion
from verbale.records.policy_draft import PolicyDraft
from verbale.records.request import Order, OrderLine

Told = dict[str, Any]


def order(one: Order) -> Told:
    return {
        "id": one.pk, "number": one.number, "partner": one.partner.code, "partner_number": one.partner_number,
        "source": one.source, "route": one.route, "purpose": one.purpose, "received": one.received_at,
        "answer_due": one.answer_due, "answered": one.answered_at,
        "assigned_to": one.assigned_to.handle if one.assigned_to else None,
    }  # fmt: skip


def line(one: OrderLine) -> Told:
    return {
        "id": one.pk, "line": str(one), "state": one.state, "since": one.state_since, "citation": one.citation,
        "item": one.item, "form": one.form, "copies": one.copies, "facts": one.facts, "note": one.note,
    }  # fmt: skip


def decision(one: Decision) -> Told:
    return {
        "id": one.pk, "outcome": one.outcome, "channel": one.channel, "form": one.form, "approvals": one.approvals,
        "marking": one.marking, "basis": one.basis, "agreement_clause": one.agreement_clause,
        "policy": one.version.policy.code, "version": one.version.number, "rules": one.rules, "facts": one.facts,
        "decided_by": one.decided_by.handle, "decided": one.decided_at,
    }  # fmt: skip


def step(one: ApprovalStep) -> Told:
    return {
        "authority": one.authority.code, "round": one.round, "position": one.position, "state": one.state,
        "by": one.by.handle if one.by else None, "at": one.at, "remark": one.remark,
    }  # fmt: skip


def document(one: Document) -> Told:
    return {
        "id": one.pk, "role": one.role, "title": one.title, "file_name": one.file_name, "language": one.language,
        "archive_reference": one.archive_reference, "original_language": one.original_language,
        "translators": one.translators, "caveat": one.caveat, "sha256": one.file_id, "size": one.file.size,
        "pages": one.file.pages, "signed": one.file.signed, "state": one.file.state, "findings": one.file.told(),
        "added": one.added_at, "withdrawn": one.withdrawn_at,
    }  # fmt: skip


def sourcing(one: Sourcing) -> Told:
    return {
        "supplier": one.supplier, "price": price_of(one), "form": one.form, "copyright_basis": one.copyright_basis,
        "expected": one.expected,
    }  # fmt: skip


def need(one: Need) -> Told:
    return {
        "id": one.pk, "number": one.number, "partner": one.partner.code, "partner_number": one.partner_number,
        "route": one.route, "purpose": one.purpose, "opened": one.opened_at, "sent": one.sent_at,
        "answer_due": one.answer_due,
    }  # fmt: skip


def need_line(one: NeedLine) -> Told:
    return {
        "id": one.pk, "position": one.position, "state": one.state, "since": one.state_since,
        "citation": one.citation, "item": one.item, "form": one.form, "copies": one.copies, "told": one.told,
    }  # fmt: skip


def person(one: Person) -> Told:
    return {
        "id": one.pk, "handle": one.handle, "name": one.name, "email": one.email, "office_held": one.office_held,
        "roles": sorted(one.roles), "active": one.is_active,
    }  # fmt: skip


def held(one: AuthorityHeld) -> Told:
    return {
        "id": one.pk, "authority": one.authority.code, "person": one.person.handle, "since": one.since,
        "until": one.until, "deputy_for": one.deputy_for_id, "proposed_by": one.proposed_by.handle,
        "confirmed_by": one.confirmed_by.handle if one.confirmed_by else None,
    }  # fmt: skip


def token(one: AccessToken) -> Told:
    return {
        "id": one.pk, "person": one.person.handle, "label": one.label, "second_factor": one.second_factor,
        "created": one.created_at, "expires": one.expires_at, "revoked": one.revoked_at,
    }  # fmt: skip


def version(one: PolicyVersion) -> Told:
    return {
        "policy": one.policy.code, "version": one.number, "file": one.file_name, "sha256": one.rulebook_sha256,
        "in_force_from": one.in_force_from, "in_force_until": one.in_force_until, "instrument": one.instrument_id,
        "draft": one.draft_id,
    }  # fmt: skip


def draft(one: PolicyDraft) -> Told:
    return {
        "id": one.pk, "policy": one.policy.code, "draft": one.number, "state": one.state, "file": one.file_name,
        "sha256": one.rulebook_sha256, "cases_file": one.cases_name or None, "cases_sha256": one.cases_sha256 or None,
        "note": one.note, "instrument": one.instrument_id, "drafted_by": one.drafted_by.handle,
        "drafted": one.drafted_at, "looked_at": one.looked_at, "findings": one.findings, "cases": one.cases,
        "review": one.review, "properties": one.properties, "dropped": one.dropped, "difference": one.difference,
        "authority": one.authority.code if one.authority else None,
        "approved_by": one.approved_by.handle if one.approved_by else None, "approved": one.approved_at,
        "reason": one.reason,
    }  # fmt: skip


def instrument(one: Instrument) -> Told:
    return {
        "id": one.pk, "title": one.title, "grade": one.grade, "serials": one.serials, "seals": one.seals,
        "distribution": one.distribution, "order_to_implement": one.order_to_implement, "dated": one.dated,
        "archive_reference": one.archive_reference, "original_language": one.original_language,
        "translators": one.translators, "recorded": one.recorded_at,
    }  # fmt: skip


def entry(one: Correspondence) -> Told:
    return {
        "id": one.pk, "what": one.what, "number": one.number, "on": one.on, "said_by": one.said_by,
        "said_to": one.said_to, "subject": one.subject, "text": one.text, "source": one.source,
        "partner": one.partner.code if one.partner else None, "order": one.order.number if one.order else None,
        "answers": one.answers_id, "recorded": one.recorded_at,
    }  # fmt: skip
