"""Decisions on lines: the facts, the version of the policy, what it said and why. Never altered."""

from __future__ import annotations

from typing import Self

from django.db import models

from verbale.records.person import Person
from verbale.records.policy import InternalRules, PolicyVersion
from verbale.records.record import Record, one_of
from verbale.records.request import OrderLine


class Outcome(models.TextChoices):
    """What a supply rulebook can say."""

    SUPPLY = "supply"
    REFER = "refer"
    REFUSE = "refuse"


class DecisionQuerySet(InternalRules["Decision"]):
    def visible_to(self, viewer: Person) -> Self:
        """The decisions on lines this person may see."""
        return self.filter(line__in=OrderLine.objects.visible_to(viewer))


class Decision(Record):
    """What one version of a policy said of one line on the facts of that moment."""

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="decisions")
    agreement_clause = models.CharField(max_length=300, blank=True)
    facts = models.JSONField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    channel = models.CharField(max_length=80, blank=True)
    form = models.CharField(max_length=40, blank=True)
    approvals = models.JSONField(default=list)
    marking = models.CharField(max_length=80, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    rules = models.JSONField(default=list)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            one_of("outcome", Outcome, "decision_outcome_known"),
            models.CheckConstraint(
                condition=~models.Q(outcome="supply") | ~models.Q(basis=""), name="supply_has_basis"
            ),
        ]
