"""What is accepted, and everything that is not."""

from __future__ import annotations

import io
import random
import re
import subprocess
from datetime import timedelta
from hashlib import sha256
from itertools import product

import pikepdf
import pytest
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field

from tests.engines.signature import attacks
from tests.engines.signature.papers import (
    BOXES,
    FIRST,
    NOW,
    SECOND,
    SIDES,
    TEXT,
    VALID_FROM,
    VALID_UNTIL,
    drawing,
    judged,
    key,
    kinds,
    known,
    needs_poppler,
    paper,
    prepared,
    serial,
    signed_by_both,
    signed_by_one,
    signer,
)
from verbale.engines.signature import (
    Box,
    Coverage,
    Finding,
    Kind,
    Limits,
    Modification,
    Permission,
    SameSides,
    SignatureEntry,
    Signer,
    SigningKey,
    Statement,
    Subject,
    TrustedCertificate,
    Verification,
    first_revision,
    make_certificate,
    prepare,
    sign,
    verify,
)
from verbale.engines.signature.increment import Increment
from verbale.kernel.clock import NoZone


def by_second(data: bytes) -> bytes:
    return sign(data, side="YY", signer=signer("YY"), at=SECOND)


def entry(side: str, **said: object) -> SignatureEntry:
    facts = {
        "field": f"side-{side}",
        "subject": f"A. Keller, International desk, {side}",
        "fingerprint": key(side).certificate.fingerprint,
        "side": side,
        "signed_at": FIRST,
        "reason": "",
        "location": "",
        "name": "",
        "coverage": Coverage.WHOLE_FILE,
        "intact": True,
        "trusted": True,
        "passes": True,
        "permits": Permission.FORMS,
        "modification": Modification.NONE,
    }
    return SignatureEntry(**facts | said)


def test_two_good_signatures_are_accepted() -> None:
    data = signed_by_both()
    first = entry("XX", coverage=Coverage.WHOLE_REVISION, modification=Modification.FORMS)
    second = entry("YY", signed_at=SECOND, permits=None)
    expected = Verification(sha256(data).hexdigest(), len(data), (first, second), ())
    assert judged(data, paper=prepared()) == expected
    assert (expected.accepted, expected.waits_for) == (True, None)
    assert Verification.from_json(expected.as_json()) == expected


def test_either_side_may_sign_first() -> None:
    one = sign(prepared(), side="YY", signer=signer("YY"), at=FIRST, statement=Statement("agreed", "Riga", "The desk"))
    verdict = judged(sign(one, side="XX", signer=signer("XX"), at=SECOND))
    assert verdict.accepted
    assert [(one.side, one.reason, one.location, one.name) for one in verdict.signatures] == [
        ("YY", "agreed", "Riga", "The desk"),
        ("XX", "", "", ""),
    ]


def test_a_paper_of_many_articles() -> None:
    """Each heading is reached from the one before, so the library calls itself some thousand times."""
    articles = "\n".join(f"== Article {number}" for number in range(900))
    long = prepare(paper(f"#pagebreak()\n{articles}"), BOXES)
    assert judged(by_second(sign(long, side="XX", signer=signer("XX"), at=FIRST)), paper=long).findings == ()


def test_one_signature_waits_for_the_other() -> None:
    verdict = judged(signed_by_one())
    assert verdict.signatures == (entry("XX"),)
    assert verdict.findings == (Finding(Kind.MISSING, what="YY"),)
    assert (verdict.accepted, verdict.waits_for) == (False, "YY")
    assert verdict.findings[0].sentence() == "The signature of “YY” is missing."


def test_nobody_has_signed() -> None:
    assert kinds(judged(prepared())) == ["unsigned"]
    assert kinds(judged(paper())) == ["unsigned"]


