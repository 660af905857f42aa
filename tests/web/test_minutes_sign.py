"""Signing minutes at a page, the signed paper, and the governments' approvals."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.domain.cycle.minuting import PASSPHRASE
from tests.records.rows import make
from tests.web.answer import status
from tests.web.signing import bureau, room, words_of
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_answer
from verbale.engines import signature
from verbale.records import models as records
from verbale.records.journal import JournalPayload
from verbale.records.minutes import GovernmentApproval, SignedPaper
from verbale.web.minutes_sign import SignForm

__all__ = ["bureau", "room"]


def address(name, minutes):
    return reverse(name, args=[minutes.text_id])


def signed_address(paper):
    return reverse("minutes-signed", args=[paper.minutes.text_id, paper.file_id])


@pytest.fixture
def minutes(room):
    return room.minuting.agreed()


@pytest.fixture
def concluded(room, minutes):
    first = room.minuting.signs(minutes)
    room.minuting.arrives(minutes, room.minuting.they_sign(room.minuting.bytes_of(first)))
    return minutes


def test_who_reaches_which_page(room, minutes):
    room.minuting.signs(minutes)
    read = ["minutes-blank-paper", "minutes-approved"]
    for handle, expected in {"desk": 200, "committee": 200, "auditor": 200, "admin": 200, "librarian": 403}.items():
        assert [status(room.get(handle, address(name, minutes))) for name in read] == [expected] * 2, handle
    signs = {handle: room.get(handle, address("minutes-sign", minutes)).status_code for handle in (
        "desk", "committee", "auditor", "admin", "librarian"
    )}  # fmt: skip
    assert signs == {"desk": 403, "committee": 200, "auditor": 403, "admin": 403, "librarian": 403}
    assert room.get("desk", reverse("minutes-approved", args=["x"])).status_code == 404


def test_the_paper_is_signed_with_a_passphrase(room, minutes):
    key = room.certificate()
    page = room.get("committee", address("minutes-sign", minutes))
    assert "Your signature is the first" in words_of(page)
    done = room.post("committee", address("minutes-sign", minutes), certificate=key.pk, secret=PASSPHRASE)
    assert (done.status_code, done.headers["Location"]) == (302, address("minutes-one", minutes))
    paper = SignedPaper.objects.get()
    assert [(one["side"], one["fingerprint"]) for one in paper.signatures] == [("OURS", key.fingerprint)]
    assert paper.signed_by.handle == "committee"
    answer = room.get("committee", address("minutes-sign", minutes))
    assert signed_address(paper) in answer.content.decode()
    page = words_of(answer)
    assert "Our side signed this paper on" in page
    assert "Franz Egli, Presidency, OURS" in page
    answer = room.get("desk", signed_address(paper))
    assert b"".join(answer.streaming_content) == room.minuting.bytes_of(paper)


def test_the_second_signature_comes_under_the_first(room):
    minutes = room.minuting.agreed(by_them=True)
    key = room.certificate()
    assert "THEIRS signs first" in words_of(room.get("committee", address("minutes-sign", minutes)))
    refused = room.post("committee", address("minutes-sign", minutes), certificate=key.pk, secret=PASSPHRASE)
    assert refused.status_code == 409
    room.minuting.arrives(minutes, room.minuting.they_sign(room.minuting.blank(minutes)))
    page = words_of(room.get("committee", address("minutes-sign", minutes)))
    assert "Your signature comes under the one that is there, and is the second of two." in page
    room.post("committee", address("minutes-sign", minutes), certificate=key.pk, secret=PASSPHRASE)
    assert [one["side"] for one in minutes_of.paper(room.minuting.fresh(minutes)).signatures] == ["THEIRS", "OURS"]


def test_a_wrong_passphrase_signs_nothing_and_is_not_shown(room, minutes):
    key = room.certificate()
    wrong = "nine green bottles"
    page = room.post("committee", address("minutes-sign", minutes), certificate=key.pk, secret=wrong)
    assert (page.status_code, SignedPaper.objects.count()) == (403, 0)
    assert "The passphrase does not open the key file" in words_of(page)
    assert wrong not in page.content.decode()
    assert not any(wrong in str(row.facts) for row in JournalPayload.objects.all())


def test_only_certificates_of_ours_with_a_key_here_are_offered(room, minutes, settings):
    # The keys of the bureau are in memory alone.
    assert "No certificate of ours with a key is there." in words_of(
        room.get("committee", address("minutes-sign", minutes))
    )
    key = room.certificate()
    page = room.get("committee", address("minutes-sign", minutes)).content.decode()
    assert key.pk in page
    assert 'name="token"' not in page
    settings.NODE = replace(settings.NODE, token_driver="/usr/lib/none.so")
    form = SignForm(room.minuting.bureau.who("committee"))
    assert len(form.fields["certificate"].choices) == 2
    assert list(form.fields) == ["certificate", "token", "key_label", "secret"]


def test_a_key_on_a_token(room, minutes, settings, monkeypatch):
    opened = []

    class OnToken:
        def __init__(self, token):
            opened.append(token)

        def __enter__(self):
            return signature.Signer.of(room.minuting.made["OURS"])

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(signature, "on_token", OnToken)
    settings.NODE = replace(settings.NODE, token_driver="/usr/lib/driver.so")
    certificate = room.minuting.made["OURS"].certificate
    (pk,) = [pk for pk, name in SignForm(room.minuting.bureau.who("committee")).fields["certificate"].choices]
    told = {"certificate": pk, "token": "desk", "secret": "4711"}
    page = room.post("committee", address("minutes-sign", minutes), **told)
    assert "Name the key as the token" in words_of(page)
    room.post("committee", address("minutes-sign", minutes), **told, key_label="minutes")
    assert [(str(one.module), one.token, one.key, one.pin, one.certificate.fingerprint) for one in opened] == [
        ("/usr/lib/driver.so", "desk", "minutes", "4711", certificate.fingerprint)
    ]
    assert SignedPaper.objects.count() == 1


def test_without_the_authority_or_the_second_factor_nobody_signs(room, minutes, settings):
    key = room.certificate()
    page = room.post("department", address("minutes-sign", minutes), certificate=key.pk, secret=PASSPHRASE)
    assert page.status_code == 403
    assert "does not hold the authority" in words_of(room.get("department", address("minutes-sign", minutes)))
    settings.DEMO = False
    answer = room.post("committee", address("minutes-sign", minutes), certificate=key.pk, secret=PASSPHRASE)
    assert answer.headers["Location"] == reverse("second-factor")
    assert not SignedPaper.objects.exists()


def test_a_stranger_is_led_to_sign_in(room, minutes):
    assert Client().get(address("minutes-sign", minutes)).status_code == 302
    assert Client().get(address("minutes-blank-paper", minutes)).status_code == 302


def test_no_paper_no_download(room, minutes):
    assert room.get("desk", reverse("minutes-signed", args=[minutes.text_id, "0" * 64])).status_code == 404
    assert room.get("desk", address("minutes-blank-paper", minutes)).content == room.minuting.blank(minutes)


# Approval of the governments


def test_the_desk_records_both_approvals(room, concluded):
    page = words_of(room.get("desk", address("minutes-approved", concluded)))
    assert page.count("awaited") >= 2
    assert "our desk records it from their note" in page
    on = room.minuting.at().date().isoformat()
    for side in ("OURS", "THEIRS"):
        done = room.post("desk", address("minutes-approved", concluded), side=side, on=on)
        assert done.headers["Location"] == address("minutes-approved", concluded)
    assert room.minuting.state(concluded) == "in force"
    page = words_of(room.get("auditor", address("minutes-approved", concluded)))
    assert "from the note of THEIRS, by Chiara Rossi" in page
    assert "by Chiara Rossi" in page
    assert sorted(GovernmentApproval.objects.values_list("side", flat=True)) == ["OURS", "THEIRS"]


def test_an_approval_is_refused_on_the_form(room, concluded):
    tomorrow = (room.minuting.at().date() + timedelta(days=2)).isoformat()
    page = room.post("desk", address("minutes-approved", concluded), side="OURS", on=tomorrow)
    assert page.status_code == 409
    assert "is yet to come" in words_of(page)
    assert tomorrow in page.content.decode()


def test_who_may_not_record_an_approval(room, concluded):
    assert "Record the approval" not in words_of(room.get("auditor", address("minutes-approved", concluded)))
    on = room.minuting.at().date().isoformat()
    assert room.post("auditor", address("minutes-approved", concluded), side="OURS", on=on).status_code == 403
    assert not GovernmentApproval.objects.exists()


def test_before_both_signed_no_approval_is_offered(room, minutes):
    page = words_of(room.get("desk", address("minutes-approved", minutes)))
    assert "once both signatures are on both nodes" in page
    assert "Record the approval" not in page


# Refusals


def test_why_the_partner_refused_our_paper_is_shown_and_we_sign_anew(room, minutes):
    room.minuting.answers(room.minuting.signs(minutes), "It was made with a certificate that nobody here knows.")
    for name in ("minutes-one", "minutes-sign", "minutes-verify"):
        page = words_of(room.get("committee", address(name, minutes)))
        assert "THEIRS refused the paper that we signed." in page, name
        assert "a certificate that nobody here knows." in page
    room.certificate()
    assert "Sign the paper" in words_of(room.get("committee", address("minutes-sign", minutes)))
    assert "refused by the partner, counts no longer" in words_of(room.get("desk", address("minutes-one", minutes)))


def test_why_their_paper_was_refused_here_is_shown(room):
    minutes = room.minuting.agreed(by_them=True)
    arrived = make(records.ArrivedPouch, partner=room.minuting.bureau.partner, number=99)
    minutes_answer.refuses(
        minutes=minutes, sha256="1" * 64, why="Nobody has signed it.", arrived=arrived, at=room.minuting.at()
    )
    page = words_of(room.get("auditor", address("minutes-one", minutes)))
    assert "The paper that THEIRS signed was refused here." in page
    assert "Nobody has signed it." in page
