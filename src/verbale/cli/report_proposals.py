"""What a report proposes, kept, confirmed or dropped by a person; the office's own labels; part of `verbale report`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from verbale.cli import named, report_told
from verbale.cli.fulfilment import store
from verbale.cli.options import read_file
from verbale.cli.output import say
from verbale.cli.report_acts import command
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import commitment_proposed, report_labels
from verbale.domain.cycle.commitment_content import Member, Stage
from verbale.domain.spine.person import check_role
from verbale.engines.report import Labels, words_in
from verbale.journeys import report_import
from verbale.kernel.errors import WrongUse
from verbale.records.commitment import Bound, Commitment, CommitmentState, PartIn
from verbale.records.person import Role

COLUMNS = ("id", "number", "state", "bound", "in_charge", "due_as_written", "text")


class NewOrKnown(WrongUse):
    """A report is kept as one that is recorded (--report), or as a new one (--title). Name one of them."""


@signed_in
def keep(me: SignedIn, file: str, identifier: str | None, own: Labels | None, given: Mapping[str, str | None]) -> None:
    """Keeps a report's file and text, and proposes its conclusions."""
    if identifier and given["title"]:
        raise NewOrKnown()
    check_role(me.person, Role.DESK)
    stored, name = store(file, me)
    told: dict[str, Any] = {
        "file": stored, "file_name": name, "bound": given["bound"] or Bound.OURS,
        "partner": named.partner(me, given["partner"]) if given["partner"] else None,
        "labels": own or report_labels.labels(), "by": me.person, "at": me.at,
    }  # fmt: skip
    if identifier:
        done = report_import.take_in(report=named.report(me, identifier), **told)
    else:
        new = {"title": given["title"], "author": given["author"], "holder": given["holder"]}
        done = report_import.bring_in(report=new, **told)
    data = {**report_told.row(done.report, me), "found": done.found,
            "proposed": [report_told.commitment(one) for one in done.proposed]}  # fmt: skip
    say(data, f"Kept: {done.report.title}. {done.report.pk}",
        f"{done.found} conclusions found, {len(done.proposed)} proposed anew for somebody to confirm.")  # fmt: skip


@command("proposals", "verbale report proposals 2c9x4k")
@click.argument("identifier", metavar="REPORT")
@click.option("--all", "all_", is_flag=True, help="Those confirmed or dropped too.")
@signed_in
def proposals(me: SignedIn, identifier: str, all_: bool) -> None:
    """Lists what a report proposes, each with the words at its place in the source."""
    one = named.report(me, identifier)
    rows = [each for each in report_told.of_report(one, me) if all_ or each.state == CommitmentState.PROPOSED]
    say([{**report_told.commitment(each), "as_written": one.text[each.start : each.end]} for each in rows],
        columns=COLUMNS)  # fmt: skip


@command("confirm", "verbale report confirm 3kd8…\nverbale report confirm 3kd8… --due 1987-10 --in-charge 'Ministry A' "
         "--milestone 'Drafts' 1987-06 'June 1987'")  # fmt: skip
@click.argument("identifier", metavar="COMMITMENT")
@click.option("--number")
@click.option("--text", help="Its words, corrected.")
@click.option("--bound", type=click.Choice(Bound.values), help="Whom it binds.")
@click.option("--due", metavar="EDTF", help="The date agreed; empty for none.")
@click.option("--due-as-written", help="The date in the words of the paper.")
@click.option("--own-due", metavar="EDTF", help="Our own, earlier date, of which the partner learns nothing.")
@click.option("--in-charge", multiple=True, help="Instead of those in charge as read; may be repeated.")
@click.option("--part", "parts", nargs=3, multiple=True, metavar="PART WHO SUBJECT",
              help="Instead of all who were read: in charge, participant, leading expert, coordinator, controls; "
              "an empty subject is the whole commitment. May be repeated.")  # fmt: skip
@click.option("--milestone", "stages", nargs=3, multiple=True, metavar="WHAT EDTF WRITTEN",
              help="Instead of the milestones as read; may be repeated.")  # fmt: skip
@signed_in
def confirm(
    me: SignedIn, identifier: str, in_charge: tuple[str, ...], parts: tuple[tuple[str, str, str], ...],
    stages: tuple[tuple[str, str, str], ...], **corrected: Any,
) -> None:  # fmt: skip
    """Confirms a proposal as it was read, or with corrections; it is a commitment from then on."""
    one = named.commitment(me, identifier)
    made = commitment_proposed.confirm(
        commitment=one, **corrected, members=_members(one, in_charge, parts), by=me.person, at=me.at,
        stages=[Stage(what, day, written) for what, day, written in stages] if stages else None,
    )  # fmt: skip
    say(report_told.commitment(made), f"Commitment {made.number} is confirmed.")


def _members(
    one: Commitment, in_charge: tuple[str, ...], parts: tuple[tuple[str, str, str], ...]
) -> list[Member] | None:
    if parts:
        read = [Member(part, who, about) for part, who, about in parts]  # type: ignore[arg-type]
    elif in_charge:
        read = [Member(PartIn(each.part), each.who, each.subject) for each in one.parts.all()
                if each.part != PartIn.IN_CHARGE or each.subject]  # fmt: skip
    else:
        return None
    return [*(Member(PartIn.IN_CHARGE, who) for who in in_charge), *read]


@command("drop", "verbale report drop 3kd8… --reason 'A heading, no conclusion'")
@click.argument("identifier", metavar="COMMITMENT")
@click.option("--reason", required=True)
@signed_in
def drop(me: SignedIn, identifier: str, reason: str) -> None:
    """Says that a proposal is no commitment; it stays, dropped, so that it is not proposed again."""
    one = named.commitment(me, identifier)
    made = commitment_proposed.reject(commitment=one, reason=reason, by=me.person, at=me.at)
    say(report_told.commitment(made), f"Proposal {made.number} is dropped.")


@command("labels", "verbale report labels\nverbale report labels --set labels.json")
@click.option("--set", "file", metavar="FILE", help='A JSON file: {"in charge": ["Obmann"], "date": ["Stichtag"]}.')
@signed_in
def labels(me: SignedIn, file: str | None) -> None:
    """Shows the office's own labels of conclusions, which count beside the built-in ones; sets them."""
    if file is not None:
        report_labels.keep(own=words_in(read_file(file)), by=me.person, at=me.at)
    say(report_labels.own())


COMMANDS = {one.name: one for one in (proposals, confirm, drop, labels)}
