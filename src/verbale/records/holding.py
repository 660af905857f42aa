"""What we hold and what we offer: editions of our catalogue, partners' catalogues, catalogues received."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from verbale.records.document import OfficeReads, StoredFile
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.policy import PolicyVersion
from verbale.records.record import Guarded, M, Record, one_of


class Following(models.TextChoices):
    """How an edition came of the one before it of the same source; empty for the first of a source."""

    FIRST = "", _("First edition of its source")
    ISSUE = "whole new issue", _("Whole new issue")
    CORRECTIONS = "corrections", _("Corrections to the edition before")


class EditionQuerySet(OfficeReads["Edition"]):
    def newest(self) -> Self:
        """Of each source the edition that no other follows: what is offered is offered from these."""
        return self.filter(followers=None)


class Edition(Record):
    """An immutable edition of a source, imported under a named person's statement.

    ``added``, ``changed`` and ``withdrawn`` count records beside the edition that it follows.
    """

    name = models.CharField(_("name"), max_length=200)
    source_name = models.CharField(max_length=300)
    folder = models.CharField(max_length=100)
    records = models.PositiveBigIntegerField()
    faulty = models.PositiveBigIntegerField()
    distribution = models.CharField(_("distribution"), max_length=20, blank=True)
    reason = models.TextField(_("reason"))
    digest = models.CharField(max_length=64)
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    following = models.CharField(max_length=15, choices=Following, blank=True)
    added = models.PositiveBigIntegerField(default=0)
    changed = models.PositiveBigIntegerField(default=0)
    withdrawn = models.PositiveBigIntegerField(default=0)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at"]
        constraints = [
            models.UniqueConstraint(fields=["follows"], name="edition_followed_once"),
            models.CheckConstraint(condition=~Q(follows=F("id")), name="edition_follows_another"),
            one_of("following", Following, "edition_following_known"),
            models.CheckConstraint(
                condition=Q(follows=None, following="", added=0, changed=0, withdrawn=0)
                | Q(follows__isnull=False) & ~Q(following=""),
                name="edition_following_whole",
            ),
        ]


class LookupTable(models.TextChoices):
    """Facts that no record carries."""

    COUNTRY_GROUP = "country group", _("Origin by country code")
    PUBLISHER_CLASS = "publisher class", _("Class by publisher's name")


class Lookup(models.Model):
    """One line of a lookup table, with who set it."""

    table = models.CharField(max_length=20, choices=LookupTable)
    key = models.CharField(_("found in the record"), max_length=200)
    value = models.CharField(_("means"), max_length=60)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = OfficeReads["Lookup"].as_manager()

    class Meta:
        ordering = ["table", "key"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="lookup_key_once"),
            one_of("table", LookupTable, "lookup_table_known"),
        ]


class Offer(Record):
    """A partner's catalogue as published from our editions under one version of a policy (S65)."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="offers")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    editions = models.ManyToManyField(Edition, related_name="offers")
    folder = models.CharField(max_length=100)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    reviewed = models.PositiveBigIntegerField()
    offered = models.PositiveBigIntegerField()
    by_outcome = models.JSONField(default=dict)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    objects = OfficeReads["Offer"].as_manager()

    class Meta:
        ordering = ["-published_at"]


class ReceivedReads(Guarded[M]):
    """What a partner offers us is for our librarians, the desk and the auditor."""

    readers = frozenset({Role.LIBRARIAN, Role.DESK, Role.AUDITOR})


class ReceivedCatalogue(Record):
    """A partner's catalogue as it reached us; the newest of each partner is the one to order from."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="catalogues")
    offer = models.CharField(max_length=26)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    folder = models.CharField(max_length=100)
    items = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()

    objects = ReceivedReads["ReceivedCatalogue"].as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [models.UniqueConstraint(fields=["partner", "offer"], name="catalogue_received_once")]


class WithdrawnItem(Record):
    """An item that a partner told us it no longer offers; its identifier is never used again.

    ``offer`` is the catalogue in which it was shown.
    """

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    offer = models.CharField(max_length=26)
    item = models.CharField(max_length=26)
    received_at = models.DateTimeField()

    objects = ReceivedReads["WithdrawnItem"].as_manager()

    class Meta:
        ordering = ["-received_at", "item"]
        constraints = [models.UniqueConstraint(fields=["partner", "item"], name="item_withdrawn_once")]
