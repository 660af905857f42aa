"""A row of every table, made with as little as the table takes, for the tests of the stores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db import models

from verbale.records import models as records
from verbale.records.person import Role

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAY = NOW.date()
HASH = "0123456789abcdef" * 4

_numbers = count(1)


def make(model: type[models.Model], **facts: Any) -> Any:
    """Saves a row of the model: the given facts, and for the rest the least that it needs."""
    least = _LEAST.get(model, dict)()
    wanted = {name: value() if callable(value) else value for name, value in least.items() if name not in facts}
    return model._default_manager.create(**(wanted | facts))


def person(*roles: str, **facts: Any) -> records.Person:
    made: records.Person = make(records.Person, **facts)
    for role in roles:
        records.RoleHeld.objects.create(person=made, role=role)
    return made


def staff() -> dict[str, records.Person]:
    """One person for each role, under the role's name, one of none, and one of all who was deactivated."""
    everybody = {str(role): person(role, handle=str(role)) for role in Role}
    inactive = person(*Role.values, handle="inactive", is_active=False)
    return everybody | {"none": person(handle="none"), "inactive": inactive}


def _code() -> str:
    return f"X{next(_numbers)}"


def _new(model: type[models.Model], **facts: Any) -> Callable[[], Any]:
    return lambda: make(model, **facts)


def _partner() -> records.Party:
    return records.Party.objects.filter(code="FI").first() or make(records.Party, code="FI")


def _clerk() -> records.Person:
    return records.Person.objects.filter(handle="clerk").first() or make(records.Person, handle="clerk")


def _sha256() -> str:
    return f"{next(_numbers):064x}"


_THING = {"thing_kind": "order", "thing_id": "1"}

