"""What each act on a commitment asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.commitment import LONGEST_TOLD, TRANSITIONS
from verbale.domain.cycle.words import LONGEST_ENTRY, LONGEST_LINE
from verbale.domain.spine.party import us
from verbale.records.commitment import Commitment, CommitmentState, Fund, Milestone
from verbale.web.access import seen
from verbale.web.commitment_form import MembersForm, complex_field
from verbale.web.form import DateField, Form
from verbale.web.imprecise import ImpreciseField
from verbale.web.instrument import LinesField


def _words(label: Any, longest: int = LONGEST_ENTRY, **more: Any) -> forms.CharField:
    given = {"required": False, "widget": forms.Textarea(attrs={"rows": 3}), **more}
    return forms.CharField(label=label, max_length=longest, **given)


class ActForm(Form):
    """What an act asks for; it knows the commitment and the viewer."""

    def __init__(self, row: Commitment, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.prepare(viewer)

    def prepare(self, viewer: Any) -> None:
        """Gives the fields what depends on the commitment."""


class RejectForm(ActForm):
    reason = _words(_("Reason"), required=True)


class ChangeForm(ActForm):
    state = forms.ChoiceField(label=_("State"))
    reason = _words(_("Reason"), help_text=_("Needed for partly done, not done, dropped and superseded."))
    evidence = forms.FileField(
        label=_("Evidence"), required=False, max_length=200, help_text=_("The paper that shows it.")
    )
    title = forms.CharField(label=_("Title of the evidence"), required=False, max_length=500)

    def prepare(self, viewer: Any) -> None:  # noqa: ARG002 - what can become of it depends on nobody
        after = TRANSITIONS[CommitmentState(self.row.state)]
        self.fields["state"].choices = [(one.value, one.label) for one in CommitmentState if one in after]  # type: ignore[attr-defined]


class OfMilestone(ActForm):
    """An act on one milestone, or on the whole commitment where that is offered."""

    milestone = forms.ChoiceField(label=_("Of which"), required=False)
    whole = _("The whole commitment")
    open_only = True

    def prepare(self, viewer: Any) -> None:
        rows = seen(Milestone, viewer).filter(commitment=self.row)
        rows = rows.filter(done_on=None) if self.open_only else rows
        self.steps = {str(step.place): step for step in rows}
        choices = [(place, f"{place}. {step.what[:120]}") for place, step in self.steps.items()]
        self.fields["milestone"].choices = [*([("", self.whole)] if self.whole else []), *choices]  # type: ignore[attr-defined]

    @property
    def step(self) -> Milestone | None:
        return self.steps.get(self.cleaned_data["milestone"])


class MoveForm(OfMilestone):
    due = ImpreciseField(label=_("New date"), required=False)
    side = forms.ChoiceField(label=_("Moved by"))
    reason = _words(_("Reason"), help_text=_("Only the partner may have given none."))
    apology = _words(_("Apology"))

    def prepare(self, viewer: Any) -> None:
        super().prepare(viewer)
        self.fields["side"].choices = [(code, code) for code in (us().code, self.row.partner.code)]  # type: ignore[attr-defined]


class OwnForm(ActForm):
    due = ImpreciseField(label=_("Our own date"), required=False)
    reason = _words(_("Reason"), required=True)


class ReachForm(OfMilestone):
    milestone = forms.ChoiceField(label=_("Milestone"))
    on = DateField(label=_("Reached on"))
    whole = None  # type: ignore[assignment]


class StepForm(ActForm):
    what = _words(_("What is reached"), required=True)
    due = ImpreciseField(label=_("Date"), required=False)
    as_written = forms.CharField(label=_("Date as written"), required=False, max_length=LONGEST_LINE)


class NameForm(ActForm, MembersForm):
    """Everybody who takes part, named anew."""


class FundForm(ActForm):
    as_written = forms.CharField(
        label=_("As written"), max_length=LONGEST_LINE, help_text=_("In the paper's words, with amount and currency.")
    )
    amount = forms.CharField(
        label=_("Amount"), required=False, max_length=40, help_text=_("Only where the paper gives one: 1250000.50")
    )
    currency = forms.CharField(label=_("Currency or unit"), required=False, max_length=40)
    reserved_in = forms.CharField(
        label=_("Reserved in"), required=False, max_length=LONGEST_LINE,
        help_text=_("The agreement, such as a trade agreement of a year."),
    )  # fmt: skip
    agreed_by = LinesField(label=_("Agreed by"), help_text=_("One a line, with the office."))
    jointly = forms.BooleanField(label=_("Several agree on the amount jointly"), required=False)


class AgreeForm(ActForm):
    fund = forms.ModelChoiceField(label=_("Funds"), queryset=None, empty_label=None)
    agreed_by = LinesField(label=_("Agreed by"), required=True, help_text=_("One a line, with the office."))

    def prepare(self, viewer: Any) -> None:
        field = self.fields["fund"]
        field.queryset = seen(Fund, viewer).filter(commitment=self.row)  # type: ignore[attr-defined]
        field.label_from_instance = lambda fund: fund.as_written  # type: ignore[attr-defined]


class DelayForm(OfMilestone):
    said_on = DateField(label=_("Said on"))
    source = forms.CharField(
        label=_("Where it was said"), required=False, max_length=LONGEST_LINE,
        help_text=_("The talk or the letter, and who said it."),
    )  # fmt: skip
    reason = _words(_("Reason given"), LONGEST_TOLD)
    apology = _words(_("Apology"), LONGEST_TOLD)
    due = ImpreciseField(label=_("Date promised instead"), required=False)
    promised = LinesField(
        label=_("Promised besides"),
        help_text=_("One a line, each becomes a milestone: what | date. Such as: Negotiators are named | 1987-06"),
    )
    field_order = ("said_on", "source", "milestone", "reason", "apology", "due", "promised")


class AcceptForm(ActForm):
    state = forms.BooleanField(
        label=_("Their state as well"), required=False,
        help_text=_("Without it only their date is taken for the one agreed."),
    )  # fmt: skip


class TellForm(ActForm):
    reason = _words(_("Reason"), LONGEST_TOLD, help_text=_("The partner reads it."))
    apology = _words(_("Apology"), LONGEST_TOLD, help_text=_("The partner reads it."))


class SortForm(ActForm):
    def prepare(self, viewer: Any) -> None:
        self.fields["complex"] = complex_field(viewer, self.row.partner)
