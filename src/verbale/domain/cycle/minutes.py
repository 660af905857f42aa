"""Minutes of a session: a text on which both agree, in two languages article by article, and where it stands (S16).

The article with the role ``session`` says of which session they are, and what the paper needs to name: the sides, who
signs for each, place and days (COMMISSION.md, 6.1). Comparing the languages is `minutes_check`, the paper
`minutes_paper`, signing it `minutes_signing`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_noop as _

from verbale.domain.cycle import session_plan
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.domain.spine.text_record import newest_revision, revision_of, standing_of
from verbale.engines import agreement
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.instrument import Instrument
from verbale.records.minutes import GovernmentApproval, Minutes, SignedPaper
from verbale.records.person import Person, Role
from verbale.records.session import Session
from verbale.records.text import Text, TextKind

SESSION, CONCLUSION = "session", "conclusion"
SESSION_ARTICLE = "session"
BOTH = 2
"""Signatures on a paper that both sides signed."""


class NotMinutes(WrongUse):
    """“{title}” is no minutes but of the kind “{kind}”."""


class NoSessionArticle(Refused):
    """These minutes do not say of which session they are, or who signs: {why}. Correct the article of the session."""


class NothingToApprove(Refused):
    """These minutes wait for no approval of a government: {why}."""


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


@dataclass(frozen=True, slots=True)
class Signing:
    """How one side stands on the paper: its code, and by language its name, who signs for it and the office held."""

    code: str
    name: Mapping[str, str]
    head: Mapping[str, str]
    office: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Heading:
    """Of which session minutes are: commission, number, first and last day, label, place and days in words, sides."""

    commission: str
    number: int
    first_day: date
    last_day: date
    label: Mapping[str, str]
    place: Mapping[str, str]
    days: Mapping[str, str]
    sides: tuple[Signing, Signing]


def session_article(heading: Heading, text: Mapping[str, str]) -> agreement.Article:
    """The article that says of which session the minutes are; ``text`` are its words by language."""
    facts: dict[str, agreement.Fact] = {
        "commission": heading.commission, "session": heading.number, "first-day": heading.first_day.isoformat(),
        "last-day": heading.last_day.isoformat(),
    }  # fmt: skip
    for language in heading.label:
        facts[_name("place", language)] = heading.place[language]
        facts[_name("days", language)] = heading.days[language]
    for place, side in enumerate(heading.sides, start=1):
        facts[f"side-{place}"] = side.code
        for part in ("name", "head", "office"):
            facts |= {_name(f"{part}-{place}", language): words for language, words in getattr(side, part).items()}
    return agreement.Article(SESSION_ARTICLE, heading.label, text, roles=(SESSION,), facts=facts)


def heading_of(revision: agreement.Revision) -> Heading:
    """What the minutes' article of the session says. Raises NoSessionArticle where it does not say all of it."""
    bearing = revision.with_role(SESSION)
    if len(bearing) != 1:
        raise NoSessionArticle(why=f"{len(bearing)} articles have the role “session”, and one does")
    article, languages = bearing[0], revision.languages
    facts = dict(article.facts)
    try:
        sides = tuple(
            Signing(
                str(facts[f"side-{place}"]), *(_by_language(facts, f"{part}-{place}", languages) for part in _PARTS)
            )
            for place in (1, 2)
        )
        return Heading(
            str(facts["commission"]), int(str(facts["session"])), date.fromisoformat(str(facts["first-day"])),
            date.fromisoformat(str(facts["last-day"])), {one: article.heading[one] for one in languages},
            _by_language(facts, "place", languages), _by_language(facts, "days", languages), (sides[0], sides[1]),
        )  # fmt: skip
    except KeyError as fault:
        raise NoSessionArticle(why=f"“{fault.args[0]}” is missing") from fault
    except ValueError as fault:
        raise NoSessionArticle(why="its number or its days are none") from fault


_PARTS = ("name", "head", "office")


def _name(part: str, language: str) -> str:
    return f"{part}-{language.lower()}"


def _by_language(facts: Mapping[str, agreement.Fact], part: str, languages: Sequence[str]) -> dict[str, str]:
    return {language: str(facts[_name(part, language)]) for language in languages}


def conclusions(revision: agreement.Revision) -> tuple[agreement.Article, ...]:
    """The articles that are conclusions, in their order."""
    return revision.with_role(CONCLUSION)


@transaction.atomic
def of(text: Text, at: datetime) -> Minutes:
    """What this node keeps of minutes beside the text: made when it is first asked for, and tied to their session as
    soon as a revision names one that we plan too."""
    if text.text_kind != TextKind.MINUTES:
        raise NotMinutes(title=text.title(), kind=text.get_text_kind_display())
    row, _made = Minutes.objects.select_for_update().get_or_create(text=text, defaults={"since": at})
    if row.session is None and (session := _session_of(text, at)) is not None:
        row.session = session
        row.save(update_fields=["session"])
    return row


def _session_of(text: Text, at: datetime) -> Session | None:
    try:
        heading = heading_of(newest_revision(text, standing_of(text, at.date())))
    except Refused:
        return None
    rows = Session.objects.filter(commission__partner=text.partner, commission=heading.commission)
    return rows.filter(number=heading.number).first()


def agreed(minutes: Minutes) -> agreement.Revision | None:
    """The revision whose wording both sides agreed; None while there is none."""
    text = minutes.text
    return revision_of(text, text.in_force) if text.in_force else None


def paper(minutes: Minutes) -> SignedPaper | None:
    """The paper of the agreed revision with the most signatures that we hold."""
    rows = SignedPaper.objects.filter(minutes=minutes, revision=minutes.text.in_force or "-")
    return max(rows, key=lambda row: len(row.signatures), default=None)


def state_of(minutes: Minutes) -> MinutesState:
    """Where minutes stand; nothing one-sided ever looks concluded."""
    if minutes.text.state == agreement.State.ENDED:
        return MinutesState.ENDED
    if not minutes.text.in_force:
        return MinutesState.NEGOTIATED
    held = paper(minutes)
    if held is None:
        return MinutesState.WORDING_AGREED
    if len(held.signatures) < BOTH:
        return MinutesState.SIGNED_BY_ONE
    if minutes.concluded_at is None:
        return MinutesState.SIGNED_BY_BOTH
    return MinutesState.CONCLUDED if waits_for(minutes) else MinutesState.IN_FORCE


def waits_for(minutes: Minutes) -> tuple[str, ...]:
    """The sides whose government's approval is still awaited, by code; none where the statute asks for none (6.7)."""
    terms = session_plan.terms_of(minutes.session) if minutes.session else None
    if terms is None or terms.force != "approval":
        return ()
    sides = [side.code for side in _heading(minutes).sides]
    given = set(GovernmentApproval.objects.filter(minutes=minutes).values_list("side", flat=True))
    return tuple(side for side in sides if side not in given)


def _heading(minutes: Minutes) -> Heading:
    revision = agreed(minutes)
    if revision is None:
        raise NoSessionArticle(why="no wording is agreed yet")
    return heading_of(revision)


@transaction.atomic
def approved_by_government(
    *, minutes: Minutes, side: str, on: date, by: Person, at: datetime, instrument: Instrument | None = None
) -> GovernmentApproval:
    """Records that a side's government approved concluded minutes (6.7)."""
    check_role(by, Role.DESK)
    if state_of(minutes) not in (MinutesState.CONCLUDED, MinutesState.IN_FORCE):
        raise NothingToApprove(why="both signatures are not on both nodes yet")
    before = GovernmentApproval.objects.filter(minutes=minutes, side=side).first()
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
