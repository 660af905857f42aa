from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.chain.chains import chain, salt
from verbale.engines.chain import (
    GENESIS,
    BrokenChain,
    Fault,
    Kept,
    Payload,
    Verification,
    Why,
    append,
    body_digest,
    link,
    verify,
)

BODIES = [{"act": "asked"}, {"act": "decided"}, {"act": "approved"}, {"act": "sealed"}]
bodies = st.lists(st.dictionaries(st.text(max_size=3), st.integers(-9, 9), max_size=2), min_size=2, max_size=8)


def broken(kept: list[Kept]) -> Fault | None:
    return verify(kept).first_fault


def test_an_empty_chain_holds():
    assert verify([]) == Verification(0, GENESIS, (), None)


def test_a_whole_chain_holds():
    kept = chain(BODIES)

    assert verify(kept) == Verification(4, kept[3].entry.hash, (), None)
    verify(kept).demand()


def test_it_is_read_as_a_stream_up_to_the_first_fault():
    kept = chain(BODIES)

    def read():
        yield kept[0]
        yield kept[2]
        raise AssertionError("read on after a fault")

    assert verify(read()) == Verification(1, kept[0].entry.hash, (), Fault(2, 3, Why.NUMBER))


def test_an_erased_payload_leaves_the_chain_whole_and_is_told():
    kept = chain(BODIES)
    kept[1] = Kept(kept[1].entry, erased=True)

    assert verify(kept) == Verification(4, kept[3].entry.hash, (2,), None)


def test_a_payload_missing_without_erasure_is_a_fault():
    kept = chain(BODIES)
    kept[1] = Kept(kept[1].entry)

    assert broken(kept) == Fault(2, 2, Why.MISSING)


def test_a_payload_that_is_there_though_erased_is_a_fault():
    kept = chain(BODIES)
    kept[1] = replace(kept[1], erased=True)

    assert broken(kept) == Fault(2, 2, Why.NOT_ERASED)


@pytest.mark.parametrize(
    "payload",
    [
        Payload(salt(2), {"act": "refused"}),
        Payload(salt(3), {"act": "decided"}),
        Payload(b"", {"act": "decided"}),
        Payload(salt(2), {"act": float("inf")}),
    ],
)
def test_another_payload_is_a_fault(payload):
    kept = chain(BODIES)
    kept[1] = replace(kept[1], payload=payload)

    assert broken(kept) == Fault(2, 2, Why.DIGEST)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"number": 7}, Fault(2, 7, Why.NUMBER)),
        ({"previous": GENESIS}, Fault(2, 2, Why.PREVIOUS)),
        ({"digest": "f" * 64}, Fault(2, 2, Why.HASH)),
        ({"hash": "f" * 64}, Fault(2, 2, Why.HASH)),
    ],
)
def test_each_field_of_an_entry_is_held(change, fault):
    kept = chain(BODIES)
    kept[1] = replace(kept[1], entry=replace(kept[1].entry, **change))

    assert broken(kept) == fault


def test_an_entry_rewritten_with_its_own_hash_shows_at_the_next():
    kept = chain(BODIES)
    body = {"act": "refused"}
    kept[1] = Kept(append(kept[0].entry, body_digest(salt(2), body)), Payload(salt(2), body))

    assert broken(kept) == Fault(3, 3, Why.PREVIOUS)


def test_verifying_goes_on_from_where_it_stopped():
    kept = chain(BODIES)
    half = verify(kept[:2])

    assert verify(kept[2:], after=(half.count, half.head)) == verify(kept)


def test_the_demand_names_the_first_broken_entry():
    kept = chain(BODIES)
    kept[2] = Kept(kept[2].entry)

    with pytest.raises(BrokenChain) as refused:
        verify(kept).demand()

    assert refused.value.facts == {"number": 3, "why": Why.MISSING, "good": 2}
    assert str(refused.value).startswith(
        "Entry 3 is broken: its payload is missing, and nobody erased it. The 2 entries before it hold."
    )


@given(bodies, st.data())
def test_any_single_deletion_before_the_end_is_found(given_bodies, data):
    kept = chain(given_bodies)
    at = data.draw(st.integers(0, len(kept) - 2))
    del kept[at]

    assert broken(kept) == Fault(at + 1, at + 2, Why.NUMBER)


@given(bodies, st.data())
def test_any_swap_is_found(given_bodies, data):
    kept = chain(given_bodies)
    one, other = sorted(data.draw(st.lists(st.integers(0, len(kept) - 1), min_size=2, max_size=2, unique=True)))
    kept[one], kept[other] = kept[other], kept[one]

    assert broken(kept) == Fault(one + 1, other + 1, Why.NUMBER)


@given(bodies, st.data())
def test_any_insertion_before_the_end_is_found(given_bodies, data):
    kept = chain(given_bodies)
    at = data.draw(st.integers(0, len(kept) - 1))
    before = kept[at - 1].entry if at else None
    body = {"act": "forged"}
    kept.insert(at, Kept(append(before, body_digest(salt(99), body)), Payload(salt(99), body)))

    assert broken(kept) == Fault(at + 2, at + 1, Why.NUMBER)


@given(bodies, st.data())
def test_any_single_alteration_is_found(given_bodies, data):
    kept = chain(given_bodies)
    at = data.draw(st.integers(0, len(kept) - 1))
    entry = kept[at].entry
    name = data.draw(st.sampled_from(["number", "previous", "digest", "hash"]))
    other = data.draw(st.integers(0, 20) if name == "number" else st.text("0123456789abcdef", min_size=64, max_size=64))
    changed = replace(entry, **{name: other})
    kept[at] = replace(kept[at], entry=changed)

    fault = broken(kept)

    assert (fault is None) == (changed == entry)
    assert fault is None or fault.number == at + 1


@given(bodies, st.data())
def test_an_alteration_with_its_own_hash_made_anew_is_found(given_bodies, data):
    kept = chain(given_bodies)
    at = data.draw(st.integers(0, len(kept) - 2))
    entry = kept[at].entry
    digest = data.draw(st.text("0123456789abcdef", min_size=64, max_size=64))
    forged = replace(entry, digest=digest, hash=link(entry.number, entry.previous, digest))
    kept[at] = Kept(forged, erased=True)

    assert broken(kept) == Fault(at + 2, at + 2, Why.PREVIOUS)
