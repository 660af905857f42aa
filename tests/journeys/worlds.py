"""One program of acts, run in two worlds that differ in nothing but their secrets.

Clock and randomness are the test's own. What the partner may learn draws from one stream at moments that both worlds
share; secrets draw from another, in between. ``run`` gives what left: each pouch's plaintext and its sealed bytes.
"""

import contextlib
import io
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pikepdf
import pyrage
from django.db import transaction

from tests.carrier.channel import rounds
from tests.domain.cycle.bureau import CONFIDENTIAL, INTERNAL, OPEN, Bureau, open_bureau, pdf
from tests.domain.cycle.shelf import book, fill_lookups, imported, published
from tests.domain.cycle.sitting import Sitting, content, grant, in_force, item, sitting
from tests.records.rows import make
from verbale.carrier import sealing
from verbale.carrier.sealing import seal_waiting
from verbale.domain.cycle import (
    adoption,
    calendar_feed,
    commitment,
    decision,
    delegation,
    fulfilment,
    holding,
    memorandum,
    need,
    past_decisions,
    request,
    session,
    session_parallel,
    what_it_takes,
)
from verbale.domain.cycle.commitment_content import Member, Source
from verbale.domain.spine import authority, journal, policy, text
from verbale.engines import agreement
from verbale.engines.seal import age
from verbale.kernel import identifier
from verbale.kernel.clock import SetClock
from verbale.records.commitment import PartIn
from verbale.records.dispatch import Message
from verbale.records.holding import Edition
from verbale.records.instrument import Instrument
from verbale.records.memorandum import Memorandum
from verbale.records.request import OrderLine

START = datetime(2026, 11, 21, 9, tzinfo=UTC)
CANARY = "CANARY"
"""Stands in every secret."""
FATES = ("left", "taken up", "withheld", "rejected", "not to be had", "waits for approval")
"""What can become of a line that does not leave; the partner reads the same word for all of them."""


class RolledBack(Exception):
    """The world is over."""


