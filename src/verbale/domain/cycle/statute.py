"""A commission's statute: its settings and its numbered mandate, read from a text on which both agree (S3, S18).

The facts of the article with the role ``terms``, and the articles with the role ``duty``, are described in
COMMISSION.md, section 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import F

from verbale.engines import agreement
from verbale.kernel.errors import Faulty, NotFound, WrongUse
from verbale.records.record import in_language
from verbale.records.text import Revision, Text, TextKind

TERMS, DUTY = "terms", "duty"
OTHER = "other"
"""What an agenda item falls under that no duty names (S13)."""
HOSTS = ("alternating", "agreed")
FORCES = ("signature", "approval")
COSTS = ("host", "own", "shared")
INTERIM = ("ratified", "final")
NO_LANGUAGE, EVERY_LANGUAGE = "none", "both"
MOST_DELEGATES, MOST_SESSIONS = 200, 12

_SPAN = re.compile(r"P(?=\d)(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,3})D)?", re.ASCII)
_TIMES = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


class BadStatute(WrongUse):
    """“{value}” cannot stand in a statute for “{setting}”: {why}."""


class NoStatute(Faulty):
    """The text “{title}” is no statute that can be read: {why}."""


class NoDuty(WrongUse):
    """The mandate has no duty {number}. It has {known}."""


class NoOtherIssues(WrongUse):
    """This statute admits no issues beside its duties. Tie the item to one of them: {known}."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a statute writes it: ISO 8601, of years, months, weeks and days (``P2M``, ``P2W``)."""

    iso: str

    def __post_init__(self) -> None:
        if not _SPAN.fullmatch(self.iso):
            raise BadStatute(value=self.iso, setting="a time", why="write P2M, P2W or P10D")

    def part(self, unit: str) -> int:
        """How many years, months, weeks or days it names: ``Y``, ``M``, ``W``, ``D``."""
        return self._parts()["YMWD".index(unit)]

    def before(self, day: date) -> date:
        """The day so long before another, by the calendar: a month before 31 March is the last day of February.

        No day is before the first that there is, nor after the last.
        """
        try:
            return day - self._delta()
        except (ValueError, OverflowError):
            return date.min

    def after(self, day: date) -> date:
        """The day so long after another."""
        try:
            return day + self._delta()
        except (ValueError, OverflowError):
            return date.max

    def _delta(self) -> relativedelta:
        years, months, weeks, days = self._parts()
        return relativedelta(years=years, months=months, weeks=weeks, days=days)

    def _parts(self) -> tuple[int, ...]:
        found = _SPAN.fullmatch(self.iso)
        assert found is not None
        return tuple(int(part or 0) for part in found.groups())

    def __str__(self) -> str:
        return self.iso


@dataclass(frozen=True, slots=True)
class Terms:
    """The settings of a statute; each refuses at birth what it cannot be (2.1).

    ``sessions`` are the least and the most a year. ``agenda``, ``memorandum`` and ``delegation`` are lead times before
    the first day of a session, ``minutes`` and ``report`` times after its last day.
    """

    commission: str
    delegates: int = 2
    sessions: tuple[int, int] = (1, 1)
    host: str = "alternating"
    first_host: str = ""
    agenda: Span = Span("P2M")
    memorandum: Span = Span("P2W")
    delegation: Span = Span("P2W")
    minutes: Span = Span("P0D")
    report: Span = Span("P2D")
    prevails: str = EVERY_LANGUAGE
    force: str = "signature"
    costs: str = "host"
    interim: str = "ratified"
    other_issues: bool = True

    def __post_init__(self) -> None:
        least, most = self.sessions
        _check(1 <= self.delegates <= MOST_DELEGATES, self.delegates, "delegates", f"it is not 1 to {MOST_DELEGATES}")
        _check(1 <= least <= most <= MOST_SESSIONS, f"{least}-{most}", "sessions", f"not 1 to {MOST_SESSIONS} a year")
        _check(bool(self.host), self.host, "host", "name alternating, agreed, or a side")
        for setting, known in (("force", FORCES), ("costs", COSTS), ("interim", INTERIM)):
            value = getattr(self, setting)
            _check(value in known, value, setting, f"it is none of {', '.join(known)}")
        named = bool(_LANGUAGE.fullmatch(self.prevails))
        _check(named, self.prevails, "prevails", "name a language, none or both")

    def as_facts(self) -> dict[str, agreement.Fact]:
        """The facts of the article that bears the terms; what is empty is left out, since no fact is."""
        least, most = self.sessions
        told: dict[str, Any] = {one.name.replace("_", "-"): getattr(self, one.name) for one in fields(self)}
        told = {name: value.iso if isinstance(value, Span) else value for name, value in told.items() if value != ""}
        return told | {"sessions": f"{least}-{most}" if least < most else str(least)}

    @classmethod
    def of_facts(cls, facts: Mapping[str, object]) -> Terms:
        """Reads the facts of an article; a setting that is missing has its usual value, an unknown one is refused."""
        known = {one.name.replace("_", "-"): one for one in fields(cls)}
        if foreign := sorted(set(facts) - set(known)):
            raise BadStatute(value=foreign[0], setting="a setting", why=f"it is none of {', '.join(known)}")
        if not isinstance(facts.get("commission", ""), str):
            raise BadStatute(value=facts["commission"], setting="commission", why="it is no identity of a text")
        read: dict[str, Any] = {known[name].name: _read(name, value) for name, value in facts.items()}
        return cls(**{"commission": ""} | read)


