"""Acknowledgements: asked for by what holds messages, sent once, sent again when a repeat shows that they were lost."""

import json

import pyrage
import pytest

from tests.carrier.channel import Channel, came, note, order, rounds
from tests.domain.cycle.bureau import acts
from verbale.domain.spine import channel as channels
from verbale.domain.spine.person import NeedsRole
from verbale.engines import chain
from verbale.engines.seal import age, read_envelope
from verbale.records.dispatch import Message, Pouch
from verbale.records.request import Order


def sent():
    """Our pouches: number, what they acknowledge, whether they ask, and where they are."""
    return [
        (pouch.number, said.number if (said := read_envelope(pouch.envelope.encode()).acknowledged) else None,
         pouch.asks, pouch.state)
        for pouch in Pouch.objects.order_by("epoch", "number")
    ]  # fmt: skip


def quiet(bureau):
    """Whether three more rounds do nothing at all."""
    nothing = {"came": [], "sealed": [], "carried": [], "faults": []}
    return [rounds(bureau) for _ in range(3)] == [nothing] * 3


def empty(channel):
    """A pouch without messages: the partner acknowledges."""
    return channel.send()


def test_what_came_is_acknowledged_by_what_waits_anyway(bureau, folder, channel):
    channel.send(order(1))
    rounds(bureau)
    assert [message.what for message in Message.objects.all()] == ["order acknowledged"]
    assert sent() == [(1, 1, True, "carried")]
    assert quiet(bureau)


def test_what_came_is_acknowledged_by_a_pouch_of_its_own_if_nothing_waits(bureau, folder, channel, tmp_path):
    channel.send(({"id": "m1", "what": "greeting", "body": {}, "files": []}, []))
    rounds(bureau)
    assert sent() == [(1, 1, False, "carried")]
    assert json.loads(note(channel.hears(next(folder.iterdir()), tmp_path / "1"), "messages.json"))["messages"] == []
    assert quiet(bureau)


def test_an_acknowledgement_is_not_acknowledged(bureau, folder, channel, tmp_path):
    bureau.order({})
    rounds(bureau)
    channel.hears(next(folder.iterdir()), tmp_path / "1")
    name = empty(channel)
    assert came(bureau) == [(name, "opened")]
    assert sent() == [(1, None, True, "acknowledged")]
    assert quiet(bureau)


def test_both_sides_fall_silent(bureau, folder, channel, tmp_path):
    """The partner acknowledges what holds messages, and that alone, as we do."""
    bureau.order({})
    for number in range(1, 4):
        rounds(bureau)
        for path in sorted(folder.iterdir()):
            opened = channel.hears(path, tmp_path / f"{number}-{path.name}")
            path.unlink()
            if json.loads(note(opened, "messages.json"))["messages"]:
                empty(channel)
    assert sent() == [(1, None, True, "acknowledged")]
    assert quiet(bureau)


def test_each_of_ours_is_acknowledged_with_all_before_it(bureau, folder, channel, tmp_path):
    for _ in range(3):
        bureau.order({})
        rounds(bureau)
    paths = sorted(folder.iterdir())
    channel.hears(paths[1], tmp_path / "2")
    empty(channel)
    rounds(bureau)
    assert [state for *_, state in sent()] == ["acknowledged", "acknowledged", "carried"]
    stands = channels.of(bureau.partner)
    assert (stands.acknowledged_epoch, stands.acknowledged_number) == (1, 2)


def test_what_is_not_acknowledged_in_time_is_sent_again_as_it_was_lowest_first(bureau, folder, channel, tmp_path):
    for _ in range(3):
        bureau.order({})
        rounds(bureau)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    channel.hears(min(folder.iterdir()), tmp_path / "1")
    empty(channel)
    rounds(bureau)
    for path in folder.iterdir():
        path.unlink()
    bureau.clock.forward(minutes=bureau.partner.resend_after - 10)
    assert rounds(bureau)["carried"] == []
    bureau.clock.forward(minutes=10)
    again = [f"OURS-THEIRS-1-00000{number}.pouch" for number in (2, 3)]
    assert [one["file"] for one in rounds(bureau)["carried"]] == again
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {name: before[name] for name in again}
    assert (acts().count("pouch.carried"), acts().count("pouch.sealed"), quiet(bureau)) == (3, 3, True)


