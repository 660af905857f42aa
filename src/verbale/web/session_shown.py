"""What the page of one session shows: where it stands, and the rows of everything that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from verbale.domain.cycle import interim, session_plan
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.memorandum import has_begun
from verbale.domain.cycle.session_costs import shares
from verbale.domain.cycle.session_evidence import Evidence, evidence
from verbale.domain.cycle.statute import NoStatute
from verbale.records.delegation import Delegation
from verbale.records.memorandum import Memorandum, MemorandumState
from verbale.records.minutes import GovernmentApproval, Minutes
from verbale.records.report import Report, Waiting
from verbale.records.session import Session, SessionBeside, SessionMove
from verbale.records.talk import Talk
from verbale.records.text import Text
from verbale.records.visit import Visit
from verbale.web.access import seen
from verbale.web.memorandum_shown import Version, versions
from verbale.web.refusal import sentence
from verbale.web.session_words import FIELDS, alongside, cost, field_value


def shown(session: Session, viewer: Any, on: date) -> dict[str, Any]:
    """The context of the page."""
    known = evidence([session])
    word, found = getattr(session, "word", None), belonging(session, viewer)
    return {
        "session": session, "us": known.us, "partner": session.commission.partner.code, "word": word,
        "missed": session_plan.missed(session, on), "begun": has_begun(session, on),
        "statute": known.statute_of(session), "costs": costs(session, known),
        "steps": session_plan.steps(session, on, known), "fault": fault_of(known, session),
        "interim": seen(Text, viewer).filter(pk__in=[one.pk for one in interim.waiting(session)]),
        "differs": differs(session), **found,
        "drafting": any(one.row.state == MemorandumState.DRAFT for one in found["memoranda"]),
        "our_delegation": any(one.side == known.us for one in found["delegations"]),
    }  # fmt: skip


def costs(session: Session, known: Evidence) -> list[tuple[str, str]]:
    """Who pays what, in words; nothing without a statute."""
    terms = known.terms_of(session)
    sides = (known.us, session.commission.partner.code)
    return [cost(one) for one in shares(terms, session.host, sides)] if terms else []


def differs(session: Session) -> list[tuple[str, str, str]]:
    """Where the partner says something else: what, ours, theirs, in words."""
    return [
        (FIELDS[name], field_value(name, ours), field_value(name, theirs))
        for name, ours, theirs in sessions.differences(session)
    ]


def fault_of(known: Evidence, session: Session) -> str:
    """Why the statute in force cannot be read; empty if it can, or if there is none."""
    found = known.statutes.get(session.commission_id)
    return sentence(found) if isinstance(found, NoStatute) else ""


def memoranda(session: Session, rows: Iterable[Memorandum]) -> list[Version]:
    """The versions of both sides, the newest of each first, each with the number under which the other knows it."""
    found, partner = list(rows), session.commission.partner.code
    ours = sorted({row.side for row in found} - {partner})
    return [version for side in (*ours, partner) for version in versions(found, side)]


def belonging(session: Session, viewer: Any) -> dict[str, Any]:
    """The rows of other nouns that name this session, as far as this person may see them."""

    def of(kind: Any) -> Any:
        return seen(kind, viewer).filter(session=session)

    return {
        "moves": seen(SessionMove, viewer).filter(session=session).select_related("by"),
        "memoranda": memoranda(session, of(Memorandum).select_related("approved_by")),
        "delegations": of(Delegation).prefetch_related("delegates").order_by("side"),
        "minutes": of(Minutes).select_related("text"),
        "approvals": seen(GovernmentApproval, viewer).filter(minutes__session=session).select_related("minutes__text"),
        "talks": of(Talk), "reports": of(Report), "waiting": of(Waiting),
        "visits": [(one, alongside(session, one)) for one in of(Visit)],
        "beside": [(one, alongside(session, one)) for one in of(SessionBeside)],
    }  # fmt: skip
