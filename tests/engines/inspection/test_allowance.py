"""An allowance that makes no sense is refused at birth."""

import pytest

from tests.engines.inspection.papers import MARK
from verbale.engines.inspection import Allowance, AllowedBytes, AllowedFile, AllowedMessage, FileKind, Mark, NoAllowance

HASH = "0" * 64
FACTS = {"sender": "DD", "recipient": "CN", "epoch": 1, "number": 1, "previous": None, "acknowledged": None}


def label(name="label.xml"):
    return AllowedFile(name, HASH, 1, FileKind.LABEL, act="a", mark=MARK)


def test_the_payload_is_every_file_under_its_path():
    note, paper = AllowedBytes("checkpoint.note", HASH, 1), AllowedBytes("list.csv", HASH, 2)
    message = AllowedMessage("m", "delivery", HASH, (label(),))
    allowance = Allowance(**FACTS, signer="", messages=(message,), notes=(note,), papers=(paper,))
    assert allowance.payload() == {"checkpoint.note": note, "papers/list.csv": paper, "files/m/label.xml": label()}


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", "a\0", "a\n", "x" * 121])
def test_a_name_that_is_a_path_is_refused(name):
    with pytest.raises(NoAllowance):
        AllowedBytes(name, HASH, 1)
    with pytest.raises(NoAllowance):
        label(name)


@pytest.mark.parametrize(("sha256", "size"), [("", 1), ("A" * 64, 1), (HASH + "\n", 1), (HASH, -1), (HASH, True)])
def test_bytes_without_a_hash_or_a_size_are_refused(sha256, size):
    with pytest.raises(NoAllowance):
        AllowedBytes("list.csv", sha256, size)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Mark("", {"en": "OFFICIAL USE"}),
        lambda: Mark("official", {}),
        lambda: Mark("official", {"en": " "}),
        lambda: AllowedFile("1.pdf", HASH, 1, FileKind.RELEASED, act="a"),
        lambda: AllowedFile("1.pdf", HASH, 1, FileKind.COVER, act="a", mark=MARK, carries="no hash"),
        lambda: AllowedMessage("m", "delivery", HASH, (label(), label())),
        lambda: Allowance(**FACTS, signer="", notes=(AllowedBytes("journal.note", HASH, 1),)),
        lambda: Allowance(**FACTS, signer="", papers=(AllowedBytes("a", HASH, 1), AllowedBytes("a", HASH, 2))),
    ],
)
def test_what_makes_no_sense_is_refused(make):
    with pytest.raises(NoAllowance):
        make()
