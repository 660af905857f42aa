"""`verbale policy again`: past decisions taken again by another rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.options import DAY, read_file
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import past_decisions
from verbale.domain.cycle.past_decisions import Again, Change, TakenAgain
from verbale.domain.spine import policy as policies
from verbale.domain.spine.person import check_role
from verbale.engines import rules
from verbale.kernel.errors import WrongUse
from verbale.records.person import Role


class OneRulebook(WrongUse):
    """Decisions are taken again by one rulebook: a version or draft (--under) or a file (--rulebook). Name one."""


class NoDayBetween(WrongUse):
    """No day is both {since} or later (--since) and {until} or earlier (--until). Give them in their order."""


@click.command(
    cls=Command,
    example="verbale policy again supply-1964/1 --under supply-1964/draft-2\n"
    "verbale policy again supply-1964 --rulebook next.dmn --since 1970-01-01 --json",
)
@click.argument("code")
@click.option("--under", metavar="WHICH", help="A version or draft; else what is in force of the policy today.")
@click.option("--rulebook", metavar="FILE", help="A rulebook that is no draft yet.")
@click.option("--since", type=DAY, help="Only decisions of this day and later.")
@click.option("--until", type=DAY, help="Only decisions of this day and earlier.")
@click.option("--standing", is_flag=True, help="Leave out decisions that a later one replaced.")
@signed_in
def again(
    me: SignedIn, code: str, under: str | None, rulebook: str | None, since: date | None, until: date | None,
    standing: bool,
) -> None:  # fmt: skip
    """Takes past decisions again, each on its own facts, by another rulebook, and lists what would be otherwise.

    CODE/NUMBER means those decided under one version of a policy, CODE all of them. Changes nothing. Only decisions
    that you may see are taken.

    \b
    With --json:
    {"under": "…", "looked_at": 3, "changed": 1,
     "ways": [{"before": "supply", "after": "refer", "change": "outcome", "decisions": 1}],
     "differing": [{"line": …, "decision": …, "decided": …, "version": …, "change": "outcome", "outcome": "refer",
                    "rules": [3], "clauses": […], "differences": {"outcome": {"then": …, "now": …}}, "why_not": null}]}
    "change" is "outcome", "conditions" (channel, form, approvals or marking), "basis" (its words), "same", or
    "not asked" where the rulebook cannot be asked with the facts of then.
    """
    check_role(me.person, Role.DESK, Role.APPROVER, Role.AUDITOR)
    if since and until and until < since:
        raise NoDayBetween(since=since, until=until)
    version = named.version(me, code) if "/" in code else None
    policy = version.policy if version else named.policy(me, code)
    chosen, prepared = _chosen(me, policy.code, under, rulebook)
    taken = past_decisions.taken(
        by=me.person, policy=policy, version=version, since=since, until=until, standing=standing
    )
    found = past_decisions.again(taken.iterator(), prepared)
    say(_told(chosen, found), *_lines(chosen, found))


def _chosen(me: SignedIn, code: str, under: str | None, rulebook: str | None) -> tuple[str, rules.Prepared]:
    """The rulebook, and what it is called."""
    if under and rulebook:
        raise OneRulebook()
    if rulebook:
        name = Path(rulebook).name
        return name, rules.prepare(policies.check_rulebook(read_file(rulebook), name))
    if under is None:
        version = policies.version_in_force(policy=named.policy(me, code), day=me.today)
        return str(version), policies.prepared(version)
    body = named.version_or_draft(me, under)
    return str(body), rules.prepare(policies.check_rulebook(bytes(body.rulebook), body.file_name))


def _told(under: str, found: Again) -> dict[str, Any]:
    ways = [
        {"before": each.before, "after": each.after, "change": each.change, "decisions": each.decisions}
        for each in found.ways
    ]
    differing = [_one(each) for each in found.differing]
    told = {"under": under, "looked_at": found.looked_at, "changed": found.changed}
    return {**told, "ways": ways, "differing": differing}


def _one(one: TakenAgain) -> dict[str, Any]:
    decision = one.decision
    return {
        "line": str(decision.line), "decision": decision.pk, "decided": decision.decided_at,
        "version": str(decision.version), "change": one.change, "outcome": one.outcome or None,
        "rules": list(one.rules), "clauses": list(one.clauses),
        "differences": {name: {"then": then, "now": now} for name, (then, now) in one.differences.items()},
        "why_not": one.why_not.sentence() if one.why_not else None,
    }  # fmt: skip


def _lines(under: str, found: Again) -> Iterator[str]:
    yield f"{_counted(found.looked_at)} taken again under {under}; {found.changed} would be otherwise."
    for way in found.ways:
        after = way.after or "cannot be asked"
        kept = {Change.SAME: ", as decided", Change.CONDITIONS: ", under other conditions", Change.BASIS: ", in words"}
        yield f"{_counted(way.decisions)}: {way.before} → {after}{kept.get(way.change, '')}"
    for one in found.differing:
        day = one.decision.decided_at.date()
        why = one.why_not.sentence() if one.why_not else "; ".join(_said(one))
        clauses = f" ({'; '.join(one.clauses)})" if one.clauses else ""
        yield f"{one.decision.line}, {day}, {one.decision.version}: {why}{clauses}"


def _said(one: TakenAgain) -> Iterator[str]:
    for name, (then, now) in one.differences.items():
        yield f"{name}: {_shown(then)} → {_shown(now)}"


def _shown(value: Any) -> str:
    return ", ".join(value) or "none" if isinstance(value, list) else str(value) or "none"


def _counted(count: int) -> str:
    return f"{count} decision{'' if count == 1 else 's'}"


COMMANDS = (again,)
