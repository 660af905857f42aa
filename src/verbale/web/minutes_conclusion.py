"""What a conclusion says beside its words, as fields: its duty, whom it binds, its date, who is in charge.

They are facts of the article, so both sides agree on them, and commitments begin with them (COMMISSION.md, 6.1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.adoption import BOTH, BOUND
from verbale.domain.cycle.minutes_outline import Written
from verbale.records.commitment import Bound
from verbale.web.imprecise import ImpreciseField
from verbale.web.imprecise import told as in_words

DUTY, DUE, IN_CHARGE = "duty", "due", "in-charge"
NAMES = (DUTY, BOUND, DUE, IN_CHARGE)
AS_WRITTEN = "2027-05-10, 2027-05, ../2027-12-31"


class BoundField(forms.ChoiceField):
    """Whom a conclusion binds: one of the sides or both, or what stood in the minutes before (``known``).

    Anything else that was ``said`` is shown, and refused: it would be read as both later.
    """

    def __init__(self, known: Collection[str], said: str) -> None:
        nobody = BOTH if said == BOTH else ""  # a fact that stands stays as it is written
        choices = {nobody: Bound.BOTH.label} | {one: one for one in (*known, said) if one not in ("", BOTH)}
        super().__init__(label=_("Binds"), required=False, choices=list(choices.items()))
        self.known = {nobody, *known}

    def valid_value(self, value: Any) -> bool:
        return value in self.known


def bound_in(articles: Iterable[Written]) -> set[str]:
    """Whom the articles of minutes bind, as the field writes it."""
    return {str(shown(one.facts[BOUND])) for one in articles if BOUND in one.facts}


def fields(known: Collection[str], bound: str) -> dict[str, forms.Field]:
    """The fields by the names of their facts; ``known`` is whom it can bind, ``bound`` whom it binds so far."""
    return {
        DUTY: forms.CharField(
            label=_("Duty of the mandate"), required=False, max_length=20, widget=forms.TextInput({"size": 6})
        ),
        BOUND: BoundField(known, bound),
        DUE: ImpreciseField(label=_("Due"), required=False, help_text=AS_WRITTEN, widget=forms.TextInput({"size": 14})),
        IN_CHARGE: forms.CharField(
            label=_("In charge"), required=False, max_length=20_000, widget=forms.TextInput({"size": 24}),
            help_text=_("Several with semicolons between them."),
        ),
    }  # fmt: skip


def typed(name: str, said: str) -> str | tuple[str, ...]:
    """A fact as a revision writes it: of those in charge, one by name, several as a list."""
    if name != IN_CHARGE:
        return said
    named = tuple(one.strip() for one in said.replace("；", ";").split(";") if one.strip())
    return named[0] if len(named) == 1 else named


def shown(fact: Any) -> Any:
    """The same as its field shows it."""
    return "; ".join(fact) if isinstance(fact, tuple) else fact


def told(facts: Any) -> list[tuple[str, str]]:
    """What a conclusion says of these, by the names that pages call them, without the duty."""
    labels = {BOUND: _("Binds"), DUE: _("Due"), IN_CHARGE: _("In charge")}
    found = []
    for name, label in labels.items():
        said = facts.get(name, "")
        words = ", ".join(map(str, said)) if isinstance(said, tuple | list) else str(said)
        if words:
            found.append((str(label), _shown(name, words)))
    return found


def _shown(name: str, words: str) -> str:
    if name == DUE:
        return in_words(words)
    return str(Bound.BOTH.label) if (name, words) == (BOUND, BOTH) else words
