"""An act on a line as a page offers it: its form, when it is possible, and the one domain call it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _t

from verbale.domain.cycle import request as requests
from verbale.domain.spine import approval
from verbale.kernel.clock import stamp
from verbale.kernel.errors import Refused
from verbale.records.approval import StepState
from verbale.records.person import Person
from verbale.records.request import LineState, OrderLine
from verbale.web.form import Form

Do = Callable[[OrderLine, Mapping[str, Any], Person, datetime], object]


class Changed(Refused):
    """Somebody acted on line {line} after you opened this page, so nothing was done. The page now shows how it
    stands; if your act is still needed, do it again."""


class LineForm(Form):
    """The form of an act; it knows the line that it is for."""

    def __init__(self, *args: Any, line: OrderLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its name in the address, its button, its call, and the states of a line in which it is possible.

    ``why_not`` gives a further reason against it, empty if there is none. ``whole`` acts check in one transaction
    that the line still stands as the reader saw it; the others do slow work first and check that themselves.
    """

    name: str
    label: str
    do: Do
    states: frozenset[LineState]
    form: type[LineForm] = LineForm
    hint: str = ""
    danger: bool = False
    whole: bool = True
    why_not: Callable[[OrderLine], str] = lambda line: ""


@dataclass(frozen=True, slots=True)
class Offered:
    """An act as offered for one line: its form, and the sentence why it is off (empty where it is on)."""

    act: Act
    form: LineForm
    reason: str


def offered(act: Act, line: OrderLine, refused: LineForm | None = None) -> Offered:
    """An act with its form, and why it is not possible now, if it is not."""
    form = refused if refused is not None else bare(act, line)
    return Offered(act, form, _wrong_state(act, line) or act.why_not(line))


def bare(act: Act, line: OrderLine, data: Any = None, files: Any = None) -> LineForm:
    """The act's form, with identifiers that no other form of the page has."""
    return act.form(data, files, line=line, auto_id=f"{act.name}-%s")


def _wrong_state(act: Act, line: OrderLine) -> str:
    if line.state in act.states:
        return ""
    facts = {
        "state": line.get_state_display(),
        "states": ", ".join(f"“{state.label}”" for state in LineState if state in act.states),
    }
    return _t("The line is “%(state)s”. This is possible only while it is %(states)s.") % facts


def reading(line: OrderLine) -> str:
    """What a page remembers of the line it showed, so that an act on an older page is noticed."""
    steps = [step.pk for step in approval.steps_of(line) if step.state == StepState.OPEN]
    return "/".join([line.state, stamp(line.state_since), *steps])


@contextmanager
def as_read(line: OrderLine, read: str) -> Iterator[None]:
    """Does what follows only if the line still stands as the reader saw it; nobody can act in between."""
    with transaction.atomic():
        if reading(requests.locked(line)) != read:
            raise Changed(line=str(line))
        yield


def words(label: str, *, hint: str = "", required: bool = True) -> type[LineForm]:
    """A form of one text, called ``text``."""
    field = forms.CharField(
        label=label, help_text=hint, required=required, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    return type("WordsForm", (LineForm,), {"text": field})
