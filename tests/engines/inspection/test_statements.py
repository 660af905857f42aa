"""What a message says of others: who speaks, and that hashes name what is carried."""

import pytest

from tests.engines.inspection.test_schema import ACT, REVISION, SAMPLES
from verbale.engines.inspection import Allowance, AllowedFile, FileKind
from verbale.engines.inspection.statements import check_statement
from verbale.kernel.canonical import canonical, digest, digest_of

ALLOWANCE = Allowance(
    sender="DD", recipient="CN", epoch=1, number=2, previous=None, acknowledged=None, signer="ssh-ed25519 AAAA"
)
TOLD = digest(b"messages")
MANIFEST = f"{TOLD}  data/messages.json\n"
PROPOSAL = {**SAMPLES["text act"], "act": {**ACT, "revision": digest_of(REVISION)}}


def returned(manifest=MANIFEST, messages=TOLD, **changed):
    facts = {"sender": "CN", "recipient": "DD", "manifest": digest(manifest.encode())} | changed
    row = {"envelope": canonical(facts).decode(), "signature": "", "manifest": manifest, "messages": messages}
    return {"pouches": [row]}


def found(what, body, *files):
    return [one.what for one in check_statement(what, body, files, "here", ALLOWANCE)]


def file(name, sha256):
    return AllowedFile(name, sha256, 8, FileKind.RETURNED, act="a pouch that came")


def test_what_holds_together_passes():
    assert found("text act", PROPOSAL) == []
    assert found("keys", SAMPLES["keys"]) == []
    assert found("returned pouches", returned(), file(f"{TOLD}.json", TOLD)) == []
    assert found("returned pouches", returned()) == []
    assert found("returned pouches", returned(messages="")) == []
    assert found("receipt", SAMPLES["receipt"]) == []


@pytest.mark.parametrize(
    ("act", "content", "why"),
    [
        ({"side": "CN"}, REVISION, "it is an act of another side"),
        ({"depositary": "XX"}, REVISION, "its depositary is a third side"),
        ({"kind": "approve"}, REVISION, "a proposal, and nothing else, carries its text"),
        ({}, None, "a proposal, and nothing else, carries its text"),
        ({"revision": "0" * 64}, REVISION, "it carries another text than it proposes"),
    ],
)
def test_an_act_on_a_text_says_who_speaks_and_of_what(act, content, why):
    assert found("text act", {"act": {**PROPOSAL["act"], **act}, "signature": "", "content": content}) == [why]


def test_keys_of_another_side_are_found():
    statement = {**SAMPLES["keys"]["statement"], "side": "CN"}
    assert found("keys", {"statement": statement, "signature": ""}) == ["it is about the keys of another side"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sender": "XX"}, "it returns a pouch that the partner did not seal for us"),
        ({"recipient": "XX"}, "it returns a pouch that the partner did not seal for us"),
        ({"messages": "0" * 64}, "it returns other messages than the manifest names"),
    ],
)
def test_only_what_the_partner_sealed_for_us_goes_back(changed, why):
    assert found("returned pouches", returned(**changed)) == [why]


def test_another_manifest_or_envelope_is_found():
    body = returned()
    body["pouches"][0]["manifest"] += "x"
    assert found("returned pouches", body) == ["it returns another manifest than the envelope names"]
    body["pouches"][0]["envelope"] = "{"
    assert found("returned pouches", body) == ["it returns an envelope that is none"]


@pytest.mark.parametrize("name", [f"{TOLD}.json", "other.json"])
def test_a_file_that_no_returned_pouch_names_is_found(name):
    assert found("returned pouches", returned(), file(name, digest(b"other"))) == [
        "it carries other messages than it names"
    ]


PAPER = digest(b"minutes")


def paper(name="minutes.pdf", sha256=PAPER):
    return AllowedFile(name, sha256, 7, FileKind.SIGNED, act="our signing")


def test_a_signed_paper_is_the_one_that_its_message_names():
    body = {**SAMPLES["signed paper"], "sha256": PAPER}
    assert found("signed paper", body, paper()) == []
    for files in ([], [paper("other.pdf")], [paper(sha256=digest(b"other"))], [paper(), paper("2.pdf")]):
        assert found("signed paper", body, *files) == [
            "it carries another file than “minutes.pdf” with the hash that it names"
        ]


@pytest.mark.parametrize(("host", "why"), [("DD", []), ("CN", []), ("XX", ["its host is a third side"])])
def test_a_session_is_hosted_by_a_side(host, why):
    assert found("session", {**SAMPLES["session"], "host": host}) == why
