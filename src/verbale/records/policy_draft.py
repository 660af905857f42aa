"""Drafts of a policy's next version: what was checked, who approved it, and whether it came into force."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.records.instrument import Instrument
from verbale.records.person import Authority, Person
from verbale.records.policy import InternalRules, Policy
from verbale.records.record import Record, one_of


class DraftState(models.TextChoices):
    """Where a draft stands on its way into force."""

    DRAFT = "draft", pgettext_lazy("rulebook", "Draft")
    CHECKED = "checked", pgettext_lazy("rulebook", "Checked")
    APPROVED = "approved", pgettext_lazy("rulebook", "Approved")
    IN_FORCE = "in force", pgettext_lazy("rulebook", "In force")
    WITHDRAWN = "withdrawn", pgettext_lazy("rulebook", "Withdrawn")


AFTER_CHECK = (DraftState.CHECKED, DraftState.APPROVED, DraftState.IN_FORCE)
AFTER_APPROVAL = (DraftState.APPROVED, DraftState.IN_FORCE)


class PolicyDraftQuerySet(InternalRules["PolicyDraft"]):
    def without_files(self) -> Self:
        """Without what only a draft's own page needs: its files, and the results of its check."""
        return self.defer("rulebook", "cases_table", "findings", "cases", "review", "properties", "difference")


class PolicyDraft(Record):
    """A rulebook with its table of cases, on its way to be the policy's next version.

    ``looked_at`` is the moment of the last check, whether it was passed or not; its results are ``findings``,
    ``cases``, ``properties``, ``difference`` and ``review``. ``checked_rulebook`` and ``checked_cases`` are the
    digests of the bytes that it looked at. ``dropped`` are the properties of the version before that shall bind no
    longer, each with its reason; ``unproved`` counts the properties that do not hold, or of which nobody knows.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.DRAFT)
    file_name = models.CharField(max_length=200)
    rulebook = models.BinaryField()
    rulebook_sha256 = models.CharField(max_length=64)
    cases_name = models.CharField(max_length=200, blank=True)
    cases_table = models.BinaryField(default=b"")
    cases_sha256 = models.CharField(max_length=64, blank=True)
    note = models.TextField(_("note"), blank=True)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="policy_drafts")
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    checked_rulebook = models.CharField(max_length=64, blank=True)
    checked_cases = models.CharField(max_length=64, blank=True)
    findings = models.JSONField(default=list)
    cases = models.JSONField(default=dict)
    review = models.JSONField(default=dict)
    dropped = models.JSONField(default=list)
    properties = models.JSONField(default=list)
    unproved = models.PositiveSmallIntegerField(default=0)
    difference = models.JSONField(default=dict)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = PolicyDraftQuerySet.as_manager()

    class Meta:
        ordering = ["policy__code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_draft_once"),
            one_of("state", DraftState, "policy_draft_state_known"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")), name="policy_draft_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AFTER_CHECK)
                | Q(
                    looked_at__isnull=False, checked_rulebook=F("rulebook_sha256"), checked_cases=F("cases_sha256")
                ),
                name="policy_draft_checked_as_it_is",
            ),
            models.CheckConstraint(condition=~Q(state__in=AFTER_CHECK) | Q(unproved=0), name="policy_draft_proved"),
            models.CheckConstraint(
                condition=~Q(state__in=AFTER_APPROVAL)
                | Q(authority__isnull=False, approved_by__isnull=False, approved_at__isnull=False) & ~Q(reason=""),
                name="policy_draft_approved_whole",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.policy.code}, draft {self.number}"
