"""`verbale policy`: dated rulebooks, and the partners they are used for."""

from __future__ import annotations

from datetime import date

import click

from verbale.cli import named, policy_again, policy_compare, policy_draft, policy_property, told
from verbale.cli.group import Group
from verbale.cli.new_file import write_new
from verbale.cli.options import DAY, texts
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import policy as policies
from verbale.records.policy import Policy, PolicyUse, PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft

OPEN = (DraftState.DRAFT, DraftState.CHECKED, DraftState.APPROVED)


@click.group(cls=Group)
def policy() -> None:
    """Policies: each a series of dated rulebooks that supersede one another, used for partners."""


for each in (policy_draft, policy_property, policy_compare, policy_again):
    for command in each.COMMANDS:
        policy.add_command(command)


@policy.command(name="list", example="verbale policy list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists policies with their versions, their drafts, and the partners they are used for."""
    rows = seen(PolicyDraft, me).select_related("policy", "drafted_by", "approved_by", "authority")
    drafts = list(rows.without_files())
    versions = seen(PolicyVersion, me).select_related("policy")
    uses = seen(PolicyUse, me).select_related("policy", "partner")
    data = [
        {
            "code": one.code, "titles": one.titles,
            "versions": [told.version(row) for row in versions if row.policy_id == one.pk],
            "drafts": [_draft(row) for row in drafts if row.policy_id == one.pk],
            "uses": [_use(row) for row in uses if row.policy_id == one.pk],
            "approved_by": one.authority.code if one.authority else None,
        }
        for one in seen(Policy, me).select_related("authority")
    ]  # fmt: skip
    shown = [
        f"{one['code']}: {_counted(len(one['versions']))}, used for "
        + (", ".join(row["partner"] for row in one["uses"] if row["until"] is None) or "nobody")
        + "".join(f"; draft {row['draft']} is {row['state']}" for row in one["drafts"] if row["state"] in OPEN)
        for one in data
    ]
    say(data, *(shown or ["None."]))


@policy.command(example="verbale policy define supply-1964 --title 'en=Supply policy of 1964' --title zh=供应政策")
@click.argument("code")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--approved-by", "authority", metavar="CODE", help="Only this authority approves its versions.")
@signed_in
def define(me: SignedIn, code: str, titles: tuple[str, ...], authority: str | None) -> None:
    """Names a policy, and whose approval its versions need: any authority's, if none is named."""
    made = policies.define(
        code=code, titles=texts(titles), by=me.person, at=me.at,
        authority=named.authority(me, authority) if authority else None,
    )  # fmt: skip
    told_of = {"code": made.code, "titles": made.titles, "approved_by": authority}
    say(told_of, f"{made.code} is defined.")


@policy.command(
    example="verbale policy use supply-1964 --partner FI --text 2c9x4k --article 4 --from 2027-01-01\n"
    "verbale policy use supply-1964 --partner FI --clause 'Agreement of 1954, article 3' --from 1964-01-01"
)
@click.argument("code")
@click.option("--partner", required=True, metavar="CODE")
@click.option("--clause", default="", help="The clause of an agreement signed elsewhere that it rests on.")
@click.option("--text", "identifier", help="The text in force that it rests on instead: what ends with it ends here.")
@click.option("--article", default="", help="The article of the text that says scope and form of what is supplied.")
@click.option("--from", "since", type=DAY, required=True)
@signed_in
def use(
    me: SignedIn, code: str, partner: str, clause: str, identifier: str | None, article: str, since: date
) -> None:  # fmt: skip
    """Uses a policy for a partner from a day, in place of the one before.

    Its basis is an article of a text in force with the role “basis”, or a clause in words.
    """
    made = policies.use_for(
        policy=named.policy(me, code), partner=named.partner(me, partner), agreement_clause=clause, since=since,
        by=me.person, at=me.at, text=named.text(me, identifier) if identifier else None, article=article,
    )  # fmt: skip
    say(_use(made), f"{code} is used for {partner} from {since}, by {made.agreement_clause}.")


@policy.command(
    example="verbale policy show supply-1964 --as-of 1965-06-01\nverbale policy show supply-1964/draft-2 --save 2.dmn"
)
@click.argument("code")
@click.option("--as-of", "day", type=DAY, help="What was in force on this day; else today.")
@click.option("--save", metavar="FILE", help="Write the rulebook to this file; none is overwritten.")
@signed_in
def show(me: SignedIn, code: str, day: date | None, save: str | None) -> None:
    """Shows what of a policy was in force on a day, and for whom it was used; or a version or draft by its name, which
    is CODE/NUMBER or CODE/draft-NUMBER: a draft with its findings, its cases and what it moves."""
    found = named.version_or_draft(me, code) if "/" in code else _then(me, code, day)
    if save:
        write_new(save, bytes(found.rulebook))
    if isinstance(found, PolicyDraft):
        say(told.draft(found))
        return
    uses = seen(PolicyUse, me).filter(policy=found.policy).select_related("partner", "policy")
    say({**told.version(found), "uses": [_use(row) for row in uses]})


def _counted(versions: int) -> str:
    return f"{versions} version{'' if versions == 1 else 's'}"


def _then(me: SignedIn, code: str, day: date | None) -> PolicyVersion:
    return policies.version_in_force(policy=named.policy(me, code), day=day or me.today)


@policy.command(name="in-use", example="verbale policy in-use FI --as-of 1964-06-01")
@click.argument("partner")
@click.option("--as-of", "day", type=DAY, help="On this day; else today.")
@signed_in
def in_use(me: SignedIn, partner: str, day: date | None) -> None:
    """Says which version of which policy was used for a partner on a day, and on which clause."""
    used, in_force = policies.in_use(partner=named.partner(me, partner), day=day or me.today)
    one = named.one(PolicyUse, seen(PolicyUse, me).select_related("policy", "partner"), "policy for", used.pk)
    say({**_use(one), "version": told.version(in_force)})


def _use(one: PolicyUse) -> told.Told:
    return {
        "policy": one.policy.code, "partner": one.partner.code, "clause": one.agreement_clause, "since": one.since,
        "until": one.until, "text": one.text_id, "article": one.article or None,
    }  # fmt: skip


def _draft(one: PolicyDraft) -> told.Told:
    return {
        "id": one.pk, "draft": one.number, "state": one.state, "file": one.file_name, "sha256": one.rulebook_sha256,
        "drafted_by": one.drafted_by.handle, "drafted": one.drafted_at,
        "approved_by": one.approved_by.handle if one.approved_by else None, "approved": one.approved_at,
    }  # fmt: skip