def _check(holds: bool, value: object, setting: str, why: str) -> None:
    if not holds:
        raise BadStatute(value=value, setting=setting, why=why)


def _read(name: str, value: object) -> object:
    if name in ("agenda", "memorandum", "delegation", "minutes", "report"):
        return Span(str(value))
    if name == "sessions":
        found = _TIMES.fullmatch(str(value))
        _check(found is not None, value, name, "write 1 or 1-2")
        assert found is not None
        return int(found[1]), int(found[2] or found[1])
    wanted = {"delegates": int, "other-issues": bool}.get(name, str)
    _check(type(value) is wanted, value, name, f"it is no {'number' if wanted is int else wanted.__name__}")
    return value


@dataclass(frozen=True, slots=True)
class Duty:
    """One numbered duty of the mandate, in words by language; ``other`` admits what no other duty names (2.3)."""

    number: str
    words: Mapping[str, str]
    other: bool = False

    def __post_init__(self) -> None:
        _check(self.number != OTHER, self.number, "a duty", "that is what another issue falls under; give it a number")

    def title(self, language: str = "en") -> str:
        """Its words in a language, or in one that there is."""
        return in_language(dict(self.words), language)


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute as its text says: title and languages, terms, and the duties in their order."""

    text: Text
    titles: Mapping[str, str]
    languages: tuple[str, ...]
    terms: Terms
    duties: tuple[Duty, ...]

    def duty(self, number: str) -> Duty | None:
        """The duty an item falls under; None for another issue. Refuses a number the mandate has not, and another
        issue where the statute admits none.

        Raises NoDuty, NoOtherIssues.
        """
        known = ", ".join(one.number for one in self.duties) or "–"
        if number == OTHER:
            if not self.terms.other_issues:
                raise NoOtherIssues(known=known)
            return next((one for one in self.duties if one.other), None)
        found = next((one for one in self.duties if one.number == number), None)
        if found is None:
            raise NoDuty(number=number, known=known)
        return found

    def host_of(self, number: int, sides: Sequence[str]) -> str:
        """The code of the side that hosts the session with this number; empty where it has to be agreed."""
        if self.terms.host == "agreed":
            return ""
        if self.terms.host != "alternating":
            return self.terms.host
        first = self.terms.first_host or min(sides)
        other = next(side for side in sides if side != first)
        return first if number % 2 else other


def draft(
    *, titles: Mapping[str, str], terms: Terms, words: Mapping[str, str], duties: Sequence[Duty],
    headings: Mapping[str, Mapping[str, str]],
) -> agreement.Revision:  # fmt: skip
    """The revision of a statute: the terms in words and as facts, then an article a duty.

    ``words`` say the terms by language; ``headings`` by role (``terms``, ``duty``) and language.
    """
    articles = [agreement.Article("terms", headings.get(TERMS, {}), words, roles=(TERMS,), facts=terms.as_facts())]
    for duty in duties:
        facts: dict[str, agreement.Fact] = {"other": True} if duty.other else {}
        articles.append(agreement.Article(duty.number, headings.get(DUTY, {}), duty.words, roles=(DUTY,), facts=facts))
    return agreement.Revision(TextKind.STATUTE.value, tuple(titles), titles, tuple(articles))


def read(text: Text, revision: agreement.Revision) -> Statute:
    """The statute that a revision says; refuses one without terms, or with terms that cannot be."""
    bearing = revision.with_role(TERMS)
    if len(bearing) != 1:
        raise NoStatute(title=text.title(), why=f"{len(bearing)} of its articles bear the role “terms”, and one does")
    try:
        terms = Terms.of_facts(bearing[0].facts)
        known = (*revision.languages, NO_LANGUAGE, EVERY_LANGUAGE)
        _check(terms.prevails in known, terms.prevails, "prevails", f"it is none of {', '.join(known)}")
        duties = tuple(
            Duty(one.identifier, one.text, other=one.facts.get("other") is True) for one in revision.with_role(DUTY)
        )
    except BadStatute as fault:
        raise NoStatute(title=text.title(), why=fault.sentence()) from fault
    return Statute(text, revision.title, revision.languages, terms, duties)


def in_force(commission: Text) -> Statute:
    """The statute in force for a commission: the newest that names it. Raises NotFound if none is, NoStatute if that
    one cannot be read."""
    found = in_force_of([commission]).get(commission.pk)
    if found is None:
        raise NotFound(what="statute", which=commission.title())
    if isinstance(found, NoStatute):
        raise found
    return found


def in_force_of(commissions: Iterable[Text]) -> dict[str, Statute | NoStatute]:
    """The statute in force of each of several commissions that have one, by the commission's identity, at the cost of
    one; where it cannot be read, the refusal that says why."""
    asked = {one.pk: one.partner_id for one in commissions}
    rows = Text.objects.filter(partner__in=set(asked.values()), text_kind=TextKind.STATUTE).exclude(in_force="")
    kept = Revision.objects.filter(text__in=rows, hash=F("text__in_force")).select_related("text__partner")
    found: dict[str, Statute | NoStatute] = {}
    for row in kept.order_by("-text__moved_at"):
        revision = agreement.Revision.of_json(row.content)
        named = [str(one.facts.get("commission")) for one in revision.with_role(TERMS)]
        for commission in named:
            if asked.get(commission) == row.text.partner_id and commission not in found:
                found[commission] = _told(row.text, revision)
    return found


def _told(text: Text, revision: agreement.Revision) -> Statute | NoStatute:
    try:
        return read(text, revision)
    except NoStatute as fault:
        return fault
