"""What the steps, differences and costs of sessions are called on a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle import session_beside
from verbale.domain.cycle.session_beside import Alongside, Dated
from verbale.domain.cycle.session_costs import ORGANISATION, Share
from verbale.domain.cycle.session_plan import StepState
from verbale.records.session import Session, SessionState
from verbale.web.imprecise import told
from verbale.web.tone import BUSY, DONE, QUIET, STOP, WAIT

STEP_STATES: dict[str, str] = {
    StepState.DONE: pgettext_lazy("step", "Done"),
    StepState.DONE_LATE: pgettext_lazy("step", "Done late"),
    StepState.COMING: pgettext_lazy("step", "Coming"),
    StepState.DUE: pgettext_lazy("step", "Due"),
    StepState.LATE: pgettext_lazy("step", "Late"),
    StepState.MISSED: pgettext_lazy("step", "Missed"),
}
STEP_TONES: dict[str, str] = {
    StepState.DONE: DONE,
    StepState.DONE_LATE: DONE,
    StepState.DUE: WAIT,
    StepState.LATE: STOP,
    StepState.MISSED: STOP,
}
STATE_TONES: dict[str, str] = {SessionState.PLANNED: BUSY, SessionState.HELD: DONE, SessionState.CANCELLED: QUIET}
FIELDS: dict[str, str] = {
    "number": _("Number"),
    "host": _("Host"),
    "begins": _("Begins"),
    "ends": _("Ends"),
    "place": _("Place"),
    "state": _("State"),
    "reason": _("Reason"),
}
"""The fields of one side's word about a session."""


def field_value(name: str, value: str) -> str:
    """A field of a word as a reader reads it: dates and states in their language."""
    if name in ("begins", "ends"):
        return told(value)
    return str(SessionState(value).label) if name == "state" else value


ALONGSIDE: dict[Alongside, str] = {
    Alongside.SAME: pgettext_lazy("beside a session", "on the same days"),
    Alongside.WITHIN: pgettext_lazy("beside a session", "within it"),
    Alongside.OVERLAPS: pgettext_lazy("beside a session", "on some of its days"),
    Alongside.BEFORE: pgettext_lazy("beside a session", "before it"),
    Alongside.AFTER: pgettext_lazy("beside a session", "after it"),
    Alongside.OPEN: pgettext_lazy("beside a session", "not known"),
}


def alongside(session: Session, one: Dated) -> str:
    """How the days of what meets beside a session lie to its own."""
    return str(ALONGSIDE[session_beside.alongside(session, one)])


def cost(share: Share) -> tuple[str, str]:
    """A kind of cost, and who pays it, in words."""
    sides = {"side": share.of}
    what = _t("Organisation of the session") if share.what == ORGANISATION else _t("Delegation of %(side)s") % sides
    who = {"side": _sides(share.paid_by)}
    if share.together:
        return what, _t("%(side)s together") % who
    return what, who["side"] if len(share.paid_by) == 1 else _t("%(side)s, each what it causes") % who


def _sides(codes: Iterable[str]) -> str:
    return _t(" and ").join(codes)
