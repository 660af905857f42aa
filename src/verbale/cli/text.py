"""`verbale text`: texts on which both sides agree, read and proved. The acts stand in `text_acts`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from verbale.cli import named, text_acts, text_told
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine.text_awaited import overdue as late
from verbale.domain.spine.text_history import history_of
from verbale.domain.spine.text_proof import check, package
from verbale.domain.spine.text_record import newest_revision, revision_of
from verbale.engines import agreement
from verbale.kernel.errors import Faulty
from verbale.records.text import Text, TextKind


class NotProved(Faulty):
    """{count} of the acts kept of the text “{text}” cannot be proved: {acts}. Compare them with what the partner
    holds."""


@click.group(cls=Group)
def text() -> None:
    """Texts on which both sides agree: agreements, programmes, minutes, statutes, accounts, commissions.

    What one side proposes is in force only once both have approved the very same revision, named by its hash, and the
    text's depositary has concluded it (docs/PROTOCOL.md, 12). A revision is written as JSON, or in a plain form, of
    which `verbale text template agreement` prints an empty one.
    """


for _command in text_acts.COMMANDS:
    text.add_command(_command)


@text.command(name="list", example="verbale text list --partner FI-NHI --overdue")
@click.option("--partner", metavar="CODE")
@click.option("--kind", type=click.Choice(TextKind.values))
@click.option("--state", help="Of the text or of the change under way, such as “countered”.")
@click.option("--overdue", is_flag=True, help="Only those whose answer is overdue.")
@signed_in
def list_(me: SignedIn, partner: str | None, kind: str | None, state: str | None, overdue: bool) -> None:
    """Lists texts, those whose answer is overdue first."""
    rows = seen(Text, me).select_related("partner")
    if partner:
        rows = rows.filter(partner=named.partner(me, partner))
    if kind:
        rows = rows.filter(text_kind=kind)
    if state:
        rows = rows.filter(state=state) | rows.filter(change=state)
    if overdue:
        rows = late(rows, me.today)
    found = sorted(rows, key=lambda one: (not text_told.is_overdue(one, me), one.respond_by or date.max, one.pk))
    columns = ("id", "title", "partner", "kind", "state", "change", "respond_by", "overdue")
    say([text_told.row(one, me) for one in found], columns=columns)


@text.command(example="verbale text show 2c9x4k\nverbale text show 2c9x4k --revision 9b71d2")
@click.argument("identifier")
@click.option("--revision", metavar="HASH", help="This revision; else the proposal that stands, else what is in force.")
@signed_in
def show(me: SignedIn, identifier: str, revision: str | None) -> None:
    """Shows where a text stands, what is awaited of whom, and a revision in all its languages."""
    one = named.text(me, identifier)
    read = named.revision(me, one, revision) if revision else _shown(one, me)
    data = {**text_told.whole(one, me), "revision": read.hash, "content": read.as_json()}
    now = text_told.standing(one, me)
    what = "THIS REVISION IS IN FORCE" if now.revision_in_force == read.hash else "THIS REVISION IS NOT IN FORCE"
    say(data, *text_told.in_words(one, me), "", f"{what}: {read.hash}", *text_told.side_by_side(read))


def _shown(one: Text, me: SignedIn) -> agreement.Revision:
    return newest_revision(one, text_told.standing(one, me))


@text.command(example="verbale text history 2c9x4k")
@click.argument("identifier")
@signed_in
def history(me: SignedIn, identifier: str) -> None:
    """Lists all acts of both sides in the order in which they count, void and lapsed ones too."""
    one = named.text(me, identifier)
    entries = history_of(one, text_told.standing(one, me))
    say([text_told.act(entry) for entry in entries], *(line for each in entries for line in text_told.told_act(each)))


@text.command(example="verbale text diff 2c9x4k\nverbale text diff 2c9x4k 9b71d2 --to 07aa31")
@click.argument("identifier")
@click.argument("before", required=False)
@click.option("--to", "after", metavar="HASH", help="The later revision; else the proposal that stands.")
@signed_in
def diff(me: SignedIn, identifier: str, before: str | None, after: str | None) -> None:
    """Shows a difference article by article: from the text in force, or from BEFORE, to the proposal that stands."""
    one = named.text(me, identifier)
    later = named.revision(me, one, after) if after else _shown(one, me)
    in_force = text_told.standing(one, me).revision_in_force
    earlier = named.revision(me, one, before) if before else revision_of(one, in_force) if in_force else None
    found = agreement.difference(earlier, later)
    head = f"From {earlier.hash if earlier else 'nothing'} to {later.hash}"
    say(text_told.difference(found), head, *text_told.differs(found))


@text.command(
    name="print", example="verbale text print 2c9x4k > history.txt\nverbale text print 2c9x4k --save text.zip"
)
@click.argument("identifier")
@click.option("--save", metavar="FILE", help="Also write a ZIP of all acts, signatures and revisions to this file.")
@signed_in
def print_(me: SignedIn, identifier: str, save: str | None) -> None:
    """Prints the whole history: where the text stands, every act, and every revision.

    What --save writes is proved without this program: ssh-keygen -Y verify -f allowed_signers -I CODE -n verbale-text
    -s acts/CODE-1.json.sig < acts/CODE-1.json
    """
    one = named.text(me, identifier)
    now = text_told.standing(one, me)
    entries = history_of(one, now)
    hashes = list(dict.fromkeys(entry.act.revision for entry in entries))
    revisions = [revision_of(one, each) for each in hashes]
    if save:
        Path(save).write_bytes(package(one))
    data = {
        **text_told.whole(one, me), "acts": [text_told.act(entry) for entry in entries],
        "revisions": {each.hash: each.as_json() for each in revisions},
    }  # fmt: skip
    lines = [*text_told.in_words(one, me), "", "ACTS", *(line for each in entries for line in text_told.told_act(each))]
    for each in revisions:
        mark = "in force" if each.hash == now.revision_in_force else "not in force"
        lines += ["", f"REVISION {each.hash} ({mark})", *text_told.side_by_side(each)]
    say(data, *lines)


@text.command(example="verbale text verify 2c9x4k")
@click.argument("identifier")
@signed_in
def verify(me: SignedIn, identifier: str) -> None:
    """Works out every hash and verifies every signature anew, from what is kept."""
    one = named.text(me, identifier)
    found = check(one)
    data = [
        {"act": f"{each.side} {each.number}", "finding": each.finding.value, "signer": each.signer, "hash": each.hash}
        for each in found
    ]
    say(data)
    faults = [f"{each.side} {each.number}: {each.finding.value}" for each in found if not each.sound]
    if faults:
        raise NotProved(text=one.pk, count=len(faults), acts="; ".join(faults))


@text.command(example="verbale text template agreement --language en --language zh > agreement.txt")
@click.argument("kind", type=click.Choice(TextKind.values))
@click.option("--language", "languages", multiple=True, help="May be repeated; else those of our office.")
@signed_in
def template(
    me: SignedIn,  # noqa: ARG001 - only people of the office ask
    kind: str,
    languages: tuple[str, ...],
) -> None:
    """Prints an empty plain form to fill in: title, articles with heading and text by language."""
    form = agreement.empty_form(kind, languages or text_acts.office_languages())
    say({"form": form}, *form.rstrip("\n").split("\n"))
