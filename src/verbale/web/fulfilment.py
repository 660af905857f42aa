"""Getting an item, marking it, letting it leave, calling it back, and what the partner says it received."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import decision as decisions
from verbale.domain.cycle import fulfilment, letter
from verbale.domain.spine import dispatch
from verbale.domain.spine import document as documents
from verbale.kernel.errors import VerbaleError
from verbale.records.dispatch import Release
from verbale.records.document import Document, DocumentRole
from verbale.records.fulfilment import Sourcing
from verbale.records.person import Person
from verbale.records.request import Form, LineState, OrderLine
from verbale.web.access import seen
from verbale.web.document import UploadForm, in_order
from verbale.web.line_act import Act, LineForm, words
from verbale.web.moment import now
from verbale.web.refusal import sentence

Data = Mapping[str, Any]


class SourceForm(LineForm):
    """From whom an item is got, at which price as quoted, on which basis in copyright."""

    supplier = forms.CharField(label=_("Supplier"), max_length=300)
    price = forms.CharField(
        label=_("Price"), max_length=20, required=False, help_text=_("As quoted, such as 48.50; it is never converted.")
    )
    currency = forms.CharField(label=_("Currency"), max_length=12, required=False, help_text=_("Such as EUR or CHF."))
    form = forms.ChoiceField(label=_("Form"), choices=Form.choices)
    copyright_basis = forms.CharField(
        label=_("Basis in copyright"), max_length=300, help_text=_("Such as a licence, a permission, or an exception.")
    )
    expected = forms.CharField(
        label=_("Expected"), max_length=40, required=False,
        help_text=_("A day, month or year, such as 2027-03-15, 2027-03, or ../2027-06-30 for “by the end of June”."),
    )  # fmt: skip

    def __init__(self, *args: Any, line: OrderLine, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        self.fields["form"].initial = line.form
        before = getattr(line, "sourcing", None)
        for name in self.fields if before else ():
            self.fields[name].initial = getattr(before, name)
        if before and before.price is not None:
            self.fields["price"].initial = f"{before.price:f}"


class WithdrawForm(LineForm):
    """Which original of the line was attached wrongly, and why."""

    document = forms.ModelChoiceField(label=_("Document"), queryset=Document._meta.default_manager.none())
    reason = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: it belongs to another line. It stays inside."),
    )  # fmt: skip

    def __init__(self, *args: Any, line: OrderLine, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        originals = documents.of(line, DocumentRole.ORIGINAL)
        field = self.fields["document"]
        field.queryset = Document._meta.default_manager.filter(pk__in=[one.pk for one in originals])
        field.label_from_instance = lambda one: f"{one.title} · {one.file_name}"
        field.initial = originals[0].pk if len(originals) == 1 else None


def told(line: OrderLine, viewer: Any) -> dict[str, Any]:
    """The source of a line and its releases, as the viewer may see them."""
    releases = seen(Release, viewer).filter(thing_kind=line.kind, thing_id=line.pk)
    return {
        "sourcing": seen(Sourcing, viewer).filter(line=line).select_related("recorded_by").first(),
        "releases": releases.select_related("message__pouch", "released_by", "recalled_by"),
        "leaving": in_order(fulfilment.newest_copies(line)) if line.state == LineState.READY else [],
    }


def _source(line: OrderLine, data: Data, by: Person, at: datetime) -> Sourcing:
    return fulfilment.source(line=line, by=by, at=at, **data)


def _upload(line: OrderLine, data: Data, by: Person, at: datetime) -> Document:
    given = dict(data)
    sent = given.pop("file")
    stored = documents.store(sent, name=sent.name, at=at)
    return fulfilment.attach(line=line, file=stored, file_name=sent.name, by=by, at=at, **given)


def _withdraw(line: OrderLine, data: Data, by: Person, at: datetime) -> None:
    fulfilment.withdraw(line=line, document=data["document"], by=by, at=at, reason=data["reason"])


def _no_original(line: OrderLine) -> str:
    attached = documents.of(line, DocumentRole.ORIGINAL)
    return "" if attached else sentence(fulfilment.NoDocument(line=str(line)))


def _prepare(line: OrderLine, data: Data, by: Person, at: datetime) -> list[Document]:  # noqa: ARG001
    return fulfilment.prepare(line=line, by=by, at=at)


def _not_prepared(line: OrderLine) -> str:
    """Why a line cannot be marked yet."""
    try:
        decision = fulfilment.check_may_supply(line)
        decisions.check_still_so(decision=decision, line=line, at=now())
    except VerbaleError as refusal:
        return sentence(refusal)
    if decision.facts.get("origin") == "third country" and not hasattr(line, "sourcing"):
        return sentence(fulfilment.SourceFirst(line=str(line)))
    if not documents.of(line, DocumentRole.ORIGINAL):
        return sentence(fulfilment.NoDocument(line=str(line)))
    return ""


def _release(line: OrderLine, data: Data, by: Person, at: datetime) -> Release:  # noqa: ARG001
    return fulfilment.release(line=line, by=by, at=at)


def _released(line: OrderLine) -> str:
    if dispatch.release_of(line) is None:
        return ""
    return _t("It was released and leaves with the next pouch. Until that is sealed, it can be taken back.")


def _recall(line: OrderLine, data: Data, by: Person, at: datetime) -> str:
    return fulfilment.recall(line=line, by=by, at=at, notice=data["text"])


def _take_back(line: OrderLine, data: Data, by: Person, at: datetime) -> str:
    """Calls back unseen, or not at all: no click on an old page sends a notice to the partner."""
    release = dispatch.release_of(line)
    if release is not None and release.message.pouch is not None:
        raise dispatch.TooLate(number=release.message.pouch.number)
    return _recall(line, data, by, at)


def _delivered(line: OrderLine, data: Data, by: Person, at: datetime) -> None:
    fulfilment.delivered(line=line, by=by, at=at, told=data["text"])


def _returned(line: OrderLine, data: Data, by: Person, at: datetime) -> None:  # noqa: ARG001
    fulfilment.returned(line=line, by=by, at=at)


def _cover_note(line: OrderLine, data: Data, by: Person, at: datetime) -> Document:  # noqa: ARG001
    return letter.cover_note(line=line, by=by, at=at)


def _no_copies(line: OrderLine) -> str:
    made = documents.of(line, DocumentRole.MARKED)
    return "" if made else sentence(letter.NothingShipped(line=str(line)))


SOURCING = frozenset({LineState.SOURCING})
OUT = frozenset({LineState.SHIPPED, LineState.DELIVERED})

ACTS = (
    Act("source", _("Record the source"), _source, SOURCING, SourceForm),
    Act("upload", _("Attach the document"), _upload, SOURCING, UploadForm, whole=False),
    Act(
        "withdraw", _("Withdraw a document"), _withdraw, SOURCING, WithdrawForm, danger=True, why_not=_no_original,
        hint=_("For what was attached wrongly: it is neither marked nor leaves, and is kept here with the reason."),
    ),
    Act(
        "prepare", _("Clean, mark and make ready"), _prepare, SOURCING, whole=False, why_not=_not_prepared,
        hint=_("This takes some seconds for each document; the page answers when all of them are marked."),
    ),
    Act(
        "release", _("Release"), _release, frozenset({LineState.READY}), why_not=_released,
        hint=_("The marked documents leave with the next pouch that the carrier seals."),
    ),
    Act(
        "take_back", _("Take back"), _take_back, frozenset({LineState.READY}), words(_("Reason"), required=False),
        danger=True,
        hint=_("Back to “sourcing”, for example to attach another file. The partner learns nothing of it."),
    ),
    Act(
        "recall", _("Send a recall notice"), _recall, OUT, words(_("Notice to the partner")), danger=True,
        hint=_("It left already. The partner is asked to give it back, in these words."),
    ),
    Act(
        "delivered", _("Record the receipt"), _delivered, frozenset({LineState.SHIPPED}),
        words(_("What the letter says"), hint=_("For a receipt by letter; one by pouch records itself.")),
    ),
    Act("returned", _("Record the return"), _returned, OUT, hint=_("The partner gave the item back.")),
    Act(
        "cover_note", _("Cover note"), _cover_note, frozenset(LineState), whole=False, why_not=_no_copies,
        hint=_("Makes the note that goes with a delivery, as a PDF in two languages under the next number."),
    ),
)  # fmt: skip
