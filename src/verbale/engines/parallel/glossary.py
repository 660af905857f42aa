"""Names and terms with their forms in several languages: what is built in, and what a commission adds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

#: Forms stand apart by a bar; a bar within the condition of a form, ``(?=…)``, parts nothing.
_APART = re.compile(r"\|(?![^()]*\))")

SOFT = "~"
"""What marks a form that may but need not be matched: a country's adjective, an abbreviation in a compound."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name: its ``value``, its forms by language, the names for which it may also stand (Korea for South Korea).

    ``sort`` is what bears it: ``country``, ``place``, ``feature`` (a river, a region), ``body``, or unknown ("").
    """

    value: str
    forms: Mapping[str, Sequence[str]]
    covers: frozenset[str] = frozenset()
    sort: str = ""


@dataclass(frozen=True, eq=False)
class Glossary:
    """Entries, in which a text's names are sought; ``given`` ones come from outside and go before those built in."""

    entries: tuple[Entry, ...]

    @classmethod
    def given(cls, terms: Iterable[Mapping[str, Sequence[str] | str]], *, beside: Glossary | None = None) -> Glossary:
        """A glossary of terms, each with its forms by language, beside the one that is built in."""
        entries = tuple(entry for term in terms if (entry := _entry(term)))
        return cls(entries + (BUILT_IN if beside is None else beside).entries)

    @cached_property
    def by_value(self) -> dict[str, Entry]:
        """The entries by their values."""
        return {entry.value: entry for entry in reversed(self.entries)}

    def languages_of(self, value: str) -> frozenset[str]:
        """The languages in which there is a firm form of a name."""
        entry = self.by_value.get(value)
        return frozenset(entry.forms) if entry else frozenset()

    def agree(self, one: str, other: str) -> bool:
        """Whether two names may mean the same."""
        if one == other:
            return True
        first, second = self.by_value.get(one), self.by_value.get(other)
        if first is None or second is None:
            return False
        return other in first.covers or one in second.covers or bool(first.covers & second.covers)


def _entry(term: Mapping[str, Sequence[str] | str]) -> Entry | None:
    forms = {language: [said] if isinstance(said, str) else list(said) for language, said in term.items()}
    forms = {language: [form for form in said if form.strip()] for language, said in forms.items()}
    first = next((said[0] for said in forms.values() if said), None)
    return Entry(first, {language: said for language, said in forms.items() if said}) if first else None


@lru_cache(maxsize=1)
def _built_in() -> Glossary:
    text = (files(__package__) / "glossary.json").read_text(encoding="utf-8")
    return Glossary(
        tuple(
            Entry(
                value,
                {key: _APART.split(forms) for key, forms in row.items() if key not in ("covers", "sort")},
                frozenset(filter(None, row.get("covers", "").split("|"))),
                row["sort"],
            )
            for value, row in json.loads(text).items()
        )
    )


BUILT_IN = _built_in()
"""Countries and states of today and yesterday, their capitals and larger cities, some bodies."""
