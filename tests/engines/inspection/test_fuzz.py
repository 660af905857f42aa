"""In whatever a broken sealer writes the inspector finds something, or it is just what was allowed; no other fault."""

import io
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.inspection.pouches import OURS, SIGNER, pouch, signed
from tests.mutations import mutated
from verbale.engines.inspection.age import check_header
from verbale.engines.inspection.envelope import check_envelope, check_signature
from verbale.engines.inspection.label import check_label
from verbale.engines.inspection.messages import check_messages
from verbale.engines.inspection.pouch import check_manifests
from verbale.engines.inspection.sshsig import fault_of
from verbale.engines.inspection.tar import read_members
from verbale.kernel.canonical import canonical, digest

DRAFT, ALLOWANCE = pouch()
MANIFEST = b"the manifest"
ENVELOPE = canonical({**DRAFT.envelope, "manifest": digest(MANIFEST)})
MESSAGES = canonical({"version": 1, "messages": DRAFT.messages})
SIGNATURE = signed(ENVELOPE)
PLAINTEXT = DRAFT.plaintext()
SEALED = DRAFT.sealed()
HEADER = SEALED[: SEALED.index(b"\n--- ") + 60]
(LABEL,) = [data for path, data in DRAFT.files.items() if path.endswith(".xml")]
TAGS = {"pouch.json": ENVELOPE, "pouch.json.sig": SIGNATURE, "bagit.txt": b"BagIt-Version: 1.0\n"}

JSON = [b"null", b"true", b'""', b"[" * 3000, b"{", b"[]", b"{}", b"1e9", b"-1", b"9" * 400, b'"\\ud800"', b"\xff"]
TAR = [bytes(512), b"-1\0", b"x", b"77777777777\0", b"12 path=", b"13 size=-1\n", b"0" * 11, b"\xff", b"././@PaxHeader"]
ARMOUR = [b"\n", b"=", b"AAAA", b"-----END SSH SIGNATURE-----\n", b"\xff", b"\0"]
AGE = [b"-> X25519 ", b"\n", b"-> scrypt ", b"\n--- ", b"AAAA", b"\xff", b"-> x-grease a\n\n"]
XML = [b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<a/>", b"<!-- -->", b"<?x?>", b"<![CDATA[x]]>", b"&#0;", b' a="b"']


@given(st.binary(max_size=300) | mutated(ENVELOPE, JSON))
def test_envelopes(data):
    assert list(check_envelope(data, MANIFEST, ALLOWANCE)) or data == ENVELOPE


@given(st.binary(max_size=300) | mutated(MESSAGES, JSON))
def test_messages(data):
    assert list(check_messages(data, ALLOWANCE)) or data == MESSAGES


@given(st.binary(max_size=300) | mutated(SIGNATURE, ARMOUR))
def test_signatures(data):
    assert list(check_signature(ENVELOPE, data, ALLOWANCE)) or data == SIGNATURE
    assert fault_of(ENVELOPE, data, signer=SIGNER, namespace="verbale-pouch") or data == SIGNATURE


@given(st.binary(max_size=300) | mutated(SIGNER.encode(), [b" ", b"ssh-ed25519", b"="]), st.booleans())
def test_signers(data, said):
    signer = data.decode("utf-8", "surrogateescape")
    told = fault_of(ENVELOPE, SIGNATURE, signer=signer, namespace="verbale-pouch")
    assert told or signer.split()[1] == SIGNER.split()[1]


@given(st.data())
def test_manifests(data):
    name = data.draw(st.sampled_from(sorted(TAGS)))
    changed = data.draw(mutated(TAGS[name], ARMOUR))
    tags = {"manifest-sha256.txt": b"", "tagmanifest-sha256.txt": b"", **TAGS, name: changed}
    assert list(check_manifests(tags, []))


@given(st.binary(max_size=2000) | mutated(PLAINTEXT[:6000], TAR) | mutated(PLAINTEXT, TAR))
def test_tars(data):
    told = []
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        members = read_members(file.fileno(), lambda *what: told.append(what))
    assert told or all(0 <= one.offset <= one.offset + one.size <= len(data) for one in members)


@given(st.binary(max_size=300) | mutated(HEADER, AGE))
def test_headers_of_age(data):
    found = list(check_header(io.BytesIO(data), OURS))
    assert found or data.partition(b"\n--- ")[0].count(b"\n-> X25519 ") == 2


@pytest.mark.parametrize("demanded", ["right", "other"])
@given(data=st.binary(max_size=300) | mutated(LABEL, XML))
def test_labels(demanded, data):
    code = next(file.mark.code for one in ALLOWANCE.messages for file in one.files if file.mark)
    wanted = code if demanded == "right" else "another"
    found = list(check_label(data, "2-label.xml", code=wanted, sender="DD", recipient="CN"))
    assert found or (demanded == "right" and code.encode() in data)
