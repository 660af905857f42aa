"""Programmes: an agreement with signatories and years, sectors of complexes, relations by contract, how far all is."""

from datetime import date

import pytest

from tests.domain.cycle.commitments import acts, article, open_desk
from tests.records.rows import make
from verbale.domain.cycle import commitment, direct_relation, programme
from verbale.domain.cycle.acting_body import name_body
from verbale.domain.cycle.complex_sheet import BadComplexes
from verbale.domain.cycle.programme_content import BadProgramme, Condition, Signatory
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.errors import WrongUse
from verbale.records import models as records
from verbale.records.programme import ActingBody, Complex, ComplexBody, Programme

SIGNED = (Signatory("OURS", "A. Laine", "Minister"), Signatory("FI-NHI", "Li Wei"))


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


def recorded(desk, **facts):
    return programme.record(**({"partner": desk.partner, "titles": {"en": "To 2030"}} | facts), **desk.doing())


def added(desk, under, number=1, sector="Electronics"):
    return programme.add_complex(
        programme=under, number=number, sector=sector, titles={"en": f"Complex {number}"}, **desk.doing()
    )


def test_it_stands_under_an_agreement_with_signatories_and_years(desk):
    paper = make(records.Instrument, title="Agreement of 1986")
    row = recorded(
        desk, agreement=paper, signatories=SIGNED, years=15, begins="1986-10", ends="1990",
        supplement_by="../1987-12-31", own_supplement_by="1987-11",
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.agreement, row.years, row.begins, row.ends, row.supplement_by, row.own_supplement_by) == (
        paper, 15, "1986-10", "1990", "../1987-12-31", "1987-11",
    )  # fmt: skip
    assert row.signatories == [
        {"side": "OURS", "name": "A. Laine", "office": "Minister"}, {"side": "FI-NHI", "name": "Li Wei", "office": ""},
    ]  # fmt: skip


def test_its_principles_are_articles_of_a_text_agreed_with_the_partner(desk):
    text = desk.minutes((article(),))
    with pytest.raises(BadProgramme):
        recorded(desk, text=text)
    records.Text.objects.update(text_kind="programme")
    text.refresh_from_db()
    assert recorded(desk, text=text, agreement_text=text).text == text
    with pytest.raises(BadProgramme):
        recorded(desk, partner=desk.third, agreement_text=text)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"titles": {}}, BadWords),
        ({"titles": {"en": "x" * 301}}, BadWords),
        ({"years": 0}, BadProgramme),
        ({"years": 100}, BadProgramme),
        ({"begins": "1990", "ends": "1986"}, BadProgramme),
        ({"begins": "soon"}, WrongUse),
        ({"signatories": SIGNED * 11}, BadProgramme),
    ],
)
def test_what_is_no_programme_is_refused(desk, facts, refusal):
    with pytest.raises(refusal):
        recorded(desk, **facts)
    assert not Programme.objects.exists()


@pytest.mark.parametrize("signatory", [("", "A"), ("OURS", " "), ("OURS", "A", "x" * 301)])
def test_a_signatory_has_a_side_and_a_name(signatory):
    with pytest.raises(BadWords):
        Signatory(*signatory)


def test_our_own_date_for_the_supplement_stands_beside_the_agreed_one(desk):
    row = recorded(desk)
    programme.date_supplement(programme=row, agreed="../1987-12-31", own="1987-11", **desk.doing())
    row.refresh_from_db()
    assert (row.supplement_by, row.own_supplement_by, acts(row)[-1]) == (
        "../1987-12-31", "1987-11", "programme.supplement dated",
    )  # fmt: skip


def test_principles_and_conditions_of_a_paper_are_held_here_and_of_a_text_there(desk):
    row = recorded(desk)
    held = (Condition("transfer", "By contract, for value."), Condition("conditions", "Costs are each side’s own."))
    programme.hold_conditions(programme=row, conditions=held, **desk.doing())
    row.refresh_from_db()
    assert (row.conditions, acts(row)[-1]) == (
        [{"what": "transfer", "text": "By contract, for value."},
         {"what": "conditions", "text": "Costs are each side’s own."}], "programme.conditions held",
    )  # fmt: skip
    with pytest.raises(BadProgramme):
        programme.hold_conditions(programme=row, conditions=held * 51, **desk.doing())
    with pytest.raises(NeedsRole):
        programme.hold_conditions(programme=row, conditions=(), by=desk.librarian, at=desk.doing()["at"])
    text = desk.minutes((article(),))
    records.Text.objects.update(text_kind="programme")
    text.refresh_from_db()
    with pytest.raises(programme.HasArticles):
        programme.hold_conditions(programme=recorded(desk, text=text), conditions=held, **desk.doing())


@pytest.mark.parametrize("condition", [("other", "A"), ("transfer", " "), ("transfer", "x" * 20_001)])
def test_a_condition_is_of_a_kind_and_says_something(condition):
    with pytest.raises(BadWords):
        Condition(*condition)


def test_complexes_stand_by_sector_and_number(desk):
    row = recorded(desk)
    for number, sector in ((10, "Chemistry"), (2, "Electronics"), (3, "Chemistry")):
        added(desk, row, number, sector)
    found = {sector: [one.number for one in those] for sector, those in programme.sectors(row).items()}
    assert (found, list(found)) == ({"Electronics": [2], "Chemistry": [3, 10]}, ["Electronics", "Chemistry"])
    with pytest.raises(programme.ComplexTaken):
        added(desk, row, 3)
    with pytest.raises(BadWords):
        added(desk, row, 0)


