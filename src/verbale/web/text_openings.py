"""Which acts on a text are open to a reader, and why the others are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from verbale.domain.spine import party
from verbale.domain.spine import text as texts
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.kernel.errors import VerbaleError
from verbale.records.person import Role
from verbale.records.text import Text, TextKind
from verbale.web.access import passed_second_factor
from verbale.web.moment import now
from verbale.web.refusal import sentence


@dataclass(frozen=True, slots=True)
class Opening:
    """An act as one reader is offered it: where it is done, or the sentence why it cannot be."""

    label: str
    address: str
    reason: str
    tone: str = ""


def openings(text: Text, standing: agreement.Standing, request: HttpRequest) -> list[Opening]:
    """The acts that make sense for the text as it stands and for the roles of the reader."""
    person: Any = request.user
    us = party.us().code
    found: list[Opening] = []
    if Role.APPROVER in person.roles:
        found += _signed(text, standing, request, us)
    if Role.DESK in person.roles:
        found += _written(text, standing, us)
    return found


def _signed(text: Text, standing: agreement.Standing, request: HttpRequest, us: str) -> list[Opening]:
    """What the holder of an authority does."""
    hindrance = why_not_sign(text, request)
    approved = standing.approval_of(us)
    found = [
        Opening(
            _("Approve %(hash)s") % {"hash": each.revision[:12]},
            reverse("text-approve", args=[text.pk, each.revision]),
            hindrance or _why_not(Kind.APPROVE, standing, us, revision=each.revision),
        )
        for each in reversed(standing.standing_proposals)
        if approved is None or approved.revision != each.revision
    ]
    if approved is not None:
        found.append(
            Opening(_("Take our approval back"), reverse("text-take-back", args=[text.pk]), hindrance, "danger")
        )
    if standing.revision_in_force:
        reason = hindrance or _why_not(Kind.GIVE_NOTICE, standing, us, last_day=standing.on)
        found.append(Opening(_("Give notice"), reverse("text-notice", args=[text.pk]), reason, "danger"))
    return found


def _written(text: Text, standing: agreement.Standing, us: str) -> list[Opening]:
    """What the desk does."""
    own, stands = standing.proposal_of(us), bool(standing.standing_proposals)
    theirs = any(each.side != us for each in standing.standing_proposals)
    label = _("Write a counter-proposal") if theirs else _("Correct our proposal") if own else _("Propose a change")
    ended = standing.last_day is not None and standing.on > standing.last_day
    over = _("The text has ended. Propose a new one.") if ended else ""
    page = "minutes-counter" if text.text_kind == TextKind.MINUTES else "text-propose"
    found = [Opening(label, reverse(page, args=[text.pk]), over, "quiet")]
    if text.text_kind == TextKind.COMMISSION:
        found.append(Opening(_("Name our delegates"), reverse("commission-delegates", args=[text.pk]), over, "quiet"))
    if own is not None:
        found.append(Opening(_("Withdraw our proposal"), reverse("text-withdraw", args=[text.pk]), "", "danger"))
    if text.partner.by_letter:
        found.append(Opening(_("Record a letter"), reverse("text-letter", args=[text.pk]), over, "quiet"))
    if stands:
        found.append(Opening(_("Set the day of the answer"), reverse("text-await", args=[text.pk]), "", "quiet"))
    return found


def why_not_sign(text: Text, request: HttpRequest) -> str:
    """Why this reader cannot sign for our side; empty if they can."""
    person: Any = request.user
    return _refusal(lambda: texts.signatory(text, person, now(), passed_second_factor(request)))


def _why_not(
    kind: Kind, standing: agreement.Standing, us: str, *, revision: str | None = None, last_day: date | None = None
) -> str:
    return _refusal(lambda: agreement.check_may(kind, standing, us, revision=revision, last_day=last_day))


def _refusal(check: Callable[[], object]) -> str:
    try:
        check()
    except VerbaleError as refusal:
        return sentence(refusal)
    return ""
