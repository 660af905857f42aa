"""Talks: who spoke for whom, what was said, greetings, and the explicit fact that no promise was made."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.record import Record, one_of
from verbale.records.session import Session
from verbale.records.text import TextReads
from verbale.records.visit import Visit


class Talk(Record):
    """A talk between the sides, at a session, on a visit, or by itself (S77)."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="talks")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="talks")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="talks")
    on = models.CharField(_("date"), max_length=40)
    place = models.CharField(_("place"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=300)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Talk"].as_manager()

    class Meta:
        ordering = ["-on", "-recorded_at"]

    def __str__(self) -> str:
        return self.title


class Said(models.TextChoices):
    """What kind of thing was said."""

    STATEMENT = "statement", _("Statement")
    GREETING = "greeting", _("Greeting")
    QUESTION = "question", _("Question")
    WISH = "wish", _("Wish")
    ASSURANCE = "assurance", _("Assurance")
    NO_PROMISE = "no promise", _("No promises were made")


class TalkEntry(Record):
    """One thing that one speaker said, in the order of the talk."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="entries")
    place = models.PositiveSmallIntegerField()
    side = models.CharField(_("side"), max_length=64)
    speaker = models.CharField(_("speaker"), max_length=200)
    office = models.CharField(_("office held on that day"), max_length=300, blank=True)
    said = models.CharField(_("kind"), max_length=12, choices=Said)
    text = models.TextField(_("what was said"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["TalkEntry"].as_manager()

    class Meta:
        ordering = ["talk", "place"]
        constraints = [
            models.UniqueConstraint(fields=["talk", "place"], name="talk_entry_place_once"),
            one_of("said", Said, "talk_said_known"),
        ]