def test_an_acknowledgement_alone_is_never_overdue(bureau, folder, channel):
    channel.send(({"id": "m1", "what": "greeting", "body": {}, "files": []}, []))
    rounds(bureau)
    bureau.clock.forward(minutes=10 * bureau.partner.resend_after)
    assert quiet(bureau)


def test_a_lost_acknowledgement_is_sent_again_when_the_partner_repeats(bureau, folder, channel):
    name = channel.send(({"id": "m1", "what": "greeting", "body": {}, "files": []}, []))
    rounds(bureau)
    (path,) = folder.iterdir()
    before = path.read_bytes()
    path.unlink()
    channel.put(name, (bureau.home.inbox / "done" / name).read_bytes())
    assert came(bureau) == [(name, "seen before")]
    assert path.read_bytes() == before
    assert (sent(), quiet(bureau)) == ([(1, 1, False, "carried")], True)


def test_a_repeat_is_acknowledged_anew_if_all_of_ours_was_acknowledged(bureau, folder, channel, tmp_path):
    name = channel.send(({"id": "m1", "what": "greeting", "body": {}, "files": []}, []))
    rounds(bureau)
    channel.hears(next(folder.iterdir()), tmp_path / "1")
    empty(channel)
    rounds(bureau)
    channel.put(name, (bureau.home.inbox / "done" / name).read_bytes())
    rounds(bureau)
    assert sent() == [(1, 1, False, "acknowledged"), (2, 2, False, "carried")]
    assert quiet(bureau)


def sealed_again(channel, data):
    """The same pouch, and so the same envelope, in other sealed bytes."""
    keys = channel.bureau.keys["OURS"].public.recipient, channel.keys.public.recipient
    again = b"".join(age.encrypted([pyrage.decrypt(data, [channel.keys.identity])], keys))
    assert again != data
    return again


def test_a_known_envelope_in_other_sealed_bytes_has_its_acknowledgement_sent_again(bureau, folder, channel):
    """Clauses 5.5 and 4.4: the hash of the envelope tells that it was seen, not that of the file."""
    name = channel.send(({"id": "m1", "what": "greeting", "body": {}, "files": []}, []))
    rounds(bureau)
    (path,) = folder.iterdir()
    before = path.read_bytes()
    path.unlink()
    channel.put(name, sealed_again(channel, (bureau.home.inbox / "done" / name).read_bytes()))
    assert came(bureau) == [(name, "seen before")]
    assert path.read_bytes() == before
    assert (sent(), quiet(bureau)) == ([(1, 1, False, "carried")], True)


def test_a_known_envelope_in_other_sealed_bytes_is_acknowledged_anew(bureau, folder, channel, tmp_path):
    name = channel.send(order(1))
    rounds(bureau)
    channel.hears(next(folder.iterdir()), tmp_path / "1")
    empty(channel)
    rounds(bureau)
    channel.put("again.pouch", sealed_again(channel, (bureau.home.inbox / "done" / name).read_bytes()))
    assert came(bureau) == [("again.pouch", "seen before")]
    assert sent() == [(1, 1, True, "acknowledged"), (2, 2, False, "carried")]
    assert (Order.objects.count(), quiet(bureau)) == (1, True)


def test_a_known_acknowledgement_in_other_sealed_bytes_is_answered_by_nothing(bureau, folder, channel, tmp_path):
    bureau.order({})
    rounds(bureau)
    channel.hears(next(folder.iterdir()), tmp_path / "1")
    name = empty(channel)
    rounds(bureau)
    channel.put(name, sealed_again(channel, (bureau.home.inbox / "done" / name).read_bytes()))
    assert came(bureau) == [(name, "seen before")]
    assert (sent(), quiet(bureau)) == ([(1, None, True, "acknowledged")], True)


