"""Two nodes agree on minutes in two languages, sign the same paper with a key each, and both have them concluded."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from tests.domain.cycle.minuting import conclusion, revision
from tests.journeys.situation_nodes import PEOPLE
from verbale.engines.agreement import as_plain
from verbale.journeys.demo_side import Side

CODES = ("NORTH", "SOUTH")
PASSPHRASE = "ten green bottles"


class Node:
    """One of the nodes, and its people at their terminals."""

    def __init__(self, folder, code):
        self.code, self.folder = code, folder
        self.side = Side(folder / "homes" / code, code, lambda _: None, steps="tests.journeys.minutes_steps")

    def do(self, what, **facts):
        return self.side.do(what, at=datetime.now(UTC), **facts)

    def types(self, handle, *command, secret=""):
        code, told, said = self.do("types", command=command, handle=handle, secret=secret)
        assert code == 0, said
        return told

    def refused(self, handle, *command, secret=""):
        code, _, said = self.do("types", command=command, handle=handle, secret=secret)
        assert code == 1
        return said

    def state(self):
        (row,) = self.types("desk", "minutes", "list")
        return row["state"], row["signed_by"], self.side.do("concluded")

    def found(self):
        made = self.side.do(
            "make", side=self.code, admin_name="Ada Lindt", names={"en": f"{self.code} Institute"}, language="en",
            languages=["zh", "ru"], port=8700, at=datetime.now(UTC),
        )  # fmt: skip
        people = [
            {"handle": handle, "name": handle.title(), "email": "", "roles": [role], "office": "",
             "password": "long enough 42"}
            for handle, role in PEOPLE
        ]  # fmt: skip
        self.do("staff", people=people, invitation=made["invitation"], password="quite long 42")
        self.do("complete_office", address="1 Library Square", answer_days=30)
        self.do("grant", since=datetime.now(UTC).date() - timedelta(days=30))

    def meets(self, other):
        """Each knows the other's keys, and the folder through which their pouches go."""
        folders = [self.folder / f"{one.code}-{two.code}" for one, two in ((self, other), (other, self))]
        for folder in folders:
            folder.mkdir(exist_ok=True)
        keys = other.side.do("our_keys")
        self.do("introduce", code=other.code, names={"en": other.code}, language="en", keys=keys, folder="")
        self.do("folders", to=str(folders[0]), back=str(folders[1]))


@pytest.fixture
def nodes(tmp_path):
    made = [Node(tmp_path, code) for code in CODES]
    for one in made:
        one.found()
    made[0].meets(made[1])
    made[1].meets(made[0])
    yield made
    for one in made:
        one.side.close()


def carry(*nodes):
    for one in nodes:
        assert one.do("turn") == []


def founded(north, south):
    """The identity of a commission that both sides founded."""
    names = ("--title", "zh=水文委员会", "--title", "ru=Комиссия", "--text", "zh=成立。", "--text", "ru=Создана.")
    delegates = ("--ours", "Head of NORTH", "--ours", "Desk of NORTH")
    one = north.types("desk", "commission", "found", "SOUTH", *names, *delegates)
    agree(north, south, one["id"], one["proposals"][0]["revision"])
    return one["id"]


def agree(north, south, one, exact):
    """Both approve what north proposed, and hear of it."""
    north.types("head", "text", "approve", one, exact)
    carry(north, south)
    south.types("head", "text", "approve", one, exact)
    carry(south, north, south)


def certified(node, other):
    """Makes the head's certificate; the other node trusts it."""
    pem = str(node.folder / f"{node.code}.pem")
    who = ("--person", f"Head of {node.code}", "--office", "Presidency")
    made = node.types("admin", "minutes", "certificate", "make", *who, "--save", pem, secret=PASSPHRASE)
    other.types("admin", "minutes", "certificate", "add", node.code, pem)
    other.types("admin", "minutes", "certificate", "confirm", made["fingerprint"])
    return made["fingerprint"]


def test_two_nodes_conclude_minutes(nodes, tmp_path):
    north, south = nodes
    said = revision(conclusion(), conclusion("2"), sides=CODES, commission=founded(north, south))
    (tmp_path / "minutes.txt").write_text(as_plain(said), "utf-8")
    one = north.types("desk", "minutes", "write", str(tmp_path / "minutes.txt"), "--partner", "SOUTH")["id"]
    agree(north, south, one, said.hash)
    assert south.types("desk", "minutes", "check", one)["open"] == 0
    keys = {node: certified(node, other) for node, other in ((north, south), (south, north))}
    assert (north.state(), south.state()) == (("wording agreed", [], False),) * 2
    sign = {node: ("minutes", "sign", one, "--certificate", print_) for node, print_ in keys.items()}
    assert "NORTH signs first" in south.refused("head", *sign[south], secret=PASSPHRASE)

    north.types("head", *sign[north], secret=PASSPHRASE)
    assert south.state() == ("wording agreed", [], False)
    carry(north, south)
    assert (north.state(), south.state()) == (("signed by one", ["NORTH"], False),) * 2
    south.types("head", *sign[south], secret=PASSPHRASE)
    assert (north.state()[0], south.state()) == ("signed by one", ("signed by both", ["NORTH", "SOUTH"], False))
    carry(south, north)
    assert (north.state(), south.state()[0]) == (("in force", ["NORTH", "SOUTH"], True), "signed by both")
    carry(north, south)
    assert (north.state(), south.state()) == (("in force", ["NORTH", "SOUTH"], True),) * 2

    papers = []
    for node in nodes:
        paper = tmp_path / f"{node.code}.pdf"
        node.types("desk", "minutes", "paper", one, "--signed", "--save", str(paper))
        told = node.types("desk", "minutes", "verify", str(paper))
        assert (told["accepted"], [each["side"] for each in told["signatures"]]) == (True, ["NORTH", "SOUTH"])
        papers.append(paper)
    assert papers[0].read_bytes() == papers[1].read_bytes()
    if shutil.which("pdfsig"):
        shown = subprocess.run(["pdfsig", papers[0]], capture_output=True, text=True, check=False).stdout
        assert shown.count("Signature Validation: Signature is Valid.") == 2
        assert "Signer Certificate Common Name: Head of SOUTH" in shown
