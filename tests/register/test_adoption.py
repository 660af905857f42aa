"""Conclusions are references until a government adopts them and names who implements them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.domain.cycle.minuting import PASSPHRASE, conclusion
from tests.domain.cycle.minuting import revision as minutes_revision
from tests.records.rows import make
from tests.register.office import Office
from tests.register.test_minutes import signed_by_them, sitting
from tests.web.shelf import text_of
from verbale.domain.cycle import adoption, minutes_signing, signing_certificate
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.spine import text as texts
from verbale.engines import signature
from verbale.engines.agreement import Kind as Agreed
from verbale.records import models as records
from verbale.records.commitment import Commitment, CommitmentPart
from verbale.records.dispatch import Message
from verbale.records.text import Text

__all__ = ["sitting"]

AGENCIES = ["Institute of Hydrology", "State archive"]
REFERENCE = "is a reference: OURS has not adopted it"


@pytest.fixture
def concluded(office: Office, theirs: Any, sitting: SimpleNamespace) -> Text:
    """Minutes with two conclusions, signed by both sides."""
    desk, partner = office.desk, office.desk.partner
    sides = ("OURS", partner.code)
    said = minutes_revision(conclusion("1"), conclusion("2"), commission=sitting.commission.pk, sides=sides)
    one = texts.open_text(partner=partner, revision=said, by=desk.people["ada"], at=desk.tick())
    texts.set_authority(text=one, code="committee", by=desk.people["root"], at=desk.tick())
    one.refresh_from_db()
    carl: dict[str, Any] = {"by": desk.people["carl"], "second_factor": True}
    texts.approve(text=one, revision=said.hash, at=desk.tick(), **carl)
    theirs.does(Agreed.APPROVE, one, revision=said.hash)
    one.refresh_from_db()
    key = signing_certificate.key_path(sitting.ours.fingerprint)
    signer = signature.Signer.from_key_file(key, PASSPHRASE)
    minutes_signing.sign(minutes=minutes_of.of(one, desk.tick()), signer=signer, at=desk.tick(), **carl)
    signed_by_them(office, sitting, one)
    return one


def proposed(text: Text, article: str) -> Commitment:
    return Commitment.objects.get(agreed=text, article=article)


def in_charge(row: Commitment) -> list[str]:
    found = CommitmentPart.objects.filter(commitment=row, part="in charge").order_by("place")
    return list(found.values_list("who", flat=True))


class TestAdoption:
    def test_s17_a_conclusion_is_a_reference_until_a_government_adopts_it(self, office, concluded):
        office.send("ada", "commitments-take-up", concluded.pk)
        decree = make(records.Instrument, title="Decree 7", recorded_by=office.desk.people["ada"])
        self._by_page(office, concluded, decree.pk)
        self._by_command(office, concluded, decree.pk)
        told = [one.body for one in Message.objects.filter(what="adoption").order_by("place")]
        assert [(one["article"], one["adopted"], one["agencies"], one["note"]) for one in told] == [
            (article, True, AGENCIES[:1], "From May on") for article in ("1", "2")
        ]
        for article in ("1", "2"):
            row = proposed(concluded, article)
            assert (row.state, in_charge(row)) == ("open", AGENCIES)
        self._their_word(office, concluded)

    def _by_page(self, office: Office, text: Text, decree: str) -> None:
        row = proposed(text, "1")
        form = office.read("ada", "commitment-confirm", row.pk).context["form"]
        fields = {name: "" if value is None else value for name, value in form.initial.items()}
        refused = office.answered("ada", "commitment-confirm", row.pk, **fields)
        assert (refused.status_code, REFERENCE in text_of(refused)) == (409, True)
        office.send(
            "ada", "adoption-record", text.pk, "1", adopted="yes", instrument=decree, agencies="\n".join(AGENCIES),
            note="In part",
        )  # fmt: skip
        office.send("ada", "adoption-tell", text.pk, "1", agencies=AGENCIES[:1], note="From May on")
        office.send("ada", "commitment-confirm", row.pk, **fields)

    def _by_command(self, office: Office, text: Text, decree: str) -> None:
        row = proposed(text, "2")
        assert REFERENCE in office.refused("ada", "commitment", "confirm", row.pk)
        named = [word for agency in AGENCIES for word in ("--agency", agency)]
        office.run("ada", "adoption", "record", text.pk, "2", "--instrument", decree, *named, "--note", "In part")
        office.run("ada", "adoption", "tell", text.pk, "2", "--agency", AGENCIES[0], "--note", "From May on")
        office.run("ada", "commitment", "confirm", row.pk)

    def _their_word(self, office: Office, text: Text) -> None:
        """What the partner told stands beside ours."""
        said = {"text": text.pk, "article": "2", "adopted": False, "agencies": [], "note": "Without funds"}
        adoption.told(partner=office.desk.partner, body=said, at=office.desk.tick())
        rows = office.read("otto", "adoptions", text.pk).context["rows"]
        assert [
            (row.stand.ours.adopted, row.stand.ours.agencies, row.stand.theirs and row.stand.theirs.adopted)
            for row in rows
        ] == [(True, AGENCIES, None), (True, AGENCIES, False)]
        listed = office.run("otto", "adoption", "list", text.pk)
        assert [(row["ours"]["instrument"], row["theirs"] and row["theirs"]["note"]) for row in listed] == [
            ("Decree 7", None), ("Decree 7", "Without funds")
        ]  # fmt: skip
