"""A node refuses the paper that the other signed: the other hears why, counts nothing as concluded, and signs anew."""

from __future__ import annotations

from tests.domain.cycle.minuting import conclusion, revision
from tests.journeys.test_minutes import CODES, PASSPHRASE, agree, carry, certified, founded, nodes
from verbale.engines.agreement import as_plain

__all__ = ["nodes"]


def agreed(north, south, folder):
    """Minutes whose wording both agreed; the north is their depositary."""
    said = revision(conclusion(), sides=CODES, commission=founded(north, south))
    (folder / "minutes.txt").write_text(as_plain(said), "utf-8")
    one = north.types("desk", "minutes", "write", str(folder / "minutes.txt"), "--partner", "SOUTH")["id"]
    agree(north, south, one, said.hash)
    return one


def not_compared(node, other):
    """The head's certificate, whose fingerprint nobody at the other node has compared yet."""
    pem = str(node.folder / f"{node.code}.pem")
    who = ("--person", f"Head of {node.code}", "--office", "Presidency")
    made = node.types("admin", "minutes", "certificate", "make", *who, "--save", pem, secret=PASSPHRASE)
    other.types("admin", "minutes", "certificate", "add", node.code, pem)
    return made["fingerprint"]


def refusals(node, one):
    return [(each["by"], each["side"], each["why"]) for each in node.types("desk", "minutes", "show", one)["refusals"]]


def test_a_paper_that_the_other_node_refuses_concludes_nothing(nodes, tmp_path):
    north, south = nodes
    one = agreed(north, south, tmp_path)
    theirs = not_compared(south, north)
    north.types("head", "minutes", "sign", one, "--certificate", certified(north, south), secret=PASSPHRASE)
    carry(north, south)
    south.types("head", "minutes", "sign", one, "--certificate", theirs, secret=PASSPHRASE)
    assert south.state()[:2] == ("signed by both", ["NORTH", "SOUTH"])

    carry(south, north, south)
    assert (north.state(), south.state()) == (("signed by one", ["NORTH"], False),) * 2
    (told,), (heard,) = refusals(north, one), refusals(south, one)
    assert told == heard
    assert told[:2] == ("NORTH", "SOUTH")
    assert "was made with a certificate that nobody here knows" in told[2]

    north.types("admin", "minutes", "certificate", "confirm", theirs)
    south.types("head", "minutes", "sign", one, "--certificate", theirs, secret=PASSPHRASE)
    carry(south, north)
    assert (north.state()[0], south.state()[0]) == ("in force", "signed by both")
    carry(north, south)
    assert (north.state(), south.state()) == (("in force", ["NORTH", "SOUTH"], True),) * 2
    assert (refusals(north, one), refusals(south, one)) == ([], [])


def test_the_first_signature_is_refused_and_made_anew(nodes, tmp_path):
    north, south = nodes
    one = agreed(north, south, tmp_path)
    ours = not_compared(north, south)
    north.types("head", "minutes", "sign", one, "--certificate", ours, secret=PASSPHRASE)
    assert north.state()[0] == "signed by one"
    carry(north, south, north)
    assert (north.state(), south.state()) == (("wording agreed", [], False),) * 2
    assert refusals(north, one)[0][:2] == ("SOUTH", "NORTH")
    south.types("admin", "minutes", "certificate", "confirm", ours)
    north.types("head", "minutes", "sign", one, "--certificate", ours, secret=PASSPHRASE)
    carry(north, south)
    assert south.state()[:2] == ("signed by one", ["NORTH"])
