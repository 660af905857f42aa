"""Two signatures on one paper: ours here, theirs by what arrives; a paper that does not hold leaves nothing behind."""

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.minuting import conclusion, minuting
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_paper, minutes_signing, signing_certificate
from verbale.domain.spine import channel, text
from verbale.domain.spine.authority import NotHolder
from verbale.domain.spine.person import NeedsRole, NeedsSecondFactor
from verbale.engines import signature
from verbale.records.channel import Channel
from verbale.records.dispatch import Message, MessageFile
from verbale.records.document import StoredFile
from verbale.records.minutes import SignedPaper


@pytest.fixture
def room(bureau, monkeypatch):
    return minuting(bureau, monkeypatch)


def signers(paper):
    return [(one["side"], one["signer"].split(",")[0]) for one in paper.signatures]


def refused(room, minutes, data, *words, revision=""):
    """What arrived is refused with these words, and nothing of it is kept."""
    before = SignedPaper.objects.count(), acts(minutes)
    with pytest.raises(minutes_signing.BadPaper) as refusal:
        room.arrives(minutes, data, revision)
    for one in words:
        assert one in refusal.value.sentence()
    assert (SignedPaper.objects.count(), acts(minutes)) == before
    assert room.fresh(minutes).concluded_at is None


def test_the_first_signature_is_kept_and_told(room):
    minutes = room.agreed()
    paper = room.signs(minutes)
    assert (signers(paper), paper.signed_by, paper.revision) == (
        [("OURS", "Franz Egli")], room.bureau.who("committee"), room.revision().hash,
    )  # fmt: skip
    message = Message.objects.get(what="signed paper")
    assert (message.body, message.thing_id, paper.message) == (
        {"text": minutes.text_id, "revision": paper.revision, "sha256": paper.file_id}, minutes.pk, message,
    )  # fmt: skip
    assert [(one.name, one.file_id) for one in MessageFile.objects.filter(message=message)] == [
        ("minutes.pdf", paper.file_id)
    ]
    file = StoredFile.objects.get(pk=paper.file_id)
    assert (file.state, file.signed, file.media_type) == ("sound", True, "application/pdf")
    assert signature.first_revision(room.bytes_of(paper)) == room.blank(minutes)
    assert acts(minutes) == ["minutes.signed"]


def test_the_second_stands_on_the_first(room):
    minutes = room.agreed(by_them=True)
    theirs = room.arrives(minutes, room.they_sign(room.blank(minutes)))
    assert (signers(theirs), theirs.signed_by) == ([("THEIRS", "Lin Hai")], None)
    ours = room.signs(minutes)
    assert signers(ours) == [("THEIRS", "Lin Hai"), ("OURS", "Franz Egli")]
    assert room.bytes_of(ours).startswith(room.bytes_of(theirs))
    certificates = [signature.TrustedCertificate(side, room.made[side].certificate.pem) for side in ("OURS", "THEIRS")]
    verdict = signature.verify(
        room.bytes_of(ours), trusted=certificates, sides=("OURS", "THEIRS"), at=room.at(), paper=room.blank(minutes)
    )
    assert verdict.accepted
    assert [one.permits for one in verdict.signatures] == ["forms", None]


def test_the_second_side_does_not_sign_before_the_first(room):
    minutes = room.agreed(by_them=True)
    with pytest.raises(minutes_signing.SignsFirst) as refusal:
        room.signs(minutes)
    assert refusal.value.sentence().startswith("THEIRS signs first")
    assert not SignedPaper.objects.exists()


def test_a_side_signs_once(room):
    minutes = room.agreed()
    paper = room.signs(minutes)
    with pytest.raises(minutes_signing.SignedAlready):
        room.signs(minutes)
    room.arrives(minutes, room.they_sign(room.bytes_of(paper)))
    with pytest.raises(minutes_signing.SignedAlready):
        room.signs(minutes)
    assert Message.objects.filter(what="signed paper").count() == 1


def test_nothing_is_signed_before_the_wording_is_agreed(room):
    minutes = minutes_of.of(room.proposed(), room.at())
    with pytest.raises(minutes_paper.NotAgreed):
        room.signs(minutes)


def test_who_may_sign(room):
    minutes = room.agreed()
    with pytest.raises(NeedsSecondFactor):
        room.signs(minutes, second_factor=False)
    with pytest.raises(NeedsRole):
        room.signs(minutes, by=room.bureau.who("desk"))
    with pytest.raises(NotHolder):
        room.signs(minutes, by=room.bureau.who("department"))
    assert not SignedPaper.objects.exists()


def test_with_which_certificates_our_side_signs(room):
    minutes = room.agreed()
    room.key("stranger", "OURS", trusted=False)
    for key in ("stranger", "THEIRS"):
        with pytest.raises(minutes_signing.UnknownSigner):
            room.signs(minutes, signer=signature.Signer.of(room.made[key]))
    certificate = signing_certificate.find(room.made["OURS"].certificate.fingerprint)
    admin = {"by": room.bureau.who("admin"), "at": room.at()}
    signing_certificate.revoke(certificate=certificate, reason="Lost", **admin)
    with pytest.raises(minutes_signing.UnknownSigner):
        room.signs(minutes)
    assert not SignedPaper.objects.exists()


def test_an_expired_certificate_does_not_sign(room):
    minutes = room.agreed()
    room.at(days=701)
    with pytest.raises(signature.Expired):
        room.signs(minutes)


def test_not_while_we_catch_up_after_a_restore(room):
    minutes = room.agreed()
    stands = channel.of(room.bureau.partner)
    Channel.objects.filter(pk=stands.pk).update(catching_up=True)
    with pytest.raises(text.CatchingUp):
        room.signs(minutes)


