"""What we hold and what we offer: editions of our catalogue, partners' catalogues, catalogues received."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.document import OfficeReads, StoredFile
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.policy import PolicyVersion
from verbale.records.record import Guarded, M, Record, one_of


class Edition(Record):
    """An immutable edition of a source, imported under a named person's statement."""

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

    objects = OfficeReads["Edition"].as_manager()

    class Meta:
        ordering = ["-imported_at"]


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
