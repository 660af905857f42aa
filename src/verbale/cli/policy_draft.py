"""`verbale policy draft`, `change`, `check`, `approve`, `send-back`, `withdraw`, `into-force`: a rulebook's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from verbale.cli import named, policy_property, told
from verbale.cli.group import Command
from verbale.cli.options import DAY, read_file
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import rulebook
from verbale.domain.spine import policy_approval, policy_draft
from verbale.records.policy_draft import DraftState, PolicyDraft

Given = tuple[bytes, str]


def _read(file: str | None) -> Given:
    return (read_file(file), Path(file).name) if file else (b"", "")


@click.command(
    cls=Command, example="verbale policy draft supply-1964 supply-1970.dmn --cases cases.csv --note 'As asked'"
)
@click.argument("code")
@click.argument("file")
@click.option("--cases", metavar="FILE", help="A table of cases; what supersedes a version needs one.")
@click.option("--note", default="", help="What changes, and why; for those who approve.")
@click.option("--instrument", help="The instrument it rests on, by identifier, title or archive reference.")
@signed_in
def draft(me: SignedIn, code: str, file: str, cases: str | None, note: str, instrument: str | None) -> None:
    """Drafts the next version of a policy from a rulebook (DMN). It is in force for nobody yet."""
    (data, name), (table, table_name) = _read(file), _read(cases)
    made = policy_draft.draft(
        policy=named.policy(me, code), rulebook=data, file_name=name, cases=table, cases_name=table_name, note=note,
        instrument=named.instrument(me, instrument) if instrument else None, by=me.person, at=me.at,
    )  # fmt: skip
    say(told.draft(made), f"{code}/draft-{made.number} is drafted. Check it: verbale policy check {_name(made)}")


@click.command(cls=Command, example="verbale policy change supply-1964/draft-2 supply-1970.dmn")
@click.argument("draft")
@click.argument("file", required=False)
@click.option("--cases", metavar="FILE", help="Another table of cases.")
@click.option("--note")
@signed_in
def change(me: SignedIn, draft: str, file: str | None, cases: str | None, note: str | None) -> None:
    """Replaces the rulebook of a draft, its table of cases or its note. It is a draft again, whatever it was."""
    (data, name), (table, table_name) = _read(file), _read(cases)
    made = policy_draft.change(
        draft=named.draft(me, draft), rulebook=data if file else None, file_name=name,
        cases=table if cases else None, cases_name=table_name, note=note, by=me.person, at=me.at,
    )  # fmt: skip
    say(told.draft(made), f"{_name(made)} is a draft, to be checked.")


@click.command(cls=Command, example="verbale policy check supply-1964/draft-2")
@click.argument("draft")
@signed_in
def check(me: SignedIn, draft: str) -> None:
    """Checks a draft: findings, its cases, its properties and those of the version that it would supersede, how it
    differs from that, and what it moves in our newest editions.

    Exit code 1 if it is not checked: a finding is an error, a case fails, or a property does not hold or cannot be
    decided.
    """
    made = rulebook.check(draft=named.draft(me, draft), by=me.person, at=me.at)
    say(told.draft(made), *_checked(made))
    if made.state != DraftState.CHECKED:
        raise click.exceptions.Exit(1)


@click.command(
    cls=Command, example="verbale policy approve supply-1964/draft-2 --authority director --reason 'Minute of 3 May'"
)
@click.argument("draft")
@click.option("--authority", required=True, metavar="CODE", help="An authority that you hold.")
@click.option("--reason", required=True, help="Why; it stays with the draft.")
@signed_in
def approve(me: SignedIn, draft: str, authority: str, reason: str) -> None:
    """Approves a checked draft. Needs a second factor, and an authority that you hold; never by who drafted it."""
    made = policy_approval.approve(
        draft=named.draft(me, draft), authority=named.authority(me, authority), reason=reason, by=me.person, at=me.at,
        second_factor=me.second_factor,
    )  # fmt: skip
    then = f"An administrator puts it into force: verbale policy into-force {_name(made)} --from DATE"
    say(told.draft(made), f"{_name(made)} is approved. {then}")


@click.command(
    "send-back", cls=Command, example="verbale policy send-back supply-1964/draft-2 --reason 'Rule 4 is wrong'"
)
@click.argument("draft")
@click.option("--reason", required=True)
@signed_in
def send_back(me: SignedIn, draft: str, reason: str) -> None:
    """Makes what was checked or approved a draft again."""
    made = policy_draft.send_back(draft=named.draft(me, draft), reason=reason, by=me.person, at=me.at)
    say(told.draft(made), f"{_name(made)} is a draft again.")


@click.command(cls=Command, example="verbale policy withdraw supply-1964/draft-2 --reason 'Superseded by draft 3'")
@click.argument("draft")
@click.option("--reason", required=True)
@signed_in
def withdraw(me: SignedIn, draft: str, reason: str) -> None:
    """Ends a draft; it stays readable."""
    made = policy_draft.withdraw(draft=named.draft(me, draft), reason=reason, by=me.person, at=me.at)
    say(told.draft(made), f"{_name(made)} is withdrawn.")


@click.command("into-force", cls=Command, example="verbale policy into-force supply-1964/draft-2 --from 1970-01-01")
@click.argument("draft")
@click.option("--from", "since", type=DAY, required=True, help="The day it comes into force; the one before ends.")
@signed_in
def into_force(me: SignedIn, draft: str, since: date) -> None:
    """Makes an approved draft the policy's next version, in force from a day."""
    made = policy_approval.into_force(draft=named.draft(me, draft), since=since, by=me.person, at=me.at)
    say(told.version(made), f"{made.policy.code}, version {made.number}, is in force from {made.in_force_from}.")