def test_a_repeated_acknowledgement_is_answered_by_nothing(bureau, folder, channel, tmp_path):
    bureau.order({})
    rounds(bureau)
    channel.hears(next(folder.iterdir()), tmp_path / "1")
    name = empty(channel)
    rounds(bureau)
    channel.put(name, (bureau.home.inbox / "done" / name).read_bytes())
    assert came(bureau) == [(name, "seen before")]
    assert (sent(), quiet(bureau)) == ([(1, None, True, "acknowledged")], True)


@pytest.mark.parametrize("handle", ["desk", "admin"])
def test_people_may_have_all_sent_again_at_once(bureau, folder, channel, handle):
    for _ in range(2):
        bureau.order({})
        rounds(bureau)
    assert channels.send_again(partner=bureau.partner, by=bureau.who(handle), at=bureau.at()) == 2
    assert [one["file"][-7] for one in rounds(bureau)["carried"]] == ["1", "2"]
    assert acts().count("pouches.sent again") == 1


def test_nobody_else_has_it_sent_again(bureau, channel):
    with pytest.raises(NeedsRole):
        channels.send_again(partner=bureau.partner, by=bureau.who("librarian"), at=bureau.at())


def test_one_partner_is_no_other(bureau, folder, channel):
    further = Channel(bureau, bureau.keys["FURTHER"], sender="FURTHER")
    bureau.order({})
    further.put("f.pouch", further.seal(({"id": "m1", "what": "greeting", "body": {}, "files": []}, [])))
    rounds(bureau)
    told = Pouch.objects.order_by("partner__code").values_list("partner__code", "number", "asks")
    assert list(told) == [("FURTHER", 1, False), ("THEIRS", 1, True)]


def test_each_pouch_carries_the_checkpoint_of_those_before(bureau, folder, channel, tmp_path):
    for _ in range(3):
        bureau.order({})
        rounds(bureau)
    opened = [channel.hears(path, tmp_path / path.stem) for path in sorted(folder.iterdir())]
    leaves = [chain.leaf_hash(one.envelope.as_bytes()) for one in opened]
    key = chain.NoteKey("OURS", bureau.keys["OURS"].signing.public_key())
    for number, one in enumerate(opened):
        told = note(one, "checkpoint.note").decode()
        found = chain.verify_checkpoint(told, [key], origin="verbale/OURS/THEIRS/1")
        assert (found.size, found.root) == (number, chain.tree_root(leaves[:number]))
        assert [file.path for file in one.files if file.path == "countersigned.note"] == []


def test_the_partner_s_last_checkpoint_goes_back_with_our_signature(bureau, folder, channel, tmp_path):
    channel.send(order(1))
    channel.send(order(2))
    rounds(bureau)
    opened = channel.hears(next(folder.iterdir()), tmp_path / "1")
    keys = {code: chain.NoteKey(code, bureau.keys[code].signing.public_key()) for code in ("OURS", "THEIRS")}
    found = chain.verify_cosigned(
        note(opened, "countersigned.note").decode(), sender=[keys["THEIRS"]], recipient=[keys["OURS"]],
        origin="verbale/THEIRS/OURS/1",
    )  # fmt: skip
    assert (found.size, found.root) == (1, chain.tree_root([chain.leaf_hash(channel.sent[0].as_bytes())]))


def test_ours_comes_back_with_the_partner_s_signature_and_is_kept(bureau, folder, channel, tmp_path):
    bureau.order({})
    rounds(bureau)
    bureau.order({})
    rounds(bureau)
    first, second = sorted(folder.iterdir())
    channel.hears(first, tmp_path / "1")
    told = note(channel.hears(second, tmp_path / "2"), "checkpoint.note")
    signed = channel.countersign(told)
    channel.send_contents(channel.contents(countersigned=signed))
    rounds(bureau)
    assert channels.of(bureau.partner).countersigned == signed.decode()


def test_orders_that_cross_are_both_acknowledged(bureau, folder, channel, tmp_path):
    bureau.order({})
    channel.send(order(1))
    rounds(bureau)
    (path,) = folder.iterdir()
    channel.hears(path, tmp_path / "1")
    channel.send(order(2))
    rounds(bureau)
    assert Order.objects.count() == 3
    assert [(number, said) for number, said, *_ in sent()] == [(1, 1), (2, 2)]
