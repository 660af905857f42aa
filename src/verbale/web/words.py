"""What the words of rulebooks and of refusals are called on a page: outcomes, facts and their values, states, roles."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.spine.fact_words import AS_WRITTEN, FACTS, OWN_VALUES, VALUES
from verbale.engines.catalogue import reason_of
from verbale.records.approval import StepState
from verbale.records.document import FileState
from verbale.records.need import NeedState
from verbale.records.person import Role
from verbale.records.request import LineState

FILE_FORMS: dict[str, str] = {
    "marc": _("MARC (ISO 2709)"),
    "marcxml": _("MARCXML"),
    "csv": _("a table (CSV)"),
    "jsonl": _("JSON lines"),
    "ris": _("RIS"),
    "dc": _("Dublin Core"),
}
"""What a file of records may be."""

MAPPED: dict[str, str] = {
    "title": pgettext_lazy("bibliographic", "Title"),
    "original_title": _("Title in its own script"),
    "responsibility": _("Responsibility"),
    "creators": _("Creators"),
    "original_creators": _("Creators in their own script"),
    "publisher": _("Publisher"),
    "place": _("Place"),
    "year": _("Year"),
    "country": _("Country"),
    "language": _("Language"),
    "kind": _("Kind"),
    "field": pgettext_lazy("fact", "Field"),
    "series": _("Series"),
    "subjects": _("Subjects"),
    "isbn": _("ISBN"),
    "issn": _("ISSN"),
    "control_number": _("Control number"),
    "local_numbers": _("Local numbers"),
    "restriction": _("Restriction note"),
    "variants": _("Other forms of title and names"),
}
"""What a column of a table of records may hold."""

STATES: dict[str, str] = {one.value: one.label for kind in (FileState, StepState, NeedState, LineState) for one in kind}

IN_REFUSALS: dict[str, dict[str, str]] = {
    "state": STATES,
    "wanted": STATES,
    "roles": dict(Role.choices),
    "what": {
        "catalogue of": pgettext_lazy("there is no", "catalogue of"),
        "decision": pgettext_lazy("there is no", "decision"),
        "edition before": pgettext_lazy("there is no", "edition before"),
        "item of the catalogue": pgettext_lazy("there is no", "item of the catalogue"),
        "journal entry": pgettext_lazy("there is no", "journal entry"),
        "line of the lookup tables": pgettext_lazy("there is no", "line of the lookup tables"),
        "order": pgettext_lazy("there is no", "order"),
        "order line": pgettext_lazy("there is no", "order line"),
        "partner": pgettext_lazy("there is no", "partner"),
    },
}
"""The facts of errors whose values are words of ours."""


def in_a_sentence(fact: str, value: object) -> object:
    """A fact of an error as its sentence says it: a word of ours in the reader's language, anything else as it is."""
    words = IN_REFUSALS.get(fact, {})
    if not isinstance(value, str) or not words:
        return value
    return " / ".join(str(words[one]).lower() if one in words else one for one in value.split(" / "))


def fact_name(name: str) -> str:
    """What a fact is called, in the reader's language; as the rulebook writes it, where it is not one of ours."""
    return str(FACTS.get(name, name))


def shown(value: object, fact: str = "") -> str:
    """The value of a fact in the reader's language; a rulebook's null is “unknown”."""
    if value is None or value == "":
        return _t("unknown")
    if isinstance(value, bool):
        return _t("yes") if value else _t("no")
    if isinstance(value, list | tuple):
        return ", ".join(shown(one, fact) for one in value) or _t("none")
    return str(value if fact in AS_WRITTEN else OWN_VALUES.get(fact, VALUES).get(str(value), value))


def answered(value: object, name: str = "") -> str:
    """The value of an answer of a rulebook in the reader's language; a null says that there is none."""
    return _t("none") if value in (None, "") else shown(value, name)


def reason(text: str) -> str:
    """A fault of a source or a remark on a record, in the reader's language as far as it is a sentence of ours."""
    sentence, facts = reason_of(text)
    return _t(sentence).format(**{name: reason(value) if name == "why" else value for name, value in facts.items()})
