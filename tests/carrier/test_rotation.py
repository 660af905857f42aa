"""New keys between two nodes: rotated with pouches on their way, recovered after a theft."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from tests.carrier.channel import rounds
from tests.faults.conftest import quick, templates
from tests.faults.node import BEGIN, Node, who
from verbale.carrier.__main__ import carrier
from verbale.carrier.new_keys import hand_out
from verbale.carrier.own_keys import own_keys, recover, rotate
from verbale.carrier.rounds import round_trip
from verbale.domain.cycle import need
from verbale.domain.spine import channel, party_keys
from verbale.domain.spine.channel_replay import replay
from verbale.engines.seal import read_keys_file
from verbale.engines.seal.keys import load_keys
from verbale.records.dispatch import ArrivedPouch, Message, Pouch
from verbale.records.party import Party, PartyKeys
from verbale.records.request import Order

__all__ = ["quick", "templates"]


@dataclass
class Two:
    """Two nodes, and the folders between them, which somebody carries over."""

    nodes: dict[str, Node]
    folder: object
    at: datetime = BEGIN

    def moment(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def round(self, side: str, *, carry: bool = True):
        node = self.nodes[side]
        with node.working():
            done = round_trip(keys=load_keys(node.home.keys), at=self.moment())
        if carry:
            self.carry(side)
        return done

    def carry(self, side: str) -> None:
        other = "SOUTH" if side == "NORTH" else "NORTH"
        for path in sorted((self.folder / side / "to").iterdir()):
            path.rename(self.folder / other / "from" / path.name)

    def lost(self, side: str) -> None:
        for path in (self.folder / side / "to").iterdir():
            path.unlink()

    def want(self, side: str, citation: str) -> None:
        with self.nodes[side].working():
            by, partner = who("desk"), Party.objects.partners().get()
            wanted = need.open_order(partner=partner, route="department", purpose="", by=by, at=self.moment())
            need.add_line(need=wanted, citation=citation, by=by, at=self.moment())
            need.send(need=wanted, by=by, at=self.moment())

    def orders(self, side: str):
        with self.nodes[side].working():
            return list(Order.objects.order_by("number").values_list("lines__citation", flat=True))

    def agree(self):
        """Whether the records of both follow from the envelopes that they hold."""
        found = []
        for node in self.nodes.values():
            with node.working():
                found.append(replay(Party.objects.partners().get()).fault)
        return found


@pytest.fixture
def two(templates, tmp_path, db):
    nodes = templates.copies(tmp_path)
    made = {side: own_keys(node.home, None, tmp_path / f"{side}.recovery") for side, node in nodes.items()}
    for node in nodes.values():
        with node.working():
            for side, keys in made.items():
                told = {"party": Party.objects.get(code=side), "keys": keys.public}
                row = party_keys.add(**told, by=who("admin"), at=BEGIN)
                party_keys.confirm(keys=row, fingerprint=row.fingerprint, by=who("admin"), at=BEGIN)
    return Two(nodes, tmp_path)


def test_rotated_keys_are_told_by_the_last_pouch_of_the_old_ones(two):
    north = two.nodes["NORTH"]
    two.want("NORTH", "First")
    two.round("NORTH", carry=False)  # on its way, under the old key
    first = load_keys(north.home.keys).public
    with north.working():
        second = rotate(north.home, None, number=1, at=two.moment()).public
    two.want("NORTH", "Second")
    two.round("NORTH", carry=False)
    two.want("NORTH", "Third")
    two.round("NORTH")
    assert [one["what"] for one in two.round("SOUTH")["came"]] == ["opened"] * 3
    assert two.orders("SOUTH") == ["First", "Second", "Third"]
    with two.nodes["SOUTH"].working():
        known = PartyKeys.objects.filter(party__code="NORTH", revoked_at__isnull=True).order_by("statement")
        assert [(one.fingerprint, one.retired_epoch, one.retired_number) for one in known] == [
            (first.fingerprint, 1, 2), (second.fingerprint, None, None),
        ]  # fmt: skip
        assert [one.fingerprint for one in map(party_keys.public, known)] == [first.fingerprint, second.fingerprint]
    two.want("SOUTH", "Answer")
    two.round("SOUTH")
    two.round("NORTH")
    assert two.orders("NORTH") == ["Answer"]
    assert two.agree() == [None, None]


def test_recovery_voids_what_was_not_acknowledged_and_seals_it_again_once(two, tmp_path):
    north = two.nodes["NORTH"]
    two.want("NORTH", "Came")
    two.round("NORTH")
    two.round("SOUTH", carry=False)
    two.lost("SOUTH")  # SOUTH has it; its acknowledgement is lost
    two.want("NORTH", "Lost")
    two.round("NORTH", carry=False)
    two.lost("NORTH")
    with north.working():
        made = recover(north.home, tmp_path / "NORTH.recovery", None, number=1, at=two.moment())
        path, laid, missing = hand_out(north.home, made.statement)
        assert (path.name, laid, missing) == ("NORTH-1.keys", ["SOUTH"], [])
        assert read_keys_file(path.read_bytes()) == made.statement
    two.round("NORTH")
    with north.working():
        stands = channel.of(Party.objects.partners().get())
        states = list(Pouch.objects.filter(epoch=1).order_by("number").values_list("state", flat=True))
        assert (stands.catching_up, states) == (True, ["void", "void"])
    came = [(one["file"], one["what"]) for one in two.round("SOUTH", carry=False)["came"]]
    assert came[0] == ("NORTH-1.keys", "opened")
    with two.nodes["SOUTH"].working():
        them = Party.objects.get(code="NORTH")
        assert party_keys.confirmed(them) == made.public
        channel.confirm_epoch(partner=them, epoch=channel.of(them).asks_epoch, by=who("admin"), at=two.moment())
    for _ in range(3):
        two.at += timedelta(minutes=40)  # longer than an acknowledgement is waited for
        two.round("SOUTH")
        two.round("NORTH")
    assert two.orders("SOUTH") == ["Came", "Lost"]
    with north.working():
        states = list(Pouch.objects.filter(epoch=1).order_by("number").values_list("state", flat=True))
        assert states == ["acknowledged", "void"]
        assert Message.objects.filter(what="order", state="queued").count() == 0
    assert two.agree() == [None, None]


def test_a_statement_that_comes_again_is_no_news_and_a_foreign_one_is_refused(two, tmp_path):
    north, south = two.nodes["NORTH"], two.nodes["SOUTH"]
    with north.working():
        made = recover(north.home, tmp_path / "NORTH.recovery", None, number=1, at=two.moment())
    data = made.statement.as_file()
    for name in ("a.keys", "b.keys"):
        (south.home.inbox / name).write_bytes(data)
    (south.home.inbox / "c.keys").write_bytes(data.replace(b'"NORTH"', b'"NOBODY"'))
    (south.home.inbox / "d.keys").write_bytes(b"{}")
    done = two.round("SOUTH")["came"]
    assert [(one["file"], one["what"]) for one in done] == [
        ("a.keys", "opened"), ("b.keys", "seen before"), ("c.keys", "refused"), ("d.keys", "refused"),
    ]  # fmt: skip
    assert "no partner of ours" in done[2]["why"]
    assert sorted(path.name for path in (south.home.inbox / "refused").iterdir()) == ["c.keys", "d.keys"]
    assert sorted(path.name for path in (south.home.inbox / "done").iterdir()) == ["a.keys", "b.keys"]


def test_what_the_signing_key_alone_says_in_a_file_is_refused(two):
    north, south = two.nodes["NORTH"], two.nodes["SOUTH"]
    with north.working():
        made = rotate(north.home, None, number=1, at=two.moment())
    (south.home.inbox / "a.keys").write_bytes(made.statement.as_file())
    (only,) = two.round("SOUTH")["came"]
    assert only["what"] == "refused"
    assert only["why"].startswith("This statement about the keys of NORTH came by itself")


def carry_out(*arguments, code=0):
    result = CliRunner().invoke(carrier, [*arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def test_the_commands_count_statements_and_say_where_they_lie(bureau, tmp_path, monkeypatch):
    monkeypatch.setenv("VERBALE_HOME", str(bureau.home.path))
    safe = tmp_path / "safe"
    first = own_keys(bureau.home, None, safe).public
    row = party_keys.add(party=bureau.us, keys=first, by=bureau.who("admin"), at=bureau.at())
    party_keys.confirm(keys=row, fingerprint=first.fingerprint, by=bureau.who("admin"), at=bureau.at())
    assert carry_out("rotate")["number"] == 1
    told = carry_out("rotate")
    assert (told["number"], told["fingerprint"]) == (2, own_keys(bureau.home, None).public.fingerprint)
    recovered = carry_out("recover", str(safe))
    assert recovered["number"] == 3
    assert recovered["file"] == str(bureau.home.outbox / "OURS-3.keys")
    assert (recovered["laid_for"], recovered["bring_to"]) == ([], ["FURTHER", "THEIRS"])
    bureau.keys["OURS"] = load_keys(bureau.home.keys)
    rounds(bureau)
    assert party_keys.confirmed(bureau.us).fingerprint == recovered["fingerprint"]
    assert ArrivedPouch.objects.count() == 0
