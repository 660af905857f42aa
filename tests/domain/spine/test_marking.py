"""Marks: ours, and those we received, which bind us in whatever is made of the file."""

import pytest

from tests.domain.spine.told import last
from tests.records.rows import make
from verbale.domain.spine import marking
from verbale.domain.spine.person import NeedsRole
from verbale.records import models as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(now):
    """A file with a mark of a party on it."""

    def act(giver, caveat="internal", bars=True, file=None):
        file = file or make(records.StoredFile, state="sound")
        marking.receive(file=file, party=giver, caveat=caveat, text=f"For {giver}", bars_onward_release=bars, at=now)
        return file

    return act


@pytest.fixture
def document(thing):
    def act(file=None, *, caveat="internal", role="marked", made_from=None, state="sound"):
        file = file or make(records.StoredFile, state=state)
        hung = {"thing_kind": thing.kind, "thing_id": thing.pk, "title": "Acta 1"}
        return make(records.Document, file=file, role=role, caveat=caveat, made_from=made_from, **hung)

    return act


def check(partner, *documents, caveat="internal"):
    marking.check_may_leave(documents=documents, partner=partner, caveat=caveat)


def test_a_caveat_is_defined_and_changed(admin, now):
    for text in ("For reference only", "For reference"):
        marking.define(code="reference", texts={"en": text}, bars_onward_release=True, by=admin, at=now)
    assert marking.caveat_of("reference").text("en") == "For reference"
    assert last()["facts"] == {"code": "reference", "texts": {"en": "For reference"}}


def test_only_an_administrator_defines_one(desk, now):
    with pytest.raises(NeedsRole):
        marking.define(code="reference", texts={}, bars_onward_release=True, by=desk, at=now)


def test_a_rule_without_a_marking_means_open(db):
    with pytest.raises(marking.NoSuchMarking) as caught:
        marking.caveat_of("")
    assert caught.value.facts == {"caveat": "open"}
    opened = make(records.Caveat, code="open")
    assert marking.caveat_of("") == marking.caveat_of("open") == opened


def test_a_marked_copy_may_leave(document, partner):
    check(partner, document(), document())


@pytest.mark.parametrize("state", ["quarantine", "refused"])
def test_what_was_not_examined_stays(document, partner, state):
    with pytest.raises(marking.NotExamined) as caught:
        check(partner, document(), document(state=state))
    assert caught.value.facts == {"title": "Acta 1"}


def test_an_original_stays(document, partner):
    with pytest.raises(marking.NotMarked):
        check(partner, document(role="original"))


@pytest.mark.parametrize("caveat", ["", "open", "Internal"])
def test_what_lacks_the_marking_stays(document, partner, caveat):
    with pytest.raises(marking.NotMarked) as caught:
        check(partner, document(caveat=caveat))
    assert caught.value.facts == {"title": "Acta 1", "caveat": "internal"}


def test_what_a_third_party_barred_stays(document, received, partner, third):
    with pytest.raises(marking.BoundByMark) as caught:
        check(partner, document(received(third)))
    assert caught.value.facts == {
        "title": "Acta 1", "partner": "FI-NHI", "giver": "CZ-ACA", "text": "For CZ-ACA",
    }  # fmt: skip


def test_it_may_go_back_to_who_gave_it(document, received, third):
    check(third, document(received(third)))


@pytest.mark.parametrize("generations", [1, 2, 5])
def test_a_mark_binds_what_was_made_from_the_file(document, received, partner, third, generations):
    made = document(received(third))
    for _ in range(generations):
        made = document(made_from=made)
    with pytest.raises(marking.BoundByMark):
        check(partner, made)


def test_a_mark_binds_the_same_bytes_wherever_they_hang(document, received, partner, third):
    """Handing the file in again under another name does not take the mark off."""
    file = received(third)
    again = document(file, role="original")
    with pytest.raises(marking.BoundByMark):
        check(partner, document(made_from=again))


def test_a_mark_does_not_bind_what_is_only_related(document, received, partner, third):
    marked = document(received(third))
    check(partner, document())
    assert marking.binding([document()]) == []
    assert [mark.party for _, mark in marking.binding([marked])] == [third]


def test_a_mark_that_does_not_bar_must_go_along(document, received, partner, third):
    file = received(third, caveat="reference", bars=False)
    with pytest.raises(marking.MustBearMark) as caught:
        check(partner, document(file))
    assert caught.value.facts == {"title": "Acta 1", "giver": "CZ-ACA", "caveat": "reference", "given": "internal"}
    check(partner, document(file, caveat="reference"), caveat="reference")


@pytest.mark.parametrize(
    ("caveat", "bars", "binds"),
    [("open", False, False), ("open", True, True), ("internal", False, True), ("internal", True, True)],
)
def test_an_open_mark_binds_only_if_it_bars(received, document, third, caveat, bars, binds):
    assert bool(marking.binding([document(received(third, caveat, bars))])) is binds


def test_the_same_mark_is_kept_once(received, third, partner):
    file = received(third)
    for giver in (third, partner):
        received(giver, file=file)
    assert file.received_marks.count() == 2


def test_a_mark_that_comes_again_and_bars_now_bars(document, received, partner, third):
    file = received(third, bars=False)
    received(third, bars=True, file=file)
    received(third, bars=False, file=file)
    with pytest.raises(marking.BoundByMark):
        check(partner, document(file))


def test_marks_of_two_parties_both_bind(document, received, partner, third):
    other = make(records.Party, code="HU-ACA")
    file = received(third, file=received(other))
    for one in (partner, third, other):
        with pytest.raises(marking.BoundByMark):
            check(one, document(file))
