"""What it would take for a line that is not supplied to be supplied: a page for the desk and for approvers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle.what_it_takes import READERS, Hand, Way, what_it_takes
from verbale.records.decision import Decision
from verbale.records.marking import Caveat
from verbale.records.person import Authority
from verbale.web.access import for_roles, one, seen
from verbale.web.refusal import page
from verbale.web.rulebook_words import why
from verbale.web.shell import paper_language
from verbale.web.words import fact_name, shown

HANDS: dict[Hand, str] = {
    Hand.ASKING: pgettext_lazy("fact", "the partner asks otherwise"),
    Hand.FINDING_OUT: pgettext_lazy("fact", "somebody finds it out"),
    Hand.LIFTING: pgettext_lazy("fact", "whoever keeps it so lifts it"),
    Hand.WRONG_RECORD: pgettext_lazy("fact", "only if our record is wrong"),
}


@dataclass(frozen=True, slots=True)
class ShownWay:
    """A way as the page tells it: the facts as they are, as they would be and how they could, and what would be asked
    for then."""

    facts: tuple[tuple[str, str, str, str], ...]
    approvals: tuple[str, ...]
    marking: str
    basis: str
    rules: tuple[int, ...]


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    related = ("line__order__partner", "version__policy", "decided_by")
    decision = one(Decision, identifier, request.user, *related)
    found = what_it_takes(decision=decision, by=request.user)  # type: ignore[arg-type]
    ways = [_shown(each, request.user) for each in found.ways]
    context = {"decision": decision, "line": decision.line, "found": found, "ways": ways}
    context["undecided"] = why(found.undecided)
    return page(request, "web/line/what_it_takes.html", context)


def _shown(way: Way, viewer: Any) -> ShownWay:
    language, verdict = paper_language(), way.verdict
    titles = {each.code: each.title(language) for each in seen(Authority, viewer).filter(code__in=verdict.approvals)}
    caveat = seen(Caveat, viewer).filter(code=verdict.marking).first() if verdict.marking else None
    return ShownWay(
        facts=tuple(
            (fact_name(name), shown(was, name), shown(then, name), str(HANDS[way.hands[name]]))
            for name, (was, then) in way.facts.items()
        ),
        approvals=tuple(titles.get(code, code) for code in verdict.approvals),
        marking=caveat.text(language) if caveat else verdict.marking or "",
        basis=verdict.basis,
        rules=verdict.rules,
    )


urlpatterns = [path("decisions/<str:identifier>/what-it-takes", show, name="what-it-takes")]
