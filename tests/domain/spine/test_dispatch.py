"""What leaves: queued with the act, released under a basis, sealed once, and called back only before."""

import pytest

from tests.domain.spine import pouches
from tests.domain.spine.told import acts, last
from tests.records.rows import NOW, make
from verbale.domain.spine import channel, dispatch, marking
from verbale.engines.seal import Position, read_envelope
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

    def act(to=partner, **facts):
        return pouches.sealed(to, now, **facts)

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


def test_messages_wait_in_the_order_they_were_queued_whatever_the_clock_says(queue, partner, clock):
    made = [queue(at=clock.forward(minutes=-minutes)) for minutes in (1, 2, 3)]
    assert dispatch.waiting(partner) == made


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


def test_what_goes_ahead_goes_before_what_was_queued_earlier(queue, partner):
    first, ahead = queue(), queue(ahead=True)
    assert dispatch.waiting(partner) == [ahead, first]


def test_a_pouch_takes_what_waits_and_nothing_twice(queue, seal, partner):
    first = [queue(), queue()]
    pouch = seal()
    later = queue()
    assert (set(pouch.messages.all()), pouch.epoch, pouch.number, pouch.asks) == (set(first), 1, 1, True)
    assert dispatch.waiting(partner) == [later]
    assert last() == {
        "act": "pouch.sealed", "by": "", "thing": ("pouch", pouch.pk), "basis": "",
        "facts": {"partner": "FI-NHI", "epoch": 1, "number": 1, "sha256": pouch.sha256, "messages": 2},
    }  # fmt: skip


def test_a_pouch_keeps_the_proof_of_what_it_said(queue, seal):
    queue()
    pouch = seal()
    envelope = read_envelope(pouch.envelope.encode())
    assert (envelope.hash, envelope.position.place) == (pouch.envelope_hash, (1, 1))
    assert (pouch.signature, pouch.manifest, pouch.checkpoint) == ("signature", "manifest", "checkpoint 1")


def test_each_channel_counts_for_itself_and_names_the_pouch_before(queue, seal, partner, third):
    for to in (partner, partner, third):
        queue(to)
        seal(to)
    found = {
        one: [read_envelope(pouch.envelope.encode()).previous for pouch in one.pouches.order_by("number")]
        for one in (partner, third)
    }
    first, second = partner.pouches.order_by("number")
    assert found == {partner: [None, Position(1, 1, first.envelope_hash)], third: [None]}
    assert channel.next_place(channel.of(partner)) == (1, 3, Position(1, 2, second.envelope_hash))


def test_sealing_grows_our_log_and_owes_nothing_any_more(seal, partner):
    channel.owes(channel.of(partner))
    stands = channel.of(partner)
    stands.withheld_at, stands.withheld_why = NOW, "It names no act."
    stands.save()
    seal()
    stands = channel.of(partner)
    assert (stands.our_log[0], stands.owes_acknowledgement, stands.withheld_at, stands.withheld_why) == (
        1, False, None, "",
    )  # fmt: skip


def test_a_pouch_without_messages_asks_for_nothing_unless_it_begins_an_epoch(seal, partner):
    assert not seal().asks
    stands = channel.of(partner)
    stands.epoch = 7
    stands.save()
    assert [seal().asks, seal().asks] == [True, False]


def test_carrying_is_told_once_and_its_last_moment_kept(queue, seal, clock):
    queue()
    pouch = seal()
    for at in (clock.now(), second := clock.forward(hours=1)):
        dispatch.carried(pouch=pouch, at=at)
    pouch.refresh_from_db()
    assert (pouch.state, pouch.carried_at, acts()) == ("carried", second, ["pouch.sealed", "pouch.carried"])


def test_what_was_acknowledged_meanwhile_stays_so(seal, clock):
    pouch = seal()
    records.Pouch.objects.update(state="acknowledged")
    dispatch.carried(pouch=pouch, at=clock.now())
    assert pouch.state == "acknowledged"


def test_what_the_inspector_finds_is_told_once(partner, clock):
    stands = channel.of(partner)
    for why in ("It names no act.", "It names no act.", "Its marking is gone."):
        dispatch.withheld(channel=stands, why=why, at=clock.forward(minutes=1))
    assert (acts(), last()["facts"]) == (["pouch.withheld"] * 2, {"why": "Its marking is gone."})
