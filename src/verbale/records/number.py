"""The yearly numbers of what comes in and what goes out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.record import one_of


class Direction(models.TextChoices):
    """Which way a paper goes, seen from our office."""

    IN = "in", _("In")
    OUT = "out", _("Out")


class YearlyNumber(models.Model):
    """The last number given in a series and year, one row a direction; locked while the next is given.

    A series is a partner's code, so that a number tells a partner nothing of our dealings with others; it is
    empty for papers that stay inside.
    """

    series = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=3, choices=Direction)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "direction"], name="yearly_number_once"),
            one_of("direction", Direction, "yearly_number_direction"),
        ]
