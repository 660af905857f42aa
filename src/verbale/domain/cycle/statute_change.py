"""The statutes that name a commission, and a statute written anew: its terms and duties change, the rest stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from verbale.domain.cycle import statute
from verbale.domain.cycle.statute import DUTY, TERMS, Duty, NoStatute, Terms
from verbale.domain.spine.text_record import newest_revision, standing_of, utc_day
from verbale.engines import agreement
from verbale.kernel.errors import Refused
from verbale.records.party import Party
from verbale.records.text import Revision, Text, TextKind


class NotOfCommission(Refused):
    """“{title}” is no commission in force, so it can have no statute. Both sides found it first."""


def texts_of(commission: Text) -> list[Text]:
    """The statutes that name a commission in any revision, whatever became of them; the one moved last first."""
    kept = Revision.objects.filter(text__partner=commission.partner, text__text_kind=TextKind.STATUTE)
    found = {
        row.text_id: row.text for row in kept.select_related("text__partner")
        if commission_in(agreement.Revision.of_json(row.content)) == commission.pk
    }  # fmt: skip
    return sorted(found.values(), key=lambda one: one.moved_at, reverse=True)


def standing_text(commission: Text) -> Text | None:
    """The statute in force for a commission, else the one that is being agreed on; None without either."""
    rows = texts_of(commission)
    return next((one for one in rows if one.in_force), None) or next((one for one in rows if one.change), None)


def commission_in(revision: agreement.Revision) -> str:
    """The identity of the commission that a statute names; empty if it names none."""
    named = (one.facts.get("commission") for one in revision.with_role(TERMS))
    return next((str(one) for one in named if one), "")


def commission_of(revision: agreement.Revision, partner: Party) -> Text:
    """The commission in force that a statute names."""
    rows = Text.objects.filter(partner=partner, text_kind=TextKind.COMMISSION).exclude(in_force="")
    found = rows.select_related("partner").filter(pk=commission_in(revision)).first()
    if found is None:
        raise NotOfCommission(title=commission_in(revision) or "–")
    return found


def check_founded(commission: Text) -> None:
    """Refuses what is no commission in force."""
    if commission.text_kind != TextKind.COMMISSION or not commission.in_force:
        raise NotOfCommission(title=commission.title())


def newest(text: Text, at: datetime) -> agreement.Revision:
    """What somebody who writes a change begins with."""
    return newest_revision(text, standing_of(text, utc_day(at)))


def terms_in(revision: agreement.Revision) -> Terms | NoStatute:
    """The terms that a revision says, or why they cannot be read."""
    try:
        return statute.read(Text(titles=dict(revision.title)), revision).terms
    except NoStatute as fault:
        return fault


def redrafted(
    revision: agreement.Revision, *, titles: Mapping[str, str], terms: Terms, words: Mapping[str, str],
    duties: Sequence[Duty],
) -> agreement.Revision:  # fmt: skip
    """The statute with other titles, terms and duties; every article that is neither stays where it stands.

    The duties come where the first one stood; each keeps its heading, and a new one has that of the first.
    """
    fresh = statute.draft(titles=titles, terms=terms, words=words, duties=duties, headings={})
    said = {one.identifier: one.heading for one in revision.with_role(DUTY)}
    usual = next(iter(said.values()), {})
    listed = [replace(one, heading=said.get(one.identifier, usual)) for one in fresh.with_role(DUTY)]
    articles: list[agreement.Article] = []
    for one in revision.articles:
        if TERMS in one.roles:
            articles.append(replace(one, text=dict(words), facts=terms.as_facts()))
        elif DUTY in one.roles:
            articles, listed = [*articles, *listed], []
        else:
            articles.append(one)
    if not revision.with_role(TERMS):
        articles = [*fresh.with_role(TERMS), *articles]
    return replace(fresh, languages=tuple(_joined(revision.languages, titles)), articles=(*articles, *listed))


def _joined(languages: Iterable[str], titles: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys([*languages, *titles]))


def changed(before: Terms, after: Terms) -> list[str]:
    """The settings that differ between two terms, by name."""
    return [name for name in Terms.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
