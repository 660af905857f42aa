"""Bringing a pouch: in pieces, resumed, within limits, once, and under a name that leads nowhere else."""

import errno
import json
import os
import stat
import threading
from urllib.parse import urlencode

import pytest

from tests.carrier.channel import Channel, order, rounds
from tests.patience import PATIENCE
from verbale.domain.spine import transfer_in
from verbale.domain.spine.transfer_in import Offered
from verbale.engines.seal.calls import write
from verbale.journeys import backup
from verbale.kernel.canonical import digest
from verbale.records import files
from verbale.records.channel import Channel as Stands
from verbale.records.channel import Transfer
from verbale.records.request import Order

DATA = os.urandom(5000)
NAME = "THEIRS-OURS-1-000001.pouch"
WHOLE = {"offset": 5000, "whole": True, "piece": 4 * 1024**2}


def inbox(visitor):
    return {path.name: path.read_bytes() for path in visitor.bureau.home.inbox.glob("*.pouch")}


def parts(visitor):
    return sorted(path.name for path in visitor.bureau.home.arriving.glob("*/*.part"))


def test_a_pouch_comes_in_pieces(visitor):
    assert visitor.state(DATA) == (0, False)
    assert visitor.put(DATA, 0, 2000) == (200, {"offset": 2000, "whole": False, "piece": 4 * 1024**2})
    assert visitor.state(DATA) == (2000, False)
    assert inbox(visitor) == {}
    assert visitor.put(DATA, 2000, 5000) == (200, WHOLE)
    assert (inbox(visitor), parts(visitor)) == ({NAME: DATA}, [])
    assert (visitor.state(DATA), visitor.put(DATA, 0, 2000)) == ((5000, True), (200, WHOLE))
    (row,) = Transfer.objects.all()
    assert (row.way, row.sha256, row.file_name, row.done, row.size) == ("in", digest(DATA), NAME, 5000, 5000)
    assert (row.ended_at, row.fault) == (visitor.bureau.clock.now(), "")


@pytest.mark.parametrize("begin", [0, 1999, 2001, 4000])
def test_a_piece_that_is_not_due_is_refused_with_the_place_that_is(visitor, begin):
    visitor.put(DATA, 0, 2000)
    status, told = visitor.put(DATA, begin, begin + 500)
    assert (status, told["refused"], told["offset"]) == (409, "WrongOffset", 2000)
    assert visitor.state(DATA) == (2000, False)


@pytest.mark.parametrize(("begin", "body"), [(0, b""), (0, DATA + b"more")])
def test_a_piece_that_is_empty_or_goes_beyond_is_refused(visitor, begin, body):
    assert visitor.refused("PUT", visitor.place(DATA, offset=begin), body) == (400, "PieceOutside")
    assert (visitor.state(DATA), inbox(visitor)) == ((0, False), {})


def test_other_bytes_than_were_named_are_thrown_away(visitor):
    place = visitor.place(DATA)
    assert visitor.ask("PUT", f"{place}&offset=0", b"x" * 4000)[0] == 200
    status, told = visitor.ask("PUT", f"{place}&offset=4000", b"x" * 1000)
    assert (status, told["refused"], told["offset"]) == (422, "Spoilt", 0)
    assert (visitor.state(DATA), inbox(visitor), parts(visitor)) == ((0, False), {}, [])


@pytest.mark.parametrize(
    "name",
    [
        "../THEIRS-OURS-1-000001.pouch", "/etc/THEIRS-OURS-1-000001.pouch", "THEIRS-OURS-1-000001.pouch/../x.pouch",
        "FURTHER-OURS-1-000001.pouch", "OURS-THEIRS-1-000001.pouch", "THEIRS-OURS-1-000001.pouch\n",
        "THEIRS-OURS-1-000001", "THEIRS-OURS-0-000001.pouch", "THEIRS-OURS-1-1.pouch", ".pouch", "", "..", "\0",
        "THEIRS-OURS-1-٠٠٠٠٠١.pouch", "THEIRS-OURS-1-" + "0" * 400 + ".pouch",
    ],
)  # fmt: skip
def test_a_name_that_is_no_pouchs_is_refused(visitor, name):
    place = f"pouches/{digest(DATA)}?{urlencode({'name': name, 'size': 5000, 'offset': 0})}"
    assert visitor.refused("PUT", place, DATA) == (400, "BadName")
    assert (inbox(visitor), parts(visitor)) == ({}, [])


