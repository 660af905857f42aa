"""Signed minutes leave without a marking, by the act of signing them here, and by nothing else (COMMISSION.md, 6.4)."""

import pytest

from tests.carrier.channel import rounds
from tests.carrier.conftest import bureau
from tests.domain.cycle.bureau import pdf
from tests.domain.cycle.sitting import in_force
from tests.engines.signature import papers
from tests.records.rows import make
from verbale.domain.spine import dispatch
from verbale.engines import agreement
from verbale.records import models as records
from verbale.records.dispatch import Message, MessageFile
from verbale.records.minutes import SignedPaper

__all__ = ["bureau"]


@pytest.fixture
def minutes(bureau):
    article = agreement.Article("1", {}, {"en": "A list."}, ("conclusion",))
    text = in_force(bureau, agreement.Revision("minutes", ("en",), {"en": "Minutes"}, (article,)))
    return make(records.Minutes, text=text)


def told(bureau, minutes, data=None, what="signed paper", name="minutes.pdf", body=None, **changed):
    """A message with the paper, and the act that names it."""
    file = bureau.store(data or papers.signed_by_one())
    said = {"text": minutes.text_id, "revision": minutes.text.in_force, "sha256": file.sha256} | (body or {})
    message = dispatch.queue(
        partner=bureau.partner, what=what, body=said, thing=minutes, at=bureau.at(), files={name: file}
    )
    act = {
        "minutes": minutes, "revision": minutes.text.in_force, "file": file, "message": message,
        "signed_by": bureau.who("committee"), "at": bureau.at(),
    } | changed  # fmt: skip
    make(SignedPaper, **act)
    return message


def held(bureau, message):
    """Why the message stays, alone or with its pouch; empty if it left."""
    done = rounds(bureau)
    row = Message.objects.get(pk=message.pk)
    assert (row.state == "sealed") == (done["faults"] == [])
    return " ".join(done["faults"])


@pytest.mark.parametrize("data", [papers.signed_by_one, papers.signed_by_both], ids=["one", "both"])
def test_what_we_signed_leaves(bureau, minutes, data):
    assert held(bureau, told(bureau, minutes, data())) == ""


def test_what_nobody_here_signed_stays(bureau, minutes):
    assert held(bureau, told(bureau, minutes, signed_by=None)) != ""


def test_a_file_that_the_act_does_not_name_stays(bureau, minutes):
    message = told(bureau, minutes)
    MessageFile.objects.filter(message=message).update(file=bureau.store(papers.signed_by_both()))
    assert held(bureau, message) != ""


def test_a_second_file_stays(bureau, minutes):
    message = told(bureau, minutes)
    MessageFile.objects.create(message=message, name="annex.pdf", file=bureau.store(pdf()))
    assert held(bureau, message) != ""


@pytest.mark.parametrize("name", ["list.pdf", "1-document.pdf"])
def test_a_paper_of_another_name_stays(bureau, minutes, name):
    assert held(bureau, told(bureau, minutes, name=name)) != ""


@pytest.mark.parametrize("body", [{"sha256": "0" * 64}, {"revision": "0" * 64}, {"text": "0" * 26}, {"note": ""}])
def test_a_message_that_says_other_than_its_act_stays(bureau, minutes, body):
    assert held(bureau, told(bureau, minutes, body=body)) != ""


@pytest.mark.parametrize(
    ("data", "why"), [(papers.prepared, "nobody has signed it"), (pdf, "its form is not that of two signatures")],
    ids=["unsigned", "other"],
)  # fmt: skip
def test_a_paper_that_is_none_stays_though_an_act_names_it(bureau, minutes, data, why):
    assert why in held(bureau, told(bureau, minutes, data()))


def test_another_partner_s_minutes_stay(bureau, minutes):
    message = told(bureau, minutes)
    records.Text.objects.filter(pk=minutes.text_id).update(partner=bureau.third)
    assert held(bureau, message) != ""


@pytest.mark.parametrize("what", ["recall", "memorandum", "commitment"])
def test_no_other_message_takes_it_along(bureau, minutes, what):
    assert held(bureau, told(bureau, minutes, what=what)) != ""
