"""What leaves: sealed once, numbered without gaps, carried whole; and what happens where the disk says no."""

import json
import shutil
import subprocess

import pytest
from django.db import connection

from tests.carrier.channel import order, rounds
from tests.domain.cycle.bureau import acts
from tests.engines.seal.pouches import fresh_keys
from verbale.carrier import opening, sealing
from verbale.domain.cycle import fulfilment, request
from verbale.domain.spine import dispatch, marking
from verbale.engines.seal import Position, read_envelope
from verbale.journeys import departure
from verbale.kernel import whole_file
from verbale.records.dispatch import Message, Pouch
from verbale.records.party import PartyKeys


def test_nothing_waits_nothing_is_sealed(bureau, folder):
    assert rounds(bureau) == {"came": [], "sealed": [], "carried": [], "faults": []}
    assert (list(bureau.home.outbox.iterdir()), list(bureau.home.heads.iterdir())) == ([], [])


def test_what_waits_goes_into_one_pouch_and_the_next_gets_the_next_number(bureau, folder, channel, tmp_path):
    bureau.order({})
    bureau.order({})
    first = "OURS-THEIRS-1-000001.pouch"
    assert rounds(bureau) == {
        "came": [], "faults": [],
        "sealed": [{"file": first, "partner": "THEIRS", "number": 1}],
        "carried": [{"file": first, "partner": "THEIRS"}],
    }  # fmt: skip
    bureau.order({})
    rounds(bureau)
    assert list(Pouch.objects.order_by("number").values_list("number", "state")) == [(1, "carried"), (2, "carried")]
    told = [channel.opened(folder / f"OURS-THEIRS-1-00000{n}.pouch", tmp_path / str(n)) for n in (1, 2)]
    assert [[one["body"]["number"] for one in messages] for messages in told] == [
        ["THEIRS-2026-IN-1", "THEIRS-2026-IN-2"], ["THEIRS-2026-IN-3"],
    ]  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == [first, "OURS-THEIRS-1-000002.pouch"]


def test_what_is_too_much_for_one_pouch_goes_into_the_next(bureau, folder, monkeypatch):
    monkeypatch.setattr(departure, "MOST_MESSAGES", 2)
    for _ in range(3):
        bureau.order({})
    assert [rounds(bureau)["sealed"][0]["number"] for _ in range(2)] == [1, 2]
    assert [pouch.messages.count() for pouch in Pouch.objects.order_by("number")] == [2, 1]


def test_each_partner_has_its_own_numbers(bureau):
    bureau.order({})
    bureau.order({}, partner=bureau.third)
    rounds(bureau)
    assert sorted(Pouch.objects.values_list("file_name", flat=True)) == [
        "OURS-FURTHER-1-000001.pouch", "OURS-THEIRS-1-000001.pouch",
    ]  # fmt: skip


def test_a_delivery_ships_its_line_in_the_sealing(bureau, folder, channel, tmp_path):
    line = bureau.ready()
    bureau.release(line)
    rounds(bureau)
    assert (bureau.line(line).state, acts(line)[-1]) == ("shipped", "line.shipped")
    with pytest.raises(dispatch.TooLate):
        dispatch.recall(act=dispatch.release_of(line), by=bureau.who("desk"), at=bureau.at())
    _, delivery = channel.opened(folder / "OURS-THEIRS-1-000001.pouch", tmp_path / "open")
    assert [row["role"] for row in delivery["body"]["documents"]] == ["marked", "cover", "label"]


def test_what_may_no_longer_leave_is_held_back_and_the_rest_goes(bureau, folder, channel, tmp_path):
    kept, gone, gone_too = bureau.ready(), bureau.ready(), bureau.ready()
    for line in (kept, gone, gone_too):
        bureau.release(line)
    desk = bureau.who("desk")
    request.state_facts(line=gone, facts={"distribution": "confidential"}, by=desk, at=bureau.at())
    cover = fulfilment.newest_copies(gone_too)[1]
    marking.receive(file=cover.file, party=bureau.third, caveat="x", text="X", bars_onward_release=True, at=bureau.at())
    rounds(bureau)
    assert [bureau.line(line).state for line in (kept, gone, gone_too)] == ["shipped", "sourcing", "sourcing"]
    assert acts(gone)[-2:] == ["release.recalled", "line.held back"]
    messages = channel.opened(folder / "OURS-THEIRS-1-000001.pouch", tmp_path / "open")
    assert [one["body"]["line"] for one in messages if one["what"] == "delivery"] == [kept.partner_line]


def test_a_partner_whose_keys_nobody_confirmed_holds_up_nobody_else(bureau, folder):
    PartyKeys.objects.filter(party=bureau.third).update(confirmed_at=None, confirmed_by=None)
    bureau.order({}, partner=bureau.third)
    bureau.order({})
    done = rounds(bureau)
    assert [one["partner"] for one in done["sealed"]] == ["THEIRS"]
    assert done["faults"] == [
        "FURTHER: No confirmed keys of FURTHER are known, so nothing can be sealed for it. Add its public keys and"
        " confirm their fingerprint by telephone or letter."
    ]


