"""Minutes in both languages, signed by representatives of both sides."""

from __future__ import annotations

import io
from datetime import timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from tests.domain.cycle.minuting import PASSPHRASE, conclusion
from tests.domain.cycle.minuting import revision as minutes_revision
from tests.domain.cycle.sitting import found, govern
from tests.records.rows import make
from tests.register.office import Office
from tests.web.shelf import text_of
from tests.web.sitting_room import SAME, WRONG, filled, form_of
from verbale.domain.cycle import minutes_signing, signing_certificate
from verbale.domain.cycle import session as sessions
from verbale.domain.spine import document
from verbale.engines import signature
from verbale.engines.agreement import Kind as Agreed
from verbale.engines.agreement import Revision, as_plain
from verbale.records import files
from verbale.records import models as records
from verbale.records.minutes import Minutes, SigningCertificate
from verbale.records.session import Session
from verbale.records.text import Text

OTHER_DAY = (SAME[0], WRONG.text["ru"])


@pytest.fixture
def sitting(office: Office, monkeypatch: Any) -> SimpleNamespace:
    """A commission with two sessions to come; both sides have a key to sign with, and each other's certificate."""
    monkeypatch.setattr(signature.isolated, "verify", signature.verify)
    desk = office.desk
    bureau: Any = SimpleNamespace(partner=desk.partner, at=desk.tick)
    commission = found(bureau)
    govern(bureau, commission)
    planned = [
        sessions.plan(commission=commission, begins=day, ends=day, place="Bern", by=desk.people["ada"], at=desk.tick())
        for day in ("2027-05-10", "2027-10-10")
    ]
    root, at = desk.people["root"], desk.tick()
    ours = signing_certificate.make(person="Carl", office="Presidency", passphrase=PASSPHRASE, by=root, at=at)
    subject = signature.Subject(side=desk.partner.code, office="Presidency", person="Lin Hai")
    key = signature.new_key()
    theirs = signature.make_certificate(
        subject, key, valid_from=at, valid_until=at + timedelta(days=700), random=Random(1).randbytes
    )
    kept = signing_certificate.add(side=desk.partner, pem=theirs.pem, by=root, at=desk.tick())
    signing_certificate.confirm(
        certificate=kept, fingerprint=theirs.fingerprint, by=root, at=desk.tick(), second_factor=True
    )
    return SimpleNamespace(commission=commission, sessions=planned, ours=ours, key=signature.SigningKey(theirs, key))


def written_at_the_page(office: Office, session: Session) -> Text:
    """Two articles side by side, compared, reviewed, proposed."""
    first = office.read("ada", "minutes-write", session.pk)
    page = office.answered(
        "ada", "minutes-write", session.pk, **form_of(first) | {"languages": "zh, ru"}, do="languages"
    )
    sent = filled(page, SAME, OTHER_DAY)
    compared = office.answered("ada", "minutes-write", session.pk, **sent, do="check")
    assert len(compared.context["articles"][2][1].found) == 1
    review = office.answered("ada", "minutes-write", session.pk, **sent, do="review")
    made = office.send(
        "ada", "minutes-write", session.pk, content=review.context["content"], do="propose", note="", respond_by=""
    )
    return Text.objects.get(pk=made.headers["Location"].rsplit("/", 1)[-1])


def written_at_the_terminal(office: Office, sitting: SimpleNamespace, tmp_path: Any) -> Text:
    sides = ("OURS", office.desk.partner.code)
    said = minutes_revision(conclusion(), WRONG, commission=sitting.commission.pk, sides=sides, number=2)
    file = tmp_path / "minutes.txt"
    file.write_text(as_plain(said), "utf-8")
    made = office.run("ada", "minutes", "write", str(file), "--partner", office.desk.partner.code)
    return Text.objects.get(pk=made["id"])