@dataclass
class World:
    """One world: its office, its secrets, what left it."""

    bureau: Bureau
    secret: Random
    public: Random
    messages: Random
    secretive: bool = False
    tick: int = 0
    elsewhere: int = 1000
    lines: list[OrderLine] = field(default_factory=list)
    fates: dict[str, str] = field(default_factory=dict)
    texts: list[Any] = field(default_factory=list)
    room: Sitting | None = None
    edition: Edition | None = None
    left: list[tuple[bytes, bytes]] = field(default_factory=list)

    def random(self, size: int) -> bytes:
        return (self.secret if self.secretive else self.public).randbytes(size)

    def message(self) -> str:
        """The identifier of a message, which no row that was written in secret before it moves on."""
        return identifier.new_identifier((self.secret if self.secretive else self.messages).randbytes)

    def openly(self) -> None:
        """The next public act: at a moment and with randomness of its own, whatever happened in secret before."""
        self.tick += 1
        self.bureau.clock.moment = START + timedelta(hours=self.tick)
        self.public, self.messages = Random(f"public {self.tick}"), Random(f"messages {self.tick}")

    @contextlib.contextmanager
    def secretly(self) -> Iterator[Random]:
        self.secretive = True
        try:
            yield self.secret
        finally:
            self.secretive = False

    def words(self) -> str:
        return f"{CANARY} {'x' * self.secret.randrange(40)} {self.secret.randrange(10**9)}"

    # What the partner learns

    def order(self, count: int) -> None:
        self.lines += self.bureau.lines(self.bureau.order(*({} for _ in range(count))))

    def release(self, which: int, superseded: bool) -> None:
        """A line is decided, marked, released; before that, in secret, another paper may have been ready for it."""
        line = self._free(which)
        if line is None:
            return
        self.fates[line.pk] = "released"
        desk = self.bureau.who("desk")
        request.state_facts(line=line, facts=OPEN, by=desk, at=self.bureau.at())
        self.bureau.decide(line)
        with self.secretly():
            if superseded and self.secret.random() < 0.5:
                draft = self.attach(line, self.words(), pages=self.secret.randrange(1, 4))
                self.bureau.prepare(line)
                fulfilment.recall(line=line, by=desk, at=self.bureau.at(), notice=self.words())
                fulfilment.withdraw(line=line, document=draft, by=desk, at=self.bureau.at(), reason=self.words())
        self.openly()
        self.attach(line, "What is released", archive_reference=self.words())
        self.openly()
        self.bureau.prepare(line)
        self.openly()
        self.bureau.release(line)

    def attach(self, line: OrderLine, words: str, pages: int = 1, archive_reference: str = "") -> Any:
        return fulfilment.attach(
            line=line, file=self.bureau.store(pdf(words, pages)), file_name=f"{self.words()}.pdf", title=words,
            by=self.bureau.who("desk"), at=self.bureau.at(), archive_reference=archive_reference,
        )  # fmt: skip

    def recall(self, which: int) -> None:
        """What was released is called back: unseen, or by a notice."""
        released = [line for line in self.lines if self.fates.get(line.pk) == "released"]
        if released:
            line = released[which % len(released)]
            self.fates[line.pk] = "recalled"
            fulfilment.recall(line=line, by=self.bureau.who("desk"), at=self.bureau.at(), notice="Give it back.")

    def answer(self) -> None:
        self.bureau.clock.moment += timedelta(days=31)
        self.tick += 24 * 31
        for due in request.to_answer(on=self.bureau.clock.now().date()).filter(partner=self.bureau.partner):
            request.answer(order=due, at=self.bureau.at())
            for line in self.bureau.lines(due):
                self.fates.setdefault(line.pk, "answered")

    def publish(self, titles: Sequence[str]) -> None:
        """The partner's catalogue: among our records, some that are withheld."""
        with self.secretly():
            self.edition = imported(self.bureau, self.records(titles))
        self.openly()
        published(self.bureau, self.edition)

    def reissue(self, titles: Sequence[str]) -> None:
        """A whole new issue of what was published last, other records withheld in it; then a catalogue of it."""
        if self.edition is None:
            return
        with self.secretly():
            records = self.records(titles)
        self.edition = imported(self.bureau, records, follows=self.edition, most_may_go=True)
        self.openly()
        published(self.bureau, self.edition)

    def records(self, titles: Sequence[str]) -> bytes:
        """Records that may be supplied, and among them some that may not."""
        records = [book(title, country="enk") for title in titles]
        for _ in range(self.secret.randrange(4)):
            hidden = book(self.words(), country="enk", restricted="Staff only", local=self.words())
            records.insert(self.secret.randrange(len(records) + 1), hidden)
        return b"".join(records)

    def want(self, citation: str) -> None:
        self.bureau.wanted(citation)

    def write(self, words: str) -> None:
        """A text is proposed, or the last one corrected."""
        article = agreement.Article("1", {"en": "Scope"}, {"en": words})
        revision = agreement.Revision("programme", ("en",), {"en": "Programme"}, (article,))
        desk = self.bureau.who("desk")
        if self.texts and revision.hash != self.texts[-1][1]:
            held, _ = self.texts[-1]
            text.propose(text=held, revision=revision, by=desk, at=self.bureau.at())
            self.texts[-1] = (held, revision.hash)
        elif not self.texts:
            opened = text.open_text(partner=self.bureau.partner, revision=revision, by=desk, at=self.bureau.at())
            self.texts.append((opened, revision.hash))

    def convene(self, day: str) -> None:
        """A session is told, and moved with a word."""
        by, at = self.bureau.who("desk"), self.bureau.at
        if self.room is None:
            self.room = sitting(self.bureau)
            grant(self.bureau, "memoranda", "committee")
        else:
            session.move(session=self.room.session, begins=day, reason="Snow", by=by, at=at())
        session.tell(session=self.room.session, by=by, at=at())

    def remind(self, words: str) -> None:
        """A memorandum is approved and told: the draft that was begun in secret, with what it says now."""
        if self.room is None:
            return
        told, by = content(item(len(words)), titles={"en": words}), {"by": self.bureau.who("desk")}
        held = Memorandum.objects.filter(state="draft").first()
        made = (
            memorandum.change(memorandum=held, content=told, **by, at=self.bureau.at()) if held
            else memorandum.draft(session=self.room.session, content=told, **by, at=self.bureau.at())
        )  # fmt: skip
        self.openly()
        memorandum.approve(
            memorandum=made, by=self.bureau.who("committee"), at=self.bureau.at(), second_factor=True
        )  # fmt: skip
        memorandum.tell(memorandum=made, **by, at=self.bureau.at())

    def commit(self, number: str) -> None:
        """A delegation, whether we adopt a conclusion, and a commitment from it, each told."""
        if self.room is None:
            return
        by, at = self.bureau.who("desk"), self.bureau.at
        people = [delegation.Named("Franz Egli", "President", "head"), delegation.Named("Eva Brunner", "Head")]
        named = delegation.name(
            to=self.room.session, delegates=people, keep_until=date(2040, 1, 1), by=by, at=at()
        )  # fmt: skip
        delegation.tell(delegation=named, by=by, at=at())
        self.openly()
        article = agreement.Article("1", {}, {"en": "A list."}, ("conclusion",))
        minutes = in_force(self.bureau, agreement.Revision("minutes", ("en",), {"en": "Minutes"}, (article,)))
        self.openly()
        with self.secretly():
            paper = make(Instrument, title=self.words())
            adopted = adoption.adopt(
                text=minutes, article="1", adopted=True, agencies=["Library", self.words()], instrument=paper,
                note=self.words(), by=by, at=at(),
            )  # fmt: skip
            made = commitment.record(
                partner=self.bureau.partner, number=number, text=self.words(), bound="ours", due="2027-05",
                own_due=f"2027-0{self.secret.randrange(1, 5)}", source=Source(minutes, minutes.in_force, "1"),
                members=[Member(PartIn.CONTROLS, self.words())], by=by, at=at(),
            )  # fmt: skip
        self.openly()
        adoption.tell(adoption=adopted, agencies=["Library"], by=by, at=at())
        commitment.tell(commitment=made, reason="It is being printed.", by=by, at=at())

    def approve(self) -> None:
        if self.texts:
            held, revision = self.texts[-1]
            with contextlib.suppress(Exception), transaction.atomic():
                text.approve(
                    text=held, revision=revision, by=self.bureau.who("committee"), at=self.bureau.at(),
                    second_factor=True,
                )  # fmt: skip

    def seal(self) -> None:
        seal_waiting(
            partner=self.bureau.partner, keys=self.bureau.keys["OURS"], home=self.bureau.home, at=self.bureau.at()
        )
        with self.secretly():
            faults = rounds(self.bureau)["faults"]
            assert faults == [], faults
        for path in sorted(self.bureau.home.outbox.glob("OURS-THEIRS-*.pouch"))[len(self.left) :]:
            sealed = path.read_bytes()
            self.left.append((pyrage.decrypt(sealed, [self.bureau.keys["THEIRS"].identity]), sealed))

    # What it does not learn

    def fate(self, which: int) -> None:
        """A line that does not leave gets another fate in each world."""
        line, fate = self._free(which), self.secret.choice(FATES)
        if line is None:
            return
        self.fates[line.pk] = "withheld"
        if fate == "left":
            return
        desk, at = self.bureau.who("desk"), self.bureau.at
        facts = {"withheld": CONFIDENTIAL, "rejected": INTERNAL, "waits for approval": INTERNAL}.get(fate, OPEN)
        request.take_up(line=line, by=desk, at=at())
        if fate == "not to be had":
            request.cannot_be_had(line=line, reason=self.words(), by=desk, at=at())
        elif fate != "taken up":
            request.state_facts(line=line, facts=facts, by=desk, at=at())
            decided = self.bureau.decide(line)
            if fate == "rejected" and decided.state == "waiting for approval":
                self.bureau.reject(line, "department")
            if fate == "withheld":
                self.wonder(decided)

    def wonder(self, line: OrderLine) -> None:
        """The desk asks what it would take to supply a line, and takes past decisions again by another rulebook."""
        made, by = decision.standing(line), self.bureau.who("desk")
        assert what_it_takes.what_it_takes(decision=made, by=by).ways
        taken = past_decisions.taken(by=by, policy=self.bureau.policy)
        assert past_decisions.again(taken, policy.prepared(made.version)).looked_at

    def other_partner(self) -> None:
        """Business with a third side, which may leave to it."""
        made, self.bureau.made = self.bureau.made, self.elsewhere
        for _ in range(self.secret.randrange(1, 3)):
            self.bureau.order(OPEN, partner=self.bureau.third)
        # The tests number the orders of both partners by this.
        self.bureau.made, self.elsewhere = made, self.bureau.made
        self.bureau.wanted(self.words(), partner=self.bureau.third)
        if self.secret.random() < 0.3:
            Message.objects.filter(partner=self.bureau.third, state="queued").update(state="recalled")

    def draft(self) -> None:
        """An order of ours to the partner that was not sent."""
        by = self.bureau.who("librarian")
        wanted = need.open_order(
            partner=self.bureau.partner, route="department", purpose=self.words(), by=by, at=self.bureau.at()
        )
        for _ in range(self.secret.randrange(3)):
            need.add_line(need=wanted, by=by, at=self.bureau.at(), citation=self.words())

    def prepare(self) -> None:
        """What only we see of a session: a draft, what meets beside it, talks about it."""
        if self.room is None:
            return
        by, at = self.bureau.who("desk"), self.bureau.at
        held = Memorandum.objects.filter(state="draft").first()
        if held is None and self.secret.random() < 0.5:
            written = content(item(1, side="s"), titles={"en": self.words()})
            memorandum.draft(session=self.room.session, content=written, by=by, at=at())
        for _ in range(self.secret.randrange(3)):
            session_parallel.beside(session=self.room.session, title=self.words(), begins="2027", by=by, at=at())
        calendar_feed.make(person=by, at=at())

    def entries(self) -> None:
        """The journal grows."""
        for _ in range(self.secret.randrange(1, 6)):
            with transaction.atomic():
                journal.record(
                    act="thought", thing=self.bureau.us, by=None, at=self.bureau.at(), facts={"of": self.words()}
                )

    def shelve(self) -> None:
        """An edition that is offered to nobody."""
        imported(self.bureau, book(self.words(), local=self.words()), "confidential")

    def _free(self, which: int) -> OrderLine | None:
        free = [line for line in self.lines if line.pk not in self.fates]
        return self.bureau.line(free[which % len(free)]) if free else None


