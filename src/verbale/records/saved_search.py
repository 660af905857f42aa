"""Searches that a person keeps, to be asked again of a partner's newest catalogue."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.holding import ReceivedReads
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.record import Guarded, M, Record


class OwnReads(Guarded[M]):
    """What a person kept is theirs alone, as long as they may read what it is asked of."""

    def narrowed_to(self, viewer: Person) -> Self:
        return self.filter(person=viewer) if viewer.roles & ReceivedReads.readers else self.none()


class SavedSearch(Record):
    """A query with its filters and its order, under a name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_searches")
    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(max_length=1000, blank=True)
    filters = models.JSONField(default=dict)
    order = models.CharField(max_length=12, default="relevance")
    saved_at = models.DateTimeField()

    objects = OwnReads["SavedSearch"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "partner", "name"], name="saved_search_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_search_has_name"),
        ]
