"""The journal: a chain of salted digests nobody can rewrite unseen, and the payloads, which can be erased.

Entries refuse UPDATE and DELETE by trigger; a payload refuses UPDATE, and DELETE unless an erasure names it.
"""

from __future__ import annotations

from typing import Self

from django.db import models

from verbale.kernel.identifier import LENGTH
from verbale.records.person import Role
from verbale.records.record import Guarded


class JournalEntry(models.Model):
    """One link: number from 1 without gaps, the hash before it, the digest of its payload, its own hash."""

    number = models.PositiveBigIntegerField(primary_key=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "journal entries"


class JournalPayloadQuerySet(Guarded["JournalPayload"]):
    readers = frozenset({Role.AUDITOR})

    def of(self, kind: str, identifier: str) -> Self:
        """What was done to one thing. The caller must have shown that the viewer may see that thing."""
        return self.filter(thing_kind=kind, thing_id=identifier)


class JournalPayload(models.Model):
    """What an entry says: who did what, when, to which thing, on which basis."""

    entry = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    salt = models.BinaryField()
    at = models.DateTimeField()
    by = models.CharField(max_length=LENGTH, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=60)
    thing_kind = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=64)
    basis = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    objects = JournalPayloadQuerySet.as_manager()

    class Meta:
        ordering = ["entry"]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="journal_thing")]


class JournalErasure(models.Model):
    """Says that an entry's payload was erased, by whom and why; the erasing is itself an entry."""

    erased = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, primary_key=True, related_name="erasure")
    told_by = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()


class JournalHead(models.Model):
    """The last number and hash; locked by whoever writes, so that numbers have no gaps."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_journal_head")]