def test_a_byte_changed_anywhere() -> None:
    data, chance = signed_by_both(), random.Random(7)
    places = [*range(0, len(data), len(data) // 40), *(chance.randrange(len(data)) for _ in range(20))]
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        assert not judged(bytes(changed)).accepted, place


def test_a_byte_changed_in_the_text() -> None:
    data = signed_by_both()
    place = data.index(b"stream") + 40
    changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    assert Kind.ALTERED.value in kinds(judged(changed))


def test_the_last_signature_cannot_be_respelled() -> None:
    """Nothing else covers it: padding, letters, and what a container may hold beside the signature."""
    data = signed_by_both()
    start = data.rindex(b"/Contents <") + 11
    end = data.index(b">", start)
    letter = next(place for place in range(start, end) if data[place : place + 1] in b"ABCDEF")
    lower = data[:letter] + data[letter : letter + 1].lower() + data[letter + 1 :]
    assert kinds(judged(lower)) == ["container"]
    padded = data[: end - 1] + b"1" + data[end:]
    assert kinds(judged(padded)) == ["container"]
    forged = data.replace(data[start : start + 8], b"30831234")
    assert not judged(forged).accepted
    for length in (0x00, 0x7F, *(int(data[start + 6 : start + 8], 16) + more for more in (0, 1, 2, 4, 32))):
        longer = data[: start + 6] + b"%02X" % length + data[start + 8 :]
        assert judged(longer).accepted == (longer == data), length
    spaced = data[: end - 1] + b" " + data[end:]
    assert not judged(spaced).accepted


CHANGES = [
    attacks.cover_text,
    attacks.annotate,
    attacks.add_field,
    attacks.enlarge_other_field,
    attacks.retitle,
    attacks.reopen,
]


@pytest.mark.parametrize("change", CHANGES)
def test_changed_after_both(change: attacks.Change) -> None:
    found = kinds(judged(attacks.updated(signed_by_both(), change)))
    assert "changed after" in found


@pytest.mark.parametrize("change", [*CHANGES, attacks.fill_other_field])
def test_changed_between(change: attacks.Change) -> None:
    """The second signature covers the change, and by itself it is good."""
    verdict = judged(by_second(attacks.updated(signed_by_one(), change)))
    assert "changed between" in kinds(verdict)
    assert verdict.signatures[1].intact


@pytest.mark.parametrize("change", CHANGES)
def test_changed_by_the_second_signature(change: attacks.Change) -> None:
    found = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), SECOND, change)
    assert "changed with signature" in kinds(judged(found))


@pytest.mark.parametrize("change", [*CHANGES, attacks.fill_other_field])
def test_changed_by_the_first_signature(change: attacks.Change) -> None:
    """Both signatures cover the change, and the first revision is still the expected paper."""
    one = attacks.signed_with(prepared(), "side-XX", signer("XX"), FIRST, change, MDPPerm.FILL_FORMS)
    assert first_revision(one) == prepared()
    assert "changed with signature" in kinds(judged(by_second(one), paper=prepared()))


@pytest.mark.parametrize(("at", "key", "value"), [(1, "/F", 2), (1, "/Ff", 1), (0, "/Ff", 1), (1, "/TU", 0)])
def test_a_field_is_dressed_otherwise_by_the_second_signature(at: int, key: str, value: int) -> None:
    """Hidden, locked, or called something else: no reader shows what was signed as it was."""
    found = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), SECOND, attacks.set_in_field(at, key, value))
    assert "changed with signature" in kinds(judged(found))


def test_the_form_is_changed_by_the_second_signature() -> None:
    found = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), SECOND, attacks.give_form_resources)
    assert kinds(judged(found)) == ["changed with signature"]


