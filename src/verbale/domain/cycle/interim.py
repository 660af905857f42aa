"""Interim agreements: texts that both sides concluded between two sessions, for the next one to ratify (2.1, 6.8).

An article of minutes ratifies a text whose identity stands in its fact ``ratifies``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from verbale.domain.cycle import session_plan
from verbale.domain.spine.text_record import revision_of
from verbale.engines import agreement
from verbale.records.minutes import Minutes
from verbale.records.session import Session, SessionState
from verbale.records.text import Text, TextKind

RATIFIES = "ratifies"
"""The fact that names the texts an article ratifies."""
RATIFIED = "ratified"
"""What the setting ``interim`` of a statute says where they need it."""
_KINDS = (TextKind.AGREEMENT, TextKind.PROGRAMME)


def waiting(session: Session) -> list[Text]:
    """The texts in force that were proposed after the session before was held and that no minutes ratified yet, the
    oldest first; none where the statute lets interim agreements be final."""
    terms, before = session_plan.terms_of(session), _last_day_before(session)
    if terms is None or terms.interim != RATIFIED or before is None:
        return []
    rows = Text.objects.filter(
        partner=session.commission.partner, text_kind__in=_KINDS, opened_at__date__gt=before
    ).exclude(in_force="")
    done = ratified(session.commission)
    return [row for row in rows.order_by("opened_at") if row.pk not in done]


def ratified(commission: Text) -> dict[str, int]:
    """The texts that agreed minutes of this commission ratified, by identity, with the number of the session."""
    rows = Minutes.objects.filter(session__commission=commission).exclude(text__in_force="")
    found: dict[str, int] = {}
    for row in rows.select_related("text", "session"):
        for named in _named(revision_of(row.text, row.text.in_force).articles):
            found.setdefault(named, row.session.number if row.session else 0)
    return found


def _named(articles: Iterable[agreement.Article]) -> Iterable[str]:
    for article in articles:
        told = article.facts.get(RATIFIES, ())
        yield from (str(one) for one in (told if isinstance(told, tuple) else (told,)))


def _last_day_before(session: Session) -> date | None:
    """The last day of the session held before this one; None where it is the first."""
    rows = Session.objects.filter(
        commission=session.commission_id, number__lt=session.number, state=SessionState.HELD
    ).order_by("-number")
    held = rows.first()
    return session_plan.bounds(held)[1] if held is not None else None
