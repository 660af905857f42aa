"""The form in which a person corrects what was read: who takes part, subjects, milestones, each one a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.commitment_content import Member, Stage
from verbale.domain.cycle.commitment_read import NOBODY
from verbale.records.commitment import Bound, Commitment, CommitmentPart, PartIn
from verbale.web.form import Form
from verbale.web.imprecise import ImpreciseField
from verbale.web.instrument import LinesField

BETWEEN = "|"
PEOPLE = {
    "in_charge": PartIn.IN_CHARGE, "participants": PartIn.PARTICIPANT, "leading": PartIn.LEADING,
    "coordinators": PartIn.COORDINATOR, "controls": PartIn.CONTROLS,
}  # fmt: skip


class PartsField(LinesField):
    """Lines of several parts with strokes between them."""

    def __init__(self, parts: int, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40_000, **kwargs})
        self.parts = parts

    def clean(self, value: Any) -> list[tuple[str, ...]]:  # type: ignore[override]
        return [self._parts(line) for line in super().clean(value)]

    def _parts(self, line: str) -> tuple[str, ...]:
        given = [part.strip() for part in line.split(BETWEEN)]
        if len(given) > self.parts:
            raise forms.ValidationError(
                _t("“%(line)s” has more than %(parts)d parts.") % {"line": line[:100], "parts": self.parts}
            )
        return tuple(given + [""] * (self.parts - len(given)))


class ProposalForm(Form):
    """A proposal with all that was read, to be corrected."""

    number = forms.CharField(label=_("Number"), max_length=40)
    text = forms.CharField(label=_("In words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
    bound = forms.ChoiceField(label=_("Binds"), choices=Bound.choices)
    in_charge = LinesField(label=_("In charge"), help_text=_("One a line."), max_length=20_000)
    participants = LinesField(label=_("Participate"), help_text=_("One a line."), max_length=20_000)
    leading = LinesField(label=_("Leading experts"), help_text=_("One a line."), max_length=20_000)
    coordinators = LinesField(label=_("Coordinate"), help_text=_("One a line."), max_length=20_000)
    controls = LinesField(label=_("Control"), help_text=_("One a line."), max_length=20_000)
    subjects = PartsField(
        3, label=_("Subjects"),
        help_text=_("One a line: subject | leading expert | participants with semicolons between them."),
    )  # fmt: skip
    due = ImpreciseField(label=_("Due"), required=False)
    due_as_written = forms.CharField(label=_("Due, as written"), max_length=300, required=False)
    own_due = ImpreciseField(label=_("Our own date"), required=False)
    stages = PartsField(3, label=_("Milestones"), help_text=_("One a line: step | date | date as written."))

    def __init__(self, proposal: Commitment, *args: Any) -> None:
        super().__init__(*args, initial=_read(proposal))
        self.fields["own_due"].help_text = _("An earlier date of ours, of which the partner learns nothing.")
        self.others = [one for one in proposal.parts.all() if one.subject and one.part not in _OF_SUBJECT]

    def corrected(self) -> dict[str, Any]:
        """What was changed, as the verb that confirms takes it; what was left is not named."""
        given, changed = self.cleaned_data, set(self.changed_data)
        plain = ("number", "text", "bound", "due", "due_as_written", "own_due")
        told = {name: given[name] for name in plain if name in changed}
        if changed & {*PEOPLE, "subjects"}:
            told["members"] = self._members()
        if "stages" in changed:
            told["stages"] = [Stage(*parts) for parts in given["stages"]]
        return told

    def _members(self) -> list[Member]:
        given = self.cleaned_data
        people = [Member(part, who) for name, part in PEOPLE.items() for who in given[name]]
        others = [Member(PartIn(one.part), one.who, one.subject) for one in self.others]
        return [*people, *(one for parts in given["subjects"] for one in _of_subject(*parts)), *others]


_OF_SUBJECT = (PartIn.LEADING, PartIn.PARTICIPANT)


def _of_subject(subject: str, lead: str, participants: str) -> list[Member]:
    taking_part = [who.strip() for who in participants.replace("；", ";").split(";") if who.strip()]
    leading = [Member(PartIn.LEADING, lead or NOBODY, subject)] if lead or not taking_part else []
    return [*leading, *(Member(PartIn.PARTICIPANT, who, subject) for who in taking_part)]


def subjects_of(row: Commitment) -> list[tuple[str, str, list[str]]]:
    """The subjects of a commitment in their order: name, who leads it (empty where nobody does), participants."""
    parts = [one for one in row.parts.all() if one.subject and one.part in _OF_SUBJECT]
    return [_subject(name, parts) for name in dict.fromkeys(one.subject for one in parts)]


def _subject(name: str, parts: Sequence[CommitmentPart]) -> tuple[str, str, list[str]]:
    mine = [one for one in parts if one.subject == name]
    leads = ", ".join(one.who for one in mine if one.part == PartIn.LEADING and one.who != NOBODY)
    return name, leads, [one.who for one in mine if one.part == PartIn.PARTICIPANT]


def _read(proposal: Commitment) -> dict[str, Any]:
    parts = [one for one in proposal.parts.all() if not one.subject]
    people = {name: "\n".join(one.who for one in parts if one.part == part) for name, part in PEOPLE.items()}
    subjects = [f"{name} | {lead} | {'; '.join(who)}".rstrip(" |") for name, lead, who in subjects_of(proposal)]
    stages = [f"{one.what} | {one.due} | {one.due_as_written}".rstrip(" |") for one in proposal.milestones.all()]
    return people | {
        "number": proposal.number, "text": proposal.text, "bound": proposal.bound, "due": proposal.due,
        "due_as_written": proposal.due_as_written, "own_due": proposal.own_due, "subjects": "\n".join(subjects),
        "stages": "\n".join(stages),
    }  # fmt: skip