def test_minutes_of_other_sides_are_not_signed(room):
    minutes = room.agreed(room.revision(sides=("OURS", "FURTHER")))
    with pytest.raises(minutes_of.OtherSides) as refusal:
        room.signs(minutes)
    assert refusal.value.sentence().startswith("These minutes are signed by OURS / FURTHER")


def test_a_partner_s_certificate_that_was_revoked_meanwhile_keeps_us_from_signing(room):
    minutes = room.agreed(by_them=True)
    room.arrives(minutes, room.they_sign(room.blank(minutes)))
    certificate = signing_certificate.find(room.made["THEIRS"].certificate.fingerprint)
    signing_certificate.revoke(certificate=certificate, reason="Lost", by=room.bureau.who("admin"), at=room.at())
    with pytest.raises(minutes_signing.WouldNotHold, match="has been revoked"):
        room.signs(minutes)
    assert SignedPaper.objects.count() == 1


# What arrives


def test_a_paper_of_another_revision(room):
    minutes = room.agreed(by_them=True)
    other = minutes_paper.prepared(room.revision(conclusion("2"))).data
    refused(room, minutes, room.they_sign(other), "What was signed is not the paper that was expected.")
    with pytest.raises(minutes_signing.NotThisRevision):
        room.arrives(minutes, room.they_sign(room.blank(minutes)), "0" * 64)


def test_a_tampered_paper(room):
    minutes = room.agreed(by_them=True)
    good = room.they_sign(room.blank(minutes))
    at = good.index(b"/Type")
    refused(room, minutes, good[:at] + b"/Tyqe" + good[at + 5 :], "The paper that THEIRS signed is not accepted")
    refused(room, minutes, good[:-20], "is not accepted")
    refused(room, minutes, good + b"\n% more\n", "Something was appended to the file")
    refused(room, minutes, b"nothing", "The file is not a PDF")
    refused(room, minutes, room.blank(minutes), "Nobody has signed this paper")


def test_a_paper_by_an_unknown_certificate(room):
    minutes = room.agreed(by_them=True)
    room.key("stranger", "THEIRS", trusted=False)
    refused(
        room, minutes, room.they_sign(room.blank(minutes), "stranger"),
        "was made with a certificate that nobody here knows", "The signature of “THEIRS” is missing.",
    )  # fmt: skip


def test_a_paper_by_a_certificate_that_was_added_and_not_compared(room):
    minutes = room.agreed(by_them=True)
    room.key("second", "THEIRS", trusted=False)
    pem = room.made["second"].certificate.pem
    row = signing_certificate.add(
        side=room.bureau.partner, pem=pem, by=room.bureau.who("admin"), at=room.at()
    )  # fmt: skip
    data = room.they_sign(room.blank(minutes), "second")
    refused(room, minutes, data, "nobody here knows")
    signing_certificate.confirm(
        certificate=row, fingerprint=row.fingerprint, by=room.bureau.who("admin"), at=room.at(), second_factor=True
    )
    assert signers(room.arrives(minutes, data)) == [("THEIRS", "Lin Hai")]


@pytest.mark.parametrize(("before", "words"), [(True, "was revoked before"), (False, "has been revoked")])
def test_a_paper_by_a_revoked_certificate(room, before, words):
    minutes = room.agreed(by_them=True)
    early = None if before else room.they_sign(room.blank(minutes))
    certificate = signing_certificate.find(room.made["THEIRS"].certificate.fingerprint)
    signing_certificate.revoke(certificate=certificate, reason="Lost", by=room.bureau.who("admin"), at=room.at())
    refused(room, minutes, early or room.they_sign(room.blank(minutes)), words)


def test_the_first_signature_is_the_depositary_s(room):
    minutes = room.agreed()
    alone = room.they_sign(room.blank(minutes))
    refused(room, minutes, alone, "OURS has to sign first.")
    refused(room, minutes, room.they_sign(alone, "OURS", "OURS"), "OURS has to sign first.")


def test_a_paper_that_lacks_the_partner_s_own_signature(room):
    minutes = room.agreed()
    refused(room, minutes, room.they_sign(room.blank(minutes), "OURS", "OURS"), "The signature of “THEIRS” is missing.")


def test_a_signature_in_the_other_side_s_field(room):
    minutes = room.agreed(by_them=True)
    refused(room, minutes, room.they_sign(room.blank(minutes), "THEIRS", "OURS"), "not its side's")


def test_the_same_paper_again_changes_nothing(room):
    minutes = room.agreed(by_them=True)
    data = room.they_sign(room.blank(minutes))
    first = room.arrives(minutes, data)
    assert room.arrives(minutes, data).pk == first.pk
    assert acts(minutes) == ["minutes.paper arrived"]


def test_our_paper_that_comes_back_shows_that_it_is_there(room):
    minutes = room.agreed(by_them=True)
    room.arrives(minutes, room.they_sign(room.blank(minutes)))
    ours = room.signs(minutes)
    assert room.state(minutes) == "signed by both"
    assert room.arrives(minutes, room.bytes_of(ours)).pk == ours.pk
    assert room.state(minutes) == "in force"


def test_another_paper_with_the_same_signatures_is_refused(room):
    minutes = room.agreed(by_them=True)
    room.arrives(minutes, room.they_sign(room.blank(minutes)))
    with pytest.raises(minutes_signing.HeldAlready):
        room.arrives(minutes, room.they_sign(room.blank(minutes)))
    assert SignedPaper.objects.count() == 1
