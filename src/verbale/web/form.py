"""What all forms of ours share: plain labels, browsers' own date fields, a name in several languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from verbale.records.party import Party
from verbale.web.access import seen
from verbale.web.shell import LANGUAGE_NAMES


class Form(forms.Form):
    """A form whose faults our own summary shows."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class DateInput(forms.DateInput):
    """The browser's own date field; what it sends has the same form in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateInput(), input_formats=["%Y-%m-%d"], **kwargs)


def partner_choices(viewer: Any) -> list[tuple[str, str]]:
    """The partners that the viewer may see, to choose one from, by their codes."""
    return list(seen(Party, viewer).filter(is_us=False).values_list("pk", "code"))


def add_texts(form: forms.Form, name: str, label: str, languages: Iterable[str], first_required: bool = True) -> None:
    """Adds one field for each language: ``titles_en``, ``titles_zh`` …; ``texts`` reads them together."""
    for number, language in enumerate(languages):
        form.fields[f"{name}_{language}"] = forms.CharField(
            label=_("%(what)s in %(language)s") % {"what": label, "language": LANGUAGE_NAMES.get(language, language)},
            max_length=300,
            required=first_required and number == 0,
            widget=forms.TextInput(attrs={"lang": language}),
        )


def texts(form: forms.Form, name: str) -> dict[str, str]:
    """What was given by language, without the empty ones."""
    start = f"{name}_"
    return {
        field.removeprefix(start): value
        for field, value in form.cleaned_data.items()
        if field.startswith(start) and value
    }