PUBLIC = (
    "order",
    "release",
    "recall",
    "answer",
    "publish",
    "reissue",
    "want",
    "write",
    "approve",
    "convene",
    "remind",
    "commit",
    "seal",
)
Step = tuple[str, tuple[Any, ...]]


def run(home: Any, keys: Any, monkeypatch: Any, program: Sequence[Step], *, seed: int) -> list[tuple[bytes, bytes]]:
    """Runs the program in a world whose secrets come from the seed; what left to the partner."""
    for folder in (home.outbox, home.offers, home.editions):
        shutil.rmtree(folder)
        folder.mkdir()
    left: list[tuple[bytes, bytes]] = []
    with contextlib.suppress(RolledBack), transaction.atomic(), monkeypatch.context() as patched:
        world = _world(home, keys, patched, seed)
        for name, told in program:
            if name in PUBLIC:
                world.openly()
                getattr(world, name)(*told)
            else:
                with world.secretly():
                    getattr(world, name)(*told)
        world.openly()
        world.seal()
        left = world.left
        raise RolledBack
    return left


def _world(home: Any, keys: Any, patched: Any, seed: int) -> World:
    public, secret = Random("before the first act"), Random(seed)
    made: list[World] = []

    def random(size: int) -> bytes:
        return made[0].random(size) if made else public.randbytes(size)

    patched.setattr(identifier.new_identifier, "__defaults__", (random,))
    patched.setattr(age.encrypted, "__kwdefaults__", {"random": random})
    patched.setattr(sealing.seal_pouch, "__kwdefaults__", {"random": random})
    patched.setattr(holding.publish_offer, "__kwdefaults__", holding.publish_offer.__kwdefaults__ | {"random": random})
    bureau = open_bureau(home, SetClock(START), keys)
    fill_lookups(bureau)
    defined = authority.define(code="texts", titles={"en": "Texts"}, by=bureau.who("admin"), at=bureau.at())
    held = authority.propose(
        person=bureau.who("committee"), authority=defined, since=START.date(), until=None, by=bureau.who("admin"),
        at=bureau.at(),
    )  # fmt: skip
    authority.confirm(held=held, by=bureau.who("admin2"), at=bureau.at())
    made.append(World(bureau, secret, public, Random(0)))
    patched.setattr(Message._meta.get_field("id"), "_get_default", made[0].message)
    return made[0]


def shown(plaintext: bytes) -> bytes:
    """The plaintext with all that is compressed in its PDFs laid open."""
    opened = [plaintext]
    at = 0
    while (at := plaintext.find(b"%PDF-", at)) >= 0:
        end = plaintext.find(b"%%EOF", at)
        with contextlib.suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(plaintext[at : end + 6])) as paper:
            for held in paper.objects:
                if isinstance(held, pikepdf.Stream):
                    with contextlib.suppress(pikepdf.PdfError, zlib.error):
                        opened.append(held.read_bytes())
        at = end
    return b"\n".join(opened)
