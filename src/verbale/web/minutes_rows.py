"""An article of minutes as a row of the form: what it is, its words by language, what the paper says of the session."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.adoption import BOUND
from verbale.domain.cycle.minutes_form import MISSING
from verbale.domain.cycle.minutes_heading import SESSION
from verbale.domain.cycle.minutes_outline import Written
from verbale.kernel.canonical import Json
from verbale.web import minutes_conclusion
from verbale.web.minutes_words import ROLES
from verbale.web.shell import own_name
from verbale.web.text_rows import ArticleForm, kept_in

PLAIN: dict[str, str] = {
    "session": _("Number of the session"),
    "first-day": _("First day (YYYY-MM-DD)"),
    "last-day": _("Last day (YYYY-MM-DD)"),
    "side-1": _("Code of the side that stands first"),
    "side-2": _("Code of the other side"),
}
"""Facts of the session that are the same in every language."""
WORDED: dict[str, str] = {
    "place": _("Place, %(language)s"),
    "days": _("Days in words, %(language)s"),
    "name-1": _("First side, %(language)s"),
    "head-1": _("Who signs for it, %(language)s"),
    "office-1": _("Office held, %(language)s"),
    "members-1": _("Its other members, one a line, %(language)s"),
    "name-2": _("Other side, %(language)s"),
    "head-2": _("Who signs for the other side, %(language)s"),
    "office-2": _("Office held there, %(language)s"),
    "members-2": _("Other members of that side, one a line, %(language)s"),
}
"""Those that stand once in each language."""
CONCLUSION = "conclusion"
"""The role of a conclusion."""
_WORDS = re.compile(r"(heading|text|title)_[A-Za-z0-9-]{1,20}|fact_[a-z0-9-]{1,40}", re.ASCII)


class MinutesRow(ArticleForm):
    """One article: what it is, identifier, heading and text in each language; of the session its facts too."""

    role = forms.ChoiceField(label=_("It is"), choices=list(ROLES.items()), required=False)
    place = forms.IntegerField(
        label=_("Place"), required=False, widget=forms.NumberInput({"min": 1, "class": "narrow"}),
    )  # fmt: skip

    def __init__(self, languages: tuple[str, ...], *args: Any, sides: Collection[str] = (), **kwargs: Any) -> None:
        """``sides`` are those whom a conclusion can bind."""
        super().__init__(languages, *args, **kwargs)
        del self.fields["basis"]
        if self.prefix != "a0":
            self.fields["identifier"].help_text = ""
        self.fields["place"].initial = int(str(self.prefix).removeprefix("a")) + 1
        if self["role"].value() == SESSION or any(f"fact_{name}" in self._given() for name in _shown(languages)):
            self._add_facts()
        given = self._given()
        if self["role"].value() == CONCLUSION or any(f"fact_{name}" in given for name in minutes_conclusion.NAMES):
            bound = str(given.get(f"fact_{BOUND}", ""))
            for name, field in minutes_conclusion.fields(sides, bound).items():
                self.fields[f"fact_{name}"] = field
        carry(self, self._given())

    def _given(self) -> dict[str, Any]:
        """What was typed in this row, or is given to it, without what is empty."""
        start = f"{self.prefix}-" if self.is_bound else ""
        given = self.data if self.is_bound else self.initial
        return {name.removeprefix(start): value for name, value in given.items() if name.startswith(start) and value}

    def _add_facts(self) -> None:
        for name, label in PLAIN.items():
            self.fields[f"fact_{name}"] = forms.CharField(label=label, required=False, max_length=80)
        for code in self.languages:
            for name, label in WORDED.items():
                listed = name.startswith("members")
                widget = forms.Textarea({"lang": code, "rows": 3}) if listed else forms.TextInput({"lang": code})
                self.fields[_fact(name, code)] = forms.CharField(
                    label=label % {"language": own_name(code)}, required=False, max_length=20_000, widget=widget
                )

    @property
    def facts(self) -> list[Any]:
        """The fields of the facts that are the same in every language; only the article of the session has any."""
        return [self[f"fact_{name}"] for name in PLAIN if f"fact_{name}" in self.fields]

    @property
    def concluded(self) -> list[Any]:
        """The fields of what a conclusion says beside its words; only conclusions have them."""
        return [self[f"fact_{name}"] for name in minutes_conclusion.NAMES if f"fact_{name}" in self.fields]

    def worded(self) -> list[list[Any]]:
        """By language the fields of the facts that stand in it."""
        return [
            [self[_fact(name, code)] for name in WORDED if _fact(name, code) in self.fields] for code in self.languages
        ]

    @property
    def lacking(self) -> bool:
        """Whether the paper would lack something of the session, or something typed for it cannot be taken."""
        fields = [*self.facts, *(field for fields in self.worded() for field in fields)]
        return any(field.value() == MISSING or field.errors for field in fields)

    def article(self) -> dict[str, Json]:
        """The article as a revision writes it."""
        return written(self.cleaned_data, self.languages).as_json()


def carry(form: forms.Form, given: Mapping[str, Any]) -> None:
    """Carries words along unseen that were typed in a language which is not shown now, so that none is lost."""
    for name in given:
        if name not in form.fields and _WORDS.fullmatch(name):
            form.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)


def _fact(name: str, code: str) -> str:
    return f"fact_{name}-{code.lower()}"


def _shown(languages: tuple[str, ...]) -> list[str]:
    """The names of the facts that have a field of their own."""
    return [*PLAIN, *(f"{name}-{code.lower()}" for name in WORDED for code in languages)]


def written(row: Mapping[str, Any], languages: tuple[str, ...]) -> Written:
    """The article that stands in a row, whether it is finished or not."""
    kept, role = kept_in(str(row.get("kept") or "")), str(row.get("role") or "")
    roles = [one for one in kept["roles"] if one not in ROLES] + ([role] if role else [])
    facts = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in kept["facts"].items()}
    names = (*_shown(languages), *minutes_conclusion.NAMES)
    typed = {name: _typed(name, row[f"fact_{name}"]) for name in names if f"fact_{name}" in row}
    facts = {name: fact for name, fact in {**facts, **typed}.items() if fact not in ("", ())}
    words = {
        part: {code: said for code in languages if (said := str(row.get(f"{part}_{code}") or "")).strip()}
        for part in ("heading", "text")
    }
    return Written(str(row.get("identifier") or ""), words["heading"], words["text"], tuple(roles), facts)


def _typed(name: str, value: Any) -> str | int | tuple[str, ...]:
    said = str(value or "").strip()
    if name.startswith("members"):
        return tuple(line.strip() for line in said.splitlines() if line.strip())
    if name == "session" and said.isascii() and said.isdigit() and len(said) < 6:
        return int(said)
    return minutes_conclusion.typed(name, said)


def row_of(one: Written, languages: tuple[str, ...]) -> dict[str, Any]:
    """What the row of an article holds at first."""
    roles = list(one.roles)
    role = next((each for each in ROLES if each and each in roles), "")
    if role:
        roles.remove(role)
    named = {SESSION: _shown(languages), CONCLUSION: [*minutes_conclusion.NAMES]}.get(role, [])
    facts = {name: one.facts[name] for name in named if name in one.facts}
    rest = {name: fact for name, fact in one.as_json()["facts"].items() if name not in facts}
    return {
        "identifier": one.identifier, "role": role,
        "kept": json.dumps({"roles": roles, "facts": rest}, ensure_ascii=False),
        **{f"heading_{code}": words for code, words in one.heading.items()},
        **{f"text_{code}": words for code, words in one.text.items()},
        **{f"fact_{name}": _shown_fact(name, fact) for name, fact in facts.items()},
    }  # fmt: skip


def _shown_fact(name: str, fact: Any) -> Any:
    if name in minutes_conclusion.NAMES:
        return minutes_conclusion.shown(fact)
    return "\n".join(fact) if isinstance(fact, tuple) else fact


def completed(rows: list[dict[str, Any]], begun: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with what the minutes begin with, wherever an article of the same role says nothing: in a language that
    is added, most of it is known already."""
    known = {row["role"]: row for row in begun if row["role"] in ("session", "agenda")}
    return [
        {**row, **{name: value for name, value in known.get(row.get("role"), {}).items() if not row.get(name)}}
        for row in rows
    ]


def ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows in the order of the places that were typed; what has none stays behind what stood before it."""
    places: list[int] = []
    for row in rows:
        typed = str(row.get("place") or "")
        known = typed.isascii() and typed.isdigit() and len(typed) < 6
        places.append(int(typed) if known else (places[-1] if places else 0))
    return [rows[at] for at in sorted(range(len(rows)), key=lambda at: places[at])]


def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their conclusions, and what is nothing else, numbered from 1 in their order."""
    number, found = 0, []
    for row in rows:
        if str(row.get("role") or "") in ("conclusion", ""):
            number += 1
            row = {**row, "identifier": str(number)}
        found.append(row)
    return found


def places_anew(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows without typed places: each shows the place in which it stands now."""
    return [{name: value for name, value in row.items() if name != "place"} for row in rows]
