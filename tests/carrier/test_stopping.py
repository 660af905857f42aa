"""Two pasts: a fork, a false acknowledgement, another log. The channel stops both ways, and people let it go on."""

import pytest

from tests.carrier.channel import came, note, order, rounds
from tests.domain.cycle.bureau import acts
from tests.domain.spine.told import last
from tests.engines.seal.pouches import fresh_keys
from verbale.domain.spine import channel as channels
from verbale.domain.spine.person import NeedsRole
from verbale.engines import chain
from verbale.engines.seal import Content, Position
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.party import PartyKeys
from verbale.records.request import Order


def stopped(bureau):
    """The clause by which the channel was stopped, empty if it goes on."""
    if channels.of(bureau.partner).stopped_at is None:
        return ""
    return stops()[-1]


def stops():
    from verbale.records.journal import JournalPayload

    rows = JournalPayload.objects.filter(act="channel.stopped").order_by("entry")
    return [row.facts["clause"] for row in rows]


def refusals():
    return list(ArrivedPouch.objects.filter(state="refused").values_list("clause", flat=True))


def lies(bureau, folder):
    return sorted(path.name for path in (bureau.home.inbox / folder).glob("*"))


def go_on(bureau):
    channels.go_on(partner=bureau.partner, reason="A copy was sent by mistake.", by=bureau.who("admin"), at=bureau.at())


def test_a_fork_stops_the_channel_and_both_are_kept(bureau, folder, channel):
    name = channel.send(order(1))
    rounds(bureau)
    channel.put(name, channel.seal(order(9), number=1, previous=None))
    assert came(bureau) == [(name, "refused")]
    assert (lies(bureau, "done"), lies(bureau, "refused")) == ([name], [name])
    assert (stopped(bureau), refusals(), Order.objects.count()) == ("5.6", ["5.6"], 1)
    assert channels.of(bureau.partner).stopped_why == (
        "Pouch 1 from “THEIRS” has two contents: we hold another with this number. Keep both files and speak to the"
        " partner before going on."
    )


def test_another_past_is_a_fork(bureau, folder, channel):
    channel.send(order(1))
    rounds(bureau)
    channel.put("2.pouch", channel.seal(order(2), number=2, previous=Position(1, 1, "0" * 64)))
    assert came(bureau) == [("2.pouch", "refused")]
    assert stopped(bureau) == "5.7"


@pytest.fixture
def halted(bureau, folder, channel):
    """The channel was stopped by a fork."""
    name = channel.send(order(1))
    rounds(bureau)
    channel.put(name, channel.seal(order(9), number=1, previous=None))
    rounds(bureau)


def test_a_stopped_channel_seals_and_carries_and_opens_nothing(bureau, folder, channel, halted):
    before = (Pouch.objects.count(), sorted(folder.iterdir()))
    bureau.order({})
    name = channel.send(order(2))
    bureau.clock.forward(minutes=2 * bureau.partner.resend_after)
    done = rounds(bureau)
    assert ([(one["file"], one["what"]) for one in done["came"]], done["sealed"], done["carried"]) == (
        [(name, "waiting")], [], [],
    )  # fmt: skip
    assert (Pouch.objects.count(), sorted(folder.iterdir()), done["faults"]) == (*before, [])
    assert (Order.objects.count(), acts().count("channel.stopped")) == (2, 1)
    assert ArrivedPouch.objects.get(state="waiting").clause == "5.2"


def test_it_goes_on_with_what_we_hold_once_an_administrator_says_so(bureau, folder, channel, halted):
    name = channel.send(order(2))
    rounds(bureau)
    go_on(bureau)
    assert last()["facts"] == {"partner": "THEIRS", "reason": "A copy was sent by mistake."}
    done = rounds(bureau)
    assert [(one["file"], one["what"]) for one in done["came"]] == [(name, "opened")]
    assert (len(done["sealed"]), stopped(bureau), Order.objects.count()) == (1, "", 2)


@pytest.mark.parametrize("handle", ["desk", "librarian", "auditor", "department"])
def test_only_an_administrator_lets_it_go_on(bureau, halted, handle):
    with pytest.raises(NeedsRole):
        channels.go_on(partner=bureau.partner, reason="Good", by=bureau.who(handle), at=bureau.at())


@pytest.mark.parametrize("reason", ["", " \n"])
def test_nobody_lets_it_go_on_without_a_reason(bureau, halted, reason):
    with pytest.raises(channels.NoReason):
        channels.go_on(partner=bureau.partner, reason=reason, by=bureau.who("admin"), at=bureau.at())
    with pytest.raises(channels.Stopped):
        channels.check_open(bureau.partner)


