"""Signed minutes leave with their two fields and their revisions, and with nothing else that no other PDF may have."""

import io

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.engines.inspection.age_file import sha256
from tests.engines.inspection.pouches import ACT, LINE, Draft, allowance_of, inspected, message, position, told
from tests.engines.signature import papers
from verbale.engines.inspection import AllowedFile, AllowedMessage, FileKind
from verbale.engines.inspection.finding import Kind
from verbale.engines.inspection.pdf import examine
from verbale.engines.inspection.pdf_demand import PdfDemand
from verbale.engines.signature import sign
from verbale.kernel.canonical import digest_of


@pytest.fixture(scope="module")
def by_both():
    stamped = {"stamp": papers.drawing()}
    one = sign(papers.prepared(), side="XX", signer=papers.signer("XX"), at=papers.FIRST, **stamped)
    return sign(one, side="YY", signer=papers.signer("YY"), at=papers.SECOND, **stamped)


@pytest.fixture
def found(tmp_path):
    def examined(data, **demand):
        path = tmp_path / "examined.pdf"
        path.write_bytes(data)
        return examine(path, PdfDemand("minutes.pdf", **{"signed": True} | demand))

    return examined


def what(findings):
    return [finding.what for finding in findings]


def test_what_one_side_signed_is_clean(found):
    assert found(papers.signed_by_one()) == ()


def test_what_both_sides_signed_is_clean(found, by_both):
    assert found(by_both) == ()


def test_what_nobody_signed_is_found(found):
    assert what(found(papers.prepared())) == ["nobody has signed it"]
    assert what(found(papers.paper())) == ["its form is not that of two signatures"]


def test_of_any_other_kind_it_is_refused(found, by_both):
    findings = found(by_both, signed=False)
    assert {finding.kind for finding in findings} == {Kind.PDF}
    assert "it has an earlier revision" in what(findings)


def appended(data, change):
    """The paper with one more revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def acts(writer):
    action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(action)


def carries(writer):
    file = generic.StreamObject({pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b"CANARY")
    held = {pdf_name("/Type"): pdf_name("/Filespec"),
            pdf_name("/EF"): generic.DictionaryObject({pdf_name("/F"): writer.add_object(file)})}  # fmt: skip
    writer.root[pdf_name("/AF")] = generic.ArrayObject([writer.add_object(generic.DictionaryObject(held))])


def asks_more(writer):
    field = {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.pdf_string("remarks")}
    writer.root["/AcroForm"]["/Fields"].append(writer.add_object(generic.DictionaryObject(field)))
    writer.update_container(writer.root["/AcroForm"]["/Fields"])


def permits(writer):
    writer.root["/Perms"][pdf_name("/UR3")] = generic.DictionaryObject()
    writer.update_container(writer.root["/Perms"])


def hides(writer):
    writer.add_object(generic.StreamObject(stream_data=b"CANARY"))


@pytest.mark.parametrize("change", [acts, carries, asks_more, permits, hides], ids=lambda change: change.__name__)
def test_a_revision_that_is_no_signature_is_found(found, change):
    assert found(appended(papers.signed_by_one(), change)) != ()


def test_more_revisions_than_it_takes_to_sign_are_found(found, by_both):
    data = appended(by_both, lambda _: None)
    assert what(found(data))[0] == "bytes in its trailer"


@pytest.mark.parametrize("more", [b"CANARY", b"\n%CANARY\n", b"%%EOF\n"])
def test_bytes_that_belong_to_no_revision_are_found(found, by_both, more):
    assert found(by_both + more) != ()
    between = papers.signed_by_one().rfind(b"%%EOF\n") + 6
    assert found(by_both[:between] + more + by_both[between:]) != ()


def signed_pouch(data, name="minutes.pdf", **changed):
    body = {"text": LINE, "revision": "0" * 64, "sha256": sha256(data)} | changed
    told = message("signed paper", body, [name])
    envelope = {"version": 1, "sender": "DD", "recipient": "CN", "epoch": 1, "number": 7, "previous": position(6),
                "acknowledged": position(3)}  # fmt: skip
    files = {"checkpoint.note": b"verbale/DD/CN/1\n6\nAAAA\n", f"files/{told['id']}/{name}": data}
    return Draft(messages=[told], files=files, envelope=envelope)


def allowed(draft, data, kind=FileKind.SIGNED, act=ACT):
    (one,) = draft.messages
    file = AllowedFile(one["files"][0], sha256(data), len(data), kind, act=act)
    told = AllowedMessage(one["id"], one["what"], digest_of(one["body"]), (file,))
    bare = Draft(messages=[], files={"checkpoint.note": draft.files["checkpoint.note"]}, envelope=draft.envelope)
    return allowance_of(bare, messages=(told,))


def test_a_signed_paper_leaves_without_a_marking(tmp_path, by_both):
    draft = signed_pouch(by_both)
    assert told(inspected(tmp_path, draft, allowed(draft, by_both))) == ""


def test_a_paper_that_nobody_signed_does_not_leave(tmp_path):
    draft = signed_pouch(papers.paper())
    assert told(inspected(tmp_path, draft, allowed(draft, papers.paper()))) != ""


def test_a_paper_that_no_act_names_does_not_leave(tmp_path, by_both):
    draft = signed_pouch(by_both)
    assert "no release act names it" in told(inspected(tmp_path, draft, allowed(draft, by_both, act="")))


def test_a_paper_of_another_hash_or_name_does_not_leave(tmp_path, by_both):
    one = papers.signed_by_one()
    draft = signed_pouch(by_both)
    assert "its SHA-256 is another" in told(
        inspected(tmp_path, draft, allowed(draft, one + bytes(len(by_both) - len(one))))
    )
    for changed in ({"name": "list.pdf"}, {"sha256": sha256(one)}):
        draft = signed_pouch(by_both, **changed)
        assert "another file than “minutes.pdf”" in told(inspected(tmp_path, draft, allowed(draft, by_both)))


@pytest.mark.parametrize("what", ["delivery", "recall", "memorandum"])
def test_with_another_kind_of_message_it_does_not_leave(tmp_path, by_both, what):
    draft = signed_pouch(by_both)
    draft.messages[0]["what"] = what
    assert f"a signed paper does not go with “{what}”" in told(inspected(tmp_path, draft, allowed(draft, by_both)))
