"""Minutes as a terminal tells them: as data, and as lines that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from verbale.cli.sign_in import SignedIn, seen
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_answer
from verbale.domain.cycle.minutes import MinutesState
from verbale.domain.cycle.minutes_check import Checked
from verbale.domain.cycle.minutes_outline import Outline
from verbale.engines import parallel
from verbale.records.minutes import AcceptedFinding, GovernmentApproval, Minutes, SignedPaper, SigningCertificate
from verbale.records.term import Term

Told = dict[str, Any]

WAITS = (MinutesState.CONCLUDED, MinutesState.IN_FORCE)


def row(one: Minutes, me: SignedIn) -> Told:
    """A line of the list."""
    held, text = minutes_of.paper(one), one.text
    return {
        "id": text.pk, "title": text.title(me.person.language), "partner": text.partner.code,
        "session": one.session.number if one.session else None, "state": minutes_of.state_of(one).value,
        "signed_by": [each["side"] for each in held.signatures] if held else [], "concluded": one.concluded_at,
    }  # fmt: skip


def whole(one: Minutes, me: SignedIn) -> Told:
    """Where minutes stand, with every paper that is held."""
    state = minutes_of.state_of(one)
    papers = seen(SignedPaper, me).filter(minutes=one).select_related("file")
    approvals = seen(GovernmentApproval, me).filter(minutes=one).order_by("on")
    return {
        **row(one, me), "depositary": one.text.depositary, "revision": one.text.in_force or None,
        "waits_for": list(minutes_of.waits_for(one)) if state in WAITS else [],
        "papers": [paper(each) for each in papers],
        "refusals": [{"by": each.by, "side": each.side, "at": each.at, "why": each.why}
                     for each in minutes_answer.refusals(one)],
        "government_approvals": [{"side": each.side, "on": each.on, "instrument": each.instrument_id}
                                 for each in approvals],
    }  # fmt: skip


def paper(one: SignedPaper) -> Told:
    return {
        "sha256": one.file_id, "size": one.file.size, "revision": one.revision, "signatures": one.signatures,
        "came": one.arrived_id is not None, "at": one.at, "answered": one.answered_at, "refused": one.refusal or None,
    }  # fmt: skip


def in_words(one: Minutes, me: SignedIn) -> Iterator[str]:
    """Where minutes stand, in sentences."""
    told = whole(one, me)
    session = f"session {told['session']}" if told["session"] else "a session that is not planned here"
    yield f"{told['title']}: minutes of {session} with {told['partner']}"
    yield f"Text {told['id']}; {told['depositary']} signs first"
    yield f"State: {minutes_of.STATES[minutes_of.state_of(one)]}"
    yield f"Wording agreed: {told['revision'] or 'none yet'}"
    held = minutes_of.paper(one)
    for each in held.signatures if held else ():
        yield f"  signed for {each['side']} by {each['signer']} at {each['at']}; certificate {each['fingerprint'][:16]}"
    for each in told["refusals"]:
        yield f"{each['by']} refused the paper that {each['side']} signed, on {each['at']:%Y-%m-%d}: {each['why']}"
    for each in told["government_approvals"]:
        yield f"  approved by the government of {each['side']} on {each['on']}"
    for side in told["waits_for"]:
        yield f"Awaited: the approval of the government of {side}"


def finding(one: Checked) -> Told:
    """A difference between the versions of one article."""
    accepted = _accepted(one.accepted) if one.accepted else None
    return {"key": one.key, "article": one.article or None, **_finding(one.finding), "accepted": accepted}


def found(outline: Outline, place: int | None, one: parallel.Finding) -> Told:
    """The same of a draft, whose article may have no identifier yet: with its place, counted from 1."""
    article = None if place is None else outline.articles[place].identifier or None
    return {"article": article, "place": None if place is None else place + 1, **_finding(one)}


def _finding(one: parallel.Finding) -> Told:
    instead = one.instead
    return {
        "kind": one.kind.value, "language": one.language, "other": one.other, "says": one.says,
        "as_written": one.as_written, "start": one.start, "end": one.end,
        "instead": _instead(instead) if instead else None,
        "sentence": one.sentence(),
    }  # fmt: skip


def _instead(one: parallel.Instead) -> Told:
    return {"says": one.value, "as_written": one.as_written, "start": one.start, "end": one.end}


def _accepted(one: AcceptedFinding) -> Told:
    return {"reason": one.reason, "by": one.by.handle, "at": one.at}


def findings(found: Sequence[Checked]) -> Iterator[str]:
    """The differences, article by article."""
    if not found:
        yield "The versions say the same."
    for article in dict.fromkeys(one.article for one in found):
        yield f"Article {article}" if article else "Title"
        for one in found:
            if one.article == article:
                yield f"  {one.finding.sentence()}"
                yield f"    accepted: {one.accepted.reason}" if one.accepted else f"    OPEN, key {one.key[:12]}"


def certificate(one: SigningCertificate) -> Told:
    return {
        "fingerprint": one.fingerprint, "side": one.side.code, "subject": one.subject, "state": _state(one),
        "added": one.added_at, "confirmed": one.confirmed_at, "revoked": one.revoked_at, "reason": one.reason,
    }  # fmt: skip


def _state(one: SigningCertificate) -> str:
    return "revoked" if one.revoked_at else "trusted" if one.confirmed_at else "not confirmed"


def term(one: Term) -> Told:
    return {"id": one.pk, "forms": one.forms, "note": one.note, "recorded": one.recorded_at, "dropped": one.dropped_at}
