"""The demo's walk through a joint commission: founded, met, minutes in two languages signed by both, and kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from verbale.journeys.demo_cast import OURS, THEIRS
from verbale.journeys.demo_commission_cast import COMMISSION, HEADS
from verbale.journeys.demo_walk import Walk

PASSPHRASES = {OURS: "level gauge at the old bridge", THEIRS: "nine wells and a ferry"}
"""Under which the demo's signing keys are kept."""
SIGNERS = {OURS: "committee", THEIRS: "president"}
LEAD = 40
"""Days between the plan of the session and its first day."""


class Meeting(Walk):
    """The steps of the commission, between the first agreement and the exchange of literature."""

    def found_commission(self) -> None:
        """Both texts go with what is carried next; `settle_commission` approves them."""
        self.texts = self.ours.do("propose_commission", partner=THEIRS, at=self.clock.forward(hours=1))
        self.say(f"{OURS} proposes to found the {COMMISSION['en'].lower()}, under a statute of ten duties")

    def answer_commission(self) -> None:
        self.theirs.do("approve_texts", named=self.texts, handle="president", at=self.clock.forward(hours=1))

    def settle_commission(self) -> None:
        self.ours.do("approve_texts", named=self.texts, handle="committee", at=self.clock.forward(hours=1))

    def meet_in_commission(self) -> None:
        founded = {"founded": self.texts[0], "number": 1}
        self.prepare(founded)
        text = self.agree_on_minutes(founded)
        self.sign(text)
        self.adopt(text)

    def prepare(self, founded: dict[str, Any]) -> None:
        at = self.clock.forward(days=1)
        begins = (at + timedelta(days=LEAD)).date()
        self.days = {
            "first": begins, "last": begins + timedelta(days=3), "answer": begins + timedelta(days=50),
            "catalogues": begins + timedelta(days=75), "visits": begins + timedelta(days=300),
        }  # fmt: skip
        self.ours.do("plan_session", founded=self.texts[0], begins=begins, at=at)
        self.ours.do("prepare_session", handle="committee", at=self.clock.forward(hours=1), **founded)
        self.exchange("the plan of session 1, a memorandum and a delegation", self.ours)
        self.theirs.do("prepare_session", handle="president", at=self.clock.forward(days=7), **founded)
        self.exchange("the other memorandum and delegation", self.theirs)
        entries = self.ours.do("merged_agenda", **founded)
        self.say(f"Both agendas merge into one of {len(entries)} items: {'; '.join(entries)}")

    def agree_on_minutes(self, founded: dict[str, Any]) -> str:
        self.until(self.days["last"])
        self.ours.do("hold_session", partner=THEIRS, at=self.clock.forward(hours=1), **founded)
        told = {**founded, "days": self.days}
        text: str = self.ours.do("propose_minutes", partner=THEIRS, at=self.clock.forward(hours=1), **told)
        self.exchange("the minutes", self.ours)
        found = self.theirs.do("differences", text=text, at=self.clock.now())
        self.say(f"{THEIRS} compares both languages of the minutes: {len(found)} differences, first {found[0]}")
        self.theirs.do("correct_minutes", text=text, handle="president", at=self.clock.forward(hours=1), **told)
        self.exchange("the corrected minutes", self.theirs)
        left = self.ours.do("differences", text=text, at=self.clock.now())
        self.ours.do("approve_texts", named=[text], handle="committee", at=self.clock.forward(hours=1))
        self.say(f"{OURS} approves the correction: {len(left)} differences are left, the wording is agreed")
        return text

    def sign(self, text: str) -> None:
        keys = {}
        for side, other in ((self.ours, self.theirs), (self.theirs, self.ours)):
            head, office = HEADS[side.code]
            keys[side.code] = side.do(
                "certify", person=head["en"], office=office["en"], passphrase=PASSPHRASES[side.code],
                at=self.clock.forward(hours=1),
            )  # fmt: skip
            other.do("trust", partner=side.code, at=self.clock.forward(hours=1), **keys[side.code])
        for side, what in ((self.ours, "the paper with one signature"), (self.theirs, "the paper with both")):
            side.do(
                "sign_minutes", text=text, fingerprint=keys[side.code]["fingerprint"], handle=SIGNERS[side.code],
                passphrase=PASSPHRASES[side.code], at=self.clock.forward(hours=1),
            )  # fmt: skip
            self.exchange(what, side)
        states = [side.do("state_of_minutes", text=text, at=self.clock.now()) for side in (self.ours, self.theirs)]
        self.say(f"Both signed the same paper, and both hold it; the minutes are {' and '.join(sorted(set(states)))}")

    def adopt(self, text: str) -> None:
        self.minutes = text
        kept = []
        for side, agency in ((self.ours, "Office for water"), (self.theirs, "Hydrological service")):
            kept.append(
                side.do(
                    "adopt_conclusions", text=text, title="Decree on the conclusions of session 1",
                    agencies=[agency], at=self.clock.forward(days=2),
                )
            )  # fmt: skip
        self.exchange("what both governments adopt", self.ours)
        self.say(f"Each government adopts the conclusions; {kept[0]} and {kept[1]} commitments are kept until done")

    def speak_of_commitments(self) -> None:
        """One commitment is done; the other side begs pardon for its delay."""
        self.ours.do(
            "tell_of_commitment", text=self.minutes, article="1", state="done", reason="Sent by post", apology="",
            at=self.clock.forward(hours=1),
        )  # fmt: skip
        self.theirs.do(
            "tell_of_commitment", text=self.minutes, article="2", state="under way",
            reason="The field work is not finished", apology="We ask you to excuse the delay.",
            at=self.clock.forward(hours=1),
        )  # fmt: skip
        self.exchange("words on two commitments", self.theirs)
        self.say(f"{OURS} has done one of them; {THEIRS} says why it is late with another")

    def visit(self) -> None:
        """What our side does besides: a visit and its report, a programme; nothing of it is carried."""
        at = self.clock.forward(days=10)
        told = self.ours.do("visit_partner", partner=THEIRS, begins=(at - timedelta(days=8)).date(), at=at)
        self.say(f"{OURS} checks a working visit against its directive: {told}")
        found = self.ours.do("bring_report", partner=THEIRS, at=self.clock.forward(hours=1))
        self.say(f"The report is read in: {len(found)} proposed commitments, first “{found[0][:60]}”")
        many = self.ours.do("record_programme", partner=THEIRS, at=self.clock.forward(hours=1))
        self.say(f"A long-term programme is recorded with {many} complexes of subjects, by sector")

    def prepare_next(self) -> None:
        """The circle closes: the next memorandum is drafted from what is open."""
        at = self.clock.forward(hours=1)
        asked = self.ours.do("draft_next", founded=self.texts[0], begins=at.date() + timedelta(days=200), at=at)
        self.say(f"Session 2 is planned, and our memorandum drafted from {asked} open commitments and the account")

    def until(self, day: date) -> None:
        """Lets the days pass until this one."""
        self.clock.forward(days=max(0, (day - self.clock.now().date()).days))
