"""A statute's settings in words, as a person reads them."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from verbale.domain.cycle.statute import EVERY_LANGUAGE, NO_LANGUAGE, Span, Terms
from verbale.web.shell import own_name

LABELS: dict[str, str] = {
    "delegates": _("Delegates of each side"),
    "sessions": _("Sessions a year"),
    "host": _("Host"),
    "first_host": _("Hosts the first session"),
    "agenda": _("Agenda told"),
    "memorandum": _("Memorandum told"),
    "delegation": _("Delegation named"),
    "minutes": _("Minutes concluded"),
    "report": _("Our report due"),
    "prevails": _("Language that prevails"),
    "force": _("Minutes in force"),
    "costs": _("Costs"),
    "interim": _("Interim agreements"),
    "other_issues": _("Other issues"),
}
HOSTS: dict[str, str] = {"alternating": _("the sides by turns"), "agreed": _("agreed for each session")}
FORCES: dict[str, str] = {
    "signature": _("on signature"),
    "approval": _("once both governments have approved"),
}
COSTS: dict[str, str] = {
    "host": _("the host pays the organisation, each side its own delegation"),
    "own": _("each side pays what it causes, in the organisation too"),
    "shared": _("both sides bear everything together"),
}
INTERIM: dict[str, str] = {
    "ratified": _("are ratified at the next session"),
    "final": _("are final at once"),
}
PREVAILS: dict[str, str] = {
    EVERY_LANGUAGE: pgettext_lazy("language that prevails", "all are equally authentic"),
    NO_LANGUAGE: pgettext_lazy("language that prevails", "none"),
}
BEFORE, AFTER = ("agenda", "memorandum", "delegation"), ("minutes", "report")


def settings(terms: Terms) -> list[tuple[str, str, str]]:
    """Name, label and value of each setting that says something."""
    return [(name, str(label), shown) for name, label in LABELS.items() if (shown := value(terms, name))]


def value(terms: Terms, name: str) -> str:
    """One setting in words; empty where it says nothing."""
    given = getattr(terms, name)
    if name in BEFORE:
        return _t("%(time)s before the first day") % {"time": span(given)}
    if name in AFTER:
        return _t("%(time)s after the last day") % {"time": span(given)} if _some(given) else _t("on the last day")
    if name == "sessions":
        least, most = given
        return str(least) if least == most else _t("%(least)s to %(most)s") % {"least": least, "most": most}
    if name == "delegates":
        return _t("at least %(number)s") % {"number": given}
    if name == "other_issues":
        return _t("may be admitted by both sides") if given else _t("are not admitted")
    known = {"host": HOSTS, "force": FORCES, "costs": COSTS, "interim": INTERIM, "prevails": PREVAILS}.get(name, {})
    return str(known.get(given) or (own_name(given) if name == "prevails" else given))


def span(one: Span) -> str:
    """A length of time in words."""
    parts = [
        ngettext("%(n)s year", "%(n)s years", one.part("Y")) % {"n": one.part("Y")},
        ngettext("%(n)s month", "%(n)s months", one.part("M")) % {"n": one.part("M")},
        ngettext("%(n)s week", "%(n)s weeks", one.part("W")) % {"n": one.part("W")},
        ngettext("%(n)s day", "%(n)s days", one.part("D")) % {"n": one.part("D")},
    ]
    said = [words for words, unit in zip(parts, "YMWD", strict=True) if one.part(unit)]
    return " ".join(said or parts[-1:])


def _some(one: Span) -> bool:
    return any(one.part(unit) for unit in "YMWD")
