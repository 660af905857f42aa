"""What leaves and what arrives, as the desk and the auditor see it."""

import pytest

from tests.domain.spine import pouches
from tests.web.shelf import sound_pdf, text_of
from verbale.domain.cycle import need as needs
from verbale.domain.spine import arrival, dispatch, document
from verbale.journeys.arrival import _ROUTES
from verbale.records.dispatch import Message, MessageState
from verbale.web.message_names import called


def queued(shelf, number=1):
    for _ in range(number):
        need = needs.open_order(
            partner=shelf.partner, route="department", purpose="", by=shelf.office.desk, at=shelf.clock.now()
        )
        needs.add_line(need=need, citation="River ice", by=shelf.office.desk, at=shelf.clock.now())
        needs.send(need=need, by=shelf.office.desk, at=shelf.clock.now())


def sealed(shelf):
    return pouches.sealed(shelf.partner, shelf.clock.now())


def refused(shelf, number=0):
    return arrival.refused(
        partner=shelf.partner, envelope=None, sha256=f"{number:064x}", size=10, file_name=f"odd-{number}.pouch",
        why="The signature is not that of FI-NHI.", at=shelf.clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize(("name", "administrator"), [("pouches", 200), ("arrivals", 200), ("releases", 403)])
def test_lists_are_for_the_desk_and_the_auditor_and_pouches_for_the_administrator(shelf, name, administrator):
    roles = ("desk", "auditor", "librarian", "approver", "administrator")
    assert [shelf.client(role).get(f"/{name}").status_code for role in roles] == [200, 200, 403, 403, administrator]


def test_pages_of_pouches_are_too(shelf):
    queued(shelf)
    addresses = [f"/pouches/{sealed(shelf).pk}", f"/arrivals/{refused(shelf).pk}"]
    for role, status in {"desk": 200, "auditor": 200, "librarian": 403}.items():
        assert [shelf.client(role).get(address).status_code for address in addresses] == [status] * 2
    assert [shelf.client("desk").get(f"/{name}/x").status_code for name in ("pouches", "arrivals")] == [404, 404]


@pytest.mark.parametrize(
    ("name", "words"),
    [("pouches", "Nothing waits"), ("arrivals", "The carrier opens"), ("releases", "Nothing was released")],
)
def test_empty_lists_say_what_to_do(shelf, name, words):
    assert words in text_of(shelf.client("desk").get(f"/{name}"))


def test_what_waits_and_what_the_carrier_does(shelf):
    queued(shelf)
    page = shelf.client("desk").get("/pouches")
    assert [(message.state, label) for message, label in page.context["waiting"]] == [
        (MessageState.QUEUED, "Order of ours")
    ]
    assert "verbale carrier run --once" in text_of(page)


def test_what_the_inspector_holds_is_said_with_the_reason(shelf):
    queued(shelf, 2)
    held = Message.objects.first()
    dispatch.hold(message=held, why="It names “x”.", at=shelf.clock.now())
    said = text_of(shelf.client("desk").get("/pouches"))
    assert said.count("Held back by the inspector") == 1
    assert "It names “x”." in said


def test_a_sealed_pouch_says_what_is_in_it(shelf):
    queued(shelf, 2)
    pouch = sealed(shelf)
    desk = shelf.client("desk")
    assert desk.get("/pouches").context["rows"] == [(pouch, ["Order of ours"])]
    page = desk.get(f"/pouches/{pouch.pk}")
    assert [label for _, label, _ in page.context["contents"]] == ["Order of ours"] * 2
    assert "not yet; the carrier does this" in text_of(page)
    dispatch.carried(pouch=pouch, at=shelf.clock.now())
    assert "Handed to the carrier" in text_of(desk.get(f"/pouches/{pouch.pk}"))


def test_a_refused_pouch_tells_the_sentence(shelf):
    pouch = refused(shelf)
    desk = shelf.client("desk")
    assert "The signature is not that of FI-NHI." in text_of(desk.get("/arrivals"))
    assert "The signature is not that of FI-NHI." in text_of(desk.get(f"/arrivals/{pouch.pk}"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_lists(shelf, number, django_assert_num_queries):
    for each in range(number):
        queued(shelf)
        sealed(shelf)
        refused(shelf, each)
    queued(shelf, number)
    desk = shelf.client("desk")
    with django_assert_num_queries(11):
        desk.get("/pouches")
    with django_assert_num_queries(9):
        desk.get("/arrivals")


def test_every_message_that_is_sent_or_taken_has_a_name():
    assert [what for what in _ROUTES if called(what) == what] == []


def released(shelf, number=1):
    """A release of one marked document for a line of ours, as if it left."""
    need = needs.open_order(
        partner=shelf.partner, route="department", purpose="", by=shelf.office.desk, at=shelf.clock.now()
    )
    file = document.examine(shelf.stored(sound_pdf() + b"%" * number, "marked.pdf"))
    marked = document.attach(
        thing=need, file=file, role="marked", file_name="marked.pdf", title=f"River ice {number}", caveat="open",
        by=shelf.office.desk, at=shelf.clock.now(),
    )  # fmt: skip
    return dispatch.release(
        partner=shelf.partner, thing=need, documents=[marked], basis="Article 3", caveat="open", body={},
        files={"marked.pdf": file}, what="delivery", by=shelf.office.desk, at=shelf.clock.forward(minutes=1),
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_releases_show_basis_marking_and_documents(shelf, number, django_assert_num_queries):
    acts = [released(shelf, each + 1) for each in range(number)]
    desk = shelf.client("desk")
    with django_assert_num_queries(8):
        page = desk.get("/releases")
    assert [release for release, *_ in page.context["rows"]] == acts[::-1]
    assert all(f"River ice {each + 1}" in text_of(page) for each in range(number))
    assert "Article 3" in text_of(page)


def test_a_recalled_release_says_by_whom(shelf):
    dispatch.recall(act=released(shelf), by=shelf.office.desk, at=shelf.clock.now())
    page = text_of(shelf.client("desk").get("/releases"))
    assert "recalled" in page
    assert "Desk Person" in page
