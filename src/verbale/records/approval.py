"""Approvals in the order a rule demands, for whatever thing needs them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Now, TruncDate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.records.person import Authority, AuthorityHeld, Person, Role
from verbale.records.record import Guarded, Record, one_of


class StepState(models.TextChoices):
    """Where one step of an approval stands. Only the open one can be acted on."""

    WAITING = "waiting", _("Waits for the step before")
    OPEN = "open", _("To be decided")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", pgettext_lazy("approval", "Refused")
    RECALLED = "recalled", _("Recalled")
    LAPSED = "lapsed", _("Lapsed")


class ApprovalStepQuerySet(Guarded["ApprovalStep"]):
    readers = frozenset({Role.DESK, Role.AUDITOR})

    def narrowed_to(self, viewer: Person) -> Self:
        """An approver sees the steps of things that an authority of theirs is asked about, or that they acted on.

        What is asked of an authority after their last day is no longer for their eyes.
        """
        if Role.APPROVER not in viewer.roles:
            return self.none()
        held = AuthorityHeld.objects.filter(person=viewer, confirmed_at__isnull=False, authority=OuterRef("authority"))
        day = TruncDate(Coalesce(OuterRef("opened_at"), Now(), output_field=models.DateTimeField()))
        asked = Q(by=viewer) | Exists(held.filter(Q(until__isnull=True) | Q(until__gte=day)))
        return self.filter(thing_id__in=ApprovalStep.objects.filter(asked).values("thing_id"))

    def of(self, kind: str, identifier: str) -> Self:
        return self.filter(thing_kind=kind, thing_id=identifier)


class ApprovalStep(Record):
    """One authority's word on one thing, in its place in the order of approvals."""

    thing_kind = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=StepState)
    opened_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    remark = models.TextField(_("remark"), blank=True)

    objects = ApprovalStepQuerySet.as_manager()

    class Meta:
        ordering = ["thing_id", "round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["thing_kind", "thing_id", "round", "position"], name="approval_step_once"),
            one_of("state", StepState, "approval_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["granted", "refused"]) | models.Q(by__isnull=False, at__isnull=False),
                name="approval_has_person",
            ),
        ]
