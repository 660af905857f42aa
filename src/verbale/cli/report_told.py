"""Reports as a terminal tells them: what stands, what is missing, what was read from them."""

from __future__ import annotations

from typing import Any

from verbale.cli.sign_in import SignedIn, seen
from verbale.domain.cycle import annex as annexes
from verbale.domain.cycle import report as reports
from verbale.domain.cycle import sentence as sentences
from verbale.records.commitment import Commitment, PartIn
from verbale.records.report import Annex, MarkedSentence, Remark, Report, Waiting

Told = dict[str, Any]


def row(one: Report, me: SignedIn) -> Told:
    """A line of the list."""
    return {
        "id": one.pk, "title": one.title, "author": one.author, "holder": one.holder, "due": one.due,
        "dated": one.dated or None, "standing": reports.standing(one, me.today).value,
        "submitted_to": one.submitted_to or None, "submitted_on": one.submitted_on,
    }  # fmt: skip


def whole(one: Report, me: SignedIn) -> Told:
    """A report with everything that hangs on it."""
    waiting = seen(Waiting, me).filter(report=one)
    return {
        **row(one, me), "session": one.session_id, "visit": one.visit_id, "follows": one.follows_id,
        "document": one.document_id, "language": one.language or None, "characters": len(one.text),
        "further": [row(each, me) for each in seen(Report, me).filter(follows=one).order_by("due", "recorded_at")],
        "remarks": [remark(each) for each in seen(Remark, me).filter(report=one)],
        "annexes": [annex(each) for each in annexes.of(one)],
        "commitments": [commitment(each) for each in of_report(one, me)],
        "not_taken_up": [sentence(each) for each in sentences.not_taken_up(one)],
        "waiting": [wait(each) for each in waiting],
    }  # fmt: skip


def of_report(one: Report, me: SignedIn) -> list[Commitment]:
    """The commitments read from a report, in the order of its text."""
    rows = seen(Commitment, me).filter(report=one).prefetch_related("parts", "milestones")
    return sorted(rows, key=lambda each: (each.start if each.start is not None else len(one.text), each.pk))


def remark(one: Remark) -> Told:
    return {
        "id": one.pk, "number": one.number, "by": one.by_whom, "on": one.on or None, "point": one.point or None,
        "text": one.text, "answer": one.answer or None, "answered_at": one.answered_at,
    }  # fmt: skip


def annex(one: Annex) -> Told:
    return {
        "id": one.pk, "number": one.number, "title": one.title or None, "held": one.document_id is not None,
        "document": one.document_id, "note": one.note or None,
    }  # fmt: skip


def commitment(one: Commitment) -> Told:
    """A proposal, or what became of it, with its place in the report's text."""
    return {
        "id": one.pk, "number": one.number, "state": one.state, "text": one.text, "bound": one.bound,
        "in_charge": [each.who for each in one.parts.all() if each.part == PartIn.IN_CHARGE],
        "due": one.due or None, "due_as_written": one.due_as_written or None,
        "members": [{"part": each.part, "who": each.who, "subject": each.subject or None} for each in one.parts.all()],
        "milestones": [
            {"what": each.what, "due": each.due or None, "as_written": each.due_as_written or None}
            for each in one.milestones.all()
        ],
        "source": {"start": one.start, "end": one.end},
    }  # fmt: skip


def sentence(one: MarkedSentence) -> Told:
    return {
        "id": one.pk, "mark": one.mark, "text": one.text, "note": one.note or None,
        "commitment": one.commitment or None, "start": one.start, "end": one.end,
    }  # fmt: skip


def wait(one: Waiting) -> Told:
    return {
        "id": one.pk, "what": one.what, "text": one.text, "waits_for": one.waits_for or None,
        "review_on": one.review_on, "report": one.report_id, "session": one.session_id,
        "answer": one.answer or None, "answered_at": one.answered_at,
    }  # fmt: skip
