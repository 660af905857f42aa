"""Long work in the background, with its progress."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.person import Person, Role
from verbale.records.record import Guarded, Record


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class JobQuerySet(Guarded["Job"]):
    readers = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})

    def narrowed_to(self, viewer: Person) -> Self:
        return self.filter(asked_by=viewer)


class Job(Record):
    """A piece of long work that somebody asked for: how far it is and what came of it."""

    what = models.CharField(max_length=60)
    argument = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=JobState, default=JobState.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    unit = models.CharField(max_length=30, default="records")
    result = models.JSONField(default=dict)
    failure = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
