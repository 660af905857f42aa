"""How a wanted item is got: the supplier, the price in its currency, the basis in copyright."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.document import OfficeReads
from verbale.records.person import Person
from verbale.records.record import Record
from verbale.records.request import OrderLine


class SourcingQuerySet(OfficeReads["Sourcing"]):
    def narrowed_to(self, viewer: Person) -> Self:
        return self.filter(line__in=OrderLine.objects.narrowed_to(viewer))


class Sourcing(Record):
    """From whom an item is got for the partner, at which price as quoted, never converted (S61)."""

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="sourcing")
    supplier = models.CharField(_("supplier"), max_length=300)
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(_("currency"), max_length=12, blank=True)
    form = models.CharField(_("form"), max_length=14)
    copyright_basis = models.CharField(_("basis in copyright"), max_length=300)
    expected = models.CharField(_("expected"), max_length=40, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SourcingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price__isnull=True, currency="")
                | (models.Q(price__isnull=False) & ~models.Q(currency="")),
                name="price_has_currency",
            )
        ]