def test_a_box_over_the_words() -> None:
    """The second signer draws into it what they like, and by themselves both signatures are good."""
    over = prepare(paper(), BOXES | {"YY": Box(1, 0, 300, 590, 800)})
    both = sign(
        sign(over, side="XX", signer=signer("XX"), at=FIRST), side="YY", signer=signer("YY"), at=SECOND,
        stamp=drawing(),
    )  # fmt: skip
    verdict = judged(both)
    assert [(one.intact, one.trusted, one.passes) for one in verdict.signatures] == [(True, True, True)] * 2
    assert verdict.findings == (Finding(Kind.OVER_WORDS, "side-YY", f"Minutes {TEXT}"),)
    assert kinds(judged(both[: len(over)])) == ["unsigned"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (attacks.reopen, "/OpenAction"),
        (attacks.hide_layer, "/OCProperties"),
        (attacks.annotate, "/Square on page 1"),
        (attacks.act_on_page, "/AA on page 1"),
    ],
)
def test_a_paper_that_acts_or_hides(change: attacks.Change, said: str) -> None:
    """Both signed it so; but what they saw depends on the reader, the moment, or a switch."""
    empty = prepare(attacks.updated(paper(), change), BOXES)
    both = by_second(sign(empty, side="XX", signer=signer("XX"), at=FIRST))
    assert judged(both).findings == (Finding(Kind.ACTIVE, what=said),)
    assert kinds(judged(both, paper=prepared())) == ["active", "other paper"]


def test_one_key_under_two_names() -> None:
    """Their certificates are known and their sides are two; still the same hand signed both."""
    private = key("XX").private
    again = make_certificate(
        Subject("YY", "Desk", "B. Novak"), private, valid_from=VALID_FROM, valid_until=VALID_UNTIL, random=serial
    )
    both = sign(signed_by_one(), side="YY", signer=Signer.of(SigningKey(again, private)), at=SECOND)
    assert kinds(judged(both, known("XX"), TrustedCertificate("YY", again.pem))) == ["one key"]


def test_the_second_says_it_was_first() -> None:
    for earlier, found in ((timedelta(minutes=9), []), (timedelta(minutes=11), ["out of order"])):
        both = sign(signed_by_one(), side="YY", signer=signer("YY"), at=FIRST - earlier)
        assert kinds(judged(both)) == found


@needs_poppler
def test_poppler_calls_a_covered_text_valid(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Why a reader's “valid” is not enough."""
    covered = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), SECOND, attacks.cover_text)
    file = tmp_path / "covered.pdf"
    file.write_bytes(covered)
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 2
    assert not judged(covered).accepted


def test_a_signature_missing_or_taken_out() -> None:
    both = signed_by_both()
    assert kinds(judged(attacks.updated(both, attacks.remove_signature(1)))) == ["changed after", "removed", "missing"]
    assert {"removed", "missing"} <= set(kinds(judged(attacks.updated(both, attacks.remove_signature(0)))))
    swapped = by_second(attacks.updated(signed_by_one(), attacks.remove_signature(0)))
    assert kinds(judged(swapped)) == ["removed", "missing"]
    assert judged(swapped).waits_for is None
    assert kinds(judged(both[: len(signed_by_one())])) == ["missing"]
    assert kinds(judged(both[: len(prepared())])) == ["unsigned"]


def test_the_same_side_twice() -> None:
    again = attacks.signed_with(signed_by_one(), "side-YY", signer("XX"), SECOND)
    assert kinds(judged(again)) == ["other field", "twice", "missing"]
    colleague = attacks.signed_with(signed_by_one(), "side-YY", signer("XX", "C. Ito"), SECOND)
    trusted = [known("XX"), known("YY"), known("XX", person="C. Ito")]
    assert kinds(judged(colleague, *trusted)) == ["other field", "twice", "missing"]


def test_the_fields_exchanged() -> None:
    one = attacks.signed_with(prepared(), "side-YY", signer("XX"), FIRST, permits=MDPPerm.FILL_FORMS)
    both = attacks.signed_with(one, "side-XX", signer("YY"), SECOND)
    assert kinds(judged(both)) == ["other field", "other field"]


