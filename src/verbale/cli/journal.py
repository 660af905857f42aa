"""`verbale journal`: verifying and reading what cannot be rewritten unseen."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from verbale.cli import heads, named, node
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import journal as journals
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import Faulty, NotFound
from verbale.records.journal import JournalPayload
from verbale.records.person import Role


@click.group(cls=Group)
def journal() -> None:
    """The journal: every act with who, when, what and on which basis, in a chain of hashes."""


@journal.command(example="verbale journal verify --heads /media/disk/heads")
@click.option("--heads", "folder", type=click.Path(path_type=Path), help="Copies of the signed heads kept elsewhere.")
def verify(folder: Path | None) -> None:
    """Verifies the whole chain, names its first broken entry, and compares it with the signed heads.

    A head that was exported and kept elsewhere shows what the chain alone cannot: that its end was cut off, or that
    all of it was written anew. Exit code 1 if it is broken, truncated or rewritten, or a head was altered.
    """
    home = node.opened()
    number, last = journals.head()
    data: dict[str, Any] = {"intact": True, "entries": number, "head": last, "fault": None}
    try:
        data["erased"] = list(journals.verify().erased)
    except Faulty as fault:
        data |= {"intact": False, "fault": {"sentence": fault.sentence(), "number": fault.facts.get("number")}}
    found = [one for where in (home.heads, folder) if where for one in heads.compared(where)]
    bad = [one for one in found if one.shows != heads.INTACT]
    data["heads"] = [asdict(one) for one in found]
    data["intact"] = data["intact"] and not bad
    say(data, *_lines(data, len(found), bad))
    if not data["intact"]:
        raise click.exceptions.Exit(1)


def _lines(data: dict[str, Any], count: int, bad: list[heads.HeadFound]) -> list[str]:
    chain = data["fault"]["sentence"] if data["fault"] else f"{data['entries']:,} entries hold. Last: {data['head']}"
    lines = [chain, *(f"{one.file}: beside this head the journal is {one.shows}." for one in bad)]
    if not count:
        lines.append("No signed head was exported yet, so a cut end would not show. Export one: verbale carrier head")
    elif not bad:
        lines.append(f"{count} signed heads agree with it.")
    return lines


@journal.command(example="verbale journal head --json")
def head() -> None:
    """Says the number and hash of the last entry. To sign and export it: verbale carrier head"""
    home = node.opened()
    number, last = journals.head()
    exported = sorted(path.name for path in home.heads.glob("*.head"))
    data = {"number": number, "hash": last, "newest_exported": exported[-1] if exported else None}
    say(data, f"{number}  {last}", f"newest exported head: {data['newest_exported'] or 'none'}")


@journal.command(name="list", example="verbale journal list --act line.decided --limit 20")
@click.option("--act", help="Only acts of this name.")
@click.option("--by", "handle", metavar="HANDLE", help="Only this person's.")
@click.option("--thing", metavar="ID", help="Only what was done to this thing.")
@click.option("--after", type=click.IntRange(0), default=0, help="Only entries after this number.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@signed_in
def list_(me: SignedIn, act: str | None, handle: str | None, thing: str | None, after: int, limit: int) -> None:
    """Lists entries, for auditors."""
    check_role(me.person, Role.AUDITOR)
    rows = seen(JournalPayload, me).filter(entry__gt=after)
    if act:
        rows = rows.filter(act=act)
    if handle:
        rows = rows.filter(by=named.person(me, handle).pk)
    if thing:
        rows = rows.filter(thing_id=thing)
    say([_told(row) for row in rows[:limit]], columns=("number", "at", "name", "act", "thing_kind", "basis"))


@journal.command(example="verbale journal show 12")
@click.argument("number", type=click.IntRange(1))
@signed_in
def show(me: SignedIn, number: int) -> None:
    """Shows one entry, for auditors."""
    check_role(me.person, Role.AUDITOR)
    row = seen(JournalPayload, me).filter(entry=number).select_related("entry").first()
    if row is None:
        raise NotFound(what="journal entry with a payload", which=number)
    entry = row.entry
    say({**_told(row), "previous": entry.previous, "digest": entry.digest, "hash": entry.hash})


@journal.command(example="verbale journal erase 12 --reason 'erasure asked for under data-protection law'")
@click.argument("number", type=click.IntRange(1))
@click.option("--reason", required=True)
@click.confirmation_option("--yes", prompt="The payload of this entry will be gone for good. Erase it?")
@signed_in
def erase(me: SignedIn, number: int, reason: str) -> None:
    """Erases an entry's payload for good; its place in the chain stays, and the erasing is itself an entry."""
    journals.erase(number=number, reason=reason, by=me.person, at=me.at)
    say({"erased": number, "reason": reason}, f"The payload of entry {number} is erased.")


def _told(row: JournalPayload) -> dict[str, Any]:
    return {
        "number": row.entry_id, "at": row.at, "by": row.by, "name": row.by_name, "act": row.act,
        "thing_kind": row.thing_kind, "thing_id": row.thing_id, "basis": row.basis, "facts": row.facts,
    }  # fmt: skip
