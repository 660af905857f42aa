"""Policies: dated rulebooks that supersede one another, and the partners each is used for."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Authority, Person, Role
from verbale.records.record import Guarded, M, Record, in_language
from verbale.records.text import Text


class InternalRules(Guarded[M]):
    """Rules and what follows from them are for our own desk, approvers, administrators and auditors."""

    readers = frozenset({Role.DESK, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR})


class Policy(Record):
    """A policy by name; its text is in its versions."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    titles = models.JSONField(_("titles by language"), default=dict)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    """Whose approval a version needs; any authority's, where none is named."""

    objects = InternalRules["Policy"].as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "policies"

    def title(self, language: str = "en") -> str:
        return in_language(self.titles, language) or self.code

    def __str__(self) -> str:
        return self.code


class PolicyVersionQuerySet(InternalRules["PolicyVersion"]):
    def in_force(self, day: date) -> Self:
        """The versions in force on a day: begun, and not yet superseded."""
        return self.filter(Q(in_force_until__isnull=True) | Q(in_force_until__gt=day), in_force_from__lte=day)


class PolicyVersion(Record):
    """One rulebook of a policy, in force from a day until the day the next one supersedes it (S41).

    There is none without the draft that was checked, and approved by somebody other than who drafted it.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    draft = models.OneToOneField("records.PolicyDraft", on_delete=models.PROTECT, related_name="version")
    file_name = models.CharField(max_length=200)
    rulebook = models.BinaryField()
    rulebook_sha256 = models.CharField(max_length=64)
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="policy_versions")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["policy__code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_once"),
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True) | Q(in_force_until__gte=F("in_force_from")),
                name="policy_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy.code} {self.number}"


class PolicyUseQuerySet(InternalRules["PolicyUse"]):
    def on(self, day: date) -> Self:
        """The uses that had begun on a day and had not yet given way to another."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class PolicyUse(Record):
    """A policy is used for a partner from a day, on the basis of a clause of an agreement (S66, S72)."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="uses")
    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="policy_uses")
    agreement_clause = models.CharField(_("clause of the agreement"), max_length=300)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, related_name="policy_uses")
    article = models.CharField(_("article"), max_length=20, blank=True)
    """The article of an agreed text that is the basis, where the agreement was concluded here."""
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PolicyUseQuerySet.as_manager()

    class Meta:
        ordering = ["partner__code", "since"]
        constraints = [
            models.UniqueConstraint(fields=["partner"], condition=Q(until__isnull=True), name="one_policy_a_partner"),
            models.CheckConstraint(
                condition=Q(text__isnull=True, article="") | Q(text__isnull=False) & ~Q(article=""),
                name="policy_use_article_of_text",
            ),
        ]