def test_a_folder_that_is_not_there_is_said_and_the_pouch_carried_later(bureau, folder):
    folder.rmdir()
    bureau.order({})
    (fault,) = rounds(bureau)["faults"]
    assert fault.startswith(f"THEIRS: The folder {folder}, through which pouches go to THEIRS, is not there.")
    folder.mkdir()
    assert [one["file"] for one in rounds(bureau)["carried"]] == ["OURS-THEIRS-1-000001.pouch"]


def test_a_disk_that_gives_out_is_said_and_the_pouch_carried_later(bureau, folder, monkeypatch):
    bureau.order({})

    def full(*_):
        raise OSError(28, "No space left on device", str(folder))

    with monkeypatch.context() as patched:
        patched.setattr(whole_file.shutil, "copyfileobj", full)
        (fault,) = rounds(bureau)["faults"]
    assert fault == (
        f"THEIRS: {folder} cannot be read or written: No space left on device. Mend that; what waits is carried in the"
        " next round."
    )
    assert list(folder.iterdir()) == []
    assert [one["file"] for one in rounds(bureau)["carried"]] == ["OURS-THEIRS-1-000001.pouch"]


def test_a_sealed_pouch_that_was_altered_on_our_disk_is_not_carried(bureau, folder):
    name = "OURS-THEIRS-1-000001.pouch"
    folder.rmdir()
    bureau.order({})
    rounds(bureau)
    folder.mkdir()
    (bureau.home.outbox / name).write_bytes(b"another")
    (fault,) = rounds(bureau)["faults"]
    assert fault.startswith(f"THEIRS: The sealed pouch {name} on our disk is no longer what was sealed.")
    assert list(folder.iterdir()) == []


def test_a_file_that_is_gone_from_the_store_seals_nothing(bureau, folder):
    line = bureau.ready()
    bureau.release(line)
    shutil.rmtree(bureau.home.files)
    (fault,) = rounds(bureau)["faults"]
    assert "THEIRS" in fault
    assert (Pouch.objects.count(), bureau.line(line).state) == (0, "ready")
    assert list(bureau.home.outbox.iterdir()) == []


def test_what_was_carried_is_not_carried_again(bureau, folder):
    bureau.order({})
    rounds(bureau)
    assert rounds(bureau)["carried"] == []
    assert acts().count("pouch.carried") == 1


def test_each_round_that_did_something_leaves_a_signed_head(bureau, folder):
    bureau.order({})
    rounds(bureau)
    (path,) = bureau.home.heads.iterdir()
    number = len(acts())
    assert path.name == f"{number:012d}.head"
    assert f"\n{number}\n" in path.read_text("utf-8")


def test_an_order_and_its_cancellation_in_one_round_leave_no_delivery(bureau, folder, channel):
    channel.send(order(1))
    rounds(bureau)
    assert [message.what for message in Message.objects.all()] == ["order acknowledged"]


@pytest.fixture
def meanwhile(monkeypatch):
    """Lets something happen once while a pouch is sealed, and counts the sealings."""
    seal, sealings = sealing.seal_pouch, []

    def happens(act):
        def sealed(out, **told):
            sealings.append(told["envelope"].number)
            assert connection.savepoint_ids == [], "the database is held while a pouch is sealed"
            if len(sealings) == 1:
                act()
            return seal(out, **told)

        monkeypatch.setattr(sealing, "seal_pouch", sealed)
        return sealings

    return happens


def left(bureau):
    return sorted(path.name for path in bureau.home.outbox.iterdir())


def test_what_is_called_back_while_it_is_sealed_does_not_leave(bureau, folder, channel, meanwhile, tmp_path):
    kept, gone = bureau.ready(), bureau.ready()
    for line in (kept, gone):
        bureau.release(line)
    sealings = meanwhile(lambda: dispatch.recall(act=dispatch.release_of(gone), by=bureau.who("desk"), at=bureau.at()))
    assert rounds(bureau)["faults"] == []
    assert (sealings, left(bureau)) == ([1, 1], ["OURS-THEIRS-1-000001.pouch"])
    messages = channel.opened(folder / "OURS-THEIRS-1-000001.pouch", tmp_path / "open")
    assert [one["body"]["line"] for one in messages if one["what"] == "delivery"] == [kept.partner_line]
    assert (bureau.line(kept).state, acts().count("pouch.sealed")) == ("shipped", 1)


