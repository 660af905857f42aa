"""Policies: naming one, what is in force of it, using it for a partner, judging by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from django.db import transaction

from verbale.domain.spine import basis, journal
from verbale.domain.spine.person import check_role
from verbale.engines import rules
from verbale.engines.rules import supply
from verbale.engines.rules.dmn.parts import imported
from verbale.engines.rules.standard import standard_request as request_in
from verbale.engines.rules.supplycheck import check_supply
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, NotFound, Refused, WrongUse
from verbale.records.party import Party
from verbale.records.person import Authority, Person, Role
from verbale.records.policy import Policy, PolicyUse, PolicyVersion
from verbale.records.text import Text


class BadCode(WrongUse):
    """“{code}” cannot be a policy's code. Use at most sixty letters, digits, dots and hyphens, such as supply-1964."""


class NotASupplyRulebook(Faulty):
    """“{name}” cannot decide what is supplied: {findings}. See docs/rulebook.md."""


class NotWhole(Faulty):
    """“{name}” imports {imports}, and a node takes no rulebook that imports: what is approved is one file, named by its
    hash, and it must hold all that decides. Take what it needs of that into the file itself, with a DMN editor."""


class NotLater(Refused):
    """A later version of “{policy}” must come into force after {day}, when the present one began."""


class NoPolicy(Refused):
    """No policy is used for {partner} on {day}, so nothing can be decided for it. Record which policy is used."""


class NotInForce(NotFound):
    """Nothing of the policy “{policy}” is in force on {day}. Name one of its versions or drafts, as {policy}/1 or
    {policy}/draft-1; they stand on its page, and at the terminal: verbale policy list"""


class NoClause(Refused):
    """A policy is used for a partner on the basis of a clause of an agreement. Name it."""


@transaction.atomic
def define(
    *, code: str, titles: Mapping[str, str], by: Person, at: datetime, authority: Authority | None = None
) -> Policy:
    """Names a policy, and whose approval its versions need: any authority's, if none is named.

    Defined again, it has other titles; once it has an authority, only an administrator names another.
    """
    check_role(by, Role.ADMINISTRATOR, Role.DESK)
    before = Policy.objects.select_for_update(of=("self",)).filter(code=code).first()
    # Versions are called CODE/NUMBER, at the terminal and in journals: a code has no stroke, and can be typed.
    if before is None and not re.fullmatch(r"\w[\w.-]{0,59}", code):
        raise BadCode(code=code)
    authority = authority or (before.authority if before else None)
    if before is not None and before.authority != authority:
        check_role(by, Role.ADMINISTRATOR)
    defaults = {"titles": dict(titles), "authority": authority}
    policy, _ = Policy.objects.update_or_create(code=code, defaults=defaults)
    facts: dict[str, Json] = {"code": code} | ({"authority": authority.code} if authority else {})
    journal.record(act="policy.defined", thing=policy, by=by, at=at, facts=facts)
    return policy


@transaction.atomic
def use_for(
    *, policy: Policy, partner: Party, since: date, by: Person, at: datetime, agreement_clause: str = "",
    text: Text | None = None, article: str = "",
) -> PolicyUse:  # fmt: skip
    """Uses a policy for a partner from a day, in place of the one used before (S72).

    Its basis is a clause in words, or an article of an agreed text that is in force (S66); when that text no longer is,
    or the article says no basis any more, nothing is supplied under it.
    """
    check_role(by, Role.ADMINISTRATOR)
    if text is not None:
        agreement_clause = basis.cite(text=text, article=article, partner=partner)
    if not agreement_clause.strip():
        raise NoClause()
    before = PolicyUse.objects.filter(partner=partner, until__isnull=True)
    for use in before:
        if since <= use.since:
            raise NotLater(policy=use.policy.code, day=use.since.isoformat())
    before.update(until=since)
    use = PolicyUse.objects.create(
        policy=policy, partner=partner, agreement_clause=agreement_clause.strip(), since=since,
        recorded_by=by, recorded_at=at, text=text, article=article if text else "",
    )  # fmt: skip
    facts = {"policy": policy.code, "partner": partner.code, "clause": use.agreement_clause}
    journal.record(act="policy.used for", thing=use, by=by, at=at, basis=use.agreement_clause, facts=facts)
    return use


def in_use(*, partner: Party, day: date) -> tuple[PolicyUse, PolicyVersion]:
    """The policy used for a partner on a day and its version in force on that day."""
    use = PolicyUse.objects.on(day).filter(partner=partner).select_related("policy", "text").first()
    version = PolicyVersion.objects.in_force(day).filter(policy=use.policy).first() if use else None
    if use is None or version is None:
        raise NoPolicy(partner=partner.code, day=day.isoformat())
    if use.text is not None:
        basis.check_stands(text=use.text, article=use.article, on=day)
    return use, version


def version_in_force(*, policy: Policy, day: date) -> PolicyVersion:
    """What of a policy was in force on a day."""
    version = PolicyVersion.objects.in_force(day).filter(policy=policy).first()
    if version is None:
        raise NotInForce(policy=policy.code, day=day.isoformat())
    return version


def check_rulebook(rulebook: bytes, name: str) -> rules.Model:
    """Reads a rulebook and refuses one that is not whole, or does not keep the interface of a supply rulebook."""
    check_whole(rulebook, name)
    model = rules.read_model(rulebook, name=name)
    findings = check_supply(model)
    if findings:
        raise NotASupplyRulebook(name=name, findings="; ".join(str(finding) for finding in findings))
    return model


def check_whole(rulebook: bytes, name: str) -> None:
    """Refuses a rulebook that needs other files: its hash would not say what decides."""
    imports = imported(rulebook, name)
    if imports:
        raise NotWhole(name=name, imports=", ".join(f"“{each.name or each.namespace}”" for each in imports))


def judge(version: PolicyVersion, facts: Mapping[str, Json]) -> supply.SupplyVerdict:
    """What a version says of the facts; it fails closed."""
    return supply.judge(prepared(version), facts)


def explain(version: PolicyVersion, facts: Mapping[str, Json]) -> rules.Verdict:
    """The verdict of a version on facts with every rule's reason: which fired, and where each other one failed."""
    book = prepared(version)
    asked = {each.name for each in book.model.inputs}
    return book.decide({name: value for name, value in facts.items() if name in asked}, explain=True)


def standard_request(version: PolicyVersion) -> dict[str, Json]:
    """The request under which a whole catalogue is reviewed, as the rulebook names it."""
    return {name: rules.to_json(value) for name, value in request_in(prepared(version).model).items()}


def prepared(version: PolicyVersion) -> rules.Prepared:
    """The rulebook of a version, read and made ready to decide."""
    return _prepared(version.rulebook_sha256, bytes(version.rulebook), version.file_name)


@lru_cache(maxsize=32)
def _prepared(sha256: str, rulebook: bytes, name: str) -> rules.Prepared:  # noqa: ARG001 - the hash spares comparing bytes
    return rules.prepare(check_rulebook(rulebook, name))