def test_what_is_not_stopped_cannot_go_on(bureau):
    with pytest.raises(channels.NotStopped):
        go_on(bureau)
    channels.check_open(bureau.partner)


def test_one_channel_that_stops_stops_no_other(bureau, channel, halted):
    bureau.order({}, partner=bureau.third)
    assert [one["partner"] for one in rounds(bureau)["sealed"]] == ["FURTHER"]


def sent_one(bureau, folder):
    bureau.order({})
    rounds(bureau)
    return Position(1, 1, Pouch.objects.get().envelope_hash)


FALSE = {
    "what we never sent": lambda true: Position(1, 2, "0" * 64),
    "of an epoch we never had": lambda true: Position(2, 1, true.hash),
    "another pouch than ours": lambda true: Position(1, 1, "0" * 64),
}


@pytest.mark.parametrize("false", FALSE.values(), ids=FALSE.keys())
def test_a_false_acknowledgement_is_an_alarm(bureau, folder, channel, false):
    """So it is found out that one of the two was put back to an earlier state without saying so."""
    channel.heard = false(sent_one(bureau, folder))
    name = channel.send(order(1))
    assert came(bureau) == [(name, "refused")]
    assert (stopped(bureau), refusals()) == ("5.12", ["5.12"])
    assert (Pouch.objects.get().state, acts().count("order.received")) == ("carried", 1)


def test_less_than_was_acknowledged_before_is_an_alarm(bureau, folder, channel):
    channel.heard = sent_one(bureau, folder)
    channel.send(order(1))
    rounds(bureau)
    channel.heard = None
    channel.send(order(2))
    rounds(bureau)
    assert stopped(bureau) == "5.12"


def test_a_node_that_was_put_back_unsaid_is_found_out_by_the_partner_s_acknowledgement(
    bureau, folder, channel, tmp_path
):
    """Our database is of before the second pouch: the partner has it, and we do not know it."""
    sent_one(bureau, folder)
    bureau.order({})
    rounds(bureau)
    channel.hears(max(folder.iterdir()), tmp_path / "2")
    forgets(bureau, number=2)
    channel.send()
    rounds(bureau)
    assert (stopped(bureau), channels.of(bureau.partner).stopped_why) == (
        "5.12",
        "Pouch 1 from “THEIRS” cannot be right: it acknowledges what we never sent. One of the two nodes was put back"
        " to an earlier state without saying so, or somebody else signs. Keep the file and speak to the partner before"
        " going on.",
    )


def forgets(bureau, number):
    """Puts our books back to before a pouch of ours, as a restored backup does."""
    pouch = Pouch.objects.get(number=number)
    pouch.messages.update(state="recalled", pouch=None)
    stands = channels.of(bureau.partner)
    edge = chain.Frontier()
    for one in Pouch.objects.filter(number__lt=number).order_by("number"):
        edge = edge.append(chain.leaf_hash(one.envelope.encode()))
    stands.our_log = [edge.size, *(peak.hex() for peak in edge.peaks)]
    stands.save()
    pouch.delete()


def noted(channel, root, *, size=0, origin="verbale/THEIRS/OURS/1", key=None, name="THEIRS"):
    """A checkpoint as the partner might write it."""
    told = chain.Checkpoint(origin, size, root)
    return chain.sign_checkpoint(told, key or channel.keys.signing, name).encode()


def send_with(channel, checkpoint):
    return channel.send_contents(channel.contents(order(9), checkpoint=checkpoint))


def test_a_checkpoint_of_other_envelopes_stops_the_channel(bureau, folder, channel):
    channel.send(order(1))
    rounds(bureau)
    name = send_with(channel, noted(channel, b"\1" * 32, size=1))
    assert came(bureau) == [(name, "refused")]
    assert (stopped(bureau), refusals(), Order.objects.count()) == ("8.2", ["8.2"], 1)


@pytest.mark.parametrize("size", [0, 2, 2**62, 2**63 - 1])
def test_a_checkpoint_of_more_or_fewer_stops_it_too(bureau, folder, channel, size):
    channel.send(order(1))
    rounds(bureau)
    send_with(channel, noted(channel, b"\1" * 32 if size else chain.EMPTY_ROOT, size=size))
    rounds(bureau)
    assert stopped(bureau) == "8.2"


BAD_NOTES = {
    "of another log": lambda channel: noted(channel, chain.EMPTY_ROOT, origin="verbale/THEIRS/FURTHER/1"),
    "of another epoch": lambda channel: noted(channel, chain.EMPTY_ROOT, origin="verbale/THEIRS/OURS/2"),
    "of our log": lambda channel: noted(channel, chain.EMPTY_ROOT, origin="verbale/OURS/THEIRS/1"),
    "by a stranger": lambda channel: noted(channel, chain.EMPTY_ROOT, key=fresh_keys().signing),
    "under another name": lambda channel: noted(channel, chain.EMPTY_ROOT, name="OURS"),
    "no note": lambda channel: b"nothing",
    "no text": lambda channel: b"\xff\xfe\n\n\xff",
    "too long": lambda channel: b"x" * 70_000,
    "empty": lambda channel: b"",
}


