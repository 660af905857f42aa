"""Sessions of a commission: ours and the partner's word about each, every date it had, what meets beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.person import Person
from verbale.records.record import Record, one_of
from verbale.records.text import Text, TextReads


class SessionState(models.TextChoices):
    """Where a session stands, in the word of one side."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Session(Record):
    """A session of a commission; both sides know it by commission and number (COMMISSION.md, 3.1)."""

    commission = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="sessions")
    statute = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, related_name="+")
    """The statute whose terms it follows."""
    number = models.PositiveSmallIntegerField(_("number"))
    host = models.CharField(_("host"), max_length=64)
    """The code of the side that hosts it."""
    place = models.CharField(_("place"), max_length=200, blank=True)
    begins = models.CharField(_("begins"), max_length=40)
    """An imprecise date; a year alone where no more is known."""
    ends = models.CharField(_("ends"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=SessionState, default=SessionState.PLANNED)
    reason = models.TextField(_("reason"), blank=True)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Who planned it here; empty where the partner planned it first."""
    planned_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    """When our word as it stands was queued for the partner; empty if it has not been told."""

    objects = TextReads["Session"].as_manager()

    class Meta:
        ordering = ["-begins", "-number"]
        constraints = [
            one_of("state", SessionState, "session_state_known"),
            models.UniqueConstraint(fields=["commission", "number"], name="session_number_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class SessionWord(Record):
    """The partner's last word about a session, kept beside our own (1.2)."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="word")
    number = models.PositiveSmallIntegerField()
    host = models.CharField(max_length=64)
    place = models.CharField(max_length=200, blank=True)
    begins = models.CharField(max_length=40)
    ends = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=SessionState)
    reason = models.TextField(blank=True)
    told_at = models.DateTimeField()

    objects = TextReads["SessionWord"].as_manager()


class SessionMove(Record):
    """One date that a session had before it was moved, with who moved it and why (3.4)."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="moves")
    begins = models.CharField(max_length=40)
    ends = models.CharField(max_length=40, blank=True)
    side = models.CharField(max_length=64)
    """The side that moved it."""
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["SessionMove"].as_manager()

    class Meta:
        ordering = ["at", "id"]


class SessionBeside(Record):
    """What meets in parallel with a session: another body, a conference, a working visit (S81)."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="beside")
    title = models.CharField(_("what"), max_length=300)
    body = models.CharField(_("body"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    begins = models.CharField(_("begins"), max_length=40)
    ends = models.CharField(_("ends"), max_length=40, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["SessionBeside"].as_manager()

    class Meta:
        ordering = ["begins", "title"]


class CalendarFeed(Record):
    """An address under which a person's calendar reads the plan; only the hash of its secret is kept (3.6)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = TextReads["CalendarFeed"].as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(withdrawn_at=None), name="calendar_feed_one_each")
        ]
