"""Control: what was promised and is due, what waits for us first; what partners let pass; what was moved; sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.books.control import DAYS, Control, bars_of, due
from verbale.domain.books.control_row import Row
from verbale.domain.cycle.commitment_date import Timing
from verbale.domain.cycle.commitment_delay import Delay
from verbale.records.commitment import Bound, CommitmentPart, CommitmentState, PartIn
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.programme import Programme
from verbale.web.access import for_roles, seen
from verbale.web.commitment_shown import READERS, TIMINGS, may_act
from verbale.web.export import Cell, paths, response
from verbale.web.form import DateField, Form, partner_choices
from verbale.web.gantt import picture
from verbale.web.imprecise import told
from verbale.web.moment import today
from verbale.web.refusal import page
from verbale.web.shell import paper_language

A_PAGE = 25
ANY = ("", _("Any"))
MOST_NAMES = 200

SHOWN: dict[str, tuple[str, Callable[[Control], tuple[Any, ...]]]] = {
    "": (_("Due, overdue, undated"), lambda found: found.listed),
    "ours": (_("Waits for us"), lambda found: found.waits_for_us),
    "overdue": (_("Overdue"), lambda found: tuple(row for row in found.rows if row.timing == Timing.OVERDUE)),
    "unanswered": (_("Unanswered"), lambda found: found.unanswered),
    "delays": (_("Partners' delays"), lambda found: found.delays),
    "moved": (_("Moved"), lambda found: found.moved),
    "all": (_("All that stands"), lambda found: found.rows),
}
"""What can be looked at, by the word for it in the address."""
OF_DELAYS = frozenset({"unanswered", "delays"})


class ControlFilter(Form):
    """On which day, so far ahead, of whom. What cannot be understood is passed over."""

    as_of = DateField(label=_("As of"), required=False)
    days = forms.IntegerField(label=_("Days ahead"), required=False, min_value=0, max_value=36_500)
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[ANY, *Bound.choices])
    who = forms.CharField(
        label=_("In charge"), required=False, max_length=300, widget=forms.TextInput(attrs={"list": "in-charge"})
    )
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, data: Any, viewer: Any) -> None:
        given = data.copy()
        given.setdefault("as_of", today().isoformat())
        given.setdefault("days", str(DAYS))
        super().__init__(given)
        programmes = [(one.pk, one.title(paper_language())) for one in seen(Programme, viewer)]
        self.fields["partner"].choices = [ANY, *partner_choices(viewer)]  # type: ignore[attr-defined]
        self.fields["programme"].choices = [ANY, *programmes]  # type: ignore[attr-defined]

    def control(self, viewer: Any) -> Control:
        """What was asked for."""
        self.is_valid()
        given = self.cleaned_data
        days, who = given.get("days"), given.get("who", "").replace("\0", "")
        return due(
            viewer=viewer, as_of=given.get("as_of") or today(), days=DAYS if days is None else days, who=who,
            side=given.get("side", ""), partner=_one(Party, given.get("partner"), viewer),
            programme=_one(Programme, given.get("programme"), viewer),
        )  # fmt: skip


def _one(kind: Any, identifier: str | None, viewer: Any) -> Any:
    return seen(kind, viewer).get(pk=identifier) if identifier else None


@for_roles(*READERS)
def control(request: HttpRequest) -> HttpResponse:
    asked = ControlFilter(request.GET, request.user)
    found = asked.control(request.user)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    shown = Paginator(SHOWN[show][1](found), A_PAGE).get_page(request.GET.get("page"))
    rows = [] if show in OF_DELAYS else list(shown)
    context = {
        "filter": asked, "found": found, "page": shown, "show": show, "delays": show in OF_DELAYS,
        "tabs": [(name, label, len(choose(found))) for name, (label, choose) in SHOWN.items()],
        "groups": _grouped(rows) if show != "moved" else [("", rows)],
        "picture": picture(bars_of(rows), found.as_of) if rows else None,
        "names": _names(request.user), "may_act": may_act(request.user), "today": today(),
        "may_rule": bool({Role.DESK, Role.ADMINISTRATOR} & request.user.roles),  # type: ignore[union-attr]
    }  # fmt: skip
    return page(request, "web/control/control.html", context)


def _names(viewer: Any) -> list[str]:
    """Who is in charge of anything, to choose from."""
    rows = seen(CommitmentPart, viewer).filter(part=PartIn.IN_CHARGE)
    return list(rows.order_by("who").values_list("who", flat=True).distinct()[:MOST_NAMES])


GROUPS = {
    "ours": _("Waits for us"), "theirs": _("Waits for the partner"), "coming": _("Still to come"),
    "undated": _("Without a date"),
}  # fmt: skip


def _grouped(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """The rows under what presses; they come in that order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(GROUPS[_group(row)]), []).append(row)
    return list(groups.items())


def _group(row: Row) -> str:
    if row.timing == Timing.UNDATED:
        return "undated"
    if row.timing == Timing.NOT_YET:
        return "coming"
    return "ours" if row.binds_us else "theirs"


HEADING = (
    _("Number"), _("Partner"), _("Binds"), _("In words"), _("In charge"), _("Controls"), _("Due"),
    _("Due, as written"), _("Our own date"), _("State"), _("In time"), _("Days over"), _("Moved"),
    _("Reasons and apologies"), _("Programme"), _("Source"),
)  # fmt: skip


DELAY_HEADING = (
    _("Number"), _("Partner"), _("In words"), _("Milestone"), _("Was due"), _("Days"), _("Answered on"), _("Reason"),
    _("Apology"), _("Promised instead"), _("Moved"),
)  # fmt: skip


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """What the page lists, narrowed as it is, as a file."""
    found = ControlFilter(request.GET, request.user).control(request.user)
    show = request.GET.get("show", "")
    rows = SHOWN[show if show in SHOWN else ""][1](found)
    if show in OF_DELAYS:
        return response(form, "delays", DELAY_HEADING, map(_delay_cells, rows))
    return response(form, "control", HEADING, _cells(rows))


def _delay_cells(one: Delay) -> list[Cell]:
    return [
        one.number, one.partner, one.text, one.milestone, told(one.was_due), one.days, one.answered_on, one.reason,
        one.apology, told(one.promised), one.moved,
    ]  # fmt: skip


def _cells(rows: tuple[Row, ...]) -> Iterator[list[Cell]]:
    for row in rows:
        why = "; ".join(" — ".join(filter(None, (one.side, one.reason, one.apology))) for one in row.moved)
        programme = ", ".join(str(one) for one in row.complex) if row.complex else ""
        source = " ".join(filter(None, (row.source.title, row.source.article)))
        yield [
            row.number, row.partner, str(Bound(row.bound).label), row.text, ", ".join(row.in_charge),
            ", ".join(row.controls), told(row.due), row.due_as_written, told(row.own_due),
            str(CommitmentState(row.state).label), str(TIMINGS[row.timing]), row.days_over, row.moves, why,
            programme, source,
        ]  # fmt: skip


urlpatterns = [path("control", control, name="control"), *paths("control", export, "control")]
