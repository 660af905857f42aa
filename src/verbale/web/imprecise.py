"""Imprecise dates as a reader reads and writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.written_date import as_kept
from verbale.kernel.errors import VerbaleError
from verbale.kernel.imprecise import ImpreciseDate, Precision
from verbale.web.refusal import sentence

LONGEST = 120
"""Characters of a date written out."""
AS_GIVEN = _(
    "As the paper gives it: 16 October 1987, October 1987, 1987, June to October 1987, by the end of 1987, from 1988 "
    "on; in figures 1987-10-16, ../1987-12-31, 1988/.., or immediately:1987-05-18 for “immediately”, said on that day."
)
AS_KNOWN = _("As exact as it is known: 10 May 2027, May 2027 or 2027; in figures 2027-05-10, 2027-05.")


class ImpreciseField(forms.CharField):
    """A date as a paper gives it, in words or figures; what is no date is refused by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **{"help_text": AS_GIVEN, **kwargs})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return as_kept(text)
        except VerbaleError as fault:
            raise forms.ValidationError(sentence(fault)) from fault


def told(text: str) -> str:
    """A kept date in the reader's language; as it is written, where it cannot be read."""
    try:
        kept = ImpreciseDate.read(text)
    except VerbaleError:
        return text
    return str(_TOLD[kept.precision](kept))


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _range(kept: ImpreciseDate) -> str:
    first, _sign, last = kept.edtf.partition("/")
    return _t("%(first)s to %(last)s") % {"first": told(first), "last": told(last)}


def _since(kept: ImpreciseDate) -> str:
    return _t("from %(day)s on") % {"day": told(kept.edtf.partition("/")[0])}


def _at_once(kept: ImpreciseDate) -> str:
    if kept.latest is None:
        return _t("immediately")
    return _t("immediately, said on %(day)s") % {"day": _day(kept.latest)}


_TOLD = {
    Precision.NONE: lambda _: "",
    Precision.DAY: lambda kept: _day(kept.latest),
    Precision.MONTH: lambda kept: date_format(kept.latest, "YEAR_MONTH_FORMAT"),
    Precision.YEAR: lambda kept: str(kept.latest.year),
    Precision.RANGE: _range,
    Precision.BY: lambda kept: _t("by %(day)s") % {"day": _day(kept.latest)},
    Precision.SINCE: _since,
    Precision.IMMEDIATELY: _at_once,
}