def test_three_signatures() -> None:
    three = attacks.updated(
        prepared(), lambda writer: append_signature_field(writer, SigFieldSpec("side-ZZ", box=(0, 0, 9, 9)))
    )
    both = by_second(sign(three, side="XX", signer=signer("XX"), at=FIRST))
    verdict = judged(attacks.signed_with(both, "side-ZZ", signer("XX"), SECOND))
    assert kinds(verdict) == ["other field", "twice", "too many"]


def test_an_unknown_certificate() -> None:
    """Its subject claims the side; that is not what makes it the side's."""
    data = sign(signed_by_one(), side="YY", signer=signer("YY", "Nobody"), at=SECOND)
    verdict = judged(data)
    assert kinds(verdict) == ["unknown", "missing"]
    assert (verdict.signatures[1].side, verdict.signatures[1].intact, verdict.signatures[1].trusted) == (
        None,
        True,
        False,
    )
    stranger = [known("XX"), known("YY"), known("ZZ")]
    third = attacks.signed_with(signed_by_one(), "side-YY", signer("ZZ"), SECOND)
    assert kinds(judged(third, *stranger)) == ["unknown", "missing"]
    assert kinds(verify(signed_by_both(), trusted=[], sides=SIDES, at=NOW)) == ["unknown"] * 2 + ["missing"] * 2


def test_a_certificate_of_two_sides_is_of_none() -> None:
    both = TrustedCertificate("XX", key("YY").certificate.pem)
    assert kinds(judged(signed_by_both(), known("XX"), known("YY"), both)) == ["unknown", "missing"]


def test_a_rewritten_file() -> None:
    written = io.BytesIO()
    pikepdf.open(io.BytesIO(signed_by_both())).save(written)
    assert kinds(judged(written.getvalue())) == ["rewritten", "rewritten", "missing", "missing"]
    for how in ({"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}):
        written = io.BytesIO()
        pikepdf.open(io.BytesIO(signed_by_both())).save(written, **how)
        assert kinds(judged(written.getvalue())) == ["rewritten", "rewritten", "missing", "missing"]
    emptied = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed_by_both())) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            del field.V
        pdf.save(emptied)
    assert kinds(judged(emptied.getvalue())) == ["unsigned"]


def test_hidden_objects() -> None:
    hidden = by_second(attacks.hidden_object(signed_by_one()))
    assert kinds(judged(hidden)) == ["hidden"]
    one = sign(attacks.hidden_object(prepared()), side="XX", signer=signer("XX"), at=FIRST)
    assert kinds(judged(by_second(one))) == ["hidden"]
    assert "changed after" in kinds(judged(attacks.shadowed(signed_by_both())))
    assert "changed between" in kinds(judged(by_second(attacks.shadowed(signed_by_one()))))


def test_an_object_named_before_it_exists() -> None:
    empty = prepare(attacks.updated(paper(), attacks.name_what_comes_later), BOXES)
    one = sign(empty, side="XX", signer=signer("XX"), at=FIRST)
    assert judged(one).waits_for is None
    both = attacks.signed_with(one, "side-YY", signer("YY"), SECOND, attacks.bring_what_came_later)
    assert kinds(judged(both)) == ["unverifiable", "changed with signature", "missing"]


@pytest.mark.parametrize("tail", [b"\n", b"x", b"x" * 5000, b"\n%%EOF\n", b"\0" * 100])
def test_garbage_appended(tail: bytes) -> None:
    found = kinds(judged(signed_by_both() + tail))
    assert {"appended", "damaged"} & set(found)


def test_the_end_says_an_older_table() -> None:
    """A reader that follows it shows the paper as it was, with the signatures still in the file."""
    both = signed_by_both()
    places = [int(place) for place in re.findall(rb"startxref\s+(\d+)", both)]
    said = [kinds(judged(both + b"startxref\n%d\n%%%%EOF\n" % place)) for place in places]
    assert said == [["unsigned"], ["unsigned"], ["appended", "missing"], ["appended"]]


def test_another_file_behind_it() -> None:
    both = signed_by_both()
    assert kinds(judged(both + both)) == ["appended"]
    assert not judged(both + paper()).accepted


