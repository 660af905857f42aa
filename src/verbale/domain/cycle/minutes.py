"""Minutes of a session: a text on which both agree, in two languages article by article, and where it stands (S16).

Of which session they are, says `minutes_heading`; comparing the languages is `minutes_check`, the paper
`minutes_paper`, signing it `minutes_signing` (COMMISSION.md, 6).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_noop as _

from verbale.domain.cycle import statute
from verbale.domain.cycle.minutes_heading import Heading, NoSessionArticle, heading_of
from verbale.domain.spine import journal, office, party
from verbale.domain.spine.person import check_role
from verbale.domain.spine.text_record import newest_revision, revision_of, standing_of, utc_day
from verbale.engines import agreement
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.records.instrument import Instrument
from verbale.records.minutes import GovernmentApproval, Minutes, SignedPaper
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.session import Session
from verbale.records.text import Text, TextKind

CONCLUSION = "conclusion"
BOTH = 2
"""Signatures on a paper that both sides signed."""


class NotMinutes(WrongUse):
    """“{title}” is no minutes but of the kind “{kind}”."""


class OtherSides(Refused):
    """These minutes are signed by {sides}, which are not {ours} and {partner}. Correct the article of the session."""


class UnknownCommission(Refused):
    """The article of the session names the commission “{commission}”, which is none with {partner}. Name it by the
    identifier of the text that founded it."""


class NothingToApprove(Refused):
    """No approval of a government can be recorded for these minutes so: {why}."""


class ApprovedBefore(Refused):
    """The approval of {side} was recorded before, of {day}."""


class MinutesState(StrEnum):
    """Where minutes stand (COMMISSION.md, 6)."""

    NEGOTIATED = "negotiated"
    WORDING_AGREED = "wording agreed"
    SIGNED_BY_ONE = "signed by one"
    SIGNED_BY_BOTH = "signed by both"
    CONCLUDED = "concluded"
    IN_FORCE = "in force"
    ENDED = "ended"


STATES = {
    MinutesState.NEGOTIATED: _("Under negotiation"),
    MinutesState.WORDING_AGREED: _("Wording agreed, not signed"),
    MinutesState.SIGNED_BY_ONE: _("Signed by one side"),
    MinutesState.SIGNED_BY_BOTH: _("Signed by both; the other node is not known to hold it yet"),
    MinutesState.CONCLUDED: _("Concluded; approval awaited"),
    MinutesState.IN_FORCE: _("Concluded and in force"),
    MinutesState.ENDED: _("Ended"),
}

_ANEW = frozenset({MinutesState.WORDING_AGREED, MinutesState.ENDED})
"""Both sides may change the wording at any time, which is then signed anew, or end the text."""
TRANSITIONS: dict[MinutesState, frozenset[MinutesState]] = {
    MinutesState.NEGOTIATED: frozenset({MinutesState.WORDING_AGREED}),
    MinutesState.WORDING_AGREED: _ANEW | {MinutesState.SIGNED_BY_ONE},
    MinutesState.SIGNED_BY_ONE: _ANEW | {MinutesState.SIGNED_BY_BOTH, MinutesState.CONCLUDED, MinutesState.IN_FORCE},
    MinutesState.SIGNED_BY_BOTH: _ANEW | {MinutesState.SIGNED_BY_ONE, MinutesState.CONCLUDED, MinutesState.IN_FORCE},
    MinutesState.CONCLUDED: _ANEW | {MinutesState.IN_FORCE},
    MinutesState.IN_FORCE: _ANEW | {MinutesState.CONCLUDED},
    MinutesState.ENDED: frozenset(),
}
"""What a state may become. None is kept: each is worked out from text, papers, the partner's answers and approvals.
A paper that the partner refuses counts no longer: its side signs anew. What is in force waits again only where the
statute comes to ask for approvals."""


def conclusions(revision: agreement.Revision) -> tuple[agreement.Article, ...]:
    """The articles that are conclusions, in their order."""
    return revision.with_role(CONCLUSION)


@transaction.atomic
def of(text: Text, at: datetime) -> Minutes:
    """What this node keeps of minutes beside the text: made when something is first to be kept, and tied to their
    session as soon as a revision names one that we plan too."""
    if text.text_kind != TextKind.MINUTES:
        raise NotMinutes(title=text.title(), kind=text.get_text_kind_display())
    row, _made = Minutes.objects.select_for_update().get_or_create(text=text, defaults={"since": at})
    if row.session is None and (session := _session_of(text, at)) is not None:
        row.session = session
        row.save(update_fields=["session"])
    return row


def read(text: Text, at: datetime) -> Minutes:
    """The same for whoever only reads: nothing is written, so what is not kept yet is made up for this answer."""
    if text.text_kind != TextKind.MINUTES:
        raise NotMinutes(title=text.title(), kind=text.get_text_kind_display())
    kept = Minutes.objects.filter(text=text).select_related("session__commission").first()
    row = kept or Minutes(text=text, since=at)
    if row.session is None:
        row.session = _session_of(text, at)
    return row


def _session_of(text: Text, at: datetime) -> Session | None:
    try:
        newest = text.in_force or newest_revision(text, standing_of(text, utc_day(at))).hash
        heading = heading_of(revision_of(text, newest))
    except (NoSessionArticle, NotFound):
        return None
    rows = Session.objects.filter(commission__partner=text.partner, commission=heading.commission)
    return rows.filter(number=heading.number).first()


def check_proposed(revision: agreement.Revision, partner: Party) -> None:
    """Refuses minutes that could not be signed with this partner: of no session, of a commission or of sides that are
    not both sides' own.

    Raises NoSessionArticle, UnknownCommission, OtherSides.
    """
    heading = heading_of(revision)
    check_sides(heading, partner)
    if _commission(heading.commission, partner) is None:
        raise UnknownCommission(commission=heading.commission, partner=partner.code)


def check_sides(heading: Heading, partner: Party) -> None:
    """Refuses minutes that others sign. Raises OtherSides."""
    sides, ours = [side.code for side in heading.sides], party.us().code
    if set(sides) != {ours, partner.code}:
        raise OtherSides(sides=" / ".join(sides), ours=ours, partner=partner.code)


def _commission(identifier: str, partner: Party) -> Text | None:
    return Text.objects.filter(pk=identifier, partner=partner, text_kind=TextKind.COMMISSION).first()


def agreed(minutes: Minutes) -> agreement.Revision | None:
    """The revision whose wording both sides agreed; None while there is none."""
    text = minutes.text
    return revision_of(text, text.in_force) if text.in_force else None


def paper(minutes: Minutes) -> SignedPaper | None:
    """The paper of the agreed revision with the most signatures that we hold; none that the partner refused."""
    rows = SignedPaper.objects.filter(minutes=minutes, revision=minutes.text.in_force or "-", refusal="")
    return max(rows, key=lambda row: len(row.signatures), default=None)


def on_both_nodes(held: SignedPaper | None) -> bool:
    """Whether a paper with both signatures is known to be on both nodes: it came from there, or the partner said that
    it keeps it (6.6)."""
    if held is None or len(held.signatures) < BOTH:
        return False
    return held.arrived_id is not None or (held.answered_at is not None and not held.refusal)


def concluded(minutes: Minutes) -> bool:
    """Whether the wording that is agreed now is concluded: noted since its paper with both signatures is held."""
    return noted_concluded(paper(minutes), minutes.concluded_at)


def noted_concluded(held: SignedPaper | None, concluded_at: datetime | None) -> bool:
    """The same of the paper that is held, and of when the conclusion was noted."""
    if concluded_at is None or held is None or len(held.signatures) < BOTH:
        return False
    return concluded_at >= held.at


def state_of(minutes: Minutes) -> MinutesState:
    """Where minutes stand; nothing one-sided ever looks concluded."""
    return state_from(minutes.text, paper(minutes), minutes.concluded_at, lambda: waits_for(minutes))


def state_from(
    text: Text, held: SignedPaper | None, concluded_at: datetime | None, waits: Callable[[], Sequence[str]]
) -> MinutesState:
    """The same from the text, the paper that is held, when the conclusion was noted, and whose approvals are awaited;
    these are asked for only once minutes are concluded."""
    if text.state == agreement.State.ENDED:
        return MinutesState.ENDED
    if not text.in_force:
        return MinutesState.NEGOTIATED
    if held is None:
        return MinutesState.WORDING_AGREED
    if len(held.signatures) < BOTH:
        return MinutesState.SIGNED_BY_ONE
    if not noted_concluded(held, concluded_at):
        return MinutesState.SIGNED_BY_BOTH
    return MinutesState.CONCLUDED if waits() else MinutesState.IN_FORCE


def waits_for(minutes: Minutes) -> tuple[str, ...]:
    """The sides whose government's approval is still awaited, by code; none where the statute asks for none (6.7)."""
    revision = agreed(minutes)
    if revision is None:
        return ()
    heading = heading_of(revision)
    if not asks_for_approval(minutes.text, heading.commission):
        return ()
    given = set(GovernmentApproval.objects.filter(minutes=minutes).values_list("side", flat=True))
    return tuple(side.code for side in heading.sides if side.code not in given)


