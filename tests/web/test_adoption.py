"""Adoption at its pages: our government's stand on each conclusion, what the partner told, and telling ours."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.domain.cycle.minuting import conclusion
from tests.records.rows import make
from tests.web.signing import bureau, room, words_of
from verbale.domain.cycle import adoption
from verbale.records import models as records
from verbale.records.dispatch import Message
from verbale.records.minutes import Adoption

__all__ = ["bureau", "room"]


@pytest.fixture
def text(room):
    return room.minuting.agreed(room.minuting.revision(conclusion("1"), conclusion("2"))).text


@pytest.fixture
def decree(room):
    return make(records.Instrument, title="Decree 7", recorded_by=room.minuting.bureau.who("desk"))


def record(text, article="1"):
    return reverse("adoption-record", args=[text.pk, article])


def tell(text, article="1"):
    return reverse("adoption-tell", args=[text.pk, article])


def shown(room, text, handle="desk"):
    return words_of(room.get(handle, reverse("adoptions", args=[text.pk])))


def adopted(room, text, decree, **changed):
    told = {"adopted": "yes", "instrument": decree.pk, "agencies": "The library\nThe archive", "note": "In part"}
    return room.post("desk", record(text), **(told | changed))


def test_who_reaches_which_page(room, text, decree):
    adopted(room, text, decree)
    where = [reverse("adoptions", args=[text.pk]), record(text), tell(text)]
    expected = {
        "desk": [200, 200, 200], "committee": [200, 403, 403], "auditor": [200, 403, 403], "librarian": [403, 403, 403],
    }  # fmt: skip
    assert {handle: [room.get(handle, one).status_code for one in where] for handle in expected} == expected
    assert "Record anew" not in shown(room, text, "auditor")
    assert room.post("auditor", record(text), adopted="no").status_code == 403
    assert room.post("auditor", tell(text)).status_code == 403
    assert room.get("desk", record(text, "9")).status_code == 409
    assert room.get("desk", tell(text, "2")).status_code == 404


def test_a_conclusion_is_adopted_by_a_paper_with_its_agencies(room, text, decree):
    before = shown(room, text)
    assert before.count("not heard yet") == 4
    assert before.count("binds both sides") == 2
    assert adopted(room, text, decree).headers["Location"] == reverse("adoptions", args=[text.pk])
    row = Adoption.objects.get()
    assert (row.adopted, row.agencies, row.instrument, row.note) == (
        True, ["The library", "The archive"], decree, "In part"
    )  # fmt: skip
    page = shown(room, text, "auditor")
    assert "Our government (OURS) adopted" in page
    assert "In part (the partner does not see this)" in page
    assert "Decree 7" in page
    assert not Message.objects.filter(what="adoption").exists()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"instrument": ""}, "Name the paper by which the government adopts article 1."),
        ({"agencies": ""}, "binds us, so whoever adopts it names the agencies"),
        ({"adopted": ""}, "Our government: "),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(room, text, decree, changed, why):
    page = adopted(room, text, decree, **changed)
    assert page.status_code >= 400
    assert why in words_of(page)
    assert "In part" in page.content.decode()
    assert not Adoption.objects.exists()


def test_the_partner_learns_what_one_tells(room, text, decree):
    adopted(room, text, decree)
    assert "The note of our record is not told." in words_of(room.get("desk", tell(text)))
    room.post("desk", tell(text), agencies=["The library"], note="From May on")
    assert Message.objects.get(what="adoption").body == {
        "text": text.pk, "article": "1", "adopted": True, "agencies": ["The library"], "note": "From May on",
    }  # fmt: skip
    page = shown(room, text)
    assert "Tell the partner again" in page
    assert adopted(room, text, decree, adopted="no", instrument="", agencies="").status_code == 302
    page = shown(room, text)
    assert "Our government (OURS) not adopted" in page
    assert "Told to the partner not yet" in page


def test_the_partner_s_word_stands_beside_ours(room, text):
    said = {"text": text.pk, "article": "2", "adopted": False, "agencies": [], "note": "Without funds"}
    adoption.told(partner=room.minuting.bureau.partner, body=said, at=room.minuting.at())
    page = shown(room, text)
    assert "What THEIRS told not adopted" in page
    assert "Without funds" in page


def test_minutes_whose_wording_is_not_agreed_have_nothing_to_adopt(room):
    text = room.minuting.proposed()
    assert "The wording is not agreed yet" in shown(room, text)
    assert room.get("desk", record(text)).status_code == 409


def test_more_conclusions_cost_the_same(room, text, decree, django_assert_num_queries):
    many = room.minuting.agreed(
        room.minuting.revision(*(conclusion(str(number)) for number in range(1, 7)), number=2)
    ).text
    adopted(room, text, decree)
    for number in range(1, 7):
        made = {"adopted": "yes", "instrument": decree.pk, "agencies": "The library"}
        room.post("desk", record(many, str(number)), **made)
    client = room.client("auditor")
    client.get(reverse("adoptions", args=[text.pk]))
    with CaptureQueriesContext(connection) as first:
        client.get(reverse("adoptions", args=[text.pk]))
    with django_assert_num_queries(len(first)):
        client.get(reverse("adoptions", args=[many.pk]))
