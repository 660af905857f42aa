"""Bringing and fetching against a partner's node that says what it likes: nothing but a whole pouch counts."""

import json
from dataclasses import dataclass, field

import pytest

from tests.carrier.channel import Channel, order, rounds
from verbale.carrier.carrying import PouchDamaged
from verbale.carrier.connection import ConnectionBroken, PartnerRefused
from verbale.carrier.fetching import BadList, Fetching
from verbale.carrier.pace import Pace
from verbale.carrier.sending import BadAnswer, Sending
from verbale.domain.spine import transfer, transfer_in
from verbale.domain.spine.transfer_in import PouchTooLarge, Spoilt
from verbale.kernel.canonical import digest
from verbale.kernel.clock import SetClock
from verbale.records.channel import Transfer
from verbale.records.dispatch import Pouch

NAME = "THEIRS-OURS-1-000001.pouch"


@dataclass
class Scripted:
    """A connection whose other end says what it was told to, in order; the last thing again and again."""

    clock: SetClock
    answers: list
    asked: list = field(default_factory=list)

    def ask(self, method, place, body=b"", patience=0.0):
        self.asked.append((method, place.partition("?")[0], len(body)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ask_json(self, method, place, body=b"", patience=0.0):
        answer = self.ask(method, place, body, patience)
        return json.loads(answer) if isinstance(answer, bytes) else answer


def refusal(code, **facts):
    told = {"offset": None, "wait": None} | facts
    return PartnerRefused(partner="THEIRS", sentence=f"No: {code}", code=code, status=409, **told)


def state():
    return list(Transfer.objects.values_list("done", "fault"))


class TestBringing:
    @pytest.fixture
    def pouch(self, bureau):
        bureau.release(bureau.ready())
        rounds(bureau)
        return Pouch.objects.get()

    def bring(self, bureau, pouch, *answers):
        connection = Scripted(bureau.clock, list(answers))
        pace = Pace.of(bureau.partner, bureau.home)
        try:
            return Sending(bureau.partner, connection, pace, bureau.home)(pouch)
        finally:
            self.connection, self.pace = connection, pace

    def test_it_goes_on_where_the_partner_says(self, bureau, pouch):
        half = pouch.size // 2
        whole = {"offset": pouch.size, "whole": True, "piece": 1 << 20}
        assert self.bring(bureau, pouch, {"offset": half, "piece": 1 << 20}, whole)
        assert self.connection.asked == [
            ("GET", f"pouches/{pouch.sha256}", 0), ("PUT", f"pouches/{pouch.sha256}", pouch.size - half),
        ]  # fmt: skip
        assert state() == [(pouch.size, "")]

    def test_what_the_partner_has_is_not_brought(self, bureau, pouch):
        (bureau.home.outbox / pouch.file_name).unlink()
        assert self.bring(bureau, pouch, {"offset": pouch.size})
        assert len(self.connection.asked) == 1

    def test_it_does_not_go_astray_for_ever(self, bureau, pouch):
        with pytest.raises(PartnerRefused):
            self.bring(bureau, pouch, {"offset": 0}, refusal("WrongOffset", offset=5))
        assert [method for method, _, _ in self.connection.asked] == ["GET", "PUT", "PUT", "PUT", "PUT"]
        assert self.pace.rests(bureau.clock.now())

    @pytest.mark.parametrize("offset", [-1, 10**12, "0", None, True])
    def test_an_answer_that_cannot_be_is_refused(self, bureau, pouch, offset):
        with pytest.raises(BadAnswer):
            self.bring(bureau, pouch, {"offset": offset})

    def test_it_comes_again_when_it_was_told_to(self, bureau, pouch):
        with pytest.raises(PartnerRefused):
            self.bring(bureau, pouch, refusal("TooOften", wait=33))
        assert (self.pace.rests_until - bureau.clock.now()).total_seconds() == 33
        assert not self.bring(bureau, pouch, AssertionError("called while it rests"))

    def test_a_fault_is_kept_with_how_far_it_came(self, bureau, pouch):
        broken = ConnectionBroken(partner="THEIRS", address="https://x.example", why="cable cut")
        with pytest.raises(ConnectionBroken):
            self.bring(bureau, pouch, {"offset": 7, "piece": 10}, {"offset": 17}, broken)
        assert state() == [(17, broken.sentence())]

    def test_a_pouch_that_was_altered_on_our_disk_is_not_begun(self, bureau, pouch):
        path = bureau.home.outbox / pouch.file_name
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
        with pytest.raises(PouchDamaged):
            self.bring(bureau, pouch, {"offset": 0})
        assert len(self.connection.asked) == 1


class TestFetching:
    def fetch(self, bureau, *answers):
        self.connection = Scripted(bureau.clock, list(answers))
        return Fetching(bureau.partner, self.connection, Pace.of(bureau.partner, bureau.home))()

    def listed(self, data, **changed):
        told = {"sha256": digest(data), "size": len(data), "name": NAME, "epoch": 1, "number": 1, "due": True}
        return {"pouches": [told | changed], "piece": 1 << 20}

    def test_what_waits_comes_into_the_inbox_and_is_said_to_be_taken(self, bureau):
        data = Channel(bureau, bureau.keys["THEIRS"]).seal(order(1))
        assert self.fetch(bureau, self.listed(data), data, b"{}") == [NAME]
        assert self.connection.asked[-1] == ("POST", f"outbox/{digest(data)}", 0)
        assert [one["what"] for one in rounds(bureau)["came"]] == ["opened"]
        bureau.clock.forward(hours=1)
        # It is offered again and was opened: nothing is fetched, and our acknowledgement goes again.
        assert self.fetch(bureau, self.listed(data), b"{}") == []
        assert [method for method, _, _ in self.connection.asked] == ["GET", "POST"]

    def test_other_bytes_are_thrown_away(self, bureau):
        with pytest.raises(Spoilt):
            self.fetch(bureau, self.listed(b"the pouch"), b"no  pouch")
        assert list(bureau.home.inbox.glob("*.pouch")) == []
        assert state()[0][1] != ""

    def test_a_piece_of_another_length_is_refused(self, bureau):
        with pytest.raises(BadList):
            self.fetch(bureau, self.listed(b"the pouch"), b"the pouch and more")

    def test_more_than_we_take_is_refused(self, bureau, settings):
        settings.CHANNEL_POUCH = 8
        with pytest.raises(PouchTooLarge):
            self.fetch(bureau, self.listed(b"the pouch"))
        assert len(self.connection.asked) == 1

    @pytest.mark.parametrize(
        "changed",
        [{"name": "../../etc/passwd"}, {"name": "FURTHER-OURS-1-000001.pouch"}, {"name": 5}, {"size": -1},
         {"size": 0}, {"size": "9"}, {"size": True}, {"sha256": "../x"}, {"sha256": None}, {"sha256": "AB" * 32}],
    )  # fmt: skip
    def test_a_list_that_names_what_is_no_pouch_is_not_acted_on(self, bureau, changed):
        with pytest.raises(BadList):
            self.fetch(bureau, self.listed(b"the pouch", **changed))
        assert (len(self.connection.asked), Pace.of(bureau.partner, bureau.home).rests(bureau.clock.now())) == (1, True)

    @pytest.mark.parametrize("told", [{}, {"pouches": None}, {"pouches": 5}, {"pouches": [5]}, {"pouches": [{}]}])
    def test_what_is_no_list_is_refused(self, bureau, told):
        with pytest.raises(BadList):
            self.fetch(bureau, told)

    def test_it_asks_only_so_often(self, bureau):
        assert self.fetch(bureau, {"pouches": []}) == []
        assert self.fetch(bureau, AssertionError("asked too soon")) == []
        bureau.clock.forward(seconds=31)
        assert self.fetch(bureau, {"pouches": []}) == []

    def test_what_the_partner_began_to_bring_is_gone_on_with(self, bureau):
        data = Channel(bureau, bureau.keys["THEIRS"]).seal(order(1))
        half = len(data) // 2
        offered = transfer_in.Offered(bureau.partner, "OURS", digest(data), NAME, len(data))

        transfer_in.take(offered, 0, data[:half], at=bureau.clock.now())
        assert self.fetch(bureau, self.listed(data), data[half:], b"{}") == [NAME]
        assert transfer.arrived_whole(bureau.partner, digest(data)) == NAME
