"""A revision that is brought as a file: as JSON, or in the plain form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t

from verbale.engines import agreement
from verbale.kernel.canonical import read_json

LARGEST = 4 * 1024 * 1024


class RevisionField(forms.FileField):
    """A file that holds a revision; one that is too large to be one is refused before it is read."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = super().clean(data, initial)
        if given and given.size > LARGEST:
            raise forms.ValidationError(_t("A revision has at most 4 MB; this file is no revision."))
        return given


def revision_in(data: bytes) -> agreement.Revision:
    """The revision that a file holds."""
    if data.lstrip()[:1] == b"{":
        return agreement.Revision.of_json(read_json(data, "a revision"))
    return agreement.read_plain(data)