@pytest.mark.parametrize("previous", [None, 0, 7, 10**9, -5])
def test_tables_that_lead_nowhere(previous: int | None) -> None:
    both = signed_by_both()
    assert not judged(both + attacks.empty_table(both, len(both) if previous is None else previous)).accepted


def test_an_object_is_taken_out_of_the_table() -> None:
    both = signed_by_both()
    last = int(re.findall(rb"startxref\s+(\d+)", both)[-1])
    freed = both + attacks.empty_table(both, last, b"5 1\n0000000000 65535 f \n")
    assert "changed after" in kinds(judged(freed))


def test_an_altered_paper_is_no_reason_against_its_certificates() -> None:
    data = signed_by_both()
    place = data.index(b"stream") + 40
    verdict = judged(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    assert "untrusted" not in kinds(verdict)
    assert [(one.intact, one.trusted) for one in verdict.signatures] == [(False, True)] * 2


def test_signatures_in_each_other_s_place() -> None:
    data = signed_by_both()
    one, two = re.finditer(rb"/Contents <[0-9A-Fa-f]+>", data)
    swapped = data[: one.start()] + two[0] + data[one.end() : two.start()] + one[0] + data[two.end() :]
    assert {"other field", "altered"} <= set(kinds(judged(swapped)))


@pytest.mark.parametrize("missing", [1, 2, 7, 300, 3000, 16_000])
def test_cut_short(missing: int) -> None:
    assert "cut short" in kinds(judged(signed_by_both()[:-missing]))


def test_cut_anywhere() -> None:
    data = signed_by_both()
    ends = {len(data), len(signed_by_one()), len(prepared()), len(paper())}
    for end in range(0, len(data), 1009):
        if end not in ends:
            assert set(kinds(judged(data[:end]))) & {"cut short", "not a pdf"}, end


def test_a_part_of_the_paper_is_left_out() -> None:
    data = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), SECOND, hole=10)
    verdict = judged(data)
    assert "hole" in kinds(verdict)
    assert verdict.signatures[1].coverage is Coverage.PART or not verdict.signatures[1].passes


@pytest.mark.parametrize(
    "numbers", [b"[]", b"[0 0 0 0]", b"[0 1 2]", b"[0 -1 9 9]", b"[1 20000 40000 100]", b"null", b"[/A /B /C /D]"]
)
def test_an_empty_range(numbers: bytes) -> None:
    assert kinds(judged(attacks.with_range(signed_by_both(), numbers))) == ["range", "missing"]


def test_a_range_of_other_bytes() -> None:
    assert kinds(judged(attacks.with_range(signed_by_both(), b"[0 100 40000 100]"))) == ["rewritten", "missing"]