@pytest.mark.parametrize("bad", BAD_NOTES.values(), ids=BAD_NOTES.keys())
def test_a_checkpoint_that_is_none_of_this_log_refuses_the_pouch(bureau, folder, channel, bad):
    name = send_with(channel, bad(channel))
    assert came(bureau) == [(name, "refused")]
    assert (stopped(bureau), Order.objects.count(), acts()[-1]) == ("", 0, "pouch.refused")


def test_a_pouch_without_a_checkpoint_is_refused_and_the_right_one_taken(bureau, folder, channel, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(type(channel), "checkpoint", lambda *_: b"")
        contents = [*channel.contents(order(1)), Content.of_bytes("other.note", b"x")]
        channel.put("0.pouch", channel.seal_contents(contents, number=1))
    assert came(bureau) == [("0.pouch", "refused")]
    name = channel.send(order(1))
    assert came(bureau) == [(name, "opened")]


def countersigned(ours, theirs):
    """A checkpoint of ours with a signature under it that names the partner."""
    text = chain.Checkpoint.read(ours.decode().partition("\n\n")[0] + "\n")
    return ours.decode() + chain.sign_checkpoint(text, theirs.signing, "THEIRS").partition("\n\n")[2]


def made_up(bureau, origin, size):
    """A checkpoint that both keys signed, as whoever has a copy of ours could make it."""
    text = chain.Checkpoint(origin, size, b"\1" * 32)
    ours = chain.sign_checkpoint(text, bureau.keys["OURS"].signing, "OURS").encode()
    return countersigned(ours, bureau.keys["THEIRS"])


def send_back(channel, back):
    return channel.send_contents(channel.contents(countersigned=back.encode()))


@pytest.mark.parametrize(
    ("origin", "size"),
    [
        ("verbale/OURS/THEIRS/1", 1),
        ("verbale/OURS/THEIRS/1", 2**63 - 1),
        ("verbale/OURS/THEIRS/7", 1),
        ("verbale/OURS/FURTHER/1", 1),
        ("verbale/THEIRS/OURS/1", 1),
    ],
)
def test_a_checkpoint_that_we_signed_and_do_not_know_stops_the_channel(bureau, folder, channel, tmp_path, origin, size):
    for number in (1, 2):
        bureau.order({})
        rounds(bureau)
        channel.hears(max(folder.iterdir()), tmp_path / str(number))
    send_back(channel, made_up(bureau, origin, size))
    rounds(bureau)
    assert (stopped(bureau), refusals()) == ("8.3", ["8.3"])


BAD_COUNTERSIGNED = {
    "by nobody else": lambda ours, channel: ours.decode(),
    "by a stranger": lambda ours, channel: countersigned(ours, fresh_keys()),
    "no note": lambda ours, channel: "nothing",
    "no origin": lambda ours, channel: "here\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— OURS AAAA\n",
}


@pytest.mark.parametrize("bad", BAD_COUNTERSIGNED.values(), ids=BAD_COUNTERSIGNED.keys())
def test_a_countersigned_checkpoint_that_is_none_refuses_the_pouch(bureau, folder, channel, tmp_path, bad):
    bureau.order({})
    rounds(bureau)
    ours = note(channel.hears(next(folder.iterdir()), tmp_path / "1"), "checkpoint.note")
    name = send_back(channel, bad(ours, channel))
    assert came(bureau) == [(name, "refused")]
    assert (stopped(bureau), channels.of(bureau.partner).countersigned) == ("", "")


def retire(bureau, number):
    PartyKeys.objects.filter(party=bureau.partner).update(retired_epoch=1, retired_number=number)


def test_a_replaced_key_signs_up_to_its_place_and_nothing_beyond(bureau, folder, channel):
    name = channel.send(order(1))
    retire(bureau, number=1)
    assert came(bureau) == [(name, "opened")]
    name = channel.send(order(2))
    assert came(bureau) == [(name, "refused")]
    assert (stopped(bureau), refusals(), Order.objects.count()) == ("", ["5.11"], 1)
    assert (bureau.home.inbox / "refused" / name).is_file()


def test_a_revoked_key_signs_nothing(bureau, folder, channel):
    PartyKeys.objects.filter(party=bureau.partner).update(revoked_at=bureau.at())
    name = channel.send(order(1))
    assert came(bureau) == [(name, "refused")]
    assert (stopped(bureau), Order.objects.count()) == ("", 0)
