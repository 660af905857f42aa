"""What leaves: queued with the act, released under a basis, sealed once, and called back only before."""

import pytest

from tests.domain.spine.told import acts, last
from tests.records.rows import HASH, make
from verbale.domain.spine import dispatch, marking
from verbale.records import models as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(partner, thing, now):
    def act(to=partner, **facts):
        given = {"what": "answer", "body": {"order": "1"}, "thing": thing, "at": now}
        return dispatch.queue(partner=to, **(given | facts))

    return act


@pytest.fixture
def document(thing):
    file = make(records.StoredFile, state="sound")
    return make(records.Document, file=file, role="marked", caveat="open", thing_kind=thing.kind, thing_id=thing.pk)


@pytest.fixture
def release(partner, thing, document, desk, now):
    def act(**facts):
        given = {
            "partner": partner, "thing": thing, "documents": [document], "basis": "Article 4", "caveat": "open",
            "body": {"line": "1"}, "files": {"1.pdf": document.file}, "what": "delivery", "by": desk, "at": now,
        }  # fmt: skip
        return dispatch.release(**(given | facts))

    return act


@pytest.fixture
def seal(partner, now):
    """Seals what waits for a partner, as the carrier does."""

    def act(to=partner):
        number, previous = dispatch.next_in_channel(to)
        return dispatch.sealed(
            partner=to, messages=dispatch.waiting(to), number=number, previous=previous,
            envelope_hash=f"{number:064x}", sha256=HASH, size=9, file_name=f"{number}.pouch", at=now,
        )  # fmt: skip

    return act


def test_a_message_waits_with_its_files(queue, partner, thing):
    files = {name: make(records.StoredFile) for name in ("b.pdf", "a.pdf")}
    message = queue(files=files)
    assert dispatch.waiting(partner) == [message]
    assert (message.what, message.body, message.thing_kind, message.thing_id, message.state) == (
        "answer", {"order": "1"}, "order", thing.pk, "queued",
    )  # fmt: skip
    assert list(message.files.values_list("name", "file")) == [
        ("a.pdf", files["a.pdf"].sha256), ("b.pdf", files["b.pdf"].sha256),
    ]  # fmt: skip


def test_messages_wait_in_the_order_they_came(queue, partner, clock):
    made = [queue(at=clock.forward(minutes=-minutes)) for minutes in (1, 2, 3)]
    assert dispatch.waiting(partner) == made[::-1]


def test_one_partner_is_no_other(queue, partner, third):
    message = queue()
    queue(third)
    assert dispatch.waiting(partner) == [message]


def test_a_release_says_on_which_basis_what_leaves(release, partner, thing, document, desk):
    act = release()
    assert (list(act.documents.all()), act.basis, act.marking, act.released_by) == (
        [document],
        "Article 4",
        "open",
        desk,
    )
    assert dispatch.waiting(partner) == [act.message]
    assert dispatch.release_of(thing) == act
    assert last() == {
        "act": "released", "by": "Liisa Koski", "thing": ("order", thing.pk), "basis": "Article 4",
        "facts": {"documents": [document.file_id], "marking": "open", "partner": "FI-NHI"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"basis": ""}, dispatch.NoBasis),
        ({"basis": "  "}, dispatch.NoBasis),
        ({"documents": []}, dispatch.NothingToRelease),
        ({"caveat": "internal"}, marking.NotMarked),
    ],
)
def test_what_may_not_leave_does_not(release, partner, facts, error):
    with pytest.raises(error):
        release(**facts)
    assert (dispatch.waiting(partner), records.Release.objects.count(), acts()) == ([], 0, [])


def test_no_other_file_goes_along(release, partner, document):
    with pytest.raises(dispatch.NotOfRelease) as caught:
        release(files={"1.pdf": document.file, "2.pdf": make(records.StoredFile, state="sound")})
    assert caught.value.facts == {"name": "2.pdf"}
    assert dispatch.waiting(partner) == []


def test_a_bound_document_does_not_leave(release, partner, third, document, now):
    marking.receive(file=document.file, party=third, caveat="internal", text="", bars_onward_release=True, at=now)
    with pytest.raises(marking.BoundByMark):
        release()
    assert dispatch.waiting(partner) == []


def test_a_release_is_recalled_before_sealing(release, partner, thing, desk, now):
    act = release()
    dispatch.recall(act=act, by=desk, at=now)
    act.refresh_from_db()
    assert (act.recalled_by, act.recalled_at, act.message.state) == (desk, now, "recalled")
    assert (dispatch.waiting(partner), dispatch.release_of(thing)) == ([], None)
    assert acts() == ["released", "release.recalled"]


def test_nothing_is_recalled_twice(release, desk, now):
    act = release()
    dispatch.recall(act=act, by=desk, at=now)
    with pytest.raises(dispatch.AlreadyRecalled):
        dispatch.recall(act=act, by=desk, at=now)


def test_after_sealing_it_is_too_late(release, seal, thing, desk, now):
    act = release()
    seal()
    with pytest.raises(dispatch.TooLate) as caught:
        dispatch.recall(act=act, by=desk, at=now)
    assert caught.value.facts == {"number": 1}
    assert dispatch.release_of(thing) == act


def test_a_thing_may_be_released_again(release, thing, desk, clock):
    dispatch.recall(act=release(), by=desk, at=clock.now())
    again = release(at=clock.forward(hours=1))
    assert dispatch.release_of(thing) == again


def test_a_pouch_takes_what_waits_and_nothing_twice(queue, seal, partner):
    first = [queue(), queue()]
    pouch = seal()
    later = queue()
    assert (set(pouch.messages.all()), pouch.number, pouch.previous) == (set(first), 1, "")
    assert dispatch.waiting(partner) == [later]
    assert last() == {
        "act": "pouch.sealed", "by": "", "thing": ("pouch", pouch.pk), "basis": "",
        "facts": {"partner": "FI-NHI", "number": 1, "sha256": HASH, "messages": 2},
    }  # fmt: skip


def test_each_channel_counts_for_itself_and_names_the_pouch_before(queue, seal, partner, third):
    for to in (partner, partner, third):
        queue(to)
        seal(to)
    found = {one: list(one.pouches.order_by("number").values_list("number", "previous")) for one in (partner, third)}
    assert found == {partner: [(1, ""), (2, f"{1:064x}")], third: [(1, "")]}
    assert dispatch.next_in_channel(partner) == (3, f"{2:064x}")


def test_carrying_is_told_once(queue, seal, clock):
    queue()
    pouch, first = seal(), clock.now()
    for at in (first, clock.forward(hours=1)):
        dispatch.carried(pouch=pouch, at=at)
    pouch.refresh_from_db()
    assert (pouch.state, pouch.carried_at, acts()) == ("carried", first, ["pouch.sealed", "pouch.carried"])
