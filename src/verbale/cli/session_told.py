"""What the terminal tells of sessions: as data, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from verbale.cli.output import laid_out
from verbale.cli.sign_in import SignedIn, seen
from verbale.domain.cycle import interim, session_plan
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.session_beside import Dated, alongside
from verbale.domain.cycle.session_costs import Share, shares
from verbale.domain.cycle.session_evidence import Evidence, evidence
from verbale.domain.cycle.session_plan import Step, StepState
from verbale.domain.cycle.statute import NoStatute
from verbale.records.delegation import Delegation
from verbale.records.memorandum import Memorandum
from verbale.records.minutes import Minutes
from verbale.records.report import Report, Waiting
from verbale.records.session import Session, SessionBeside, SessionMove
from verbale.records.talk import Talk
from verbale.records.visit import Visit

PRESSING = (StepState.DUE, StepState.LATE, StepState.MISSED)
BELONGING = {
    "memoranda": Memorandum, "delegations": Delegation, "minutes": Minutes, "talks": Talk, "reports": Report,
    "waiting": Waiting,
}  # fmt: skip


def row(one: Session, known: Evidence, on: date) -> dict[str, Any]:
    """A session in a list."""
    steps = session_plan.steps(one, on, known)
    return {
        "id": one.pk, "number": one.number, "begins": one.begins, "ends": one.ends, "place": one.place,
        "host": one.host, "state": one.state, "missed": session_plan.missed(one, on),
        "due": [_step(each) for each in steps if each.state in PRESSING],
        "differs": [what for what, _ours, _theirs in sessions.differences(one)], "told_at": one.told_at,
    }  # fmt: skip


def table(rows: Sequence[Session], on: date) -> Iterator[dict[str, Any]]:
    """Sessions as the rows of a table, with what is due in words."""
    known = evidence(rows)
    for one in rows:
        told = row(one, known, on)
        named = {"commission": one.commission.title(), "partner": one.commission.partner.code}
        yield {**named, **told, "due": "; ".join(map(_due, told["due"])), "differs": ", ".join(told["differs"])}


def whole(one: Session, me: SignedIn) -> dict[str, Any]:
    """Everything that stands about a session, with the identifiers of what belongs to it."""
    known = evidence([one])
    rules = known.statutes.get(one.commission_id)
    return {
        "id": one.pk, "commission": one.commission_id, "title": one.commission.title(),
        "partner": one.commission.partner.code, **_word(one), "missed": session_plan.missed(one, me.today),
        "planned_by": one.planned_by.handle if one.planned_by else None, "told_at": one.told_at,
        "statute": None if rules is None or isinstance(rules, NoStatute) else rules.text.pk,
        "statute_fault": rules.sentence() if isinstance(rules, NoStatute) else None,
        "partner_says": _partner_says(one),
        "differs": [{"what": what, "ours": ours, "theirs": theirs} for what, ours, theirs in sessions.differences(one)],
        "steps": [_step(each) for each in session_plan.steps(one, me.today, known)],
        "interim": [{"id": each.pk, "title": each.title()} for each in interim.waiting(one)],
        "costs": [_cost(share) for share in _shares(one, known)],
        "moves": [
            {"begins": each.begins, "ends": each.ends, "side": each.side, "reason": each.reason, "at": each.at}
            for each in seen(SessionMove, me).filter(session=one)
        ],
        "beside": [*(_beside(one, each) for each in seen(SessionBeside, me).filter(session=one)),
                   *(_visit(one, each) for each in seen(Visit, me).filter(session=one))],
        **{name: list(seen(kind, me).filter(session=one).values_list("pk", flat=True))
           for name, kind in BELONGING.items()},
    }  # fmt: skip


def _word(one: Any) -> dict[str, Any]:
    names = ("number", "host", "begins", "ends", "place", "state", "reason")
    return {name: getattr(one, name) for name in names}


def _partner_says(one: Session) -> dict[str, Any] | None:
    word = getattr(one, "word", None)
    return {**_word(word), "told_at": word.told_at} if word is not None else None


def _step(each: Step) -> dict[str, Any]:
    return {"what": each.kind.value, "side": each.side, "due": each.due, "done": each.done, "state": each.state.value}


def _shares(one: Session, known: Evidence) -> tuple[Share, ...]:
    terms = known.terms_of(one)
    return shares(terms, one.host, (known.us, one.commission.partner.code)) if terms else ()


def _cost(share: Share) -> dict[str, Any]:
    return {"what": share.what, "of": share.of, "paid_by": list(share.paid_by), "together": share.together}


def _beside(one: Session, each: SessionBeside) -> dict[str, Any]:
    return {
        "id": each.pk,
        "what": each.title,
        "body": each.body,
        "visit": None,
        **_days(one, each),
        "place": each.place,
    }


def _visit(one: Session, each: Visit) -> dict[str, Any]:
    return {
        "id": each.pk,
        "what": each.title,
        "body": each.side,
        "visit": each.pk,
        **_days(one, each),
        "place": each.place,
    }


def _days(one: Dated, each: Dated) -> dict[str, str]:
    return {"begins": each.begins, "ends": each.ends, "against_session": alongside(one, each).value}


def rows_in_words(told: dict[str, Any]) -> Iterator[str]:
    """A commission's sessions as a table, then what is due for each, then the years that missed one."""
    columns = ("number", "begins", "ends", "place", "host", "state")
    rows = [{**one, "state": _state(one)} for one in told["sessions"]]
    yield from laid_out(rows, columns) if rows else ["No session."]
    for one in rows:
        yield from (f"  session {one['number']}: {_due(step)}" for step in one["due"])
    for year in told["missed_years"]:
        yield f"{year['year']}: missed; {year['had']} held, the statute asks for {year['wanted']} a year"


def _state(one: dict[str, Any]) -> str:
    marks = ["missed"] if one["missed"] else []
    marks += ["the partner says otherwise"] if one["differs"] else []
    return f"{one['state']} ({', '.join(marks)})" if marks else str(one["state"])


def _due(step: dict[str, Any]) -> str:
    side = f" of {step['side']}" if step["side"] else ""
    return f"{step['what']}{side} {step['state']} {step['due']}"


def in_words(told: dict[str, Any]) -> list[str]:
    """A session, laid out; what is empty is left out."""
    costs = [f"{_named(one)}: {_payers(one)}" for one in told["costs"]]
    return laid_out({**told, "costs": costs})


def _named(one: dict[str, Any]) -> str:
    return f"delegation of {one['of']}" if one["of"] else "organisation"


def _payers(one: dict[str, Any]) -> str:
    sides = " and ".join(one["paid_by"])
    if one["together"]:
        return f"{sides} together"
    return sides if len(one["paid_by"]) == 1 else f"{sides}, each what it causes"
