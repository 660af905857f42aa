"""`verbale session memorandum`: each side's memorandum before a session; ours drafted, approved, told. And what a
version says, as the commands print it, stands in `session_memorandum_told`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verbale.cli import named, session_memorandum_told
from verbale.cli.group import Group, json_option
from verbale.cli.new_file import write_new
from verbale.cli.options import read_file
from verbale.cli.output import as_json, say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.books import memorandum_draft
from verbale.domain.cycle import memorandum as memoranda
from verbale.domain.cycle import memorandum_paper
from verbale.domain.cycle.memorandum_content import Content
from verbale.domain.spine import document
from verbale.kernel.canonical import read_json
from verbale.kernel.errors import WrongUse
from verbale.kernel.identifier import new_identifier
from verbale.records.memorandum import Memorandum
from verbale.records.session import Session


class FileOrNext(WrongUse):
    """Name a file to draft the memorandum from, or --next to draft it from the account and the open commitments, or
    neither for a further version of the last; not both."""


class NotAMemorandumFile(WrongUse):
    """{file} is no memorandum: it holds an object with “titles”, “agenda”, “schedule” and “supplements”."""


class NextAlone(WrongUse):
    """--next stands alone, or is given to: verbale session memorandum draft SESSION --next"""


@click.group(cls=Group, invoke_without_command=True)
@click.option("--next", "next_", is_flag=True, help="Draft ours for the next session, and keep it as our draft.")
@click.option("--session", "which", metavar="SESSION", help="With --next: for this session, not the next one planned.")
@click.option("--commission", metavar="ID", help="With --next: the next session of this commission.")
@click.option("--save", metavar="FILE", help="With --next: write it to a new file to be edited; nothing is kept.")
@click.pass_context
def memorandum(
    context: click.Context, next_: bool, which: str | None, commission: str | None, save: str | None
) -> None:  # fmt: skip
    """Memoranda of a session: each side's agenda, schedule and supplements, told before it begins.

    With --next it drafts ours for the session planned next, from the account and the open commitments: what is overdue
    comes first, ours before theirs, in every language that there is. A person then edits and somebody approves it. Only
    what the partner may know is in it.

    A memorandum is named by its identifier, or by its session for our newest version.
    """
    if context.invoked_subcommand is None:
        if not next_:
            raise click.UsageError("Missing command, or --next.", context)
        _draft_next(which, commission, save)
    elif next_ or which or commission or save:
        raise NextAlone()


memorandum.params.append(json_option())


@signed_in
def _draft_next(me: SignedIn, which: str | None, commission: str | None, save: str | None) -> None:
    if which:
        session = named.meeting(me, which)
    else:
        of = named.text(me, commission).pk if commission else ""
        session = memorandum_draft.next_session(me.person, me.today, of)
    _drafted(me, session, save)


def _drafted(me: SignedIn, session: Session, save: str | None) -> None:
    made = memorandum_draft.draft(session=session, viewer=me.person, on=me.today)
    counts = {name: getattr(made, name) for name in ("commitments", "overdue", "left_out", "own")}
    told = f"Drafted from {made.commitments} open commitments, {made.overdue} overdue, and from the account."
    if save:
        data = {"titles": dict(made.content.titles), **made.content.as_json()}
        write_new(save, f"{as_json(data)}\n".encode())
        say({"file": save, "session": session.pk, **counts}, told, f"Written to {save}; nothing is kept.")
        return
    row = memoranda.draft(session=session, content=made.content, by=me.person, at=me.at)
    _say(me, row, told, "It is a draft: read it, change it, have it approved.", **counts)


def _say(me: SignedIn, row: Memorandum, *lines: str, **more: Any) -> None:
    say({**session_memorandum_told.whole(row, me), **more}, *lines, *session_memorandum_told.in_words(row))


def _content(file: str) -> Content:
    """What a file says; an item without an identity gets one, what may be empty may be left out."""
    said = read_json(read_file(file), file)
    if not isinstance(said, dict) or not isinstance(said.get("titles"), dict):
        raise NotAMemorandumFile(file=file)
    usual: dict[str, dict[str, Any]] = {
        "agenda": {"want": {}, "same_as": "", "duty": "other"}, "schedule": {"at": ""},
        "supplements": {"language": "", "pages": 0},
    }  # fmt: skip
    filled: dict[str, Any] = {}
    for name, without in usual.items():
        rows = said.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            raise NotAMemorandumFile(file=file)
        named_ = [without | ({"id": new_identifier()} if name == "agenda" else {}) | one for one in rows]
        filled[name] = named_
    return Content.of_json(said["titles"], filled)


@memorandum.command(name="list", example="verbale session memorandum list 2c9x4k/3")
@click.argument("session")
@signed_in
def list_(me: SignedIn, session: str) -> None:
    """Lists all versions of both sides for a session, which of them were told, and when."""
    rows = seen(Memorandum, me).filter(session=named.meeting(me, session)).select_related("approved_by")
    columns = ("id", "side", "version", "told_as", "state", "items", "told")
    say([session_memorandum_told.row(one) for one in rows], columns=columns)


@memorandum.command(example="verbale session memorandum show 2c9x4k/3\nverbale session memorandum show 7hq2vd")
@click.argument("which", metavar="SESSION|MEMORANDUM")
@signed_in
def show(me: SignedIn, which: str) -> None:
    """Shows both sides' memoranda for a session, the newest of each; or one version."""
    rows = session_memorandum_told.chosen(me, which)
    lines = [line for one in rows for line in (*session_memorandum_told.in_words(one), "")]
    say([session_memorandum_told.whole(one, me) for one in rows], *lines[:-1])