def _name(one: PolicyDraft) -> str:
    return f"{one.policy.code}/draft-{one.number}"


def _checked(one: PolicyDraft) -> Iterator[str]:
    yield from map(_finding, sorted(one.findings, key=lambda each: not each["error"]))
    for case in one.cases["cases"]:
        if not case["passed"]:
            told_of = "; ".join(
                f"{each['what']}: {each['expected']}, not {each['got']}" for each in case["differences"]
            )
            yield f"case {case['case'] or case['line']} fails: {told_of}"
    if one.cases["unfired"]:
        yield "no case fires: " + ", ".join(f"{each['decision']} rule {each['rule']}" for each in one.cases["unfired"])
    yield from policy_property.lines(one)
    yield from _moves(one)
    done = one.state == DraftState.CHECKED
    then = f"Somebody else who holds an authority approves it: verbale policy approve {_name(one)}"
    wrong = f"{_name(one)} is not checked: correct it and change the draft."
    yield f"{_name(one)} is checked. {then}" if done else wrong


def _finding(one: dict[str, Any]) -> str:
    cell = f" The cell reads: {one['cell']}" if one["cell"] else ""
    return f"{'error' if one['error'] else 'warning'}, {one['kind']}: {one['place']}: {one['why']}.{cell}"


def _moves(one: PolicyDraft) -> Iterator[str]:
    """The records whose outcome is another than before, those under other terms, and how many keep their outcome."""
    moves = one.review["moves"]
    yield from (_move(each) for each in moves if each["before"] != each["after"])
    yield from (_terms(each) for each in one.review["terms"])
    kept = sum(each["records"] for each in moves if each["before"] == each["after"])
    if kept and one.review["against"]:
        yield f"{_records(kept)} {'keeps its' if kept == 1 else 'keep their'} outcome."


def _move(one: dict[str, Any]) -> str:
    way = f"{one['before']} → {one['after']}" if one["before"] else one["after"]
    return f"{_records(one['records'])}: {way}" + (f" ({'; '.join(one['samples'])})" if one["samples"] else "")


def _terms(one: dict[str, Any]) -> str:
    was, now = one["before"], one["after"]
    changes = (f"{name}: {_said(was[name])} → {_said(now[name])}" for name in now if was[name] != now[name])
    samples = f" ({'; '.join(one['samples'])})" if one["samples"] else ""
    kept = {"supply": "supplied", "refer": "referred"}[one.get("outcome", "supply")]
    return f"{_records(one['records'])}: {kept} under other terms, {', '.join(changes)}{samples}"


def _said(value: Any) -> str:
    return (" and ".join(value) if isinstance(value, list) else value) or "none"


def _records(count: int) -> str:
    return f"{count} record{'' if count == 1 else 's'}"


COMMANDS = (draft, change, check, approve, send_back, withdraw, into_force)