def test_what_may_no_longer_leave_once_it_is_sealed_is_held_back(bureau, folder, meanwhile):
    line = bureau.ready()
    bureau.release(line)
    rounds(bureau)
    held = bureau.ready()
    bureau.release(held)
    cover = fulfilment.newest_copies(held)[1]
    sealings = meanwhile(
        lambda: marking.receive(
            file=cover.file, party=bureau.third, caveat="x", text="X", bars_onward_release=True, at=bureau.at()
        )
    )
    rounds(bureau)
    assert (sealings[0], bureau.line(held).state) == (2, "sourcing")
    assert not Message.objects.filter(what="delivery", thing_id=held.pk, state="sealed").exists()
    assert [name for name in left(bureau) if name.startswith(".")] == []


def test_what_is_queued_while_a_pouch_is_sealed_goes_into_the_next(bureau, folder, meanwhile):
    bureau.order({})
    sealings = meanwhile(lambda: bureau.order({}))
    rounds(bureau)
    rounds(bureau)
    assert (sealings, [pouch.messages.count() for pouch in Pouch.objects.order_by("number")]) == ([1, 2], [1, 1])


def test_a_number_that_was_taken_meanwhile_is_not_taken_twice(bureau, folder, meanwhile):
    bureau.order({})
    sealings = meanwhile(
        lambda: sealing.seal_waiting(partner=bureau.partner, keys=bureau.keys["OURS"], home=bureau.home, at=bureau.at())
    )
    assert rounds(bureau)["sealed"] == []
    assert (sealings, left(bureau)) == ([1, 1], ["OURS-THEIRS-1-000001.pouch"])
    bureau.order({})
    rounds(bureau)
    first, second = Pouch.objects.order_by("number")
    assert read_envelope(second.envelope.encode()).previous == Position(1, 1, first.envelope_hash)


def test_what_was_accepted_while_a_pouch_is_sealed_is_acknowledged_by_it(bureau, folder, channel, meanwhile):
    bureau.order({})
    path = bureau.home.inbox / channel.send(order(1))
    aside = path.rename(bureau.home.inbox / "aside")

    def comes():
        aside.rename(path)
        opening.open_arrived(keys=bureau.keys["OURS"], home=bureau.home, at=bureau.at())

    sealings = meanwhile(comes)
    rounds(bureau)
    assert sealings == [1, 1]
    (pouch,) = Pouch.objects.all()
    assert read_envelope(pouch.envelope.encode()).acknowledged == channel.sent[0].position


def test_keys_that_are_no_longer_confirmed_get_no_pouch(bureau, folder, meanwhile):
    bureau.order({})
    meanwhile(lambda: PartyKeys.objects.filter(party=bureau.partner).update(confirmed_at=None, confirmed_by=None))
    (fault,) = rounds(bureau)["faults"]
    assert fault.startswith("THEIRS: No confirmed keys of THEIRS are known")
    assert (Pouch.objects.count(), left(bureau)) == (0, [])


needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("age", "tar", "sha256sum", "ssh-keygen"))),
    reason="needs age, tar, sha256sum and ssh-keygen (Debian packages age, tar, coreutils, openssh-client)",
)


@needs_tools
def test_a_partner_without_verbale_opens_a_delivery(bureau, folder, tmp_path):
    line = bureau.ready()
    bureau.release(line)
    rounds(bureau)
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "identity.txt").write_text(f"{bureau.keys['THEIRS'].identity}\n")
    (desk / "allowed_signers").write_text(f"OURS {bureau.keys['OURS'].public.signing}\n")
    shutil.copy(folder / "OURS-THEIRS-1-000001.pouch", desk / "in.pouch")
    run(desk, "age -d -i identity.txt in.pouch | tar -x")
    bag = desk / "pouch"
    run(bag, "sha256sum --strict -c manifest-sha256.txt tagmanifest-sha256.txt")
    run(bag, "ssh-keygen -Y verify -f ../allowed_signers -I OURS -n verbale-pouch -s pouch.json.sig < pouch.json")
    envelope = json.loads((bag / "pouch.json").read_text())
    assert (envelope["sender"], envelope["recipient"], envelope["number"]) == ("OURS", "THEIRS", 1)
    (delivery,) = [
        one for one in json.loads((bag / "data" / "messages.json").read_text())["messages"] if one["what"] == "delivery"
    ]
    papers = sorted(path.name for path in (bag / "data" / "files" / delivery["id"]).iterdir())
    assert papers == sorted(delivery["files"])
    (copy,) = [bag / "data" / "files" / delivery["id"] / name for name in papers if name.startswith("1-")]
    assert copy.read_bytes().startswith(b"%PDF-")
    (desk / "allowed_signers").write_text(f"OURS {fresh_keys().public.signing}\n")
    with pytest.raises(subprocess.CalledProcessError):
        run(bag, "ssh-keygen -Y verify -f ../allowed_signers -I OURS -n verbale-pouch -s pouch.json.sig < pouch.json")


def run(folder, command):
    subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=folder, check=True, capture_output=True)