@memorandum.command(
    example="verbale session memorandum draft 2c9x4k/3 --next\n"
    "verbale session memorandum draft 2c9x4k/3 memorandum.json\n"
    "verbale session memorandum draft 2c9x4k/3"
)
@click.argument("session")
@click.argument("file", required=False)
@click.option("--next", "next_", is_flag=True, help="From the account and the open commitments.")
@signed_in
def draft(me: SignedIn, session: str, file: str | None, next_: bool) -> None:
    """Writes our next version: from FILE (JSON), with --next from what is open, else as the last one was.

    FILE holds {"titles": {LANGUAGE: …}, "agenda": [{"title": {LANGUAGE: …}, "duty": "1", "want": {…}}], "schedule":
    [{"on": "2027-05-10", "at": "10:00", "what": {…}}], "supplements": [{"title": {…}, "language": "ru", "pages": 4}]}.
    An item's duty is the number of a duty of the mandate, or “other”.
    """
    if file and next_:
        raise FileOrNext()
    meeting = named.meeting(me, session)
    if next_:
        _drafted(me, meeting, None)
    elif file:
        _say(me, memoranda.draft(session=meeting, content=_content(file), by=me.person, at=me.at), "Kept as a draft.")
    else:
        _say(me, memoranda.further(session=meeting, by=me.person, at=me.at), "A further version, as the last one was.")


@memorandum.command(
    example="verbale session memorandum show 2c9x4k/3 --json > ours.json\n"
    "verbale session memorandum change 2c9x4k/3 memorandum.json"
)
@click.argument("which", metavar="MEMORANDUM")
@click.argument("file")
@signed_in
def change(me: SignedIn, which: str, file: str) -> None:
    """Writes our draft anew from FILE; an item keeps its “id”, so that the partner sees which one it was."""
    row = memoranda.change(memorandum=named.memorandum(me, which), content=_content(file), by=me.person, at=me.at)
    _say(me, row, "Changed.")


@memorandum.command(example="verbale session memorandum approve 2c9x4k/3")
@click.argument("which", metavar="MEMORANDUM")
@signed_in
def approve(me: SignedIn, which: str) -> None:
    """Approves our draft. Needs a second factor, and the authority “memoranda”."""
    row = memoranda.approve(
        memorandum=named.memorandum(me, which), by=me.person, at=me.at, second_factor=me.second_factor
    )
    _say(me, row, "Approved. The desk tells the partner.")


@memorandum.command(example="verbale session memorandum tell 2c9x4k/3")
@click.argument("which", metavar="MEMORANDUM")
@signed_in
def tell(me: SignedIn, which: str) -> None:
    """Tells the partner an approved version, with the next pouch; before the session begins."""
    row = memoranda.tell(memorandum=named.memorandum(me, which), by=me.person, at=me.at)
    _say(me, row, "It goes to the partner with the next pouch.")


@memorandum.command(example="verbale session memorandum paper 2c9x4k/3 1 list-of-journals.pdf")
@click.argument("which", metavar="MEMORANDUM")
@click.argument("place", type=click.IntRange(1))
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@signed_in
def paper(me: SignedIn, which: str, place: int, file: str) -> None:
    """Attaches the paper of a supplement of our draft, counted from 1; the one before is replaced.

    The memorandum tells its title, language and pages; the paper itself goes only once it is released.
    """
    row = named.memorandum(me, which)
    with Path(file).open("rb") as opened:
        kept = document.store(opened, name=Path(file).name, at=me.at)
    memorandum_paper.hold(memorandum=row, place=place, file=kept, file_name=Path(file).name, by=me.person, at=me.at)
    _say(me, row, "Attached.")