@pytest.mark.parametrize("data", [b"", b"hello", b"\0" * 100, b"PK\x03\x04", b" " + b"%PDF-1.7"])
def test_not_a_pdf(data: bytes) -> None:
    assert kinds(judged(data)) == ["not a pdf"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%%EOF\n", b"%PDF-1.7\nstartxref\n9\n%%EOF\n"])
def test_a_damaged_pdf(data: bytes) -> None:
    assert kinds(judged(data)) == ["damaged"]


@pytest.mark.parametrize("password", ["", "secret"])
def test_encrypted(password: str) -> None:
    written = io.BytesIO()
    protection = pikepdf.Encryption(user=password, owner="owner")
    pikepdf.open(io.BytesIO(signed_by_both())).save(written, encryption=protection)
    assert kinds(judged(written.getvalue())) == ["encrypted"]


def test_too_big_is_not_read() -> None:
    assert kinds(judged(b"%PDF-" + b"\0" * Limits().bytes)) == ["too big"]
    assert kinds(judged(signed_by_both(), limits=Limits(bytes=1000))) == ["too big"]


def test_each_of_many_signatures_is_counted() -> None:
    def name_again(writer: Increment) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        fields.extend([fields.raw_get(0)] * 28)
        writer.update_container(fields)
        writer.update_root()

    again = attacks.updated(signed_by_both(), name_again)
    assert Finding(Kind.TOO_MANY, what="30") in judged(again).findings


def test_too_many_revisions() -> None:
    assert kinds(judged(signed_by_both(), limits=Limits(revisions=3))) == ["damaged"]


@pytest.mark.parametrize("permits", [None, MDPPerm.ANNOTATE])
def test_the_first_one_does_not_certify(permits: MDPPerm | None) -> None:
    one = attacks.signed_with(prepared(), "side-XX", signer("XX"), FIRST, permits=permits)
    both = attacks.signed_with(one, "side-YY", signer("YY"), SECOND)
    assert kinds(judged(both)) == ["not certified"]


def test_the_first_one_permits_no_second() -> None:
    one = attacks.signed_with(prepared(), "side-XX", signer("XX"), FIRST, permits=MDPPerm.NO_CHANGES)
    both = attacks.signed_with(one, "side-YY", signer("YY"), SECOND)
    assert kinds(judged(both)) == ["difference"]


def test_the_second_one_certifies_too() -> None:
    both = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), SECOND, permits=MDPPerm.FILL_FORMS)
    assert "not certified" in kinds(judged(both))


def test_the_moment_of_signing() -> None:
    undated = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), None)
    assert kinds(judged(undated)) == ["undated"]
    assert kinds(judged(signed_by_both(), at=SECOND - timedelta(hours=1))) == ["future"]
    assert judged(signed_by_both(), at=SECOND - timedelta(minutes=9)).accepted
    late = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), VALID_UNTIL + timedelta(days=1))
    assert kinds(judged(late, at=VALID_UNTIL + timedelta(days=2))) == ["expired"]
    early = attacks.signed_with(signed_by_one(), "side-YY", signer("YY"), VALID_FROM - timedelta(days=1))
    assert kinds(judged(early)) == ["not yet valid", "out of order"]


def test_a_certificate_that_expired_later_keeps_its_signature() -> None:
    assert judged(signed_by_both(), at=VALID_UNTIL + timedelta(days=3650)).accepted


def test_revoked_before_signing() -> None:
    for revoked_at, held in product([SECOND - timedelta(days=1), SECOND], [None, SECOND]):
        verdict = judged(signed_by_both(), known("XX"), known("YY", revoked_at), held_since=held)
        assert kinds(verdict) == ["revoked"]
        assert not verdict.signatures[1].trusted
        assert verdict.signatures[0].trusted


def test_revoked_since() -> None:
    """The claimed moment proves nothing; that the file was held before does."""
    revoked_at = SECOND + timedelta(days=1)
    trusted = [known("XX"), known("YY", revoked_at)]
    assert kinds(judged(signed_by_both(), *trusted)) == ["revoked since"]
    assert kinds(judged(signed_by_both(), *trusted, held_since=revoked_at)) == ["revoked since"]
    assert judged(signed_by_both(), *trusted, held_since=revoked_at - timedelta(seconds=1)).accepted
    assert judged(signed_by_both(), *trusted, at=revoked_at - timedelta(seconds=1)).accepted
    twice_told = [*trusted, known("YY")]
    assert kinds(judged(signed_by_both(), *twice_told)) == ["revoked since"]


def test_another_paper() -> None:
    assert kinds(judged(signed_by_both(), paper=prepare(paper("Another text."), BOXES))) == ["other paper"]
    assert "other paper" in kinds(judged(paper(), paper=prepared()))


def test_nonsense_is_asked() -> None:
    with pytest.raises(SameSides):
        verify(signed_by_both(), trusted=[], sides=("XX", "XX"), at=NOW)
    with pytest.raises(NoZone):
        verify(signed_by_both(), trusted=[], sides=SIDES, at=NOW.replace(tzinfo=None))