def test_thirty_three_are_imported_with_their_bodies_or_none(desk):
    row = recorded(desk)
    known = name_body(side=desk.us, name="Institute A", what="university", **desk.doing())
    lines = [f"{number},Sector {number % 7},Complex {number},Institute A,City X; City Y" for number in range(1, 34)]
    data = "\n".join(["number,sector,title,ours,theirs", *lines]).encode()
    on = date(2026, 11, 1)
    made = programme.import_complexes(programme=row, data=data, name="33.csv", supplemented_on=on, **desk.doing())
    assert [one.number for one in made] == list(range(1, 34))
    assert ({one.supplemented_on for one in made}, len(programme.sectors(row))) == ({on}, 7)
    assert set(ActingBody.objects.values_list("side__code", "name", "what")) == {
        ("OURS", known.name, "university"), ("FI-NHI", "City X", "institute"), ("FI-NHI", "City Y", "institute"),
    }  # fmt: skip
    assert ComplexBody.objects.count() == 99
    with pytest.raises(BadComplexes):
        programme.import_complexes(programme=row, data=data + b"\n34,A,B,,", name="33.csv", **desk.doing())
    assert Complex.objects.count() == 33


@pytest.fixture
def field(desk):
    """A complex, a body of ours and one of theirs."""
    named = {"what": "institute"}
    ours = name_body(side=desk.us, name="Ours", **named, **desk.doing())
    theirs = name_body(side=desk.partner, name="Theirs", **named, **desk.doing())
    return added(desk, recorded(desk)), ours, theirs


def test_bodies_work_in_a_complex_once(desk, field):
    one, ours, _ = field
    for _ in range(2):
        programme.work_in(sector_complex=one, body=ours, **desk.doing())
    assert (ComplexBody.objects.count(), acts(one)) == (1, ["complex.added", "complex.body"])
    stranger = name_body(side=desk.third, name="Strange", what="institute", **desk.doing())
    with pytest.raises(BadProgramme):
        programme.work_in(sector_complex=one, body=stranger, **desk.doing())


def test_a_direct_relation_is_by_contract_once_that_is_signed(desk, field):
    one, ours, theirs = field
    made = direct_relation.relate(sector_complex=one, ours=ours, theirs=theirs, since="1987-10", **desk.doing())
    assert (made.contract, made.since, set(one.bodies.values_list("body__name", flat=True))) == (
        None, "1987-10", {"Ours", "Theirs"},
    )  # fmt: skip
    paper = make(records.Instrument, title="Contract 7")
    assert direct_relation.contract(relation=made, contract=paper, **desk.doing()).contract == paper
    assert acts(one)[-2:] == ["complex.relation", "complex.contract"]
    with pytest.raises(direct_relation.RelationStands):
        direct_relation.relate(sector_complex=one, ours=ours, theirs=theirs, **desk.doing())


def test_a_relation_is_between_the_sides_and_ends_after_it_began(desk, field):
    one, ours, theirs = field
    for bad in ({"ours": theirs, "theirs": ours}, {"ours": ours, "theirs": ours}, {"since": "1990", "until": "1987"}):
        with pytest.raises(BadProgramme):
            direct_relation.relate(**({"sector_complex": one, "ours": ours, "theirs": theirs} | bad), **desk.doing())


def test_how_far_a_complex_is_its_commitments_say(desk, field):
    one = field[0]
    other = added(desk, one.programme, 2)
    for state in ("done", "done", "under way"):
        row = desk.committed(sector_complex=one)
        commitment.change(commitment=row, state=state, **desk.doing())
    desk.committed(sector_complex=one)
    found = programme.progress(programme=one.programme, viewer=desk.clerk)
    assert [(each.complex, each.states, each.commitments) for each in found] == [
        (one, {"done": 2, "under way": 1, "open": 1}, 4), (other, {}, 0),
    ]  # fmt: skip
    assert programme.progress(programme=one.programme, viewer=desk.librarian) == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_queries_are_as_many_for_many(desk, many, django_assert_num_queries):
    row = recorded(desk)
    for number in range(1, many + 1):
        desk.committed(sector_complex=added(desk, row, number))
    desk.clerk.roles  # noqa: B018 - read once a request
    with django_assert_num_queries(2):
        assert len(programme.progress(programme=row, viewer=desk.clerk)) == many


def test_only_the_desk_does_any_of_it(desk, field):
    one, ours, theirs = field
    stranger = {"by": desk.librarian, "at": desk.at()}
    made = direct_relation.relate(sector_complex=one, ours=ours, theirs=theirs, **desk.doing())
    under = one.programme
    for act in (
        lambda: programme.record(partner=desk.partner, titles={"en": "A"}, **stranger),
        lambda: programme.date_supplement(programme=under, agreed="", own="", **stranger),
        lambda: programme.add_complex(programme=under, number=9, sector="A", titles={"en": "A"}, **stranger),
        lambda: programme.import_complexes(programme=under, data=b"", name="a", **stranger),
        lambda: programme.work_in(sector_complex=one, body=ours, **stranger),
        lambda: direct_relation.relate(sector_complex=one, ours=ours, theirs=theirs, **stranger),
        lambda: direct_relation.contract(relation=made, contract=make(records.Instrument), **stranger),
    ):
        with pytest.raises(NeedsRole):
            act()
