"""What forms offer to choose from: sides, sessions, visits, directives, of those that the viewer may see."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import party
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.session import Session
from verbale.records.visit import Visit
from verbale.web.access import seen
from verbale.web.imprecise import told
from verbale.web.shell import paper_language

OURS, THEIRS = "ours", "theirs"
SIDES = [(OURS, _("Our side")), (THEIRS, _("Their side"))]
NONE = ("", _("none"))

Choices = list[tuple[str, Any]]


def side_of(whose: str, partner: Party) -> str:
    """The code of the side that was chosen, ours or the partner's."""
    return party.us().code if whose == OURS else partner.code


def session_choices(viewer: Any, partner: Party | None = None) -> Choices:
    """The sessions with a partner, or with all, the latest first."""
    rows = seen(Session, viewer).select_related("commission")
    rows = rows.filter(commission__partner=partner) if partner else rows
    return [NONE, *((row.pk, session_name(row)) for row in rows)]


def session_name(row: Session) -> str:
    """A session by its commission, number and date."""
    told_of = {"commission": row.commission.title(paper_language()), "number": row.number, "date": told(row.begins)}
    return _t("%(commission)s, session %(number)s, %(date)s") % told_of


def visit_choices(viewer: Any, partner: Party | None = None) -> Choices:
    """The visits with a partner, or with all, the latest first."""
    rows = seen(Visit, viewer)
    rows = rows.filter(partner=partner) if partner else rows
    return [NONE, *((row.pk, f"{row.title}, {told(row.begins)}") for row in rows)]


def directive_choices(viewer: Any) -> Choices:
    """The instruments that may be directives."""
    return [NONE, *((row.pk, f"{row.title}, {told(row.dated)}") for row in seen(Instrument, viewer))]
