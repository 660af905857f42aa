"""`verbale policy drop-property` and `keep-property`, and how a check tells properties and differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from verbale.cli import named, told
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.spine import policy_property
from verbale.records.policy_draft import PolicyDraft

FOUND = {True: "holds", False: "does not hold", None: "is not decided"}


@click.command(
    "drop-property", cls=Command,
    example="verbale policy drop-property supply-1964/draft-2 'a mark received bars a supply' --reason 'Minute 7'",
)  # fmt: skip
@click.argument("draft")
@click.argument("name")
@click.option("--reason", required=True, help="Why; whoever approves reads it.")
@signed_in
def drop_property(me: SignedIn, draft: str, name: str, reason: str) -> None:
    """Drops a property of the version before by its NAME, so that it binds this draft and those after it no longer.

    Only who drafted it does so. It is a draft again, to be checked. A draft's own properties stand in its rulebook.
    """
    one = named.draft(me, draft)
    made = policy_property.drop(draft=one, name=name, reason=reason, by=me.person, at=me.at)
    say(told.draft(made), f"“{name}” binds {_name(made)} no longer. It is a draft, to be checked.")


@click.command(
    "keep-property", cls=Command,
    example="verbale policy keep-property supply-1964/draft-2 'a mark received bars a supply'",
)  # fmt: skip
@click.argument("draft")
@click.argument("name")
@signed_in
def keep_property(me: SignedIn, draft: str, name: str) -> None:
    """Takes the dropping of a property back: it binds the draft again, which is to be checked."""
    made = policy_property.keep(draft=named.draft(me, draft), name=name, by=me.person, at=me.at)
    say(told.draft(made), f"“{name}” binds {_name(made)} again. It is a draft, to be checked.")


def lines(one: PolicyDraft) -> Iterator[str]:
    """What a check found of a draft's properties, and how it differs from the version before."""
    for each in one.properties:
        if each["holds"] is not True:
            yield from _broken(each)
    proved = sum(each["holds"] is True for each in one.properties)
    if proved:
        yield f"{proved} propert{'y holds' if proved == 1 else 'ies hold'}, whatever is asked."
    for each in one.dropped:
        yield f"dropped: “{each['name']}”, since: {each['reason']}"
    if one.difference:
        yield from _difference(one.difference)


def _broken(told_of: Mapping[str, Any]) -> Iterator[str]:
    by = f" (of {told_of['of']})" if told_of["of"] else ""
    why = f": {told_of['why']}" if told_of["why"] else ""
    yield f"property “{told_of['name']}”{by} {FOUND[told_of['holds']]}{why}: {told_of['feel']}"
    if told_of["counterexample"] is not None:
        yield f"  facts: {facts(told_of['counterexample'])}"
        yield f"  give: {answers(told_of['outputs'])}"
        yield f"  by: {', '.join(_rule(each) for each in told_of['fired']) or 'no rule'}"


def _rule(told_of: Mapping[str, Any]) -> str:
    notes = "; ".join(text for text in told_of["annotations"].values() if text)
    return f"{told_of['decision']} rule {told_of['rule']}" + (f" ({notes})" if notes else "")


def _difference(told_of: Mapping[str, Any]) -> Iterator[str]:
    yield f"compared with the version before: {told_of['relation']}"
    for each in told_of["regions"]:
        changed = {name: value for name, value in each["new"].items() if each["old"].get(name) != value}
        was = {name: each["old"].get(name) for name in changed}
        yield f"  rule {each['old_rule'] or 'none'} → {each['new_rule'] or 'none'}, {each['direction']}:"
        yield f"    {answers(was)} → {answers(changed)}, as with {facts(each['witness'])}"
    for why in told_of["unproved"]:
        yield f"  not proved: {why}"


def facts(told_of: Mapping[str, Any]) -> str:
    """Facts in a line; what is unknown is left out."""
    given = {name: value for name, value in told_of.items() if value not in (None, [], "")}
    return ", ".join(f"{name}: {_value(value)}" for name, value in given.items()) or "nothing known"


def answers(told_of: Any) -> str:
    """Outputs in a line, those that are none too; one output may stand alone."""
    if not isinstance(told_of, Mapping):
        return _value(told_of)
    return ", ".join(f"{name}: {_value(value)}" for name, value in told_of.items())


def _value(value: Any) -> str:
    if value in (None, [], ""):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " and ".join(map(str, value)) if isinstance(value, list) else str(value)


def _name(one: PolicyDraft) -> str:
    return f"{one.policy.code}/draft-{one.number}"


COMMANDS = (drop_property, keep_property)