_LEAST: dict[type[models.Model], Callable[[], dict[str, Any]]] = {
    records.AcceptedFinding: lambda: {
        "minutes": _new(records.Minutes), "revision": HASH, "finding": HASH, "reason": "said so", "by": _clerk,
        "at": NOW,
    },
    records.ActingBody: lambda: {
        "side": _partner, "name": _code, "what": "institute", "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.Adoption: lambda: {
        "text": _new(records.Text), "article": "1", "side": "OURS", "adopted": True, "recorded_at": NOW,
    },
    records.Annex: lambda: {
        "report": _new(records.Report), "number": "1", "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.Assignment: lambda: {
        "visit": _new(records.Visit), "number": 1, "text": "See the library", "by": _clerk, "at": NOW,
    },
    records.CalendarFeed: lambda: {"person": _clerk, "secret_hash": _sha256, "made_at": NOW},
    records.Commitment: lambda: {
        "partner": _partner, "number": "1", "text": "Send lists", "bound": "ours", "state": "open", "recorded_at": NOW,
        "moved_at": NOW,
    },
    records.CommitmentChange: lambda: {
        "commitment": _new(records.Commitment), "before": "open", "after": "done", "by": _clerk, "at": NOW,
    },
    records.CommitmentMove: lambda: {
        "commitment": _new(records.Commitment), "side": "OURS", "reason": "illness", "at": NOW,
    },
    records.CommitmentPart: lambda: {
        "commitment": _new(records.Commitment), "place": 1, "part": "in charge", "who": "The library",
    },
    records.CommitmentWord: lambda: {"commitment": _new(records.Commitment), "state": "open", "told_at": NOW},
    records.Complex: lambda: {
        "programme": _new(records.Programme), "number": 1, "sector": "Geology", "recorded_by": _clerk,
        "recorded_at": NOW,
    },
    records.ComplexBody: lambda: {"complex": _new(records.Complex), "body": _new(records.ActingBody)},
    records.Delegate: lambda: {
        "delegation": _new(records.Delegation), "place": 1, "name": "Aino Laine", "office": "Librarian",
    },
    records.Delegation: lambda: {
        "session": _new(records.Session), "side": "OURS", "recorded_at": NOW, "delete_after": DAY,
    },
    records.DirectRelation: lambda: {
        "complex": _new(records.Complex), "ours": _new(records.ActingBody), "theirs": _new(records.ActingBody),
        "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.Fund: lambda: {
        "commitment": _new(records.Commitment), "as_written": "12 million", "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.GovernmentApproval: lambda: {
        "minutes": _new(records.Minutes), "side": "OURS", "on": DAY, "recorded_at": NOW,
    },
    records.JoinedItem: lambda: {
        "session": _new(records.Session), "ours": "1", "theirs": "2", "by": _clerk, "at": NOW,
    },
    records.MarkedSentence: lambda: {
        "report": _new(records.Report), "start": 0, "end": 5, "text": "Words", "mark": "need", "by": _clerk, "at": NOW,
    },
    records.Memorandum: lambda: {
        "session": _new(records.Session), "side": "OURS", "version": 1, "written_at": NOW,
    },
    records.Milestone: lambda: {"commitment": _new(records.Commitment), "place": 1, "what": "Proposals"},
    records.MinutesDraft: lambda: {
        "session": _new(records.Session), "content": {}, "kept_by": _clerk, "kept_at": NOW,
    },
    records.Minutes: lambda: {"text": _new(records.Text), "since": NOW},
    records.Programme: lambda: {"partner": _partner, "recorded_by": _clerk, "recorded_at": NOW},
    records.RefusedPaper: lambda: {
        "minutes": _new(records.Minutes), "sha256": HASH, "why": "Nobody signed it", "at": NOW,
    },
    records.Remark: lambda: {
        "report": _new(records.Report), "number": 1, "by_whom": "The director", "text": "Shorter",
        "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.ReminderRule: lambda: {"days_before": 14, "bound": "ours", "made_by": _clerk, "made_at": NOW},
    records.ReminderSent: lambda: {"commitment": _new(records.Commitment), "person": _clerk, "on": DAY},
    records.Report: lambda: {
        "title": "A visit", "author": "Aino Laine", "holder": "Desk", "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.Session: lambda: {
        "commission": _new(records.Text), "number": 1, "host": "OURS", "begins": "1987", "planned_at": NOW,
    },
    records.SessionBeside: lambda: {
        "session": _new(records.Session), "title": "Conference", "begins": "1987", "recorded_by": _clerk,
        "recorded_at": NOW,
    },
    records.SessionMove: lambda: {
        "session": _new(records.Session), "begins": "1987", "side": "OURS", "reason": "illness", "at": NOW,
    },
    records.SessionWord: lambda: {
        "session": _new(records.Session), "number": 1, "host": "OURS", "begins": "1987", "state": "planned",
        "told_at": NOW,
    },
    records.SignedPaper: lambda: {
        "minutes": _new(records.Minutes), "revision": HASH, "file": _new(records.StoredFile), "at": NOW,
    },
    records.SigningCertificate: lambda: {
        "side": _partner, "subject": "Aino Laine", "fingerprint": _sha256, "pem": "p", "added_by": _clerk,
        "added_at": NOW,
    },
    records.SupplementPaper: lambda: {
        "memorandum": _new(records.Memorandum), "place": 1, "document": _new(records.Document),
    },
    records.Talk: lambda: {
        "partner": _partner, "on": "1987", "title": "A talk", "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.TalkEntry: lambda: {
        "talk": _new(records.Talk), "place": 1, "side": "OURS", "speaker": "Aino Laine", "said": "greeting",
        "by": _clerk, "at": NOW,
    },
    records.Term: lambda: {"recorded_by": _clerk, "recorded_at": NOW},
    records.Visit: lambda: {
        "partner": _partner, "title": "A visit", "side": "OURS", "begins": "1987", "recorded_by": _clerk,
        "recorded_at": NOW,
    },
    records.Waiting: lambda: {"what": "decision", "text": "The loan", "recorded_by": _clerk, "recorded_at": NOW},
    records.Wish: lambda: {
        "visit": _new(records.Visit), "number": 1, "side": "OURS", "text": "See the archive", "by": _clerk, "at": NOW,
    },
    records.AccessToken: lambda: {
        "person": _clerk, "label": "laptop", "secret_hash": _sha256, "created_at": NOW, "expires_at": NOW,
    },
    records.ApprovalStep: lambda: _THING | {"position": 1, "authority": _new(records.Authority), "state": "open"},
    records.ArrivedMessage: lambda: {
        "partner": _partner, "message": "m1", "arrived": _new(records.ArrivedPouch, state="refused"),
    },
    records.ArrivedPouch: lambda: {
        "partner": _partner, "epoch": 1, "number": 1, "sha256": HASH, "size": 1, "file_name": "a.pouch",
        "state": "opened", "arrived_at": NOW,
    },
    records.AskedFile: lambda: {"asked": _new(records.ErasureAsked), "sha256": HASH},
    records.Authority: lambda: {"code": _code},
    records.AuthorityHeld: lambda: {
        "person": _clerk, "authority": _new(records.Authority), "since": DAY, "proposed_by": _new(records.Person),
        "proposed_at": NOW,
    },
    records.CarrierCalls: lambda: {"partner": _partner, "minute": NOW},
    records.Caveat: lambda: {"code": _code},
    records.Channel: lambda: {"partner": _new(records.Party)},
    records.ContactUnit: lambda: {"party": _partner, "name": "Exchange desk", "since": DAY},
    records.Correspondence: lambda: {
        "what": "talk", "on": "2026-11-21", "said_by": "Aino Laine", "subject": "Journals", "recorded_at": NOW,
    },
    records.Decision: lambda: {
        "line": _new(records.OrderLine), "version": _new(records.PolicyVersion), "facts": {}, "outcome": "refuse",
        "decided_by": _clerk, "decided_at": NOW,
    },
    records.Document: lambda: _THING | {
        "role": "original", "file": _new(records.StoredFile), "file_name": "a.pdf", "title": "A", "added_at": NOW,
    },
    records.Edition: lambda: {
        "name": "1987", "source_name": "a.mrc", "folder": "1", "records": 1, "faulty": 0, "reason": "r", "digest": HASH,
        "imported_by": _clerk, "imported_at": NOW,
    },
    records.Erased: lambda: _THING | {"erasure": _new(records.Erasure)},
    records.Erasure: lambda: {"order": "Order 12", "reason": "asked for", "proposed_by": _clerk, "proposed_at": NOW},
    records.ErasureAsked: lambda: {
        "partner": _partner, "side": "ours", "asked": _code, "rule": "Article 4", "reason": "ten years are over",
        "due_on": DAY, "body": {}, "at": NOW,
    },
    records.ErasureCopy: lambda: {"erased": _new(records.Erased), "place": "store", "name": HASH},
    records.Instrument: lambda: {"title": "Agreement", "recorded_by": _clerk, "recorded_at": NOW},
    records.InstrumentStep: lambda: {
        "instrument": _new(records.Instrument), "position": 1, "what": "approved", "who": "Council",
        "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.Invitation: lambda: {"person": _new(records.Person), "secret_hash": HASH, "expires_at": NOW},
    records.Job: lambda: {"what": "import", "asked_by": _clerk, "asked_at": NOW},
    records.JournalEntry: lambda: {"number": 1, "previous": HASH, "digest": HASH, "hash": HASH},
    records.JournalErasure: lambda: {
        "erased": _new(records.JournalEntry), "reason": "asked for",
        "told_by": _new(records.JournalEntry, number=2, hash="0" * 64),
    },
    records.JournalHead: lambda: {"hash": HASH},
    records.JournalPayload: lambda: _THING | {
        "entry": _new(records.JournalEntry), "salt": b"0" * 32, "at": NOW, "act": "order.received",
    },
    records.Lookup: lambda: {
        "table": "country group", "key": _code, "value": "third country", "set_by": _clerk, "set_at": NOW,
    },
    records.Message: lambda: _THING | {"partner": _partner, "what": "order", "body": {}, "queued_at": NOW},
    records.MessageFile: lambda: {
        "message": _new(records.Message), "name": "1.pdf", "file": _new(records.StoredFile),
    },
    records.Need: lambda: {"partner": _partner, "route": "department", "opened_by": _clerk, "opened_at": NOW},
    records.NeedLine: lambda: {
        "need": _new(records.Need), "position": 1, "citation": "Acta 1", "form": "original", "state_since": NOW,
    },
    records.Offer: lambda: {
        "partner": _partner, "version": _new(records.PolicyVersion), "folder": "1", "file": _new(records.StoredFile),
        "reviewed": 1, "offered": 1, "published_by": _clerk, "published_at": NOW,
    },
    records.Order: lambda: {
        "partner": _partner, "number": _code, "source": "letter", "route": "department", "received_at": NOW,
        "answer_due": date(2026, 12, 21),
    },
    records.OrderLine: lambda: {
        "order": _new(records.Order), "position": 1, "citation": "Acta 1", "form": "original", "state_since": NOW,
    },
    records.Party: lambda: {"code": _code},
    records.PartyKeys: lambda: {
        "party": _partner, "signing": "s", "recipient": "r", "fingerprint": _code, "added_at": NOW,
    },
    records.Person: lambda: {"handle": lambda: _code().lower(), "name": "Aino Laine"},
    records.Policy: lambda: {"code": _code},
    records.PolicyDraft: lambda: {
        "policy": _new(records.Policy), "number": 1, "file_name": "a.dmn", "rulebook": b"<dmn/>",
        "rulebook_sha256": HASH, "drafted_by": _clerk, "drafted_at": NOW,
    },
    records.PolicyUse: lambda: {
        "policy": _new(records.Policy), "partner": _partner, "agreement_clause": "Article 4", "since": DAY,
        "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.PolicyVersion: lambda: {
        "policy": _new(records.Policy), "number": 1, "draft": _new(records.PolicyDraft), "file_name": "a.dmn",
        "rulebook": b"<dmn/>", "rulebook_sha256": HASH, "in_force_from": DAY, "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.Pouch: lambda: {
        "partner": _partner, "number": 1, "envelope_hash": HASH, "sha256": HASH, "size": 1, "file_name": "a.pouch",
        "sealed_at": NOW,
    },
    records.ReceivedCatalogue: lambda: {
        "partner": _partner, "offer": "1", "file": _new(records.StoredFile), "folder": "1", "items": 1,
        "received_at": NOW,
    },
    records.ReceivedMark: lambda: {
        "file": _new(records.StoredFile), "party": _partner, "caveat": "internal", "received_at": NOW,
    },
    records.SavedSearch: lambda: {"person": _clerk, "partner": _partner, "name": "Ice", "saved_at": NOW},
    records.Release: lambda: _THING | {
        "partner": _partner, "basis": "Article 4", "message": _new(records.Message), "released_by": _clerk,
        "released_at": NOW,
    },
    records.RetentionRule: lambda: {
        "code": _code, "sorts": ["received"], "event": "added", "days": 1, "basis": "Article 4", "in_force_from": DAY,
        "made_by": _clerk, "made_at": NOW,
    },
    records.ReturnedPouch: lambda: {
        "partner": _partner, "epoch": 1, "number": 1, "envelope": "{}", "signature": "s", "manifest": "m", "told": HASH,
        "returned_at": NOW,
    },
    records.Revision: lambda: {"text": _new(records.Text), "hash": HASH, "content": {}, "since": NOW},
    records.RoleHeld: lambda: {"person": _clerk, "role": "desk"},
    records.Sourcing: lambda: {
        "line": _new(records.OrderLine), "supplier": "Library Services", "form": "original",
        "copyright_basis": "licence", "recorded_by": _clerk, "recorded_at": NOW,
    },
    records.StoredFile: lambda: {"sha256": _sha256, "size": 1, "media_type": "application/pdf", "stored_at": NOW},
    records.SupplyChannel: lambda: {"code": _code},
    records.Text: lambda: {
        "partner": _partner, "text_kind": "agreement", "depositary": "OURS", "state": "draft", "opened_at": NOW,
        "moved_at": NOW,
    },
    records.TextAct: lambda: {
        "text": _new(records.Text), "side": "OURS", "number": 1, "act": "propose", "hash": _sha256, "body": {},
        "done_at": NOW,
    },
    records.Transfer: lambda: {
        "partner": _partner, "way": "out", "sha256": HASH, "file_name": "a.pouch", "size": 1, "begun_at": NOW,
        "moved_at": NOW,
    },
    records.WithdrawnItem: lambda: {"partner": _partner, "offer": "1", "item": _code, "received_at": NOW},
    records.YearlyNumber: lambda: {"year": 2026, "direction": "in"},
}  # fmt: skip
