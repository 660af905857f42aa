"""A node killed between any two of its steps and started again, in processes that die by SIGKILL.

``build`` makes a node with work waiting. ``try_all`` does one piece of work on a copy of it: once undisturbed, and
once for each point at which it is killed and then begun again. A point lies before and after each commit, after each
write outside a transaction, and before and after each renaming, syncing, packing and unpacking of a file. Every run is
a fork of one process, which has loaded the program and opened nothing.
"""

import json
import os
import shutil
import signal
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.forks import ended, fork

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
Work = Callable[[Path, datetime], object]


class Points:
    """Counts the points that a process passes, and ends it by SIGKILL at the one it is told."""

    def __init__(self, last: int | None) -> None:
        self.passed, self.last = 0, last

    def point(self) -> None:
        self.passed += 1
        if self.passed == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        from django.db import connection
        from django.db.backends.base.base import BaseDatabaseWrapper

        BaseDatabaseWrapper._commit = self.around(BaseDatabaseWrapper._commit)
        os.replace, os.rename, os.fsync = self.around(os.replace), self.around(os.rename), self.around(os.fsync)
        tarfile.TarFile.addfile = self.around(tarfile.TarFile.addfile)
        tarfile.TarFile.extractfile = self.around(tarfile.TarFile.extractfile)
        connection.execute_wrappers.append(self.after_write)

    def around(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def with_points(*told: Any, **more: Any) -> Any:
            self.point()
            made = step(*told, **more)
            self.point()
            return made

        return with_points

    def after_write(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        made = execute(sql, params, many, context)
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not context["connection"].in_atomic_block:
            self.point()
        return made


def try_all(work: Work, template: Path, folder: Path, most: int, state: Callable[[Path], Any]) -> dict[str, Any]:
    """What the undisturbed run left, and what each killed and restarted one left, by the point of its death."""
    points = folder / "points"
    whole = folder / "whole"
    shutil.copytree(template, whole)
    assert _forked(lambda: _run(work, whole, AT, None, points)) == 0
    count = int(points.read_text())
    undisturbed = _told(lambda: state(whole), folder, whole)
    killed = {}
    for last in _spread(count, most):
        copy = folder / f"killed-{last}"
        shutil.copytree(template, copy)
        died = _forked(lambda copy=copy, last=last: _run(work, copy, AT, last, points))
        again = _forked(lambda copy=copy: _run(work, copy, AT + timedelta(hours=1), None, points))
        killed[last] = [died, again, _told(lambda copy=copy: state(copy), folder, copy)]
        shutil.rmtree(copy)
    return {"points": count, "undisturbed": undisturbed, "killed": killed}


def _spread(count: int, most: int) -> list[int]:
    """Up to ``most`` of the numbers from 1 to ``count``, evenly, the first and the last among them."""
    if count <= most:
        return list(range(1, count + 1))
    return sorted({1 + round(step * (count - 1) / (most - 1)) for step in range(most)})


def _run(work: Work, home: Path, at: datetime, last: int | None, points: Path) -> None:
    open_home(home)
    counted = Points(last)
    counted.install()
    work(home, at)
    points.write_text(str(counted.passed))


def _forked(act: Callable[[], object]) -> int:
    return ended(fork(act))


def _told(state: Callable[[], Any], folder: Path, home: Path) -> Any:
    told = folder / "state.json"

    def tell() -> None:
        open_home(home)
        told.write_text(json.dumps(state(), sort_keys=True))

    told.unlink(missing_ok=True)
    return json.loads(told.read_text()) if _forked(tell) == 0 else None


def open_home(folder: Path) -> None:
    """Lets Django, which has opened nothing yet, work on the node in a folder."""
    from django.conf import settings
    from django.db import connection

    from verbale.kernel.home import Home

    os.environ["VERBALE_HOME"] = str(folder / "home")
    settings.HOME = Home(folder / "home")
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = settings.HOME.database


def state_of(folder: Path) -> Any:
    """All that a node and its partner hold, without what is random."""
    from verbale.domain.spine import journal
    from verbale.kernel.home import Home
    from verbale.records import files
    from verbale.records import models as records

    home = Home(folder / "home")
    rows: dict[str, Any] = {
        "lines": list(records.OrderLine.objects.values_list("order__number", "position", "state")),
        "needs": list(records.NeedLine.objects.values_list("need__number", "position", "state")),
        "steps": list(records.ApprovalStep.objects.values_list("round", "position", "state")),
        "messages": list(records.Message.objects.values_list("what", "state", "partner__code")),
        "pouches": list(records.Pouch.objects.values_list("partner__code", "epoch", "number", "state", "asks")),
        "arrived": list(records.ArrivedPouch.objects.values_list("epoch", "number", "state")),
        "channels": list(records.Channel.objects.values_list("partner__code", "owes_acknowledgement", "stopped_why")),
        "logs": [[row.our_log[:1], row.their_log[:1]] for row in records.Channel.objects.all()],
        "numbers": list(records.YearlyNumber.objects.values_list("series", "direction", "last")),
        "decisions": list(records.Decision.objects.values_list("outcome", "basis")),
        "documents": list(records.Document.objects.values_list("thing_kind", "role", "title")),
        "releases": list(records.Release.objects.values_list("basis", "message__state")),
        "editions": list(records.Edition.objects.values_list("name", "records", "faulty")),
        "offers": list(records.Offer.objects.values_list("reviewed", "offered")),
        "jobs": list(records.Job.objects.values_list("what", "state", "done")),
    }
    for found in rows.values():
        found.sort(key=str)
    rows["acts"] = list(records.JournalPayload.objects.order_by("entry").values_list("act", flat=True))
    rows["verified"] = journal.verify().count
    rows["intact"] = all(files.is_intact(sha256) for sha256 in records.StoredFile.objects.values_list("pk", flat=True))
    rows["editions there"] = all((home.editions / row.folder).is_dir() for row in records.Edition.objects.all())
    rows["inbox"] = sorted(str(path.relative_to(home.inbox)) for path in home.inbox.rglob("*.pouch"))
    rows["partner"] = partner_reads(folder)
    return rows


def partner_reads(folder: Path) -> list[Any]:
    """The pouches in the partner's folder, opened and accepted in their order: number, and what each tells."""
    from verbale.engines.seal import Acceptance, Position, Verdict, open_pouch
    from verbale.engines.seal.keys import load_keys
    from verbale.kernel.home import Home
    from verbale.records.dispatch import ArrivedPouch

    theirs, ours = load_keys(folder / "theirs"), load_keys(Home(folder / "home").keys).public
    sent = {(row.epoch, row.number): row.envelope_hash for row in ArrivedPouch.objects.filter(state="opened")}
    last = Position(*max(sent), sent[max(sent)]) if sent else None
    accepted, read = Acceptance("OURS", "THEIRS", sent=last), []
    for path in sorted((folder / "to-them").glob("*.pouch")):
        quarantine = folder / f"opened-{path.stem}"
        opened = open_pouch(path, quarantine, identities=[theirs.identity], trusted={"OURS": [ours]}, we="THEIRS")
        judged = accepted.judge(
            opened.envelope, held=lambda epoch, number: None, ours=lambda epoch, number: sent.get((epoch, number))
        )
        assert judged.verdict is Verdict.ACCEPT, judged
        accepted = accepted.after(opened.envelope)
        (document,) = [one.location for one in opened.files if one.path == "messages.json"]
        told = [one["what"] for one in json.loads(document.read_bytes())["messages"]]
        said = opened.envelope.acknowledged
        read.append([opened.envelope.number, said.number if said else 0, told, len(opened.files)])
    return read


def build(folder: Path) -> None:
    """A node with a partner, and work waiting for each of its verbs; and a backup of it."""
    from django.core.management import call_command

    from tests.carrier.channel import Channel, message, order
    from tests.domain.cycle.bureau import INTERNAL, OPEN, open_bureau, pdf
    from tests.domain.cycle.shelf import book, fill_lookups, imported
    from verbale.domain.spine import party
    from verbale.engines.seal.keys import make_keys
    from verbale.journeys import backup, work
    from verbale.kernel.clock import SetClock
    from verbale.kernel.home import Home, NodeConfig

    home = Home(folder / "home")
    home.create(NodeConfig(side="OURS"), secret="a secret of the node")
    home.keys.rmdir()
    keys = {"OURS": make_keys(home.keys), "THEIRS": make_keys(folder / "theirs")}
    open_home(folder)
    call_command("migrate", verbosity=0, interactive=False)
    bureau = open_bureau(home, SetClock(datetime(2026, 11, 21, 9, tzinfo=UTC)), keys)
    (folder / "to-them").mkdir()
    # A folder beside the home, named so that it is found from a copy of both.
    party.set_folders(
        party=bureau.partner, carry_to="../to-them", carry_from="", by=bureau.who("admin"), at=bureau.at()
    )
    bureau.release(bureau.ready())
    sourced, _undecided = bureau.lines(bureau.order(OPEN, INTERNAL))
    bureau.decide(sourced)
    bureau.attach(sourced)
    (wanted,) = bureau.wanted("Their paper")
    fill_lookups(bureau)
    books = b"".join(book(f"Waters {number}", country="enk") for number in range(3)) + b"broken\x1d"
    edition = imported(bureau, books)
    by, at = bureau.who("desk"), bureau.at()
    work.ask_import(
        file=bureau.store(books, "more.mrc"),
        name="more.mrc",
        distribution="open",
        reason="Public",
        by=by,
        at=at,
        another_source=True,
    )
    work.ask_offer(partner=bureau.partner, editions=[edition], by=by, at=bureau.at())
    channel = Channel(bureau, keys["THEIRS"])
    row = {
        "file": "1.pdf", "role": "marked", "title": "Their paper", "language": "en", "original_language": "en",
        "translators": [], "sha256": "",
    }  # fmt: skip
    caveat = {"code": "not for re-export", "texts": {"en": "NOT FOR EXPORT"}, "bars_onward_release": True}
    delivery = {"line": wanted.pk, "caveat": caveat, "documents": [row]}
    channel.send(order(71, "First", "Second"), message(72, "greeting", {}))
    channel.send(message(73, "delivery", delivery, **{"1_pdf": pdf("theirs")}))
    channel.send(order(74, "Third"))
    backup.back_up(home=home, to=folder / "backup.tar", at=bureau.at())


def carrier(folder: Path, at: datetime) -> None:
    """One round: opens what came, seals what waits, carries it."""
    from verbale.carrier.rounds import round_trip
    from verbale.engines.seal.keys import load_keys
    from verbale.kernel.home import Home

    os.chdir(folder / "home")
    done = round_trip(keys=load_keys(Home(folder / "home").keys), at=at)
    assert done["faults"] == []


def supply(folder: Path, at: datetime) -> None:
    """The desk marks what it has got, and releases it."""
    from verbale.domain.cycle import fulfilment
    from verbale.records.models import OrderLine, Person

    desk = Person.objects.get(handle="desk")
    for line in OrderLine.objects.filter(state="sourcing"):
        fulfilment.prepare(line=line, by=desk, at=at)
    for line in OrderLine.objects.filter(state="ready"):
        if not _released(line):
            fulfilment.release(line=line, by=desk, at=at)


def _released(line: Any) -> bool:
    from verbale.domain.spine import dispatch

    return dispatch.release_of(line) is not None


def decide(folder: Path, at: datetime) -> None:
    """The desk decides, both authorities approve."""
    from verbale.domain.cycle import decision, request
    from verbale.records.models import OrderLine, Person

    for line in OrderLine.objects.filter(state__in=["received", "deciding"]).order_by("order__number", "position"):
        if line.state == "received":
            request.take_up(line=line, by=Person.objects.get(handle="desk"), at=at)
        decision.decide(line=line, by=Person.objects.get(handle="desk"), at=at)
    for line in OrderLine.objects.filter(state="waiting for approval"):
        for handle in ("department", "committee"):
            person = Person.objects.get(handle=handle)
            if decision.open_step(line).authority.held.filter(person=person).exists():
                decision.approve(line=line, remark="", by=person, at=at, second_factor=True)


def answer(folder: Path, at: datetime) -> None:
    """The orders whose day has come are answered."""
    from verbale.journeys.daily import answer_due_orders

    answer_due_orders(at=at + timedelta(days=40))


def jobs(folder: Path, at: datetime) -> None:
    """The worker does the long work that was asked for: an import, and a catalogue."""
    from verbale.domain.spine import job as kept
    from verbale.journeys import work
    from verbale.records.models import Job

    # Each report of progress is kept: how many points a run passes must not depend on how long it takes.
    kept.EVERY = timedelta.min
    for job in Job.objects.order_by("asked_at"):
        work.run_job.func(job.pk)


def backup(folder: Path, at: datetime) -> None:
    """A backup is written, if there is none."""
    from verbale.journeys.backup import back_up
    from verbale.kernel.home import Home

    if not (folder / "new.tar").exists():
        back_up(home=Home(folder / "home"), to=folder / "new.tar", at=at)


def restore(folder: Path, at: datetime) -> None:
    """The backup is restored in place of the node, unless that was done."""
    from verbale.journeys.backup import UNFINISHED
    from verbale.journeys.backup import restore as restored
    from verbale.kernel.home import Home

    home = folder / "home"
    if (folder / "lost").exists() and home.exists() and any(home.iterdir()) and not (home / UNFINISHED).exists():
        return
    if not (folder / "lost").exists():
        home.rename(folder / "lost")
    restored(backup=folder / "backup.tar", home=Home(home), at=at)


def first_run(folder: Path, at: datetime) -> None:
    """A node is made, unless there is one."""
    from verbale.journeys.first_run import make_node
    from verbale.kernel.home import Home, HomeTaken

    try:
        make_node(
            home=Home(folder / "home"), side="OURS", admin_name="Ada", admin_handle="admin", names={"en": "Ours"},
            language="en", languages=["en"], time_zone="UTC", at=at,
        )  # fmt: skip
    except HomeTaken:
        return


def first_state(folder: Path) -> Any:
    """What a first run leaves."""
    from verbale.domain.spine import journal
    from verbale.engines.seal.keys import load_keys
    from verbale.kernel.home import Home
    from verbale.records import models as records

    home = Home(folder / "home")
    (us,) = records.Party.objects.all()
    return {
        "config": home.config().side,
        "secret": len(home.secret()),
        "people": list(records.Person.objects.values_list("handle", "name")),
        "keys": [keys.fingerprint for keys in us.keys.all()] == [load_keys(home.keys).public.fingerprint],
        "caveats": records.Caveat.objects.count(),
        "ways in": [records.Invitation.objects.count(), records.AccessToken.objects.count()],
        "acts": list(records.JournalPayload.objects.order_by("entry").values_list("act", flat=True)),
        "verified": journal.verify().count,
    }


WORK: dict[str, tuple[Work, int, Callable[[Path], Any]]] = {
    "carrier": (carrier, 50, state_of),
    "supply": (supply, 8, state_of),
    "decide": (decide, 30, state_of),
    "answer": (answer, 20, state_of),
    "jobs": (jobs, 20, state_of),
    "backup": (backup, 12, state_of),
    "restore": (restore, 12, state_of),
    "first run": (first_run, 5, first_state),
}
"""Each piece of work, the most points at which it is killed, and what is compared."""


def main() -> None:
    what, template, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    import django

    django.setup()
    from tests.domain.cycle.bureau import in_this_process
    from verbale.carrier import rounds  # noqa: F401 - loaded once, for all forks
    from verbale.journeys import backup, first_run  # noqa: F401

    # A process that reads a paper holds nothing that could be lost, and a hundred of them take half of the time.
    in_this_process(pytest.MonkeyPatch())
    if what == "build":
        build(template)
        return
    work, most, state = WORK[what]
    print(json.dumps(try_all(work, template, folder, most, state)))


if __name__ == "__main__":
    main()
