"""What requests to erase, and their answers, may say when they leave."""

import pytest

from verbale.engines.inspection.schema import check_body, check_files

KNOWN = frozenset({"0" * 26})
ASKED = {
    "asked": "0" * 26, "files": ["a" * 64, "b" * 64], "rule": "Archive act", "reason": "Ten years are over",
    "due": "2026-12-24", "signature": "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n",
}  # fmt: skip
ANSWERED = {
    "asked": "0" * 26, "request": "a" * 64, "signature": ASKED["signature"],
    "files": [{"sha256": "a" * 64, "answer": "erased", "why": "Done"}],
}  # fmt: skip


def found(what, body):
    return list(check_body(what, body, "x", KNOWN))


def test_what_is_allowed_passes_and_carries_no_files():
    assert found("erasure asked", ASKED) + found("erasure answered", ANSWERED) == []
    for what in ("erasure asked", "erasure answered"):
        assert len(list(check_files(what, ["released"], "x"))) == 1


BAD = [
    ("erasure asked", {"asked": "1" * 26}),
    ("erasure asked", {"files": ["b" * 64, "a" * 64]}),
    ("erasure asked", {"files": ["a"]}),
    ("erasure asked", {"due": "soon"}),
    ("erasure asked", {"reason": "see 7" + "0" * 25}),
    ("erasure asked", {"size": 1}),
    ("erasure answered", {"request": "x"}),
    ("erasure answered", {"files": [{"sha256": "a" * 64, "answer": "burnt", "why": ""}]}),
    ("erasure answered", {"files": [{"sha256": "a" * 64, "answer": "kept", "why": "", "title": "x"}]}),
]


@pytest.mark.parametrize(("what", "changed"), BAD)
def test_what_is_not_allowed_is_found(what, changed):
    good = ASKED if what == "erasure asked" else ANSWERED
    assert found(what, good | changed) != []