@pytest.mark.parametrize("size", ["", "-1", "1e3", "0x10", "٣", "9" * 30, str(2**53), "5000&size=5000"])
def test_a_size_that_is_none_is_refused(visitor, size):
    place = f"pouches/{digest(DATA)}?name={NAME}&offset=0&size={size}"
    if not place.isascii():
        place = f"pouches/{digest(DATA)}?" + urlencode({"name": NAME, "offset": 0, "size": size})
    assert visitor.refused("PUT", place, DATA) == (400, "BadQuery")


def test_an_empty_pouch_is_none(visitor):
    assert visitor.refused("GET", visitor.place(b"")) == (400, "PieceOutside")


class Unread:
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("it was read")

    readline = read


def unread(visitor, place, length, data=DATA):
    """The answer to a call whose body says how long it is and is never read."""
    header = write(visitor.call("PUT", place, data), visitor.bureau.keys["THEIRS"].signing)
    path, _, query = place.partition("?")
    told = {"CONTENT_LENGTH": length} if length else {}
    response = visitor.client.request(
        REQUEST_METHOD="PUT", PATH_INFO=f"/channel/v1/{path}", QUERY_STRING=query, HTTP_VERBALE_CALL=header,
        **{"wsgi.input": Unread()}, **told,
    )  # fmt: skip
    return response.status_code, json.loads(response.content)["refused"]


def test_a_piece_is_refused_by_its_size_before_it_is_read(visitor):
    place = visitor.place(DATA, offset=0)
    assert unread(visitor, place, str(4 * 1024**2 + 1)) == (413, "PieceTooLarge")
    assert unread(visitor, place, "9" * 19) == (411, "NoLength")
    assert unread(visitor, place, "") == (411, "NoLength")
    assert unread(visitor, place, "many") == (411, "NoLength")


def test_a_pouch_is_refused_by_its_size_before_any_of_it_is_read(visitor, settings):
    settings.CHANNEL_POUCH = 4999
    assert unread(visitor, visitor.place(DATA, offset=0), "5000") == (413, "PouchTooLarge")
    assert visitor.refused("GET", visitor.place(DATA)) == (413, "PouchTooLarge")


def test_what_a_partner_may_leave_unfinished_has_a_limit(visitor, settings):
    settings.CHANNEL_UNFINISHED = 12_000
    others = [os.urandom(5000) for _ in range(2)]
    visitor.put(DATA, 0, 100)
    visitor.put(others[0], 0, 100, number=2)
    assert unread(visitor, visitor.place(others[1], number=3, offset=0), "100") == (507, "TooMuchUnfinished")
    assert visitor.put(DATA, 100, 5000)[1] == WHOLE
    # Whole, but not opened: it still counts.
    assert visitor.refused("GET", visitor.place(others[1], number=3)) == (507, "TooMuchUnfinished")
    visitor.sender = visitor.signs_as = "FURTHER"
    assert visitor.state(others[1]) == (0, False)


def test_what_was_refused_counts_as_long_as_it_lies_here(visitor, settings):
    settings.CHANNEL_UNFINISHED = 9999
    visitor.put(DATA, 0, 5000)
    rounds(visitor.bureau)
    assert [path.name for path in (visitor.bureau.home.inbox / "refused").iterdir()] == [NAME]
    assert visitor.refused("GET", visitor.place(os.urandom(5000), number=2)) == (507, "TooMuchUnfinished")
    visitor.sender = visitor.signs_as = "FURTHER"
    assert visitor.state(os.urandom(5000)) == (0, False)


def test_what_nobody_went_on_with_is_forgotten(visitor, settings):
    settings.CHANNEL_UNFINISHED = 6000
    visitor.put(DATA, 0, 100)
    (part,) = visitor.bureau.home.arriving.glob("*/*.part")
    os.utime(part, (1, 1))
    other = os.urandom(5000)
    assert visitor.state(other, number=2) == (0, False)
    assert parts(visitor) == []


def test_a_disk_without_room_takes_nothing(visitor, monkeypatch, settings):
    settings.CHANNEL_RESERVE = 1000
    monkeypatch.setattr(files, "room", lambda: 5999)
    assert unread(visitor, visitor.place(DATA, offset=0), "5000") == (507, "TooLittleRoom")


