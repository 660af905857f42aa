"""The demo: two nodes, invented records, the whole circle, a line a step; then both sides are served on loopback."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from verbale.engines import paper
from verbale.journeys.demo_carrier import StepFailed
from verbale.journeys.demo_cast import (
    ANSWER_DAYS,
    AUTHORITIES,
    CITED_CONFIDENTIAL,
    CITED_INTERNAL,
    CITED_PROVINCIAL,
    CITED_UNKNOWN,
    CITED_YEARBOOK,
    CLAUSE,
    FURTHER,
    KNOWN_FACTS,
    MEMORANDA,
    NAMES,
    OURS,
    TEXTS,
    THEIRS,
)  # fmt: skip
from verbale.journeys.demo_meeting import LEAD, Meeting
from verbale.journeys.demo_records import BATCHES, write_marc
from verbale.journeys.demo_walk import Say
from verbale.kernel.clock import SetClock
from verbale.kernel.errors import Refused, VerbaleError


class NotFresh(Refused):
    """{folder} holds an earlier demo. Choose another folder, or remove this one."""


MEETING_DAYS = 40
"""Days of the walk that the commission takes beside those until its session begins."""


def run(
    *, home: Path, catalogue: Path | None, ports: tuple[int, int], say: Say, now: datetime | None = None,
    progress: Say | None = None,
) -> list[dict[str, str]]:  # fmt: skip
    """Makes ``home``/ours and ``home``/theirs and walks the circle, saying a line a step.

    Returns the people who can sign in: side, address, handle, password, roles.
    """
    if home.exists() and any(home.iterdir()):
        raise NotFresh(folder=home)
    literature = (now or datetime.now(UTC)) - timedelta(days=ANSWER_DAYS + 12)
    clock = SetClock(literature - timedelta(days=LEAD + MEETING_DAYS))
    walk = _Walk(home, ports, clock, say, progress or (lambda text: None))
    walk.literature = literature.date()
    try:
        return walk.all(catalogue)
    finally:
        walk.close()


class _Walk(Meeting):
    """The steps in their order; each says what came of it. ``literature`` is the day on which its exchange begins."""

    literature: date

    def all(self, catalogue: Path | None) -> list[dict[str, str]]:
        self.make_nodes(_language(self._say))
        self.meet()
        self.agree_on_a_text()
        self.meet_in_commission()
        self.visit()
        self.until(self.literature)
        self.agree_on_rules()
        self.import_catalogue(catalogue)
        self.publish()
        self.order()
        self.decide()
        self.approve()
        self.mark_and_release()
        self.receive()
        self.answer()
        self.speak_of_commitments()
        self.settle()
        self.prepare_next()
        self.leave_work()
        return self.signs_in

    def meet(self) -> None:
        at = self.clock.forward(hours=2)
        self.ours.do("relations", partner=THEIRS, at=at)
        self.ours.do("log_talks", partner=THEIRS, at=at)
        self.ours.do("grant_authorities", holders=AUTHORITIES, since=at.date(), at=at)
        for side, holder in ((self.ours, "committee"), (self.theirs, "president")):
            held = {"texts": (TEXTS, holder), "memoranda": (MEMORANDA, holder)}
            side.do("grant_authorities", holders=held, since=at.date(), at=at)
        self.say("Talks logged, channels and contact unit named, authorities granted by two people each")

    def agree_on_a_text(self) -> None:
        """An agreement in two languages: proposed, countered, approved by both, concluded; then a programme waits."""
        text = self.ours.do("propose_agreement", partner=THEIRS, at=self.clock.forward(hours=1))
        self.say(f"{OURS} proposes an agreement in two languages, article by article ({text[:6]}…)")
        self.found_commission()
        self.exchange("the proposals", self.ours)
        changed = self.theirs.do("counter_agreement", text=text, handle="president", at=self.clock.forward(hours=1))
        self.say(f"{THEIRS} answers with a counter-proposal, which changes article {changed}, and approves that")
        self.answer_commission()
        self.exchange("the counter-proposal", self.theirs)
        hashed = self.ours.do("approve_agreement", text=text, handle="committee", at=self.clock.forward(hours=1))
        self.settle_commission()
        self.ours.do("propose_programme", partner=THEIRS, at=self.clock.forward(hours=1))
        self.exchange("the approval and a draft programme", self.ours)
        states = {side.do("state_of", text=text) for side in (self.ours, self.theirs)}
        self.say(f"Both sides hold the same text, {', '.join(states)} by both signatures: {hashed[:12]}…")

    def agree_on_rules(self) -> None:
        at = self.clock.forward(hours=1)
        self.ours.do("further_partner", code=FURTHER, names=NAMES[FURTHER], language="de", at=at)
        version = self.ours.do(
            "record_policy", partners=[THEIRS, FURTHER], clause=CLAUSE, in_force_from=date(1964, 2, 18), at=at
        )
        self.say(f"Policy “supply” checked, approved and in force as version {version}; used for {THEIRS}, {FURTHER}")

    def import_catalogue(self, catalogue: Path | None) -> None:
        at = self.clock.forward(hours=1)
        rows = self.ours.do("fill_lookups", at=at)
        with tempfile.TemporaryDirectory() as folder:
            for path, distribution in _sources(catalogue, Path(folder)):
                told = self.ours.do(
                    "import_file", path=str(path), name=path.name, distribution=distribution,
                    reason="Stated by the acquisitions department for the whole batch", at=at,
                )  # fmt: skip
                self.say(
                    f"Imported {path.name} as {distribution}: {told['records']} records, {told['faulty']} faulty"
                    f" ({rows} lookups)"
                )

    def publish(self) -> None:
        at = self.clock.forward(days=1)
        told = self.ours.do("publish", partner=THEIRS, at=at)
        self.say(f"Catalogue for {THEIRS}: {told['offered']} of {told['reviewed']} records may be supplied")
        self.exchange("the catalogue", self.ours)

    def order(self) -> None:
        at = self.clock.forward(days=1)
        found = self.search()
        for route in sorted(set(map(_route, found))):
            self.theirs.do(
                "order", partner=OURS, route=route, purpose="Research on hydrology and optics", at=at,
                items=[(item["identifier"], item["form"] or "photocopy") for item in found if _route(item) == route],
                citations=[CITED_UNKNOWN, CITED_CONFIDENTIAL] if route == "trading company" else [],
            )  # fmt: skip
        self.theirs.do(
            "order", partner=OURS, route="department", purpose="Comparison of stations", items=[],
            citations=[CITED_PROVINCIAL, CITED_INTERNAL], at=at,
        )  # fmt: skip
        self.say(f"{THEIRS} orders {len(found)} items of the catalogue and others by citation, each by its route")
        self.exchange("the orders", self.theirs)

    def search(self) -> list[dict[str, str]]:
        """The first hits of a few searches; of everything, where none of them finds anything."""
        chosen: dict[str, dict[str, str]] = {}
        for text in ("激光", "Wasser", "hydrology", "history"):
            found = self.theirs.do("find", partner=OURS, text=text, limit=2)
            if found["items"]:
                first = found["items"][0]["title"][:60]
                self.say(f"{THEIRS} searches “{text}”: {found['total']} found, first “{first}”")
            chosen.update({item["identifier"]: item for item in found["items"]})
        if not chosen:
            chosen.update(
                {item["identifier"]: item for item in self.theirs.do("find", partner=OURS, text="", limit=3)["items"]}
            )
        if not chosen:
            raise StepFailed(why="the partner's catalogue is empty")
        return list(chosen.values())

    def decide(self) -> None:
        at = self.clock.forward(days=1)
        self.ours.do("state_known_facts", facts=KNOWN_FACTS, at=at)
        for one in self.ours.do("decide_all", at=at):
            approvals = f"; approvals: {', '.join(one['approvals'])}" if one["approvals"] else ""
            self.say(f"Decided {one['line']}: {one['outcome']} by rule {one['rules']} — {one['basis']}{approvals}")

    def approve(self) -> None:
        at = self.clock.forward(days=1)
        for code, (titles, handle) in AUTHORITIES.items():
            refuse = CITED_INTERNAL if code == "committee" else ""
            told = self.ours.do("approve_all", authority_code=code, handle=handle, refuse=refuse, at=at)
            self.say(f"{titles['en']}: {', '.join(told) or 'nothing to approve'}")

    def mark_and_release(self) -> None:
        at = self.clock.forward(days=2)
        for told in self.ours.do("source_and_mark", at=at):
            self.say(f"Got and marked on every page: {told}")
        self.say(f"Released {self.ours.do('release_all', at=at)} lines")
        self.exchange("the deliveries", self.ours)

    def receive(self) -> None:
        count = self.theirs.do("confirm_all", at=self.clock.forward(days=1))
        self.say(f"{THEIRS} opened the pouch and confirmed receipt of {count} lines")
        self.exchange("the receipts", self.theirs)

    def answer(self) -> None:
        at = self.clock.forward(days=ANSWER_DAYS)
        told = self.ours.do("answer_due", at=at)
        self.say(f"Day of the answer: {_counted(told)}; the unknown and the withheld get the same words")
        self.exchange("the answers", self.ours)
        self.say(f"{THEIRS} sees its lines: {_counted(self.theirs.do('told_lines'))}")

    def settle(self) -> None:
        at = self.clock.now()
        for side, other, handle in ((self.ours, THEIRS, "desk"), (self.theirs, OURS, "librarian")):
            account = "; ".join(side.do("standing", partner=other, handle=handle, at=at))
            self.say(f"Account kept by {side.code}: {account}")
        for side in (self.ours, self.theirs):
            self.say(f"Journal of {side.code}: {side.do('verify')} entries verified, head signed and exported")

    def leave_work(self) -> None:
        """A newer order, for whoever signs in now: one line waits for approvals, the rest to be taken up."""
        at = self.clock.forward(hours=1)
        self.theirs.do(
            "order", partner=OURS, route="department", purpose="Comparison of surveys", items=[],
            citations=[CITED_YEARBOOK], at=at,
        )  # fmt: skip
        self.exchange("one more order", self.theirs)
        at = self.clock.forward(hours=1)
        self.ours.do("state_known_facts", facts=KNOWN_FACTS, at=at)
        self.ours.do("decide_all", at=at)
        found = self.theirs.do("find", partner=OURS, text="", limit=5)["items"]
        self.theirs.do(
            "order", partner=OURS, route="trading company", purpose="Teaching", at=at, citations=[CITED_UNKNOWN],
            items=[(item["identifier"], item["form"] or "photocopy") for item in found],
        )  # fmt: skip
        self.exchange("another order", self.theirs)
        self.say("Left to do: one line waits for approval, one order to be taken up")


def _language(say: Say) -> str:
    """The partner's language: Chinese, or Russian where no Chinese font is installed."""
    try:
        paper.families(["zh"])
    except VerbaleError as missing:
        say(f"    {missing.sentence()} The demo goes on in Russian.")
        return "ru"
    return "zh"


def _sources(catalogue: Path | None, folder: Path) -> list[tuple[Path, str]]:
    if catalogue is not None:
        return [(catalogue, "open")]
    paths = []
    for batch in BATCHES:
        path = folder / f"{batch}.mrc"
        write_marc(path, batch=batch)
        paths.append((path, batch))
    return paths


def _route(item: dict[str, str]) -> str:
    """By which route an item of the catalogue is asked for: what is exchanged, of the information institute."""
    return "trading company" if item["channel"] == "trading company" else "information institute"


def _counted(told: dict[str, int]) -> str:
    return ", ".join(f"{count} {word}" for word, count in told.items())