def signed_by_them(office: Office, sitting: SimpleNamespace, text: Text) -> None:
    """The paper comes back from the partner with both signatures."""
    minutes, partner = Minutes.objects.get(text=text), office.desk.partner
    held = minutes.papers.get()
    with files.read(held.file_id) as stream:
        data = signature.sign(
            stream.read(), side=partner.code, signer=signature.Signer.of(sitting.key), at=office.desk.tick()
        )
    kept = document.store(io.BytesIO(data), name="minutes.pdf", at=office.desk.tick())
    arrived = make(records.ArrivedPouch, partner=partner, number=records.ArrivedPouch.objects.count() + 1)
    minutes_signing.told(minutes=minutes, file=kept, revision=held.revision, arrived=arrived, at=office.desk.tick())


def exact_of(text: Text) -> str:
    return str(text.revisions.get().hash)


class TestMinutes:
    def test_s16_minutes_in_both_languages_signed_by_both_sides(self, office, theirs, sitting, tmp_path):
        one = written_at_the_page(office, sitting.sessions[0])
        other = written_at_the_terminal(office, sitting, tmp_path)
        for text in (one, other):
            said = Revision.of_json(text.revisions.get().content)
            assert (said.languages, said.untranslated()) == (("zh", "ru"), ())
        office.send("root", "text-authority", one.pk, code="committee")
        office.run("root", "text", "authority", other.pk, "committee")
        self._approved_with_reasons(office, theirs, one, other)
        key = tmp_path / "passphrase"
        key.write_text(PASSPHRASE)
        office.send("carl", "minutes-sign", one.pk, certificate=sitting.ours.pk, secret=PASSPHRASE)
        print_ = SigningCertificate.objects.get(pk=sitting.ours.pk).fingerprint[:8]
        office.run("carl", "minutes", "sign", other.pk, "--certificate", print_, "--passphrase-file", str(key))
        for text in (one, other):
            signed_by_them(office, sitting, text)
        self._seen_and_verified(office, one, other, tmp_path)

    def _approved_with_reasons(self, office: Office, theirs: Any, one: Text, other: Text) -> None:
        """Where the languages differ, the approval asks for a reason; then both sides agree on the wording."""
        page = office.read("ada", "minutes-check", one.pk, exact_of(one))
        asked = office.read("carl", "text-approve", one.pk, exact_of(one)).context["form"].keys
        assert (page.context["open"], len(asked)) == (page.context["all"], page.context["all"])
        refused = office.answered("carl", "text-approve", one.pk, exact_of(one), note="")
        assert refused.status_code == 422
        office.send("carl", "text-approve", one.pk, exact_of(one), note="", **dict.fromkeys(asked, "By each calendar"))
        said = office.refused("carl", "text", "approve", other.pk, exact_of(other))
        assert "accept each difference with a reason" in said
        for each in office.told("carl", "minutes", "check", other.pk)["findings"]:
            accepted = ("--accept", each["key"], "--reason", "By each calendar")
            office.told("carl", "minutes", "check", other.pk, *accepted)
        assert office.told("carl", "minutes", "check", other.pk)["open"] == 0
        office.run("carl", "text", "approve", other.pk, exact_of(other))
        for text in (one, other):
            theirs.does(Agreed.APPROVE, text, revision=exact_of(text))

    def _seen_and_verified(self, office: Office, one: Text, other: Text, tmp_path: Any) -> None:
        sides = ["OURS", office.desk.partner.code]
        for text in (one, other):
            page = text_of(office.read("otto", "minutes-one", text.pk))
            assert [words in page for words in ("Concluded and in force", "for OURS: Carl", "Lin Hai")] == [True] * 3
            assert office.read("otto", "minutes-verify", text.pk).context["verdict"].accepted
            path = tmp_path / f"{text.pk}.pdf"
            office.run("otto", "minutes", "paper", text.pk, "--signed", "--save", str(path))
            verified = office.run("otto", "minutes", "verify", str(path))
            assert (verified["accepted"], sorted(verified["sides"])) == (True, sorted(sides))
        rows = office.read("otto", "minutes").context["rows"]
        listed = office.run("otto", "minutes", "list")
        assert [list(row["standing"].signed_by) for row in rows] == [row["signed_by"] for row in listed] == [sides] * 2
        xml = office.read("otto", "minutes-xml", one.pk, exact_of(one), language="ru")
        assert b"akomaNtoso" in xml.content