def asks_for_approval(text: Text, commission: str) -> bool:
    """By the statute in force of the commission that the minutes name; what nobody can read forgoes no approval."""
    named = _commission(commission, text.partner)
    if named is None:
        return False
    try:
        return statute.in_force(named).terms.force == "approval"
    except NotFound:
        return False
    except statute.NoStatute:
        return True


@transaction.atomic
def approved_by_government(
    *, minutes: Minutes, side: str, on: date, by: Person, at: datetime, instrument: Instrument | None = None
) -> GovernmentApproval:
    """Records that a side's government approved concluded minutes (6.7)."""
    check_role(by, Role.DESK)
    if state_of(minutes) not in (MinutesState.CONCLUDED, MinutesState.IN_FORCE):
        raise NothingToApprove(why="both signatures are not on both nodes yet")
    before = GovernmentApproval.objects.filter(minutes=minutes, side=side).first()
    if on > office.day_of(at):
        raise NothingToApprove(why=f"{on.isoformat()} is yet to come")
    if before is not None:
        raise ApprovedBefore(side=side, day=before.on.isoformat())
    if side not in waits_for(minutes):
        raise NothingToApprove(why=f"the statute asks for none of {side}")
    row = GovernmentApproval.objects.create(
        minutes=minutes, side=side, on=on, instrument=instrument, recorded_by=by, recorded_at=at
    )
    facts = {"side": side, "on": on.isoformat()}
    journal.record(act="minutes.government approved", thing=minutes, by=by, at=at, facts=dict(facts))
    return row
