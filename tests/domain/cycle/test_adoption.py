"""Adoption: each side records its own, a reference binds nobody, and the partner learns only what it is told."""

import pytest

from tests.domain.cycle.commitments import acts, article, open_desk, told
from tests.records.rows import make
from verbale.domain.cycle import adoption
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.records import models as records
from verbale.records.minutes import Adoption


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


@pytest.fixture
def text(desk):
    preamble = article("1", roles=("session",))
    return desk.minutes((preamble, article("2", {"bound": "FI-NHI"}), article("3"), article("4", {"bound": "OURS"})))


@pytest.fixture
def decree(desk):
    return make(records.Instrument, title="Decree 7", recorded_by=desk.clerk)


def adopted(desk, text, decree, **facts):
    said = {"text": text, "article": "3", "adopted": True, "agencies": ["The library"], "instrument": decree}
    return adoption.adopt(**(said | facts), **desk.doing())


def test_ours_is_recorded_with_its_instrument(desk, text, decree):
    row = adopted(desk, text, decree, agencies=[" The library ", "The archive", "The library"], note=" In part ")
    row.refresh_from_db()
    assert (row.side, row.adopted, row.agencies, row.instrument, row.note, row.recorded_by, row.told_at) == (
        "OURS", True, ["The library", "The archive"], decree, "In part", desk.clerk, None,
    )  # fmt: skip
    assert (acts(row), told(desk)) == (["adoption.recorded"], [])


def test_recorded_again_the_last_counts_and_the_journal_has_both(desk, text, decree):
    adoption.tell(adoption=adopted(desk, text, decree), **desk.doing())
    row = adopted(desk, text, decree, adopted=False, agencies=[], instrument=None)
    assert (Adoption.objects.get(), row.adopted, row.told_at) == (row, False, None)
    assert acts(row) == ["adoption.recorded", "adoption.told", "adoption.recorded"]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"article": "1"}, adoption.NoConclusion),
        ({"article": "9"}, adoption.NoConclusion),
        ({"instrument": None}, adoption.NoInstrument),
        ({"agencies": []}, adoption.NoAgency),
        ({"article": "4", "agencies": []}, adoption.NoAgency),
        ({"agencies": [" "]}, BadWords),
        ({"agencies": [f"A{number}" for number in range(101)]}, BadWords),
        ({"note": "nul\0"}, BadWords),
    ],
)
def test_what_cannot_be_adopted_so_is_refused(desk, text, decree, facts, refusal):
    with pytest.raises(refusal):
        adopted(desk, text, decree, **facts)
    assert not Adoption.objects.exists()


def test_what_binds_the_other_side_needs_no_agency_of_ours(desk, text, decree):
    assert adopted(desk, text, decree, article="2", agencies=[]).agencies == []


def test_another_text_and_one_without_agreement_conclude_nothing(desk, text, decree):
    records.Text.objects.update(text_kind="agreement")
    text.refresh_from_db()
    with pytest.raises(adoption.NoConclusion):
        adopted(desk, text, decree)
    records.Text.objects.update(text_kind="minutes", in_force="")
    text.refresh_from_db()
    assert adoption.stands(text) == []
    with pytest.raises(adoption.NoConclusion):
        adopted(desk, text, decree)


def test_the_partner_learns_what_it_is_told_and_nothing_else(desk, text, decree):
    row = adopted(desk, text, decree, agencies=["The library", "The archive"], note="Ours alone")
    adoption.tell(adoption=row, agencies=["The archive"], note="With pleasure", **desk.doing())
    body = {"text": text.pk, "article": "3", "adopted": True, "agencies": ["The archive"], "note": "With pleasure"}
    assert told(desk) == [{"what": "adoption", "body": body}]
    adoption.tell(adoption=row, **desk.doing())
    assert told(desk)[1]["body"] == body | {"agencies": ["The library", "The archive"], "note": ""}
    with pytest.raises(adoption.NotAnAgency):
        adoption.tell(adoption=row, agencies=["The palace"], **desk.doing())


def test_theirs_is_kept_beside_ours_and_told_by_nobody_here(desk, text, decree):
    ours = adopted(desk, text, decree)
    body = {"text": text.pk, "article": "3", "adopted": False, "agencies": ["Ministry"], "note": "Later"}
    at = desk.at()
    theirs = adoption.told(partner=desk.partner, body=body, at=at)
    assert (theirs.side, theirs.adopted, theirs.agencies, theirs.note, theirs.told_at, theirs.recorded_by) == (
        "FI-NHI", False, ["Ministry"], "Later", at, None,
    )  # fmt: skip
    assert adoption.told(partner=desk.partner, body=body | {"adopted": True}, at=desk.at()).pk == theirs.pk
    assert set(adoption.of_article(text, "3")) == {"OURS", "FI-NHI"}
    assert [(one.article.identifier, one.ours, one.theirs, one.waits) for one in adoption.stands(text)] == [
        ("2", None, None, True), ("3", ours, Adoption.objects.get(pk=theirs.pk), False), ("4", None, None, True),
    ]  # fmt: skip
    with pytest.raises(adoption.NotRecorded):
        adoption.tell(adoption=theirs, **desk.doing())


@pytest.mark.parametrize(
    "changed",
    [
        {"article": "1"},
        {"article": 3},
        {"text": "0" * 26},
        {"text": None},
        {"text": "nul\0"},
        {"adopted": 1},
        {"adopted": "yes"},
        {"agencies": "Ministry"},
        {"agencies": [1]},
        {"agencies": [""]},
        {"agencies": ["x" * 301]},
        {"agencies": ["A"] * 101},
        {"note": None},
        {"note": "nul\0"},
        {"note": "x" * 4001},
        {"own_date": "1987"},
    ],
)
def test_what_they_tell_is_judged_first(desk, text, changed):
    body = {"text": text.pk, "article": "3", "adopted": True, "agencies": [], "note": ""} | changed
    with pytest.raises(adoption.NotAnAdoption):
        adoption.told(partner=desk.partner, body=body, at=desk.at())
    assert not Adoption.objects.exists()


def test_a_text_with_another_partner_is_none_of_theirs(desk, text):
    body = {"text": text.pk, "article": "3", "adopted": True, "agencies": [], "note": ""}
    with pytest.raises(adoption.NotAnAdoption):
        adoption.told(partner=desk.third, body=body, at=desk.at())


def test_only_the_desk_records_and_tells(desk, text, decree):
    stranger = {"by": desk.librarian, "at": desk.at()}
    with pytest.raises(NeedsRole):
        adoption.adopt(text=text, article="3", adopted=False, **stranger)
    with pytest.raises(NeedsRole):
        adoption.tell(adoption=adopted(desk, text, decree), **stranger)