def test_a_disk_that_is_full_in_the_middle_loses_only_the_piece(visitor, monkeypatch):
    visitor.put(DATA, 0, 2000)
    real = os.ftruncate

    class Full:
        def __init__(self, stream):
            self.stream = stream

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.stream.close()

        def write(self, piece):
            self.stream.write(piece[:700])
            self.stream.flush()
            raise OSError(errno.ENOSPC, "No space left on device")

        def fileno(self):
            return self.stream.fileno()

    opened = transfer_in.Path.open
    with monkeypatch.context() as patch:
        patch.setattr(transfer_in.Path, "open", lambda path, mode="r", **more: (
            Full(opened(path, mode, **more)) if mode == "ab" else opened(path, mode, **more)
        ))  # fmt: skip
        assert visitor.refused("PUT", visitor.place(DATA, offset=2000), DATA[2000:]) == (507, "NoRoom")
    assert os.ftruncate is real
    assert visitor.state(DATA) == (2000, False)
    assert visitor.put(DATA, 2000, 5000) == (200, WHOLE)
    assert inbox(visitor) == {NAME: DATA}


def test_what_is_unfinished_is_in_no_backup(visitor, tmp_path):
    visitor.put(DATA, 0, 100)
    listed = [name for name, _ in backup._members(visitor.bureau.home, with_keys=True)]
    assert [name for name in listed if "arriving" in name or name.startswith("door")] == []


def test_the_group_can_go_on_with_it(visitor):
    before = os.umask(0o077)
    try:
        visitor.put(DATA, 0, 100)
    finally:
        os.umask(before)
    (part,) = visitor.bureau.home.arriving.glob("*/*.part")
    places = [part, part.with_name("lock"), part.parent]
    assert [stat.S_IMODE(place.stat().st_mode) for place in places] == [0o660, 0o660, 0o2770]


def test_another_file_of_that_name_stays(visitor):
    (visitor.bureau.home.inbox / NAME).write_bytes(b"another")
    assert visitor.put(DATA, 0, 5000) == (200, WHOLE)
    assert inbox(visitor) == {NAME: b"another", f"{digest(DATA)[:16]}-{NAME}": DATA}
    assert visitor.state(DATA) == (5000, True)


def test_a_pouch_that_was_lost_from_the_inbox_is_taken_again(visitor):
    visitor.put(DATA, 0, 5000)
    (visitor.bureau.home.inbox / NAME).unlink()
    assert visitor.state(DATA) == (0, False)
    assert visitor.put(DATA, 0, 5000) == (200, WHOLE)
    assert inbox(visitor) == {NAME: DATA}


def test_a_partner_learns_nothing_of_what_another_brought(visitor):
    visitor.put(DATA, 0, 5000)
    visitor.sender = visitor.signs_as = "FURTHER"
    assert visitor.state(DATA) == (0, False)


@pytest.mark.django_db(transaction=True)
def test_two_that_bring_one_pouch_at_once_bring_it_once(visitor, monkeypatch):
    offered = Offered(visitor.bureau.partner, "OURS", digest(DATA), NAME, 5000)
    at, faults, done = visitor.bureau.clock.now(), [], []

    def bring():
        from django.db import connection

        try:
            offset = 0
            while offset < 5000:
                try:
                    offset = transfer_in.take(offered, offset, DATA[offset : offset + 50], at=at)
                except transfer_in.WrongOffset as other:
                    offset = other.facts["offset"]
            done.append(offset)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert (faults, done, inbox(visitor), parts(visitor)) == ([], [5000] * 3, {NAME: DATA}, [])


def test_by_folder_and_line_at_once_a_pouch_is_applied_once(visitor):
    channel = Channel(visitor.bureau, visitor.bureau.keys["THEIRS"])
    data = channel.seal(order(1))
    channel.put("copy.pouch", data)
    visitor.put(data, 0, len(data))
    done = {(one["file"], one["what"]) for one in rounds(visitor.bureau)["came"]}
    assert {what for _, what in done} == {"opened", "seen before"}
    assert (len(done), Order.objects.count()) == (2, 1)


def test_what_was_opened_is_not_taken_again_and_acknowledged_again(visitor):
    channel = Channel(visitor.bureau, visitor.bureau.keys["THEIRS"])
    data = channel.seal(order(1))
    visitor.put(data, 0, len(data))
    rounds(visitor.bureau)
    stands = Stands.objects.get(partner=visitor.bureau.partner)
    stands.owes_acknowledgement = False
    stands.save()
    visitor.bureau.partner.pouches.update(state="acknowledged")
    assert visitor.state(data) == (len(data), True)
    assert inbox(visitor) == {}
    stands.refresh_from_db()
    assert stands.owes_acknowledgement
