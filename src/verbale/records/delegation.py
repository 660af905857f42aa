"""Delegations: head and members, with the office that each held on that day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.person import Person
from verbale.records.record import Record, one_of
from verbale.records.session import Session
from verbale.records.text import TextReads
from verbale.records.visit import Visit


class Part(models.TextChoices):
    """What somebody is in a delegation."""

    HEAD = "head", _("Head")
    MEMBER = "member", _("Member")
    ADVISER = "adviser", _("Adviser")
    INTERPRETER = "interpreter", _("Interpreter")


class Delegation(Record):
    """Those who come for one side to a session or on a visit (S76)."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="delegations")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="delegations")
    side = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Who recorded it here; empty where the partner told it."""
    recorded_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    """When ours was last queued for the partner, or theirs arrived; before ``recorded_at``, it was changed since."""
    delete_after = models.DateField(_("names kept until"))
    """Names of people have an end date."""

    objects = TextReads["Delegation"].as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session=None, visit__isnull=False) | Q(session__isnull=False, visit=None),
                name="delegation_to_one_thing",
            ),
            models.UniqueConstraint(
                fields=["session", "side"], condition=Q(session__isnull=False), name="delegation_once_a_session"
            ),
            models.UniqueConstraint(
                fields=["visit", "side"], condition=Q(visit__isnull=False), name="delegation_once_a_visit"
            ),
        ]


class Delegate(Record):
    """One person of a delegation, with the office held on that day: a later change of office leaves it as it is."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="delegates")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office held on that day"), max_length=300)
    part = models.CharField(_("part"), max_length=12, choices=Part, default=Part.MEMBER)

    objects = TextReads["Delegate"].as_manager()

    class Meta:
        ordering = ["delegation", "place"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "place"], name="delegate_place_once"),
            models.UniqueConstraint(fields=["delegation"], condition=Q(part="head"), name="delegation_one_head"),
            one_of("part", Part, "delegate_part_known"),
        ]
